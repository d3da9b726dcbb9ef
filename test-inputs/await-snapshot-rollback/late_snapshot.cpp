// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A copy taken after the last await may be put back; one taken before it may not.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace fees {

mock::task<long> quote();
mock::task<> notify();

class Account {
public:
  // scenario: 84
  mock::task<> charge(long limit) {
    const long fee = co_await quote();
    const long old = balance_;
    balance_ -= fee;
    if (fee > limit)
      balance_ = old; // ok: copied after the await
  }

  // scenario: 84
  mock::task<> charge_copied_early(long limit) {
    const long old = balance_;         // note: check
    const long fee = co_await quote(); // note: suspension
    balance_ -= fee;
    if (fee > limit)
      balance_ = old; // expect: await-snapshot-rollback
  }

  // scenario: 78
  mock::task<> charge_and_notify(long fee, long limit) {
    const long old = balance_;
    balance_ -= fee;
    if (fee > limit)
      balance_ = old; // ok: the await comes after the restore
    co_await notify();
  }

private:
  long balance_ = 0;
};

long pot = 0;

// scenario: 84
mock::task<> pay_in(long limit) {
  co_await notify();
  const long stake = co_await quote();
  auto before = pot;
  pot += stake;
  if (stake > limit)
    pot = before; // ok: copied after the last await
}

// scenario: 84
mock::task<> pay_in_copied_between(long limit) {
  co_await notify();
  auto before = pot;                   // note: check
  const long stake = co_await quote(); // note: suspension
  pot += stake;
  if (stake > limit)
    pot = before; // expect: await-snapshot-rollback
}

struct Invoice {
  std::map<std::string, long> lines;
};

// scenario: 84
mock::task<> add_line(std::shared_ptr<Invoice> invoice, std::string item, long limit) {
  const long price = co_await quote();
  const long before = invoice->lines[item];
  invoice->lines[item] += price;
  if (price > limit)
    invoice->lines[item] = before; // ok: copied after the await
}

// scenario: 84
mock::task<> add_line_copied_early(std::shared_ptr<Invoice> invoice, std::string item, long limit) {
  const long before = invoice->lines[item]; // note: check
  const long price = co_await quote();      // note: suspension
  invoice->lines[item] += price;
  if (price > limit)
    invoice->lines[item] = before; // expect: await-snapshot-rollback
}

} // namespace fees
