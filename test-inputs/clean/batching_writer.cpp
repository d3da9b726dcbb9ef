// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A writer that collects lines and writes them in batches, which it moves out first.
#include "coro.h"

#include <cstddef>
#include <exception>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

class Sink {
public:
  mock::task<bool> write(const std::vector<std::string> &lines);
};

mock::task<> sleep_a_second();

class BatchingWriter {
public:
  BatchingWriter(Sink &sink, std::size_t batch) : sink_(sink), batch_(batch) {}

  mock::task<> append(std::string line) {
    pending_.push_back(std::move(line));
    if (pending_.size() >= batch_)
      co_await flush();
  }

  mock::task<> flush() {
    if (flushing_)
      co_return;
    const Flag busy(flushing_);
    while (!pending_.empty()) {
      auto batch = std::exchange(pending_, {}); // ok: nobody else sees the batch from here on
      bool stored = false;
      try {
        stored = co_await sink_.write(batch);
      } catch (const std::exception &) {
        stored = false;
      }
      if (stored) {
        written_ += batch.size(); // ok: in one step
        continue;
      }
      pending_.insert(pending_.begin(), std::make_move_iterator(batch.begin()),
                      std::make_move_iterator(batch.end())); // ok: in front of what came meanwhile
      co_return;
    }
  }

  mock::task<> run() {
    while (!stopped_) {
      co_await sleep_a_second();
      co_await flush();
    }
  }

  void stop() { stopped_ = true; }

  std::size_t written() const { return written_; }

private:
  /// Set while it lives.
  class Flag {
  public:
    explicit Flag(bool &flag) : flag_(flag) { flag_ = true; }
    Flag(const Flag &) = delete;
    ~Flag() { flag_ = false; }

  private:
    bool &flag_;
  };

  Sink &sink_;
  const std::size_t batch_;
  std::vector<std::string> pending_;
  std::size_t written_ = 0;
  bool flushing_ = false;
  bool stopped_ = false;
};
