// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A marker that says 'somebody is at it' before the first wait.
#include "coro.h"
#include <map>
#include <memory>
#include <string>

mock::task<std::string> download(std::string url);

class Avatar {
public:
  // scenario: 63
  mock::task<std::string> image() {
    if (stage == Stage::Missing) {
      stage = Stage::Loading;
      bytes = co_await download("avatar"); // ok: only the call that said Loading
      stage = Stage::Ready;                // ok: its own marker, one step further
      loaded.set();
    } else if (stage == Stage::Loading) {
      co_await loaded.wait();
    }
    co_return bytes;
  }

private:
  enum class Stage { Missing, Loading, Ready } stage = Stage::Missing;
  std::string bytes;
  mock::event loaded;
};

class Catalogue {
public:
  // scenario: 63
  mock::task<int> size() {
    if (pending) {
      auto other = pending;
      co_await other->wait();
      co_return entries;
    }
    auto mine = std::make_shared<mock::event>();
    pending = mine;
    const auto text = co_await download("catalogue");
    entries = static_cast<int>(text.size());
    pending = nullptr; // ok: nobody else replaces a marker that is set
    mine->set();
    co_return entries;
  }

private:
  std::shared_ptr<mock::event> pending;
  int entries = 0;
};

struct Mirror {
  bool syncing = false;
  std::map<std::string, std::string> files;
};

// scenario: 63
mock::task<> sync(std::shared_ptr<Mirror> mirror, const std::string name) {
  if (mirror->syncing)
    co_return;
  mirror->syncing = true;
  auto text = co_await download(name);
  mirror->files[name] = text;
  mirror->syncing = false; // ok: this call is the owner
}

struct LateMirror {
  bool syncing = false;
};

// scenario: 50
mock::task<> sync_late(std::shared_ptr<LateMirror> mirror, const std::string name) {
  if (mirror->syncing) // note: check
    co_return;
  auto text = co_await download(name); // note: suspension
  mirror->syncing = !text.empty();     // expect: await-check-then-act
}

enum class Fetch { None, Running, Done };
std::map<std::string, Fetch> fetches;

// scenario: 63
mock::task<> prefetch(const std::string url) {
  if (fetches[url] != Fetch::None)
    co_return;
  fetches[url] = Fetch::Running;
  co_await download(url);
  fetches[url] = Fetch::Done; // ok: marked as running by this call
}
