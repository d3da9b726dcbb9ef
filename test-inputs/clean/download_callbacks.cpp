// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Futures with continuations, in the style of the time before coroutines.
#include "coro.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct Blob {
  std::string etag;
  std::string content;
};

mock::future<Blob> download(std::string url);
mock::future<int> upload(std::vector<std::string> lines);

class Downloads : public std::enable_shared_from_this<Downloads> {
public:
  using Done = std::function<void(const Blob &)>;

  void get(std::string url, Done done) {
    if (auto hit = cache_.find(url); hit != cache_.end()) {
      done(hit->second);
      return;
    }
    auto [waiting, first] = waiting_.try_emplace(url);
    waiting->second.push_back(std::move(done));
    if (!first)
      return; // somebody is fetching it already
    download(url).then([self = shared_from_this(), url](Blob blob) {
      auto waiting = self->waiting_.extract(url);
      // A refresh can have been faster, and then it is newer.
      const auto entry = self->cache_.try_emplace(url, std::move(blob)).first;
      if (waiting)
        for (Done &done : waiting.mapped())
          done(entry->second);
      return 0;
    });
  }

  void refresh(std::string url) {
    const std::uint64_t generation = ++generations_[url];
    download(url).then([self = shared_from_this(), url, generation](Blob blob) {
      if (self->generations_[url] != generation)
        return false; // a later refresh is on its way
      self->cache_.insert_or_assign(url, std::move(blob)); // ok: compared in this step
      return true;
    });
  }

  void refresh_weakly(std::string url) {
    download(url).then([weak = weak_from_this(), url](Blob blob) {
      auto self = weak.lock();
      if (!self)
        return false;
      Blob &known = self->cache_[url];
      if (known.etag == blob.etag)
        return false;
      known = std::move(blob); // ok: compared with what is there now
      return true;
    });
  }

private:
  std::map<std::string, Blob> cache_;
  std::map<std::string, std::vector<Done>> waiting_;
  std::map<std::string, std::uint64_t> generations_;
};

class LogShipper : public std::enable_shared_from_this<LogShipper> {
public:
  void log(std::string line) {
    lines_.push_back(std::move(line));
    ship();
  }

private:
  void ship() {
    if (shipping_ || lines_.empty())
      return;
    shipping_ = true;
    auto batch = std::exchange(lines_, {});
    upload(batch).then([self = shared_from_this(), batch](int status) mutable {
      self->shipping_ = false; // ok: set by this round
      if (status != 200) {
        auto &lines = self->lines_;
        lines.insert(lines.begin(), batch.begin(), batch.end()); // ok: before what came since
        return false;
      }
      self->shipped_ += batch.size();
      self->ship();
      return true;
    });
  }

  std::vector<std::string> lines_;
  bool shipping_ = false;
  std::size_t shipped_ = 0;
};
