// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The nodes of a list go round: taken off one end, put on another.
#include "coro.h"

namespace belt {

struct Tray {
  Tray *next = nullptr;
  int item = 0;
};

class Trays {
public:
  bool empty() const { return front == nullptr; }
  void push(int item) {
    Tray *t = spare;
    if (t)
      spare = t->next;
    else
      t = new Tray;
    t->next = nullptr;
    t->item = item;
    if (back)
      back->next = t;
    else
      front = t;
    back = t;
  }
  void pop() {
    Tray *t = front;
    front = t->next;
    if (!front)
      back = nullptr;
    t->next = spare;
    spare = t;
  }

private:
  Tray *front = nullptr, *back = nullptr, *spare = nullptr;
};

struct Counter {
  Trays waiting;
};

mock::task<> serve(Counter &c) {
  c.waiting.push(1);
  co_await mock::yield();
  if (!c.waiting.empty())
    c.waiting.pop(); // ok: each step reads the list afresh
}

} // namespace belt
