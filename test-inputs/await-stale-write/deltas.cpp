// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The write is a fresh `+=`, but how much it adds was computed from a value read before the await.
#include "coro.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>

namespace autoscaling {

mock::task<> start_workers(int n);
mock::task<> settle();

class Fleet {
public:
  // scenario: 29
  mock::task<> scale_to(int goal) {
    const int missing = goal - workers_; // note: check
    co_await start_workers(missing);     // note: suspension
    workers_ += missing;                 // expect: await-stale-write medium
  }

  // scenario: 29
  mock::task<> scale_to_late(int goal) {
    co_await settle();
    const int missing = goal - workers_;
    workers_ += missing; // ok: the difference is computed after the await
  }

  // scenario: 29
  mock::task<> halve() {
    auto surplus = workers_ / 2; // note: check
    co_await settle();           // note: suspension
    workers_ -= surplus;         // expect: await-stale-write medium
  }

  // How much there is now limits the amount.
  mock::task<> shrink() {
    const int wanted = workers_ / 2;
    co_await settle();
    const int possible = wanted < workers_ ? wanted : workers_;
    workers_ -= possible; // expect: await-stale-write low
  }
  mock::task<> drain() {
    int done = 0;
    while (done < 8) {
      const int now = std::min(8 - done, workers_);
      workers_ -= now; // false-alarm: await-stale-write bounded by what there is, and by what the last round did
      done += now;
      co_await settle();
    }
  }

  // scenario: 29
  mock::task<> scale_by(int n) {
    co_await start_workers(n);
    workers_ += n; // ok: how much was added does not depend on workers_
  }

  // scenario: 29, 90
  mock::task<> scale_to_spare(int goal) {
    const int missing = goal - spare_;
    co_await settle();
    workers_ += missing; // ok: computed from another field
  }

  void set_spare(int n) { spare_ = n; }

private:
  int workers_ = 0;
  int spare_ = 0;
};

double tank_level = 0;

// scenario: 29
mock::task<> refill(double goal) {
  const double gap = goal - tank_level; // note: check
  co_await settle();                    // note: suspension
  tank_level += gap;                    // expect: await-stale-write medium
}

// scenario: 29
mock::task<> refill_late(double goal) {
  co_await settle();
  tank_level += goal - tank_level; // ok: the difference is computed after the await
}

struct Budget {
  std::map<std::string, long> by_team;
};

// scenario: 29
mock::task<> raise_to(std::shared_ptr<Budget> budget, std::string team, long goal) {
  const long gap = goal - budget->by_team[team]; // note: check
  co_await settle();                             // note: suspension
  budget->by_team[team] += gap;                  // expect: await-stale-write medium
}

// scenario: 29
mock::task<> raise_by(std::shared_ptr<Budget> budget, std::string team, long more) {
  co_await settle();
  budget->by_team[team] += more; // ok: how much is added does not depend on the entry
}

} // namespace autoscaling
