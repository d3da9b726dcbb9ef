// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_looks_for_itself {
#include "test-inputs/await-check-then-act/looks_for_itself.cpp"

namespace courier {
// What the input only declares.
mock::task<> call(int) { return truth::answer("call"); }
// What is shared, and seen at the end.
auto fields(Parcel &it) { return std::tie(it.id, it.delivered); }
auto fields(Van &it) { return std::tie(it.parcels_, it.addresses_, it.stops_); }
} // namespace courier

TRUTH("await-check-then-act/looks_for_itself.cpp") {
  using namespace courier;
  run("Van::finish", [] { return part<courier::Van>().finish(); });
  run("Van::finish_stops", [] { return part<courier::Van>().finish_stops(); });
  run("Van::forget", [] { return part<courier::Van>().forget(any); });
  run("Van::hand_over", [] { return part<courier::Van>().hand_over(); });
  run("Van::hand_over_last",
      [] { return part<courier::Van>().hand_over_last(); });
}

} // namespace truth_of::check_then_act_looks_for_itself
