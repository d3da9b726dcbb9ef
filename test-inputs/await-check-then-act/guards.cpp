// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Guards of one side only, and guards that die at the semicolon.
#include "coro.h"
#include <map>
#include <stdexcept>
#include <string>

mock::task<> deliver(int crates);

class Depot {
public:
  // scenario: 52
  mock::task<> dispatch(int wanted) {
    if (dispatching)
      co_return;
    dispatching = true;
    if (crates >= wanted) {     // note: check
      co_await deliver(wanted); // note: suspension
      crates -= wanted;         // expect: await-check-then-act medium
    }
    dispatching = false;
  }

  void spoil(int n) {
    crates -= n; // note: writer
  }

private:
  bool dispatching = false;
  int crates = 0;
};

class OrderlyDepot {
public:
  // scenario: 52
  mock::task<> dispatch(int wanted) {
    if (dispatching)
      co_return;
    dispatching = true;
    if (crates >= wanted) {
      co_await deliver(wanted);
      crates -= wanted; // ok: the other writer asks the flag too
    }
    dispatching = false;
  }

  void spoil(int n) {
    if (dispatching)
      throw std::logic_error("being dispatched");
    crates -= n;
  }

private:
  bool dispatching = false;
  int crates = 0;
};

namespace harbour {

bool loading = false;
std::map<std::string, int> berths;

// scenario: 52
mock::task<> unload(const std::string quay) {
  if (loading)
    co_return;
  loading = true;
  if (berths[quay] > 0) { // note: check
    co_await deliver(1);  // note: suspension
    --berths[quay];       // expect: await-check-then-act medium
  }
  loading = false;
}

void close_quay(const std::string &quay) {
  berths[quay] = 0; // note: writer
}

} // namespace harbour

class Warehouse {
public:
  // scenario: 52
  mock::task<> pick(int n) {
    auto held = co_await aisle.scoped_lock();
    if (boxes < n) // note: check
      co_return;
    co_await deliver(n); // note: suspension
    boxes -= n;          // expect: await-check-then-act medium
  }

  void write_off(int n) {
    boxes -= n; // note: writer
  }

private:
  mock::mutex aisle;
  int boxes = 0;
};
