// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two names for one object: references, pointers, bindings, and parameters that may be the same.
#include "coro.h"
#include <memory>

mock::task<> confirm(long amount);

struct Account {
  long total = 0;
  long held = 0;
};
Account savings, checking;

// scenario: 91
mock::task<> sweep(Account &from, Account &into, long amount) {
  if (from.total >= amount) { // note: check
    co_await confirm(amount); // note: suspension
    into.total -= amount;     // expect: await-check-then-act low
  }
}

// scenario: 91
mock::task<> sweep_pointers(const Account *from, Account *into) {
  if (from->held == 0) // note: check
    co_return;
  co_await confirm(0); // note: suspension
  into->held = 0;      // expect: await-check-then-act low
}

// scenario: 91
mock::task<> sweep_globals(long amount) {
  if (savings.total >= amount) {
    co_await confirm(amount);
    checking.total -= amount; // ok: two globals are never the same object
  }
}

// scenario: 91
mock::task<> sweep_into_local(Account &from, long amount) {
  Account mine;
  if (from.total >= amount) {
    co_await confirm(amount);
    mine.total += amount; // ok: a local is no alias of a parameter
  }
}

class Branch {
public:
  // scenario: 92
  mock::task<> pay(long amount) {
    auto &balance = vault.total;
    if (balance >= amount) {    // note: check
      co_await confirm(amount); // note: suspension
      vault.total -= amount;    // expect: await-check-then-act
    }
  }

  // scenario: 92
  mock::task<> pay_through(long amount) {
    auto *box = &vault;
    if (vault.total >= amount) { // note: check
      co_await confirm(amount);  // note: suspension
      box->total -= amount;      // expect: await-check-then-act
    }
  }

  // scenario: 92
  mock::task<> pay_looking_twice(long amount) {
    auto &balance = vault.total;
    if (balance < amount)
      co_return;
    co_await confirm(amount);
    if (vault.total < amount)
      co_return;
    balance -= amount; // ok: asked again under the other name
  }

private:
  Account vault;
};

// scenario: 92
mock::task<> release(std::shared_ptr<Account> account) {
  Account &a = *account;
  if (a.held > 0) {           // note: check
    co_await confirm(a.held); // note: suspension
    account->held -= 1;       // expect: await-check-then-act
  }
}

// scenario: 92
mock::task<> release_savings() {
  auto &[total, held] = savings;
  if (held > total) {       // note: check
    co_await confirm(held); // note: suspension
    savings.held -= 1;      // expect: await-check-then-act
  }
}

// scenario: 92
mock::task<long> release_copy() {
  Account copy = savings;
  if (savings.held > 0) {
    co_await confirm(copy.held);
    copy.held -= 1; // ok: a copy is no alias
  }
  co_return copy.held;
}
