// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A loop counts the tasks that it starts in a local variable. Each task counts
// itself when it is started, so nobody does while the loop waits for the next
// one; or only after it has waited itself.
#include "coro.h"

struct Call {
  mock::task<> talk();
};

class Exchange {
public:
  /// Lets in as many calls as there are lines.
  mock::task<> serve(int lines) {
    int taken = 0;
    auto answer = [&taken](Call call) -> mock::detached {
      ++taken; // ok: while it is started; nobody else raises it
      co_await call.talk();
    };
    while (taken < lines) {
      Call call = co_await next();
      answer(call);
    }
  }

  /// A call that ends gives its line back.
  mock::task<> serve_for_ever(int lines) {
    int busy = 0;
    auto answer = [&busy](Call call) -> mock::detached {
      ++busy; // ok: fewer can be busy by now, not more
      co_await call.talk();
      --busy;
    };
    for (;;) {
      while (busy < lines) {
        Call call = co_await next();
        answer(call);
      }
      co_await mock::yield();
    }
  }

  /// Counted when it was answered: until then the loop takes in more.
  mock::task<> serve_slowly(int lines) {
    int taken = 0;
    auto answer = [&taken](Call call) -> mock::detached {
      co_await call.talk();
      ++taken; // expect: await-check-then-act
    };
    while (taken < lines) { // note: check
      Call call = co_await next(); // note: suspension
      answer(call);
    }
  }

  /// Some time after it was handed over.
  mock::task<> serve_in_turn(int lines) {
    int taken = 0;
    auto answer = [&taken](Call call) -> mock::task<> {
      ++taken; // expect: await-check-then-act low
      co_await call.talk();
    };
    while (taken < lines) {
      Call call = co_await next();
      enqueue(answer(call));
    }
  }

  /// Two such loops count in one member.
  mock::task<> serve_again(int lines) {
    auto answer = [this](Call call) -> mock::detached {
      ++in_all_; // expect: await-check-then-act
      co_await call.talk();
    };
    while (in_all_ < lines) { // note: check
      Call call = co_await next(); // note: suspension
      answer(call);
    }
  }

private:
  mock::task<Call> next();
  void enqueue(mock::task<> task);
  int in_all_ = 0;
};
