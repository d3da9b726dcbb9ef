// Seastar: futures that are awaited and continued, locks as functions that are
// given the body.
#include "seastar.h"
#include <map>
#include <string>
#include <vector>

using seastar::future;

future<bool> replicate(int key);

struct Store {
  int writes = 0;
  int reads = 0;
  int slots = 8;
  int used = 0;
  int peers = 0;
  int seen = 0;
  int copied = 0;
  int closing = 0;
  int moved = 0;
  seastar::semaphore turn{1};
  seastar::semaphore many{10};
  seastar::shared_mutex mutex;
  seastar::rwlock lock;
  seastar::gate gate;

  future<> write(int key) {
    const int before = writes; // note: check
    co_await replicate(key); // note: suspension
    writes = before + 1; // expect: await-stale-write
  }

  future<> write_in_turn(int key) {
    auto units = co_await seastar::get_units(turn, 1);
    const int before = reads;
    co_await replicate(key);
    reads = before + 1; // ok: one at a time
  }

  future<> write_among_ten(int key) {
    auto units = co_await seastar::get_units(many, 1);
    const int before = moved; // note: check
    co_await replicate(key); // note: suspension
    moved = before + 1; // expect: await-stale-write
  }

  future<> wait_and_signal(int key) {
    co_await turn.wait();
    const int before = reads;
    co_await replicate(key);
    reads = before + 1; // ok: one at a time
    turn.signal();
  }

  future<> with_a_body(int key) {
    co_await seastar::with_semaphore(turn, 1, [this, key]() -> future<> {
      if (slots > 0) {
        co_await replicate(key);
        --slots; // ok: one at a time
      }
    });
  }

  future<> with_a_lock(int key) {
    co_await seastar::with_lock(mutex, [this, key]() -> future<> {
      const int before = used;
      co_await replicate(key);
      used = before + 1; // ok: under the lock
    });
  }

  future<> with_a_readers_lock(int key) {
    co_await seastar::with_shared(mutex, [this, key]() -> future<> {
      const int before = used;
      co_await replicate(key);
      used = before + 1; // expect: await-stale-write
    });
  }

  future<> holding(int key) {
    auto held = co_await lock.hold_write_lock();
    const int before = peers;
    co_await replicate(key);
    peers = before + 1; // ok: under the lock
  }

  future<> by_hand(int key) {
    co_await lock.write_lock();
    const int before = peers;
    co_await replicate(key);
    peers = before + 1; // ok: under the lock
    lock.write_unlock();
  }

  // A gate only keeps the store alive.
  future<> in_the_gate(int key) {
    auto holder = gate.hold();
    const int before = seen; // note: check
    co_await replicate(key); // note: suspension
    seen = before + 1; // expect: await-stale-write
  }

  future<> copy(int key) {
    const int before = copied; // note: check
    return replicate(key).then([this, before](bool) { // note: suspension
      copied = before + 1; // expect: await-stale-write
    });
  }

  future<> close(int key) {
    return seastar::with_gate(gate, [this, key] {
      const int before = closing; // note: check
      return replicate(key).then([this, before](bool) { // note: suspension
        closing = before + 1; // expect: await-stale-write
      });
    });
  }

  future<> look(int key) {
    auto held = co_await lock.hold_read_lock();
    co_await replicate(peers + key);
  }

  future<> look_by_hand(int key) {
    co_await lock.read_lock();
    const int before = peers;
    co_await replicate(key);
    peers = before + 1; // expect: await-stale-write
    lock.read_unlock();
  }
};
