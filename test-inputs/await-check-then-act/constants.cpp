// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// State that cannot change meanwhile: const, constexpr, or written by the constructor only.
#include "coro.h"
#include <memory>
#include <optional>
#include <string>

mock::task<> backoff(int milliseconds);

struct Log {
  void write(const std::string &line);
};

class Uploader {
public:
  Uploader(Log *log, std::shared_ptr<Log> audit, std::optional<int> delay)
      : log(log), audit(audit), delay(delay) {}

  // scenario: 94
  mock::task<> upload() {
    if (!log)
      co_return;
    co_await backoff(max_delay);
    log->write("uploaded"); // ok: a const pointer
  }

  // scenario: 94
  mock::task<> report() {
    if (audit) {
      co_await backoff(max_delay);
      audit->write("reported"); // ok: only the constructor sets it
    }
  }

  // scenario: 94
  mock::task<int> wait() {
    if (!delay)
      co_return 0;
    co_await backoff(1);
    co_return *delay; // ok: const
  }

private:
  static constexpr int max_delay = 250;
  Log *const log;
  std::shared_ptr<Log> audit;
  const std::optional<int> delay;
};

class Downloader {
public:
  explicit Downloader(Log *log) : log(log) {}

  // scenario: 64
  mock::task<> download() {
    if (!log) // note: check
      co_return;
    co_await backoff(10);     // note: suspension
    log->write("downloaded"); // expect: await-check-then-act
  }

  void mute() { log = nullptr; }

private:
  Log *log;
};

Log *open_system_log();
Log *const system_log = open_system_log();
constexpr int retries = 3;

// scenario: 94
mock::task<> retry() {
  if (system_log && retries > 2) {
    co_await backoff(retries);
    system_log->write("again"); // ok: a constant
  }
}

template <class Sink> class Meter {
public:
  explicit Meter(std::shared_ptr<Sink> sink) : sink(sink) {}

  // scenario: 94
  mock::task<> tick() {
    if (sink == nullptr)
      co_return;
    co_await mock::yield();
    sink->write("tick"); // ok: set by the constructor and never again
  }

private:
  const std::shared_ptr<Sink> sink;
};
template class Meter<Log>;
