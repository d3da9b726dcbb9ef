// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A search box: an answer counts only if no newer question was asked meanwhile.
#include "coro.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

using Results = std::vector<std::string>;

mock::task<Results> search_index(std::string query);
mock::task<> sleep_for(std::chrono::milliseconds time);

class SearchBox {
public:
  explicit SearchBox(std::function<void(const Results &)> show) : show_(std::move(show)) {}

  mock::task<> on_text(std::string text) {
    const std::uint64_t mine = ++generation_;
    query_ = text;
    if (text.empty()) {
      loading_ = false;
      results_.clear(); // ok: no await so far
      show_(results_);
      co_return;
    }

    co_await sleep_for(std::chrono::milliseconds(150));
    if (generation_ != mine)
      co_return;

    loading_ = true; // ok: compared since the await
    Results found = co_await search_index(std::move(text));
    if (generation_ != mine)
      co_return;
    loading_ = false;            // ok: compared since the await
    results_ = std::move(found); // ok: compared since the await
    show_(results_);
  }

  mock::task<> load_more() {
    const auto mine = generation_;
    const auto offset = results_.size();
    Results more = co_await search_index(query_ + "@" + std::to_string(offset));
    if (mine == generation_ && results_.size() == offset) {
      for (auto &result : more)
        results_.push_back(std::move(result)); // ok: still the same list
      show_(results_);
    }
  }

  void cancel() {
    ++generation_;
    loading_ = false;
  }

private:
  std::function<void(const Results &)> show_;
  std::uint64_t generation_ = 0;
  std::string query_;
  Results results_;
  bool loading_ = false;
};
