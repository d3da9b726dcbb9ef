// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A configuration that is never changed, only replaced as a whole.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

struct Config {
  std::string upstream;
  int retries = 3;
  std::chrono::milliseconds timeout{500};
  std::map<std::string, std::string> headers;
};

mock::task<std::string> read_file(std::string path);
mock::task<std::string> fetch(std::string host, std::string path,
                              std::chrono::milliseconds timeout);
Config parse(const std::string &text);

class ConfigStore {
public:
  explicit ConfigStore(std::string path)
      : path_(std::move(path)), current_(std::make_shared<const Config>()) {}

  std::shared_ptr<const Config> current() const { return current_; }

  mock::task<> reload() {
    const auto text = co_await read_file(path_);
    current_ = std::make_shared<const Config>(parse(text)); // ok: made of the file only
  }

private:
  const std::string path_;
  std::shared_ptr<const Config> current_;
};

class Proxy {
public:
  Proxy(std::shared_ptr<ConfigStore> store, int limit) : store_(std::move(store)), limit_(limit) {}

  mock::task<std::string> get(std::string path) {
    const auto config = store_->current();
    for (int attempt = 0; attempt <= config->retries; ++attempt) {
      auto body = co_await fetch(config->upstream, path, config->timeout);
      if (!body.empty())
        co_return body;
    }
    throw std::runtime_error("no answer from " + config->upstream); // ok: one version throughout
  }

  mock::task<std::string> get_limited(std::string path) {
    if (int(path.size()) > limit_)
      co_return "";
    auto body = co_await get(std::move(path));
    body.resize(std::min<std::size_t>(body.size(), limit_)); // ok: limit_ never changes
    co_return body;
  }

private:
  const std::shared_ptr<ConfigStore> store_;
  const int limit_;
};
