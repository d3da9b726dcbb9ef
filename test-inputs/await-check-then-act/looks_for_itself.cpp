// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Removals that look at what is there in the same step, and some that do not.
#include "coro.h"

#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <string>
#include <vector>

namespace courier {

struct Parcel {
  int id = 0;
  bool delivered = false;
};

mock::task<> call(int id);

class Van {
public:
  void load(Parcel p) { parcels_.push_back(p); }
  void load(int id, std::string to) { addresses_[id] = std::move(to); }
  void unload() {
    parcels_.clear();
    addresses_.clear();
    stops_.clear();
  }

  mock::task<> finish() {
    if (parcels_.empty())
      co_return;
    co_await call(parcels_.front().id);
    parcels_.remove_if([](const Parcel &p) { return p.delivered; }); // ok: looks at each
  }

  mock::task<> finish_stops() {
    if (stops_.empty())
      co_return;
    co_await call(stops_.front());
    stops_.erase(std::remove_if(stops_.begin(), stops_.end(), [](int s) { return s == 0; }), // ok: looks at each
                 stops_.end());
  }

  mock::task<bool> forget(int id) {
    if (!addresses_.contains(id))
      co_return false;
    co_await call(id);
    co_return addresses_.erase(id) > 0; // ok: says whether it was there
  }

  // scenario: 1
  mock::task<> hand_over() {
    if (parcels_.empty()) // note: check
      co_return;
    co_await call(1);     // note: suspension
    parcels_.pop_front(); // expect: await-check-then-act
  }

  // scenario: 1
  mock::task<bool> hand_over_last() {
    if (stops_.empty()) // note: check
      co_return false;
    co_await call(1);  // note: suspension
    stops_.pop_back(); // expect: await-check-then-act
    co_return true;
  }

private:
  std::list<Parcel> parcels_;
  std::map<int, std::string> addresses_;
  std::vector<int> stops_;
};

} // namespace courier
