// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A container that gets its elements while its object is made, in a class that only this file knows: nobody
// is left who could change it. Where that is not seen, or not all there is, others can.
#include "coro.h"

#include <string>
#include <utility>
#include <vector>

namespace stage {

mock::task<int> rent(std::string lamp);
mock::task<> give_back(int lamp);

struct Lights {
  std::vector<int> front, back;

  static mock::task<Lights> hang();
  mock::task<> take_down();
};

mock::task<Lights> Lights::hang() {
  Lights made;
  made.front.resize(2);
  made.front[0] = co_await rent("left");
  made.front[1] = co_await rent("right");
  made.back.push_back(co_await rent("moon"));
  co_return made;
}

mock::task<> Lights::take_down() {
  for (int lamp : front) // ok: filled before anybody else knows of it
    co_await give_back(lamp);
  for (int lamp : back)
    co_await give_back(lamp);
}

mock::task<> one_evening() {
  Lights lights = co_await Lights::hang();
  co_await lights.take_down();
}

// One of the two is added to later on.
struct Cast {
  std::vector<std::string> singers, dancers;
  static Cast hire();
  mock::task<> pay();
  void call_in(std::string dancer) {
    dancers.push_back(std::move(dancer)); // note: writer
  }
};

mock::task<> transfer(std::string to);

Cast Cast::hire() {
  Cast made;
  made.singers = {"Ada", "Leo"};
  made.dancers.push_back("Mia");
  return made;
}

mock::task<> Cast::pay() {
  for (const std::string &name : singers) // ok: as above
    co_await transfer(name);
  for (const std::string &name : dancers) // expect: await-stale-reference
    co_await transfer(name);              // note: suspension
}

// The object is changed again after it was lent to what is under way.
struct Props {
  std::vector<int> boxes;
  mock::eager_task<> unpack();
};

mock::eager_task<> Props::unpack() {
  for (int box : boxes) // expect: await-stale-reference medium
    co_await give_back(box);
}

mock::task<> rehearsal() {
  Props props;
  props.boxes.push_back(1);
  mock::eager_task<> unpacking = props.unpack();
  props.boxes.push_back(2);
  co_await std::move(unpacking);
}

// Who fills it is not to be seen: others are to come.
struct Seats {
  std::vector<int> rows;
  mock::task<> sweep();
};

mock::task<> Seats::sweep() {
  for (int row : rows) // expect: await-stale-reference medium
    co_await give_back(row);
}

} // namespace stage
