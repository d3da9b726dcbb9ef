//===- flow.h - The parts of FoundationDB flow that a model knows *- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of FoundationDB flow, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <cstdint>
#include <vector>

struct Void {};
struct Never {};

template <class T> class Future : public kit::eager<Future<T>, T> {
public:
  using kit::eager<Future<T>, T>::eager;
  bool isReady() const;
  T const &get() const;
};

enum class TaskPriority { DefaultYield };
Future<Void> delay(double seconds, TaskPriority priority = TaskPriority::DefaultYield);
Future<Void> yield(TaskPriority priority = TaskPriority::DefaultYield);
Future<Void> delayJittered(double seconds, TaskPriority priority = TaskPriority::DefaultYield);
Future<Void> waitForAll(std::vector<Future<Void>> const &all);
Future<Void> waitForAllReady(std::vector<Future<Void>> const &all);
Future<Void> quorum(std::vector<Future<Void>> const &all, int count);
Future<Void> uncancellable(Future<Void> work);
class ActorCollection {
public:
  explicit ActorCollection(bool returnWhenEmptied);
  void add(Future<Void> actor);
  Future<Void> getResult() const;
};

class FlowLock {
public:
  class Releaser {
  public:
    explicit Releaser(FlowLock &lock, int64_t amount = 1);
    Releaser(Releaser &&) noexcept;
    ~Releaser();
    void release(int64_t amount = -1);
  };
  explicit FlowLock(int64_t permits = 1);
  Future<Void> take(TaskPriority priority = TaskPriority::DefaultYield, int64_t amount = 1);
  void release(int64_t amount = 1);
  int64_t available() const;
};

class FlowMutex {
public:
  class Lock {
  public:
    Lock(Lock &&) noexcept;
    ~Lock();
    void release();
  };
  bool available() const;
  Future<Lock> take();
};
