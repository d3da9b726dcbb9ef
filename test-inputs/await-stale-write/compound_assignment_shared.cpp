// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Compound assignments read their target after the await, whoever owns it.
#include "coro.h"

#include <atomic>
#include <map>
#include <memory>
#include <string>

namespace weather {

mock::task<std::string> next_line();
mock::task<int> next_drop();

struct Rain {
  long drops = 0;
  Rain &operator+=(const Rain &o) {
    drops += o.drops;
    return *this;
  }
};
mock::task<Rain> next_shower();

std::string bulletin;
Rain rainfall;
std::atomic<int> stations{0};
unsigned flags = 1;

// scenario: 2
mock::task<> write_bulletin() {
  bulletin += co_await next_line();   // ok: the right side comes first
  rainfall += co_await next_shower(); // ok: the same
  stations += co_await next_drop();   // ok: one atomic addition
}

// scenario: 14
mock::task<> shift_flags() {
  flags <<= co_await next_drop(); // ok: the right side comes first
}

struct Gauge {
  std::map<std::string, Rain> by_town;
  std::string log;
  long level = 0;
};

// scenario: 2
mock::task<> collect(std::shared_ptr<Gauge> gauge, std::string town) {
  gauge->by_town[town] += co_await next_shower(); // ok: the right side comes first
  gauge->log += co_await next_line();             // ok: the same
  gauge->level -= co_await next_drop();           // ok: the same
  gauge->level *= co_await next_drop();           // ok: the same
}

// scenario: 2
template <class Level> mock::task<> drain(Level &level) {
  level /= co_await next_drop(); // ok: the right side comes first
  level %= co_await next_drop(); // ok: the same
  level ^= co_await next_drop(); // ok: the same
}
template mock::task<> drain<long>(long &);

} // namespace weather
