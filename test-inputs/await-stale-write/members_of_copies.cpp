// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A copy of an object of which a member is set anew is no copy of that member.
#include "coro.h"

struct Limits {
  int lower = 0;
  int upper = 0;
};

struct Settings {
  int volume = 0;
  int bass = 0;
  Limits limits;
};

mock::task<int> ask();
mock::task<> apply(const Settings &settings);

class Mixer {
public:
  mock::task<> set_volume() {
    Settings copy = current;
    copy.volume = co_await ask();
    co_await apply(copy);
    current.volume = copy.volume; // ok: what was asked for, not what was there
  }

  mock::task<> mute() {
    Settings copy = current;
    copy.volume = 0;
    copy.limits.upper = 0;
    co_await apply(copy);
    current.volume = copy.volume;             // ok: always 0
    current.limits.upper = copy.limits.upper; // ok: always 0
  }

  mock::task<> keep_bass() {
    Settings copy = current;
    copy.volume = 0;
    co_await apply(copy);
    current.bass = copy.bass; // expect: await-stale-write
  }

  mock::task<> keep_all() {
    Settings copy = current;
    copy.volume = 0;
    co_await apply(copy);
    current = copy; // expect: await-stale-write
  }

  mock::task<> set_sometimes(bool loud) {
    Settings copy = current;
    if (loud)
      copy.volume = 11;
    co_await apply(copy);
    current.volume = copy.volume; // expect: await-stale-write
  }

  mock::task<> set_always(bool loud) {
    Settings copy = current;
    if (loud)
      copy.volume = 11;
    else
      copy.volume = 3;
    co_await apply(copy);
    current.volume = copy.volume; // ok: set on both ways
  }

  mock::task<> copied_again() {
    Settings copy = current;
    copy.volume = 0;
    co_await apply(copy);
    copy = current;
    co_await apply(copy);
    current.volume = copy.volume; // expect: await-stale-write
  }

  mock::task<> copied_again_by_part() {
    Settings copy = current;
    copy.limits.upper = 0;
    copy.limits = current.limits;
    co_await apply(copy);
    current.limits.upper = copy.limits.upper; // expect: await-stale-write
  }

  mock::task<> from_another_member() {
    Settings copy = current;
    copy.volume = current.bass;
    co_await apply(copy);
    current.bass = copy.volume; // expect: await-stale-write
  }

  mock::task<> in_a_loop(int times) {
    Settings copy;
    while (times-- > 0) {
      copy.volume = 1;
      copy = current;
      co_await apply(copy);
      current.volume = copy.volume; // expect: await-stale-write
    }
  }

private:
  Settings current;
};
