// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tasks that are kept first and handed over later, one by one.
#include "coro.h"

#include <string>
#include <utility>
#include <vector>

mock::task<int> measure(std::string sensor);

// Not to be seen here: may start what it is given, or keep it.
using Sink = void (*)(mock::task<> work);

class Station {
public:
  void start_all(const std::vector<std::string> &sensors) {
    std::vector<mock::task<>> readings;
    for (const auto &sensor : sensors)
      readings.push_back(read(sensor));
    for (auto &reading : readings)
      mock::spawn(std::move(reading)); // expect: await-concurrent-update
  }

  void start_all_adding(const std::vector<std::string> &sensors) {
    std::vector<mock::task<>> readings;
    for (const auto &sensor : sensors)
      readings.push_back(add(sensor));
    for (auto &reading : readings)
      mock::spawn(std::move(reading)); // ok: adds in one step
  }

  mock::task<> one_by_one(const std::vector<std::string> &sensors) {
    std::vector<mock::task<>> readings;
    for (const auto &sensor : sensors)
      readings.push_back(read(sensor));
    for (auto &reading : readings)
      co_await std::move(reading); // ok: the next one begins when this is over
  }

  void start_in_one_variable() {
    mock::task<> next = read("wind");
    mock::spawn(std::move(next));
    next = read("rain");
    mock::spawn(std::move(next)); // expect: await-concurrent-update
  }

  mock::task<> wait_in_one_variable() {
    mock::task<> next = read("wind");
    co_await std::move(next);
    next = read("rain");
    co_await std::move(next); // ok: one after the other
  }

  void hand_over(Sink sink) {
    sink(read("wind"));
    sink(read("rain")); // expect: await-concurrent-update medium
  }

private:
  mock::task<> read(std::string sensor) {
    const int before = sum_;
    sum_ = before + co_await measure(sensor); // expect: await-stale-write
  }
  mock::task<> add(std::string sensor) {
    const int more = co_await measure(sensor);
    sum_ += more;
  }

  int sum_ = 0;
};
