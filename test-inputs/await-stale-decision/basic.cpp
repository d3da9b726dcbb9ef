// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// checks: await-stale-decision
// One place was tested before the suspension, another one is changed after it.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace exchange {

mock::task<> settle(long amount);
mock::task<bool> confirm(std::string who);

class Market {
public:
  void close() { open_ = false; }

  mock::task<> buy(long amount) {
    if (open_) {               // note: check
      co_await settle(amount); // note: suspension
      volume_ += amount;       // expect: await-stale-decision medium
    }
  }

  mock::task<> buy_or_leave(long amount) {
    if (!open_) // note: check
      co_return;
    co_await settle(amount); // note: suspension
    volume_ += amount;       // expect: await-stale-decision medium
  }

  mock::task<> buy_tested_again(long amount) {
    if (!open_)
      co_return;
    co_await settle(amount);
    if (!open_)
      co_return;
    volume_ += amount; // ok: tested after the await
  }

  mock::task<> buy_first(long amount) {
    if (!open_)
      co_return;
    volume_ += amount; // ok: no suspension since the test
    co_await settle(amount);
  }

  mock::task<> count(long amount) {
    if (open_)
      co_await settle(amount);
    ++requests_; // ok: whatever the test said
  }

  mock::task<> buy_confirmed(std::string who, long amount) {
    if (co_await confirm(who))
      volume_ += amount; // ok: only the answer decides
  }

private:
  bool open_ = true;
  long volume_ = 0;
  long requests_ = 0;
};

bool paused = false;
std::map<std::string, long> orders;

void pause() { paused = true; }

mock::task<> order(std::string who, long amount) {
  if (paused) // note: check
    co_return;
  co_await settle(amount); // note: suspension
  orders[who] += amount;   // expect: await-stale-decision medium
}

struct Trader {
  int limit = 10;
  int trades = 0;
};

void lower_limit(Trader &t) { --t.limit; }

mock::task<> trade(std::shared_ptr<Trader> t) {
  if (t->limit > 0) {   // note: check
    co_await settle(1); // note: suspension
    ++t->trades;        // expect: await-stale-decision medium
  }
}

mock::task<> trade_locally(std::shared_ptr<Trader> t) {
  int mine = 0;
  if (t->limit > 0) {
    co_await settle(1);
    ++mine; // ok: a local
  }
  co_await settle(mine);
}

} // namespace exchange
