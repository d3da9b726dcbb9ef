// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The stale value travels: through a second copy, a struct, a structured binding.
#include "coro.h"

#include <memory>

namespace statistics {

struct Stats {
  long hits = 0;
  long misses = 0;
};

mock::task<> publish(Stats s);
mock::task<> tick();

class Cache {
public:
  // scenario: 28
  mock::task<> through_two_copies() {
    const long seen = stats.hits; // note: check
    const long base = seen;
    co_await tick();       // note: suspension
    stats.hits = base + 1; // expect: await-stale-write
  }

  // scenario: 28
  mock::task<> through_a_struct() {
    Stats copy = stats; // note: check
    ++copy.hits;
    co_await publish(copy); // note: suspension
    stats = copy;           // expect: await-stale-write
  }

  // scenario: 28
  mock::task<> through_a_field() {
    const Stats copy = stats;       // note: check
    co_await publish(copy);         // note: suspension
    stats.misses = copy.misses + 1; // expect: await-stale-write
  }

  // scenario: 28
  mock::task<> through_a_binding() {
    const auto [hits, misses] = stats; // note: check
    co_await tick();                   // note: suspension
    stats.hits = hits + 1;             // expect: await-stale-write
    (void)misses;
  }

  // scenario: 28
  mock::task<> through_a_reference_binding() {
    auto &[hits, misses] = stats;
    co_await tick();
    hits = hits + 1; // ok: a binding by reference reads after the await
    (void)misses;
  }

private:
  Stats stats;
};

Stats g_stats;

// scenario: 28
mock::task<> global_through_a_struct() {
  auto copy = g_stats;    // note: check
  co_await publish(copy); // note: suspension
  copy.misses += 1;
  g_stats = copy; // expect: await-stale-write
}

// scenario: 28
mock::task<> global_through_a_struct_late() {
  co_await tick();
  auto copy = g_stats;
  copy.misses += 1;
  g_stats = copy; // ok: copied after the await
}

// scenario: 28
mock::task<> pointee_through_a_binding(std::shared_ptr<Stats> s) {
  auto [hits, misses] = *s;  // note: check
  co_await tick();           // note: suspension
  s->misses = hits + misses; // expect: await-stale-write
}

// scenario: 28
mock::task<> reference_through_two_copies(Stats &s) {
  const auto a = s.hits;
  auto b = a;
  co_await tick();
  s.hits = b + 1; // expect: await-stale-write
}

// scenario: 28
mock::task<> reference_through_two_copies_renewed(Stats &s) {
  const auto a = s.hits;
  auto b = a;
  co_await tick();
  b = s.hits;
  s.hits = b + 1; // ok: the second copy was renewed after the await
}

} // namespace statistics
