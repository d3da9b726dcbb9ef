//===- drogon_coro.h - The parts of Drogon that a model knows ---*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of Drogon, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <tuple>
#include <vector>

namespace trantor {
class EventLoop;
}

namespace drogon {
template <class T = void> class Task : public kit::lazy<Task<T>, T> {
public:
  using kit::lazy<Task<T>, T>::lazy;
};
struct AsyncTask {
  using promise_type = kit::promise<AsyncTask, void, std::suspend_never>;
};

class Mutex {
public:
  bool try_lock() noexcept;
  kit::awaiter<> lock(trantor::EventLoop *loop = nullptr) noexcept;
  kit::awaiter<std::unique_lock<Mutex>> scoped_lock(trantor::EventLoop *loop = nullptr) noexcept;
  void unlock() noexcept;
};

kit::awaiter<> sleepCoro(trantor::EventLoop *loop, std::chrono::milliseconds delay) noexcept;
kit::awaiter<> switchThreadCoro(trantor::EventLoop *loop) noexcept;
template <class F> void async_run(F &&coroutine);
template <class F> std::function<void()> async_func(F &&coroutine);
template <class T> auto sync_wait(Task<T> task) -> T;
Task<std::tuple<>> when_all(Task<> first, Task<> second);
Task<> when_all(std::vector<Task<>> tasks);
} // namespace drogon
