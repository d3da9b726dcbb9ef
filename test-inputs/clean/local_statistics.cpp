// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Work on locals and parameters only, however many awaits are between.
#include "coro.h"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct Sample {
  std::string host;
  double load = 0;
};

mock::task<std::optional<Sample>> next_sample();
mock::task<std::vector<std::string>> hosts();
mock::task<double> probe(std::string host);

struct Summary {
  double lowest = 0;
  double highest = 0;
  double mean = 0;
};

mock::task<Summary> summarize(std::size_t wanted) {
  std::vector<double> loads;
  while (loads.size() < wanted) {
    auto sample = co_await next_sample();
    if (!sample)
      break;
    loads.push_back(sample->load); // ok: a local
  }
  Summary summary;
  if (loads.empty())
    co_return summary;
  const auto [low, high] = std::minmax_element(loads.begin(), loads.end());
  summary.lowest = *low;
  summary.highest = *high;
  summary.mean = std::accumulate(loads.begin(), loads.end(), 0.0) / loads.size();
  co_return summary;
}

mock::task<std::map<std::string, double>> survey(int rounds) {
  std::map<std::string, double> result;
  for (int round = 0; round < rounds; ++round) {
    for (const std::string &host : co_await hosts()) {
      const double before = result[host];
      const double load = co_await probe(host);
      result[host] = before + load / rounds; // ok: a local
    }
  }
  co_return result;
}

mock::task<double> busiest(std::vector<std::string> candidates) {
  double most = 0;
  std::string name;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const double load = co_await probe(candidates[i]);
    if (load > most) {
      most = load; // ok: a local
      name = std::move(candidates[i]);
    }
  }
  co_return name.empty() ? -1 : most;
}

mock::task<std::unique_ptr<Summary>> refine(std::unique_ptr<Summary> summary, std::string host) {
  const double mean = summary->mean;
  const double load = co_await probe(host);
  summary->mean = (mean + load) / 2; // ok: this coroutine is its only owner
  summary->highest = std::max(summary->highest, load);
  co_return summary;
}

mock::task<int> countdown(int left) {
  int steps = 0;
  while (left > 0) {
    co_await mock::yield();
    --left; // ok: a parameter by value
    ++steps;
  }
  co_return steps;
}
