// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// To put something back loses nothing where nothing has come since, or where
// what is there is what we stored. A copy in a new object is a copy.
// scenario: 80, 85
#include "coro.h"
#include <memory>
#include <utility>
#include <vector>

struct Tool {
  int id;
};
struct Settings {
  int speed, power;
};
mock::task<bool> use(const Tool *tool);
mock::task<bool> try_out();

class Bench {
public:
  mock::task<> borrow() {
    auto mine = std::move(spare);
    co_await use(mine.get());
    if (!spare)
      spare = std::move(mine); // ok: only if nobody left another one
  }
  mock::task<> borrow_and_overwrite() {
    auto mine = std::move(spare);
    co_await use(mine.get());
    spare = std::move(mine); // expect: await-snapshot-rollback
  }
  mock::task<> work(int worker) {
    int before = at_work;
    at_work = worker;
    co_await try_out();
    if (at_work == worker)
      at_work = before; // missed: await-snapshot-rollback that one may have left
  }
  mock::task<> try_settings() {
    auto backup = std::make_unique<Settings>(settings);
    settings.speed = 3;
    if (!co_await try_out())
      settings = *backup; // expect: await-snapshot-rollback
  }
  mock::task<> try_draft() {
    auto draft = std::make_unique<Settings>();
    draft->speed = 3;
    if (co_await try_out())
      settings = *draft; // ok: made here
  }

private:
  std::unique_ptr<Tool> spare;
  int at_work = 0;
  Settings settings{};
};
