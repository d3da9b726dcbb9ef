// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_getters_and_setters {
#include "test-inputs/await-stale-write/getters_and_setters.cpp"

namespace thermostats {
// What the input only declares.
mock::task<int> sensor_delta() { return truth::answer<int>("sensor_delta"); }
mock::task<> apply(int) { return truth::answer("apply"); }
// What is shared, and seen at the end.
auto fields(Setpoint &it) { return std::tie(it.degrees); }
auto fields(Room &it) { return std::tie(it.target); }
auto fields(House &it) { return std::tie(it.outside_); }
} // namespace thermostats

TRUTH("await-stale-write/getters_and_setters.cpp") {
  using namespace thermostats;
  run("Room::correct", [] { return part<thermostats::Room>().correct(); });
  run("Room::correct_swapped",
      [] { return part<thermostats::Room>().correct_swapped(); });
  run("Room::warm_up", [] { return part<thermostats::Room>().warm_up(); });
  run("Room::warm_up_first",
      [] { return part<thermostats::Room>().warm_up_first(); });
  run("correct_shared", [] { return thermostats::correct_shared(any); });
  run("correct_shared_swapped",
      [] { return thermostats::correct_shared_swapped(any); });
  run("correct_by_reference", [] {
    return thermostats::correct_by_reference(part<thermostats::Setpoint>());
  });
  run("raise_by_reference", [] {
    return thermostats::raise_by_reference(part<thermostats::Setpoint>());
  });
  run("House::forecast", [] { return part<thermostats::House>().forecast(); });
  run("House::forecast_swapped",
      [] { return part<thermostats::House>().forecast_swapped(); });
}

} // namespace truth_of::stale_write_getters_and_setters
