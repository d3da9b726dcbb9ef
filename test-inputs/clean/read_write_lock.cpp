// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A directory of users behind an asynchronous read-write lock.
#include "coro.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

class SharedMutex {
public:
  class ReadGuard {
  public:
    explicit ReadGuard(SharedMutex &of) : of_(&of) {}
    ReadGuard(ReadGuard &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    ~ReadGuard() {
      if (of_ && --of_->readers_ == 0)
        of_->changed_.notify_all();
    }

  private:
    SharedMutex *of_;
  };

  class WriteGuard {
  public:
    explicit WriteGuard(SharedMutex &of) : of_(&of) {}
    WriteGuard(WriteGuard &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    ~WriteGuard() {
      if (!of_)
        return;
      of_->writing_ = false;
      of_->changed_.notify_all();
    }

  private:
    SharedMutex *of_;
  };

  mock::task<ReadGuard> lock_shared() {
    while (writing_ || waiting_writers_ > 0)
      co_await changed_.wait();
    ++readers_; // ok: tested again after each wait
    co_return ReadGuard(*this);
  }

  mock::task<WriteGuard> lock() {
    ++waiting_writers_;
    while (writing_ || readers_ > 0)
      co_await changed_.wait();
    --waiting_writers_;
    writing_ = true; // ok: tested again after each wait
    co_return WriteGuard(*this);
  }

private:
  int readers_ = 0;
  int waiting_writers_ = 0;
  bool writing_ = false;
  mock::condition_variable changed_;
};

using UserId = std::uint64_t;

struct Profile {
  std::string name;
  std::string mail;
};

mock::task<Profile> load_profile(UserId id);
mock::task<> save_profile(UserId id, Profile profile);
mock::task<bool> visible_to(UserId who, UserId whom);

class Directory {
public:
  mock::task<Profile> profile(UserId id) {
    {
      auto reading = co_await lock_.lock_shared();
      if (auto found = profiles_.find(id); found != profiles_.end())
        co_return found->second;
    }
    auto writing = co_await lock_.lock();
    if (auto found = profiles_.find(id); found != profiles_.end())
      co_return found->second;
    auto loaded = co_await load_profile(id);
    co_return profiles_.insert_or_assign(id, std::move(loaded)).first->second;
  }

  mock::task<bool> rename(UserId id, std::string name) {
    auto writing = co_await lock_.lock();
    auto found = profiles_.find(id);
    if (found == profiles_.end() || found->second.name == name)
      co_return false;
    Profile changed = found->second;
    changed.name = std::move(name);
    co_await save_profile(id, changed);
    found->second = std::move(changed);
    co_return true;
  }

  mock::task<> forget(UserId id) {
    auto writing = co_await lock_.lock();
    profiles_.erase(id);
  }

  mock::task<std::vector<std::string>> names(UserId asker) {
    std::vector<std::string> names;
    auto reading = co_await lock_.lock_shared();
    for (const auto &[id, profile] : profiles_) // ok: writers wait for readers
      if (co_await visible_to(asker, id)) // ok: writers wait for us
        names.push_back(profile.name);
    co_return names;
  }

private:
  SharedMutex lock_;
  std::unordered_map<UserId, Profile> profiles_;
};
