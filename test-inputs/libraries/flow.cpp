// FoundationDB flow: eager futures, a lock of permits, a mutex that gives a lock.
#include "flow.h"

Future<Void> log_write(int version);

struct Log {
  int version = 0;
  int durable = 0;
  int popped = 0;
  int pages = 9;
  int ticks = 0;
  FlowLock lock;
  FlowMutex mutex;

  Future<Void> commit(int next) {
    const int before = version; // note: check
    co_await log_write(next); // note: suspension
    version = before + 1; // expect: await-stale-write
    co_return Void();
  }

  Future<Void> commit_alone(int next) {
    co_await lock.take();
    FlowLock::Releaser held(lock);
    const int before = durable;
    co_await log_write(next);
    durable = before + 1; // ok: under the lock
    co_return Void();
  }

  Future<Void> pop(int next) {
    FlowMutex::Lock held = co_await mutex.take();
    const int before = popped;
    co_await log_write(next);
    popped = before + 1; // ok: under the lock
    co_return Void();
  }

  Future<Void> take_page() {
    if (pages < 1) // note: check
      co_return Void();
    co_await yield(); // note: suspension
    --pages; // expect: await-check-then-act
    co_return Void();
  }

  Future<Void> tick() {
    const int before = ticks; // note: check
    co_await delay(0.1); // note: suspension
    ticks = before + 1; // expect: await-stale-write
    co_return Void();
  }

  Future<Void> commit_by_hand(int next) {
    co_await lock.take();
    const int before = durable;
    co_await log_write(next);
    durable = before + 1; // ok: under the lock
    lock.release();
    co_return Void();
  }
};
