// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An entry guard that refuses a second call, kept by name or gone at the semicolon.
#include "coro.h"
#include <memory>
#include <stdexcept>

mock::task<> settle(long amount);

class Entry {
public:
  explicit Entry(bool &flag) : flag(flag) {
    if (flag)
      throw std::runtime_error("already inside");
    flag = true;
  }
  Entry(const Entry &) = delete;
  ~Entry() { flag = false; }

private:
  bool &flag;
};

class Till {
public:
  // scenario: 53
  mock::task<> refund(long amount) {
    Entry{inside};
    if (cash >= amount) {      // note: check
      co_await settle(amount); // note: suspension
      cash -= amount;          // expect: await-check-then-act
    }
  }

private:
  bool inside = false;
  long cash = 0;
};

class CarefulTill {
public:
  // scenario: 53
  mock::task<> refund(long amount) {
    Entry entry{inside};
    if (cash >= amount) {
      co_await settle(amount);
      cash -= amount; // ok: entry has a name and lives to the end
    }
  }

private:
  bool inside = false;
  long cash = 0;
};

struct Ledger {
  bool posting = false;
  int open_items = 0;
};

// scenario: 53
mock::task<> post_item(std::shared_ptr<Ledger> ledger) {
  (void)Entry(ledger->posting);
  if (ledger->open_items == 0) // note: check
    co_return;
  co_await settle(1);      // note: suspension
  ledger->open_items -= 1; // expect: await-check-then-act
}

struct CarefulLedger {
  bool posting = false;
  int open_items = 0;
};

// scenario: 53
mock::task<> post_item_inside(std::shared_ptr<CarefulLedger> ledger) {
  const Entry inside(ledger->posting);
  if (ledger->open_items == 0)
    co_return;
  co_await settle(1);
  ledger->open_items -= 1; // ok: inside is held over the wait
}
