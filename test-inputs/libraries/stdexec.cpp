// stdexec: a task under an alias, senders that are continued.
#include "stdexec.h"

exec::task<int> compute(int part);

struct Job {
  int parts = 0;
  int results = 0;
  int left = 3;
  stdexec::inline_scheduler scheduler;

  exec::task<void> add(int part) {
    const int before = parts; // note: check
    co_await compute(part); // note: suspension
    parts = before + 1; // expect: await-stale-write
  }

  exec::task<void> take() {
    if (left < 1) // note: check
      co_return;
    co_await stdexec::schedule(scheduler); // note: suspension
    --left; // expect: await-check-then-act
  }

  auto collect(int part) {
    const int before = results; // note: check
    return stdexec::then(compute(part), [this, before](int) { // note: suspension
      results = before + 1; // expect: await-stale-write
    });
  }
};
