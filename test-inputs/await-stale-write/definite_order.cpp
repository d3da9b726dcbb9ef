// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Braced lists, shifts and commas: here the language fixes what is read before the await.
#include "coro.h"

#include <memory>

namespace packing {

mock::task<int> next_weight();
mock::task<int> shift_width();

struct Load {
  int before;
  int added;
};

class Crate {
public:
  // scenario: 13
  mock::task<> put() {
    const Load load{weight, co_await next_weight()}; // note: check // note: suspension
    weight = load.before + load.added;               // expect: await-stale-write
  }

  // scenario: 13
  mock::task<> put_reordered() {
    const int added = co_await next_weight();
    const Load load{weight, added};
    weight = load.before + load.added; // ok: weight is read after the await
  }

  // scenario: 14
  mock::task<> pack_bits() {
    mask = mask << co_await shift_width(); // expect: await-stale-write // note: check
  }

  // scenario: 14
  mock::task<> pack_bits_in_place() {
    mask <<= co_await shift_width(); // ok: the right side comes first
  }

  // scenario: 15
  mock::task<> seal() {
    weight = (co_await next_weight(), weight + 1); // ok: the comma puts the await first
  }

  // scenario: 15
  mock::task<int> label() {
    co_return (weight = weight + 1, co_await next_weight()); // ok: finished before the await
  }

private:
  int weight = 0;
  unsigned mask = 1;
};

int dock_weight = 0;
unsigned dock_mask = 1;

// scenario: 13
mock::task<> weigh_dock() {
  Load load = {dock_weight,               // note: check
               co_await next_weight()};   // note: suspension
  dock_weight = load.before + load.added; // expect: await-stale-write
}

// scenario: 13
mock::task<> weigh_dock_swapped() {
  Load load = {co_await next_weight(), dock_weight};
  dock_weight = load.before + load.added; // ok: the list reads it after the await
}

// scenario: 14
mock::task<> narrow_dock() {
  dock_mask = dock_mask >> co_await shift_width(); // expect: await-stale-write // note: suspension
}

struct Pallet {
  int crates = 0;
  unsigned layers = 1;
};

// scenario: 14
mock::task<> stack(std::shared_ptr<Pallet> pallet) {
  pallet->layers = pallet->layers << co_await shift_width(); // expect: await-stale-write
}

// scenario: 15
mock::task<> wrap(std::shared_ptr<Pallet> pallet) {
  pallet->crates = (co_await next_weight(), pallet->crates + 1); // ok: the await is first
}

// scenario: 15
mock::task<int> tag(Pallet &pallet) {
  const int id = (pallet.crates = pallet.crates + 1, co_await next_weight()); // ok: written before
  co_return id;
}

} // namespace packing
