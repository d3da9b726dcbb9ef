// folly::coro: which of its waits, locks and joins do what.
#include "folly.h"
#include <map>
#include <string>

using folly::coro::Task;

Task<bool> charge(int amount);

struct Wallet {
  int balance = 100;
  int spent = 0;
  int seen = 0;
  int saved = 0;
  std::map<std::string, int> owed;
  folly::coro::Mutex mutex;
  folly::coro::SharedMutex shared;
  folly::fibers::Semaphore one{1};
  folly::Executor *executor = nullptr;

  Task<> withdraw(int amount) {
    if (balance < amount) // note: check
      co_return;
    co_await charge(amount); // note: suspension
    balance -= amount; // expect: await-check-then-act
  }

  Task<> withdraw_alone(int amount) {
    auto lock = co_await mutex.co_scoped_lock();
    if (spent < amount)
      co_return;
    co_await charge(amount);
    spent -= amount; // ok: under the lock
  }

  Task<> withdraw_by_hand(int amount) {
    co_await mutex.co_lock();
    if (spent >= amount) {
      co_await charge(amount);
      spent -= amount; // ok: under the lock
    }
    mutex.unlock();
  }

  Task<> settle(std::string name) {
    auto lock = co_await shared.co_scoped_lock();
    const int open = owed[name];
    co_await charge(open);
    owed[name] -= open; // ok: under the lock
  }

  Task<> settle_as_a_reader(std::string name) {
    auto lock = co_await shared.co_scoped_lock_shared();
    const int open = owed[name];
    co_await charge(open);
    owed[name] -= open; // expect: await-unheld-lock
  }

  // These two are answered at once.
  Task<> look_around() {
    if (balance < 10)
      co_return;
    folly::Executor *here = co_await folly::coro::co_current_executor;
    auto token = co_await folly::coro::co_current_cancellation_token;
    if (here && !token.isCancellationRequested())
      balance -= 10; // ok: nobody else has run
  }

  Task<> go_round() {
    const int before = balance; // note: check
    co_await folly::coro::co_reschedule_on_current_executor; // note: suspension
    balance = before - 1; // expect: await-stale-write
  }

  Task<> count() {
    const int before = seen;
    co_await charge(1);
    seen = before + 1; // expect: await-stale-write
  }

  Task<> look_at(std::string name) {
    co_await shared.co_lock_shared();
    const int open = owed[name];
    shared.unlock_shared();
    co_await charge(open);
  }

  Task<> spend_in_turn(int amount) {
    co_await one.co_wait();
    if (saved >= amount) {
      co_await charge(amount);
      saved -= amount; // ok: one at a time
    }
    one.signal();
  }
};
