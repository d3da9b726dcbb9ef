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
