// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Free functions and lambdas over a shared state that each of them keeps alive.
#include "coro.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

mock::task<> sleep_for(std::chrono::milliseconds time);

namespace pipeline {

struct Image {
  std::string name;
  std::vector<unsigned char> pixels;
};

struct State {
  std::deque<Image> waiting;
  std::map<std::string, Image> finished;
  std::map<std::string, std::string> failed;
  std::size_t active = 0;
  std::size_t high_water = 0;
  bool stopping = false;
  mock::condition_variable changed;
};

using StatePtr = std::shared_ptr<State>;
using Filter = std::function<mock::task<Image>(Image)>;

/// Tries \p work again, with longer and longer pauses.
template <class F> auto retry(int times, F work) -> std::invoke_result_t<F> {
  auto pause = std::chrono::milliseconds(10);
  for (int attempt = 1;; ++attempt) {
    std::exception_ptr error;
    try {
      co_return co_await work();
    } catch (...) {
      error = std::current_exception();
    }
    if (attempt >= times)
      std::rethrow_exception(error);
    co_await sleep_for(pause);
    pause *= 2; // ok: a local
  }
}

mock::task<bool> submit(StatePtr state, Image image) {
  while (state->waiting.size() >= 32 && !state->stopping)
    co_await state->changed.wait();
  if (state->stopping)
    co_return false;
  state->waiting.push_back(std::move(image)); // ok: tested again after each wait
  if (state->high_water < state->waiting.size())
    state->high_water = state->waiting.size();
  state->changed.notify_all();
  co_return true;
}

mock::task<std::optional<Image>> take(State &state) {
  while (state.waiting.empty()) {
    if (state.stopping)
      co_return std::nullopt;
    co_await state.changed.wait();
  }
  Image image = std::move(state.waiting.front());
  state.waiting.pop_front(); // ok: tested again after each wait
  ++state.active;
  state.changed.notify_all();
  co_return image;
}

mock::task<> work(StatePtr state, std::vector<Filter> filters) {
  while (auto image = co_await take(*state)) {
    const std::string name = image->name;
    std::string problem;
    try {
      Image result = std::move(*image);
      for (const Filter &filter : filters)
        result = co_await retry(3, [&] { return filter(result); });
      state->finished.insert_or_assign(name, std::move(result)); // ok: not decided by anything old
    } catch (const std::exception &e) {
      problem = e.what();
    } catch (...) {
      problem = "unknown";
    }
    if (!problem.empty())
      state->failed[name] = problem; // ok: decided by a local
    --state->active; // ok: takes back what take() added
    state->changed.notify_all();
  }
}

mock::task<> drain(StatePtr state) {
  auto idle = [state] { return state->waiting.empty() && state->active == 0; };
  co_await state->changed.wait(idle);
  state->stopping = true;
  state->changed.notify_all();
}

StatePtr start(std::size_t workers, std::vector<Filter> filters) {
  auto state = std::make_shared<State>();
  for (std::size_t i = 0; i < workers; ++i)
    mock::spawn(work(state, filters));
  auto watch = [](std::weak_ptr<State> weak) -> mock::task<> {
    for (;;) {
      co_await sleep_for(std::chrono::milliseconds(500));
      auto state = weak.lock();
      if (!state || state->stopping)
        co_return;
      state->high_water = state->waiting.size(); // ok: read and stored in one step
    }
  };
  mock::spawn(watch(state));
  return state;
}

} // namespace pipeline
