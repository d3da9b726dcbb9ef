// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Counters that are exported: what was sent is taken away in one step, what came since stays.
#include "coro.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

using Clock = std::chrono::steady_clock;
using Sample = std::pair<std::string, std::uint64_t>;

mock::task<bool> send_samples(std::vector<Sample> samples);
mock::task<> sleep_for(std::chrono::milliseconds time);

class Histogram {
public:
  void add(std::chrono::milliseconds time) {
    std::size_t bucket = 0;
    while (bucket + 1 < counts_.size() && time.count() > limit(bucket))
      ++bucket;
    ++counts_[bucket];
    longest_ = std::max(longest_, time);
  }

  std::array<std::uint64_t, 8> take() { return std::exchange(counts_, {}); }

  void put_back(const std::array<std::uint64_t, 8> &counts) {
    for (std::size_t i = 0; i < counts.size(); ++i)
      counts_[i] += counts[i];
  }

  static long limit(std::size_t bucket) { return 1L << (2 * bucket); }

private:
  std::array<std::uint64_t, 8> counts_{};
  std::chrono::milliseconds longest_{0};
};

class Metrics {
public:
  template <class F> auto measure(F work) -> decltype(work()) {
    struct InFlight {
      Metrics &metrics;
      const Clock::time_point start = Clock::now();
      explicit InFlight(Metrics &m) : metrics(m) { ++metrics.in_flight_; }
      ~InFlight() {
        --metrics.in_flight_; // ok: takes back its own step
        const auto time = Clock::now() - start;
        metrics.times_.add(std::chrono::duration_cast<std::chrono::milliseconds>(time));
      }
    } in_flight(*this);
    peak_ = std::max(peak_, in_flight_);
    co_return co_await work();
  }

  void count(const std::string &name, std::uint64_t n = 1) { counters_[name] += n; }
  void drop() { dropped_.fetch_add(1, std::memory_order_relaxed); }

  mock::task<> run() {
    while (!stopped_) {
      co_await export_counters();
      co_await export_times();
      co_await export_dropped();
      last_export_ = Clock::now(); // ok: not decided by anything old
      co_await sleep_for(std::chrono::seconds(10));
    }
  }

  void stop() { stopped_ = true; }

private:
  mock::task<> export_counters() {
    const std::vector<Sample> samples(counters_.begin(), counters_.end());
    if (samples.empty() || !co_await send_samples(samples))
      co_return;
    for (const auto &[name, sent] : samples) {
      auto counter = counters_.find(name);
      if (counter == counters_.end())
        continue;
      counter->second -= std::min(counter->second, sent); // ok: what was counted since stays
      if (counter->second == 0)
        counters_.erase(counter);
    }
  }

  mock::task<> export_times() {
    const auto counts = times_.take();
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < counts.size(); ++i)
      samples.emplace_back("le" + std::to_string(Histogram::limit(i)), counts[i]);
    bool sent = false;
    try {
      sent = co_await send_samples(std::move(samples));
    } catch (const std::exception &) {
      ++errors_;
    }
    if (!sent)
      times_.put_back(counts); // ok: added to what came since
  }

  mock::task<> export_dropped() {
    const std::uint64_t dropped = dropped_.exchange(0);
    if (dropped > 0 && !co_await send_samples({{"dropped", dropped}}))
      dropped_.fetch_add(dropped); // ok: added to what came since
  }

  std::map<std::string, std::uint64_t> counters_;
  Histogram times_;
  std::atomic<std::uint64_t> dropped_{0};
  int in_flight_ = 0;
  int peak_ = 0;
  long errors_ = 0;
  Clock::time_point last_export_;
  bool stopped_ = false;
};
