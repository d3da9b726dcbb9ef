// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Repairs that people write: reservations in helpers, holds, generations.
#include "coro.h"
#include <map>
#include <memory>
#include <optional>
#include <string>
mock::task<bool> send(long n);
mock::task<> nap();
mock::task<std::string> fetch(std::string);
class TryTake { // reservation by a helper that says whether it could
public:
  bool try_take(long n) { if (avail_ < n) return false; avail_ -= n; return true; }
  mock::task<bool> r4(long n) {
    if (!try_take(n)) co_return false;
    if (co_await send(n)) co_return true;
    avail_ += n; // ok: gives back what try_take took
    co_return false;
  }
  void give_back(long n) { avail_ += n; }
  mock::task<bool> r5(long n) {
    if (!try_take(n)) co_return false;
    bool ok = co_await send(n);
    if (!ok) give_back(n); // ok: the same by a helper
    co_return ok;
  }
private:
  long avail_ = 0;
};
class Held { // the hold is another member than the balance
public:
  mock::task<bool> pay(long n) {
    if (bal_ - held_ < n) co_return false;
    held_ += n;
    bool ok = co_await send(n);
    held_ -= n; // ok: its own hold
    if (ok) bal_ -= n; // ok: n was held since the check
    co_return ok;
  }
private:
  long bal_ = 0, held_ = 0;
};
class Held2 {
public:
  mock::task<bool> pay(long n) {
    if (available() < n) co_return false;
    held_ += n;
    const bool ok = co_await send(n);
    held_ -= n; // ok
    if (ok) bal_ -= n; // ok
    co_return ok;
  }
private:
  long available() const { return bal_ - held_; }
  long bal_ = 0, held_ = 0;
};
class GenHelper {
public:
  bool current(unsigned g) const { return g == gen_; }
  mock::task<> g7() {
    const unsigned g = ++gen_;
    auto old = result_;
    auto r = co_await fetch("q");
    if (!current(g)) co_return;
    result_ = old + r; // ok: the generation is compared in a helper
  }
  mock::task<> g8() {
    const unsigned g = ++gen_;
    auto old = result_;
    auto r = co_await fetch("q");
    if (g != gen_) co_return;
    result_ = old + r; // ok
  }
private:
  unsigned gen_ = 0; std::string result_;
};
