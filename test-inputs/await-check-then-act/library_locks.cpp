// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Locks of a library that is only declared: what they are follows from the types and the use.
#include "coro.h"
#include <map>
#include <string>

namespace lib {
class counter {
public:
  explicit counter(int units);
  mock::task<> wait(int units = 1);
  void signal(int units = 1);
};
class claim {
public:
  claim(claim &&) noexcept;
  ~claim();
  void give_back() noexcept;
};
mock::task<claim> claim_units(counter &from, int units);

class turnstile {
public:
  class pass {
  public:
    pass(pass &&) noexcept;
    ~pass();
    std::string number() const;
  };
  mock::task<pass> enter();
  mock::task<pass> enter_shared();
};
template <class F> mock::task<> inside(turnstile &of, F work);

class event {
public:
  mock::task<> wait();
  void set();
};
} // namespace lib

mock::task<> ship(int crates);

class Warehouse {
public:
  explicit Warehouse(int docks) : docks_(docks) {}

  mock::task<> by_unit(int n) {
    auto held = co_await lib::claim_units(door_, 1);
    if (apples_ >= n) {
      co_await ship(n);
      apples_ -= n; // ok: the only unit is held
    }
  }

  mock::task<> by_most_units(int n) {
    auto held = co_await lib::claim_units(ramps_, 3);
    if (pears_ >= n) {
      co_await ship(n);
      pears_ -= n; // ok: of four, nobody else can have three
    }
  }

  mock::task<> by_one_of_four(int n) {
    auto held = co_await lib::claim_units(ramps_, 1);
    if (plums_ >= n) { // note: check
      co_await ship(n); // note: suspension
      plums_ -= n; // expect: await-check-then-act
    }
  }

  mock::task<> by_dock(int n) {
    auto held = co_await lib::claim_units(docks_, 1);
    if (figs_ >= n) {
      co_await ship(n);
      figs_ -= n; // expect: await-check-then-act low
    }
  }

  mock::task<> given_back_early(int n) {
    auto held = co_await lib::claim_units(door_, 1);
    if (dates_ >= n) { // note: check
      held.give_back();
      co_await ship(n); // note: suspension
      dates_ -= n; // expect: await-check-then-act
    }
  }

  mock::task<> by_pass(int n) {
    auto held = co_await gate_.enter();
    if (nuts_ >= n) {
      co_await ship(n);
      nuts_ -= n; // ok: only one is inside
    }
  }

  mock::task<> as_a_guest(int n) {
    auto held = co_await gate_.enter_shared();
    if (oats_ >= n) { // note: check
      co_await ship(n); // note: suspension
      oats_ -= n; // expect: await-check-then-act
    }
  }

  mock::task<> work_inside(int n) {
    co_await lib::inside(gate_, [this, n]() -> mock::task<> {
      if (rye_ >= n) {
        co_await ship(n);
        rye_ -= n; // ok: only one is inside
      }
    });
  }

  mock::task<> bracket(int n) {
    co_await door_.wait();
    if (figs2_ >= n) {
      co_await ship(n);
      figs2_ -= n; // ok: the only unit is held
    }
    door_.signal();
  }

  mock::task<> too_short(int n) {
    co_await door_.wait();
    bool enough = hops_ >= n; // note: check
    door_.signal();
    if (enough) {
      co_await ship(n); // note: suspension
      hops_ -= n; // expect: await-check-then-act
    }
  }

  mock::task<> after_an_event(int n) {
    co_await opened_.wait();
    if (malt_ >= n) { // note: check
      co_await ship(n); // note: suspension
      malt_ -= n; // expect: await-check-then-act
    }
    opened_.set();
  }

  mock::task<> used_pass(int n) {
    auto pass = co_await gate_.enter();
    if (seed_ >= n) { // note: check
      co_await ship(n); // note: suspension
      log_ = pass.number();
      seed_ -= n; // expect: await-check-then-act
    }
  }

private:
  lib::counter door_{1}, ramps_{4}, docks_;
  lib::turnstile gate_;
  lib::event opened_;
  std::string log_;
  int apples_ = 0, pears_ = 0, plums_ = 0, figs_ = 0, dates_ = 0, nuts_ = 0, oats_ = 0, rye_ = 0;
  int figs2_ = 0, hops_ = 0, malt_ = 0, seed_ = 0;
};

class Ledger {
public:
  mock::task<> pay(int n) {
    auto held = co_await lib::claim_units(door_, 1);
    if (sum_ >= n) {
      co_await ship(n);
      sum_ -= n; // expect: await-check-then-act medium
    }
  }
  void fine(int n) { sum_ -= n; } // note: writer

private:
  lib::counter door_{1};
  int sum_ = 0;
};
