//===- shared.h - State whose accesses are seen -----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Shared<T>: a value that tells the explorer who reads and who writes it. With
/// all shared state in such values, Program::tracked lets the explorer leave
/// out schedules that differ only in the order of steps that have nothing to do
/// with each other.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EXPLORER_SHARED_H
#define AWAIT_TIDY_EXPLORER_SHARED_H

#include "await_tidy/explorer/describe.h"
#include "await_tidy/explorer/scheduler.h"

#include <utility>

namespace await_tidy::explorer {

/// Outside of an exploration it is a T, and costs one test of a pointer for
/// each access.
template <class T> class Shared : private Observed {
public:
  Shared() : Value() {}
  Shared(T Value) : Value(std::move(Value)) {}
  Shared(const Shared &Other) : Observed(Other), Value(Other.get()) {}
  Shared &operator=(const Shared &Other) { return *this = Other.get(); }

  /// Reads it.
  const T &get() const {
    reads();
    return Value;
  }
  operator const T &() const { return get(); }
  const T *operator->() const { return &get(); }

  /// Writes it.
  Shared &operator=(T New) {
    writes();
    Value = std::move(New);
    return *this;
  }

  /// Reads and writes it in one go: \p F gets a T&. What F returns is returned;
  /// it must not lead into the value.
  template <class F> decltype(auto) update(F &&Change) {
    writes();
    return std::forward<F>(Change)(Value);
  }

  template <class U> Shared &operator+=(U &&By) {
    update([&](T &V) { V += std::forward<U>(By); });
    return *this;
  }
  template <class U> Shared &operator-=(U &&By) {
    update([&](T &V) { V -= std::forward<U>(By); });
    return *this;
  }
  Shared &operator++() {
    update([](T &V) { ++V; });
    return *this;
  }
  Shared &operator--() {
    update([](T &V) { --V; });
    return *this;
  }
  T operator++(int) {
    return update([](T &V) { return V++; });
  }
  T operator--(int) {
    return update([](T &V) { return V--; });
  }

  friend std::ostream &operator<<(std::ostream &OS, const Shared &S) {
    return OS << explorer::describe(S.get());
  }

private:
  T Value;
};

} // namespace await_tidy::explorer

#endif
