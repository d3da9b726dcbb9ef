// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 5, the create call that nobody awaits: the limit is checked, and
// the ticket is never made.
#include "coro.h"

#include <string>
#include <vector>

struct Ticket {
  std::string user, title;
};

class TicketTable {
public:
  mock::task<long> count_open(std::string user);
  mock::task<bool> create(Ticket ticket);
  mock::eager_task<bool> create_now(Ticket ticket);
};

class TicketDesk {
public:
  explicit TicketDesk(TicketTable &table) : table_(table) {}

  mock::task<bool> open(std::string user, std::string title) {
    auto guard = co_await mutex_.scoped_lock();
    if (co_await table_.count_open(user) >= 3)
      co_return false;
    table_.create({user, title}); // expect: await-unawaited-task
    co_return true;
  }

  mock::task<bool> open_kept(std::string user, std::string title) {
    auto guard = co_await mutex_.scoped_lock();
    if (co_await table_.count_open(user) >= 3)
      co_return false;
    auto created = table_.create({user, title}); // expect: await-unawaited-task
    co_return true;
  }

  // The ticket is made, but nobody learns whether that worked, and the lock is
  // let go before it is.
  mock::task<bool> open_and_hope(std::string user, std::string title) {
    auto guard = co_await mutex_.scoped_lock();
    if (co_await table_.count_open(user) >= 3)
      co_return false;
    table_.create_now({user, title}); // expect: await-unawaited-task medium
    co_return true;
  }

  mock::task<bool> open_all(std::string user, std::vector<std::string> titles) {
    auto guard = co_await mutex_.scoped_lock();
    std::vector<mock::task<bool>> created; // expect: await-unawaited-task
    for (const auto &title : titles)
      created.push_back(table_.create({user, title}));
    co_return true;
  }

  mock::task<bool> open_checked(std::string user, std::string title) {
    auto guard = co_await mutex_.scoped_lock();
    if (co_await table_.count_open(user) >= 3)
      co_return false;
    co_return co_await table_.create({user, title}); // ok: awaited
  }

private:
  TicketTable &table_;
  mock::mutex mutex_;
};
