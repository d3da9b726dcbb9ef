// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A semaphore of one permit is a mutex.
#include "coro.h"

#include <memory>

mock::task<> upload(long bytes);

// scenario: 99
class Modem {
public:
  mock::task<> send(long bytes) {
    co_await line_.acquire();
    const long so_far = sent_;
    co_await upload(bytes);
    sent_ = so_far + bytes; // ok: one permit, held from the read to the write
    line_.release();
  }

private:
  mock::semaphore line_{1};
  long sent_ = 0;
};

// scenario: 99
class Fax {
public:
  Fax() : one_(1) {}

  mock::task<> send() {
    co_await one_.acquire();
    const int n = pages_;
    co_await upload(n);
    pages_ = n + 1; // ok: the constructor gives it one permit
    one_.release();
  }

private:
  mock::semaphore one_;
  int pages_ = 0;
};

// scenario: 99
class Pager {
public:
  mock::task<> page() {
    co_await turn_.acquire();
    const int n = calls_; // note: check
    turn_.release();
    co_await upload(n); // note: suspension
    calls_ = n + 1;     // expect: await-stale-write
  }

private:
  mock::semaphore turn_{1};
  int calls_ = 0;
};

// scenario: 99
static mock::semaphore antenna(1);
static long degrees = 0;

mock::task<> rotate(long by) {
  co_await antenna.acquire();
  const long before = degrees;
  co_await upload(by);
  degrees = (before + by) % 360; // ok: one permit
  antenna.release();
}

// scenario: 99
struct Permit {
  mock::semaphore &from;
  ~Permit() { from.release(); }
};

struct Channel {
  mock::semaphore single{1};
  long total = 0;
};

mock::task<> relay(std::shared_ptr<Channel> ch, long bytes) {
  co_await ch->single.acquire();
  Permit permit{ch->single};
  const long total = ch->total;
  co_await upload(bytes);
  ch->total = total + bytes; // ok: the permit goes back when the object dies
}
