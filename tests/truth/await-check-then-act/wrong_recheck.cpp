// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_wrong_recheck {
#include "test-inputs/await-check-then-act/wrong_recheck.cpp"

// What the input only declares.
mock::task<> courier(int) { return truth::answer("courier"); }
mock::task<> notarize(std::string) { return truth::answer("notarize"); }
// What is shared, and seen at the end.
auto fields(Vault &it) {
  return std::tie(it.gold, it.silver, it.uninsured, it.free_boxes);
}

TRUTH("await-check-then-act/wrong_recheck.cpp") {
  globals(paints);
  run("Vault::pay_out", [] { return part<Vault>().pay_out(any); });
  run("Vault::pay_out_checked",
      [] { return part<Vault>().pay_out_checked(any); });
  run("Vault::rent_box", [] { return part<Vault>().rent_box(); });
  run("Vault::rent_box_late_look",
      [] { return part<Vault>().rent_box_late_look(); });
  run("Vault::insure", [] { return part<Vault>().insure(any); });
  run("Vault::insure_in_one_go",
      [] { return part<Vault>().insure_in_one_go(any); });
  run("ship_red", [] { return ship_red(any); });
  run("ship_blue", [] { return ship_blue(any); });
  run("Vault::melt", [] { return part<Vault>().melt(any); });
}

} // namespace truth_of::check_then_act_wrong_recheck
