// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A semaphore of eight permits lets eight in: it protects nothing that they share.
#include "coro.h"

#include <memory>

mock::task<> upload(long bytes);

// scenario: 99
class Cable {
public:
  Cable() : slots_(8) {}

  mock::task<> send(long bytes) {
    co_await slots_.acquire();
    const long so_far = sent_; // note: check
    co_await upload(bytes);    // note: suspension
    sent_ = so_far + bytes;    // expect: await-stale-write
    slots_.release();
  }

  mock::task<> send_within(long bytes) {
    co_await slots_.acquire();
    if (quota_ >= bytes) {    // note: check
      co_await upload(bytes); // note: suspension
      quota_ -= bytes;        // expect: await-check-then-act
    }
    slots_.release();
  }

private:
  mock::semaphore slots_;
  long sent_ = 0;
  long quota_ = 1 << 20;
};

// scenario: 99
static mock::semaphore uplinks(8);
static long frames = 0;

mock::task<> transmit() {
  co_await uplinks.acquire();
  const long before = frames; // note: check
  co_await upload(before);    // note: suspension
  frames = before + 1;        // expect: await-stale-write
  uplinks.release();
}

// scenario: 99
struct Printer {
  mock::semaphore trays{8};
  mock::mutex counting;
  long sheets = 0;
};

mock::task<> print(std::shared_ptr<Printer> printer, long n) {
  co_await printer->trays.acquire();
  {
    auto exact = co_await printer->counting.scoped_lock();
    const long before = printer->sheets;
    co_await upload(n);
    printer->sheets = before + n; // ok: the mutex protects it, not the semaphore
  }
  printer->trays.release();
}
