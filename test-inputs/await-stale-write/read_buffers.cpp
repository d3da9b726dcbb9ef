// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A buffer is made large, filled by what is awaited, and cut to what has come. How much came is
// the answer of the operation, not a copy of the buffer.
#include "coro.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace wire {

mock::task<int> receive(std::vector<char> &into);
mock::task<int> receive_span(std::span<char> into);
mock::task<int> receive_raw(char *into, std::size_t room);
mock::task<int> blend(int level);

class Reader {
public:
  // scenario: 105
  mock::task<> by_reference() {
    buffer_.resize(512);
    const int n = co_await receive(buffer_);
    buffer_.resize(n);
  }

  // scenario: 105
  mock::task<> by_span() {
    buffer_.resize(512);
    const int n = co_await receive_span(buffer_);
    buffer_.resize(n);
  }

  // scenario: 105
  mock::task<> by_pointer() {
    buffer_.resize(512);
    const int n = co_await receive_raw(buffer_.data(), buffer_.size());
    buffer_.resize(n); // ok: n is an answer, not a copy
  }

  // scenario: 10
  mock::task<> by_value() {
    level_ = co_await blend(level_); // expect: await-stale-write
  }

  // scenario: 37
  mock::task<> by_old_size() {
    const auto old = buffer_.size();                        // note: check
    const int n = co_await receive_raw(buffer_.data(), 16); // note: suspension
    buffer_.resize(old + n);                                // expect: await-stale-write
  }

private:
  std::vector<char> buffer_;
  int level_ = 0;
};

struct Packet {
  std::string text;
};

// scenario: 105
mock::task<> fill(std::shared_ptr<Packet> packet) {
  packet->text.resize(80);
  const int n = co_await receive_raw(packet->text.data(), packet->text.size());
  packet->text.resize(n); // ok: n is an answer, not a copy
}

// scenario: 105
mock::task<std::string> fill_own() {
  std::string text(80, ' ');
  const int n = co_await receive_raw(text.data(), text.size());
  text.resize(n); // ok: a local
  co_return text;
}

} // namespace wire
