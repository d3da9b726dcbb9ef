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

// What runs side by side, and what comes later.
struct Desk {
  int open = 0, done = 0, safe = 0, napped = 0, timed = 0, late = 0, early = 0, tried = 0, ended = 0, semi = 0, point = 0, sent = 0, waited = 0;
  folly::Executor *executor = nullptr;
  folly::coro::AsyncScope scope;
  folly::coro::CancellableAsyncScope other;
  folly::coro::Mutex mutex;
  folly::coro::SharedMutex shared;
  folly::coro::Baton baton;
  folly::Future<int> request(int id);
  folly::SemiFuture<int> ask(int id);

  Task<> handle(int id) {
    const int before = open; // note: check
    co_await charge(id); // note: suspension
    open = before + 1; // expect: await-stale-write
  }

  Task<> finish(int id) {
    co_await charge(id);
    ++done; // ok: one step
  }

  Task<> handle_alone(int id) {
    auto lock = co_await mutex.co_scoped_lock();
    const int before = safe;
    co_await charge(id);
    safe = before + 1; // ok: under the lock
  }

  Task<> together() {
    co_await folly::coro::collectAll(handle(1), handle(2)); // expect: await-concurrent-update
    co_await folly::coro::collectAllTry(handle(1), handle(2)); // expect: await-concurrent-update
    co_await folly::coro::collectAny(handle(1), handle(2)); // expect: await-concurrent-update
    co_await folly::coro::collectAll(finish(1), finish(2)); // ok: one step
    co_await folly::coro::collectAll(handle_alone(1), handle_alone(2)); // ok: under the lock
  }

  Task<> many(int count) {
    std::vector<Task<>> tasks;
    for (int id = 0; id < count; ++id)
      tasks.push_back(handle(id));
    co_await folly::coro::collectAllRange(std::move(tasks)); // expect: await-concurrent-update
  }

  Task<> windowed(int count) {
    std::vector<Task<>> tasks;
    for (int id = 0; id < count; ++id)
      tasks.push_back(handle(id));
    co_await folly::coro::collectAllWindowed(std::move(tasks), 4); // expect: await-concurrent-update
  }

  void added() {
    scope.add(folly::coro::co_withExecutor(executor, handle(1)));
    scope.add(folly::coro::co_withExecutor(executor, handle(2))); // expect: await-concurrent-update
  }

  void added_to_the_other() {
    other.add(folly::coro::co_withExecutor(executor, finish(1)));
    other.add(folly::coro::co_withExecutor(executor, finish(2))); // ok: one step
  }

  void started() {
    folly::coro::co_withExecutor(executor, handle(1)).start();
    folly::coro::co_withExecutor(executor, handle(2)).start(); // expect: await-concurrent-update
  }

  Task<> one_after_the_other() {
    co_await folly::coro::co_withExecutor(executor, handle(1));
    co_await folly::coro::co_withExecutor(executor, handle(2)); // ok: the first is over
  }

  Task<> invoked(int id) {
    co_await folly::coro::co_invoke([this, id]() -> Task<> {
      const int before = sent; // note: check
      co_await charge(id); // note: suspension
      sent = before + 1; // expect: await-stale-write
    });
  }

  Task<> naps() {
    const int before = napped; // note: check
    co_await folly::coro::sleep(std::chrono::milliseconds(1)); // note: suspension
    napped = before + 1; // expect: await-stale-write
  }

  Task<> waits_for_a_baton() {
    const int before = waited; // note: check
    co_await baton; // note: suspension
    waited = before + 1; // expect: await-stale-write
  }

  Task<> within() {
    co_await folly::coro::timeout(handle(1), std::chrono::milliseconds(1));
  }

  Task<> safe_point() {
    const int before = point;
    co_await folly::coro::co_safe_point;
    point = before + 1; // ok: it does not wait
  }

  void then_value(int id) {
    const int before = late; // note: check
    request(id).thenValue([this, before](int) { // note: suspension
      late = before + 1; // expect: await-stale-write
    });
  }

  void then_one_step(int id) {
    request(id).thenValue([this](int) {
      ++done; // ok: one step
    });
  }

  void then_try(int id) {
    const int before = tried; // note: check
    request(id).thenTry([this, before](int) { // note: suspension
      tried = before + 1; // expect: await-stale-write
    });
  }

  void at_last(int id) {
    const int before = ended; // note: check
    request(id).ensure([this, before] { // note: suspension
      ended = before + 1; // expect: await-stale-write
    });
  }

  void deferred(int id) {
    const int before = semi; // note: check
    ask(id).deferValue([this, before](int) { // note: suspension
      semi = before + 1; // expect: await-stale-write
    });
  }

  Task<> upgraded(int id) {
    auto lock = co_await shared.co_scoped_lock();
    const int before = early;
    co_await charge(id);
    early = before + 1; // ok: under the lock
  }

  Task<> try_first(int id) {
    if (!mutex.try_lock())
      co_return;
    const int before = safe;
    co_await charge(id);
    safe = before + 1; // ok: under the lock
    mutex.unlock();
  }
};

Task<int> fetch(int page);

struct Feed {
  int told = 0, last = 0, sum = 0, total = 0, unordered = 0;
  folly::coro::AsyncScope scope;

  // It goes on when somebody asks for the next one.
  folly::coro::AsyncGenerator<int &&> values() {
    const int before = told; // note: check
    co_yield int(before); // note: suspension
    told = before + 1; // expect: await-stale-write
  }

  Task<> drain() {
    auto all = values();
    const int before = last; // note: check
    while (auto value = co_await all.next()) // note: suspension
      last = before + *value; // expect: await-stale-write
  }

  Task<> merged(std::vector<folly::coro::AsyncGenerator<int &&>> sources) {
    auto all = folly::coro::merge<int &&>(nullptr, std::move(sources));
    const int before = sum; // note: check
    while (auto value = co_await all.next()) // note: suspension
      sum = before + *value; // expect: await-stale-write
  }

  Task<> addUp(std::vector<folly::coro::AsyncGenerator<int &&>> sources) {
    auto all = folly::coro::merge<int &&>(nullptr, std::move(sources));
    while (auto value = co_await all.next())
      total += *value; // ok: one step
  }

  Task<int> page(int number) {
    const int before = unordered;
    const int size = co_await fetch(number);
    unordered = before + size; // expect: await-stale-write
    co_return size;
  }

  Task<> inAnyOrder(int pages) {
    std::vector<Task<int>> tasks;
    for (int number = 0; number < pages; ++number)
      tasks.push_back(page(number));
    auto all = folly::coro::makeUnorderedAsyncGenerator(scope, std::move(tasks)); // expect: await-concurrent-update
    while (auto size = co_await all.next()) {
    }
  }
};
