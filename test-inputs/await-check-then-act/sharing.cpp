// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is shared: one race on every kind of place that other coroutines can reach.
#include "coro.h"
#include <memory>

mock::task<> notify_players();

struct Lobby {
  int open = 8;
};

// scenario: 89
mock::task<> join(Lobby &lobby) {
  if (lobby.open > 0) {        // note: check
    co_await notify_players(); // note: suspension
    --lobby.open;              // expect: await-check-then-act
  }
}

// scenario: 89
mock::task<> join_through(Lobby *lobby) {
  if (lobby->open > 0) {       // note: check
    co_await notify_players(); // note: suspension
    --lobby->open;             // expect: await-check-then-act
  }
}

// scenario: 89
mock::task<> join_shared(std::shared_ptr<Lobby> lobby) {
  if (lobby->open == 0) // note: check
    co_return;
  co_await notify_players();     // note: suspension
  lobby->open = lobby->open - 1; // expect: await-check-then-act
}

// scenario: 87
mock::task<int> join_copy(Lobby lobby) {
  if (lobby.open > 0) {
    co_await notify_players();
    --lobby.open; // ok: a copy of the lobby
  }
  co_return lobby.open;
}

class Matchmaker {
public:
  // scenario: 89
  mock::task<> pair() {
    if (waiting >= 2) {          // note: check
      co_await notify_players(); // note: suspension
      waiting -= 2;              // expect: await-check-then-act
    }
  }

  // scenario: 89
  mock::task<> pair_in_lambda() {
    auto once = [this]() -> mock::task<> {
      if (this->waiting >= 2) {    // note: check
        co_await notify_players(); // note: suspension
        this->waiting -= 2;        // expect: await-check-then-act
      }
    };
    co_await once();
  }

private:
  int waiting = 0;
};

int rooms = 3;
static Lobby main_lobby;
thread_local int tables = 5;

// scenario: 89
mock::task<> open_room() {
  if (rooms > 0) {             // note: check
    co_await notify_players(); // note: suspension
    rooms--;                   // expect: await-check-then-act
  }
}

// scenario: 89
mock::task<> join_main() {
  if (main_lobby.open > 0) {   // note: check
    co_await notify_players(); // note: suspension
    main_lobby.open--;         // expect: await-check-then-act
  }
}

// scenario: 89
mock::task<bool> greet_once() {
  static bool greeted = false;
  if (greeted) // note: check
    co_return false;
  co_await notify_players(); // note: suspension
  greeted = true;            // expect: await-check-then-act
  co_return true;
}

// scenario: 89
mock::task<> lay_table() {
  if (tables != 0) {           // note: check
    co_await notify_players(); // note: suspension
    tables -= 1;               // expect: await-check-then-act
  }
}
