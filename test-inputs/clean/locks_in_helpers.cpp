// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The lock is in a helper: with_lock(m, lambda), units of a semaphore, a locked value.
#include "coro.h"
#include <memory>
#include <optional>
#include <utility>
mock::task<bool> send(long n);
template <class F> auto with_lock(mock::mutex &m, F f) -> decltype(f()) {
  auto g = co_await m.scoped_lock();
  co_return co_await f();
}
template <class F> mock::task<> with_lock2(mock::mutex &m, F f) {
  co_await m.lock();
  co_await f();
  m.unlock();
}
class WithLock {
public:
  mock::task<> pay(long n) {
    co_await with_lock(m_, [this, n]() -> mock::task<> {
      if (a_ < n) co_return;
      co_await send(n);
      a_ -= n; // ok: run under the lock
    });
  }
private:
  mock::mutex m_; long a_ = 0;
};
class WithLockHelper {
public:
  mock::task<> pay(long n) {
    co_await with_lock2(m_, [&]() -> mock::task<> { co_await pay_locked(n); });
  }
private:
  mock::task<> pay_locked(long n) {
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: all callers hold the lock
  }
  mock::mutex m_; long a_ = 0;
};
class units {
public:
  explicit units(mock::semaphore &s) : s_(&s) {}
  units(units &&o) noexcept : s_(std::exchange(o.s_, nullptr)) {}
  ~units() { if (s_) s_->release(); }
private:
  mock::semaphore *s_;
};
inline mock::task<units> get_units(mock::semaphore &s) { co_await s.acquire(); co_return units(s); }
class Units {
public:
  mock::task<> pay(long n) {
    auto u = co_await get_units(sem_);
    if (b_ < n) co_return;
    co_await send(n);
    b_ -= n; // ok: the only permit
  }
private:
  mock::semaphore sem_{1}; long b_ = 0;
};
class Units2 {
public:
  mock::task<> pay(long n) {
    co_await sem_.acquire();
    units u(sem_);
    auto v = b_;
    co_await send(n);
    b_ = v - n; // ok: the only permit
  }
private:
  mock::semaphore sem_{1}; long b_ = 0;
};
template <class T> class Locked { // a value that can be reached only under its lock
public:
  struct Access { mock::mutex::guard g; T *v; T *operator->() { return v; } T &operator*() { return *v; } };
  mock::task<Access> lock() { auto g = co_await m_.scoped_lock(); co_return Access{std::move(g), &v_}; }
private:
  mock::mutex m_; T v_{};
};
struct Books { long a = 0; };
class UsesLocked {
public:
  mock::task<> pay(long n) {
    auto b = co_await books_.lock();
    if (b->a < n) co_return;
    co_await send(n);
    b->a -= n; // ok: reached under its lock only
  }
private:
  Locked<Books> books_;
};
class Shared { // strand of tasks: each waits for the one before
public:
  mock::task<> pay(long n) {
    auto g = co_await scope_->m.scoped_lock();
    if (a_ < n) co_return;
    co_await send(n);
    a_ -= n; // ok: the lock sits in another object, always the same
  }
private:
  struct Scope { mock::mutex m; };
  std::shared_ptr<Scope> scope_ = std::make_shared<Scope>();
  long a_ = 0;
};
class KeepAlive { // the mutex pinned by a copy
public:
  mock::task<> pay(long n) {
    auto s = scope_;
    auto g = co_await s->m.scoped_lock();
    if (s->a < n) co_return;
    co_await send(n);
    s->a -= n; // ok
  }
private:
  struct Scope { mock::mutex m; long a = 0; };
  std::shared_ptr<Scope> scope_ = std::make_shared<Scope>();
};
