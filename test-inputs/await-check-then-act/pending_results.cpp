// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The first one who asks leaves a promise for the others before it suspends.
#include "coro.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace maps {

using Tile = std::shared_ptr<const std::string>;

mock::task<Tile> download(int tile);

struct Pending {
  mock::event done;
  Tile tile;
};

class Tiles {
public:
  // scenario: 63
  mock::task<Tile> get(int id) {
    if (auto it = pending_.find(id); it != pending_.end()) {
      auto other = it->second;
      co_await other->done.wait();
      co_return other->tile;
    }
    auto mine = std::make_shared<Pending>();
    pending_[id] = mine; // ok: nothing suspends since the lookup
    mine->tile = co_await download(id);
    pending_.erase(id); // ok: its own promise
    mine->done.set();
    co_return mine->tile;
  }

  // scenario: 63
  mock::task<Tile> get_late(int id) {
    if (cache_.contains(id)) // note: check
      co_return cache_[id];
    auto tile = co_await download(id); // note: suspension
    cache_[id] = tile;                 // expect: await-check-then-act low
    co_return tile;
  }

private:
  std::map<int, std::shared_ptr<Pending>> pending_;
  std::map<int, Tile> cache_;
};

std::shared_ptr<mock::event> world_loading;
Tile world;

// scenario: 63
mock::task<Tile> get_world() {
  if (world_loading) {
    auto other = world_loading;
    co_await other->wait();
    co_return world;
  }
  world_loading = std::make_shared<mock::event>();
  auto mine = world_loading;
  world = co_await download(0); // ok: only the call that left the promise is here
  world_loading = nullptr;      // ok: its own promise
  mine->set();
  co_return world;
}

struct Country {
  enum class Stage { Unknown, Loading, Loaded } stage = Stage::Unknown;
  Tile tile;
};

// scenario: 63
mock::task<> load(std::shared_ptr<Country> country) {
  if (country->stage != Country::Stage::Unknown)
    co_return;
  country->stage = Country::Stage::Loading;
  country->tile = co_await download(1);    // ok: only the call that said Loading is here
  country->stage = Country::Stage::Loaded; // ok: its own marker
}

} // namespace maps
