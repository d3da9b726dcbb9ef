// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Updates that are complete in themselves: up before the await and down after it, or done before.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace pools {

mock::task<> query(std::string sql);
mock::task<> tick();

/// Counts one up for as long as it lives.
class InFlight {
public:
  explicit InFlight(int &counter) : counter(counter) { ++counter; }
  InFlight(const InFlight &) = delete;
  ~InFlight() { --counter; }

private:
  int &counter;
};

class Connection {
public:
  // scenario: 26
  mock::task<> run(std::string sql) {
    ++active;
    co_await query(sql);
    --active; // ok: a fresh decrement
  }

  // scenario: 26
  mock::task<> run_by_hand(std::string sql) {
    const int n = ++active; // note: check
    co_await query(sql);    // note: suspension
    active = n - 1;         // expect: await-stale-write
  }

  // scenario: 26
  mock::task<> run_counted(std::string sql) {
    InFlight mark(active);
    co_await query(sql); // ok: the destructor decrements afresh
  }

  // scenario: 26
  mock::task<bool> run_caught(std::string sql) {
    bool ok = true;
    ++active;
    try {
      co_await query(sql);
    } catch (...) {
      ok = false;
    }
    --active; // ok: a fresh decrement
    co_return ok;
  }

  // scenario: 27
  mock::task<> touch() {
    uses = uses + 1; // ok: finished before the await
    co_await tick();
  }

  // scenario: 27
  mock::task<int> serial() {
    const int mine = uses;
    uses = mine + 1; // ok: finished before the await
    co_await tick();
    co_return mine;
  }

private:
  int active = 0;
  int uses = 0;
};

int g_open_files = 0;

// scenario: 26
mock::task<> with_file(std::string path) {
  g_open_files += 1;
  co_await query(path);
  g_open_files -= 1; // ok: a fresh decrement
}

// scenario: 26
mock::task<> with_file_by_hand(std::string path) {
  const int opened = g_open_files + 1;
  g_open_files = opened;
  co_await query(path);      // note: suspension
  g_open_files = opened - 1; // expect: await-stale-write
}

struct Shard {
  std::map<std::string, int> readers;
  long version = 0;
};

// scenario: 26
mock::task<> read_shard(std::shared_ptr<Shard> shard, std::string key) {
  ++shard->readers[key];
  co_await query(key);
  --shard->readers[key]; // ok: a fresh decrement of the entry
}

// scenario: 27
mock::task<> write_shard(Shard &shard) {
  shard.version = shard.version + 1; // ok: finished before the await
  co_await tick();
}

} // namespace pools
