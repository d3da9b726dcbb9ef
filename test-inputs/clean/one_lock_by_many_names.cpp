// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One lock under several names: a helper that gives out the guard, or the wait for it, or the mutex; a guard that is
// locked later; a guard in an optional, in a struct, in a pointer. All of them must know of each other.
#include "coro.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

mock::task<bool> announce(std::string what, long n);

// Locked by its own lock(), unlocked by its destructor.
class late_guard {
public:
  explicit late_guard(mock::mutex &m) : mutex_(&m) {}
  late_guard(const late_guard &) = delete;
  ~late_guard() {
    if (owned_)
      mutex_->unlock();
  }
  mock::task<> lock() {
    co_await mutex_->lock();
    owned_ = true;
  }

private:
  mock::mutex *mutex_;
  bool owned_ = false;
};

class Granary {
  auto turn() { return mutex_.scoped_lock(); }

public:
  mock::task<> store(long sacks) {
    auto guard = co_await mutex_.scoped_lock();
    const long had = sacks_;
    co_await announce("store", sacks);
    sacks_ = had + sacks;
  }

  mock::task<> sell(long sacks) {
    auto guard = co_await turn();
    if (sacks_ < sacks)
      co_return;
    co_await announce("sell", sacks);
    sacks_ -= sacks;
  }

  mock::task<> mill(long sacks) {
    auto guard = co_await exclusive();
    if (sacks_ < sacks)
      co_return;
    co_await announce("mill", sacks);
    sacks_ -= sacks;
  }

  mock::task<> dry(long loss) {
    auto guard = co_await the_lock().scoped_lock();
    const long had = sacks_;
    co_await announce("dry", loss);
    sacks_ = had - loss;
  }

  mock::task<> count(long found) {
    late_guard guard(mutex_);
    co_await guard.lock();
    const long had = sacks_;
    co_await announce("count", found - had);
    sacks_ = had < found ? had : found;
  }

  mock::task<> air(long loss, bool careful) {
    std::optional<mock::mutex::guard> guard;
    if (careful)
      co_await announce("air", loss);
    guard.emplace(co_await mutex_.scoped_lock());
    const long had = sacks_;
    co_await announce("aired", loss);
    sacks_ = had - loss;
    guard.reset();
    co_await announce("done", loss);
  }

  mock::task<> burn() {
    auto wait = mutex_.scoped_lock();
    auto guard = co_await wait;
    const long had = sacks_;
    co_await announce("burn", had);
    sacks_ = had / 2;
  }

  static std::unique_ptr<Granary> with(long sacks) {
    auto fresh = std::make_unique<Granary>();
    fresh->sacks_ = sacks; // nobody else has it yet
    return fresh;
  }

private:
  mock::task<mock::mutex::guard> exclusive() {
    auto guard = co_await mutex_.scoped_lock();
    co_return std::move(guard);
  }
  mock::mutex &the_lock() { return mutex_; }

  mock::mutex mutex_;
  long sacks_ = 0;
};

// The same between threads.
static std::mutex board_mutex;
static std::map<std::string, long> board;

static std::unique_lock<std::mutex> lock_board() { return std::unique_lock(board_mutex); }

mock::task<> chalk_up(std::string team, long points) {
  {
    std::unique_lock hold(board_mutex, std::defer_lock);
    hold.lock();
    board[team] = board[team] + points;
  }
  co_await announce(team, points);
}

mock::task<> wipe(std::string team) {
  {
    auto hold = lock_board();
    board[team] = 0;
  }
  co_await announce(team, 0);
}

mock::task<> penalty(std::string team) {
  board_mutex.lock();
  {
    std::lock_guard hold(board_mutex, std::adopt_lock);
    board[team] = board[team] - 1;
  }
  co_await announce(team, -1);
}
