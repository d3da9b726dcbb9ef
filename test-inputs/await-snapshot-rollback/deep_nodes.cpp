// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A queue deep inside of other objects, whose blocks go round from call to call: none of them is a snapshot of
// the queue. A pointer that is saved and put back is one, however deep it lies.
#include "coro.h"

#include <memory>

namespace quarry {

struct Block {
  Block *next = nullptr;
  int load = 0;
};

class Blocks {
public:
  bool empty() const { return front_ == nullptr; }
  void push(int load) {
    if (!back_ || back_->load > 9) {
      Block *b = spare_ ? spare_ : new Block;
      if (spare_)
        spare_ = spare_->next;
      b->next = nullptr;
      if (back_)
        back_->next = b;
      else
        front_ = b;
      back_ = b;
    }
    back_->load += load;
  }
  void pop() {
    Block *next = front_->next;
    if (!next)
      back_ = nullptr;
    front_->next = spare_;
    spare_ = front_;
    front_ = next;
  }

private:
  Block *front_ = nullptr, *back_ = nullptr, *spare_ = nullptr;
};

struct Waiting {
  Blocks list;
  int shift = 0;
};
struct Ramp {
  Waiting wait;
};
struct Belt {
  Ramp room;
};
struct Pit {
  Belt belt;
};

mock::task<bool> haul();

class Foreman {
public:
  mock::task<int> load() {
    int loads = 0;
    do {
      pit_->belt.room.wait.list.push(1);
      if (!pit_->belt.room.wait.list.empty())
        pit_->belt.room.wait.list.pop(); // ok: each round reads the list afresh
      ++loads;
    } while (co_await haul());
    co_return loads;
  }

  mock::task<> lend_a_shift(int shift) {
    const int before = pit_->belt.room.wait.shift; // note: check
    pit_->belt.room.wait.shift = shift;
    co_await haul();                               // note: suspension
    pit_->belt.room.wait.shift = before;           // expect: await-snapshot-rollback
  }

private:
  std::unique_ptr<Pit> pit_;
};

} // namespace quarry
