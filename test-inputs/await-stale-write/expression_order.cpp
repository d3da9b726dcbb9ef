// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A read and an await as operands of one expression: the standard leaves their order open.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace till {

mock::task<int> next_sale();

class Register {
public:
  // scenario: 1
  mock::task<> ring_up() {
    total = total + co_await next_sale(); // expect: await-stale-write // note: check
  }

  // scenario: 1
  mock::task<> double_points() {
    total = total * 2 +           // expect: await-stale-write // note: check
            co_await next_sale(); // note: suspension
  }

  // scenario: 1
  mock::task<> refund() {
    total = total - (last = co_await next_sale()); // expect: await-stale-write // note: check
  }

  // scenario: 1
  mock::task<> first_drawer() {
    drawers[0] = drawers[0] + co_await next_sale(); // expect: await-stale-write // note: check
  }

  // scenario: 1
  mock::task<> first_drawer_fixed() {
    const int sale = co_await next_sale();
    drawers[0] = drawers[0] + sale; // ok: nothing suspends between the read and the write
  }

  // scenario: 3
  mock::task<> ring_up_swapped() {
    total = co_await next_sale() + total; // ok: clang reads total after the await
  }

  // scenario: 19
  mock::task<int> preview() {
    co_return total + co_await next_sale(); // ok: total is not written
  }

private:
  int total = 0;
  int last = 0;
  int drawers[4] = {};
};

long takings_today = 0;

// scenario: 1
mock::task<> close_shift() {
  takings_today = takings_today +       // expect: await-stale-write // note: check
                  co_await next_sale(); // note: suspension
}

// scenario: 3
mock::task<> close_shift_swapped() {
  takings_today = co_await next_sale() + takings_today; // ok: clang reads it after the await
}

struct Till {
  long cash = 0;
  std::map<std::string, long> by_cashier;
};

// scenario: 1
mock::task<> deposit(std::shared_ptr<Till> till) {
  till->cash = till->cash + co_await next_sale(); // expect: await-stale-write // note: suspension
}

// scenario: 3
mock::task<> deposit_swapped(std::shared_ptr<Till> till) {
  till->cash = co_await next_sale() + till->cash; // ok: clang reads it after the await
}

// scenario: 1
mock::task<> credit_cashier(Till &till, std::string who) {
  till.by_cashier[who] =     // expect: await-stale-write
      till.by_cashier[who] + // note: check
      co_await next_sale();  // note: suspension
}

// scenario: 19
mock::task<long> projected(const Till &till) {
  const long sum = till.cash + co_await next_sale();
  co_return sum * 2; // ok: the stale sum goes to the caller, not back into the till
}

} // namespace till
