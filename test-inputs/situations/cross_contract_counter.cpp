// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 2, a counter read, an asynchronous call, and the counter written from the old value.
#include "coro.h"

#include <atomic>
#include <map>
#include <memory>
#include <string>

namespace chain {
mock::task<long> call(std::string contract, std::string method);
mock::future<long> view(std::string contract, std::string method);
} // namespace chain

// scenario: 20, 21, 26
class VoteContract {
public:
  mock::task<> vote(std::string proposal) {
    const long counted = votes_;                                      // note: check
    const long weight = co_await chain::call("staking", "weight_of"); // note: suspension
    votes_ = counted + weight;                                        // expect: await-stale-write
    last_ = proposal;
  }

  mock::task<> vote_in_one_step(std::string proposal) {
    const long weight = co_await chain::call("staking", "weight_of");
    votes_ += weight; // ok: read and written after the call
    last_ = proposal;
  }

  mock::task<> vote_in_one_expression() {
    votes_ += co_await chain::call("staking", "weight_of"); // ok: reads after the await
  }

  mock::task<> revoke() {
    const auto had = votes_;                                          // note: check
    const auto weight = co_await chain::view("staking", "weight_of"); // note: suspension
    if (weight > 0)
      votes_ = had - weight; // expect: await-stale-write
  }

private:
  long votes_ = 0;
  std::string last_;
};

// scenario: 30
class TicketContract {
public:
  mock::task<long> issue(std::string owner) {
    const long number = next_;               // note: check
    co_await chain::call("registry", owner); // note: suspension
    next_ = number + 1;                      // expect: await-stale-write
    co_return number;
  }

  mock::task<long> issue_at_once(std::string owner) {
    const long number = next_++;
    co_await chain::call("registry", owner);
    co_return number; // ok: the number was taken before the call
  }

private:
  long next_ = 1;
};

// scenario: 20, 89
static long total_calls = 0;
static std::atomic<long> total_gas{0};

mock::task<long> proxy(std::string contract, std::string method) {
  const long calls = total_calls;                             // note: check
  const long result = co_await chain::call(contract, method); // note: suspension
  total_calls = calls + 1;                                    // expect: await-stale-write
  total_gas.fetch_add(21);                                    // ok: in one step
  co_return result;
}

mock::task<> measure(std::string contract) {
  const long gas = total_gas.load();                       // note: check
  const long used = co_await chain::call(contract, "gas"); // note: suspension
  total_gas.store(gas + used);                             // expect: await-stale-write
}

// scenario: 89, 92
struct Epoch {
  long height = 0;
};

mock::task<> advance(std::shared_ptr<Epoch> epoch) {
  auto &height = epoch->height;
  const long seen = height;                           // note: check
  const long blocks = co_await chain::call("c", "n"); // note: suspension
  epoch->height = seen + blocks;                      // expect: await-stale-write
}

mock::task<> rewind(std::shared_ptr<Epoch> epoch) {
  const long seen = epoch->height;
  epoch->height = seen - 1; // ok: finished before the call
  co_await chain::call("c", "rewound");
}
