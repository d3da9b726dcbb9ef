// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A reference or a pointer to an element is kept over a suspension.
#include "coro.h"

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace freight {

struct Wagon {
  int id = 0;
  long load = 0;
  std::vector<long> crates;
};

mock::task<long> weigh(int id);
mock::task<> shunt();

class Train {
public:
  void couple(Wagon w) { wagons_.push_back(std::move(w)); }
  void uncouple() { wagons_.pop_back(); }
  void forget(int id) { weights_.erase(id); }

  // scenario: 70
  mock::task<> by_subscript(std::size_t at) {
    auto &wagon = wagons_[at]; // note: check
    co_await shunt();          // note: suspension
    wagon.load += 1;           // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> by_at(std::size_t at) {
    Wagon &wagon = wagons_.at(at);         // note: check
    const long kilos = co_await weigh(at); // note: suspension
    wagon.load = kilos;                    // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> by_back() {
    auto &last = wagons_.back(); // note: check
    co_await shunt();            // note: suspension
    last.crates.push_back(1);    // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> by_pointer(std::size_t at) {
    Wagon *wagon = &wagons_[at];                  // note: check
    const long kilos = co_await weigh(wagon->id); // note: suspension
    wagon->load = kilos;                          // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> by_key(int id) {
    long &weight = weights_[id]; // note: check
    co_await shunt();            // note: suspension
    weight += 1;                 // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> inner(std::size_t at, std::size_t crate) {
    auto &kilos = wagons_[at].crates[crate]; // note: check
    co_await shunt();                        // note: suspension
    kilos = 0;                               // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> read_only(std::size_t at) {
    const auto &wagon = wagons_[at]; // note: check
    co_await shunt();                // note: suspension
    co_await weigh(wagon.id);        // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> by_subscript_again(std::size_t at) {
    wagons_.at(at).load += 1;
    co_await shunt();
    if (at < wagons_.size())
      wagons_[at].load += 1; // ok: the element is named again
  }

  // scenario: 70
  mock::task<> by_copy(std::size_t at) {
    const Wagon wagon = wagons_[at];
    co_await shunt();
    co_await weigh(wagon.id); // ok: a copy
  }

  // scenario: 70
  mock::task<> before(std::size_t at) {
    auto &wagon = wagons_[at];
    wagon.load = 7; // ok: no suspension yet
    co_await shunt();
  }

  // scenario: 70
  mock::task<> in_a_scope(std::size_t at) {
    for (int i = 0; i < 3; ++i) {
      auto &wagon = wagons_.at(at);
      wagon.load += i; // ok: a new reference in each round
      co_await shunt();
    }
  }

private:
  std::vector<Wagon> wagons_;
  std::map<int, long> weights_;
};

std::vector<Wagon> siding;

void clear_siding() { siding.clear(); }

// scenario: 70
mock::task<> refill_siding() {
  auto &first = siding.front(); // note: check
  co_await shunt();             // note: suspension
  first.load = 0;               // expect: await-stale-reference
}

// scenario: 70
mock::task<> refill_siding_late() {
  co_await shunt();
  if (siding.empty())
    co_return;
  auto &first = siding.front();
  first.load = 0; // ok: taken after the await
}

struct Yard {
  struct Track {
    std::deque<Wagon> wagons;
    std::unordered_map<int, Wagon> by_id;
  } north;
};

void clear_track(Yard &yard) {
  yard.north.wagons.pop_front();
  yard.north.by_id.erase(4);
}

// scenario: 70
mock::task<> weigh_first(std::shared_ptr<Yard> yard) {
  auto *wagon = &yard->north.wagons.front();    // note: check
  const long kilos = co_await weigh(wagon->id); // note: suspension
  wagon->load = kilos;                          // expect: await-stale-reference
}

// scenario: 70
mock::task<> weigh_known(Yard &yard, int id) {
  auto &[number, load, crates] = yard.north.by_id[id]; // note: check
  const long kilos = co_await weigh(number);           // note: suspension
  load = kilos;                                        // expect: await-stale-reference
}

// scenario: 70
mock::task<> weigh_known_again(Yard &yard, int id) {
  const long kilos = co_await weigh(id);
  yard.north.by_id[id].load = kilos; // ok: looked up after the await
}

// scenario: 70
template <class Wagons> mock::task<> relabel(Wagons &wagons, int id) {
  auto &wagon = wagons.back(); // note: check
  co_await shunt();            // note: suspension
  wagon.id = id;               // expect: await-stale-reference medium
  wagons.pop_back();
}
template mock::task<> relabel<std::vector<Wagon>>(std::vector<Wagon> &, int);

} // namespace freight
