// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A coroutine that waits for a lock which it holds itself waits for ever.
#include "coro.h"

#include <mutex>
#include <string>

mock::task<> write(std::string line);

class Journal {
public:
  mock::task<> append(std::string line) {
    auto guard = co_await mutex_.scoped_lock();
    ++lines_;
    co_await write(line);
  }

  mock::task<> append_twice(std::string line) {
    auto first = co_await mutex_.scoped_lock();
    lines_ += 2;
    auto second = co_await mutex_.scoped_lock(); // expect: await-unheld-lock
    co_await write(line);
  }

  mock::task<> rotate() {
    auto guard = co_await mutex_.scoped_lock();
    lines_ = 0;
    co_await append("rotated"); // expect: await-unheld-lock
  }

  mock::task<> rotate_right() {
    {
      auto guard = co_await mutex_.scoped_lock();
      lines_ = 0;
    }
    co_await append("rotated"); // ok: let go before the call
  }

  mock::task<> rotate_locked() {
    auto guard = co_await mutex_.scoped_lock();
    lines_ = 0;
    co_await append_locked("rotated"); // ok: the callee expects the lock to be held
  }

  mock::task<> relock(std::string line) {
    auto guard = co_await mutex_.scoped_lock();
    ++lines_;
    guard.unlock();
    co_await write(line);
    guard = co_await mutex_.scoped_lock(); // ok: not held any more
    --lines_;
  }

  mock::task<> in_rounds(int n) {
    for (int i = 0; i < n; ++i) {
      co_await mutex_.lock(); // ok: unlocked at the end of every round
      ++lines_;
      mutex_.unlock();
    }
  }

private:
  mock::task<> append_locked(std::string line) {
    ++lines_;
    co_await write(line);
  }

  mock::mutex mutex_;
  long lines_ = 0;
};

static mock::mutex printer;
static mock::mutex scanner;

mock::task<> copy(bool fast) {
  co_await printer.lock();
  if (fast) {
    co_await printer.lock(); // expect: await-unheld-lock
    co_await write("fast");
  }
  printer.unlock();
}

mock::task<> copy_with_both() {
  auto a = co_await printer.scoped_lock();
  auto b = co_await scanner.scoped_lock(); // ok: another lock
  co_await write("both");
}

mock::task<> copy_if_free() {
  if (!printer.try_lock())
    co_await printer.lock(); // ok: it was not free, so it is not ours yet
  co_await write("free");
  printer.unlock();
}

struct Outbox {
  std::recursive_mutex m;
  std::mutex plain;
  int letters = 0;
  int stamps = 0;
};

mock::task<> post(Outbox &box) {
  std::lock_guard outer(box.m);
  std::lock_guard inner(box.m); // ok: it counts
  ++box.stamps;
  co_await write("post");
}

mock::task<> post_plain(Outbox &box) {
  std::unique_lock outer(box.plain);
  std::unique_lock inner(box.plain, std::defer_lock);
  ++box.letters;
  inner.lock(); // expect: await-unheld-lock
  co_await write("post");
}

mock::task<> post_adopted(Outbox &box) {
  box.plain.lock();
  std::lock_guard hold(box.plain, std::adopt_lock); // ok: takes over what is locked
  ++box.letters;
  co_await write("post");
}

// Each node has a lock of its own.
struct Node {
  mock::mutex m;
  Node *next = nullptr;
  int value = 0;
};

mock::task<> hand_over_hand(Node *node) {
  co_await node->m.lock();
  Node *before = node;
  node = node->next;
  co_await node->m.lock(); // ok: the lock of the next node
  before->m.unlock();
  node->value = 1;
  node->m.unlock();
}
