// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Something that owns the element keeps it; a bare pointer to what it owns does not.
#include "coro.h"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace chat {

struct Peer {
  std::string name;
  int pings = 0;
  mock::task<> send(std::string text);
};

mock::task<> tick();

class Room {
public:
  void leave(int id) {
    peers_.erase(id);
    guests_.erase(id);
  }

  // scenario: 70
  mock::task<> ping_raw(int id) {
    auto *peer = peers_[id].get(); // note: check
    co_await tick();               // note: suspension
    ++peer->pings;                 // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> ping_reference(int id) {
    Peer &peer = *peers_.at(id); // note: check
    co_await peer.send("ping");  // note: suspension
    ++peer.pings;                // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> ping_shared_reference(int id) {
    auto &peer = guests_[id]; // note: check
    co_await tick();          // note: suspension
    ++peer->pings;            // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> ping_shared(int id) {
    auto peer = guests_[id];
    co_await tick();
    ++peer->pings; // ok: a copy of the shared_ptr keeps it
  }

  // scenario: 70
  mock::task<> ping_weak(int id) {
    std::weak_ptr<Peer> weak = guests_[id];
    co_await tick();
    if (auto peer = weak.lock())
      ++peer->pings; // ok: asked after the await whether it is still there
  }

  // scenario: 70
  mock::task<> ping_taken(int id) {
    auto peer = std::move(peers_[id]);
    peers_.erase(id);
    co_await peer->send("goodbye");
    ++peer->pings; // ok: taken out, this frame owns it
  }

  // scenario: 71
  mock::task<> ping_all() {
    std::vector<std::shared_ptr<Peer>> all;
    for (auto &[id, peer] : guests_)
      all.push_back(peer);
    for (auto &peer : all)
      co_await peer->send("ping"); // ok: a local list of owners
  }

  // scenario: 71
  mock::task<> ping_each() {
    for (auto &[id, peer] : guests_) // expect: await-stale-reference // note: check
      co_await peer->send("ping");   // note: suspension
  }

private:
  std::map<int, std::unique_ptr<Peer>> peers_;
  std::unordered_map<int, std::shared_ptr<Peer>> guests_;
};

std::map<std::string, std::shared_ptr<Peer>> bots;

void stop_bot(const std::string &name) { bots.erase(name); }

// scenario: 69
mock::task<> ask_bot(std::string name) {
  auto it = bots.find(name); // note: check
  if (it == bots.end())
    co_return;
  co_await tick();     // note: suspension
  ++it->second->pings; // expect: await-stale-reference
}

// scenario: 69
mock::task<> ask_bot_owning(std::string name) {
  auto it = bots.find(name);
  if (it == bots.end())
    co_return;
  auto bot = it->second;
  co_await tick();
  co_await bot->send("who"); // ok: the owner was copied out of the entry
}

struct Server {
  std::vector<std::unique_ptr<Peer>> peers;
};

void kick(Server &server) { server.peers.pop_back(); }

// scenario: 70
mock::task<> welcome(std::shared_ptr<Server> server) {
  Peer *newest = server->peers.back().get(); // note: check
  co_await tick();                           // note: suspension
  co_await newest->send("welcome");          // expect: await-stale-reference
}

// scenario: 70
mock::task<> welcome_last(std::shared_ptr<Server> server) {
  co_await tick();
  if (!server->peers.empty())
    co_await server->peers.back()->send("welcome"); // ok: named after the await
}

} // namespace chat
