// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Compound assignment evaluates its right side first, so the old value is read after the await.
#include "coro.h"

#include <atomic>
#include <map>
#include <memory>
#include <string>

namespace telemetry {

mock::task<unsigned> next_frame();
mock::task<std::string> next_line();

struct Bytes {
  unsigned long n = 0;
  Bytes &operator+=(const Bytes &o) {
    n += o.n;
    return *this;
  }
  Bytes &operator-=(Bytes o) {
    n -= o.n;
    return *this;
  }
};
mock::task<Bytes> receive();

class Channel {
public:
  // scenario: 2
  mock::task<> arithmetic() {
    frames += co_await next_frame(); // ok: frames is read after the await
    frames -= co_await next_frame(); // ok: the same
    frames *= co_await next_frame(); // ok: the same
    frames /= co_await next_frame(); // ok: the same
    frames %= co_await next_frame(); // ok: the same
  }

  // scenario: 2
  mock::task<> bits() {
    flags &= co_await next_frame();  // ok: flags is read after the await
    flags |= co_await next_frame();  // ok: the same
    flags ^= co_await next_frame();  // ok: the same
    flags <<= co_await next_frame(); // ok: the same
    flags >>= co_await next_frame(); // ok: the same
  }

  // scenario: 1, 2
  mock::task<> spelled_out() {
    frames = frames + co_await next_frame(); // expect: await-stale-write // note: check
  }

  // scenario: 1, 2
  mock::task<> spelled_out_bits() {
    flags = flags ^ co_await next_frame(); // expect: await-stale-write // note: suspension
  }

  // scenario: 2
  mock::task<> text() {
    transcript += co_await next_line();      // ok: overloaded += keeps the order of the builtin
    transcript.append(co_await next_line()); // ok: only the address comes before the await
  }

  // scenario: 2
  mock::task<> overloaded() {
    received += co_await receive();          // ok: overloaded += keeps the order of the builtin
    received -= co_await receive();          // ok: by value is the right operand, not received
    received.operator+=(co_await receive()); // ok: only the address comes before the await
  }

  // scenario: 2
  mock::task<> atomic() {
    seen += co_await next_frame(); // ok: one atomic addition after the await
  }

private:
  unsigned frames = 0;
  unsigned flags = 0;
  std::string transcript;
  Bytes received;
  std::atomic<unsigned> seen{0};
};

unsigned long g_bytes_in = 0;
std::map<int, unsigned> g_frames_by_port;

// scenario: 2
mock::task<> count_globally(int port) {
  g_bytes_in += co_await next_frame();             // ok: read after the await
  g_frames_by_port[port] += co_await next_frame(); // ok: the entry is looked up after the await
}

// scenario: 1, 2
mock::task<> count_globally_spelled_out() {
  g_bytes_in = g_bytes_in +           // expect: await-stale-write // note: check
               co_await next_frame(); // note: suspension
}

struct Peer {
  unsigned lost = 0;
  Bytes sent;
};

// scenario: 2
mock::task<> account(std::shared_ptr<Peer> peer, Peer &total) {
  peer->lost += co_await next_frame(); // ok: read after the await
  total.sent += co_await receive();    // ok: the same
}

} // namespace telemetry
