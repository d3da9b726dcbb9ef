// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_conditional_operands {
#include "test-inputs/await-stale-write/conditional_operands.cpp"

namespace metering {
// What the input only declares.
mock::task<long> pulse() { return truth::answer<long>("pulse"); }
mock::task<int> fetch_rate() { return truth::answer<int>("fetch_rate"); }
// What is shared, and seen at the end.
auto fields(Meter &it) { return std::tie(it.reading_); }
auto fields(Tariff &it) { return std::tie(it.rate); }
} // namespace metering

TRUTH("await-stale-write/conditional_operands.cpp") {
  using namespace metering;
  globals(metering::grid_load);
  run("Meter::roll", [] { return part<metering::Meter>().roll(any, any); });
  run("Meter::sample_if",
      [] { return part<metering::Meter>().sample_if(any); });
  run("Meter::roll_swapped",
      [] { return part<metering::Meter>().roll_swapped(any, any); });
  run("Meter::adjust", [] { return part<metering::Meter>().adjust(any, any); });
  run("Meter::adjust_swapped",
      [] { return part<metering::Meter>().adjust_swapped(any, any); });
  run("Meter::refresh", [] { return part<metering::Meter>().refresh(any); });
  run("Meter::initial", [] { return part<metering::Meter>().initial(); });
  run("Meter::drain", [] { return part<metering::Meter>().drain(); });
  run("Meter::drain_checked_late",
      [] { return part<metering::Meter>().drain_checked_late(); });
  run("shift_load", [] { return metering::shift_load(any); });
  run("add_load", [] { return metering::add_load(any); });
  run("shed_load", [] { return metering::shed_load(); });
  run("rescale", [] { return metering::rescale(any); });
  run("reload", [] { return metering::reload(any); });
  run("ensure_rate", [] { return metering::ensure_rate(any); });
  run("ensure_rate_late", [] { return metering::ensure_rate_late(any); });
}

} // namespace truth_of::stale_write_conditional_operands
