// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One after the other, without a lock: each waits for the one that came before.
#include "coro.h"

#include <memory>
#include <utility>

mock::task<bool> carry(int stones);

class Quarry {
public:
  mock::task<> haul(int stones) {
    auto mine = std::make_shared<mock::event>();
    auto before = std::exchange(last_, mine);
    if (before)
      co_await before->wait();
    if (stones_ >= stones) {
      co_await carry(stones);
      stones_ -= stones; // false-alarm: await-check-then-act that an event is waited for which the one before sets is a lock is not seen
    }
    mine->set();
  }

private:
  std::shared_ptr<mock::event> last_;
  int stones_ = 90;
};
