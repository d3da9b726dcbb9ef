//===- sync.h - Locks, events and gates under the explorer ------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Mutex, Semaphore, Event, ConditionVariable and Gate for coroutines. Waiting
/// suspends only where it has to. No order among those who wait is promised:
/// the explorer tries all, and a newcomer may be faster than who waits. Code
/// that is right under these is right under any fairer implementation.
///
/// An object must outlive the coroutines that wait for it; coroutines that are
/// still suspended at the end of a schedule are destroyed before the state is.
///
/// All operations take constant time, but ConditionVariable's, which are linear
/// in the number of those who wait.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EXPLORER_SYNC_H
#define AWAIT_TIDY_EXPLORER_SYNC_H

#include "await_tidy/explorer/awaits.h"
#include "await_tidy/explorer/scheduler.h"

#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace await_tidy::explorer {

/// At most \p Permits at a time.
class Semaphore : private Observed {
public:
  explicit Semaphore(std::size_t Permits) : Left(Permits) {}
  Semaphore(const Semaphore &) = delete;

  class [[nodiscard]] Acquire {
  public:
    Acquire(Semaphore &Of, Point Where) : Of(Of), Where(std::move(Where)) {}
    bool await_ready() { return Got = Of.tryAcquire(); }
    void await_suspend(std::coroutine_handle<> H) {
      Suspension S{.Where = std::move(Where)};
      S.CanGoOn = [&Of = Of] { return Of.available() > 0; };
      detail::scheduler().suspend(H, std::move(S));
    }
    void await_resume() {
      if (!Got)
        Of.tryAcquire();
    }

  protected:
    Semaphore &Of;

  private:
    Point Where;
    bool Got = false;
  };

  Acquire acquire(std::source_location At = std::source_location::current()) {
    return {*this, {"acquire", At}};
  }
  bool tryAcquire() {
    writes();
    return Left > 0 ? (--Left, true) : false;
  }
  void release() {
    writes();
    ++Left;
  }
  std::size_t available() const {
    reads();
    return Left;
  }

private:
  std::size_t Left;
};

/// One holder at a time. Unlocking one that nobody holds breaks a promise.
class Mutex : private Observed {
public:
  Mutex() = default;
  Mutex(const Mutex &) = delete;

  /// Unlocks at its end. Can be moved, and unlocked early.
  class Guard {
  public:
    explicit Guard(Mutex &Of) : Of(&Of) {}
    Guard(Guard &&Other) noexcept : Of(std::exchange(Other.Of, nullptr)) {}
    Guard &operator=(Guard &&Other) noexcept {
      std::swap(Of, Other.Of);
      return *this;
    }
    ~Guard() { unlock(); }
    void unlock() {
      if (Of)
        std::exchange(Of, nullptr)->unlock();
    }
    bool ownsLock() const { return Of != nullptr; }

  private:
    Mutex *Of;
  };

  class [[nodiscard]] Lock {
  public:
    Lock(Mutex &Of, Point Where) : Of(Of), Where(std::move(Where)) {}
    bool await_ready() { return Got = Of.tryLock(); }
    void await_suspend(std::coroutine_handle<> H) {
      Suspension S{.Where = std::move(Where)};
      S.CanGoOn = [&Of = Of] { return !Of.isLocked(); };
      detail::scheduler().suspend(H, std::move(S));
    }
    void await_resume() {
      if (!Got)
        Of.tryLock();
    }

  protected:
    Mutex &Of;

  private:
    Point Where;
    bool Got = false;
  };

  class [[nodiscard]] ScopedLock : public Lock {
  public:
    using Lock::Lock;
    [[nodiscard]] Guard await_resume() {
      Lock::await_resume();
      return Guard(Of);
    }
  };

  Lock lock(std::source_location At = std::source_location::current()) {
    return {*this, {"lock", At}};
  }
  ScopedLock
  scopedLock(std::source_location At = std::source_location::current()) {
    return {*this, {"scopedLock", At}};
  }
  bool tryLock() {
    writes();
    return !std::exchange(Locked, true);
  }
  void unlock() {
    writes();
    require(Locked, "a mutex is unlocked that nobody holds");
    Locked = false;
  }
  bool isLocked() const {
    reads();
    return Locked;
  }

private:
  bool Locked = false;
};

/// Those who wait go on once it is set. It stays set until it is reset.
class Event : private Observed {
public:
  Event() = default;
  Event(const Event &) = delete;

  void set() {
    writes();
    Set = true;
    // Who waits goes on even if it is reset before they get to run.
    ++Round;
  }
  void reset() {
    writes();
    Set = false;
  }
  bool isSet() const {
    reads();
    return Set;
  }

  [[nodiscard]] detail::Pause
  wait(std::source_location At = std::source_location::current()) {
    return until(
        [this, Seen = Round] {
          reads();
          return Set || Round != Seen;
        },
        "wait", At);
  }

private:
  bool Set = false;
  unsigned Round = 0;
};

/// Waits always suspend, and end when they are notified, not before: no wakeups
/// without a reason. Which one of several is notified is a choice of the
/// explorer.
class ConditionVariable : private Observed {
public:
  ConditionVariable() = default;
  ConditionVariable(const ConditionVariable &) = delete;

  class [[nodiscard]] Wait {
  public:
    Wait(ConditionVariable &Of, Point Where)
        : Of(Of), Where(std::move(Where)) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> H) {
      auto Notified = std::make_shared<bool>(false);
      Of.writes();
      Of.Waiters.push_back(Notified);
      Suspension S{.Where = std::move(Where)};
      S.CanGoOn = [Notified] { return *Notified; };
      detail::scheduler().suspend(H, std::move(S));
    }
    void await_resume() const { Of.reads(); }

  private:
    ConditionVariable &Of;
    Point Where;
  };

  Wait wait(std::source_location At = std::source_location::current()) {
    return {*this, {"wait", At}};
  }
  void notifyOne() {
    writes();
    if (Waiters.empty())
      return;
    std::size_t I =
        Waiters.size() > 1 ? choose(Waiters.size(), "notifyOne") : 0;
    *Waiters[I] = true;
    Waiters.erase(Waiters.begin() + I);
  }
  void notifyAll() {
    writes();
    for (auto &Notified : std::exchange(Waiters, {}))
      *Notified = true;
  }

private:
  std::vector<std::shared_ptr<bool>> Waiters;
};

/// Lets operations in until it is closed; closing waits until all have left.
class Gate : private Observed {
public:
  struct Closed : std::runtime_error {
    Closed() : runtime_error("the gate is closed") {}
  };

  Gate() = default;
  Gate(const Gate &) = delete;

  /// Leaves at its end.
  class [[nodiscard]] Pass {
  public:
    explicit Pass(Gate &Of) : Of(&Of) {}
    Pass(Pass &&Other) noexcept : Of(std::exchange(Other.Of, nullptr)) {}
    Pass &operator=(Pass &&Other) noexcept {
      std::swap(Of, Other.Of);
      return *this;
    }
    ~Pass() {
      if (Of)
        Of->leave();
    }

  private:
    Gate *Of;
  };

  /// \throws Closed once close() was called.
  Pass enter() {
    writes();
    if (IsClosed)
      throw Closed();
    ++Inside;
    return Pass(*this);
  }

  /// Nobody gets in from now on. Await the result to wait for who is inside.
  [[nodiscard]] detail::Pause
  close(std::source_location At = std::source_location::current()) {
    writes();
    IsClosed = true;
    return until(
        [this] {
          reads();
          return Inside == 0;
        },
        "close", At);
  }

  bool isClosed() const {
    reads();
    return IsClosed;
  }

private:
  void leave() {
    writes();
    --Inside;
  }

  std::size_t Inside = 0;
  bool IsClosed = false;
};

} // namespace await_tidy::explorer

#endif
