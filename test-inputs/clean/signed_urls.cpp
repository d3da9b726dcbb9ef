// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A cache that serves old entries while it fetches new ones, one fetch for each key at a time.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Clock = std::chrono::steady_clock;

struct SignedUrl {
  std::string url;
  Clock::time_point expires;
};

mock::task<SignedUrl> sign(std::string object);
mock::task<> sleep_for(std::chrono::milliseconds time);

class UrlCache : public std::enable_shared_from_this<UrlCache> {
public:
  mock::task<std::string> get(std::string object) {
    const auto now = Clock::now();
    if (auto known = urls_.find(object); known != urls_.end() && known->second.expires > now) {
      if (known->second.expires - now < std::chrono::minutes(1) && !refreshing_.contains(object))
        mock::spawn(refresh(shared_from_this(), object));
      co_return known->second.url;
    }
    const auto self = shared_from_this();
    const auto forgotten = forgotten_;
    auto fresh = co_await sign(object);
    if (forgotten != forgotten_)
      co_return fresh.url; // perhaps this one; it is not kept
    // Two can sign the same object; both answers are good, the one that lasts longer is kept.
    co_return keep(std::move(object), std::move(fresh)).url;
  }

  void forget(const std::string &object) {
    urls_.erase(object);
    ++forgotten_;
  }

  mock::task<std::size_t> warm(std::vector<std::string> objects) {
    std::size_t signed_now = 0;
    for (const std::string &object : objects) {
      if (urls_.contains(object) || !refreshing_.insert(object).second)
        continue;
      std::optional<SignedUrl> fresh;
      const auto forgotten = forgotten_;
      try {
        fresh = co_await sign(object);
      } catch (const std::exception &) {
      }
      refreshing_.erase(object); // ok: inserted by this call
      if (!fresh || forgotten != forgotten_)
        continue;
      keep(object, std::move(*fresh));
      ++signed_now;
    }
    co_return signed_now;
  }

  /// Drops what has expired.
  mock::task<> sweep_forever() {
    const auto self = shared_from_this();
    while (!closed_) {
      const auto now = Clock::now();
      for (auto it = urls_.begin(); it != urls_.end();)
        it = it->second.expires <= now ? urls_.erase(it) : std::next(it); // ok: begins anew in each round of the outer loop
      largest_ = std::max(largest_, urls_.size());
      co_await sleep_for(std::chrono::seconds(10));
    }
  }

  void close() { closed_ = true; }

private:
  static mock::task<> refresh(std::shared_ptr<UrlCache> self, std::string object) {
    const Refreshing mark(*self, object);
    try {
      const auto forgotten = self->forgotten_;
      auto fresh = co_await sign(object);
      if (forgotten == self->forgotten_)
        self->keep(object, std::move(fresh));
    } catch (const std::exception &) {
      ++self->failures_; // ok: in one step
    }
  }

  class Refreshing {
  public:
    Refreshing(UrlCache &cache, std::string object) : cache_(cache), object_(std::move(object)) {
      cache_.refreshing_.insert(object_);
    }
    Refreshing(const Refreshing &) = delete;
    ~Refreshing() { cache_.refreshing_.erase(object_); }

  private:
    UrlCache &cache_;
    const std::string object_;
  };

  const SignedUrl &keep(std::string object, SignedUrl fresh) {
    auto [place, added] = urls_.try_emplace(std::move(object), fresh);
    if (!added && place->second.expires < fresh.expires)
      place->second = std::move(fresh);
    return place->second;
  }

  std::unordered_map<std::string, SignedUrl> urls_;
  std::set<std::string> refreshing_;
  std::size_t forgotten_ = 0;
  std::size_t largest_ = 0;
  long failures_ = 0;
  bool closed_ = false;
};
