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

struct Crew {
  int servers = 0, safe = 0, shards = 0, waited = 0;
  FlowLock lock;
  FlowMutex mutex;

  Future<Void> move(int shard) {
    const int before = servers; // note: check
    co_await log_write(shard); // note: suspension
    servers = before + 1; // expect: await-stale-write
    co_return Void();
  }

  Future<Void> move_alone(int shard) {
    FlowMutex::Lock held = co_await mutex.take();
    const int before = safe;
    co_await log_write(shard);
    safe = before + 1; // ok: under the lock
    co_return Void();
  }

  Future<Void> count(int shard) {
    co_await log_write(shard);
    ++shards; // ok: one step
    co_return Void();
  }

  Future<Void> together() {
    std::vector<Future<Void>> all;
    all.push_back(move(1));
    all.push_back(move(2)); // expect: await-concurrent-update
    co_await waitForAll(all);
    co_return Void();
  }

  Future<Void> a_few() {
    std::vector<Future<Void>> all;
    for (int shard = 0; shard < 5; ++shard)
      all.push_back(move(shard)); // expect: await-concurrent-update
    co_await quorum(all, 3);
    co_return Void();
  }

  Future<Void> together_in_turn() {
    std::vector<Future<Void>> all;
    all.push_back(move_alone(1));
    all.push_back(move_alone(2)); // ok: under the lock
    all.push_back(count(1));
    all.push_back(count(2)); // ok: one step
    co_await waitForAllReady(all);
    co_return Void();
  }

  Future<Void> collected(ActorCollection &actors) {
    actors.add(move(1));
    actors.add(move(2)); // expect: await-concurrent-update
    co_await actors.getResult();
    co_return Void();
  }

  void let_go() {
    uncancellable(move(1));
    uncancellable(move(2)); // expect: await-concurrent-update
  }

  Future<Void> in_order() {
    co_await move(1);
    co_await move(2); // ok: the first is over
    co_return Void();
  }

  Future<Void> jitters() {
    const int before = waited; // note: check
    co_await delayJittered(0.1); // note: suspension
    waited = before + 1; // expect: await-stale-write
    co_return Void();
  }
};
