// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Counters around requests, each changed in one step.
#include "coro.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <string>

struct Request {
  std::string route;
};
struct Response {
  int status = 200;
};

mock::task<Response> dispatch(Request request);

using Clock = std::chrono::steady_clock;

struct RouteMetrics {
  long started = 0;
  long finished = 0;
  long failed = 0;
  int in_flight = 0;
  int most_in_flight = 0;
  Clock::duration slowest{};
};

class Metrics {
public:
  mock::task<Response> measure(Request request) {
    const std::string route = request.route;
    const auto start = Clock::now();
    begin(route);
    ++total_;

    bool failed = false;
    Response response;
    try {
      response = co_await dispatch(std::move(request));
    } catch (...) {
      failed = true;
      response.status = 500;
    }

    end(route, failed || response.status >= 500, Clock::now() - start);
    busy_time_ += Clock::now() - start; // ok: in one step
    last_status_ = response.status;     // ok: the newest wins
    co_return response;
  }

  long total() const { return total_.load(); }

private:
  void begin(const std::string &route) {
    RouteMetrics &m = routes_[route];
    ++m.started;
    ++m.in_flight;
    m.most_in_flight = std::max(m.most_in_flight, m.in_flight);
  }

  void end(const std::string &route, bool failed, Clock::duration took) {
    RouteMetrics &m = routes_[route];
    --m.in_flight;
    ++(failed ? m.failed : m.finished);
    m.slowest = std::max(m.slowest, took);
  }

  std::map<std::string, RouteMetrics> routes_;
  std::atomic<long> total_{0};
  Clock::duration busy_time_{};
  int last_status_ = 0;
};
