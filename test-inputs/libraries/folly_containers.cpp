// folly's containers, and its value behind a lock.
#include "folly.h"
#include "folly_containers.h"
#include <string>

using folly::coro::Task;

Task<int> weigh(std::string parcel);

struct Depot {
  folly::F14FastMap<std::string, int> fast;
  folly::F14ValueMap<std::string, int> values;
  folly::F14NodeMap<std::string, int> nodes;
  folly::small_vector<int, 4> recent;
  int shown = 0;

  // Its elements move when it grows.
  Task<> weigh_fast(std::string parcel) {
    int &entry = fast[parcel];
    entry = co_await weigh(parcel); // expect: await-stale-reference
  }

  Task<> weigh_value(std::string parcel) {
    int &entry = values[parcel];
    entry = co_await weigh(parcel); // expect: await-stale-reference
  }

  // Nobody takes any out.
  Task<> weigh_node(std::string parcel) {
    int &entry = nodes[parcel];
    entry = co_await weigh(parcel); // ok: the element stays where it is
  }

  Task<> weigh_again(std::string parcel) {
    const int now = co_await weigh(parcel);
    fast[parcel] = now; // ok: looked up after the wait
  }

  Task<> weigh_recent(std::string parcel) {
    int &last = recent.back();
    last = co_await weigh(parcel); // expect: await-stale-reference
  }

  Task<> know(std::string parcel) {
    if (fast.contains(parcel)) // note: check
      co_return;
    const int now = co_await weigh(parcel); // note: suspension
    fast[parcel] = now; // expect: await-check-then-act
  }

  Task<> know_once(std::string parcel) {
    if (fast.contains(parcel))
      co_return;
    const int now = co_await weigh(parcel);
    fast.try_emplace(parcel, now); // ok: does nothing if somebody was faster
  }

  void add(std::string parcel) {
    fast.try_emplace(parcel, 0);
    values.try_emplace(parcel, 0);
    nodes.try_emplace(parcel, 0);
    recent.push_back(0);
  }

  void remove(std::string parcel) {
    fast.erase(parcel);
    values.erase(parcel);
    recent.clear();
  }
};

struct Load {
  int parcels = 0;
  int weight = 0;
};

// Each look is under the lock, but not both of them.
struct Van {
  folly::Synchronized<Load> load;
  folly::Synchronized<Load> other;
  folly::Synchronized<int> trips;
  folly::Synchronized<int> stops;
  folly::Synchronized<int> tolls;

  Task<> add(std::string parcel) {
    if (load.rlock()->parcels >= 8) // note: check
      co_return;
    co_await weigh(parcel); // note: suspension
    load.wlock()->parcels += 1; // expect: await-check-then-act
  }

  Task<> add_looking_again(std::string parcel) {
    const int now = co_await weigh(parcel);
    auto locked = other.wlock();
    if (locked->parcels < 8) {
      locked->parcels += 1; // ok: looked at under the same lock
      locked->weight += now;
    }
  }

  Task<> add_holding(std::string parcel) {
    auto locked = other.wlock();
    const int before = locked->parcels;
    co_await weigh(parcel);
    locked->parcels = before + 1; // ok: the lock is held all the time
  }

  Task<> add_after_letting_go(std::string parcel) {
    auto locked = other.wlock();
    const int before = locked->weight; // note: check
    locked.unlock();
    const int more = co_await weigh(parcel); // note: suspension
    other.wlock()->weight = before + more; // expect: await-stale-write
  }

  Task<> drive() {
    const int before = *trips.rlock(); // note: check
    co_await weigh("van"); // note: suspension
    *trips.wlock() = before + 1; // expect: await-stale-write
  }

  Task<> stop() {
    const int before = stops.withRLock([](const int &count) { return count; }); // note: check
    co_await weigh("van"); // note: suspension
    stops.withWLock([&](int &count) { count = before + 1; }); // expect: await-stale-write
  }

  Task<> stop_once_more() {
    co_await weigh("van");
    stops.withWLock([](int &count) { ++count; }); // ok: one step
  }

  Task<> toll() {
    const int before = tolls.copy(); // note: check
    co_await weigh("van"); // note: suspension
    tolls.withWLock([before](int &count) { count = before + 1; }); // expect: await-stale-write
  }

  Task<> toll_in_one_step() {
    co_await weigh("van");
    *tolls.wlock() += 1; // ok: one step
  }
};
