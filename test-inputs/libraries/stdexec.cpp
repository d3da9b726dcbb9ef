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

struct Farm {
  int fields = 0, crops = 0, slept = 0, moved = 0, late = 0, next = 0, piped = 0, let = 0;
  exec::async_scope scope;
  stdexec::inline_scheduler scheduler;

  exec::task<void> plough(int field) {
    const int before = fields; // note: check
    co_await compute(field); // note: suspension
    fields = before + 1; // expect: await-stale-write
  }

  exec::task<void> sow(int field) {
    co_await compute(field);
    ++crops; // ok: one step
  }

  exec::task<void> together() {
    co_await stdexec::when_all(plough(1), plough(2)); // expect: await-concurrent-update
    co_await exec::when_any(plough(1), plough(2)); // expect: await-concurrent-update
    co_await stdexec::when_all(sow(1), sow(2)); // ok: one step
  }

  void detached() {
    exec::start_detached(plough(1));
    exec::start_detached(plough(2)); // expect: await-concurrent-update
  }

  void spawned() {
    scope.spawn(plough(1));
    scope.spawn(plough(2)); // expect: await-concurrent-update
  }

  exec::task<void> futures() {
    auto first = scope.spawn_future(plough(1));
    auto second = scope.spawn_future(plough(2)); // expect: await-concurrent-update
    co_await std::move(first);
    co_await std::move(second);
  }

  void waited_for() {
    stdexec::sync_wait(plough(1));
    stdexec::sync_wait(plough(2)); // ok: the first is over
  }

  exec::task<void> sleeps() {
    const int before = slept; // note: check
    co_await exec::schedule_after(scheduler, std::chrono::milliseconds(1)); // note: suspension
    slept = before + 1; // expect: await-stale-write
  }

  exec::task<void> moves() {
    const int before = moved; // note: check
    co_await exec::reschedule(scheduler); // note: suspension
    moved = before + 1; // expect: await-stale-write
  }

  auto let_value(int field) {
    const int before = next; // note: check
    return stdexec::let_value(compute(field), [this, before](int &) { // note: suspension
      next = before + 1; // expect: await-stale-write
      return stdexec::just(1);
    });
  }

  auto pipe(int field) {
    const int before = piped; // note: check
    return compute(field) | stdexec::then([this, before](int) { // note: suspension
             piped = before + 1; // expect: await-stale-write
           });
  }

  auto pipe_let(int field) {
    const int before = let; // note: check
    return compute(field) | stdexec::let_value([this, before](int &) { // note: suspension
             let = before + 1; // expect: await-stale-write
             return stdexec::just(1);
           });
  }

  auto pipe_one_step(int field) {
    return compute(field) | stdexec::then([this](int) {
             ++crops; // ok: one step
           });
  }
};
