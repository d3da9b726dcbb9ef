// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Iterators that one of two expressions gives: the other one does not count.
#include "coro.h"

#include <iterator>
#include <map>
#include <string>

namespace parking {

struct Ticket {
  int hours = 0;
  bool paid = false;
};

mock::task<> print(int hours);

class Garage {
public:
  void leave(const std::string &plate) { tickets_.erase(plate); }

  // scenario: 71
  mock::task<> sweep() {
    for (;;) {
      for (auto it = tickets_.begin(); it != tickets_.end();)
        it = it->second.paid ? tickets_.erase(it) : std::next(it); // ok: begins anew after each wait
      co_await mock::yield();
    }
  }

  // scenario: 69, 71
  mock::task<> sweep_and_wait() {
    for (auto it = tickets_.begin(); it != tickets_.end();) {
      it = it->second.paid ? tickets_.erase(it) : std::next(it); // expect: await-stale-reference
      co_await mock::yield();
    }
  }

  // scenario: 69
  mock::task<> extend(std::string plate, bool first) {
    auto it = first ? tickets_.begin() : tickets_.find(plate); // note: check
    if (it == tickets_.end())
      co_return;
    co_await print(it->second.hours); // note: suspension
    ++it->second.hours;               // expect: await-stale-reference
  }

  // scenario: 69
  mock::task<> extend_all(std::string plate) {
    for (;;) {
      auto it = plate.empty() ? tickets_.begin() : tickets_.find(plate);
      if (it == tickets_.end())
        co_return;
      ++it->second.hours; // ok: looked up in this round
      co_await print(1);
    }
  }

private:
  std::map<std::string, Ticket> tickets_;
};

} // namespace parking
