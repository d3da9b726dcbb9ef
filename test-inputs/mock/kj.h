//===- kj.h - The parts of KJ that a model knows ----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of KJ, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"

namespace kj {
template <class T = void> class Promise : public kit::awaiter<T> {
public:
  using promise_type = kit::promise<Promise<T>, T, std::suspend_never>;
  Promise(Promise &&) noexcept;
  ~Promise();
  template <class F> auto then(F &&next) -> Promise<decltype(next(std::declval<T>()))>;
  template <class F> void detach(F &&failed);
  Promise<T> exclusiveJoin(Promise<T> &&other);
  template <class F> Promise<T> eagerlyEvaluate(F &&failed);
};
template <> class Promise<void> : public kit::awaiter<void> {
public:
  using promise_type = kit::promise<Promise<void>, void, std::suspend_never>;
  Promise(Promise &&) noexcept;
  ~Promise();
  template <class F> auto then(F &&next) -> Promise<decltype(next())>;
  template <class F> void detach(F &&failed);
  Promise<void> exclusiveJoin(Promise<void> &&other);
  template <class F> Promise<void> eagerlyEvaluate(F &&failed);
};
class TaskSet {
public:
  Promise<void> onEmpty();
  void add(Promise<void> &&task);
};
Promise<void> yield();
template <class F> Promise<void> evalLater(F &&body);
template <class F> Promise<void> evalNow(F &&body);
template <class F> Promise<void> evalLast(F &&body);
template <class T> class Array {
public:
  T *begin();
  T *end();
};
template <class T> class ArrayBuilder {
public:
  void add(T &&item);
  Array<T> finish();
};
template <class T> ArrayBuilder<T> heapArrayBuilder(std::size_t size);
Promise<void> joinPromises(Array<Promise<void>> &&promises);
Promise<void> joinPromisesFailFast(Array<Promise<void>> &&promises);
class Timer {
public:
  Promise<void> afterDelay(int delay);
};
} // namespace kj
