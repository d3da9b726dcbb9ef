// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Containers that are filled first, and that coroutine lambdas only look at.
#include "coro.h"

#include <functional>
#include <string>
#include <vector>

mock::task<> send(const std::string &line);
void on_request(std::function<mock::task<>()> handler);
void refill(std::vector<std::string> &lines);

struct Connection {
  mock::task<int> echo(int size);
};
mock::task<Connection> open_connection();

// scenario: 72
void stream_lines() {
  std::vector<std::string> lines = {"begin", "end"};
  on_request([&]() -> mock::task<> {
    for (auto &line : lines)
      co_await send(line); // ok: nobody changes it
  });
}

// scenario: 70
mock::task<int> load(int count) {
  std::vector<Connection> connections;
  for (int i = 0; i < count; ++i)
    connections.push_back(co_await open_connection());
  int total = 0;
  auto drive = [&connections](int i) -> mock::task<> {
    auto &connection = connections[i];
    for (int round = 0; round < 9; ++round)
      co_await connection.echo(round); // ok: filled before
  };
  std::vector<mock::task<>> all;
  for (std::size_t i = 0; i < connections.size(); ++i)
    all.push_back(drive(int(i)));
  co_await mock::when_all(std::move(all));
  co_return total;
}

// scenario: 72
void stream_lines_refilled() {
  std::vector<std::string> lines = {"begin", "end"};
  on_request([&]() -> mock::task<> {
    for (auto &line : lines)   // expect: await-stale-reference medium
      co_await send(line);     // note: suspension
  });
  lines.push_back("late");
}

// scenario: 72
void stream_lines_lent() {
  std::vector<std::string> lines;
  on_request([&]() -> mock::task<> {
    for (auto &line : lines)   // expect: await-stale-reference medium
      co_await send(line);     // note: suspension
  });
  refill(lines);
}

// scenario: 70
mock::task<> grow_in_a_loop() {
  std::vector<Connection> connections;
  std::vector<mock::task<>> all;
  for (int i = 0; i < 3; ++i) {
    connections.push_back(co_await open_connection());
    all.push_back([](auto each) -> mock::task<> { co_await each(); }(
        [&connections, i]() -> mock::task<> {
          auto &connection = connections[i]; // note: check
          co_await connection.echo(1);       // note: suspension
          co_await connection.echo(2); // expect: await-stale-reference medium
        }));
  }
  co_await mock::when_all(std::move(all));
}

// scenario: 72
void stream_and_drop() {
  std::vector<std::string> lines = {"begin", "end"};
  on_request([&]() -> mock::task<> {
    for (auto &line : lines) // expect: await-stale-reference medium
      co_await send(line);   // note: suspension
  });
  on_request([&]() -> mock::task<> {
    lines.clear();
    co_return;
  });
}
