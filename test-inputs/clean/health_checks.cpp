// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Backends are checked by name from a copy of the list, and looked up again for the result.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

mock::task<bool> probe(std::string address);
mock::task<std::string> forward(std::string address, std::string request);
mock::task<> sleep_for(std::chrono::milliseconds time);

struct Backend {
  std::string address;
  int failures = 0;
  bool healthy = true;
  int in_use = 0;
  std::uint64_t id = 0; // a name can be used again for another backend
};

class Pool : public std::enable_shared_from_this<Pool> {
public:
  void add(std::string name, std::string address) {
    Backend backend{std::move(address)};
    backend.id = ++last_id_;
    backends_.insert_or_assign(name, std::move(backend));
    if (std::find(order_.begin(), order_.end(), name) == order_.end())
      order_.push_back(std::move(name));
  }

  void remove(const std::string &name) {
    backends_.erase(name);
    std::erase(order_, name);
  }

  static mock::task<> check_forever(std::weak_ptr<Pool> weak, std::chrono::milliseconds pause) {
    for (;;) {
      if (auto pool = weak.lock())
        co_await pool->check_all();
      if (weak.expired())
        co_return;
      co_await sleep_for(pause);
    }
  }

  mock::task<> check_all() {
    const auto self = shared_from_this();
    const std::vector<std::string> names = order_;
    for (const std::string &name : names) { // ok: a copy
      auto backend = backends_.find(name);
      if (backend == backends_.end())
        continue;
      const auto id = backend->second.id;
      const bool alive = co_await answers(backend->second.address);
      backend = backends_.find(name);
      if (backend == backends_.end() || backend->second.id != id)
        continue;
      note(backend->second, alive); // ok: found again
    }
  }

  mock::task<std::optional<std::string>> request(std::string what) {
    const auto self = shared_from_this();
    // The list can change while we wait, so the bound is tested in each round.
    for (std::size_t tried = 0; tried < order_.size(); ++tried) {
      next_ = (next_ + 1) % order_.size();
      const std::string name = order_[next_];
      auto found = backends_.find(name);
      if (found == backends_.end() || !found->second.healthy)
        continue;
      const auto id = found->second.id;
      ++found->second.in_use;
      std::optional<std::string> answer;
      try {
        answer = co_await forward(found->second.address, what);
      } catch (const std::exception &) {
        ++errors_;
      }
      if (auto now = backends_.find(name); now != backends_.end() && now->second.id == id) {
        --now->second.in_use; // ok: found again
        note(now->second, answer.has_value());
      }
      if (answer)
        co_return answer;
    }
    co_return std::nullopt;
  }

private:
  static mock::task<bool> answers(std::string address) {
    try {
      co_return co_await probe(address);
    } catch (const std::exception &) {
    }
    co_return false;
  }

  static void note(Backend &backend, bool alive) {
    backend.failures = alive ? 0 : backend.failures + 1;
    backend.healthy = backend.failures < 3;
  }

  std::unordered_map<std::string, Backend> backends_;
  std::vector<std::string> order_;
  std::uint64_t last_id_ = 0;
  std::size_t next_ = 0;
  long errors_ = 0;
};
