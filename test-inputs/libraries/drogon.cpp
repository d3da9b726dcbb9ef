// Drogon: lazy tasks, its mutex, and what runs on its own.
#include "drogon.h"

drogon::Task<bool> mail(int user);

struct Users {
  int count = 0;
  int mailed = 0;
  int active = 0;
  int seats = 5;
  trantor::EventLoop *loop = nullptr;
  drogon::Mutex mutex;

  drogon::Task<> add(int user) {
    const int before = count; // note: check
    co_await mail(user); // note: suspension
    count = before + 1; // expect: await-stale-write
  }

  drogon::Task<> add_alone(int user) {
    auto lock = co_await mutex.scoped_lock();
    const int before = mailed;
    co_await mail(user);
    mailed = before + 1; // ok: under the lock
  }

  drogon::Task<> add_by_hand(int user) {
    co_await mutex.lock(loop);
    const int before = mailed;
    co_await mail(user);
    mailed = before + 1; // ok: under the lock
    mutex.unlock();
  }

  drogon::Task<> hop() {
    if (seats < 1) // note: check
      co_return;
    co_await drogon::switchThreadCoro(loop); // note: suspension
    --seats; // expect: await-check-then-act
  }

  void in_background(int user) {
    drogon::async_run([this, user]() -> drogon::Task<> {
      const int before = active; // note: check
      co_await mail(user); // note: suspension
      active = before + 1; // expect: await-stale-write
    });
  }
};

struct Rooms {
  int booked = 0, counted = 0, safe = 0, slept = 0, queued = 0, both = 0;
  trantor::EventLoop *loop = nullptr;
  drogon::Mutex mutex;

  drogon::Task<> book(int user) {
    const int before = booked; // note: check
    co_await mail(user); // note: suspension
    booked = before + 1; // expect: await-stale-write
  }

  drogon::Task<> book_alone(int user) {
    auto lock = co_await mutex.scoped_lock();
    const int before = safe;
    co_await mail(user);
    safe = before + 1; // ok: under the lock
  }

  drogon::Task<> count(int user) {
    co_await mail(user);
    ++counted; // ok: one step
  }

  drogon::AsyncTask book_in_background(int user) {
    const int before = both; // note: check
    co_await mail(user); // note: suspension
    both = before + 1; // expect: await-stale-write
  }

  drogon::Task<> together() {
    co_await drogon::when_all(book(1), book(2)); // expect: await-concurrent-update
    co_await drogon::when_all(book_alone(1), book_alone(2)); // ok: under the lock
    co_await drogon::when_all(count(1), count(2)); // ok: one step
  }

  drogon::Task<> all(int users) {
    std::vector<drogon::Task<>> tasks;
    for (int user = 0; user < users; ++user)
      tasks.push_back(book(user));
    co_await drogon::when_all(std::move(tasks)); // expect: await-concurrent-update
  }

  void started() {
    drogon::async_run(book(1));
    drogon::async_run(book(2)); // expect: await-concurrent-update
  }

  void in_futures() {
    auto first = drogon::co_future(book(1));
    auto second = drogon::co_future(book(2)); // expect: await-concurrent-update
    first.get();
    second.get();
  }

  void begun() {
    book_in_background(1);
    book_in_background(2); // expect: await-concurrent-update
  }

  void waited_for() {
    drogon::sync_wait(book(1));
    drogon::sync_wait(book(2)); // ok: the first is over
  }

  drogon::Task<> sleeps() {
    const int before = slept; // note: check
    co_await drogon::sleepCoro(loop, std::chrono::milliseconds(1)); // note: suspension
    slept = before + 1; // expect: await-stale-write
  }

  drogon::Task<> queues() {
    const int before = queued; // note: check
    co_await drogon::queueInLoopCoro(loop, [] {}); // note: suspension
    queued = before + 1; // expect: await-stale-write
  }
};
