// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Configuration that is replaced as a whole: whoever uses it keeps the snapshot it started with.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <string>

using std::chrono::milliseconds;

struct Config {
  std::uint64_t revision = 0;
  std::string upstream;
  int retries = 1;
  std::map<std::string, std::string> rewrites;
};

using Snapshot = std::shared_ptr<const Config>;

mock::task<Config> fetch_config(std::string url);
mock::task<int> forward(const std::string &upstream, const std::string &path);
mock::task<> sleep_for(milliseconds time);

class ConfigStore {
public:
  Snapshot current() const { return current_; }

  mock::task<bool> reload(std::string url) {
    auto fresh = std::make_shared<const Config>(co_await fetch_config(std::move(url)));
    if (fresh->revision <= current_->revision)
      co_return false; // a faster reload brought something newer
    current_ = std::move(fresh); // ok: compared in this step
    ++reloads_;
    changed_.set();
    changed_.reset();
    co_return true;
  }

  mock::task<Snapshot> newer_than(std::uint64_t revision) {
    while (current_->revision <= revision)
      co_await changed_.wait();
    co_return current_;
  }

  mock::task<> watch(std::string url) {
    auto pause = milliseconds(500);
    while (!stopped_) {
      bool reached = false;
      try {
        co_await reload(url);
        reached = true;
      } catch (const std::exception &) {
        ++failures_; // ok: in one step
      }
      pause = reached ? milliseconds(500) : std::min(pause * 2, milliseconds(30000));
      co_await sleep_for(pause);
    }
  }

  void stop() { stopped_ = true; }
  long reloads() const { return reloads_; }

private:
  Snapshot current_ = std::make_shared<const Config>();
  mock::event changed_;
  bool stopped_ = false;
  long reloads_ = 0;
  long failures_ = 0;
};

class Proxy {
public:
  explicit Proxy(ConfigStore &store) : store_(store) {}

  mock::task<int> handle(std::string path) {
    const Snapshot config = store_.current();
    if (auto rule = config->rewrites.find(path); rule != config->rewrites.end())
      path = rule->second;
    int status = 503;
    for (int i = 0; i < config->retries && status >= 500; ++i)
      status = co_await forward(config->upstream, path); // ok: the snapshot is ours
    if (status >= 500 && config != store_.current())
      ++outdated_; // ok: compared now
    co_return status;
  }

  mock::task<> announce(std::uint64_t seen) {
    for (;;) {
      auto next = co_await store_.newer_than(seen);
      seen = next->revision;
      co_await forward(next->upstream, "/hello");
    }
  }

private:
  ConfigStore &store_;
  long outdated_ = 0;
};
