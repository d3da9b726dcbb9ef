// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// flags: -Ichecker/annotations/include
// scenario: 61
// Filled twice at worst, with the same thing.
#include "coro.h"

#include <await_tidy/annotations.h>
#include <map>
#include <memory>
#include <optional>
#include <string>

struct Config {
  int retries = 3;
};
AWAIT_TIDY_IDEMPOTENT mock::task<std::shared_ptr<Config>> load_config();
mock::task<std::shared_ptr<Config>> create_config();
AWAIT_TIDY_IDEMPOTENT mock::task<int> read_limit(std::string key);
mock::task<int> next_ticket(std::string key);

class Service {
public:
  mock::task<int> retries() {
    if (!config_)
      config_ = co_await load_config(); // ok: loading it twice does no harm
    co_return config_->retries;
  }
  mock::task<int> retries_of_own() {
    if (!own_)
      own_ = co_await create_config(); // expect: await-check-then-act low
    co_return 1;
  }
  void forget() {
    config_ = nullptr;
    own_ = nullptr;
  }

private:
  std::shared_ptr<Config> config_, own_;
};

std::map<std::string, int> limits, tickets;

mock::task<int> limit(const std::string key) {
  if (!limits.contains(key)) {
    const int read = co_await read_limit(key);
    limits[key] = read; // ok: read twice at worst
  }
  co_return limits[key];
}

mock::task<int> ticket(const std::string key) {
  if (!tickets.contains(key)) { // note: check
    const int made = co_await next_ticket(key); // note: suspension
    tickets[key] = made; // expect: await-check-then-act
  }
  co_return tickets[key];
}
