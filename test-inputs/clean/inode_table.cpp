// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A table of inodes: every writer takes the same lock, the helpers say that it must be held.
#include "coro.h"

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>

using Ino = std::uint64_t;

struct Inode {
  std::uint64_t size = 0;
  int links = 0;
  std::map<std::string, Ino> children;
};

mock::task<> journal(std::string what);
mock::task<> free_blocks(Ino ino);
mock::task<std::uint64_t> write_blocks(Ino ino, std::uint64_t offset, std::string data);

class FileSystem {
public:
  FileSystem() { inodes_[root_].links = 1; }

  mock::task<Ino> create(Ino directory, std::string name) {
    auto guard = co_await lock_.scoped_lock();
    if (children(directory).contains(name))
      throw std::runtime_error("exists");
    const Ino ino = ++last_ino_;
    co_await journal("create " + name);
    inodes_[ino].links = 1;
    children(directory).emplace(std::move(name), ino); // ok: locked
    co_return ino;
  }

  mock::task<bool> link(Ino directory, std::string name, Ino ino) {
    auto guard = co_await lock_.scoped_lock();
    if (!inodes_.contains(ino) || children(directory).contains(name))
      co_return false;
    co_await link_locked(directory, std::move(name), ino);
    co_return true;
  }

  mock::task<> unlink(Ino directory, std::string name) {
    auto guard = co_await lock_.scoped_lock();
    auto entry = children(directory).find(name);
    if (entry == children(directory).end())
      throw std::runtime_error("not found");
    const Ino ino = entry->second;
    co_await journal("unlink " + name);
    children(directory).erase(name); // ok: locked
    co_await drop_link_locked(ino);
  }

  mock::task<> rename(Ino from, std::string old_name, Ino to, std::string new_name) {
    auto guard = co_await lock_.scoped_lock();
    auto &source = children(from);
    auto &target = children(to);
    auto entry = source.find(old_name);
    if (entry == source.end())
      throw std::runtime_error("not found");
    if (from == to && old_name == new_name)
      co_return;
    std::optional<Ino> replaced;
    if (auto existing = target.find(new_name); existing != target.end())
      replaced = existing->second;
    co_await journal("rename " + old_name + " " + new_name);
    target[new_name] = entry->second; // ok: a map, and nobody else erases while we hold the lock
    source.erase(entry);
    if (replaced)
      co_await drop_link_locked(*replaced);
  }

  mock::task<std::uint64_t> write(Ino ino, std::uint64_t offset, std::string data) {
    auto guard = co_await lock_.scoped_lock();
    Inode &inode = inodes_.at(ino);
    const std::uint64_t before = inode.size;
    const std::uint64_t end = co_await write_blocks(ino, offset, std::move(data));
    inode.size = before < end ? end : before; // ok: locked
    co_return inode.size;
  }

  mock::task<std::uint64_t> total() {
    auto guard = co_await lock_.scoped_lock();
    std::uint64_t total = 0;
    for (const auto &[ino, inode] : inodes_) {
      co_await mock::yield(); // ok: locked
      total += inode.size;
    }
    co_return total;
  }

private:
  std::map<std::string, Ino> &children(Ino directory) { return inodes_.at(directory).children; }

  /// lock_ must be held.
  mock::task<> link_locked(Ino directory, std::string name, Ino ino) {
    Inode &inode = inodes_.at(ino);
    co_await journal("link " + name);
    children(directory).emplace(std::move(name), ino);
    ++inode.links; // ok: callers hold the lock
  }

  /// lock_ must be held.
  mock::task<> drop_link_locked(Ino ino) {
    Inode &inode = inodes_.at(ino);
    const int links = inode.links - 1;
    co_await journal("links " + std::to_string(links));
    inode.links = links; // ok: callers hold the lock
    if (links > 0)
      co_return;
    co_await free_blocks(ino);
    inodes_.erase(ino); // ok: callers hold the lock
  }

  static constexpr Ino root_ = 1;
  mock::mutex lock_;
  std::unordered_map<Ino, Inode> inodes_;
  Ino last_ino_ = root_;
};
