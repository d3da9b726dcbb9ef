// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Values that lose what they came from on the way.
#include "coro.h"
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
mock::task<bool> send(long n);
mock::task<> nap();
class Acc {
public:
  mock::task<> smaller(long n) {
    auto take = std::min(bal_, n);
    co_await send(take);
    bal_ -= take; // expect: await-stale-write medium
  }
  mock::task<> clamped(long n) {
    auto v = std::clamp(bal_ - n, 0L, 100L);
    co_await send(v);
    bal_ = v; // expect: await-stale-write
  }
  mock::task<> larger(long n) {
    const long left = std::max(bal_ - n, 0L);
    co_await send(n);
    bal_ = left; // expect: await-stale-write
  }
  mock::task<> optional_target(long n) {
    auto v = limit_.value_or(0);
    co_await nap();
    limit_ = v + n; // expect: await-stale-write
  }
  mock::task<> optional_deref(long n) {
    auto v = *limit_;
    co_await nap();
    limit_ = v + n; // expect: await-stale-write
  }
  mock::task<> pair_target() {
    auto p = range_;
    co_await nap();
    range_ = {p.first + 1, p.second}; // expect: await-stale-write
  }
  mock::task<> tied() {
    long a = bal_, h = held_;
    co_await nap();
    std::tie(bal_, held_) = std::make_pair(a - 1, h + 1); // expect: await-stale-write
  }
  mock::task<bool> verdict_in_member(long n) {
    can_ = bal_ >= n;
    co_await nap();
    if (can_) bal_ -= n; // expect: await-check-then-act
    co_return can_;
  }
private:
  long bal_ = 0, held_ = 0;
  bool can_ = false;
  std::optional<long> limit_;
  std::pair<int, int> range_;
};
class Stock { // checked through the iterator, written by key
public:
  mock::task<bool> buy(std::string sku, int n) {
    auto it = items_.find(sku);
    if (it == items_.end() || it->second.count < n) co_return false;
    co_await send(n);
    items_[sku].count -= n; // expect: await-check-then-act
    co_return true;
  }
  mock::task<bool> buy_int(std::string sku, int n) {
    auto it = counts_.find(sku);
    if (it == counts_.end() || it->second < n) co_return false;
    co_await send(n);
    counts_[sku] -= n; // expect: await-check-then-act
    co_return true;
  }
private:
  struct Item { int count = 0; };
  std::unordered_map<std::string, Item> items_;
  std::unordered_map<std::string, int> counts_;
};
