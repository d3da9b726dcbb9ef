// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Who comes late is told that it is taken. Whoever is let in is told that it is
// theirs, so that filling or inserting twice is no matter of doubled work. Found
// by generated programs.
#include "coro.h"
#include <memory>
#include <optional>
#include <set>

mock::task<bool> confirm(int id);
mock::task<std::unique_ptr<int>> dial(int id);

class Raffle {
public:
  mock::task<bool> redeem(int id) {
    if (redeemed.contains(id)) // note: check
      co_return false;
    if (!co_await confirm(id)) // note: suspension
      co_return false;
    redeemed.insert(id); // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> redeem_asking(int id) {
    if (redeemed.contains(id))
      co_return false;
    if (!co_await confirm(id))
      co_return false;
    co_return redeemed.insert(id).second; // ok: the insertion is asked
  }

  mock::task<bool> remember(int id) {
    if (redeemed.contains(id))
      co_return true;
    if (!co_await confirm(id))
      co_return false;
    redeemed.insert(id); // ok: late or not, the caller hears the same
    co_return true;
  }

private:
  std::set<int> redeemed;
};

class Desk {
public:
  mock::task<bool> take(int id) {
    if (clerk.has_value())
      co_return false;
    co_await confirm(id);
    clerk = id; // expect: await-check-then-act
    co_return true;
  }

private:
  std::optional<int> clerk;
};
