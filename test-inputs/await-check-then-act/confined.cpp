// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// State of one endless coroutine, and variables that only share a name.
#include "coro.h"

mock::task<> prime(int connection);
mock::task<> tick();

class Warmer {
public:
  Warmer() { mock::spawn(loop()); }

private:
  // scenario: 95
  mock::task<> loop() {
    for (;;) {
      if (warmed < 16) {        // note: check
        co_await prime(warmed); // note: suspension
        ++warmed;               // expect: await-check-then-act low
      }
      co_await tick();
    }
  }

  int warmed = 0;
};

class SharedWarmer {
public:
  // scenario: 95
  mock::task<> warm_one() {
    if (warmed < 16) {        // note: check
      co_await prime(warmed); // note: suspension
      ++warmed;               // expect: await-check-then-act
    }
  }

  // scenario: 95
  mock::task<> warm_one_counted() {
    if (warmed < 16)
      co_await prime(warmed++); // ok: counted before the wait
  }

private:
  int warmed = 0;
};

class Quota {
public:
  // scenario: 96
  mock::task<> spend() {
    {
      const int left = quota;
      co_await prime(left);
    }
    {
      int left = 5;
      if (left > 0) {
        co_await tick();
        left -= 1; // ok: a local with the name of another one
      }
    }
    if (quota > 0) {
      auto lower = [](int &quota) { --quota; };
      int mine = 3;
      co_await tick();
      lower(mine); // ok: the lambda's quota is its parameter
    }
  }

  // scenario: 96
  mock::task<> spend_really() {
    if (quota > 0) { // note: check
      auto lower = [this]() { --quota; };
      co_await tick(); // note: suspension
      lower();         // expect: await-check-then-act
    }
  }

private:
  int quota = 0;
};

int level = 0;

// scenario: 96
mock::task<> pump(bool twice) {
  if (level < 10) {
    int level = 0;
    co_await tick();
    level += 1; // ok: a local in front of the global
    co_await prime(level);
  }
  if (twice && level < 10) { // note: check
    co_await tick();         // note: suspension
    level += 1;              // expect: await-check-then-act
  }
}

/// One endless loop, and what it awaits, one after the other.
class Clerk {
public:
  Clerk() { mock::spawn(work()); }
  void hand(int form) { forms_ = form; }

private:
  mock::task<> work() {
    for (;;) {
      co_await tick();
      co_await (forms_ > 3 ? file(forms_) : shred());
      if (forms_ > 9)
        co_await file(0);
      co_await stamp();
      mock::spawn(archive());
      mock::spawn(audit());
    }
  }
  mock::task<> stamp() {
    const int before = stamped_;
    co_await prime(before);
    stamped_ = before + 1; // ok: the loop awaits it, and nobody else calls it
    co_await ink();
  }
  mock::task<> ink() {
    if (stamped_ > 100) {
      co_await tick();
      stamped_ = 0; // ok: only stamp() calls it
    }
  }
  mock::task<> archive() {
    if (archived_ < 7) { // note: check
      co_await tick();   // note: suspension
      ++archived_;       // expect: await-check-then-act
    }
  }
  mock::task<> file(int form) {
    const int before = filed_;
    co_await prime(form);
    filed_ = before + 1; // expect: await-stale-write
  }
  mock::task<> audit() {
    co_await prime(filed_);
    filed_ = 0; // expect: await-stale-write
  }
  mock::task<> shred() {
    co_await tick();
    ++shredded_;
  }

  int forms_ = 0, stamped_ = 0, archived_ = 0, filed_ = 0, shredded_ = 0;
};
