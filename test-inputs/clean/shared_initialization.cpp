// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Things that are made on first use, once, by whoever comes first; the others wait for the same.
#include "coro.h"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

/// Several can wait for it; it runs once.
template <class T> class SharedTask {
public:
  explicit SharedTask(mock::task<T> work) : state_(std::make_shared<State>()) {
    mock::spawn(drive(state_, std::move(work)));
  }

  mock::task<T> get() const {
    const auto state = state_;
    co_await state->ready.wait();
    if (state->error)
      std::rethrow_exception(state->error);
    co_return *state->value;
  }

  bool failed() const { return state_->error != nullptr; }

private:
  struct State {
    mock::event ready;
    std::optional<T> value;
    std::exception_ptr error;
  };

  static mock::task<> drive(std::shared_ptr<State> state, mock::task<T> work) {
    try {
      state->value = co_await work; // ok: only this one writes it
    } catch (...) {
      state->error = std::current_exception();
    }
    state->ready.set();
  }

  std::shared_ptr<State> state_;
};

template <class T> class Lazy {
public:
  explicit Lazy(std::function<mock::task<T>()> make) : make_(std::move(make)) {}

  mock::task<T> get() {
    if (!made_ || made_->failed())
      made_.emplace(make_()); // ok: stored before anything is awaited
    const SharedTask<T> made = *made_;
    co_return co_await made.get();
  }

  void reset() { made_.reset(); }

private:
  std::function<mock::task<T>()> make_;
  std::optional<SharedTask<T>> made_;
};

class Database {
public:
  mock::task<> migrate();
  mock::task<std::string> query(std::string sql);
};

using DatabasePtr = std::shared_ptr<Database>;
mock::task<DatabasePtr> open_database(std::string path);
mock::task<std::string> fetch_token();

class Service {
public:
  mock::task<std::string> query(std::string sql) {
    const auto database = co_await database_.get();
    co_return co_await database->query(std::move(sql));
  }

  mock::task<std::string> token() {
    // The second look is under the lock; whoever waited for it finds what the first one fetched.
    if (!fresh()) {
      auto fetching = co_await fetching_.scoped_lock();
      if (!fresh()) {
        token_ = co_await fetch_token();
        expires_ = Clock::now() + std::chrono::minutes(5);
      }
    }
    co_return token_;
  }

  mock::task<> warm_up() {
    if (std::exchange(warmed_up_, true))
      co_return;
    const auto database = co_await database_.get();
    co_await database->query("select 1");
    co_await token();
  }

private:
  using Clock = std::chrono::steady_clock;

  bool fresh() const { return !token_.empty() && Clock::now() < expires_; }

  static mock::task<DatabasePtr> open() {
    auto database = co_await open_database("main.db");
    co_await database->migrate();
    co_return database;
  }

  Lazy<DatabasePtr> database_{&Service::open};
  mock::mutex fetching_;
  std::string token_;
  Clock::time_point expires_;
  bool warmed_up_ = false;
};
