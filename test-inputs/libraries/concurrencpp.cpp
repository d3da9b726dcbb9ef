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
