// YACLib: guards that are awaited, and unlocking that may be.
#include "yaclib.h"

yaclib::Future<bool> draw(int line);

struct Canvas {
  int lines = 0;
  int layers = 0;
  int shown = 0;
  int hidden = 0;
  yaclib::Mutex<> mutex;
  yaclib::SharedMutex<> shared;

  yaclib::Future<> add(int line) {
    const int before = lines; // note: check
    co_await draw(line); // note: suspension
    lines = before + 1; // expect: await-stale-write
  }

  yaclib::Future<> add_alone(int line) {
    auto guard = co_await mutex.Guard();
    const int before = layers;
    co_await draw(line);
    layers = before + 1; // ok: under the lock
  }

  yaclib::Future<> add_by_hand(int line) {
    co_await mutex.Lock();
    const int before = layers;
    co_await draw(line);
    layers = before + 1; // ok: under the lock
    co_await mutex.Unlock();
  }

  yaclib::Future<> show(int line) {
    auto guard = co_await shared.Guard();
    const int before = shown;
    co_await draw(line);
    shown = before + 1; // ok: under the lock
  }

  yaclib::Future<> show_as_a_reader(int line) {
    auto guard = co_await shared.GuardShared();
    const int before = shown;
    co_await draw(line);
    shown = before + 1; // expect: await-stale-write
  }

  yaclib::Future<> count() {
    const int before = hidden;
    auto *here = co_await yaclib::CurrentExecutor;
    hidden = before + (here != nullptr); // ok: nobody else has run
  }

  yaclib::Future<> add_if_free(int line, yaclib::IExecutor &on) {
    if (!mutex.TryLock())
      co_return;
    const int before = layers;
    co_await draw(line);
    layers = before + 1; // ok: under the lock
    co_await mutex.UnlockOn(on);
  }

  yaclib::Future<> look() {
    co_await shared.LockShared();
    const int now = shown;
    shared.UnlockHereShared();
    co_await draw(now);
  }

  yaclib::Future<> let_go_at_once(int line) {
    co_await mutex.Lock();
    const int before = lines; // note: check
    mutex.UnlockHere();
    co_await draw(line); // note: suspension
    lines = before + 1; // expect: await-stale-write
  }
};
