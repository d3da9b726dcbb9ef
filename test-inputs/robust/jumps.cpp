// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// goto forwards, backwards and out of the scope of a guard.
#include "coro.h"

#include <memory>

mock::task<bool> ping();
mock::task<> settle();

// scenario: 104
class Slots {
public:
  mock::task<> retry() {
  again:
    const int seen = used_; // note: check
    if (!co_await ping())   // note: suspension
      goto again;
    used_ = seen + 1; // expect: await-stale-write
  }

  mock::task<> retry_until_unchanged() {
  again:
    const int seen = used_;
    co_await ping();
    if (used_ != seen)
      goto again;
    used_ = seen + 1; // ok: unchanged since the read
  }

  mock::task<> around(bool slow) {
    int seen = used_;
    if (!slow)
      goto store;
    co_await settle();
    seen = used_;
  store:
    used_ = seen + 1; // ok: on the way with the suspension it is read again
    co_return;
  }

  mock::task<> into(bool slow) {
    int seen = used_; // note: check
    if (slow)
      goto wait;
    seen = 0;
    goto store;
  wait:
    co_await settle(); // note: suspension
  store:
    used_ = seen + 1; // expect: await-stale-write
  }

  mock::task<> loop_by_hand(int rounds) {
    int seen = 0;
  top:
    if (rounds-- == 0)
      co_return;
    used_ = seen + 1;  // expect: await-stale-write
    seen = used_;      // note: check
    co_await settle(); // note: suspension
    goto top;
  }

private:
  int used_ = 0;
};

// scenario: 99, 104
struct Board {
  mock::mutex mutex;
  int cards = 52;
};

mock::task<> deal(std::shared_ptr<Board> board, bool later) {
  int left = 0;
  {
    auto held = co_await board->mutex.scoped_lock();
    left = board->cards; // note: check
    if (later)
      goto out;
    board->cards = left - 1; // ok: held
    co_return;
  }
out:
  co_await settle();       // note: suspension
  board->cards = left - 2; // expect: await-stale-write
}
