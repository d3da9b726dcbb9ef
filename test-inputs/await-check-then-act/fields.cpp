// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which part of an object was checked, and which part was written.
#include "coro.h"
#include <map>
#include <memory>
#include <string>

struct Release {
  int version = 0;
  long size = 0;
};
mock::task<Release> fetch_release(int after);
mock::task<> announce(int version);

class Updater {
public:
  // scenario: 90
  mock::task<> update(int wanted) {
    if (installed.version < wanted) {                      // note: check
      const Release next = co_await fetch_release(wanted); // note: suspension
      installed = next;                                    // expect: await-check-then-act
    }
  }

  // scenario: 90
  mock::task<> update_checked(int wanted) {
    if (installed.version < wanted) {
      const Release next = co_await fetch_release(wanted);
      if (installed.version < wanted)
        installed = next; // ok: still the older one
    }
  }

  // scenario: 90
  mock::task<> measure() {
    if (installed.version > 0) {
      co_await announce(installed.version);
      installed.size = 4096; // ok: another field than the one that was asked about
    }
  }

private:
  Release installed;
};

// scenario: 90
mock::task<> replace(std::shared_ptr<Release> current) {
  if (current->version >= 10) // note: check
    co_return;
  *current = co_await fetch_release(10); // expect: await-check-then-act // note: suspension
}

// scenario: 90
mock::task<> resize(std::shared_ptr<Release> current, long bytes) {
  if (current->version >= 10)
    co_return;
  co_await announce(current->version);
  current->size = bytes; // ok: the version is not touched
}

std::map<std::string, Release> mirrors;

// scenario: 90
mock::task<> refresh(const std::string host) {
  if (mirrors[host].version == 0) {                  // note: check
    const Release found = co_await fetch_release(0); // note: suspension
    mirrors[host] = found;                           // expect: await-check-then-act
  }
}

// scenario: 90
mock::task<> reset_size(const std::string host) {
  if (mirrors[host].version == 0) {
    co_await announce(0);
    mirrors[host].size = 0; // ok: the size was not asked about
  }
}

class Sensors {
public:
  // scenario: 91
  mock::task<> level_out() {
    if (inside.size > 0) {
      co_await announce(1);
      outside.size -= 1; // ok: two different objects
    }
  }

  // scenario: 38
  mock::task<> level_in() {
    if (inside.size > 0) {  // note: check
      co_await announce(1); // note: suspension
      inside.size -= 1;     // expect: await-check-then-act
    }
  }

private:
  Release inside, outside;
};
