// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Items of a game: what is offered in a trade is taken out of the bag until the trade is decided.
#include "coro.h"

#include <exception>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

using Items = std::map<std::string, int>;

class Bag {
public:
  bool take(const Items &items) {
    for (const auto &[name, count] : items) {
      auto found = items_.find(name);
      if (found == items_.end() || found->second < count)
        return false;
    }
    for (const auto &[name, count] : items)
      if ((items_[name] -= count) == 0)
        items_.erase(name);
    return true;
  }

  void add(const Items &items) {
    for (const auto &[name, count] : items)
      items_[name] += count;
  }

  int count(const std::string &name) const {
    auto found = items_.find(name);
    return found == items_.end() ? 0 : found->second;
  }

private:
  Items items_;
};

/// Items out of a bag, which go back unless they are handed on.
class Escrow {
public:
  static std::unique_ptr<Escrow> open(std::shared_ptr<Bag> bag, Items items) {
    if (!bag->take(items))
      return nullptr;
    return std::unique_ptr<Escrow>(new Escrow(std::move(bag), std::move(items)));
  }

  ~Escrow() { from_->add(items_); }
  void hand_to(Bag &bag) { bag.add(std::exchange(items_, {})); }

private:
  Escrow(std::shared_ptr<Bag> from, Items items)
      : from_(std::move(from)), items_(std::move(items)) {}

  std::shared_ptr<Bag> from_;
  Items items_;
};

struct Player {
  std::string name;
  std::shared_ptr<Bag> bag = std::make_shared<Bag>();
  long gold = 0;
};

mock::task<bool> ask_player(std::string name, std::string question);
mock::task<bool> craft_animation(std::string name, std::string item);

class World {
public:
  mock::task<bool> trade(std::string from, Items give, std::string to, Items want) {
    const auto giver = players_.at(from);
    const auto taker = players_.at(to);
    auto offered = Escrow::open(giver->bag, std::move(give)); // false-alarm: await-missing-compensation ~Escrow puts it back
    if (!offered)
      co_return false;
    if (!co_await ask_player(to, from + " offers a trade"))
      co_return false;
    // What the other side gives is looked at now, after the answer.
    auto paid = Escrow::open(taker->bag, std::move(want));
    if (!paid)
      co_return false;
    offered->hand_to(*taker->bag);
    paid->hand_to(*giver->bag);
    ++trades_; // ok: in one step
    co_return true;
  }

  mock::task<bool> craft(std::string who, Items parts, std::string item) {
    const auto player = players_.at(who);
    auto used = Escrow::open(player->bag, std::move(parts));
    if (!used || !co_await craft_animation(who, item))
      co_return false; // the parts go back
    Bag waste;
    used->hand_to(waste);
    player->bag->add({{item, 1}}); // ok: in one step
    co_return true;
  }

  mock::task<bool> buy(std::string who, std::string item, long price) {
    const auto player = players_.at(who);
    if (player->gold < price)
      co_return false;
    player->gold -= price;
    bool bought = false;
    std::exception_ptr failure;
    try {
      bought = co_await ask_player("merchant", who + " buys " + item);
    } catch (...) {
      failure = std::current_exception();
    }
    if (!bought)
      player->gold += price; // ok: gives back what it took
    else
      player->bag->add({{item, 1}});
    if (failure)
      std::rethrow_exception(failure);
    co_return bought;
  }

  void join(std::string name) {
    auto player = std::make_shared<Player>();
    player->name = name;
    players_.try_emplace(std::move(name), std::move(player));
  }

private:
  std::unordered_map<std::string, std::shared_ptr<Player>> players_;
  long trades_ = 0;
};
