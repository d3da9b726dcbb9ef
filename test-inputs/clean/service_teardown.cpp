// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A service that closes its gate, waits for those inside, and then takes its parts down one by one.
#include "coro.h"

#include <cstdint>
#include <exception>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

class Closed : public std::runtime_error {
public:
  Closed() : std::runtime_error("gate closed") {}
};

class Gate {
public:
  class Holder {
  public:
    explicit Holder(Gate &gate) : gate_(&gate) {
      if (gate.closing_)
        throw Closed();
      ++gate.holders_;
    }
    Holder(Holder &&other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    ~Holder() {
      if (gate_ && --gate_->holders_ == 0)
        gate_->left_.notify_all();
    }

  private:
    Gate *gate_;
  };

  Holder hold() { return Holder(*this); }
  bool closing() const { return closing_; }

  mock::task<> close() {
    closing_ = true;
    while (holders_ > 0)
      co_await left_.wait();
  }

private:
  int holders_ = 0;
  bool closing_ = false;
  mock::condition_variable left_;
};

class Partition {
public:
  mock::task<> write(std::string record);
  mock::task<> flush();
  mock::task<> stop();
};

/// Waits for the files of the partition, should they still be in use.
mock::task<std::unique_ptr<Partition>> load_partition(int number);

class Storage {
public:
  mock::task<> write(int number, std::string record) {
    const auto holder = gate_.hold();
    auto partition = co_await get(number);
    co_await partition->write(std::move(record));
    ++written_; // ok: in one step
  }

  mock::task<> flush_all() {
    const auto holder = gate_.hold();
    std::vector<std::shared_ptr<Partition>> all;
    for (const auto &[number, partition] : partitions_)
      all.push_back(partition);
    for (const auto &partition : all) { // ok: a copy
      if (gate_.closing())
        co_return;
      co_await partition->flush();
    }
  }

  mock::task<> unload(int number) {
    const auto holder = gate_.hold();
    auto node = partitions_.extract(number);
    if (!node)
      co_return;
    stopping_.push_back(node.mapped());
    const auto place = std::prev(stopping_.end());
    std::exception_ptr error;
    try {
      co_await (*place)->stop();
    } catch (...) {
      error = std::current_exception();
    }
    stopping_.erase(place); // ok: a list, and each call erases its own place only
    if (error)
      std::rethrow_exception(error);
  }

  mock::task<> stop() {
    if (std::exchange(stopped_, true))
      co_return;
    co_await gate_.close();
    std::exception_ptr error;
    for (auto &[number, partition] : partitions_) { // ok: everybody has left the gate
      try {
        co_await partition->stop();
      } catch (...) {
        error = std::current_exception();
      }
    }
    partitions_.clear(); // ok: as before
    if (error)
      std::rethrow_exception(error);
  }

private:
  mock::task<std::shared_ptr<Partition>> get(int number) {
    if (auto found = partitions_.find(number); found != partitions_.end())
      co_return found->second;
    std::shared_ptr<Partition> loaded = co_await load_partition(number);
    auto [place, fresh] = partitions_.try_emplace(number, loaded);
    const auto partition = place->second;
    if (!fresh)
      co_await loaded->stop(); // somebody was faster
    co_return partition;
  }

  Gate gate_;
  std::map<int, std::shared_ptr<Partition>> partitions_;
  std::list<std::shared_ptr<Partition>> stopping_;
  bool stopped_ = false;
  std::uint64_t written_ = 0;
};
