// concurrencpp: eager and lazy results, and a lock that is given an executor.
#include "concurrencpp.h"

using concurrencpp::lazy_result;
using concurrencpp::result;

result<bool> publish(int item);

struct Feed {
  int next = 0;
  int shown = 0;
  int hidden = 0;
  std::shared_ptr<concurrencpp::executor> on;
  concurrencpp::async_lock mutex;

  result<void> add() {
    const int number = next; // note: check
    co_await publish(number); // note: suspension
    next = number + 1; // expect: await-stale-write
  }

  lazy_result<void> add_alone() {
    auto lock = co_await mutex.lock(on);
    const int number = shown;
    co_await publish(number);
    shown = number + 1; // ok: under the lock
  }

  lazy_result<void> hop() {
    const int number = hidden; // note: check
    co_await concurrencpp::resume_on(on); // note: suspension
    hidden = number + 1; // expect: await-stale-write
  }
};

struct Press {
  int printed = 0, safe = 0, copies = 0, delayed = 0, posted = 0, sheets = 0, waiting = 0, ignored = 0;
  std::shared_ptr<concurrencpp::executor> on;
  std::shared_ptr<concurrencpp::timer_queue> timers;
  concurrencpp::async_lock mutex;
  concurrencpp::async_condition_variable changed;

  result<void> print(int item) {
    const int before = printed; // note: check
    co_await publish(item); // note: suspension
    printed = before + 1; // expect: await-stale-write
  }

  lazy_result<void> print_lazily(int item) {
    const int before = copies; // note: check
    co_await publish(item); // note: suspension
    copies = before + 1; // expect: await-stale-write
  }

  concurrencpp::null_result print_and_forget(int item) {
    const int before = ignored; // note: check
    co_await publish(item); // note: suspension
    ignored = before + 1; // expect: await-stale-write
  }

  result<void> print_alone(int item) {
    auto lock = co_await mutex.lock(on);
    const int before = safe;
    co_await publish(item);
    safe = before + 1; // ok: under the lock
  }

  result<void> together() {
    co_await concurrencpp::when_all(on, print(1), print(2)); // expect: await-concurrent-update
    co_await concurrencpp::when_any(on, print(1), print(2)); // expect: await-concurrent-update
    co_await concurrencpp::when_all(on, print_lazily(1), print_lazily(2)); // expect: await-concurrent-update
    co_await concurrencpp::when_all(on, print_alone(1), print_alone(2)); // ok: under the lock
  }

  result<void> begun() {
    auto first = print(1);
    auto second = print(2); // expect: await-concurrent-update
    co_await std::move(first);
    co_await std::move(second);
  }

  result<void> lazily() {
    auto first = print_lazily(1);
    auto second = print_lazily(2);
    co_await std::move(first);
    co_await std::move(second); // ok: it begins when it is awaited
  }

  void forgets() {
    print_and_forget(1);
    print_and_forget(2); // expect: await-concurrent-update
  }

  void run() {
    auto first = print_lazily(1).run();
    auto second = print_lazily(2).run(); // expect: await-concurrent-update
    posted = 0;
  }

  void posts() {
    on->post([this, before = posted] { posted = before + 1; }); // expect: await-stale-write
  }

  result<void> delays() {
    const int before = delayed; // note: check
    co_await timers->make_delay_object(std::chrono::milliseconds(1), on); // note: suspension
    delayed = before + 1; // expect: await-stale-write
  }

  result<void> feed() {
    auto lock = co_await mutex.lock(on);
    co_await changed.await(on, lock, [this] { return sheets > 0; });
    --sheets; // ok: looked at under the lock
  }

  result<void> feed_in_a_loop() {
    auto lock = co_await mutex.lock(on);
    while (sheets == 0)
      co_await changed.await(on, lock);
    --sheets; // ok: looked at under the lock
  }

  result<void> feed_too_late() {
    auto lock = co_await mutex.lock(on);
    const int before = waiting; // note: check
    co_await changed.await(on, lock); // note: suspension
    waiting = before + 1; // expect: await-stale-write
  }

  result<void> load() {
    auto lock = co_await mutex.lock(on);
    ++sheets;
    ++waiting;
    changed.notify_one();
  }

  result<void> print_if_free(int item) {
    if (!co_await mutex.try_lock())
      co_return;
    const int before = safe;
    co_await publish(item);
    safe = before + 1; // ok: under the lock
    mutex.unlock();
  }
};
