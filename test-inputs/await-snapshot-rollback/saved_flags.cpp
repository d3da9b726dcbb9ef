// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A saved flag is put back: harmless if entry was refused while it was set, a restore otherwise.
#include "coro.h"

#include <memory>
#include <utility>

namespace jobs {

mock::task<> work();

class Exclusive {
public:
  // scenario: 86
  mock::task<bool> run() {
    const bool was = std::exchange(busy_, true);
    if (was)
      co_return false;
    co_await work();
    busy_ = was; // ok: entry was refused while the flag was set
    co_return true;
  }

private:
  bool busy_ = false;
};

class ExclusiveByCheck {
public:
  // scenario: 86
  mock::task<> run() {
    if (busy)
      co_return;
    auto was = std::exchange(busy, true);
    co_await work();
    busy = was; // ok: entry was refused while the flag was set
  }

private:
  bool busy = false;
};

class Overlapping {
public:
  // scenario: 86
  mock::task<> run() {
    const bool was = std::exchange(busy_, true); // note: check
    co_await work();                             // note: suspension
    busy_ = was;                                 // expect: await-snapshot-rollback medium
  }

private:
  bool busy_ = false;
};

class Quiet {
public:
  // scenario: 86
  mock::task<> without_events() {
    bool was = std::exchange(muted_, true); // note: check
    try {
      co_await work(); // note: suspension
    } catch (...) {
    }
    muted_ = was; // expect: await-snapshot-rollback medium
  }

private:
  bool muted_ = false;
};

bool importing = false;
bool exporting = false;

// scenario: 86
mock::task<> import_all() {
  auto was = std::exchange(importing, true); // note: check
  co_await work();                           // note: suspension
  importing = was;                           // expect: await-snapshot-rollback medium
}

// scenario: 86
mock::task<> export_all() {
  auto was = std::exchange(exporting, true);
  if (was)
    co_return;
  co_await work();
  exporting = was; // ok: entry was refused while the flag was set
}

struct Printer {
  bool printing = false;
  bool paused = false;
};

// scenario: 86
mock::task<> print(std::shared_ptr<Printer> printer) {
  if (printer->printing)
    co_return;
  const bool was = std::exchange(printer->printing, true);
  co_await work();
  printer->printing = was; // ok: entry was refused while the flag was set
}

// scenario: 86
mock::task<> clean(Printer &printer) {
  const bool was = std::exchange(printer.paused, true); // note: check
  co_await work();                                      // note: suspension
  printer.paused = was;                                 // expect: await-snapshot-rollback medium
}

} // namespace jobs
