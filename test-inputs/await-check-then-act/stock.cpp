// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Stock that is checked, packed, and only then taken off the shelf: templates and lambdas.
#include "coro.h"

mock::task<> print_ticket(int seat);

template <class Quantity> class Shelf {
public:
  // scenario: 38
  mock::task<> ship(Quantity wanted) {
    if (in_stock < wanted) // note: check
      co_return;
    co_await pack(wanted); // note: suspension
    in_stock -= wanted;    // expect: await-check-then-act
  }

  // scenario: 39
  mock::task<> dispose(Quantity expired) {
    if (in_stock >= expired) {       // note: check
      co_await pack(expired);        // note: suspension
      in_stock = in_stock - expired; // expect: await-check-then-act
    }
  }

  // scenario: 40
  mock::task<> ship_reserved(Quantity wanted) {
    if (in_stock < wanted)
      co_return;
    in_stock = in_stock - wanted; // ok: nothing waits in between
    co_await pack(wanted);
  }

private:
  mock::task<> pack(Quantity n);
  Quantity in_stock{};
};
template class Shelf<int>;
template class Shelf<double>;

class Kiosk {
public:
  // scenario: 38, 40
  mock::task<> serve() {
    auto sell_one = [this](int seat) -> mock::task<> {
      if (stubs > 0) {               // note: check
        co_await print_ticket(seat); // note: suspension
        stubs--;                     // expect: await-check-then-act
      }
    };
    auto sell_one_safely = [this](int seat) -> mock::task<> {
      if (stubs > 0) {
        stubs--; // ok: before the printer is waited for
        co_await print_ticket(seat);
      }
    };
    co_await sell_one(7);
    co_await sell_one_safely(8);
  }

private:
  int stubs = 50;
};
