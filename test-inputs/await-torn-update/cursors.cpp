// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The ends of a queue and its count, a state and its time: one thing in two places.
#include "coro.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace spool {

using Clock = std::chrono::steady_clock;

mock::task<int> scan();
mock::task<> print(int page);
mock::task<bool> connect(std::string host);

class Ring {
public:
  void push(int page) {
    slots_[tail_] = page;
    tail_ = (tail_ + 1) % 16;
    ++count_;
  }
  void unpush() {
    tail_ = (tail_ + 15) % 16;
    --count_;
  }
  void clear() {
    tail_ = 0;
    count_ = 0;
  }

  mock::task<> push_scanned() {
    ++count_;                      // note: check
    const int p = co_await scan(); // note: suspension
    slots_[tail_] = p;
    tail_ = (tail_ + 1) % 16; // expect: await-torn-update
  }

  mock::task<> push_scanned_late() {
    const int p = co_await scan();
    push(p); // ok: in one step, after the await
  }

private:
  int slots_[16] = {};
  int tail_ = 0;
  int count_ = 0;
};

enum class State { Idle, Busy, Failed };

class Printer {
public:
  void fail() {
    state_ = State::Failed;
    since_ = Clock::now();
  }
  void reset() {
    state_ = State::Idle;
    since_ = Clock::now();
  }
  Clock::duration busy_for() const {
    return state_ == State::Busy ? Clock::now() - since_ : Clock::duration{};
  }

  mock::task<> run(int page) {
    state_ = State::Busy;
    co_await print(page);
    since_ = Clock::now(); // missed: await-torn-update constants teach nothing
  }

  mock::task<> run_marked(int page) {
    state_ = State::Busy; // ok: both at once
    since_ = Clock::now();
    co_await print(page);
  }

private:
  State state_ = State::Idle;
  Clock::time_point since_{};
};

struct Link {
  std::string host;
  int epoch = 0;
};

void move_to(Link &link, std::string host) {
  link.host = std::move(host);
  link.epoch++;
}
void prefix(Link &link, const std::string &region) {
  link.host = region + link.host;
  ++link.epoch;
}

mock::task<> fail_over(std::shared_ptr<Link> link, std::string host) {
  link->host = host;      // note: check
  co_await connect(host); // note: suspension
  link->epoch++;          // expect: await-torn-update
}

mock::task<> fail_over_late(std::shared_ptr<Link> link, std::string host) {
  if (!co_await connect(host))
    co_return;
  link->host = host; // ok: both after the await
  link->epoch++;
}

std::vector<int> pages;
std::size_t next_page = 0;

void remove_page(std::size_t at) {
  pages.erase(pages.begin() + at);
  if (at < next_page)
    --next_page;
}
void put_in_front(int page) {
  pages.insert(pages.begin(), page);
  ++next_page;
}

mock::task<> insert_page() {
  pages.insert(pages.begin(), 0); // note: check
  co_await scan();                // note: suspension
  ++next_page;                    // expect: await-torn-update
}

} // namespace spool
