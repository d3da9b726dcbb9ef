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

struct Library {
  int books = 0, safe = 0, read = 0, yielded = 0, moved = 0, woken = 0, rested = 0;
  tmc::mutex mutex;
  tmc::ex_cpu cpu;
  tmc::manual_reset_event event;

  tmc::task<> add(int page) {
    const int before = books; // note: check
    co_await load(page); // note: suspension
    books = before + 1; // expect: await-stale-write
  }

  tmc::task<> add_alone(int page) {
    auto scope = co_await mutex.lock_scope();
    const int before = safe;
    co_await load(page);
    safe = before + 1; // ok: under the lock
  }

  tmc::task<> count(int page) {
    co_await load(page);
    ++read; // ok: one step
  }

  tmc::task<> together() {
    co_await tmc::spawn_tuple(add(1), add(2)); // expect: await-concurrent-update
    co_await tmc::spawn_tuple(add_alone(1), add_alone(2)); // ok: under the lock
    co_await tmc::spawn_tuple(count(1), count(2)); // ok: one step
  }

  tmc::task<> many(int pages) {
    std::vector<tmc::task<>> tasks;
    for (int page = 0; page < pages; ++page)
      tasks.push_back(add(page));
    co_await tmc::spawn_many(std::move(tasks)); // expect: await-concurrent-update
  }

  tmc::task<> forked() {
    auto first = tmc::spawn(add(1)).fork();
    auto second = tmc::spawn(add(2)).fork(); // expect: await-concurrent-update
    co_await std::move(first);
    co_await std::move(second);
  }

  tmc::task<> group() {
    auto all = tmc::fork_group();
    all.fork(add(1));
    all.fork(add(2)); // expect: await-concurrent-update
    co_await std::move(all);
  }

  tmc::task<> spawned_and_awaited() {
    co_await tmc::spawn(add(1));
    co_await tmc::spawn(add(2)); // ok: the first is over
  }

  void detached() {
    tmc::spawn(add(1)).detach();
    tmc::spawn(add(2)).detach(); // expect: await-concurrent-update
  }

  void posted() {
    tmc::post(cpu, add(1));
    tmc::post(cpu, add(2)); // expect: await-concurrent-update
  }

  tmc::task<> yields() {
    const int before = yielded; // note: check
    co_await tmc::yield(); // note: suspension
    yielded = before + 1; // expect: await-stale-write
  }

  tmc::task<> yields_perhaps() {
    const int before = rested; // note: check
    co_await tmc::yield_if_requested(); // note: suspension
    rested = before + 1; // expect: await-stale-write
  }

  tmc::task<> moves() {
    const int before = moved; // note: check
    co_await tmc::resume_on(cpu); // note: suspension
    moved = before + 1; // expect: await-stale-write
  }

  tmc::task<> waits() {
    const int before = woken; // note: check
    co_await event; // note: suspension
    woken = before + 1; // expect: await-stale-write
  }

  tmc::task<> add_if_free(int page) {
    if (!mutex.try_lock())
      co_return;
    const int before = safe;
    co_await load(page);
    safe = before + 1; // ok: under the lock
    mutex.unlock();
  }
};

struct Shelf {
  int books = 0, safe = 0, kept = 0, picked = 0, first = 0;
  tmc::rw_lock lock;
  tmc::ex_cpu cpu;

  tmc::task<> add(int page) {
    auto scope = co_await lock.lock_write_scope();
    const int before = safe;
    co_await load(page);
    safe = before + 1; // ok: the only writer
  }

  tmc::task<> add_by_hand(int page) {
    co_await lock.lock_write();
    const int before = safe;
    co_await load(page);
    safe = before + 1; // ok: the only writer
    lock.unlock_write();
  }

  // Readers do not keep each other out.
  tmc::task<> add_as_reader(int page) {
    auto scope = co_await lock.lock_read_scope();
    const int before = books; // note: check
    co_await load(page); // note: suspension
    books = before + 1; // expect: await-stale-write
  }

  tmc::task<> add_as_reader_by_hand(int page) {
    co_await lock.lock_read();
    const int before = kept; // note: check
    co_await load(page); // note: suspension
    kept = before + 1; // expect: await-stale-write
    lock.unlock_read();
  }

  tmc::task<> add_if_free(int page) {
    if (!lock.try_lock_write())
      co_return;
    const int before = safe;
    co_await load(page);
    safe = before + 1; // ok: the only writer
    lock.unlock_write();
  }

  tmc::task<> pick(int page) {
    const int before = picked;
    co_await load(page);
    picked = before + 1; // expect: await-stale-write
  }

  tmc::task<> race() {
    co_await tmc::select(pick(1), pick(2)); // expect: await-concurrent-update
  }

  void post_all(int pages) {
    std::vector<tmc::task<>> tasks;
    for (int page = 0; page < pages; ++page)
      tasks.push_back(pick(page));
    tmc::post_bulk(cpu, std::move(tasks)); // expect: await-concurrent-update medium
  }
};
