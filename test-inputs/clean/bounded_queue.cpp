// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Producers and consumers of a bounded queue, woken by condition variables.
#include "coro.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>

template <class T> class BoundedQueue {
public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

  mock::task<bool> push(T item) {
    while (items_.size() >= capacity_ && !closed_)
      co_await not_full_.wait();
    if (closed_)
      co_return false;
    items_.push_back(std::move(item)); // ok: tested again after each wait
    not_empty_.notify_one();
    co_return true;
  }

  mock::task<std::optional<T>> pop() {
    while (items_.empty()) {
      if (closed_)
        co_return std::nullopt;
      co_await not_empty_.wait();
    }
    T item = std::move(items_.front());
    items_.pop_front(); // ok: tested again after each wait
    not_full_.notify_one();
    co_return item;
  }

  void close() {
    closed_ = true;
    not_full_.notify_all();
    not_empty_.notify_all();
  }

private:
  const std::size_t capacity_;
  std::deque<T> items_;
  bool closed_ = false;
  mock::condition_variable not_full_;
  mock::condition_variable not_empty_;
};

struct Frame {
  int number = 0;
  std::string data;
};

mock::task<std::optional<std::string>> capture();
mock::task<> encode(Frame frame);

class Recorder {
public:
  mock::task<> produce() {
    int number = 0;
    while (auto data = co_await capture()) {
      if (!co_await frames_.push({number++, std::move(*data)}))
        co_return;
    }
    frames_.close();
  }

  mock::task<> consume() {
    while (auto frame = co_await frames_.pop()) {
      co_await encode(std::move(*frame));
      ++encoded_; // ok: in one step
    }
  }

private:
  BoundedQueue<Frame> frames_{16};
  long encoded_ = 0;
};
