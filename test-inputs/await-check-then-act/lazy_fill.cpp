// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Filled on first use: work done twice at best, an object replaced under its users at worst.
#include "coro.h"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

struct Config {
  int workers = 1;
};
struct Page {
  std::string html;
};
mock::task<std::shared_ptr<Config>> load_config();
mock::task<std::shared_ptr<Page>> render(std::string path);
mock::task<std::string> log_in();
mock::task<double> ask_rate(std::string currency);

class Settings {
public:
  // scenario: 61
  mock::task<std::shared_ptr<Config>> get() {
    if (!config)                       // note: check
      config = co_await load_config(); // expect: await-check-then-act low // note: suspension
    co_return config;
  }

  // scenario: 61
  mock::task<std::shared_ptr<Config>> get_first() {
    if (!config) {
      auto fresh = co_await load_config();
      if (!config)
        config = std::move(fresh); // ok: the first one stays
    }
    co_return config;
  }

private:
  std::shared_ptr<Config> config;
};

class Site {
public:
  // scenario: 61
  mock::task<std::shared_ptr<Page>> page(const std::string path) {
    if (pages[path] == nullptr)            // note: check
      pages[path] = co_await render(path); // expect: await-check-then-act low // note: suspension
    co_return pages[path];
  }

private:
  std::map<std::string, std::shared_ptr<Page>> pages;
};

std::optional<double> euro;

// scenario: 61
mock::task<double> euro_rate() {
  if (!euro.has_value()) {                       // note: check
    const double now = co_await ask_rate("EUR"); // note: suspension
    euro = now;                                  // expect: await-check-then-act low
  }
  co_return *euro;
}

class Client {
public:
  // scenario: 62
  mock::task<std::string> token() {
    if (!cached)                         // note: check
      cached.emplace(co_await log_in()); // expect: await-check-then-act // note: suspension
    co_return *cached;
  }

  // scenario: 62
  mock::task<std::string> token_once() {
    if (!cached) {
      std::string fresh = co_await log_in();
      if (!cached)
        cached.emplace(std::move(fresh)); // ok: asked again after the wait
    }
    co_return *cached;
  }

private:
  std::optional<std::string> cached;
};

struct Desk {
  std::optional<std::string> clerk;
};

// scenario: 62
mock::task<> staff(Desk &desk) {
  if (desk.clerk.has_value()) // note: check
    co_return;
  const auto name = co_await log_in(); // note: suspension
  desk.clerk.emplace(name);            // expect: await-check-then-act
}

// scenario: 62
mock::task<> restaff(Desk &desk) {
  auto name = co_await log_in();
  desk.clerk.emplace(std::move(name)); // ok: whoever was there goes, on purpose
}
