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

struct Wall {
  int bricks = 0, safe = 0, count = 0, rested = 0, hopped = 0, late = 0, woken = 0, lazy = 0, shared_bricks = 0;
  yaclib::IExecutor *on = nullptr;
  yaclib::Mutex<> mutex;
  yaclib::SharedMutex<> shared;
  yaclib::WaitGroup group;
  yaclib::OneShotEvent event;

  yaclib::Future<> lay(int line) {
    const int before = bricks; // note: check
    co_await draw(line); // note: suspension
    bricks = before + 1; // expect: await-stale-write
  }

  yaclib::Task<> lay_lazily(int line) {
    const int before = lazy; // note: check
    co_await draw(line); // note: suspension
    lazy = before + 1; // expect: await-stale-write
  }

  yaclib::Future<> lay_alone(int line) {
    auto guard = co_await mutex.Guard();
    const int before = safe;
    co_await draw(line);
    safe = before + 1; // ok: under the lock
  }

  yaclib::Future<> add(int line) {
    co_await draw(line);
    ++count; // ok: one step
  }

  yaclib::Future<> together() {
    co_await yaclib::WhenAll(lay(1), lay(2)); // expect: await-concurrent-update
    co_await yaclib::WhenAny(lay(1), lay(2)); // expect: await-concurrent-update
    co_await yaclib::WhenAll(lay_alone(1), lay_alone(2)); // ok: under the lock
    co_await yaclib::WhenAll(add(1), add(2)); // ok: one step
  }

  yaclib::Future<> awaited_together() {
    auto first = lay(1);
    auto second = lay(2); // expect: await-concurrent-update
    co_await yaclib::Await(first, second);
  }

  yaclib::Future<> in_order() {
    co_await lay_lazily(1);
    co_await lay_lazily(2); // ok: the first is over
  }

  void run(int line) {
    const int before = late; // note: check
    yaclib::Run(*on, [this, before] { // note: suspension
      late = before + 1; // expect: await-stale-write
    });
  }

  void then(int line) {
    const int before = rested; // note: check
    draw(line).Then(*on, [this, before](bool) { // note: suspension
      rested = before + 1; // expect: await-stale-write
    });
  }

  yaclib::Future<> hops() {
    const int before = hopped; // note: check
    co_await yaclib::On(*on); // note: suspension
    hopped = before + 1; // expect: await-stale-write
  }

  yaclib::Future<> lets_others() {
    const int before = woken; // note: check
    co_await yaclib::kYield; // note: suspension
    woken = before + 1; // expect: await-stale-write
  }
};

struct Fence {
  int posts = 0;
  yaclib::Mutex<> mutex;

  yaclib::Future<> set_sticky(int line) {
    auto guard = co_await mutex.GuardSticky();
    const int before = posts;
    co_await draw(line);
    posts = before + 1; // ok: under the lock
  }

  yaclib::Future<> set_if_free(int line) {
    auto guard = mutex.TryGuard();
    if (!guard)
      co_return;
    const int before = posts;
    co_await draw(line);
    posts = before + 1; // ok: under the lock
  }

  yaclib::Future<> set_and_let_go(int line) {
    auto guard = co_await mutex.Guard();
    const int before = posts; // note: check
    co_await guard.Unlock(); // note: suspension
    co_await draw(line);
    posts = before + 1; // expect: await-stale-write
  }
};
