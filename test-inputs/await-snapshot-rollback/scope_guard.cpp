// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A destructor that restores a copy also runs when the frame is destroyed while it is suspended.
#include "coro.h"

#include <memory>
#include <utility>

namespace rooms {

mock::task<bool> confirm(int beds);
bool possible(int beds);

/// Calls a function at the end of the scope unless it was dismissed.
template <class F> class ScopeExit {
public:
  explicit ScopeExit(F f) : f(std::move(f)) {}
  ScopeExit(const ScopeExit &) = delete;
  ~ScopeExit() {
    if (armed)
      f();
  }
  void dismiss() { armed = false; }

private:
  F f;
  bool armed = true;
};

/// Restores a number at the end of the scope unless it was kept.
class RestoreOnExit {
public:
  explicit RestoreOnExit(int &target) : target(target), saved(target) {}
  RestoreOnExit(const RestoreOnExit &) = delete;
  ~RestoreOnExit() {
    if (!kept)
      target = saved;
  }
  void keep() { kept = true; }

private:
  int &target;
  int saved;
  bool kept = false;
};

class Hotel {
public:
  // scenario: 81
  mock::task<> book(int n) {
    RestoreOnExit undo(beds); // expect: await-snapshot-rollback // note: check
    beds -= n;
    if (co_await confirm(n)) // note: suspension
      undo.keep();
  }

  // scenario: 81
  mock::task<> book_with_lambda(int n) {
    const int old = beds;                        // note: check
    ScopeExit undo([this, old] { beds = old; }); // expect: await-snapshot-rollback
    beds -= n;
    if (co_await confirm(n)) // note: suspension
      undo.dismiss();
  }

  // scenario: 77, 81
  mock::task<> book_adding_back(int n) {
    beds -= n;
    ScopeExit undo([this, n] { beds += n; }); // ok: adds back to what is there now
    if (co_await confirm(n))
      undo.dismiss();
  }

  // scenario: 78, 81
  mock::task<> book_if_possible(int n) {
    {
      RestoreOnExit undo(beds); // ok: ends before the await
      beds -= n;
      if (possible(beds))
        undo.keep();
    }
    co_await confirm(n);
  }

private:
  int beds = 40;
};

int free_tents = 12;

// scenario: 81
mock::task<> pitch(int n) {
  RestoreOnExit undo(free_tents); // expect: await-snapshot-rollback // note: check
  free_tents = free_tents - n;
  co_await confirm(n); // note: suspension
  undo.keep();
}

// scenario: 77, 81
mock::task<> pitch_adding_back(int n) {
  free_tents -= n;
  ScopeExit undo([n] { free_tents += n; }); // ok: adds back to what is there now
  co_await confirm(n);
  undo.dismiss();
}

struct Hut {
  int bunks = 6;
};

// scenario: 81
mock::task<> sleep_in(std::shared_ptr<Hut> hut, int n) {
  const int bunks = hut->bunks;                         // note: check
  ScopeExit undo([hut, bunks] { hut->bunks = bunks; }); // expect: await-snapshot-rollback
  hut->bunks = bunks - n;
  if (co_await confirm(n)) // note: suspension
    undo.dismiss();
}

} // namespace rooms
