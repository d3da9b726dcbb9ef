// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The failure is an exception.
#include "coro.h"

#include <cstdio>
#include <deque>
#include <exception>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

mock::task<bool> deliver(std::string to, int parcels);
mock::task<> drive(std::string to);

inline mock::task<bool> weigh(int parcels) {
  if (parcels > 100)
    throw std::length_error("too many");
  co_await mock::yield();
  co_return parcels < 50;
}
inline mock::task<bool> weigh_safely(int parcels) noexcept {
  try {
    if (parcels > 100)
      throw std::length_error("too many");
  } catch (const std::length_error &) {
    co_return false;
  }
  co_await mock::yield();
  co_return parcels < 50;
}

class Courier {
public:
  mock::task<bool> handler_forgets(std::string to, int parcels) {
    if (room_ < parcels)
      co_return false;
    room_ -= parcels; // expect: await-missing-compensation
    try {
      if (!co_await deliver(to, parcels)) {
        room_ += parcels;
        co_return false;
      }
    } catch (const std::exception &e) {
      std::printf("%s\n", e.what());
      co_return false;
    }
    co_return true;
  }

  mock::task<bool> handler_remembers(std::string to, int parcels) {
    if (room_ < parcels)
      co_return false;
    room_ -= parcels; // ok: added back on both
    try {
      if (!co_await deliver(to, parcels)) {
        room_ += parcels;
        co_return false;
      }
    } catch (...) {
      room_ += parcels;
      throw;
    }
    co_return true;
  }

  mock::task<bool> callee_throws(int parcels) {
    if (room_ < parcels)
      co_return false;
    room_ -= parcels; // expect: await-missing-compensation medium
    const bool light = co_await weigh(parcels);
    if (!light)
      room_ += parcels;
    co_return light;
  }

  mock::task<bool> callee_catches(int parcels) {
    if (room_ < parcels)
      co_return false;
    room_ -= parcels; // ok: no exception leaves weigh_safely
    const bool light = co_await weigh_safely(parcels);
    if (!light)
      room_ += parcels;
    co_return light;
  }

  mock::task<bool> callee_may_throw_for_all_we_know(int parcels) {
    if (room_ < parcels)
      co_return false;
    room_ -= parcels; // ok: the body of deliver is elsewhere
    const bool sent = co_await deliver("home", parcels);
    if (!sent)
      room_ += parcels;
    co_return sent;
  }

  mock::task<> in_flight_count(std::string to) {
    ++on_the_road_; // expect: await-missing-compensation medium
    try {
      co_await drive(to);
      --on_the_road_;
    } catch (const std::exception &e) {
      std::printf("%s\n", e.what());
    }
  }

  mock::task<> in_flight_count_kept(std::string to) {
    ++on_the_road_; // ok: after the handler
    try {
      co_await drive(to);
    } catch (const std::exception &e) {
      std::printf("%s\n", e.what());
    }
    --on_the_road_;
  }

  mock::task<> job_lost(std::string to) {
    if (jobs_.empty())
      co_return;
    auto job = std::move(jobs_.front());
    jobs_.pop_front(); // expect: await-missing-compensation medium
    try {
      if (!co_await deliver(job, 1))
        jobs_.push_front(std::move(job));
    } catch (const std::exception &e) {
      std::printf("%s: %s\n", to.c_str(), e.what());
    }
  }

  mock::task<> remembered_failure(std::string to) {
    if (room_ < 5)
      co_return;
    room_ -= 5; // ok: added back after the handler
    std::exception_ptr failure;
    try {
      co_await drive(to);
    } catch (...) {
      failure = std::current_exception();
    }
    if (failure) {
      room_ += 5;
      std::rethrow_exception(failure);
    }
  }

private:
  int room_ = 20, on_the_road_ = 0;
  std::deque<std::string> jobs_;
};

// Objects that give it back whatever happens.
class Places {
public:
  explicit Places(int &free, int count) : free_(free), count_(count) { free_ -= count_; }
  ~Places() {
    if (!kept_)
      free_ += count_;
  }
  Places(const Places &) = delete;
  void keep() { kept_ = true; }

private:
  int &free_;
  int count_;
  bool kept_ = false;
};

template <class F> struct AtExit {
  F f;
  ~AtExit() { f(); }
};
template <class F> AtExit(F) -> AtExit<F>;

class Theatre;
struct Ticket {
  Ticket(Theatre &of, int seats);
  ~Ticket();
  Ticket(const Ticket &) = delete;
  Theatre &of;
};

class Theatre {
public:
  mock::task<bool> by_object(int parcels) {
    if (seats_ < parcels)
      co_return false;
    Places mine(seats_, parcels); // ok: its destructor gives them back
    const bool sold = co_await weigh(parcels);
    if (sold)
      mine.keep();
    co_return sold;
  }

  mock::task<bool> by_scope_guard(int parcels) {
    if (seats_ < parcels)
      co_return false;
    seats_ -= parcels; // ok: the guard runs on every way out
    bool sold = false;
    AtExit back{[&] {
      if (!sold)
        seats_ += parcels;
    }};
    sold = co_await weigh(parcels);
    co_return sold;
  }

  mock::task<bool> by_unseen_object(int parcels) {
    if (seats_ < parcels)
      co_return false;
    seats_ -= parcels; // ok: Ticket's destructor is elsewhere and has us
    Ticket ticket(*this, parcels);
    co_await weigh(parcels);
    co_return true;
  }

  friend struct Ticket;

private:
  int seats_ = 300;
};
