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

  // What is awaited is over when the lock is let go.
  future<> continued_in_turn(int key) {
    auto units = co_await seastar::get_units(turn, 1);
    const int before = reads;
    co_await replicate(key).then([this, before](bool) {
      reads = before + 1; // ok: one at a time
    });
  }

  future<> continued_without_a_turn(int key) {
    const int before = copied; // note: check
    co_await replicate(key).then([this, before](bool) { // note: suspension
      copied = before + 1; // expect: await-stale-write
    });
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

// Children that run side by side, and those that nobody waits for.
struct Ring {
  int joined = 0;
  int counted = 0;
  int safe = 0;
  int started = 0;
  int alone = 0;
  int slept = 0;
  int yielded = 0;
  int moved = 0;
  int shard = 0;
  seastar::shared_mutex mutex;
  seastar::gate gate;
  std::vector<int> keys;

  future<> count(int key) {
    const int before = joined; // note: check
    co_await replicate(key); // note: suspension
    joined = before + 1; // expect: await-stale-write
  }

  future<> add(int key) {
    co_await replicate(key);
    ++counted; // ok: one step
  }

  future<> in_pairs() {
    co_await seastar::when_all(count(1), count(2)); // expect: await-concurrent-update
    co_await seastar::when_all_succeed(count(1), count(2)); // expect: await-concurrent-update
    co_await seastar::when_all(add(1), add(2)); // ok: they add in one step
  }

  future<> bodies() {
    co_await seastar::coroutine::all( // expect: await-concurrent-update
        [this]() -> future<> { co_await count(1); },
        [this]() -> future<> { co_await count(2); });
  }

  // A future runs when it is made.
  future<> eager() {
    auto first = count(1);
    auto second = count(2); // expect: await-concurrent-update
    co_await std::move(first);
    co_await std::move(second);
  }

  future<> one_after_the_other() {
    co_await count(1);
    co_await count(2); // ok: the first is over
  }

  void forget() {
    (void)count(1);
    (void)count(2); // expect: await-concurrent-update
  }

  future<> each() {
    int total = 0;
    co_await seastar::parallel_for_each(keys, [&](int key) -> future<> {
      const int before = total;
      co_await replicate(key);
      total = before + 1; // expect: await-stale-write
    });
    shard = total;
  }

  future<> each_here() {
    int total = 0;
    co_await seastar::coroutine::parallel_for_each(keys, [&](int key) -> future<> {
      const int before = total;
      co_await replicate(key);
      total = before + 1; // expect: await-stale-write
    });
    shard = total;
  }

  future<> a_few() {
    int total = 0;
    co_await seastar::max_concurrent_for_each(keys, 4, [&](int key) -> future<> {
      const int before = total;
      co_await replicate(key);
      total = before + 1; // expect: await-stale-write
    });
    shard = total;
  }

  future<> each_in_one_step() {
    int total = 0;
    co_await seastar::parallel_for_each(keys, [&](int key) -> future<> {
      co_await replicate(key);
      ++total; // ok: one step
    });
    shard = total;
  }

  future<> in_order() {
    int total = 0;
    co_await seastar::do_for_each(keys, [&](int key) -> future<> {
      const int before = total;
      co_await replicate(key);
      total = before + 1; // ok: one after the other
    });
    shard = total;
  }

  future<> naps() {
    const int before = slept; // note: check
    co_await seastar::sleep(std::chrono::milliseconds(1)); // note: suspension
    slept = before + 1; // expect: await-stale-write
  }

  future<> lets_others() {
    const int before = yielded; // note: check
    co_await seastar::coroutine::maybe_yield(); // note: suspension
    yielded = before + 1; // expect: await-stale-write
  }

  future<> moves() {
    const int before = moved; // note: check
    co_await seastar::coroutine::switch_to(3); // note: suspension
    moved = before + 1; // expect: await-stale-write
  }

  future<> elsewhere() {
    const int before = alone; // note: check
    alone = before + co_await seastar::smp::submit_to(1, [] { return 1; }); // expect: await-stale-write
  }

  future<> unique(int key) {
    auto lock = co_await seastar::get_unique_lock(mutex);
    const int before = safe;
    co_await replicate(key);
    safe = before + 1; // ok: under the lock
  }

  future<> readers(int key) {
    auto lock = co_await seastar::get_shared_lock(mutex);
    const int before = safe;
    co_await replicate(key);
    safe = before + 1; // expect: await-stale-write
  }

  future<> by_hand(int key) {
    co_await mutex.lock();
    const int before = safe;
    co_await replicate(key);
    safe = before + 1; // ok: under the lock
    mutex.unlock();
  }

  future<> in_turn() {
    co_await seastar::when_all(unique(1), unique(2)); // ok: each under the lock
  }
};

// The same without coroutines.
struct Chain {
  int a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, k = 0, l = 0, m = 0, lent = 0, given = 0, summed = 0;
  seastar::semaphore turn{1};
  seastar::shared_mutex mutex;
  seastar::rwlock lock;
  std::vector<int> keys;

  future<> locked(int key) {
    return seastar::with_lock(mutex, [this, key] {
      const int before = a;
      return replicate(key).then([this, before](bool) {
        a = before + 1; // ok: under the lock
      });
    });
  }

  future<> readers(int key) {
    return seastar::with_shared(mutex, [this, key] {
      const int before = a;
      return replicate(key).then([this, before](bool) {
        a = before + 1; // expect: await-stale-write
      });
    });
  }

  future<> in_turn(int key) {
    return seastar::with_semaphore(turn, 1, [this, key] {
      const int before = b;
      return replicate(key).then([this, before](bool) {
        b = before + 1; // ok: one at a time
      });
    });
  }

  future<> in_turn_too(int key) {
    return seastar::with_semaphore(turn, 1, [this, key]() -> future<> {
      const int before = b;
      co_await replicate(key);
      b = before + 1; // ok: one at a time
    });
  }

  future<> units(int key) {
    return seastar::get_units(turn, 1).then([this, key](seastar::semaphore_units held) {
      const int before = b;
      return replicate(key).then([this, before, held = std::move(held)](bool) {
        b = before + 1; // ok: the units are held until here
      });
    });
  }

  future<> units_let_go(int key) {
    return seastar::get_units(turn, 1).then([this, key](seastar::semaphore_units held) {
      const int before = k; // note: check
      return replicate(key).then([this, before](bool) { // note: suspension
        k = before + 1; // expect: await-stale-write
      });
    });
  }

  future<> with(int key) {
    return seastar::do_with(std::string("x"), [this, key](std::string &text) {
      const int before = c; // note: check
      return replicate(key).then([this, before, &text](bool) { // note: suspension
        c = before + int(text.size()); // expect: await-stale-write
      });
    });
  }

  future<> with_a_copy(int key) {
    return seastar::do_with(int(lent), [this, key](int &before) { // note: check
      return replicate(key).then([this, &before](bool) { // note: suspension
        lent = before + 1; // expect: await-stale-write
      });
    });
  }

  future<> with_a_copy_in_a_coroutine(int key) {
    return seastar::do_with(given, [this, key](int &before) -> future<> { // note: check
      co_await replicate(key); // note: suspension
      given = before + 1; // expect: await-stale-write
    });
  }

  future<> with_a_number(int key) {
    return seastar::do_with(1, [this, key](int &step) {
      return replicate(key).then([this, &step](bool) {
        summed += step; // ok: one step
      });
    });
  }

  future<> with_a_text(int key) {
    return seastar::do_with(std::string("x"), [this, key](std::string &) {
      return replicate(key).then([this](bool) {
        ++d; // ok: one step
      });
    });
  }

  future<> again() {
    return seastar::repeat([this] {
      const int before = e;
      return replicate(before).then([this, before](bool more) {
        e = before + 1; // expect: await-stale-write
        return more ? seastar::stop_iteration::no : seastar::stop_iteration::yes;
      });
    });
  }

  future<> again_in_one_step() {
    return seastar::repeat([this] {
      return replicate(d).then([this](bool more) {
        ++d; // ok: one step
        return more ? seastar::stop_iteration::no : seastar::stop_iteration::yes;
      });
    });
  }

  future<> each() {
    return seastar::parallel_for_each(keys, [this](int key) {
      const int before = f;
      return replicate(key).then([this, before](bool) {
        f = before + 1; // expect: await-stale-write
      });
    });
  }

  future<> a_few() {
    return seastar::max_concurrent_for_each(keys, 2, [this](int key) {
      const int before = g;
      return replicate(key).then([this, before](bool) {
        g = before + 1; // expect: await-stale-write
      });
    });
  }

  future<int> sum() {
    return seastar::map_reduce0(
        keys,
        [this](int key) {
          const int before = h;
          return replicate(key).then([this, before](bool) {
            h = before + 1; // expect: await-stale-write
            return 1;
          });
        },
        0, [](int x, int y) { return x + y; });
  }

  // The reducer is an object that gathers.
  struct Sum {
    int of = 0;
    void operator()(int more) { of += more; }
  };
  future<> gather() {
    return seastar::map_reduce(
        keys,
        [this](int key) {
          const int before = m;
          return replicate(key).then([this, before](bool) {
            m = before + 1; // expect: await-stale-write
            return 1;
          });
        },
        Sum());
  }

  future<int> sum_in_one_step() {
    return seastar::map_reduce0(
        keys,
        [this](int key) {
          return replicate(key).then([this](bool) {
            ++d; // ok: one step
            return 1;
          });
        },
        0, [](int x, int y) { return x + y; });
  }

  future<> whatever_comes(int key) {
    const int before = i; // note: check
    return replicate(key).then_wrapped([this, before](future<bool>) { // note: suspension
      i = before + 1; // expect: await-stale-write
    });
  }

  future<bool> at_last(int key) {
    const int before = j; // note: check
    return replicate(key).finally([this, before] { // note: suspension
      j = before + 1; // expect: await-stale-write
    });
  }

  future<> checked(int key) {
    if (l > 0) // note: check
      return replicate(key).then([this](bool) { // note: suspension
        --l; // expect: await-check-then-act
      });
    return seastar::make_ready_future();
  }

  future<> checked_again(int key) {
    return replicate(key).then([this](bool) {
      if (l > 0)
        --l; // ok: looked at again
    });
  }
};

// What it waited for is so when it goes on; a wait is a wait all the same.
struct Basin {
  int level = 0, filled = 0, drained = 0, taken = 0, given = 0, moved = 0, tried = 0;
  seastar::condition_variable changed;
  seastar::queue<int> orders{4};
  seastar::sharded<Basin> all;
  seastar::gate gate;

  future<> drain() {
    co_await changed.wait([this] { return level > 0; });
    --level; // ok: there is some
  }

  future<> drain_when() {
    co_await changed.when([this] { return level > 0; });
    --level; // ok: there is some
  }

  future<> drain_in_a_loop() {
    while (level == 0)
      co_await changed.wait();
    --level; // ok: there is some
  }

  future<> count_too_early() {
    const int before = drained; // note: check
    co_await changed.when(); // note: suspension
    drained = before + 1; // expect: await-stale-write
  }

  future<> take() {
    const int before = taken; // note: check
    const int more = co_await orders.pop_eventually(); // note: suspension
    taken = before + more; // expect: await-stale-write
  }

  future<> give(int order) {
    const int before = given; // note: check
    co_await orders.push_eventually(std::move(order)); // note: suspension
    given = before + 1; // expect: await-stale-write
  }

  future<> elsewhere() {
    const int before = moved; // note: check
    co_await all.invoke_on(1, [](Basin &other) { return other.take(); }); // note: suspension
    moved = before + 1; // expect: await-stale-write
  }

  future<> in_the_gate(int key) {
    return seastar::try_with_gate(gate, [this, key] {
      const int before = tried; // note: check
      return replicate(key).then([this, before](bool) { // note: suspension
        tried = before + 1; // expect: await-stale-write
      });
    });
  }

  void fill() {
    ++level;
    changed.signal();
  }
};
