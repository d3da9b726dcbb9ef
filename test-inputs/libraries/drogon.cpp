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
