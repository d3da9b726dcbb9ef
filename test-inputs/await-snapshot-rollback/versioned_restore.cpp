// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A restore is safe after a version compare that says nobody wrote in between.
#include "coro.h"

#include <memory>
#include <string>

namespace drafts {

mock::task<bool> publish(std::string plan);

class Versioned {
public:
  // scenario: 85
  mock::task<> replace(std::string next) {
    const std::string old = plan_;
    plan_ = next;
    const long mine = ++version_;
    const bool ok = co_await publish(next);
    if (!ok && version_ == mine) {
      plan_ = old; // missed: await-snapshot-rollback a plan whose call fails later
      ++version_;
    }
  }

private:
  std::string plan_;
  long version_ = 0;
};

class Unversioned {
public:
  // scenario: 74, 85
  mock::task<> replace(std::string next) {
    const std::string old = plan_; // note: check
    plan_ = next;
    const bool ok = co_await publish(next); // note: suspension
    if (!ok)
      plan_ = old; // expect: await-snapshot-rollback
  }

private:
  std::string plan_;
};

struct Timetable {
  std::string draft;
  std::string notes;
  long revision = 0;
};

// scenario: 85
mock::task<> redraft(std::shared_ptr<Timetable> table, std::string next) {
  const auto old = table->draft;
  table->draft = next;
  const long mine = ++table->revision;
  if (co_await publish(next))
    co_return;
  if (table->revision != mine)
    co_return;
  table->draft = old; // missed: await-snapshot-rollback a draft whose call fails later
  ++table->revision;
}

// scenario: 74, 85
mock::task<> annotate(std::shared_ptr<Timetable> table, std::string next) {
  const auto old = table->notes; // note: check
  table->notes = next;
  if (co_await publish(next)) // note: suspension
    co_return;
  table->notes = old; // expect: await-snapshot-rollback
}

} // namespace drafts
