// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Workers that are asked to stop, finish what they have begun, and are waited for.
#include "coro.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

mock::task<> sleep_for(std::chrono::milliseconds time);
mock::task<> convert(std::string file, std::stop_token stop);
mock::task<std::vector<std::string>> list_new_files(std::string directory);

/// Counts what runs, and lets somebody wait for the last.
class TaskGroup {
public:
  void start(mock::task<> work) {
    ++running_;
    mock::spawn(watch(std::move(work)));
  }

  mock::task<> join() {
    while (running_ > 0)
      co_await one_ended_.wait();
    if (auto error = std::exchange(first_error_, nullptr))
      std::rethrow_exception(error);
  }

  std::size_t running() const { return running_; }

private:
  mock::task<> watch(mock::task<> work) {
    try {
      co_await work;
    } catch (...) {
      if (!first_error_)
        first_error_ = std::current_exception(); // ok: looked at in the same step
    }
    --running_; // ok: takes back what start() added
    one_ended_.notify_all();
  }

  std::size_t running_ = 0;
  std::exception_ptr first_error_;
  mock::condition_variable one_ended_;
};

class Converter {
public:
  Converter(std::string directory, std::size_t workers) : directory_(std::move(directory)) {
    tasks_.start(scan(stop_.get_token()));
    for (std::size_t i = 0; i < workers; ++i)
      tasks_.start(work(stop_.get_token()));
  }

  bool submit(std::string file) {
    if (draining_ || stop_.stop_requested())
      return false;
    files_.push_back(std::move(file));
    wake_.notify_one();
    return true;
  }

  mock::task<std::vector<std::string>> shut_down() {
    stop_.request_stop();
    wake_.notify_all();
    co_await tasks_.join();
    // Nobody is left who could change the queue.
    co_return std::vector<std::string>(files_.begin(), files_.end());
  }

  mock::task<> drain_and_shut_down() {
    draining_ = true;
    wake_.notify_all();
    while (!files_.empty() && !stop_.stop_requested())
      co_await sleep_for(std::chrono::milliseconds(10));
    co_await shut_down();
  }

private:
  mock::task<> scan(std::stop_token stop) {
    while (!stop.stop_requested() && !draining_) {
      for (std::string &file : co_await list_new_files(directory_))
        if (!submit(std::move(file)))
          co_return;
      co_await sleep_for(std::chrono::seconds(1));
    }
  }

  mock::task<> work(std::stop_token stop) {
    while (!stop.stop_requested()) {
      if (files_.empty()) {
        if (draining_)
          co_return;
        co_await wake_.wait();
        continue;
      }
      std::string file = std::move(files_.front());
      files_.pop_front(); // ok: tested in this step
      bool failed = false;
      try {
        co_await convert(file, stop);
      } catch (const std::exception &) {
        failed = true;
      }
      if (!failed)
        ++done_;
      else if (++failures_ < 100)
        files_.push_back(std::move(file)); // ok: it was taken out
    }
  }

  const std::string directory_;
  std::stop_source stop_;
  std::deque<std::string> files_;
  mock::condition_variable wake_;
  bool draining_ = false;
  int failures_ = 0;
  long done_ = 0;
  TaskGroup tasks_;
};
