// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 2, two calls started together that update the same state.
#include "coro.h"

#include <utility>
#include <vector>

enum Token { usd, eur, yen, gold, silver };

mock::task<long> price_of(Token token);

using mock::when_all;

class Portfolio {
public:
  mock::task<> revalue() {
    value_ = 0;
    co_await when_all(add(usd), add(eur)); // expect: await-concurrent-update
  }

  void revalue_later() {
    mock::spawn(add(gold));
    mock::spawn(add(silver)); // expect: await-concurrent-update
  }

  mock::task<> revalue_all(std::vector<Token> tokens) {
    std::vector<mock::task<>> started;
    for (Token token : tokens)
      started.push_back(add(token));
    co_await when_all(std::move(started)); // expect: await-concurrent-update
  }

  mock::task<> revalue_in_turn() {
    co_await add(usd); // ok: one after the other
    co_await add(eur);
  }

private:
  mock::task<> add(Token token) {
    const long before = value_;                  // note: check
    const long price = co_await price_of(token); // note: suspension
    value_ = before + price;                     // expect: await-stale-write
  }

  long value_ = 0;
};

class Survey {
public:
  mock::task<> refresh() {
    co_await when_all(ask(usd), ask(eur));      // ok: each adds in one step
    co_await when_all(read_low(), read_high()); // ok: each has its own place
  }

private:
  mock::task<> ask(Token token) {
    const long price = co_await price_of(token);
    sum_ += price; // ok: in one step
  }

  mock::task<> read_low() { low_ = co_await price_of(silver); }
  mock::task<> read_high() { high_ = co_await price_of(gold); }

  long sum_ = 0;
  long low_ = 0;
  long high_ = 0;
};

// scenario: 88
mock::task<long> total_of_two() {
  long total = 0;
  auto one = [&total](Token token) -> mock::task<> {
    const long before = total;                   // note: check
    const long price = co_await price_of(token); // note: suspension
    total = before + price;                      // expect: await-stale-write
  };
  co_await when_all(one(usd), one(eur)); // expect: await-concurrent-update
  co_return total;
}

// scenario: 88
mock::task<long> total_of_three() {
  long total = 0;
  auto one = [&total](Token token) -> mock::task<> {
    total += co_await price_of(token); // ok: reads after the await
  };
  co_await when_all(one(usd), one(eur), one(yen));
  co_return total;
}

// scenario: 87
mock::task<long> total_in_turn(std::vector<Token> tokens) {
  long total = 0;
  for (Token token : tokens) {
    const long before = total;
    const long price = co_await price_of(token);
    total = before + price; // ok: nobody else knows this local
  }
  co_return total;
}
