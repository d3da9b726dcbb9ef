// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A project's own names for what a library does: each only hands on what it is
// given.
#include "libcoro.h"

#include <string>
#include <utility>
#include <vector>

coro::task<int> read_meter(std::string name);

coro::scheduler &the_scheduler();

template <class A, class B> auto both(A first, B second) {
  return coro::when_all(std::move(first), std::move(second));
}

auto all_of(std::vector<coro::task<>> tasks) {
  return coro::when_all(std::move(tasks));
}

template <class... Tasks> auto all(Tasks &&...tasks) {
  return coro::when_all(std::forward<Tasks>(tasks)...);
}

inline void launch(coro::task<> work) {
  the_scheduler().spawn_detached(std::move(work));
}

class Meters {
public:
  coro::task<> two() {
    co_await both(sum("water"), sum("gas")); // expect: await-concurrent-update
    co_await both(add("water"), add("gas")); // ok: one step
    co_await both(sum_alone("water"), sum_alone("gas")); // ok: under the lock
  }

  coro::task<> three() {
    co_await all(sum("water"), sum("gas"), sum("power")); // expect: await-concurrent-update
    co_await all(add("water"), add("gas"), add("power")); // ok: one step
  }

  coro::task<> many(const std::vector<std::string> &names) {
    std::vector<coro::task<>> tasks;
    for (const auto &name : names)
      tasks.push_back(sum(name));
    co_await all_of(std::move(tasks)); // expect: await-concurrent-update
  }

  coro::task<> kept() {
    auto wait = both(sum("water"), sum("gas")); // expect: await-concurrent-update
    co_await wait;
  }

  void start() {
    launch(sum("water"));
    launch(sum("gas")); // expect: await-concurrent-update
  }

  void start_adding() {
    launch(add("water"));
    launch(add("gas")); // ok: one step
  }

  coro::task<> one_by_one() {
    co_await sum("water");
    co_await sum("gas"); // ok: the first is over
  }

private:
  // A lock under a name of the project's own.
  auto turn() { return mutex_.scoped_lock(); }

  coro::task<> sum(std::string name) {
    const int before = total_; // note: check
    const int more = co_await read_meter(name); // note: suspension
    total_ = before + more; // expect: await-stale-write
  }

  coro::task<> sum_alone(std::string name) {
    auto lock = co_await turn();
    const int before = safe_;
    const int more = co_await read_meter(name);
    safe_ = before + more; // ok: under the lock
  }

  coro::task<> add(std::string name) {
    const int more = co_await read_meter(name);
    added_ += more; // ok: one step
  }

  int total_ = 0, safe_ = 0, added_ = 0;
  coro::mutex mutex_;
};
