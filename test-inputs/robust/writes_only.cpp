// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Writes and calls after a suspension that depend on nothing that was read before it.
#include "coro.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

mock::task<int> poll_sensor();
mock::task<std::string> fetch(std::string url);
void log_line(const std::string &text);

struct Event {
  std::string name;
  int value;
};

// scenario: 105
class Station {
public:
  mock::task<> refresh() {
    const int value = co_await poll_sensor();
    reading_ = value;                            // ok: never read here
    updated_ = std::chrono::steady_clock::now(); // ok: never read here
    events_.push_back({"refreshed", value});     // ok: an event that is emitted
    log_line("refreshed");
  }

  mock::task<> assign() {
    reading_ = co_await poll_sensor(); // ok: never read here
  }

  mock::task<> run() {
    for (;;) {
      reading_ = co_await poll_sensor(); // ok: never read here
      ++rounds_;                         // ok: in one step
    }
  }

  mock::task<> announce(std::string who) {
    std::printf("%s: %d\n", who.c_str(), reading_);
    const std::string page = co_await fetch("http://example.org/" + who);
    log_line(page);
    ++rounds_; // ok: in one step
  }

  mock::task<> switch_off() {
    log_line(on_ ? "on" : "off");
    co_await poll_sensor();
    on_ = false; // ok: a constant, whatever it was
  }

private:
  int reading_ = 0;
  int rounds_ = 0;
  bool on_ = true;
  std::chrono::steady_clock::time_point updated_;
  std::vector<Event> events_;
};

// scenario: 105
static std::string banner;

mock::task<> load_banner() {
  auto text = co_await fetch("banner.txt");
  banner = std::move(text); // ok: from the awaited value only
}

struct Status {
  int code = 0;
  std::string text;
};

mock::task<> report(std::shared_ptr<Status> status, int code) {
  auto text = co_await fetch("codes");
  *status = Status{code, std::move(text)}; // ok: from parameters and the awaited value
}

mock::task<> describe(Status &status) {
  status.text = co_await fetch("text"); // ok: never read here
  status.code = 200;                    // ok: a constant
}
