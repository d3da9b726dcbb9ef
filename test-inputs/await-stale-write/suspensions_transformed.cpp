// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// await_transform changes what an operand means: what counts is what is awaited in the end.
#include "coro.h"

#include <chrono>
#include <memory>

struct Sleep {
  std::chrono::milliseconds time;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const { mock::run_queue.push_back(h); }
  void await_resume() const noexcept {}
};

struct CurrentId {}; // asks the promise, see await_transform

struct IdAwaiter {
  int id;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return id; }
};

template <class A> struct Traced {
  A inner;
  bool await_ready() { return inner.await_ready(); }
  auto await_suspend(std::coroutine_handle<> h) { return inner.await_suspend(h); }
  decltype(auto) await_resume() { return inner.await_resume(); }
};

struct Job {
  struct promise_type {
    Job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}

    Sleep await_transform(std::chrono::milliseconds time) { return {time}; }
    IdAwaiter await_transform(CurrentId) { return {id}; }
    template <class A> Traced<A> await_transform(A a) { return {std::move(a)}; }

    int id = 0;
  };
};

using namespace std::chrono_literals;

// scenario: 97
class Beacon {
public:
  Job blink() {
    const int lit = lit_; // note: check
    co_await 20ms;        // note: suspension
    lit_ = lit + 1;       // expect: await-stale-write
  }

  Job mark() {
    const int lit = lit_;
    const int id = co_await CurrentId{};
    lit_ = lit + id; // ok: becomes an awaiter that is always ready
  }

  Job pause() {
    const int lit = lit_;
    co_await std::suspend_never{};
    lit_ = lit - 1; // ok: what is written never suspends, and the wrapper only hands on
  }

  Job wait() {
    const int lit = lit_;   // note: check
    co_await mock::yield(); // note: suspension
    lit_ = lit - 1;         // expect: await-stale-write
  }

private:
  int lit_ = 0;
};

// scenario: 97
struct Lamp {
  int hours = 0;
};

Job burn(std::shared_ptr<Lamp> lamp) {
  if (lamp->hours < 1000) { // note: check
    co_await 1ms;           // note: suspension
    ++lamp->hours;          // expect: await-check-then-act
  }
}

Job burn_now(std::shared_ptr<Lamp> lamp) {
  if (lamp->hours < 1000) {
    const int id = co_await CurrentId{};
    lamp->hours += id; // ok: no suspension
  }
}
