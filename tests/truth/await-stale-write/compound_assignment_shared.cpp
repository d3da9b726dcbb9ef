// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_compound_assignment_shared {
#include "test-inputs/await-stale-write/compound_assignment_shared.cpp"

namespace weather {
// What the input only declares.
mock::task<std::string> next_line() {
  return truth::answer<std::string>("next_line");
}
mock::task<int> next_drop() { return truth::answer<int>("next_drop"); }
mock::task<Rain> next_shower() { return truth::answer<Rain>("next_shower"); }
// What is shared, and seen at the end.
auto fields(Rain &it) { return std::tie(it.drops); }
auto fields(Gauge &it) { return std::tie(it.by_town, it.log, it.level); }
} // namespace weather

TRUTH("await-stale-write/compound_assignment_shared.cpp") {
  using namespace weather;
  globals(weather::bulletin, weather::rainfall, weather::stations,
          weather::flags);
  run("write_bulletin", [] { return weather::write_bulletin(); });
  run("shift_flags", [] { return weather::shift_flags(); });
  skip("collect", "each of its steps is right by itself, and the whole is not "
                  "meant to be one step");
  skip("drain", "each of its steps is right by itself, and the whole is not "
                "meant to be one step");
}

} // namespace truth_of::stale_write_compound_assignment_shared
