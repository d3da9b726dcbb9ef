// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The same races in class templates, function templates and lambda coroutines.
#include "coro.h"
#include <memory>
#include <optional>
#include <string>

mock::task<> elect(long epoch);

template <class Resource> class Lease {
public:
  // scenario: 48
  mock::task<bool> take(std::string who) {
    if (!holder.empty()) // note: check
      co_return false;
    co_await elect(1); // note: suspension
    holder = who;      // expect: await-check-then-act
    co_return true;
  }

  // scenario: 42
  mock::task<bool> take_checked(std::string who) {
    if (!holder.empty())
      co_return false;
    co_await elect(1);
    if (!holder.empty())
      co_return false;
    holder = who; // ok: still nobody's
    co_return true;
  }

  // scenario: 62
  mock::task<> fill() {
    if (!resource) {                // note: check
      co_await elect(2);            // note: suspension
      resource.emplace(Resource{}); // expect: await-check-then-act
    }
  }

private:
  std::string holder;
  std::optional<Resource> resource;
};
template class Lease<int>;

struct Queue {
  int depth = 0;
};

// scenario: 55
template <class Q> mock::task<> flood(Q &queue) {
  while (queue.depth < 100) { // note: check
    co_await mock::yield();   // note: suspension
    ++queue.depth;            // expect: await-check-then-act
  }
}
template mock::task<> flood<Queue>(Queue &);

// scenario: 55
template <class Q> mock::task<> flood_counted(Q &queue) {
  while (queue.depth < 100) {
    ++queue.depth; // ok: before the wait
    co_await mock::yield();
  }
}
template mock::task<> flood_counted<Queue>(Queue &);

class Committee {
public:
  // scenario: 41, 42
  mock::task<> vote() {
    auto ballot = [this](long epoch) -> mock::task<> {
      if (seats == 0) // note: check
        co_return;
      co_await elect(epoch); // note: suspension
      if (epoch > 0)
        seats -= 1; // expect: await-check-then-act
    };
    auto runoff = [this](long epoch) -> mock::task<> {
      if (seats == 0)
        co_return;
      co_await elect(epoch);
      if (epoch > 0 && seats > 0)
        seats -= 1; // ok: looked again
    };
    co_await ballot(1);
    co_await runoff(2);
  }

private:
  int seats = 9;
};

// scenario: 47
mock::task<> close_polls(std::shared_ptr<Queue> queue) {
  auto &depth = queue->depth;
  auto shut = [&depth](long epoch) -> mock::task<> {
    co_await elect(epoch);
    if (depth > 0) {             // note: check
      co_await elect(epoch + 1); // note: suspension
      depth = 0;                 // expect: await-check-then-act
    }
  };
  co_await shut(7);
}
