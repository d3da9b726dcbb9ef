// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads, suspensions and writes that come out of macros are reported where the macro is used.
#include "coro.h"

#include <map>
#include <string>

mock::task<> flush();
mock::task<int> measure();

#define SET(target, value) ((target) = (value))
#define GET(source) (source)
#define FIELD(name) name##_
#define BUMP(counter)                                                                              \
  do {                                                                                             \
    const auto old_value = (counter);                                                              \
    co_await flush();                                                                              \
    (counter) = old_value + 1;                                                                     \
  } while (0)
#define BUMP_AT_ONCE(counter)                                                                      \
  do {                                                                                             \
    co_await flush();                                                                              \
    ++(counter);                                                                                   \
  } while (0)
#define DEFINE_COUNTER(name)                                                                       \
  static int name = 0;                                                                             \
  mock::task<> bump_##name() {                                                                     \
    const int seen = name;                                                                         \
    co_await flush();                                                                              \
    name = seen + 1;                                                                               \
  }
#define REQUIRE(condition)                                                                         \
  if (!(condition))                                                                                \
  co_return

// scenario: 104
class Gadget {
public:
  mock::task<> set() {
    const int before = GET(turns_); // note: check
    co_await flush();               // note: suspension
    SET(turns_, before + 1);        // expect: await-stale-write
  }

  mock::task<> pasted() {
    const int before = FIELD(turns); // note: check
    co_await flush();                // note: suspension
    FIELD(turns) = before + 1;       // expect: await-stale-write
  }

  mock::task<> all_in_one() {
    BUMP(turns_); // expect: await-stale-write // note: check // note: suspension
  }

  mock::task<> all_in_one_right() {
    BUMP_AT_ONCE(turns_); // ok: in one step
  }

  mock::task<> argument() {
    const int before = turns_;                // note: check
    SET(turns_, before + co_await measure()); // expect: await-stale-write // note: suspension
  }

  mock::task<> argument_right() {
    SET(turns_, co_await measure()); // ok: nothing read
  }

  mock::task<> required() {
    REQUIRE(turns_ < 10); // note: check
    co_await flush();     // note: suspension
    turns_ += 1;          // expect: await-check-then-act
  }

  mock::task<> required_again() {
    REQUIRE(turns_ < 10);
    co_await flush();
    REQUIRE(turns_ < 10);
    turns_ += 1; // ok: looked at again
  }

private:
  int turns_ = 0;
};

// scenario: 104
DEFINE_COUNTER(hits)   // expect: await-stale-write // note: check // note: suspension
DEFINE_COUNTER(misses) // expect: await-stale-write // note: check // note: suspension

// scenario: 104
static std::map<std::string, int> table;

#define ROW(key) table[#key]

mock::task<> update_rows() {
  const int apples = ROW(apples); // note: check
  const int pears = ROW(pears);
  ROW(pears) = pears + 1;
  co_await flush();         // note: suspension
  ROW(apples) = apples + 1; // expect: await-stale-write
}
