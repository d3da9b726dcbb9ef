// cppcoro: a lock whose methods end in _async.
#include "cppcoro.h"
#include <string>
#include <vector>

cppcoro::task<bool> send(std::string line);

struct Log {
  std::vector<std::string> waiting;
  int written = 0;
  int dropped = 0;
  int sent = 0;
  cppcoro::async_mutex mutex;

  cppcoro::task<> write(std::string line) {
    const int number = sent; // note: check
    co_await send(line); // note: suspension
    sent = number + 1; // expect: await-stale-write
  }

  cppcoro::task<> write_alone(std::string line) {
    auto lock = co_await mutex.scoped_lock_async();
    const int number = written;
    co_await send(line);
    written = number + 1; // ok: under the lock
  }

  cppcoro::task<> write_by_hand(std::string line) {
    co_await mutex.lock_async();
    const int number = written;
    co_await send(line);
    written = number + 1; // ok: under the lock
    mutex.unlock();
  }

  cppcoro::task<> write_too_late(std::string line) {
    co_await mutex.lock_async();
    const int number = dropped; // note: check
    mutex.unlock();
    co_await send(line); // note: suspension
    dropped = number + 1; // expect: await-stale-write
  }
};

struct Outbox {
  int queued = 0, safe = 0, added = 0, woken = 0, slept = 0, hopped = 0;
  cppcoro::async_mutex mutex;
  cppcoro::async_auto_reset_event event;
  cppcoro::async_latch latch{2};
  cppcoro::async_scope scope;
  cppcoro::io_service service;

  cppcoro::task<> post(std::string line) {
    const int before = queued; // note: check
    co_await send(line); // note: suspension
    queued = before + 1; // expect: await-stale-write
  }

  cppcoro::task<> post_alone(std::string line) {
    auto lock = co_await mutex.scoped_lock_async();
    const int before = safe;
    co_await send(line);
    safe = before + 1; // ok: under the lock
  }

  cppcoro::task<> add(std::string line) {
    co_await send(line);
    ++added; // ok: one step
  }

  cppcoro::task<> together() {
    co_await cppcoro::when_all(post("a"), post("b")); // expect: await-concurrent-update
    co_await cppcoro::when_all_ready(post("a"), post("b")); // expect: await-concurrent-update
    co_await cppcoro::when_all(post_alone("a"), post_alone("b")); // ok: under the lock
    co_await cppcoro::when_all(add("a"), add("b")); // ok: one step
  }

  cppcoro::task<> many(std::vector<std::string> lines) {
    std::vector<cppcoro::task<>> tasks;
    for (auto &line : lines)
      tasks.push_back(post(line));
    co_await cppcoro::when_all(std::move(tasks)); // expect: await-concurrent-update
  }

  cppcoro::task<> spawned() {
    scope.spawn(post("a"));
    scope.spawn(post("b")); // expect: await-concurrent-update
    co_await scope.join();
  }

  cppcoro::task<> elsewhere() {
    co_await cppcoro::schedule_on(service, post("a"));
    co_await cppcoro::schedule_on(service, post("b")); // ok: the first is over
  }

  cppcoro::task<> wait() {
    const int before = woken; // note: check
    co_await event; // note: suspension
    woken = before + 1; // expect: await-stale-write
  }

  cppcoro::task<> nap() {
    const int before = slept; // note: check
    co_await service.schedule_after(std::chrono::milliseconds(1)); // note: suspension
    slept = before + 1; // expect: await-stale-write
  }

  cppcoro::task<> hop() {
    const int before = hopped; // note: check
    co_await service.schedule(); // note: suspension
    hopped = before + 1; // expect: await-stale-write
  }

  cppcoro::task<> post_if_free(std::string line) {
    if (!mutex.try_lock())
      co_return;
    const int before = safe;
    co_await send(line);
    safe = before + 1; // ok: under the lock
    mutex.unlock();
  }
};
