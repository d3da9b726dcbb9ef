// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Coroutines where a plain callback is expected: nobody takes the task.
#include "coro.h"

#include <algorithm>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

mock::task<> refresh();
mock::task<> refresh_row(int row);
mock::detached refresh_soon();

class Button {
public:
  void on_click(std::function<void()> handler) { clicked_ = std::move(handler); }
  void on_select(std::function<void(int)> handler);
  void on_drop(std::function<mock::task<>(int)> handler);

  void wire() {
    on_click([]() -> mock::task<> { // expect: await-unawaited-task
      co_await refresh();
    });
    on_click(refresh); // expect: await-unawaited-task
    on_select(&refresh_row); // expect: await-unawaited-task
    clicked_ = [this]() -> mock::task<> { // expect: await-unawaited-task
      co_await refresh_row(row_);
    };
    on_click([] { refresh(); }); // expect: await-unawaited-task

    on_click([] { mock::spawn(refresh()); }); // ok: started
    on_click(refresh_soon); // ok: starts by itself
    on_click([]() -> mock::detached { co_await refresh(); });
    on_drop(refresh_row); // ok: asks for a task
    on_drop([](int row) -> mock::task<> { co_await refresh_row(row); });
  }

private:
  std::function<void()> clicked_;
  int row_ = 0;
};

template <class Call> void post(Call call) { call(); }

void in_a_thread() {
  std::thread plain(refresh); // expect: await-unawaited-task
  std::jthread joined([]() -> mock::task<> { // expect: await-unawaited-task
    co_await refresh();
  });
  std::thread started([] { mock::spawn(refresh()); }); // ok: started
  plain.join();
  started.join();
}

namespace asio {
struct io_context {
  std::vector<void *> queue;
};
template <class Call> void post(io_context &context, Call call) {
  context.queue.push_back(new Call(std::move(call)));
}
} // namespace asio

void on_an_executor(asio::io_context &context) {
  asio::post(context, [] -> mock::task<> { // expect: await-unawaited-task
    co_await refresh();
  });
  asio::post(context, [] { mock::spawn(refresh()); }); // ok: started
}

void rows(std::vector<int> all) {
  std::for_each(all.begin(), all.end(), [](int row) -> mock::task<> { // expect: await-unawaited-task
    co_await refresh_row(row);
  });
  std::for_each(all.begin(), all.end(), refresh_row); // expect: await-unawaited-task
  std::for_each(all.begin(), all.end(), [](int row) { // ok: started
    mock::spawn(refresh_row(row));
  });
  std::for_each(all.begin(), all.end(), [](int row) -> mock::detached {
    co_await refresh_row(row);
  });
  std::vector<mock::task<>> tasks;
  std::transform(all.begin(), all.end(), std::back_inserter(tasks), refresh_row);
  mock::spawn(mock::when_all(std::move(tasks)));
  std::function<void()> later = [all] { mock::spawn(refresh_row(all[0])); };
  auto job = []() -> mock::task<> { co_await refresh(); };
  std::function<void()> wrong = job; // expect: await-unawaited-task
  std::function<mock::task<>()> right = job;
}
