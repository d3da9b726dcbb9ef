// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A call that is tried again with longer and longer pauses.
#include "coro.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <random>
#include <string>

using namespace std::chrono_literals;

struct Reply {
  int status = 0;
  std::string body;
};

mock::task<Reply> send(std::string request);
mock::task<> sleep_for(std::chrono::milliseconds time);

struct Backoff {
  std::chrono::milliseconds first = 20ms;
  std::chrono::milliseconds longest = 5s;
  int attempts = 6;
};

class Client {
public:
  explicit Client(Backoff backoff) : backoff_(backoff) {}

  mock::task<Reply> call(std::string request) {
    auto pause = backoff_.first;
    std::exception_ptr last_error;
    for (int attempt = 1; attempt <= backoff_.attempts; ++attempt) {
      try {
        Reply reply = co_await send(request);
        if (reply.status < 500) {
          ++successes_; // ok: in one step
          co_return reply;
        }
        last_error = nullptr;
      } catch (...) {
        last_error = std::current_exception();
      }
      ++failures_; // ok: in one step
      if (attempt == backoff_.attempts)
        break;
      co_await sleep_for(pause + jitter());
      pause = std::min(pause * 2, backoff_.longest); // ok: a local
    }
    if (last_error)
      std::rethrow_exception(last_error);
    co_return Reply{503, "gave up"};
  }

  mock::task<std::optional<Reply>> call_until(std::string request,
                                              std::function<bool()> cancelled) {
    int tries = 0;
    while (!cancelled()) {
      const int number = tries;
      Reply reply = co_await send(request + "#" + std::to_string(number));
      if (reply.status == 200)
        co_return reply;
      tries = number + 1; // ok: a local
    }
    co_return std::nullopt;
  }

private:
  std::chrono::milliseconds jitter() {
    return std::chrono::milliseconds(std::uniform_int_distribution<int>(0, 10)(random_));
  }

  const Backoff backoff_;
  std::minstd_rand random_;
  long successes_ = 0;
  long failures_ = 0;
};
