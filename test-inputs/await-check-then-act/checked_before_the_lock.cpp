// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The check is made before the wait for the lock; that the failure takes the
// entry back under the same check is not the mistake. Found by generated
// programs.
#include "coro.h"
#include <memory>
#include <optional>

mock::task<bool> send(int id);

class Poll {
public:
  mock::task<bool> decide(int id) {
    if (paper->choice.has_value()) // note: check
      co_return false;
    auto guard = co_await paper->lock.scoped_lock(); // note: suspension
    note(id);                                        // expect: await-check-then-act
    if (co_await send(id))
      co_return true;
    paper->choice.reset();
    co_return false;
  }

  bool try_decide(int id) {
    if (paper->choice.has_value())
      return false;
    paper->choice = id;
    return true;
  }

  void annul() { paper->choice = std::nullopt; }

private:
  struct Paper {
    std::optional<int> choice;
    mock::mutex lock;
  };
  void note(int id) { paper->choice.emplace(id); }

  std::shared_ptr<Paper> paper = std::make_shared<Paper>();
};
