// A project's own lock: its type and the words of its names tell what it is, no
// model does. What it waits with lets the lock go and takes it again.
#include "coro.h"
#include <mutex>

namespace house {
class Mutex {
public:
  bool tryLock() noexcept;
  mock::task<> coLock() noexcept;
  mock::task<std::unique_lock<Mutex>> coScopedLock() noexcept;
  void unlock() noexcept;
};

class Bell {
public:
  mock::task<> ring_once();
  void ring();
};

/// Only declared.
class Condition {
public:
  mock::task<> wait(Mutex &mutex);
  void notify();
};

/// With a body to look into.
class Signal {
public:
  mock::task<> wait(Mutex &mutex) {
    mutex.unlock();
    co_await bell.ring_once();
    co_await mutex.coLock();
  }
  void notify() { bell.ring(); }

private:
  Bell bell;
};
} // namespace house

mock::task<bool> deliver(int parcel);

struct Lobby {
  house::Mutex mutex;
  house::Condition changed;
  int parcels = 0, delivered = 0, late = 0, kept = 0, free = 3;

  mock::task<> deliver_one(int parcel) {
    co_await mutex.coLock();
    while (parcels == 0)
      co_await changed.wait(mutex);
    const int before = delivered;
    co_await deliver(parcel);
    delivered = before + 1; // ok: the lock was taken again
    --parcels; // ok: looked at under the lock
    mutex.unlock();
  }

  mock::task<> deliver_with_a_guard(int parcel) {
    auto lock = co_await mutex.coScopedLock();
    while (parcels == 0)
      co_await changed.wait(mutex);
    const int before = delivered;
    co_await deliver(parcel);
    delivered = before + 1; // ok: the lock was taken again
  }

  mock::task<> count_too_early() {
    co_await mutex.coLock();
    const int before = late; // note: check
    co_await changed.wait(mutex); // note: suspension
    late = before + 1; // expect: await-stale-write
    mutex.unlock();
  }

  mock::task<> keep_if_free(int parcel) {
    if (!mutex.tryLock())
      co_return;
    const int before = kept;
    co_await deliver(parcel);
    kept = before + 1; // ok: under the lock
    mutex.unlock();
  }

  mock::task<> let_go_too_early(int parcel) {
    co_await mutex.coLock();
    if (free > 0) { // note: check
      mutex.unlock();
      co_await deliver(parcel); // note: suspension
      --free; // expect: await-check-then-act
      co_return;
    }
    mutex.unlock();
  }

  mock::task<> arrive() {
    co_await mutex.coLock();
    ++parcels;
    ++late;
    mutex.unlock();
    changed.notify();
  }
};

struct Porch {
  house::Mutex mutex;
  house::Signal changed;
  int parcels = 0, delivered = 0, late = 0;

  mock::task<> deliver_one(int parcel) {
    co_await mutex.coLock();
    while (parcels == 0)
      co_await changed.wait(mutex);
    const int before = delivered;
    co_await deliver(parcel);
    delivered = before + 1; // ok: the lock was taken again
    --parcels; // ok: looked at under the lock
    mutex.unlock();
  }

  mock::task<> count_too_early() {
    co_await mutex.coLock();
    const int before = late; // note: check
    co_await changed.wait(mutex); // note: suspension
    late = before + 1; // expect: await-stale-write
    mutex.unlock();
  }

  mock::task<> arrive() {
    co_await mutex.coLock();
    ++parcels;
    ++late;
    mutex.unlock();
    changed.notify();
  }
};
