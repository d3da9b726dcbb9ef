// A helper that is given a predicate: what the lambda looks at is its maker's
// object, not the one of the function that calls it.
#include "coro.h"

struct Signal {
  mock::condition_variable changed;

  template <class P> mock::task<> until(P &&ready) {
    while (!ready())
      co_await changed.wait();
  }
};

struct Dock {
  Signal signal;
  int free = 3;
  int loads = 0;

  mock::task<> berth() {
    co_await signal.until([this] { return free > 0; });
    --free; // ok: there is one, as the last look says
    co_await mock::yield();
  }

  mock::task<> berth_later() {
    if (free > 0) { // note: check
      co_await signal.until([this] { return loads > 0; }); // note: suspension
      --free; // expect: await-check-then-act
    }
  }

  void leave() {
    ++free;
    ++loads;
    signal.changed.notify_all();
  }
};
