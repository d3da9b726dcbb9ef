// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A listing that is produced piece by piece; each step starts after the last key.
#include "coro.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct Entry {
  std::string key;
  std::string value;
  std::uint64_t revision = 0;
};

mock::task<bool> may_read(std::string user, std::string key);
mock::task<> send_page(std::vector<Entry> entries);

class Catalogue {
public:
  void put(std::string key, std::string value) {
    Item &item = items_[std::move(key)];
    item.value = std::move(value);
    item.revision = ++revision_;
  }

  bool remove(const std::string &key) {
    if (items_.erase(key) == 0)
      return false;
    ++revision_;
    return true;
  }

  /// Every entry that is there when its turn comes.
  mock::async_generator<Entry> entries(std::string from) {
    auto next = items_.lower_bound(from);
    while (next != items_.end()) {
      const std::string key = next->first;
      Entry entry{key, next->second.value, next->second.revision};
      co_yield std::move(entry);
      next = items_.upper_bound(key); // ok: upper_bound changes nothing
    }
  }

  mock::task<std::size_t> list(std::string user) {
    std::size_t sent = 0;
    std::vector<Entry> page;
    auto all = entries("");
    while (auto entry = co_await all.next()) {
      if (!co_await may_read(user, entry->key))
        continue;
      page.push_back(std::move(*entry)); // ok: a local
      if (page.size() < 100)
        continue;
      sent += page.size();
      co_await send_page(std::exchange(page, {}));
    }
    sent += page.size();
    co_await send_page(std::move(page));
    ++listings_; // ok: in one step
    co_return sent;
  }

  /// A listing of one moment: copied first, checked afterwards.
  mock::task<std::vector<Entry>> snapshot(std::string user) {
    std::vector<Entry> all;
    all.reserve(items_.size());
    for (const auto &[key, item] : items_)
      all.push_back({key, item.value, item.revision});
    std::vector<Entry> visible;
    for (Entry &entry : all) // ok: a copy
      if (co_await may_read(user, entry.key))
        visible.push_back(std::move(entry));
    co_return visible;
  }

  /// Removes what the user cannot read; an entry that was written meanwhile stays.
  mock::task<std::size_t> purge(std::string user) {
    std::size_t removed = 0;
    for (auto it = items_.begin(); it != items_.end();) {
      const std::string key = it->first;
      const std::uint64_t revision = it->second.revision;
      const bool keep = co_await may_read(user, key);
      it = items_.lower_bound(key);
      if (it == items_.end() || it->first != key)
        continue; // somebody removed it; go on with the next
      if (keep || it->second.revision != revision) {
        ++it;
        continue;
      }
      it = items_.erase(it); // ok: found again, and unchanged
      ++revision_;
      ++removed;
    }
    co_return removed;
  }

private:
  struct Item {
    std::string value;
    std::uint64_t revision = 0;
  };

  std::map<std::string, Item> items_;
  std::uint64_t revision_ = 0;
  long listings_ = 0;
};
