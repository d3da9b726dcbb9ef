// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A flag that keeps a second call out: it protects when set in time and asked.
#include "coro.h"
#include <memory>
#include <string>
#include <utility>

struct Listing {
  long revision = 0;
};
mock::task<Listing> fetch_listing(std::string url);
mock::task<bool> dial(int attempt);

class Mirror {
public:
  // scenario: 49
  mock::task<> refresh() {
    if (refreshing)
      co_return;
    refreshing = true;
    const Listing listing = co_await fetch_listing(url);
    revision = listing.revision;
    refreshing = false; // ok: only the call that set it comes here
  }

  // scenario: 49
  mock::task<> reconnect() {
    if (std::exchange(dialing, true))
      co_return;
    if (attempts < 5) {
      co_await dial(attempts);
      ++attempts; // ok: written under dialing only
    }
    dialing = false;
  }

private:
  std::string url;
  long revision = 0;
  int attempts = 0;
  bool refreshing = false, dialing = false;
};

class LateMirror {
public:
  // scenario: 50
  mock::task<> refresh() {
    if (!refreshing) {                                     // note: check
      const Listing listing = co_await fetch_listing(url); // note: suspension
      refreshing = true;                                   // expect: await-check-then-act
      apply(listing);
    }
  }

private:
  void apply(const Listing &listing) { revision = listing.revision; }
  std::string url;
  long revision = 0;
  bool refreshing = false;
};

class DeafMirror {
public:
  // scenario: 51
  mock::task<> reconnect() {
    dialing = true;
    if (attempts < 5) {        // note: check
      co_await dial(attempts); // note: suspension
      ++attempts;              // expect: await-check-then-act
    }
    dialing = false; // ok: a lamp that nobody asks
  }

  // scenario: 51
  mock::task<> redial() {
    dialing = true;
    co_await dial(0);
    dialing = false; // ok: set and cleared, never asked
  }

private:
  int attempts = 0;
  bool dialing = false;
};

struct Uplink {
  bool sending = false;
  int credits = 8;
};

// scenario: 49
mock::task<> send(std::shared_ptr<Uplink> link) {
  if (link->sending || link->credits == 0)
    co_return;
  link->sending = true;
  co_await dial(0);
  link->credits -= 1; // ok: one sender at a time
  link->sending = false;
}
