//===- scheduler.h - Who decides which coroutine goes on --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The one interface between coroutines and the explorer. Every awaitable of
/// <await_tidy/explorer.h> is written against it, and so can those of any other
/// library be: an awaitable that asks Scheduler::current() in its
/// `await_suspend` works under the explorer, whatever the promise type is.
///
///     void await_suspend(std::coroutine_handle<> H) {
///       if (auto *S = await_tidy::explorer::Scheduler::current())
///         S->suspend(H, {.Where = {"read"}});  // instead of a run queue
///       else
///         run_queue.push_back(H);
///     }
///
/// This header is small on purpose and needs only the standard library.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EXPLORER_SCHEDULER_H
#define AWAIT_TIDY_EXPLORER_SCHEDULER_H

#include <atomic>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

namespace await_tidy::explorer {

/// Where a coroutine is suspended. The name is for the reader of a schedule;
/// two points may have the same.
struct Point {
  std::string Name;
  std::source_location Where = std::source_location::current();
};

/// What the explorer has to know of a coroutine that is suspended and that
/// nobody has to wake.
struct Suspension {
  Point Where;
  /// In how many ways the wait can end, at least 1. The explorer tries all.
  std::size_t Outcomes = 1;
  /// If not null, gets the number of the outcome before the coroutine goes on.
  /// Must live as long as the coroutine is suspended.
  std::size_t *Chosen = nullptr;
  /// The words for an outcome. Only asked for in order to print a schedule.
  std::function<std::string(std::size_t)> Label = {};
  /// If not empty, the coroutine can only go on while this holds. Is called
  /// once or more between any two steps and must change nothing.
  std::function<bool()> CanGoOn = {};
  /// It asks again and again: it goes on only after somebody else made a step,
  /// if anybody can. Without this a polling loop is an endless schedule.
  bool Polling = false;
};

/// Names an object whose accesses are told to the explorer; 0 names none.
using ObjectId = std::uint64_t;

/// Runs coroutines one step at a time. A step goes from a suspension to the
/// next one; between two steps the scheduler is free to choose.
///
/// All of it is for the thread that explores. Handles that are given to a
/// scheduler stay the property of whoever owns their frame, except with
/// adopt().
class Scheduler {
public:
  /// The one that runs on this thread, or null outside of an exploration.
  static Scheduler *current() noexcept { return slot(); }

  /// \p H is suspended; it goes on when the scheduler picks it.
  virtual void suspend(std::coroutine_handle<> H, Suspension S) = 0;

  /// \p H is suspended until somebody calls wake(\p H).
  virtual void park(std::coroutine_handle<> H, Point P) = 0;

  /// \p H can go on. A handle that was never parked is taken as well: that is
  /// how a library that keeps its own queues of waiters is run.
  virtual void wake(std::coroutine_handle<> H) = 0;

  /// A new instance: \p H has not begun yet, and runs for the first time when
  /// the scheduler picks it. \p Name may be empty; then it is named after the
  /// instance that runs.
  /// \returns its number.
  virtual unsigned start(std::coroutine_handle<> H, std::string Name) = 0;

  /// The number of the instance that runs, as start() gave it; those of the
  /// program have the first ones.
  virtual unsigned running() const = 0;

  /// The instance that runs has come to its end. Whoever uses start() may say
  /// so; otherwise the instance is at its end when it can no longer be resumed.
  /// \param Result the text of what it returned, or of what it threw.
  virtual void finish(std::string Result, bool Threw) = 0;

  /// The frame of \p H belongs to nobody ("detached"): it is destroyed at the
  /// end of the schedule unless disown() was called for it before, which a
  /// promise does in its destructor.
  virtual void adopt(std::coroutine_handle<> H) = 0;
  virtual void disown(std::coroutine_handle<> H) noexcept = 0;

  /// A choice in the middle of a step, without a suspension.
  /// \returns a number below \p Count; the explorer tries all.
  virtual std::size_t choose(std::size_t Count, std::string_view Name) = 0;

  /// The schedule breaks a promise, for the reason that is given. Returns; the
  /// schedule ends with this step.
  virtual void fail(std::string Text) = 0;

  /// A number for an object, the same in every run up to the same choices.
  virtual ObjectId newObject() = 0;

  /// The running step reads or writes \p Object. Only needed for the reduction
  /// (see Program::tracked).
  virtual void touch(ObjectId Object, bool Writes) = 0;

protected:
  Scheduler() = default;
  Scheduler(const Scheduler &) = delete;
  ~Scheduler() = default;

  static Scheduler *&slot() noexcept {
    thread_local Scheduler *Current = nullptr;
    return Current;
  }
};

namespace detail {
/// \throws std::logic_error outside of an exploration.
inline Scheduler &scheduler() {
  if (auto *S = Scheduler::current())
    return *S;
  throw std::logic_error("this needs an exploration that runs");
}
} // namespace detail

/// An object whose accesses the explorer is told of. A copy is another object.
///
/// Objects that are made outside of an exploration (globals) are told apart
/// from those of a schedule.
class Observed {
protected:
  Observed() : Id(make()) {}
  Observed(const Observed &) : Observed() {}
  Observed &operator=(const Observed &) { return *this; }
  ~Observed() = default;

  void reads() const { touch(false); }
  void writes() const { touch(true); }

private:
  static ObjectId make() {
    if (auto *S = Scheduler::current())
      return S->newObject();
    static std::atomic<ObjectId> Outside = ObjectId(1) << 63;
    return Outside++;
  }
  void touch(bool Writes) const {
    if (auto *S = Scheduler::current())
      S->touch(Id, Writes);
  }

  ObjectId Id;
};

} // namespace await_tidy::explorer

#endif
