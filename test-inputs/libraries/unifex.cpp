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

struct Stage {
  int scenes = 0, safe = 0, acts = 0, slept = 0, set = 0, late = 0, next = 0, ended = 0;
  unifex::async_mutex mutex;
  unifex::async_scope scope;
  unifex::async_manual_reset_event event;
  unifex::scheduler scheduler;

  unifex::task<void> play(int scene) {
    const int before = scenes; // note: check
    co_await render(scene); // note: suspension
    scenes = before + 1; // expect: await-stale-write
  }

  unifex::task<void> play_alone(int scene) {
    co_await mutex.async_lock();
    const int before = safe;
    co_await render(scene);
    safe = before + 1; // ok: under the lock
    mutex.unlock();
  }

  unifex::task<void> count(int scene) {
    co_await render(scene);
    ++acts; // ok: one step
  }

  unifex::task<void> together() {
    co_await unifex::when_all(play(1), play(2)); // expect: await-concurrent-update
    co_await unifex::when_any(play(1), play(2)); // expect: await-concurrent-update
    co_await unifex::when_all(play_alone(1), play_alone(2)); // ok: under the lock
    co_await unifex::when_all(count(1), count(2)); // ok: one step
  }

  void spawned() {
    unifex::spawn_detached(play(1), scope);
    unifex::spawn_detached(play(2), scope); // expect: await-concurrent-update
  }

  void spawned_in_the_scope() {
    scope.detached_spawn(play(1));
    scope.detached_spawn(play(2)); // expect: await-concurrent-update
  }

  unifex::task<void> futures() {
    auto first = unifex::spawn_future(play(1), scope);
    auto second = unifex::spawn_future(play(2), scope); // expect: await-concurrent-update
    co_await std::move(first);
    co_await std::move(second);
  }

  unifex::task<void> sleeps() {
    const int before = slept; // note: check
    co_await unifex::schedule_after(scheduler, std::chrono::milliseconds(1)); // note: suspension
    slept = before + 1; // expect: await-stale-write
  }

  unifex::task<void> waits() {
    const int before = set; // note: check
    co_await event.async_wait(); // note: suspension
    set = before + 1; // expect: await-stale-write
  }

  auto then(int scene) {
    const int before = late; // note: check
    return unifex::then(render(scene), [this, before](bool) { // note: suspension
      late = before + 1; // expect: await-stale-write
    });
  }

  auto let(int scene) {
    const int before = next; // note: check
    return unifex::let_value(render(scene), [this, before](bool &) { // note: suspension
      next = before + 1; // expect: await-stale-write
      return unifex::just(1);
    });
  }

  auto then_one_step(int scene) {
    return unifex::then(render(scene), [this](bool) {
      ++acts; // ok: one step
    });
  }

  unifex::task<void> play_if_free(int scene) {
    if (!mutex.try_lock())
      co_return;
    const int before = safe;
    co_await render(scene);
    safe = before + 1; // ok: under the lock
    mutex.unlock();
  }
};
