// TooManyCooks: a mutex and a semaphore that are awaited themselves.
#include "tmc.h"

tmc::task<bool> load(int page);

struct Book {
  int pages = 0;
  int read = 0;
  int lent = 0;
  int copies = 3;
  tmc::mutex mutex;
  tmc::semaphore desk{1};

  tmc::task<> add(int page) {
    const int before = pages; // note: check
    co_await load(page); // note: suspension
    pages = before + 1; // expect: await-stale-write
  }

  tmc::task<> add_alone(int page) {
    auto scope = co_await mutex.lock_scope();
    const int before = read;
    co_await load(page);
    read = before + 1; // ok: under the lock
  }

  tmc::task<> add_by_hand(int page) {
    co_await mutex;
    const int before = read;
    co_await load(page);
    read = before + 1; // ok: under the lock
    co_await mutex.co_unlock();
  }

  tmc::task<> add_unlocked(int page) {
    co_await mutex;
    const int before = lent; // note: check
    mutex.unlock();
    co_await load(page); // note: suspension
    lent = before + 1; // expect: await-stale-write
  }

  tmc::task<> lend(int page) {
    auto mine = co_await desk.acquire_scope();
    if (copies > 0) {
      co_await load(page);
      --copies; // ok: one at a time
    }
  }

  tmc::task<> lend_by_hand(int page) {
    co_await desk;
    if (copies > 0) {
      co_await load(page);
      --copies; // ok: one at a time
    }
    desk.release();
  }

  tmc::task<> give_back(int page) {
    co_await desk;
    const int before = copies;
    co_await load(page);
    copies = before + 1; // ok: one at a time
    co_await desk.co_release();
  }
};
