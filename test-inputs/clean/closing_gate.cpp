// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A service that takes no new work once it is closing, and waits for the work that is under way.
#include "coro.h"

#include <stdexcept>
#include <string>
#include <vector>

mock::task<std::string> execute(std::string command);
mock::task<> write_log(std::string line);

class Gate {
public:
  class Pass {
  public:
    explicit Pass(Gate &gate) : gate_(gate) { ++gate_.inside_; }
    Pass(const Pass &) = delete;
    ~Pass() {
      if (--gate_.inside_ == 0 && gate_.closed_)
        gate_.empty_.set();
    }

  private:
    Gate &gate_;
  };

  void check() const {
    if (closed_)
      throw std::runtime_error("closed");
  }

  mock::task<> close() {
    closed_ = true; // ok: before the await
    if (inside_ > 0)
      co_await empty_.wait();
  }

  bool closed() const { return closed_; }

private:
  friend class Pass;
  int inside_ = 0;
  bool closed_ = false;
  mock::event empty_;
};

class Service {
public:
  mock::task<std::string> handle(std::string command) {
    gate_.check();
    Gate::Pass pass(gate_);
    co_await write_log("start " + command);
    gate_.check();
    history_.push_back(command); // ok: looked at the gate again
    std::string answer = co_await execute(std::move(command));
    ++answered_; // ok: in one step
    co_return answer;
  }

  mock::task<> flush(std::vector<std::string> lines) {
    for (auto &line : lines) {
      if (gate_.closed())
        co_return;
      co_await write_log(std::move(line));
    }
  }

  mock::task<> stop() {
    co_await gate_.close();
    history_.clear(); // ok: everybody has left, and nobody comes in
  }

private:
  Gate gate_;
  std::vector<std::string> history_;
  long answered_ = 0;
};
