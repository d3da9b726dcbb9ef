// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A second look that proves nothing: another field, an old bool, an assert, one wait too early.
#include "coro.h"
#include <cassert>
#include <map>
#include <string>

mock::task<> courier(int parcels);
mock::task<> notarize(std::string what);

class Vault {
public:
  // scenario: 44
  mock::task<> pay_out(int bars) {
    if (gold < bars) // note: check
      co_return;
    co_await courier(bars); // note: suspension
    if (silver < bars)
      co_return;
    gold -= bars; // expect: await-check-then-act
  }

  // scenario: 42
  mock::task<> pay_out_checked(int bars) {
    if (gold < bars)
      co_return;
    co_await courier(bars);
    if (gold < bars)
      co_return;
    gold -= bars; // ok: the metal that is taken
  }

  // scenario: 45
  mock::task<bool> rent_box() {
    const bool vacant = free_boxes > 0; // note: check
    co_await notarize("lease");         // note: suspension
    if (!vacant)
      co_return false;
    --free_boxes; // expect: await-check-then-act
    co_return true;
  }

  // scenario: 45
  mock::task<bool> rent_box_late_look() {
    co_await notarize("lease");
    const bool vacant = free_boxes > 0;
    if (!vacant)
      co_return false;
    --free_boxes; // ok: the bool is younger than the wait
    co_return true;
  }

  // scenario: 46
  mock::task<> melt(int bars) {
    if (silver >= bars) {     // note: check
      co_await courier(bars); // note: suspension
      assert(silver >= bars && "someone melted it already");
      silver -= bars; // expect: await-check-then-act medium
    }
  }

  // scenario: 47
  mock::task<> insure(int bars) {
    if (uninsured < bars)
      co_return;
    co_await courier(bars);
    if (uninsured < bars) // note: check
      co_return;
    co_await notarize("policy"); // note: suspension
    uninsured -= bars;           // expect: await-check-then-act
  }

  // scenario: 42
  mock::task<> insure_in_one_go(int bars) {
    if (uninsured < bars)
      co_return;
    co_await courier(bars);
    co_await notarize("policy");
    if (uninsured < bars)
      co_return;
    uninsured -= bars; // ok: looked at after the last wait
  }

private:
  int gold = 0, silver = 0, uninsured = 0, free_boxes = 12;
};

std::map<std::string, int> paints;

// scenario: 44
mock::task<> ship_red(int cans) {
  if (paints["red"] >= cans) { // note: check
    co_await courier(cans);    // note: suspension
    if (paints["blue"] >= cans)
      paints["red"] -= cans; // expect: await-check-then-act
  }
}

// scenario: 42
mock::task<> ship_blue(int cans) {
  if (paints["blue"] >= cans) {
    co_await courier(cans);
    if (paints["blue"] >= cans)
      paints["blue"] -= cans; // ok: the same colour
  }
}
