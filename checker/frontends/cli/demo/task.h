// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A task, and a transfer that takes its time. Whoever holds the handle resumes.
#pragma once
#include <coroutine>

struct Task {
  struct promise_type {
    bool result = false;
    Task get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(bool value) { result = value; }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

struct Transfer {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  bool await_resume() { return true; }
};

inline Transfer transfer(long) { return {}; }
