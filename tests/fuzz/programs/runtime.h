//===- runtime.h - The truth about generated programs -----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the compiled half of a generated program says about each of its
/// classes: how objects are made, what can be called, what is to be seen at the
/// end. runtime.cpp explores all that. The types are erased, so that the
/// explorer is compiled once and not for every class.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_FUZZ_PROGRAMS_RUNTIME_H
#define AWAIT_TIDY_TESTS_FUZZ_PROGRAMS_RUNTIME_H

#include "services.h"

namespace programs {

/// The result of an instance. Refused, failed and "the service threw" are the
/// same: no serial execution can know which of them a caller gets that came
/// while another one's reservation had not failed yet. Any other exception is
/// told.
template <class T> Task<std::string> run(Task<T> Body) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(Body);
      co_return "done";
    } else {
      T Value = co_await std::move(Body);
      if constexpr (std::is_same_v<T, bool>)
        co_return Value ? "done" : "refused";
      else
        co_return explorer::describe(Value);
    }
  } catch (const ServiceError &) {
    co_return "refused";
  }
}

/// A function that does not suspend.
template <class F> Task<std::string> runPlain(F Body) {
  if constexpr (std::is_void_v<decltype(Body())>) {
    Body();
    co_return "done";
  } else if constexpr (std::is_same_v<decltype(Body()), bool>) {
    co_return Body() ? "done" : "refused";
  } else {
    co_return explorer::describe(Body());
  }
}

/// Somebody else who holds the lock for a while.
inline Task<std::string> hold(explorer::Mutex &Mutex) {
  auto Guard = co_await Mutex.scopedLock();
  co_await audit();
  co_return "done";
}

struct Instance {
  const char *Name;
  bool Suspends;
  /// The first instance is called with 0; the second one with 1, or with 2 for
  /// other arguments.
  Task<std::string> (*Start)(void *State, int Which);
};

struct Case {
  const char *Name;
  /// In how many ways Make can be asked to make the state.
  int Variants;
  std::shared_ptr<void> (*Make)(int Variant);
  /// How many choices of arguments there are for the second instance: 1 or 2.
  int Seconds;
  /// Holds the mutex across an await; null where there is none.
  Task<std::string> (*Hold)(void *State, int);
  std::string (*Observe)(void *State);
  std::vector<Instance> Instances;
};

/// Explores each case; prints a line for each: its name, the verdict, and what
/// shows it, with tabs between.
///
/// \param Only with this name, and with the schedules; empty: all; "--quick":
/// all that take no longer than a second.
int exploreAll(const std::vector<Case> &Cases, std::string Only);

} // namespace programs

#endif
