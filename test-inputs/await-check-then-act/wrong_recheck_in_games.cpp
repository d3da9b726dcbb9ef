// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A second look that proves nothing, in a game: shared matches, players by reference, a global.
#include "coro.h"
#include <cassert>
#include <memory>
#include <stdexcept>

mock::task<int> roll_dice();
mock::task<> animate(int frames);

struct Player {
  int lives = 3;
  int arrows = 10;
};

struct Match {
  Player host, guest;
};

// scenario: 44
mock::task<> hit_host(std::shared_ptr<Match> match) {
  if (match->host.lives > 0) { // note: check
    co_await animate(12);      // note: suspension
    if (match->guest.lives > 0)
      --match->host.lives; // expect: await-check-then-act
  }
}

// scenario: 42
mock::task<> hit_guest(std::shared_ptr<Match> match) {
  if (match->guest.lives > 0) {
    co_await animate(12);
    if (match->guest.lives > 0)
      --match->guest.lives; // ok: asked about the one that is hit
  }
}

// scenario: 45
mock::task<> shoot(Player &archer) {
  const bool loaded = archer.arrows > 0;
  if (!loaded)
    co_return;
  const int roll = co_await roll_dice(); // note: suspension
  if (loaded && roll > 3)
    archer.arrows -= 1; // expect: await-check-then-act
}

// scenario: 45
mock::task<> shoot_checked(Player &archer) {
  const int roll = co_await roll_dice();
  const bool loaded = archer.arrows > 0;
  if (loaded && roll > 3)
    archer.arrows -= 1; // ok: loaded is of this step
}

// scenario: 46
mock::task<> volley(Player &archer, int count) {
  if (archer.arrows < count) // note: check
    co_return;
  co_await animate(count); // note: suspension
  assert(archer.arrows >= count);
  archer.arrows -= count; // expect: await-check-then-act medium
}

// scenario: 42
mock::task<> volley_checked(Player &archer, int count) {
  if (archer.arrows < count)
    co_return;
  co_await animate(count);
  if (archer.arrows < count)
    throw std::runtime_error("out of arrows");
  archer.arrows -= count; // ok: leaves by an exception if it changed
}

int treasure = 40;

// scenario: 47
mock::task<> loot(int share) {
  if (treasure < share)
    co_return;
  co_await animate(3);
  if (treasure >= share) {        // note: check
    if (co_await roll_dice() > 2) // note: suspension
      treasure -= share;          // expect: await-check-then-act
  }
}

// scenario: 43
mock::task<> loot_lucky(int share) {
  if (treasure < share)
    co_return;
  if (co_await roll_dice() <= 2 || treasure < share)
    co_return;
  treasure -= share; // ok: looked at after the dice
}
