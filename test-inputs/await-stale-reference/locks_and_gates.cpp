// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Nobody can change the container between the lookup and the use.
#include "coro.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace leases {

struct Lease {
  int renewals = 0;
};

mock::task<> confirm(int id);

class Locked {
public:
  // scenario: 69, 99
  mock::task<> renew(int id) {
    auto guard = co_await mutex_.scoped_lock();
    auto it = leases_.find(id);
    if (it == leases_.end())
      co_return;
    co_await confirm(id);
    ++it->second.renewals; // ok: the lock is held from find to the use
  }

  // scenario: 71, 99
  mock::task<> renew_all() {
    auto guard = co_await mutex_.scoped_lock();
    for (auto &[id, lease] : leases_)
      co_await confirm(id); // ok: the lock is held over the loop
  }

  mock::task<> expire(int id) {
    auto guard = co_await mutex_.scoped_lock();
    leases_.erase(id);
  }

private:
  mock::mutex mutex_;
  std::map<int, Lease> leases_;
};

class ReleasedEarly {
public:
  // scenario: 69, 99
  mock::task<> renew(int id) {
    auto guard = co_await mutex_.scoped_lock();
    auto it = leases_.find(id); // note: check
    guard.unlock();
    co_await confirm(id);  // note: suspension
    ++it->second.renewals; // expect: await-stale-reference
  }

  // scenario: 69, 99
  mock::task<> found_before(int id) {
    auto it = leases_.find(id);                 // note: check
    auto guard = co_await mutex_.scoped_lock(); // note: suspension
    ++it->second.renewals;                      // expect: await-stale-reference
  }

  mock::task<> expire(int id) {
    auto guard = co_await mutex_.scoped_lock();
    leases_.erase(id);
  }

private:
  mock::mutex mutex_;
  std::map<int, Lease> leases_;
};

class CarelessExpiry {
public:
  // scenario: 52, 69
  mock::task<> renew(int id) {
    auto guard = co_await mutex_.scoped_lock();
    auto it = leases_.find(id); // note: check
    co_await confirm(id);       // note: suspension
    ++it->second.renewals;      // expect: await-stale-reference medium
  }

  void expire(int id) {
    leases_.erase(id); // note: writer
  }

private:
  mock::mutex mutex_;
  std::map<int, Lease> leases_;
};

struct Pool {
  mock::mutex mutex;
  std::vector<Lease> leases;
};

// scenario: 70, 99
mock::task<> touch(std::shared_ptr<Pool> pool) {
  auto guard = co_await pool->mutex.scoped_lock();
  auto &lease = pool->leases.back();
  co_await confirm(0);
  ++lease.renewals; // ok: the lock is held
}

mock::task<> shrink(std::shared_ptr<Pool> pool) {
  auto guard = co_await pool->mutex.scoped_lock();
  pool->leases.pop_back();
}

mock::mutex list_mutex;
std::vector<int> list;

// scenario: 71, 99
mock::task<> walk_list() {
  co_await list_mutex.lock();
  for (int id : list)
    co_await confirm(id); // ok: the lock is held over the loop
  list_mutex.unlock();
}

mock::task<> shorten_list() {
  co_await list_mutex.lock();
  list.pop_back();
  list_mutex.unlock();
}

// scenario: 71, 99
mock::task<> walk_unlocked() {
  co_await list_mutex.lock();
  list_mutex.unlock();
  for (int id : list) // expect: await-stale-reference
    co_await confirm(id);
}

} // namespace leases
