// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A count or batch is sent, then reset: what was added during the await is wiped.
#include "coro.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace reporting {

mock::task<> send(long n);
mock::task<> send_all(std::vector<std::string> lines);
mock::task<> settle();
void trace(long v);

class Reporter {
public:
  void hit() { ++hits_; }
  void write(std::string line) { lines_.push_back(std::move(line)); }

  // scenario: 23
  mock::task<> report() {
    const long n = hits_; // note: check
    co_await send(n);     // note: suspension
    hits_ = 0;            // expect: await-stale-write
  }

  // scenario: 23
  mock::task<> report_taken() {
    const long n = std::exchange(hits_, 0);
    co_await send(n); // ok: taken out before the await
  }

  // scenario: 23
  mock::task<> ship() {
    auto batch = lines_;      // note: check
    co_await send_all(batch); // note: suspension
    lines_.clear();           // expect: await-stale-write
  }

  // scenario: 23
  mock::task<> ship_taken() {
    std::vector<std::string> batch;
    batch.swap(lines_);
    co_await send_all(std::move(batch)); // ok: taken out before the await
  }

  // scenario: 23
  mock::task<> park() {
    const int seen = level_;
    trace(seen);
    co_await settle();
    level_ = 50; // ok: a constant that does not depend on what was read
  }

private:
  long hits_ = 0;
  int level_ = 10;
  std::vector<std::string> lines_;
};

long dropped_packets = 0;

// scenario: 23
mock::task<> report_drops() {
  auto n = dropped_packets; // note: check
  co_await send(n);         // note: suspension
  dropped_packets = 0;      // expect: await-stale-write
}

// scenario: 23
mock::task<> report_drops_taken() {
  auto n = dropped_packets;
  dropped_packets = 0; // ok: reset before the await
  co_await send(n);
}

enum class Mode { automatic, manual };
Mode mode = Mode::automatic;

// scenario: 23
mock::task<> take_over() {
  const Mode before = mode;
  trace(static_cast<long>(before));
  co_await settle();
  mode = Mode::manual; // ok: a constant that does not depend on what was read
}

struct Tenant {
  std::map<std::string, long> usage;
};

// scenario: 23
mock::task<> bill(std::shared_ptr<Tenant> tenant, std::string feature) {
  const long used = tenant->usage[feature]; // note: check
  co_await send(used);                      // note: suspension
  tenant->usage[feature] = 0;               // expect: await-stale-write
}

// scenario: 23
mock::task<> bill_taken(std::shared_ptr<Tenant> tenant, std::string feature) {
  const long used = std::exchange(tenant->usage[feature], 0);
  co_await send(used); // ok: taken out before the await
}

} // namespace reporting
