// corral: a semaphore of one is its lock.
#include "corral.h"

corral::Task<bool> ask(int peer);

struct Peers {
  int known = 0;
  int trusted = 0;
  int asked = 0;
  corral::Semaphore turn;

  corral::Task<> add(int peer) {
    const int before = known; // note: check
    co_await ask(peer); // note: suspension
    known = before + 1; // expect: await-stale-write
  }

  corral::Task<> add_alone(int peer) {
    auto lock = co_await turn.lock();
    const int before = trusted;
    co_await ask(peer);
    trusted = before + 1; // ok: one at a time
  }

  corral::Task<> let_others() {
    const int before = asked; // note: check
    co_await corral::yield; // note: suspension
    asked = before + 1; // expect: await-stale-write
  }

  corral::Task<> add_by_hand(int peer) {
    co_await turn.acquire();
    const int before = trusted;
    co_await ask(peer);
    trusted = before + 1; // ok: one at a time
    turn.release();
  }
};

struct Team {
  int members = 0, safe = 0, count = 0, slept = 0, parked = 0, woken = 0, changed = 0, started = 0, children = 0;
  int loop = 0;
  corral::Semaphore turn;
  corral::Event event;
  corral::ParkingLot lot;
  corral::Value<int> value;

  corral::Task<> join(int peer) {
    const int before = members; // note: check
    co_await ask(peer); // note: suspension
    members = before + 1; // expect: await-stale-write
  }

  corral::Task<> join_alone(int peer) {
    auto lock = co_await turn.lock();
    const int before = safe;
    co_await ask(peer);
    safe = before + 1; // ok: one at a time
  }

  corral::Task<> add(int peer) {
    co_await ask(peer);
    ++count; // ok: one step
  }

  corral::Task<> together() {
    co_await corral::allOf(join(1), join(2)); // expect: await-concurrent-update
    co_await corral::anyOf(join(1), join(2)); // expect: await-concurrent-update
    co_await corral::mostOf(join(1), join(2)); // expect: await-concurrent-update
    co_await corral::allOf(join_alone(1), join_alone(2)); // ok: one at a time
    co_await corral::allOf(add(1), add(2)); // ok: one step
  }

  corral::Task<> nursery(corral::Nursery &nursery) {
    nursery.start([this]() -> corral::Task<> {
      const int before = started; // note: check
      co_await ask(1); // note: suspension
      started = before + 1; // expect: await-stale-write
    });
    co_return;
  }

  // The children run beside each other, until all of them are over.
  corral::Task<> with_nursery() {
    const int before = children; // note: check
    CORRAL_WITH_NURSERY(nursery) { // note: suspension
      nursery.start([this]() -> corral::Task<> { co_await join(1); });
      nursery.start([this]() -> corral::Task<> { co_await join(2); }); // expect: await-concurrent-update
      co_return;
    };
    children = before + 1; // expect: await-stale-write
  }

  corral::Task<> with_nursery_in_one_step() {
    CORRAL_WITH_NURSERY(nursery) {
      nursery.start([this]() -> corral::Task<> { co_await add(1); });
      nursery.start([this]() -> corral::Task<> { co_await add(2); }); // ok: one step
      co_return;
    };
    ++children; // ok: one step
  }

  corral::Task<> sleeps() {
    const int before = slept; // note: check
    co_await corral::sleepFor(loop, std::chrono::milliseconds(1)); // note: suspension
    slept = before + 1; // expect: await-stale-write
  }

  corral::Task<> parks() {
    const int before = parked; // note: check
    co_await lot.park(); // note: suspension
    parked = before + 1; // expect: await-stale-write
  }

  corral::Task<> waits() {
    const int before = woken; // note: check
    co_await event; // note: suspension
    woken = before + 1; // expect: await-stale-write
  }

  corral::Task<> equals() {
    const int before = changed; // note: check
    const int now = co_await value.untilEquals(3); // note: suspension
    changed = before + now; // expect: await-stale-write
  }
};
