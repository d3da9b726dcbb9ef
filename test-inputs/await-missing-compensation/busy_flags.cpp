// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// scenario: 49
// A flag or an in-flight key that stays set turns everybody away for ever.
#include "coro.h"

#include <cstdio>
#include <exception>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

mock::task<bool> fetch(std::string url);
mock::task<> pull(std::string url);
inline mock::task<> parse(std::string text) {
  if (text.empty())
    throw std::invalid_argument("empty");
  co_await mock::yield();
}

class Poller {
public:
  mock::task<> early_return(std::string url) {
    if (busy_)
      co_return;
    busy_ = true; // expect: await-missing-compensation medium
    co_await pull(url);
    if (stopped_)
      co_return;
    ++rounds_;
    busy_ = false;
  }

  mock::task<> on_failure(std::string url) {
    if (busy_)
      co_return;
    busy_ = true; // expect: await-missing-compensation
    if (!co_await fetch(url)) {
      std::printf("cannot fetch %s\n", url.c_str());
      co_return;
    }
    ++rounds_;
    busy_ = false;
  }

  mock::task<> callee_throws(std::string text) {
    if (busy_)
      co_return;
    busy_ = true; // expect: await-missing-compensation medium
    co_await parse(text);
    busy_ = false;
  }

  mock::task<> handler_forgets(std::string url) {
    if (busy_)
      co_return;
    busy_ = true; // expect: await-missing-compensation
    try {
      co_await pull(url);
      busy_ = false;
    } catch (const std::exception &e) {
      std::printf("%s\n", e.what());
    }
  }

  mock::task<> cleared_everywhere(std::string text) {
    if (busy_)
      co_return;
    busy_ = true; // ok: cleared in the handler and at the end
    try {
      co_await parse(text);
    } catch (...) {
      busy_ = false;
      throw;
    }
    busy_ = false;
  }

  mock::task<> cleared_by_guard(std::string text) {
    if (busy_)
      co_return;
    busy_ = true; // ok: the guard clears it
    struct Clear {
      bool &flag;
      ~Clear() { flag = false; }
    } clear{busy_};
    co_await parse(text);
    if (stopped_)
      co_return;
    ++rounds_;
  }

  mock::task<bool> a_state(std::string url) {
    if (open_)
      co_return true;
    open_ = true; // ok: stays set on success
    if (!co_await fetch(url)) {
      open_ = false;
      co_return false;
    }
    co_return true;
  }

  mock::task<bool> early_success(std::string url) {
    if (open_)
      co_return true;
    open_ = true; // ok: the early way out is the success
    if (co_await fetch(url))
      co_return true;
    open_ = false;
    co_return false;
  }

  mock::task<> a_leader(std::string url) {
    if (leads_)
      co_return;
    leads_ = true; // ok: given up only when something else says so
    co_await pull(url);
    if (stopped_) {
      leads_ = false;
      co_return;
    }
    ++rounds_;
  }

  void stop() { stopped_ = true; }

private:
  bool busy_ = false, stopped_ = false, open_ = false, leads_ = false;
  long rounds_ = 0;
};

struct Mirror {
  std::set<std::string> loading;
  long loaded = 0;
};

mock::task<> mirror(std::shared_ptr<Mirror> m, std::string url) {
  if (!m->loading.insert(url).second) // expect: await-missing-compensation
    co_return;
  if (!co_await fetch(url))
    co_return;
  ++m->loaded;
  m->loading.erase(url);
}

mock::task<> mirror_in_order(std::shared_ptr<Mirror> m, std::string url) {
  if (!m->loading.insert(url).second) // ok: erased whatever the result
    co_return;
  const bool ok = co_await fetch(url);
  m->loading.erase(url);
  if (ok)
    ++m->loaded;
}

static bool reloading = false;
mock::task<> reload(std::string url) {
  // scenario: 86
  const bool was = std::exchange(reloading, true);
  if (was)
    co_return;
  co_await pull(url);
  reloading = was; // ok: put back on the only way out that can be seen
}
