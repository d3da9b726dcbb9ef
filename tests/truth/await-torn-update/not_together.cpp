// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::torn_update_not_together {
#include "test-inputs/await-torn-update/not_together.cpp"

namespace postal {
// What the input only declares.
mock::task<bool> carry(int) { return truth::answer<bool>("carry"); }
// What is shared, and seen at the end.
auto fields(Office &it) { return std::tie(it.received_, it.sent_); }
auto fields(OneWitness &it) { return std::tie(it.bags_, it.weight_); }
auto fields(OnlySelf &it) { return std::tie(it.bags_, it.letters_); }
auto fields(Stages &it) { return std::tie(it.sorted_, it.delivered_); }
auto fields(Compensating &it) { return std::tie(it.bags_, it.space_); }
auto fields(Locked &it) { return std::tie(it.mutex_, it.bags_, it.weight_); }
auto fields(Meter &it) { return std::tie(it.vans_, it.bags_); }
auto fields(Round &it) { return std::tie(it.stops, it.metres); }
} // namespace postal

TRUTH("await-torn-update/not_together.cpp") {
  using namespace postal;
  run("Office::relay", [] { return part<postal::Office>().relay(any); });
  run("OneWitness::hand_out",
      [] { return part<postal::OneWitness>().hand_out(any); });
  run("OnlySelf::hand_out",
      [] { return part<postal::OnlySelf>().hand_out(any); });
  run("Stages::domestic", [] { return part<postal::Stages>().domestic(any); });
  run("Stages::foreign", [] { return part<postal::Stages>().foreign(any); });
  run("Compensating::send",
      [] { return part<postal::Compensating>().send(any); });
  run("Locked::store", [] { return part<postal::Locked>().store(any); });
  run("Locked::drop", [] { return part<postal::Locked>().drop(any); });
  run("Locked::hand_out", [] { return part<postal::Locked>().hand_out(any); });
  run("Meter::collect", [] { return part<postal::Meter>().collect(any); });
  run("shorten", [] { return postal::shorten(any, any); });
  run("plan", [] { return postal::plan(any); });
}

} // namespace truth_of::torn_update_not_together
