// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A breaker that opens after failures; results of calls from before the last change do not count.
#include "coro.h"

#include <chrono>
#include <cstdint>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>

using Clock = std::chrono::steady_clock;

struct BreakerOpen : std::runtime_error {
  BreakerOpen() : std::runtime_error("breaker is open") {}
};

class Breaker {
public:
  Breaker(int limit, Clock::duration rest) : limit_(limit), rest_(rest) {}

  template <class F> auto call(F work) -> std::invoke_result_t<F> {
    Attempt attempt(*this);
    std::exception_ptr error;
    try {
      auto result = co_await work();
      attempt.settle(/*failed=*/false);
      co_return result;
    } catch (...) {
      error = std::current_exception();
    }
    attempt.settle(/*failed=*/true);
    std::rethrow_exception(error);
  }

  bool closed() const { return state_ == State::Closed; }

private:
  enum class State { Closed, Open, Probing };

  /// One call; if it is given up it counts neither way, but it must not keep the probe.
  class Attempt {
  public:
    explicit Attempt(Breaker &breaker) : breaker_(breaker), epoch_(breaker.admit()) {}
    Attempt(const Attempt &) = delete;
    ~Attempt() {
      if (!settled_)
        breaker_.abandon(epoch_);
    }

    void settle(bool failed) {
      settled_ = true;
      breaker_.settle(epoch_, failed);
    }

  private:
    Breaker &breaker_;
    const std::uint64_t epoch_;
    bool settled_ = false;
  };

  /// Lets a call in, or throws; the only probe goes ahead at once.
  std::uint64_t admit() {
    if (state_ == State::Probing || (state_ == State::Open && Clock::now() < retry_at_))
      throw BreakerOpen();
    if (state_ == State::Open)
      change(State::Probing);
    return epoch_;
  }

  void settle(std::uint64_t epoch, bool failed) {
    if (epoch != epoch_)
      return;
    if (!failed) {
      failures_ = 0;
      if (state_ == State::Probing)
        change(State::Closed);
    } else if (state_ == State::Probing || ++failures_ >= limit_) {
      retry_at_ = Clock::now() + rest_;
      change(State::Open);
    }
  }

  void abandon(std::uint64_t epoch) {
    if (epoch == epoch_ && state_ == State::Probing)
      change(State::Open);
  }

  void change(State to) {
    state_ = to;
    failures_ = 0;
    ++epoch_;
  }

  const int limit_;
  const Clock::duration rest_;
  State state_ = State::Closed;
  int failures_ = 0;
  std::uint64_t epoch_ = 0;
  Clock::time_point retry_at_;
};

mock::task<int> http_get(std::string url);

class Weather {
public:
  mock::task<int> temperature(std::string city) {
    std::optional<int> degrees;
    try {
      degrees = co_await breaker_.call([&city] { return http_get("weather/" + city); });
    } catch (const BreakerOpen &) {
      ++refused_; // ok: in one step
    }
    int &last = last_[city];
    if (degrees)
      last = *degrees; // ok: the last answer is as good as any
    co_return last;
  }

private:
  Breaker breaker_{5, std::chrono::seconds(10)};
  std::map<std::string, int> last_;
  long refused_ = 0;
};
