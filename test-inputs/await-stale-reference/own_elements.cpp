// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A call takes out what it put in itself: fine as long as nobody else takes it.
#include "coro.h"

#include <cstddef>
#include <iterator>
#include <list>
#include <string>
#include <vector>

namespace kitchen {

mock::task<> cook(std::string dish);

class Stove {
public:
  std::size_t busy() const { return on_.size() + under_.size(); }

  // scenario: 69
  mock::task<> prepare(std::string dish) {
    const auto place = on_.insert(on_.end(), dish);
    co_await cook(dish);
    on_.erase(place); // ok: a list, and each call erases its own
  }

  // scenario: 69
  mock::task<> prepare_first(std::string dish) {
    under_.push_front(dish);
    const auto place = under_.begin();
    co_await cook(*place);
    under_.erase(place); // ok: what was added in front just before
  }

private:
  std::list<std::string> on_, under_;
};

// Here another one can take it away.
class Oven {
public:
  void drop_first() { trays_.pop_front(); }

  // scenario: 69
  mock::task<> bake(std::string dish) {
    const auto place = trays_.insert(trays_.end(), dish); // note: check
    co_await cook(dish);                                  // note: suspension
    trays_.erase(place);                                  // expect: await-stale-reference
  }

private:
  std::list<std::string> trays_;
};

// The end is another element's by now: somebody else may have been last.
class Grill {
public:
  // scenario: 69
  mock::task<> roast(std::string dish) {
    slots_.push_back(dish);
    co_await cook(dish);
    const auto place = std::prev(slots_.end());
    co_await cook(dish);
    slots_.erase(place); // expect: await-stale-reference medium
  }

private:
  std::list<std::string> slots_;
};

// A vector moves its elements whoever adds or removes.
class Counter {
public:
  // scenario: 69
  mock::task<> serve(std::string dish) {
    const auto place = plates_.insert(plates_.end(), dish); // note: check
    co_await cook(dish);                                    // note: suspension
    plates_.erase(place);                                   // expect: await-stale-reference low
  }

private:
  std::vector<std::string> plates_;
};

// Given away: whoever has the list can do anything with it.
class Pantry {
public:
  std::list<std::string> &jars() { return jars_; }

  // scenario: 71
  mock::task<> taste() {
    for (const auto &jar : jars_) // expect: await-stale-reference low
      co_await cook(jar);
  }

private:
  std::list<std::string> jars_ = {"salt", "sugar"};
};

} // namespace kitchen
