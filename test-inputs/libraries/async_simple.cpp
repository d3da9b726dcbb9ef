// async_simple: a lock whose methods begin with co.
#include "async_simple.h"

using async_simple::coro::Lazy;

Lazy<bool> store(int key);

struct Shard {
  int keys = 0;
  int moved = 0;
  int free = 8;
  int loads = 0;
  int sent = 0;
  async_simple::coro::Mutex mutex;
  async_simple::coro::SpinLock spin;
  async_simple::coro::SharedMutex shared;
  async_simple::coro::CountingSemaphore<1> one{1};

  Lazy<> add(int key) {
    const int before = keys; // note: check
    co_await store(key); // note: suspension
    keys = before + 1; // expect: await-stale-write
  }

  Lazy<> move_alone(int key) {
    auto lock = co_await mutex.coScopedLock();
    const int before = moved;
    co_await store(key);
    moved = before + 1; // ok: under the lock
  }

  Lazy<> move_by_hand(int key) {
    co_await mutex.coLock();
    const int before = moved;
    co_await store(key);
    moved = before + 1; // ok: under the lock
    mutex.unlock();
  }

  Lazy<> take(int key) {
    co_await shared.coLock();
    if (free > 0) {
      co_await store(key);
      --free; // ok: under the lock
    }
    co_await shared.unlock();
  }

  Lazy<> take_as_a_reader(int key) {
    co_await shared.coLockShared();
    if (free > 0) {
      co_await store(key);
      --free; // expect: await-check-then-act
    }
    co_await shared.unlockShared();
  }

  // The answer is there at once.
  Lazy<> look() {
    const int before = loads;
    auto *executor = co_await async_simple::CurrentExecutor{};
    loads = before + (executor != nullptr); // ok: nobody else has run
  }

  Lazy<> wait_a_little() {
    const int before = loads; // note: check
    co_await async_simple::coro::Yield{}; // note: suspension
    loads = before + 1; // expect: await-stale-write
  }

  Lazy<> take_in_turn(int key) {
    co_await one.acquire();
    const int before = sent;
    co_await store(key);
    sent = before + 1; // ok: one at a time
    co_await one.release();
  }

  Lazy<> move_if_free(int key) {
    if (!mutex.tryLock())
      co_return;
    const int before = moved;
    co_await store(key);
    moved = before + 1; // ok: under the lock
    mutex.unlock();
  }
};

// What waits on a condition variable has let the lock go and taken it again, and
// what it waited for is so.
struct Depot {
  async_simple::coro::SpinLock mutex;
  async_simple::coro::ConditionVariable<async_simple::coro::SpinLock> changed;
  unsigned used = 0;
  int crates = 0;
  int empties = 0;
  static constexpr unsigned most = 3;

  Lazy<> load(int key) {
    auto lock = co_await mutex.coScopedLock();
    if (used >= most)
      co_await changed.wait(mutex, [this] { return used < most; });
    ++used; // ok: there is room, as the last look under the lock says
    co_await store(key);
  }

  Lazy<> unload() {
    co_await mutex.coLock();
    co_await changed.wait(mutex, [&] { return crates > 0; });
    --crates; // ok: there is one
    mutex.unlock();
  }

  Lazy<> count() {
    auto lock = co_await mutex.coScopedLock();
    const int before = empties; // note: check
    co_await changed.wait(mutex, [this] { return crates > 0; }); // note: suspension
    empties = before + 1; // expect: await-stale-write
  }

  Lazy<> clear() {
    auto lock = co_await mutex.coScopedLock();
    used = 0;
    crates = 0;
    empties = 0;
    changed.notifyAll();
  }
};

// The same, locked by hand, with a loop around the wait.
struct Ramp {
  async_simple::coro::Mutex mutex;
  async_simple::coro::ConditionVariable<async_simple::coro::Mutex> changed;
  bool ready = false;
  int trucks = 0;
  int loaded = 0;
  int waiting = 0;

  Lazy<> leave(int key) {
    co_await mutex.coLock();
    while (trucks == 0)
      co_await changed.wait(mutex);
    const int before = loaded;
    co_await store(key);
    loaded = before + 1; // ok: the lock was taken again
    --trucks; // ok: looked at under the lock
    mutex.unlock();
  }

  Lazy<> leave_with_a_guard(int key) {
    auto lock = co_await mutex.coScopedLock();
    while (!ready)
      co_await changed.wait(mutex);
    ready = false; // ok: looked at under the lock
    const int before = loaded;
    co_await store(key);
    loaded = before + 1; // ok: the lock was taken again
  }

  Lazy<> look_before(int key) {
    co_await mutex.coLock();
    const int before = waiting; // note: check
    while (!ready)
      co_await changed.wait(mutex); // note: suspension
    waiting = before + key; // expect: await-stale-write
    mutex.unlock();
  }

  Lazy<> come() {
    co_await mutex.coLock();
    ++trucks;
    ready = true;
    ++waiting;
    mutex.unlock();
    changed.notifyOne();
  }
};

struct Yard {
  int parked = 0, sold = 0, rested = 0, hopped = 0, slot = 0, safe = 0;
  async_simple::Executor *executor = nullptr;
  async_simple::coro::Mutex mutex;
  async_simple::coro::SpinLock spin;

  Lazy<> park(int key) {
    const int before = parked; // note: check
    co_await store(key); // note: suspension
    parked = before + 1; // expect: await-stale-write
  }

  Lazy<> sell(int key) {
    co_await store(key);
    ++sold; // ok: one step
  }

  Lazy<> park_alone(int key) {
    auto lock = co_await spin.coScopedLock();
    const int before = safe;
    co_await store(key);
    safe = before + 1; // ok: under the lock
  }

  Lazy<> both() {
    co_await async_simple::coro::collectAll(park(1), park(2)); // expect: await-concurrent-update
    co_await async_simple::coro::collectAll(sell(1), sell(2)); // ok: one step
    co_await async_simple::coro::collectAll(park_alone(1), park_alone(2)); // ok: under the lock
  }

  Lazy<> both_elsewhere() {
    co_await async_simple::coro::collectAllPara(park(1).via(executor), park(2).via(executor)); // expect: await-concurrent-update
  }

  Lazy<> all() {
    std::vector<Lazy<>> tasks;
    for (int key = 0; key < 8; ++key)
      tasks.push_back(park(key));
    co_await async_simple::coro::collectAll(std::move(tasks)); // expect: await-concurrent-update
  }

  Lazy<> all_windowed() {
    std::vector<Lazy<>> tasks;
    for (int key = 0; key < 8; ++key)
      tasks.push_back(park(key));
    co_await async_simple::coro::collectAllWindowed(4, false, std::move(tasks)); // expect: await-concurrent-update
  }

  Lazy<> any() {
    std::vector<Lazy<>> tasks;
    for (int key = 0; key < 8; ++key)
      tasks.push_back(park(key));
    co_await async_simple::coro::collectAny(std::move(tasks)); // expect: await-concurrent-update
  }

  void start() {
    park(1).start([](auto &&) {});
    park(2).start([](auto &&) {}); // expect: await-concurrent-update
  }

  void detach() {
    park(1).via(executor).detach();
    park(2).via(executor).detach(); // expect: await-concurrent-update
  }

  void wait_for_each() {
    async_simple::coro::syncAwait(park(1));
    async_simple::coro::syncAwait(park(2)); // ok: the first is over
  }

  Lazy<> rest() {
    const int before = rested; // note: check
    co_await async_simple::coro::sleep(std::chrono::milliseconds(1)); // note: suspension
    rested = before + 1; // expect: await-stale-write
  }

  Lazy<> look() {
    const int before = slot;
    auto *mine = co_await async_simple::CurrentSlot{};
    slot = before + (mine != nullptr); // ok: answered at once
  }
};
