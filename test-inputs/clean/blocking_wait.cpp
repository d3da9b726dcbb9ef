// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Plain functions that wait for a coroutine on another thread: what it failed
// with is kept in their own variable, and looked at when it is over.
#include "coro.h"
#include <coroutine>
#include <exception>
#include <optional>
#include <stdexcept>
#include <thread>

struct Job {
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;
  struct promise_type {
    Job get_return_object() noexcept { return {Handle::from_promise(*this)}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void unhandled_exception() { std::terminate(); }
    void return_void() noexcept {}
  };

  Job(Handle handle) : handle_(handle) {}
  Job(const Job &) = delete;
  Job(Job &&other) noexcept {
    handle_ = other.handle_;
    other.handle_ = nullptr;
  }

  Handle handle_;
};

template <typename A> void wait_for(A &&awaitable) {
  std::exception_ptr failure;
  auto run = [&]() -> Job {
    try {
      co_await awaitable;
    } catch (...) {
      failure = std::current_exception(); // ok: each call has its own
    }
  };
  std::thread thread([&] { run(); });
  thread.join();
  if (failure)
    std::rethrow_exception(failure);
}

template <typename T, typename A> T result_of(A &&awaitable) {
  std::optional<T> result;
  auto run = [&]() -> Job { result = co_await awaitable; }; // ok
  std::thread thread([&] { run(); });
  thread.join();
  if (!result)
    throw std::runtime_error("nothing came");
  return *result;
}

mock::task<> migrate();
mock::task<int> count_rows();

int start() {
  wait_for(migrate());
  return result_of<int>(count_rows());
}
