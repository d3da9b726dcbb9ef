// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// lock() and unlock() by hand: every way out has to unlock.
#include "coro.h"

#include <map>
#include <mutex>
#include <string>

mock::task<bool> send(std::string what);
mock::task<> beep();
void parse(const std::string &text);

class Mailer {
public:
  mock::task<bool> deliver(std::string letter) {
    co_await mutex_.lock();
    if (letter.empty())
      co_return false; // expect: await-unheld-lock
    const bool sent = co_await send(letter);
    mutex_.unlock();
    co_return sent;
  }

  mock::task<bool> deliver_right(std::string letter) {
    co_await mutex_.lock();
    if (letter.empty()) {
      mutex_.unlock();
      co_return false; // ok: unlocked
    }
    const bool sent = co_await send(letter);
    mutex_.unlock();
    co_return sent;
  }

  mock::task<bool> deliver_safely(std::string letter) {
    co_await mutex_.lock();
    try {
      co_await send(letter);
    } catch (...) {
      co_return false; // expect: await-unheld-lock
    }
    mutex_.unlock();
    co_return true;
  }

  mock::task<bool> deliver_again(std::string letter) {
    co_await mutex_.lock();
    try {
      co_await send(letter);
    } catch (...) {
      mutex_.unlock();
      throw;
    }
    mutex_.unlock();
    co_return true; // ok: both ways unlock
  }

  mock::task<bool> deliver_all(std::map<std::string, std::string> letters) {
    for (auto &[to, letter] : letters) {
      co_await mutex_.lock();
      if (!co_await send(letter))
        co_return false; // expect: await-unheld-lock
      mutex_.unlock();
    }
    co_return true;
  }

  mock::task<bool> deliver_if_free(std::string letter) {
    if (!mutex_.try_lock())
      co_return false; // ok: it was not ours
    co_await send(letter);
    mutex_.unlock();
    co_return true;
  }

  mock::task<bool> lock_fails(std::string letter) {
    try {
      co_await mutex_.lock();
    } catch (...) {
      co_return false; // ok: the lock was not taken
    }
    co_await send(letter);
    mutex_.unlock();
    co_return true;
  }

private:
  mock::mutex mutex_;
};

// A lock() of one's own, and its unlock().
class Session {
public:
  mock::task<bool> begin() {
    co_await mutex_.lock();
    if (closed_) {
      mutex_.unlock();
      co_return false;
    }
    co_return true; // ok: end() unlocks
  }
  void end() { mutex_.unlock(); }
  mock::task<> enter() { co_await mutex_.lock(); } // ok: that is what it is for

private:
  mock::mutex mutex_;
  bool closed_ = false;
};

struct Unlock {
  mock::mutex &m;
  ~Unlock() { m.unlock(); }
};

mock::task<bool> with_object(mock::mutex &m, bool early) {
  co_await m.lock();
  Unlock at_exit{m};
  if (early)
    co_return false; // ok: the destructor unlocks
  co_await beep();
  co_return true;
}

static std::mutex config_mutex;
static std::string config;

mock::task<bool> reload(std::string text) {
  config_mutex.lock();
  if (text == config)
    co_return false; // expect: await-unheld-lock
  config = text;
  config_mutex.unlock();
  co_await beep();
  co_return true;
}

mock::task<bool> reload_adopted(std::string text) {
  config_mutex.lock();
  std::unique_lock hold(config_mutex, std::adopt_lock);
  if (text == config)
    co_return false; // ok: the guard took it over
  config = text;
  hold.unlock();
  co_await beep();
  co_return true;
}

// The unlock() is left out where it is needed last.
mock::task<int> poll(mock::mutex &bus, int tries) {
  co_await bus.lock();
  while (tries-- > 0) {
    if (co_await send("poll"))
      break;
  }
  if (tries <= 0)
    co_return -1; // expect: await-unheld-lock medium
  bus.unlock();
  co_return tries;
}

mock::task<bool> flagged(mock::mutex &bus, bool shared) {
  if (shared)
    co_await bus.lock();
  const bool ok = co_await send("flagged");
  if (shared)
    bus.unlock();
  co_return ok; // ok: the same test on both sides
}
