// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Objects that nobody else knows yet, and objects that are already in somebody's list.
#include "coro.h"
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

mock::task<bool> handshake(int id);

struct Room {
  int free_beds = 2;
  std::string guest;
};

class Hotel {
public:
  // scenario: 93
  mock::task<> open_room(int number) {
    auto room = std::make_shared<Room>();
    if (room->free_beds > 0) {
      co_await handshake(number);
      --room->free_beds; // ok: made here and not yet in the map
    }
    rooms[number] = std::move(room);
  }

  // scenario: 93
  mock::task<> open_room_listed(int number) {
    auto room = std::make_shared<Room>();
    rooms[number] = room;
    if (room->free_beds > 0) {    // note: check
      co_await handshake(number); // note: suspension
      --room->free_beds;          // expect: await-check-then-act
    }
  }

private:
  std::map<int, std::shared_ptr<Room>> rooms;
};

std::vector<std::shared_ptr<Room>> annex;

// scenario: 93
mock::task<> add_to_annex() {
  auto room = std::make_shared<Room>();
  annex.push_back(room);
  if (room->guest.empty()) { // note: check
    co_await handshake(0);   // note: suspension
    room->guest = "first";   // expect: await-check-then-act
  }
}

// scenario: 93
mock::task<> add_to_annex_last() {
  auto room = std::make_shared<Room>();
  if (room->guest.empty()) {
    co_await handshake(0);
    room->guest = "first"; // ok: published after the last wait
  }
  annex.push_back(room);
}

// scenario: 93
mock::task<int> furnish(std::unique_ptr<Room> room) {
  if (room->free_beds < 4) {
    co_await handshake(4);
    ++room->free_beds; // ok: the only owner is this coroutine
  }
  co_return room->free_beds;
}

template <class Unit> class Storage {
public:
  // scenario: 93
  mock::task<std::unique_ptr<Unit>> build() {
    auto unit = std::make_unique<Unit>();
    if (unit->free_beds == 2) {
      co_await handshake(1);
      unit->free_beds = 3; // ok: handed out only at the end
    }
    co_return unit;
  }

  // scenario: 93
  mock::task<> build_in_place() {
    current = std::make_shared<Unit>();
    auto unit = current;
    if (unit->free_beds == 2) { // note: check
      co_await handshake(1);    // note: suspension
      unit->free_beds = 3;      // expect: await-check-then-act
    }
  }

private:
  std::shared_ptr<Unit> current;
};
template class Storage<Room>;
