// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A mutex that the project wrote itself, of a flag and a condition: it has acquire() and release(), but it is no
// semaphore; and a door whose lock() is no mutex.
#include "coro.h"

#include <string>
#include <utility>

mock::task<bool> deliver(std::string parcel);

class AsyncMutex {
public:
  class Hold {
  public:
    explicit Hold(AsyncMutex &of) : of_(&of) {}
    Hold(Hold &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    ~Hold() {
      if (of_)
        of_->release();
    }

  private:
    AsyncMutex *of_;
  };

  mock::task<Hold> acquire() {
    while (taken_)
      co_await freed_.wait();
    taken_ = true;
    co_return Hold(*this);
  }

private:
  friend class Hold;
  void release() {
    taken_ = false;
    freed_.notify_one();
  }
  bool taken_ = false;
  mock::condition_variable freed_;
};

class Depot {
public:
  mock::task<> send(std::string parcel) {
    auto hold = co_await mutex_.acquire();
    if (parcels_ == 0)
      co_return;
    co_await deliver(parcel);
    --parcels_;
  }

  mock::task<> collect(std::string parcel) {
    auto hold = co_await mutex_.acquire();
    const int had = parcels_;
    co_await deliver(parcel);
    parcels_ = had + 1;
  }

private:
  AsyncMutex mutex_;
  int parcels_ = 0;
};

class Door {
public:
  void lock() { locked_ = true; }
  void unlock() { locked_ = false; }
  bool is_locked() const { return locked_; }

private:
  bool locked_ = true;
};

class House {
public:
  mock::task<bool> close_up(bool guests) {
    front_.lock();
    if (guests) {
      co_await deliver("keys");
      co_return false; // the door stays locked: that is what one wants of it
    }
    front_.unlock();
    co_return true;
  }

  mock::task<> check_twice() {
    front_.lock();
    co_await deliver("keys");
    front_.lock(); // to be sure
  }

private:
  Door front_;
};
