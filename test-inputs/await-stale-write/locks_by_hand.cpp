// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// lock() and unlock() written by hand, and try_lock().
#include "coro.h"

#include <memory>

mock::task<bool> flush_disk();
mock::task<> beep();

// scenario: 99
class Journal {
public:
  mock::task<> append(long bytes) {
    co_await mutex_.lock();
    const long end = end_;
    co_await flush_disk();
    end_ = end + bytes; // ok: locked until the next line
    mutex_.unlock();
  }

  mock::task<bool> truncate(long to) {
    co_await mutex_.lock();
    if (end_ <= to) {
      mutex_.unlock();
      co_return false;
    }
    co_await flush_disk();
    end_ = to; // ok: the early way out unlocks, this one is still locked
    mutex_.unlock();
    co_return true;
  }

  mock::task<bool> try_append(long bytes) {
    if (!mutex_.try_lock())
      co_return false;
    const long end = end_;
    co_await flush_disk();
    end_ = end + bytes; // ok: try_lock gave the lock
    mutex_.unlock();
    co_return true;
  }

private:
  mock::mutex mutex_;
  long end_ = 0;
};

// scenario: 99
class Spool {
public:
  mock::task<> add(long bytes) {
    co_await mutex_.lock();
    const long size = size_; // note: check
    mutex_.unlock();
    co_await flush_disk(); // note: suspension
    size_ = size + bytes;  // expect: await-stale-write
  }

  mock::task<> remove(long bytes) {
    co_await mutex_.lock();
    const long size = size_; // note: check
    mutex_.unlock();
    co_await mutex_.lock(); // note: suspension
    size_ = size - bytes;   // expect: await-stale-write
    mutex_.unlock();
  }

  mock::task<> trim() {
    co_await mutex_.lock();
    const long size = size_; // note: check
    if (size > 4096) {
      mutex_.unlock();
      co_await beep();
      co_await mutex_.lock();
    }
    size_ = size / 2; // expect: await-stale-write
    mutex_.unlock();
  }

private:
  mock::mutex mutex_;
  long size_ = 0;
};

// scenario: 99
struct Drum {
  mock::mutex m;
  int sector = 0;
};

mock::task<> turn(std::shared_ptr<Drum> drum) {
  co_await drum->m.lock();
  const int at = drum->sector;
  co_await beep();
  drum->sector = (at + 1) % 64; // ok: locked
  drum->m.unlock();
}

mock::task<> rewind(std::shared_ptr<Drum> drum) {
  co_await drum->m.lock();
  while (drum->sector > 0) {
    const int at = drum->sector;
    co_await beep();
    drum->sector = at - 1; // ok: locked during the whole loop
  }
  drum->m.unlock();
}
