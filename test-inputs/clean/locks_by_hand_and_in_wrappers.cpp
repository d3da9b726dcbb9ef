// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Locks held over check, suspension and write, in the spellings that people use. One class each.
#include "coro.h"
#include <memory>
#include <optional>
#include <utility>
mock::task<bool> send(long n);

struct UniqueLock { // deferred: constructed, locked later
  mock::mutex *m; bool owned = false;
  explicit UniqueLock(mock::mutex &mm) : m(&mm) {}
  UniqueLock(const UniqueLock &) = delete;
  mock::task<> lock() { co_await m->lock(); owned = true; }
  ~UniqueLock() { if (owned) m->unlock(); }
};
class Deferred {
public:
  mock::task<> pay(long n) {
    UniqueLock lk(m_);
    co_await lk.lock();
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: the guard took the lock by its own lock()
  }
private:
  mock::mutex m_; long a_ = 0;
};
class InOptional {
public:
  mock::task<> pay(long n) {
    std::optional<mock::mutex::guard> g;
    g.emplace(co_await m_.scoped_lock());
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: the guard lives in the optional
  }
private:
  mock::mutex m_; long a_ = 0;
};
class InOptionalInit {
public:
  mock::task<> pay(long n) {
    std::optional<mock::mutex::guard> g = co_await m_.scoped_lock();
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: the guard lives in the optional
  }
private:
  mock::mutex m_; long a_ = 0;
};
class InOptionalSometimes {
public:
  mock::task<> pay(long n, bool fast) {
    std::optional<mock::mutex::guard> g;
    if (!fast) { g = co_await m_.scoped_lock(); }
    else { co_await m_.lock(); g = mock::mutex::guard(m_); }
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: taken on both branches
  }
private:
  mock::mutex m_; long a_ = 0;
};
class InStruct {
public:
  mock::task<> pay(long n) {
    struct Held { mock::mutex::guard g; } held{co_await m_.scoped_lock()};
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: the guard lives in the struct
  }
private:
  mock::mutex m_; long a_ = 0;
};
class Moved {
public:
  mock::task<> pay(long n) {
    auto g = co_await m_.scoped_lock();
    auto g2 = std::move(g);
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: moved, still held
  }
private:
  mock::mutex m_; long a_ = 0;
};
class OnHeap {
public:
  mock::task<> pay(long n) {
    auto g = std::make_unique<mock::mutex::guard>(co_await m_.scoped_lock());
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: the guard lives on the heap
  }
private:
  mock::mutex m_; long a_ = 0;
};
class TryCatch {
public:
  mock::task<> pay(long n) {
    co_await m_.lock();
    try {
      if (a_ >= n) { co_await send(n); a_ -= n; } // ok: locked by hand
    } catch (...) { m_.unlock(); throw; }
    m_.unlock();
  }
private:
  mock::mutex m_; long a_ = 0;
};
class LockedBy { // own method hands out the guard
public:
  mock::task<mock::mutex::guard> exclusive() { co_return co_await m_.scoped_lock(); }
  mock::task<> pay(long n) {
    auto g = co_await exclusive();
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: the guard came from a helper
  }
private:
  mock::mutex m_; long a_ = 0;
};
class ByParameter {
public:
  mock::task<> pay(long n) { co_await locked_pay(n, co_await m_.scoped_lock()); }
private:
  mock::task<> locked_pay(long n, mock::mutex::guard g) {
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: the caller hands the guard over
  }
  mock::mutex m_; long a_ = 0;
};
class ByReference {
public:
  mock::task<> pay(long n) { auto g = co_await m_.scoped_lock(); co_await locked_pay(n, g); }
private:
  mock::task<> locked_pay(long n, const mock::mutex::guard &) {
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: a proof of the lock as parameter, the only caller holds it
  }
  mock::mutex m_; long a_ = 0;
};
class Released { // gives it up after the write
public:
  mock::task<> pay(long n) {
    auto g = co_await m_.scoped_lock();
    const bool enough = a_ >= n;
    if (enough && co_await send(n)) a_ -= n; // ok
    g.unlock();
    co_await send(0);
  }
private:
  mock::mutex m_; long a_ = 0;
};
