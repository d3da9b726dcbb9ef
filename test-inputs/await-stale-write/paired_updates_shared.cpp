// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Counted up before the await and down after it, on every way out.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace downloads {

mock::task<> fetch(std::string url);

int running = 0;

struct Running {
  Running() { ++running; }
  Running(const Running &) = delete;
  ~Running() { --running; }
};

// scenario: 26
mock::task<> run(std::string url) {
  Running mark;
  co_await fetch(url); // ok: the destructor decrements afresh
}

// scenario: 26
mock::task<bool> run_caught(std::string url) {
  ++running;
  try {
    co_await fetch(url);
  } catch (...) {
    --running; // ok: a fresh decrement
    co_return false;
  }
  --running; // ok: a fresh decrement
  co_return true;
}

// scenario: 26
mock::task<> run_saved(std::string url) {
  const int before = running; // note: check
  running = before + 1;
  try {
    co_await fetch(url); // note: suspension
  } catch (...) {
  }
  running = before; // expect: await-snapshot-rollback
}

struct Host {
  std::map<std::string, int> open;
};

class Open {
public:
  Open(std::shared_ptr<Host> host, std::string key) : host(host), key(key) { ++host->open[key]; }
  Open(const Open &) = delete;
  ~Open() { --host->open[key]; }

private:
  std::shared_ptr<Host> host;
  std::string key;
};

// scenario: 26
mock::task<> use(std::shared_ptr<Host> host, std::string key) {
  Open open(host, key);
  co_await fetch(key); // ok: the destructor decrements afresh
}

// scenario: 26
mock::task<> use_caught(Host &host, std::string key) {
  host.open[key] += 1;
  std::exception_ptr error;
  try {
    co_await fetch(key);
  } catch (...) {
    error = std::current_exception();
  }
  host.open[key] -= 1; // ok: a fresh decrement
  if (error)
    std::rethrow_exception(error);
}

} // namespace downloads
