// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which part was read and which was written: fields, whole objects, other names.
#include "coro.h"
#include <memory>

mock::task<long> appraise();

struct Estate {
  long value = 0;
  long debt = 0;
};

class Office {
public:
  // scenario: 90
  mock::task<> revalue() {
    const long debt = house.debt;
    const long worth = co_await appraise();
    house.value = worth - debt; // ok: the debt was read, the value is written
  }

  // scenario: 90
  mock::task<> rebuild() {
    const long debt = house.debt;                 // note: check
    const long worth = co_await appraise();       // note: suspension
    house = Estate{.value = worth, .debt = debt}; // expect: await-stale-write
  }

  // scenario: 91
  mock::task<> compare() {
    const long value = house.value;
    const long extra = co_await appraise();
    garden.value = value + extra; // ok: two different objects
  }

  // scenario: 92
  mock::task<> extend() {
    auto &value = house.value;
    const long before = value;              // note: check
    const long extra = co_await appraise(); // note: suspension
    house.value = before + extra;           // expect: await-stale-write
  }

  // scenario: 92
  mock::task<> extend_through() {
    Estate *const estate = &garden;
    const long before = garden.value;       // note: check
    const long extra = co_await appraise(); // note: suspension
    estate->value = before + extra;         // expect: await-stale-write
  }

  // scenario: 92
  mock::task<> extend_fresh() {
    auto &value = house.value;
    value += co_await appraise(); // ok: read after the wait, under either name
  }

private:
  Estate house, garden;
};

// scenario: 90
mock::task<> refinance(std::shared_ptr<Estate> estate) {
  Estate next;
  next.debt = estate->debt;         // note: check
  next.value = co_await appraise(); // note: suspension
  *estate = next;                   // expect: await-stale-write
}

// scenario: 90
mock::task<> refinance_field(std::shared_ptr<Estate> estate) {
  const long debt = estate->debt;
  estate->value = debt + co_await appraise(); // ok: another field
}

// scenario: 91
mock::task<> inherit(const Estate &from, Estate &to) {
  const long value = from.value;        // note: check
  const long tax = co_await appraise(); // note: suspension
  to.value = value - tax;               // expect: await-stale-write low
}

// scenario: 91
mock::task<> inherit_pointers(Estate *from, Estate *to) {
  const long debt = from->debt;         // note: check
  const long tax = co_await appraise(); // note: suspension
  to->debt = debt + tax;                // expect: await-stale-write low
}

Estate town, village;

// scenario: 91
mock::task<> merge() {
  const long value = town.value;
  co_await appraise();
  village.value = value; // ok: two globals
}

// scenario: 92
mock::task<> merge_town() {
  auto &[value, debt] = town;
  const long sum = value + debt; // note: check
  co_await appraise();           // note: suspension
  town.value = sum;              // expect: await-stale-write
}
