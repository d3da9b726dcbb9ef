// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tasks that are kept in a variable or a container and never awaited.
#include "coro.h"

#include <deque>
#include <utility>
#include <vector>

mock::task<> upload(int part);
mock::task<int> checksum(int part);

mock::task<> send_one() {
  auto sent = upload(1); // expect: await-unawaited-task
  mock::task<int> sum = checksum(1); // expect: await-unawaited-task
  co_await mock::yield();
}

mock::task<> send_and_wait() {
  auto sent = upload(1);
  auto sum = checksum(1);
  co_await mock::yield();
  co_await sent;
  co_await std::move(sum);
}

mock::task<> send_silenced() {
  [[maybe_unused]] auto sent = upload(2); // expect: await-unawaited-task medium
  auto other = upload(3); // expect: await-unawaited-task medium
  (void)other;
  auto &&bound = upload(4); // expect: await-unawaited-task
  co_await mock::yield();
}

mock::task<> send_parts(int parts) {
  std::vector<mock::task<>> pending; // expect: await-unawaited-task
  pending.reserve(parts);
  for (int i = 0; i < parts; ++i)
    pending.push_back(upload(i));
  co_await mock::yield();
}

mock::task<> send_queue(int parts) {
  std::deque<mock::task<int>> sums; // expect: await-unawaited-task
  while (int(sums.size()) < parts)
    sums.emplace_back(checksum(parts));
  sums.clear();
  co_return;
}

mock::task<> send_together(int parts) {
  std::vector<mock::task<>> pending;
  for (int i = 0; i < parts; ++i)
    pending.push_back(upload(i));
  co_await mock::when_all(std::move(pending));
  std::vector<mock::task<int>> sums;
  sums.push_back(checksum(1));
  for (auto &sum : sums)
    co_await sum;
  std::vector<mock::task<int>> more;
  more.push_back(checksum(2));
  co_await more.front();
  std::vector<mock::task<int>> none; // ok: nothing in it
}

mock::task<> hand_over(std::vector<mock::task<>> &into) {
  auto first = upload(1);
  into.push_back(std::move(first));
  into.push_back(upload(2)); // ok: the caller has it
  co_return;
}

mock::task<> in_a_lambda() {
  auto first = upload(1);
  auto run = [first = std::move(first)]() mutable -> mock::task<> {
    co_await first;
  };
  auto second = upload(2);
  auto again = [&]() -> mock::task<> { co_await second; };
  co_await run();
  co_await again();
}

void main_window() {
  auto loaded = upload(5); // expect: await-unawaited-task
  auto shown = upload(6);
  mock::sync_wait(checksum(7));
  mock::spawn(std::move(shown));
}
