// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A reader lock lets other readers in: it does not do for a write.
#include "coro.h"

#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <utility>

mock::task<long> fetch(std::string name);
mock::task<> audit(std::string name);

/// Many readers or one writer; both have to wait.
class rw_mutex {
public:
  class reader {
  public:
    explicit reader(rw_mutex &m) : m_(&m) {}
    reader(reader &&o) noexcept : m_(std::exchange(o.m_, nullptr)) {}
    ~reader() { unlock(); }
    void unlock() {
      if (m_)
        std::exchange(m_, nullptr)->unlock_shared();
    }

  private:
    rw_mutex *m_;
  };
  mock::value_awaiter<reader> scoped_lock_shared();
  mock::mutex::scoped_lock_awaiter scoped_lock();
  void unlock_shared();
  void unlock();
};

class Prices {
public:
  mock::task<> set(std::string name, long price) {
    auto writing = co_await lock_.scoped_lock();
    price_ = price;
    co_await audit(name);
  }

  mock::task<> refresh(std::string name) {
    auto reading = co_await lock_.scoped_lock_shared();
    const long now = co_await fetch(name);
    price_ = now; // expect: await-unheld-lock
  }

  mock::task<> raise(long by) {
    auto reading = co_await lock_.scoped_lock_shared();
    const long old = price_;   // note: check
    co_await audit("raise");   // note: suspension
    price_ = old + by;         // expect: await-stale-write
  }

  mock::task<> refresh_upgraded(std::string name) {
    long now = 0;
    {
      auto reading = co_await lock_.scoped_lock_shared();
      now = co_await fetch(name);
    }
    auto writing = co_await lock_.scoped_lock();
    price_ = now; // ok: exclusive
  }

  mock::task<long> get() {
    auto reading = co_await lock_.scoped_lock_shared();
    co_return price_; // ok: only read
  }

private:
  rw_mutex lock_;
  long price_ = 0;
};

static std::shared_mutex table_mutex;
static std::map<std::string, long> table;

mock::task<> store(std::string key, long value) {
  {
    std::unique_lock writing(table_mutex);
    table[key] = value;
  }
  co_await audit(key);
}

mock::task<> touch(std::string key) {
  {
    std::shared_lock reading(table_mutex);
    table[key] = 0; // expect: await-unheld-lock
  }
  co_await audit(key);
}

mock::task<bool> has(std::string key) {
  bool found = false;
  {
    std::shared_lock reading(table_mutex);
    found = table.contains(key); // ok
  }
  co_await audit(key);
  co_return found;
}
