// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Players are taken out of the lobby before anybody is asked, and those who stay are put back.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <string>
#include <vector>

using Clock = std::chrono::steady_clock;

class Player {
public:
  explicit Player(std::string name, int rating) : name_(std::move(name)), rating_(rating) {}

  const std::string &name() const { return name_; }
  int rating() const { return rating_; }
  mock::task<bool> ready_check();
  mock::task<> send(std::string message);

private:
  const std::string name_;
  const int rating_;
};

struct Match {
  std::uint64_t id = 0;
  std::vector<std::shared_ptr<Player>> players;
};

mock::task<std::string> start_server(std::uint64_t match);
mock::task<> sleep_for(std::chrono::milliseconds time);

class Lobby {
public:
  explicit Lobby(std::size_t team) : team_(team) {}

  void enter(std::weak_ptr<Player> player) {
    if (!closed_)
      waiting_.push_back({std::move(player), Clock::now()});
  }

  mock::task<> run() {
    while (!closed_) {
      std::vector<Ticket> tickets = take_team();
      if (tickets.empty())
        co_await sleep_for(std::chrono::milliseconds(200));
      else
        mock::spawn(arrange(std::move(tickets)));
    }
  }

  void close() {
    closed_ = true;
    waiting_.clear();
  }

private:
  struct Ticket {
    std::weak_ptr<Player> player;
    Clock::time_point since;
  };

  /// The longest waiting players, or none if they are too few.
  std::vector<Ticket> take_team() {
    std::erase_if(waiting_, [](const Ticket &ticket) { return ticket.player.expired(); });
    if (waiting_.size() < team_)
      return {};
    std::vector<Ticket> team(waiting_.begin(), waiting_.begin() + team_);
    waiting_.erase(waiting_.begin(), waiting_.begin() + team_);
    return team;
  }

  mock::task<> arrange(std::vector<Ticket> tickets) {
    Match match;
    std::vector<Ticket> agreed;
    for (const Ticket &ticket : tickets) { // ok: our own tickets
      const auto player = ticket.player.lock();
      if (!player || !co_await is_ready(player))
        continue;
      agreed.push_back(ticket);
      match.players.push_back(player);
    }
    if (agreed.size() < tickets.size()) {
      put_back(agreed);
      co_return;
    }
    match.id = ++matches_;
    std::string address;
    try {
      address = co_await start_server(match.id);
    } catch (const std::exception &) {
      put_back(agreed);
      co_return;
    }
    for (const auto &player : match.players)
      co_await player->send("join " + address);
    rated_ += average(match); // ok: in one step
  }

  static mock::task<bool> is_ready(std::shared_ptr<Player> player) {
    try {
      co_return co_await player->ready_check();
    } catch (const std::exception &) {
    }
    co_return false;
  }

  void put_back(const std::vector<Ticket> &tickets) {
    if (!closed_)
      waiting_.insert(waiting_.begin(), tickets.begin(), tickets.end());
  }

  static int average(const Match &match) {
    int sum = 0;
    for (const auto &player : match.players)
      sum += player->rating();
    return match.players.empty() ? 0 : sum / int(match.players.size());
  }

  const std::size_t team_;
  std::deque<Ticket> waiting_;
  bool closed_ = false;
  std::uint64_t matches_ = 0;
  long rated_ = 0;
};
