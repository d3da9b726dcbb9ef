// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Optimistic writes: compare a version before the new value goes in.
#include "coro.h"

#include <memory>
#include <string>

namespace configs {

mock::task<std::string> download();

class Config {
public:
  // scenario: 35
  mock::task<bool> reload() {
    const auto seen = version_;
    auto text = co_await download();
    if (seen == version_) {
      text_ = text;
      ++version_; // ok: nobody changed the version in between
      co_return true;
    }
    co_return false;
  }

  // scenario: 35
  mock::task<bool> reload_or_leave() {
    const auto seen = version_;
    auto text = co_await download();
    if (version_ != seen)
      co_return false;
    text_ = text;
    version_ = seen + 1; // ok: it is still what was read
    co_return true;
  }

private:
  std::string text_;
  long version_ = 0;
};

class UncheckedConfig {
public:
  // scenario: 20, 35
  mock::task<> reload() {
    const auto seen = version_;      // note: check
    auto text = co_await download(); // note: suspension
    text_ = text;
    version_ = seen + 1; // expect: await-stale-write
  }

private:
  std::string text_;
  long version_ = 0;
};

long schema_epoch = 0;
std::string schema;

// scenario: 35
mock::task<> migrate() {
  const long epoch = schema_epoch;
  std::string next = co_await download();
  if (epoch != schema_epoch)
    co_return;
  schema = next;
  ++schema_epoch; // ok: nobody changed the epoch in between
}

struct Page {
  std::string body;
  int revision = 0;
};

// scenario: 35
mock::task<bool> rewrite(std::shared_ptr<Page> page) {
  const int revision = page->revision;
  auto body = co_await download();
  if (revision == page->revision) {
    page->body = body;
    ++page->revision; // ok: nobody changed the revision in between
    co_return true;
  }
  co_return false;
}

struct Note {
  std::string body;
  int revision = 0;
};

// scenario: 20, 35
mock::task<> rewrite_unchecked(std::shared_ptr<Note> note) {
  const int revision = note->revision; // note: check
  note->body = co_await download();    // note: suspension
  note->revision = revision + 1;       // expect: await-stale-write
}

} // namespace configs
