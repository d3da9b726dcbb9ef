// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Restores in templates and lambdas.
#include "coro.h"

#include <string>

namespace sync {

mock::task<bool> upload(int n);

template <class T> class Cell {
public:
  // scenario: 74
  mock::task<> propose(T next) {
    const T old = value; // note: check
    value = next;
    if (!co_await accepted()) // note: suspension
      value = old;            // expect: await-snapshot-rollback
  }

  // scenario: 74
  mock::task<> propose_first(T next) {
    if (co_await accepted())
      value = next; // ok: nothing is changed before the await
  }

private:
  mock::task<bool> accepted();
  T value{};
};
template class Cell<int>;
template class Cell<std::string>;

// scenario: 74
template <class Counter> mock::task<> consume(Counter &left, int n) {
  const auto old = left; // note: check
  left -= n;
  if (!co_await upload(n)) // note: suspension
    left = old;            // expect: await-snapshot-rollback
}
template mock::task<> consume<long>(long &, int);

// scenario: 77
template <class Counter> mock::task<> consume_compensated(Counter &left, int n) {
  left -= n;
  if (!co_await upload(n))
    left += n; // ok: adds back to what is there now
}
template mock::task<> consume_compensated<long>(long &, int);

class Uploader {
public:
  // scenario: 75
  mock::task<> upload_both(int a, int b) {
    auto one = [this](int n) -> mock::task<> {
      const int old = remaining; // note: check
      remaining -= n;
      try {
        co_await upload(n); // note: suspension
      } catch (...) {
        remaining = old; // expect: await-snapshot-rollback
      }
    };
    co_await mock::when_all(one(a), one(b)); // expect: await-concurrent-update
  }

private:
  int remaining = 100;
};

// scenario: 74, 88
mock::task<int> upload_parts(int a, int b) {
  int left = a + b;
  auto part = [&left](int n) -> mock::task<> {
    const int before = left; // note: check
    left -= n;
    if (!co_await upload(n)) // note: suspension
      left = before;         // expect: await-snapshot-rollback
  };
  co_await mock::when_all(part(a), part(b)); // expect: await-concurrent-update
  co_return left;
}

// scenario: 77, 88
mock::task<int> upload_parts_compensated(int a, int b) {
  int left = a + b;
  auto part = [&left](int n) -> mock::task<> {
    left -= n;
    if (!co_await upload(n))
      left += n; // ok: adds back to what is there now
  };
  co_await mock::when_all(part(a), part(b));
  co_return left;
}

} // namespace sync
