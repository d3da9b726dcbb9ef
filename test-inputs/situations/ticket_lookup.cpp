// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Situation 5, the free ticket: the order is looked up, it is not there, and it is created later.
#include "coro.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace festival {

using UserId = std::string;

struct Order {
  UserId user;
  int ticket = 0;
};

mock::task<int> print_ticket(UserId user);
mock::task<bool> is_member(UserId user);

// scenario: 38, 65
class FreeTickets {
public:
  mock::task<int> claim(UserId user) {
    auto it = orders_.find(user); // note: check
    if (it != orders_.end())
      co_return it->second.ticket;
    const int ticket = co_await print_ticket(user); // note: suspension
    orders_[user] = Order{user, ticket};            // expect: await-check-then-act
    co_return ticket;
  }

  mock::task<bool> claim_day(UserId user, int day) {
    if (days_[day].contains(user))
      co_return false;
    if (!co_await is_member(user))
      co_return false;
    free_left_ -= 1; // missed: await-check-then-act two claims of one day take two
    days_[day].insert(user); // ok: inserting the same twice changes nothing
    co_return true;
  }

  mock::task<int> claim_once(UserId user) {
    if (orders_.contains(user))
      co_return orders_[user].ticket;
    const int ticket = co_await print_ticket(user);
    auto [it, created] = orders_.try_emplace(user, Order{user, ticket});
    co_return it->second.ticket; // ok: the first order stays, and its ticket is given
  }

  mock::task<int> claim_looking_twice(UserId user) {
    if (auto it = orders_.find(user); it != orders_.end())
      co_return it->second.ticket;
    const int ticket = co_await print_ticket(user);
    if (auto it = orders_.find(user); it != orders_.end())
      co_return it->second.ticket;
    orders_[user] = Order{user, ticket}; // ok: looked up again
    co_return ticket;
  }

  mock::task<int> claim_reserved(UserId user) {
    if (auto it = orders_.find(user); it != orders_.end())
      co_return it->second.ticket;
    orders_[user] = Order{user, 0}; // ok: created before the await
    const int ticket = co_await print_ticket(user);
    orders_[user].ticket = ticket; // ok: its own order, which nobody else creates
    co_return ticket;
  }

private:
  std::map<UserId, Order> orders_;
  std::map<int, std::set<UserId>> days_;
  int free_left_ = 100;
};

// Looked for with an algorithm.
// scenario: 65
class TicketQueue {
public:
  mock::task<bool> claim(UserId user) {
    if (std::find(claimed_.begin(), claimed_.end(), user) != claimed_.end())
      co_return false;
    co_await print_ticket(user);
    claimed_.push_back(user); // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> claim_looking_late(UserId user) {
    co_await print_ticket(user);
    if (std::find(claimed_.begin(), claimed_.end(), user) != claimed_.end())
      co_return false;
    claimed_.push_back(user); // ok: looked for after the await
    co_return true;
  }

private:
  std::vector<UserId> claimed_;
};

// The same through two functions of the class, plain or coroutines.
// scenario: 58, 59, 65
class TicketOffice {
public:
  mock::task<bool> claim(UserId user) {
    if (has_order(user)) // note: check
      co_return false;
    const int ticket = co_await print_ticket(user); // note: suspension
    add_order(user, ticket);                        // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> claim_awaiting(UserId user) {
    const auto order = co_await find_order(user);
    if (order)
      co_return false;
    co_await create_order(user); // expect: await-check-then-act
    co_return true;
  }

  mock::task<bool> claim_added_first(UserId user) {
    if (has_order(user))
      co_return false;
    add_order(user, 0); // ok: nothing suspends between the two
    co_await print_ticket(user);
    co_return true;
  }

private:
  bool has_order(const UserId &user) const {
    return std::ranges::any_of(orders_, [&](const Order &o) { return o.user == user; });
  }
  void add_order(const UserId &user, int ticket) { orders_.push_back({user, ticket}); }

  mock::task<std::optional<Order>> find_order(UserId user) {
    co_await mock::yield();
    for (const Order &o : orders_)
      if (o.user == user)
        co_return o;
    co_return std::nullopt;
  }
  mock::task<> create_order(UserId user) {
    const int ticket = co_await print_ticket(user);
    orders_.push_back({user, ticket});
  }

  std::vector<Order> orders_;
};

class SafeOffice {
public:
  mock::task<bool> claim(UserId user) {
    auto turn = co_await mutex_.scoped_lock();
    if (co_await find_order(user))
      co_return false;
    co_await create_order(user); // ok: the lock is held from the lookup to the end
    co_return true;
  }

private:
  mock::task<bool> find_order(UserId user) {
    co_await mock::yield();
    co_return orders_.contains(user);
  }
  mock::task<> create_order(UserId user) {
    const int ticket = co_await print_ticket(user);
    orders_[user] = ticket;
  }

  mock::mutex mutex_;
  std::map<UserId, int> orders_;
};

struct Store {
  std::map<UserId, Order> orders;
};

bool exists(const Store &store, const UserId &user) { return store.orders.count(user) > 0; }
void create(Store &store, const UserId &user, int ticket) {
  store.orders.insert_or_assign(user, Order{user, ticket});
}

// scenario: 58, 65
mock::task<> give(std::shared_ptr<Store> store, UserId user) {
  if (exists(*store, user)) // note: check
    co_return;
  const int ticket = co_await print_ticket(user); // note: suspension
  create(*store, user, ticket);                   // expect: await-check-then-act
}

// scenario: 58
mock::task<> give_checked(std::shared_ptr<Store> store, UserId user) {
  if (exists(*store, user))
    co_return;
  const int ticket = co_await print_ticket(user);
  if (!exists(*store, user))
    create(*store, user, ticket); // ok: looked up again
}

std::map<UserId, std::unique_ptr<Order>> guest_list;

// scenario: 65
mock::task<> invite(UserId user) {
  auto &slot = guest_list[user];
  if (slot) // note: check
    co_return;
  const int ticket = co_await print_ticket(user); // note: suspension
  auto order = std::make_unique<Order>(Order{user, ticket});
  guest_list[user] = std::move(order); // expect: await-check-then-act low
}

// scenario: 68
mock::task<> invite_in_flight(std::set<UserId> &in_flight, UserId user) {
  if (guest_list.contains(user) || !in_flight.insert(user).second)
    co_return;
  const int ticket = co_await print_ticket(user);
  guest_list[user] = std::make_unique<Order>(Order{user, ticket}); // ok: one call per user
  in_flight.erase(user);
}

} // namespace festival
