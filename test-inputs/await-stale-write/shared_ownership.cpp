// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Own objects, published objects, constants, one endless owner, and equal names.
#include "coro.h"
#include <map>
#include <memory>
#include <utility>

mock::task<int> next_packet();

struct Stream {
  int bytes = 0;
};

class Hub {
public:
  // scenario: 93
  mock::task<> add(int id) {
    auto stream = std::make_shared<Stream>();
    const int before = stream->bytes;
    const int got = co_await next_packet();
    stream->bytes = before + got; // ok: not yet in the map
    streams.emplace(id, std::move(stream));
  }

  // scenario: 93
  mock::task<> add_listed(int id) {
    auto stream = std::make_shared<Stream>();
    streams.emplace(id, stream);
    const int before = stream->bytes;       // note: check
    const int got = co_await next_packet(); // note: suspension
    stream->bytes = before + got;           // expect: await-stale-write
  }

private:
  std::map<int, std::shared_ptr<Stream>> streams;
};

std::shared_ptr<Stream> latest;

// scenario: 93
mock::task<> publish() {
  auto stream = std::make_shared<Stream>();
  latest = stream;
  const int before = stream->bytes;                // note: check
  stream->bytes = before + co_await next_packet(); // expect: await-stale-write // note: suspension
}

// scenario: 93
mock::task<int> consume(std::unique_ptr<Stream> stream) {
  const int before = stream->bytes;
  const int got = co_await next_packet();
  stream->bytes = before + got; // ok: owned by this frame alone
  co_return stream->bytes;
}

class Offsets {
public:
  explicit Offsets(int base) : base(base) {}

  // scenario: 94
  mock::task<> place() {
    const int start = base;
    const int length = co_await next_packet();
    end = start + length; // ok: base is set by the constructor only
  }

private:
  const int base;
  int end = 0;
};

constexpr int header = 12;
int frame_end = 0;

// scenario: 94
mock::task<> place_frame() {
  frame_end = header + co_await next_packet(); // ok: a constant on the left
}

class Reader {
public:
  Reader() { mock::spawn(pump()); }

private:
  // scenario: 95
  mock::task<> pump() {
    for (;;) {
      const int before = received;            // note: check
      const int got = co_await next_packet(); // note: suspension
      received = before + got;                // expect: await-stale-write low
    }
  }
  int received = 0;
};

int dropped = 0;

// scenario: 96
mock::task<> drop(bool again) {
  if (again) {
    const int count = dropped;
    co_await next_packet();
    (void)count;
  }
  {
    int count = co_await next_packet();
    dropped = count; // ok: this count was read after the wait
  }
}
