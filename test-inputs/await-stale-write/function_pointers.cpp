// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A called function pointer is read before its arguments, a called std::function only named.
#include "coro.h"

#include <functional>
#include <memory>

namespace lexing {

struct Next;
using Step = Next (*)(char);
/// What a step says comes after it.
struct Next {
  Step step;
  operator Step() const { return step; }
};

Next in_text(char c);
Next in_tag(char c);
mock::task<char> read_char();

class Lexer {
public:
  // scenario: 17
  mock::task<> advance() {
    step_ = step_(co_await read_char()); // expect: await-stale-write // note: check
  }

  // scenario: 17
  mock::task<> advance_late() {
    const char c = co_await read_char();
    step_ = step_(c); // ok: the pointer is read after the await
  }

  // scenario: 17
  mock::task<> advance_function() {
    handler_ = handler_(co_await read_char()).step; // ok: only the address comes before the await
  }

  void reset() {
    step_ = in_text;
    handler_ = in_text;
  }

private:
  Step step_ = in_text;
  std::function<Next(char)> handler_ = in_text;
};

Step current_step = in_tag;
std::function<Next(char)> current_handler = in_tag;

// scenario: 17
mock::task<> step_once() {
  current_step = current_step( // expect: await-stale-write // note: check
      co_await read_char());   // note: suspension
}

// scenario: 17
mock::task<> handle_once() {
  current_handler = current_handler(co_await read_char()).step; // ok: only the address comes before
}

struct Machine {
  Step state = in_text;
};

// scenario: 17
mock::task<> drive(std::shared_ptr<Machine> machine) {
  machine->state = machine->state(co_await read_char()); // expect: await-stale-write // note: check
}

// scenario: 17
mock::task<> drive_late(Machine &machine) {
  const char c = co_await read_char();
  machine.state = machine.state(c); // ok: the pointer is read after the await
}

} // namespace lexing
