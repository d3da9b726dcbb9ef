// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A race in a template is one finding, however often the template is instantiated.
#include "coro.h"

#include <map>
#include <string>

mock::task<> commit(std::string what);

// scenario: 103
template <class T> class Cell {
public:
  mock::task<> increase(T by) {
    const T before = value_; // note: check
    co_await commit("cell"); // note: suspension
    value_ = before + by;    // expect: await-stale-write
  }

  mock::task<bool> decrease(T by) {
    if (value_ < by) // note: check
      co_return false;
    co_await commit("cell"); // note: suspension
    value_ -= by;            // expect: await-check-then-act
    co_return true;
  }

  mock::task<> reset() {
    co_await commit("cell");
    value_ = T{}; // ok: does not depend on an earlier read
  }

private:
  T value_{};
};

template class Cell<int>;
template class Cell<long>;
template class Cell<double>;

// scenario: 103
template <class Key, int Step> struct Quota {
  std::map<Key, int> used;

  mock::task<> take(Key key) {
    const int so_far = used[key]; // note: check
    co_await commit("quota");     // note: suspension
    used[key] = so_far + Step;    // expect: await-stale-write
  }
};

mock::task<> take_all(Quota<int, 3> &a, Quota<std::string, 5> &b, Quota<long, 7> &c) {
  co_await a.take(1);
  co_await b.take("one");
  co_await c.take(1L);
}

// scenario: 103
template <class Number> mock::task<> scale(Number &target, Number factor) {
  const Number old = target; // note: check
  co_await commit("scale");  // note: suspension
  target = old * factor;     // expect: await-stale-write
}

mock::task<> shift(auto &target) {
  const auto old = target;  // note: check
  co_await commit("shift"); // note: suspension
  target = old + 1;         // expect: await-stale-write
}

mock::task<> scale_both(int &n, double &d) {
  co_await scale(n, 2);
  co_await scale(d, 0.5);
  co_await shift(n);
  co_await shift(d);
}

// scenario: 103
template <class Derived> class Countdown {
public:
  mock::task<> step() {
    if (left_ == 0) // note: check
      co_return;
    co_await self().announce(); // note: suspension
    --left_;                    // expect: await-check-then-act
  }

private:
  Derived &self() { return static_cast<Derived &>(*this); }
  int left_ = 10;
};

struct Rocket : Countdown<Rocket> {
  mock::task<> announce();
};
struct Kettle : Countdown<Kettle> {
  mock::task<> announce();
};

mock::task<> step_both(Rocket &r, Kettle &k) {
  co_await r.step();
  co_await k.step();
}

// scenario: 103
mock::task<> with_generic_lambda(Cell<int> &cell, int &a, long &b) {
  auto bump = [](auto &n) -> mock::task<> {
    const auto before = n;   // note: check
    co_await commit("bump"); // note: suspension
    n = before + 1;          // expect: await-stale-write
  };
  co_await bump(a);
  co_await bump(b);
  co_await cell.reset();
}
