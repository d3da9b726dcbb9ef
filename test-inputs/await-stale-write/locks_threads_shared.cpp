// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Locks for threads, around state that is not a member.
#include "coro.h"

#include <memory>
#include <mutex>
#include <shared_mutex>

namespace counters {

mock::task<> flush();

std::mutex mutex;
long counter = 0;

// scenario: 100
mock::task<> count_held() {
  std::lock_guard hold(mutex);
  const long n = counter;
  co_await flush();
  counter = n + 1; // ok: held over the suspension, which is the concern of another check
}

std::mutex other_mutex;
long other_counter = 0;

// scenario: 100
mock::task<> count_released() {
  std::unique_lock hold(other_mutex);
  const long n = other_counter; // note: check
  hold.unlock();
  co_await flush(); // note: suspension
  hold.lock();
  other_counter = n + 1; // expect: await-stale-write
}

struct Page {
  std::shared_mutex mutex;
  long hits = 0;
};

// scenario: 100
mock::task<> hit_held(std::shared_ptr<Page> page) {
  std::unique_lock hold(page->mutex);
  const long n = page->hits;
  co_await flush();
  page->hits = n + 1; // ok: held over the suspension
}

struct Entry {
  std::mutex mutex;
  long hits = 0;
};

// scenario: 100
mock::task<> hit_in_two_steps(std::shared_ptr<Entry> entry) {
  long n = 0;
  {
    std::lock_guard hold(entry->mutex);
    n = entry->hits; // note: check
  }
  co_await flush(); // note: suspension
  std::lock_guard hold(entry->mutex);
  entry->hits = n + 1; // expect: await-stale-write
}

} // namespace counters
