// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tasks that are handed over together, in the forms that libraries have for it.
#include "coro.h"

#include <utility>
#include <vector>

mock::task<long> fetch(int source);

long grand_total = 0;

mock::task<> add_global(int source) {
  const long before = grand_total;         // note: check
  const long value = co_await fetch(source); // note: suspension
  grand_total = before + value;            // expect: await-stale-write
}

mock::task<> add_to(long &sum, int source) {
  const long before = sum;
  sum = before + co_await fetch(source); // expect: await-stale-write
}

class Meter {
public:
  mock::task<> add(int source) {
    const long before = sum_;
    sum_ = before + co_await fetch(source); // expect: await-stale-write
  }

  // What the awaited coroutine does, this one does too.
  mock::task<> add_and_log(int source) {
    co_await add(source);
    co_await mock::yield();
  }

  mock::task<> reset() {
    if (sum_ > 0) {
      co_await mock::yield();
      sum_ = 0; // expect: await-check-then-act
    }
  }

  mock::task<> read_all() {
    co_await mock::when_all(add(1), // expect: await-concurrent-update
                            add(2), add(3));
    co_await mock::when_all(add(4), other_.add(5)); // ok: another meter
    co_await mock::when_all(add_and_log(1), add_and_log(2)); // expect: await-concurrent-update
    co_await mock::when_all(add(1), reset()); // expect: await-concurrent-update
  }

  mock::task<> passed_on() {
    return mock::when_all(add(1), add(2)); // expect: await-concurrent-update
  }

  mock::task<> kept() {
    auto first = add(1);
    auto second = add(2);
    co_await mock::when_all(std::move(first), std::move(second)); // expect: await-concurrent-update
    auto both = mock::when_all(add(1), add(2));
    co_await mock::yield();
    co_await std::move(both); // expect: await-concurrent-update
  }

  mock::task<> kept_in_turn() {
    auto first = add(1);
    auto second = add(2);
    co_await first; // ok: the second has not begun
    co_await second;
  }

private:
  long sum_ = 0;
  struct Other {
    mock::task<> add(int source) {
      total = total + co_await fetch(source); // expect: await-stale-write
    }
    long total = 0;
  } other_;
};

class LockedMeter {
public:
  mock::task<> read_all() {
    co_await mock::when_all(add(1), add(2)); // ok: one at a time
  }

private:
  // Holds a lock for as long as it takes.
  mock::task<> add(int source) {
    auto guard = co_await mutex_.scoped_lock();
    const long before = sum_;
    sum_ = before + co_await fetch(source);
  }

  long sum_ = 0;
  mock::mutex mutex_;
};

mock::task<> globals() {
  co_await mock::when_all(add_global(1), add_global(2)); // expect: await-concurrent-update
  co_await add_global(1);
  co_await add_global(2);
}

mock::task<long> references() {
  long low = 0, high = 0;
  co_await mock::when_all(add_to(low, 1), add_to(low, 2)); // expect: await-concurrent-update
  co_await mock::when_all(add_to(low, 1), add_to(high, 2)); // ok: each its own
  co_return low + high;
}

mock::task<> batch(Meter &meter, std::vector<int> sources) {
  std::vector<mock::task<>> reads;
  for (int source : sources)
    reads.push_back(meter.add(source));
  co_await mock::when_all(std::move(reads)); // expect: await-concurrent-update
}

mock::task<> batch_in_turn(Meter &meter, std::vector<int> sources) {
  std::vector<mock::task<>> reads;
  for (int source : sources)
    reads.push_back(meter.add(source));
  for (auto &read : reads)
    co_await read; // ok: one after the other
}

mock::task<> one_of_each(std::vector<Meter> &meters) {
  std::vector<mock::task<>> reads;
  for (Meter &meter : meters)
    reads.push_back(meter.add(1));
  co_await mock::when_all(std::move(reads)); // ok: each meter has its own sum
}

mock::task<> pair_of_meters(Meter &left, Meter &right) {
  co_await mock::when_all(left.add(1), right.add(1)); // expect: await-concurrent-update low
}

mock::task<> in_order(mock::task<> first, mock::task<> second) {
  co_await first;
  co_await std::move(second);
}
mock::task<> ordered(Meter &meter) {
  co_await in_order(meter.add(1), meter.add(2)); // ok: the helper awaits in turn
}
