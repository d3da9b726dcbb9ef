// Abseil: containers whose elements move and containers whose elements stay,
// and a lock that no coroutine can hold over a wait.
#include "absl.h"
#include "coro.h"
#include <string>

mock::task<int> price(std::string item);

struct Stock {
  absl::flat_hash_map<std::string, int> flat;
  absl::node_hash_map<std::string, int> nodes;
  absl::btree_map<std::string, int> tree;
  absl::InlinedVector<int, 4> recent;
  int shown = 0;

  // A flat table moves its elements when it grows.
  mock::task<> mark_flat(std::string item) {
    int &entry = flat[item];
    entry = co_await price(item); // expect: await-stale-reference
  }

  mock::task<> mark_flat_again(std::string item) {
    const int now = co_await price(item);
    flat[item] = now; // ok: looked up after the wait
  }

  mock::task<> drop_flat(std::string item) {
    auto found = flat.find(item);
    if (found == flat.end())
      co_return;
    co_await price(item);
    shown = found->second; // expect: await-stale-reference
  }

  // One with nodes keeps them where they are; nobody takes any out.
  mock::task<> mark_node(std::string item) {
    int &entry = nodes[item];
    entry = co_await price(item); // ok: the element stays where it is
  }

  // Elements of a node of the tree move when it is split.
  mock::task<> mark_tree(std::string item) {
    int &entry = tree[item];
    entry = co_await price(item); // expect: await-stale-reference
  }

  mock::task<> mark_tree_again(std::string item) {
    const int now = co_await price(item);
    tree[item] = now; // ok: looked up after the wait
  }

  mock::task<> mark_recent(std::string item) {
    int &last = recent.back();
    last = co_await price(item); // expect: await-stale-reference
  }

  mock::task<> mark_recent_again(std::string item) {
    const int now = co_await price(item);
    recent.back() = now; // ok: looked up after the wait
  }

  void add(std::string item) {
    flat.try_emplace(item, 0);
    nodes.try_emplace(item, 0);
    tree.try_emplace(item, 0);
    recent.push_back(0);
  }

  void remove(std::string item) {
    flat.erase(item);
    tree.erase(item);
    recent.clear();
  }
};

struct Prices {
  absl::flat_hash_map<std::string, int> known;
  absl::btree_map<std::string, int> sold;
  absl::node_hash_map<std::string, int> asked;

  mock::task<> learn(std::string item) {
    if (known.contains(item)) // note: check
      co_return;
    const int now = co_await price(item); // note: suspension
    known[item] = now; // expect: await-check-then-act
  }

  mock::task<> learn_once(std::string item) {
    if (known.contains(item))
      co_return;
    const int now = co_await price(item);
    known.try_emplace(item, now); // ok: does nothing if somebody was faster
  }

  mock::task<> sell(std::string item) {
    const int before = sold[item]; // note: check
    co_await price(item); // note: suspension
    sold[item] = before + 1; // expect: await-stale-write
  }

  mock::task<> sell_one(std::string item) {
    co_await price(item);
    ++sold[item]; // ok: one step
  }

  mock::task<> ask(std::string item) {
    if (asked.find(item) == asked.end()) { // note: check
      co_await price(item); // note: suspension
      asked[item] = 1; // expect: await-check-then-act
    }
  }
};

// Each part is under the lock, but not both of them.
struct Till {
  absl::Mutex mutex;
  int coins ABSL_GUARDED_BY(mutex) = 0;
  int notes ABSL_GUARDED_BY(mutex) = 0;
  int taken ABSL_GUARDED_BY(mutex) = 0;

  mock::task<> pay(int amount) {
    {
      absl::MutexLock held(&mutex);
      if (coins < amount) // note: check
        co_return;
    }
    co_await price("till"); // note: suspension
    absl::MutexLock held(&mutex);
    coins -= amount; // expect: await-check-then-act
  }

  mock::task<> pay_looking_again(int amount) {
    co_await price("till");
    absl::MutexLock held(&mutex);
    if (notes >= amount)
      notes -= amount; // ok: looked at under the same lock
  }

  mock::task<> take_by_hand() {
    mutex.Lock();
    const int before = taken; // note: check
    mutex.Unlock();
    co_await price("till"); // note: suspension
    mutex.Lock();
    taken = before + 1; // expect: await-stale-write
    mutex.Unlock();
  }

  void reset() {
    absl::MutexLock held(&mutex);
    coins = notes = taken = 0;
  }
};
