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
