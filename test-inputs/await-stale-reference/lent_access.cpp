// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Members that are not const only because they lend access change nothing.
#include "coro.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace herbarium {

mock::task<> press(std::string leaf);

/// A sorted array with the interface of a container.
class Leaves {
public:
  using value_type = std::pair<int, std::string>;
  using iterator = std::vector<value_type>::iterator;
  using const_iterator = std::vector<value_type>::const_iterator;
  iterator begin();
  iterator end();
  const_iterator begin() const;
  const_iterator end() const;
  std::size_t size() const;
  bool empty() const;
  iterator nearest(int height);
  const_iterator nearest(int height) const;
  iterator sort_in(int height);
};

class Collection {
public:
  void lose(int height) { heights_.erase(height); }

  // scenario: 69
  mock::task<> next_after(int height) {
    auto it = heights_.upper_bound(height); // note: check
    if (it == heights_.end())
      co_return;
    co_await press(it->second); // note: suspension
    it->second += "!";          // expect: await-stale-reference
  }

  // scenario: 69
  mock::task<> from(int height) {
    auto it = heights_.lower_bound(height);
    while (it != heights_.end()) {
      height = it->first;
      co_await press(it->second);
      it = heights_.upper_bound(height); // ok: looked up again
    }
  }

  // scenario: 69
  mock::task<> like(int height) {
    if (leaves_.empty())
      co_return;
    co_await press("first");
    if (auto it = leaves_.nearest(height); it != leaves_.end())
      it->second += "?"; // ok: nearest() lends access, after the await
  }

private:
  std::map<int, std::string> heights_;
  Leaves leaves_;
};

} // namespace herbarium
