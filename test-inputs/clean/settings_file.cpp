// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Settings that are copied, written to a file, and put in place; every writer takes the same lock.
#include "coro.h"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct Settings {
  std::uint64_t generation = 0;
  std::map<std::string, std::string> values;
  std::vector<std::string> history;
};

mock::task<> write_file(std::string path, const Settings &settings);
mock::task<Settings> read_file(std::string path);
mock::task<> tell(std::string listener, std::string key);

class SettingsFile {
public:
  explicit SettingsFile(std::string path) : path_(std::move(path)) {}

  mock::task<> set(std::string key, std::string value) {
    auto guard = co_await writing_.scoped_lock();
    Settings changed = settings_;
    changed.values[key] = std::move(value);
    changed.history.push_back("set " + key);
    ++changed.generation;
    co_await write_file(path_, changed);
    settings_ = std::move(changed);
    guard.unlock();
    co_await notify(key);
  }

  mock::task<bool> compare_and_set(std::string key, std::string expected, std::string value) {
    const auto guard = co_await writing_.scoped_lock();
    auto current = settings_.values.find(key);
    if (current == settings_.values.end() || current->second != expected)
      co_return false;
    auto changed = settings_;
    changed.values[key] = value;
    ++changed.generation;
    co_await write_file(path_, changed);
    current->second = std::move(value); // ok: locked since it was found
    settings_.generation = changed.generation;
    co_return true;
  }

  /// Several changes that become visible together or not at all.
  mock::task<> update(std::function<void(Settings &)> change) {
    co_await locked([&]() -> mock::task<> {
      Settings changed = settings_;
      change(changed);
      changed.generation = settings_.generation + 1;
      co_await write_file(path_, changed);
      std::swap(settings_, changed); // ok: run by locked()
    });
  }

  mock::task<> reload() {
    co_await writing_.lock();
    std::exception_ptr error;
    try {
      Settings read = co_await read_file(path_);
      if (read.generation > settings_.generation)
        settings_ = std::move(read); // ok: compared with what is there now
    } catch (...) {
      error = std::current_exception();
    }
    writing_.unlock();
    if (error)
      std::rethrow_exception(error);
  }

  std::optional<std::string> get(const std::string &key) const {
    auto found = settings_.values.find(key);
    if (found == settings_.values.end())
      return std::nullopt;
    return found->second;
  }

  void listen(std::string listener) { listeners_.push_back(std::move(listener)); }

private:
  template <class F> mock::task<> locked(F work) {
    const auto guard = co_await writing_.scoped_lock();
    co_await work();
  }

  mock::task<> notify(std::string key) {
    // Tested in each round: listeners are only ever added.
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
      const std::string listener = listeners_[i];
      co_await tell(listener, key);
    }
  }

  const std::string path_;
  mock::mutex writing_;
  Settings settings_;
  std::vector<std::string> listeners_;
};
