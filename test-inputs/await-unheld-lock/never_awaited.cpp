// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// lock() gives something to await; what is not awaited takes nothing.
#include "coro.h"

#include <memory>
#include <mutex>
#include <string>
#include <utility>

mock::task<> draw(int x);

class Canvas {
  auto turn() { return mutex_.scoped_lock(); }

public:
  mock::task<> line(int x) {
    mutex_.lock(); // expect: await-unheld-lock
    last_ = x;
    co_await draw(x);
    mutex_.unlock();
  }

  mock::task<> circle(int x) {
    auto guard = mutex_.scoped_lock(); // expect: await-unheld-lock
    last_ = x;
    co_await draw(x);
  }

  mock::task<> square(int x) {
    auto wait = mutex_.scoped_lock();
    auto guard = co_await wait; // ok: awaited here
    last_ = x;
    co_await draw(x);
  }

  mock::task<> triangle(int x) {
    [[maybe_unused]] auto guard = mutex_.scoped_lock(); // expect: await-unheld-lock
    co_await draw(x);
  }

  mock::task<> star(int x) {
    auto guard = turn(); // expect: await-unheld-lock
    (void)guard;
    co_await draw(x);
  }

  mock::task<> moon(int x) {
    auto guard = co_await turn(); // ok
    co_await draw(x);
  }

private:
  mock::mutex mutex_;
  int last_ = 0;
};

struct Plotter {
  mock::mutex m;
  int pen = 0;
};

mock::task<> plot(std::shared_ptr<Plotter> p, int x) {
  (void)p->m.lock(); // expect: await-unheld-lock
  p->pen = x;
  co_await draw(x);
}

// std::mutex::lock() is all there is to it.
static std::mutex threads;
static int strokes = 0;

mock::task<> stroke() {
  threads.lock(); // ok: nothing to await
  ++strokes;
  threads.unlock();
  co_await draw(strokes);
}

// Somebody else awaits it.
mock::mutex::lock_awaiter enter(mock::mutex &m) { return m.lock(); } // ok
mock::task<> await_for(mock::mutex::lock_awaiter wait);

mock::task<> passed_on(mock::mutex &m) {
  co_await await_for(m.lock()); // ok: handed to what awaits it
  m.unlock();
}
