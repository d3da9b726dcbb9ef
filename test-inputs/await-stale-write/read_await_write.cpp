// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The plain form: a value is read, a coroutine suspends, the old value is written back.
#include "coro.h"

#include <memory>
#include <string>

namespace ledger {

mock::task<> persist(long balance);
mock::task<> audit();
void log(long balance);

class Account {
public:
  // scenario: 20
  mock::task<> credit(long amount) {
    const long was = balance_; // note: check
    co_await audit();          // note: suspension
    balance_ = was + amount;   // expect: await-stale-write
  }

  // scenario: 20
  mock::task<> save_and_credit(long amount) {
    long updated = balance_ + amount; // note: check
    co_await persist(updated);        // note: suspension
    balance_ = updated;               // expect: await-stale-write
  }

  // scenario: 21
  mock::task<> credit_logged(long amount) {
    auto v = balance_;     // note: check
    co_await audit();      // note: suspension
    log(balance_);         // a read in between renews nothing
    balance_ = v + amount; // expect: await-stale-write
  }

  // scenario: 22
  mock::task<> credit_reread(long amount) {
    auto v = balance_;
    log(v);
    co_await audit();
    v = balance_;
    balance_ = v + amount; // ok: read again after the await
  }

  // scenario: 22
  mock::task<> credit_reread_sometimes(long amount, bool careful) {
    auto v = balance_; // note: check
    co_await audit();  // note: suspension
    if (careful)
      v = balance_;
    balance_ = v + amount; // expect: await-stale-write
  }

  // scenario: 20
  mock::task<> credit_at_once(long amount) {
    co_await audit();
    const long was = balance_;
    balance_ = was + amount; // ok: read and written after the await
  }

private:
  long balance_ = 0;
};

long vault = 0;

// scenario: 20
mock::task<> fill_vault(long amount) {
  const auto held = vault;
  co_await persist(held);
  vault = held + amount; // expect: await-stale-write
}

// scenario: 21
mock::task<> fill_vault_logged(long amount) {
  const auto held = vault; // note: check
  co_await audit();        // note: suspension
  log(vault);
  vault = held + amount; // expect: await-stale-write
}

struct Branch {
  long cash = 0;
  std::string name;
};

// scenario: 22
mock::task<> restock_reread(std::shared_ptr<Branch> branch, long amount) {
  long cash = branch->cash;
  log(cash);
  co_await audit();
  cash = branch->cash;
  branch->cash = cash + amount; // ok: read again after the await
}

// scenario: 22
mock::task<> restock_reread_sometimes(std::shared_ptr<Branch> branch, long amount) {
  long cash = branch->cash; // note: check
  co_await audit();         // note: suspension
  if (amount > 1000)
    cash = branch->cash;
  branch->cash = cash + amount; // expect: await-stale-write
}

} // namespace ledger
