// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 2, the answer of the other contract arrives in a continuation or a completion handler.
#include "coro.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace chain {
mock::future<long> call(std::string contract, std::string method);

/// Starts a call; \p handler runs when the answer is there.
template <class Handler> void async_call(std::string contract, Handler handler);

class Promise {
public:
  Promise &on_result(std::function<void(long)> callback);
};
Promise promise(std::string contract);
} // namespace chain

// scenario: 20
class Counter {
public:
  void increment() {
    const long before = counter_;                               // note: check
    chain::call("oracle", "step").then([this, before](long r) { // note: suspension
      counter_ = before + r;                                    // expect: await-stale-write
      return r;
    });
  }

  void increment_in_handler() {
    chain::async_call("oracle", [this](long r) {
      const long before = counter_;
      counter_ = before + r; // ok: read in the handler
    });
  }

  void decrement() {
    auto seen = counter_;                              // note: check
    chain::async_call("oracle", [this, seen](long r) { // note: suspension
      counter_ = seen - r;                             // expect: await-stale-write
    });
  }

  void double_it() {
    chain::async_call("oracle", [this, twice = counter_ * 2](long) { // note: suspension
      counter_ = twice;                                              // expect: await-stale-write
    });
  }

  void add_one() {
    chain::call("oracle", "step").then([this](long r) {
      counter_ += r; // ok: in one step
      return counter_;
    });
  }

private:
  long counter_ = 0;
};

// scenario: 20, 38
class Registry : public std::enable_shared_from_this<Registry> {
public:
  void claim(std::string name) {
    if (owners_[name] != 0) // note: check
      return;
    auto self = shared_from_this();
    chain::promise("registrar").on_result([self, name](long owner) { // note: suspension
      self->owners_[name] = owner;                                   // expect: await-check-then-act
    });
  }

  void claim_once(std::string name) {
    auto self = shared_from_this();
    chain::promise("registrar").on_result([self, name](long owner) {
      if (self->owners_[name] == 0)
        self->owners_[name] = owner; // ok: looked at in the callback
    });
  }

  mock::task<> bump(std::string name) {
    const long was = owners_[name];                                          // note: check
    co_await chain::call("registrar", name).then([this, was, name](long r) { // note: suspension
      owners_[name] = was + r; // expect: await-stale-write
      return r;
    });
  }

private:
  std::map<std::string, long> owners_;
};

// Lambdas that run at once: no time passes.
// scenario: 98
class Ledger {
public:
  void add_all(const std::vector<long> &amounts) {
    long sum = sum_;
    std::for_each(amounts.begin(), amounts.end(), [&sum](long a) { sum += a; });
    sum_ = sum; // ok: for_each calls at once
  }

  void add_with(long amount) {
    const long before = sum_;
    with_rate([this, before, amount](long rate) {
      sum_ = before + amount * rate; // ok: with_rate calls it at once
    });
  }

private:
  template <class Visitor> void with_rate(Visitor visitor) { visitor(rate_); }

  long rate_ = 3;
  long sum_ = 0;
};
