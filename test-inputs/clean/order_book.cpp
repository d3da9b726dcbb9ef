// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A matching engine: the book changes only between awaits, what happened is published afterwards.
#include "coro.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <iterator>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using OrderId = std::uint64_t;
using Price = std::int64_t;

enum class Side { Buy, Sell };

struct Order {
  OrderId id;
  Side side;
  Price price;
  long quantity;
};

struct Trade {
  OrderId taker, maker;
  Price price;
  long quantity;
};

mock::task<> publish(std::uint64_t sequence, std::vector<Trade> trades);
mock::task<bool> check_credit(std::string account, Price amount);
mock::task<> settle(Trade trade);

class OrderBook {
public:
  mock::task<std::vector<Trade>> submit(std::string account, Order order) {
    if (!co_await check_credit(account, order.price * order.quantity))
      co_return std::vector<Trade>();
    order.id = ++last_id_;
    std::vector<Trade> trades = match(order);
    if (order.quantity > 0)
      rest(order); // ok: nothing is awaited while the book changes
    const std::uint64_t sequence = ++sequence_;
    co_await publish(sequence, trades);
    for (const Trade &trade : trades) {
      co_await settle(trade);
      volume_ += trade.quantity; // ok: in one step
    }
    co_return trades;
  }

  mock::task<bool> cancel(OrderId id) {
    auto found = resting_.find(id);
    if (found == resting_.end())
      co_return false;
    auto [side, price] = found->second;
    resting_.erase(found);
    remove(side == Side::Buy ? bids_ : asks_, price, id);
    co_await publish(++sequence_, {});
    co_return true;
  }

  mock::task<bool> replace(OrderId id, Order order) {
    if (!co_await cancel(id))
      co_return false; // filled or cancelled already
    auto trades = match(order);
    if (order.quantity > 0)
      rest(order);
    co_await publish(++sequence_, std::move(trades));
    co_return true;
  }

  Price best_bid() const { return bids_.empty() ? 0 : bids_.rbegin()->first; }
  Price best_ask() const { return asks_.empty() ? 0 : asks_.begin()->first; }

private:
  using Level = std::deque<Order>;
  using Levels = std::map<Price, Level>;

  std::vector<Trade> match(Order &order) {
    std::vector<Trade> trades;
    Levels &other = order.side == Side::Buy ? asks_ : bids_;
    while (order.quantity > 0 && !other.empty()) {
      auto best = order.side == Side::Buy ? other.begin() : std::prev(other.end());
      const bool crosses =
          order.side == Side::Buy ? best->first <= order.price : best->first >= order.price;
      if (!crosses)
        break;
      Order &maker = best->second.front();
      const long quantity = std::min(order.quantity, maker.quantity);
      trades.push_back({order.id, maker.id, best->first, quantity});
      order.quantity -= quantity;
      maker.quantity -= quantity;
      if (maker.quantity > 0)
        continue;
      resting_.erase(maker.id);
      best->second.pop_front();
      if (best->second.empty())
        other.erase(best);
    }
    return trades;
  }

  void rest(const Order &order) {
    (order.side == Side::Buy ? bids_ : asks_)[order.price].push_back(order);
    resting_.emplace(order.id, std::pair(order.side, order.price));
  }

  static void remove(Levels &levels, Price price, OrderId id) {
    auto level = levels.find(price);
    std::erase_if(level->second, [id](const Order &order) { return order.id == id; });
    if (level->second.empty())
      levels.erase(level);
  }

  Levels bids_;
  Levels asks_;
  std::unordered_map<OrderId, std::pair<Side, Price>> resting_;
  OrderId last_id_ = 0;
  std::uint64_t sequence_ = 0;
  long volume_ = 0;
};
