// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Transactions that read without a lock and are checked against the versions when they commit.
#include "coro.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

using Version = std::uint64_t;

struct Cell {
  long value = 0;
  Version version = 0;
};

struct Change {
  std::string key;
  long value;
};

class Journal {
public:
  mock::task<> append(std::vector<Change> changes);
};

mock::task<> page_in(std::string key);

class Store {
public:
  explicit Store(Journal &journal) : journal_(journal) {}

  class Transaction {
  public:
    explicit Transaction(Store &store) : store_(store) {}

    mock::task<long> get(std::string key) {
      if (auto own = writes_.find(key); own != writes_.end())
        co_return own->second;
      co_await page_in(key);
      const Cell cell = store_.cell(key);
      reads_.try_emplace(key, cell.version);
      co_return cell.value;
    }

    void put(std::string key, long value) { writes_[std::move(key)] = value; }

    mock::task<bool> commit() { return store_.commit(reads_, writes_); }

  private:
    Store &store_;
    std::map<std::string, Version> reads_;
    std::map<std::string, long> writes_;
  };

  mock::task<bool> transfer(std::string from, std::string to, long amount) {
    if (from == to || amount <= 0)
      co_return false;
    for (int attempt = 0; attempt < 5; ++attempt) {
      Transaction tx(*this);
      const long available = co_await tx.get(from);
      if (available < amount)
        co_return false;
      const long before = co_await tx.get(to);
      tx.put(from, available - amount); // ok: only in the transaction
      tx.put(to, before + amount);
      if (co_await tx.commit())
        co_return true;
      ++conflicts_;
    }
    co_return false;
  }

  mock::task<long> audit(std::vector<std::string> keys) {
    for (;;) {
      Transaction tx(*this);
      long sum = 0;
      for (const std::string &key : keys)
        sum += co_await tx.get(key);
      if (co_await tx.commit())
        co_return sum;
    }
  }

private:
  Cell cell(const std::string &key) const {
    auto found = cells_.find(key);
    return found == cells_.end() ? Cell() : found->second;
  }

  bool unchanged(const std::map<std::string, Version> &reads) const {
    for (const auto &[key, version] : reads)
      if (cell(key).version != version)
        return false;
    return true;
  }

  mock::task<bool> commit(const std::map<std::string, Version> &reads,
                          const std::map<std::string, long> &writes) {
    auto committing = co_await committing_.scoped_lock();
    if (!unchanged(reads))
      co_return false;
    if (writes.empty())
      co_return true;
    std::vector<Change> changes;
    for (const auto &[key, value] : writes)
      changes.push_back({key, value});
    co_await journal_.append(changes);
    for (const Change &change : changes) {
      Cell &cell = cells_[change.key];
      cell.value = change.value; // ok: cells are written under this lock only
      ++cell.version;
    }
    co_return true;
  }

  Journal &journal_;
  mock::mutex committing_;
  std::map<std::string, Cell> cells_;
  long conflicts_ = 0;
};
