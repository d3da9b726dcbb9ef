// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Positions that only grow: whoever is late does not move them back.
#include "coro.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

using Offset = std::uint64_t;

struct Record {
  Offset offset = 0;
  std::string payload;
};

mock::task<> process(Record record);
mock::task<> store_offset(std::string group, Offset offset);
mock::task<Offset> ask_replica(int replica);
mock::task<std::vector<Record>> poll(Offset from);

class Consumer {
public:
  explicit Consumer(std::string group) : group_(std::move(group)) {}

  mock::task<> handle(Record record) {
    highest_ = std::max(highest_, record.offset);
    const Offset offset = record.offset;
    pending_.emplace(offset, false);
    co_await process(std::move(record));
    pending_.at(offset) = true; // ok: only its own call removes it before this
    // Everything up to the first one that is still under way is done.
    while (!pending_.empty() && pending_.begin()->second) {
      done_ = std::max(done_, pending_.begin()->first + 1); // ok: never back
      pending_.erase(pending_.begin());
    }
  }

  mock::task<> commit() {
    const Offset offset = done_;
    if (offset <= committed_)
      co_return;
    co_await store_offset(group_, offset);
    if (offset > committed_)
      committed_ = offset; // ok: compared with what is there now
  }

  mock::task<> follow() {
    while (!stopped_) {
      const auto records = co_await poll(highest_ + 1);
      for (const Record &record : records) {
        if (stopped_)
          break;
        co_await handle(record);
      }
      co_await commit();
    }
  }

  void stop() { stopped_ = true; }

private:
  const std::string group_;
  Offset highest_ = 0;
  Offset done_ = 0;
  Offset committed_ = 0;
  std::map<Offset, bool> pending_;
  bool stopped_ = false;
};

class Replicas {
public:
  mock::task<> refresh(int replica) {
    const Offset seen = co_await ask_replica(replica);
    Offset &known = known_[replica];
    known = std::max(known, seen); // ok: read and stored in one step
    raise(newest_, seen);
  }

  mock::task<> refresh_newest() {
    // Others raise it from their threads: repeated until it is ours or somebody was higher.
    Offset before = newest_.load();
    const Offset seen = std::max(before, co_await ask_replica(0));
    while (before < seen && !newest_.compare_exchange_weak(before, seen)) {
    }
  }

  Offset committed() const {
    std::vector<Offset> offsets;
    for (const auto &[replica, offset] : known_)
      offsets.push_back(offset);
    if (offsets.empty())
      return 0;
    auto middle = offsets.begin() + offsets.size() / 2;
    std::nth_element(offsets.begin(), middle, offsets.end(), std::greater<>());
    return *middle;
  }

private:
  static void raise(std::atomic<Offset> &to, Offset value) {
    Offset now = to.load(std::memory_order_relaxed);
    while (now < value && !to.compare_exchange_weak(now, value)) {
    }
  }

  std::map<int, Offset> known_;
  std::atomic<Offset> newest_{0};
};
