// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Writes are collected and sent in the background; a failed batch is put back under newer writes.
#include "coro.h"

#include <chrono>
#include <exception>
#include <map>
#include <optional>
#include <string>
#include <utility>

using Batch = std::map<std::string, std::string>;

class Store {
public:
  virtual ~Store() = default;
  virtual mock::task<> write_all(const Batch &batch) = 0;
  virtual mock::task<std::optional<std::string>> read(std::string key) = 0;
};

mock::task<> sleep_for(std::chrono::milliseconds time);

template <class F> class Finally {
public:
  explicit Finally(F f) : f_(std::move(f)) {}
  Finally(const Finally &) = delete;
  ~Finally() { f_(); }

private:
  F f_;
};

class WriteBehind {
public:
  explicit WriteBehind(Store &store) : store_(store) {}

  void put(std::string key, std::string value) {
    dirty_.insert_or_assign(std::move(key), std::move(value));
    if (!flushing_)
      mock::spawn(flush());
  }

  mock::task<std::optional<std::string>> get(std::string key) {
    if (auto value = pending(key))
      co_return value;
    auto stored = co_await store_.read(key);
    // Written while we were reading: what came later wins.
    auto later = pending(key);
    co_return later ? later : stored;
  }

  mock::task<> flush() {
    if (flushing_)
      co_return;
    flushing_ = true;
    Finally done([this] {
      flushing_ = false;
      idle_.notify_all();
    });
    auto pause = std::chrono::milliseconds(10);
    while (!dirty_.empty()) {
      sending_ = std::exchange(dirty_, {});
      if (co_await try_send()) {
        sending_.clear(); // ok: flushing_ keeps others out
        pause = std::chrono::milliseconds(10);
        continue;
      }
      dirty_.merge(sending_); // ok: keys that were written again stay as they are
      sending_.clear();
      co_await sleep_for(pause);
      pause *= 2;
    }
  }

  mock::task<> drain() {
    while (flushing_ || !dirty_.empty()) {
      if (flushing_)
        co_await idle_.wait();
      else
        co_await flush();
    }
  }

private:
  std::optional<std::string> pending(const std::string &key) const {
    for (const Batch *batch : {&dirty_, &sending_})
      if (auto found = batch->find(key); found != batch->end())
        return found->second;
    return std::nullopt;
  }

  mock::task<bool> try_send() {
    try {
      co_await store_.write_all(sending_);
      batches_ += 1; // ok: in one step
      co_return true;
    } catch (...) {
      last_error_ = std::current_exception();
    }
    co_return false;
  }

  Store &store_;
  Batch dirty_;
  Batch sending_;
  bool flushing_ = false;
  long batches_ = 0;
  std::exception_ptr last_error_;
  mock::condition_variable idle_;
};
