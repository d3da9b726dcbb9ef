// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A busy flag that is cleared by a scope guard, or on the normal path and in the handler.
#include "coro.h"
#include <memory>
#include <string>

mock::task<std::string> render(int page);
mock::task<bool> compact(int segment);

class Raised {
public:
  explicit Raised(bool &flag) : flag(flag) { flag = true; }
  Raised(const Raised &) = delete;
  ~Raised() { flag = false; }

private:
  bool &flag;
};

class Preview {
public:
  // scenario: 49
  mock::task<> update(int page) {
    if (rendering)
      co_return;
    Raised raised(rendering); // ok: set here, cleared when the frame goes
    if (shown != page) {
      text = co_await render(page);
      shown = page; // ok: one update at a time
    }
  }

  // scenario: 49
  mock::task<> export_pages() {
    if (exporting)
      co_return;
    exporting = true;
    try {
      while (exported < 20) {
        co_await render(exported);
        ++exported; // ok: one export at a time
      }
    } catch (...) {
      exporting = false; // ok: the same owner on the other way out
      throw;
    }
    exporting = false;
  }

private:
  std::string text;
  int shown = -1, exported = 0;
  bool rendering = false, exporting = false;
};

struct Store {
  struct {
    bool compacting = false;
    int segments = 9;
  } state;
};

// scenario: 49
mock::task<> compact_all(std::shared_ptr<Store> store) {
  auto &state = store->state;
  if (state.compacting)
    co_return;
  Raised raised{state.compacting};
  while (state.segments > 1) {
    co_await compact(state.segments);
    --state.segments; // ok: raised until the end of the frame
  }
}

struct UnguardedStore {
  int segments = 9;
};

// scenario: 55
mock::task<> compact_unguarded(std::shared_ptr<UnguardedStore> store) {
  while (store->segments > 1) {        // note: check
    co_await compact(store->segments); // note: suspension
    --store->segments;                 // expect: await-check-then-act
  }
}
