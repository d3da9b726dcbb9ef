// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An LRU cache of pages: after the read everything is looked up again.
#include "coro.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using PageId = std::uint32_t;
using Page = std::shared_ptr<const std::string>;

mock::task<std::string> read_page(PageId id);
mock::task<> write_page(PageId id, Page content);

class PageCache {
public:
  explicit PageCache(std::size_t capacity) : capacity_(capacity) {}

  mock::task<Page> get(PageId id) {
    for (;;) {
      if (Page page = touch(id)) {
        ++hits_;
        co_return page;
      }
      ++misses_;
      const auto writes = writes_;
      auto page = std::make_shared<const std::string>(co_await read_page(id));
      if (Page other = touch(id))
        co_return other; // somebody was faster
      if (writes != writes_)
        continue; // written and evicted meanwhile: what was read can be old
      insert(id, page, /*dirty=*/false); // ok: looked up since the await
      co_return page;
    }
  }

  void put(PageId id, std::string content) {
    ++writes_;
    auto page = std::make_shared<const std::string>(std::move(content));
    if (!touch(id)) {
      insert(id, std::move(page), /*dirty=*/true);
      return;
    }
    Entry &entry = entries_.at(id);
    entry.page = std::move(page);
    entry.dirty = true;
  }

  mock::task<std::size_t> flush() {
    // One at a time, or an old page could reach the disk after a new one.
    auto flushing = co_await flushing_.scoped_lock();
    std::vector<PageId> ids;
    for (const auto &[id, entry] : entries_)
      if (entry.dirty)
        ids.push_back(id);

    std::size_t written = 0;
    for (PageId id : ids) {
      auto found = entries_.find(id);
      if (found == entries_.end() || !found->second.dirty)
        continue;
      const Page page = found->second.page;
      co_await write_page(id, page);
      ++written;
      found = entries_.find(id);
      if (found != entries_.end() && found->second.page == page)
        found->second.dirty = false; // ok: found again, and still what was written
    }
    evict();
    co_return written;
  }

private:
  struct Entry {
    Page page;
    std::list<PageId>::iterator position;
    bool dirty = false;
  };

  Page touch(PageId id) {
    auto found = entries_.find(id);
    if (found == entries_.end())
      return nullptr;
    order_.splice(order_.begin(), order_, found->second.position);
    return found->second.page;
  }

  void insert(PageId id, Page page, bool dirty) {
    order_.push_front(id);
    entries_.emplace(id, Entry{std::move(page), order_.begin(), dirty});
    evict();
  }

  void evict() {
    for (auto it = order_.end(); entries_.size() > capacity_ && it != order_.begin();) {
      --it;
      if (entries_.at(*it).dirty)
        continue;
      entries_.erase(*it);
      it = order_.erase(it);
    }
  }

  const std::size_t capacity_;
  std::list<PageId> order_;
  std::unordered_map<PageId, Entry> entries_;
  std::uint64_t writes_ = 0;
  mock::mutex flushing_;
  long hits_ = 0;
  long misses_ = 0;
};
