// libunifex: a task type under an alias, locks without a guard.
#include "unifex.h"

unifex::task<bool> render(int frame);

struct Screen {
  int frames = 0;
  int drawn = 0;
  int skipped = 0;
  int shown = 0;
  unifex::async_mutex mutex;
  unifex::async_shared_mutex shared;
  unifex::scheduler scheduler;

  unifex::task<void> draw(int frame) {
    const int before = frames; // note: check
    co_await render(frame); // note: suspension
    frames = before + 1; // expect: await-stale-write
  }

  unifex::task<void> draw_alone(int frame) {
    co_await mutex.async_lock();
    const int before = drawn;
    co_await render(frame);
    drawn = before + 1; // ok: under the lock
    mutex.unlock();
  }

  unifex::task<void> skip(int frame) {
    co_await shared.async_lock();
    const int before = skipped;
    co_await render(frame);
    skipped = before + 1; // ok: under the lock
    shared.unlock();
  }

  unifex::task<void> skip_as_a_reader(int frame) {
    co_await shared.async_lock_shared();
    const int before = skipped;
    co_await render(frame);
    skipped = before + 1; // expect: await-stale-write
    shared.unlock_shared();
  }

  unifex::task<void> show() {
    const int before = shown; // note: check
    co_await unifex::schedule(scheduler); // note: suspension
    shown = before + 1; // expect: await-stale-write
  }
};
