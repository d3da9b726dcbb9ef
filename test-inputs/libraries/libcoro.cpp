// libcoro: its locks, its semaphore and its pool.
#include "libcoro.h"
#include <map>
#include <string>

coro::task<int> measure(std::string sensor);

struct Station {
  std::map<std::string, int> readings;
  int total = 0;
  int count = 0;
  int open = 4;
  int budget = 100;
  coro::mutex mutex;
  coro::shared_mutex shared;
  coro::semaphore<1> turn{1};
  coro::thread_pool pool;

  coro::task<> add(std::string sensor) {
    const int before = total; // note: check
    const int value = co_await measure(sensor); // note: suspension
    total = before + value; // expect: await-stale-write
  }

  coro::task<> add_alone(std::string sensor) {
    auto lock = co_await mutex.scoped_lock();
    const int before = count;
    const int value = co_await measure(sensor);
    count = before + value; // ok: under the lock
  }

  coro::task<> add_by_hand(std::string sensor) {
    co_await mutex.lock();
    const int before = count;
    const int value = co_await measure(sensor);
    count = before + value; // ok: under the lock
    mutex.unlock();
  }

  coro::task<> close_one() {
    co_await turn.acquire();
    if (open > 0) {
      co_await measure("door");
      --open; // ok: one at a time
    }
    co_await turn.release();
  }

  coro::task<> spend(int amount) {
    if (budget < amount) // note: check
      co_return;
    co_await pool.yield(); // note: suspension
    budget -= amount; // expect: await-check-then-act
  }
};

struct Mast {
  int turns = 0, alone = 0, once = 0, napped = 0, hopped = 0, queued = 0, read = 0, set = 0, under = 0, ready = 0, group = 0, seen = 0;
  coro::mutex mutex;
  coro::shared_mutex shared;
  coro::scheduler scheduler;
  coro::event event;
  coro::condition_variable changed;
  coro::queue<int> queue;

  coro::task<> turn(int by) {
    const int before = turns; // note: check
    co_await measure("vane"); // note: suspension
    turns = before + by; // expect: await-stale-write
  }

  coro::task<> turn_alone(int by) {
    auto lock = co_await mutex.scoped_lock();
    const int before = alone;
    co_await measure("vane");
    alone = before + by; // ok: under the lock
  }

  coro::task<> turn_once(int by) {
    co_await measure("vane");
    once += by; // ok: one step
  }

  coro::task<> together() {
    co_await coro::when_all(turn(1), turn(2)); // expect: await-concurrent-update
    co_await coro::when_any(turn(1), turn(2)); // expect: await-concurrent-update
    co_await coro::when_all(turn_alone(1), turn_alone(2)); // ok: under the lock
    co_await coro::when_all(turn_once(1), turn_once(2)); // ok: one step
  }

  coro::task<> many() {
    std::vector<coro::task<>> tasks;
    for (int by = 1; by < 5; ++by)
      tasks.push_back(turn(by));
    co_await coro::when_all(std::move(tasks)); // expect: await-concurrent-update
  }

  void spawned() {
    scheduler.spawn_detached(turn(1));
    scheduler.spawn_detached(turn(2)); // expect: await-concurrent-update
  }

  coro::task<> joined() {
    auto first = scheduler.spawn_joinable(turn(1));
    auto second = scheduler.spawn_joinable(turn(2)); // expect: await-concurrent-update
    co_await first;
    co_await second;
  }

  coro::task<> grouped() {
    coro::task_group<coro::scheduler> group{scheduler};
    group.start(turn(1));
    group.start(turn(2)); // expect: await-concurrent-update
    co_await group;
  }

  coro::task<> joined_in_turn() {
    auto first = scheduler.spawn_joinable(turn(1));
    co_await first;
    auto second = scheduler.spawn_joinable(turn(2)); // ok: the first is over
    co_await second;
  }

  coro::task<> in_order() {
    co_await scheduler.schedule(turn(1));
    co_await scheduler.schedule(turn(2)); // ok: the first is over
  }

  coro::task<> naps() {
    const int before = napped; // note: check
    co_await scheduler.yield_for(std::chrono::milliseconds(1)); // note: suspension
    napped = before + 1; // expect: await-stale-write
  }

  coro::task<> hops() {
    const int before = hopped; // note: check
    co_await scheduler.schedule_after(std::chrono::milliseconds(1)); // note: suspension
    hopped = before + 1; // expect: await-stale-write
  }

  coro::task<> waits() {
    const int before = set; // note: check
    co_await event; // note: suspension
    set = before + 1; // expect: await-stale-write
  }

  coro::task<> takes() {
    const int before = queued; // note: check
    const int more = co_await queue.pop(); // note: suspension
    queued = before + more; // expect: await-stale-write
  }

  // The task that it is given runs under the lock.
  coro::task<> locked() {
    co_await shared.scoped_lock(under_the_lock());
  }

  coro::task<> locked_together() {
    co_await coro::when_all(shared.scoped_lock(under_the_lock()), shared.scoped_lock(under_the_lock())); // ok: one at a time
  }

  coro::task<> locked_for_readers() {
    co_await shared.scoped_lock_shared(as_a_reader());
  }

  coro::task<> by_hand() {
    co_await shared.lock();
    const int before = under;
    co_await measure("vane");
    under = before + 1; // ok: under the lock
    co_await shared.unlock();
  }

  coro::task<> reading_by_hand() {
    co_await shared.lock_shared();
    const int before = read;
    co_await measure("vane");
    read = before + 1; // expect: await-stale-write
    co_await shared.unlock_shared();
  }

  coro::task<> when_ready() {
    auto lock = co_await mutex.scoped_lock();
    while (ready == 0)
      co_await changed.wait(lock);
    --ready; // ok: looked at under the lock
  }

  coro::task<> when_it_is_ready() {
    auto lock = co_await mutex.scoped_lock();
    co_await changed.wait(lock, [this] { return ready > 0; });
    --ready; // ok: looked at under the lock
  }

  coro::task<> counts_too_early() {
    auto lock = co_await mutex.scoped_lock();
    const int before = group; // note: check
    co_await changed.wait(lock); // note: suspension
    group = before + 1; // expect: await-stale-write
  }

  coro::task<> makes_ready() {
    auto lock = co_await mutex.scoped_lock();
    ++ready;
    ++group;
    changed.notify_one();
  }

private:
  coro::task<> under_the_lock() {
    const int before = under;
    co_await measure("vane");
    under = before + 1; // ok: only ever called under the lock
  }

  coro::task<> as_a_reader() {
    const int before = seen; // note: check
    co_await measure("vane"); // note: suspension
    seen = before + 1; // expect: await-stale-write
  }
};
