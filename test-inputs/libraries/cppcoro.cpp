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
