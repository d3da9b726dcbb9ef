// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A token bucket that looks at its tokens again after each wait.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <string>

using Clock = std::chrono::steady_clock;

mock::task<> sleep_for(std::chrono::milliseconds time);
mock::task<int> post(std::string url, std::string body);

class RateLimiter {
public:
  RateLimiter(double per_second, double burst)
      : per_second_(per_second), burst_(burst), tokens_(burst) {}

  mock::task<> admit(double cost) {
    for (;;) {
      refill();
      if (tokens_ >= cost) {
        tokens_ -= cost; // ok: looked at in this round
        co_return;
      }
      const double missing = cost - tokens_;
      const auto wait = std::chrono::milliseconds(1 + int(1000 * missing / per_second_));
      co_await sleep_for(wait);
    }
  }

  bool try_admit(double cost) {
    refill();
    if (tokens_ < cost)
      return false;
    tokens_ -= cost;
    return true;
  }

  mock::task<bool> admit_within(double cost, Clock::duration patience) {
    const auto deadline = Clock::now() + patience;
    while (!try_admit(cost)) {
      if (Clock::now() >= deadline)
        co_return false;
      co_await sleep_for(std::chrono::milliseconds(5));
    }
    co_return true;
  }

private:
  void refill() {
    const auto now = Clock::now();
    const std::chrono::duration<double> passed = now - refilled_;
    tokens_ = std::min(burst_, tokens_ + passed.count() * per_second_);
    refilled_ = now;
  }

  const double per_second_;
  const double burst_;
  double tokens_;
  Clock::time_point refilled_ = Clock::now();
};

class Uploader {
public:
  explicit Uploader(RateLimiter &limiter) : limiter_(limiter) {}

  mock::task<int> upload(std::string url, std::string body) {
    co_await limiter_.admit(1 + body.size() / 1024.0);
    const int status = co_await post(std::move(url), std::move(body));
    if (status >= 500)
      ++failures_; // ok: in one step
    co_return status;
  }

private:
  RateLimiter &limiter_;
  int failures_ = 0;
};
