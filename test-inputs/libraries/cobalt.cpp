// Boost.Cobalt: lazy tasks and eager promises.
#include "cobalt.h"

namespace cobalt = boost::cobalt;

cobalt::promise<int> fetch(int page);

struct Reader {
  int pages = 0;
  int bytes = 0;
  int open = 3;
  int looked = 0;
  cobalt::channel<int> queue{4};

  cobalt::task<> read(int page) {
    const int before = pages; // note: check
    co_await fetch(page); // note: suspension
    pages = before + 1; // expect: await-stale-write
  }

  cobalt::promise<> count(int page) {
    const int before = bytes; // note: check
    const int more = co_await fetch(page); // note: suspension
    bytes = before + more; // expect: await-stale-write
  }

  cobalt::task<> hand_over() {
    if (open < 1) // note: check
      co_return;
    co_await queue.write(open); // note: suspension
    --open; // expect: await-check-then-act
  }

  cobalt::task<> look() {
    const int before = looked;
    const int executor = co_await cobalt::this_coro::executor;
    looked = before + executor; // ok: nobody else has run
  }
};

struct Shelf {
  int books = 0, lent = 0, read = 0, lost = 0, woken = 0, cancelled = 0;
  cobalt::executor on;
  cobalt::channel<int> queue{4};

  cobalt::task<> add(int book) {
    const int before = books; // note: check
    co_await fetch(book); // note: suspension
    books = before + 1; // expect: await-stale-write
  }

  cobalt::promise<> lend(int book) {
    const int before = lent; // note: check
    co_await fetch(book); // note: suspension
    lent = before + 1; // expect: await-stale-write
  }

  cobalt::promise<> count(int book) {
    co_await fetch(book);
    ++read; // ok: one step
  }

  cobalt::detached lose(int book) {
    const int before = lost; // note: check
    co_await fetch(book); // note: suspension
    lost = before + 1; // expect: await-stale-write
  }

  cobalt::task<> together() {
    co_await cobalt::join(add(1), add(2)); // expect: await-concurrent-update
    co_await cobalt::gather(add(1), add(2)); // expect: await-concurrent-update
    co_await cobalt::race(add(1), add(2)); // expect: await-concurrent-update
    co_await cobalt::left_race(add(1), add(2)); // expect: await-concurrent-update
    co_await cobalt::join(lend(1), lend(2)); // expect: await-concurrent-update
    co_await cobalt::join(count(1), count(2)); // ok: one step
  }

  // A promise runs when it is made.
  cobalt::task<> begun() {
    auto first = lend(1);
    auto second = lend(2); // expect: await-concurrent-update
    co_await first;
    co_await second;
  }

  void let_go() {
    +lend(1);
    +lend(2); // expect: await-concurrent-update
  }

  void losing() {
    lose(1);
    lose(2); // expect: await-concurrent-update
  }

  void spawned() {
    cobalt::spawn(on, add(1), cobalt::asio_detached);
    cobalt::spawn(on, add(2), cobalt::asio_detached); // expect: await-concurrent-update
  }

  cobalt::task<> group() {
    cobalt::wait_group all;
    all.push_back(lend(1));
    all.push_back(lend(2)); // expect: await-concurrent-update
    co_await all.wait();
  }

  cobalt::task<> takes() {
    const int before = woken; // note: check
    const int more = co_await queue.read(); // note: suspension
    woken = before + more; // expect: await-stale-write
  }

  cobalt::task<> looks() {
    const int before = cancelled;
    const bool now = co_await cobalt::this_coro::cancelled;
    cancelled = before + now; // ok: nobody else has run
  }
};
