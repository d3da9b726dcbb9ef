// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Lazy tasks whose value nobody uses.
#include "coro.h"

#include <string>
#include <tuple>
#include <utility>

mock::task<> audit(std::string line);
mock::task<bool> store(int row);
mock::task<int> count_rows();

class Journal {
public:
  mock::task<> append(std::string line) {
    audit(line); // expect: await-unawaited-task
    co_await audit(line);
    this->flush(); // expect: await-unawaited-task
    (void)flush(); // expect: await-unawaited-task medium
    static_cast<void>(flush()); // expect: await-unawaited-task medium
    std::ignore = flush(); // expect: await-unawaited-task medium
  }

  mock::task<> flush();

  mock::task<> both(int row) {
    audit("begin"), co_await store(row); // expect: await-unawaited-task
    if (row > 3)
      audit("large"); // expect: await-unawaited-task
    else
      co_await audit("small");
    for (int i = 0; i < row; ++i)
      store(i); // expect: await-unawaited-task
    switch (row) {
    case 1:
      store(1); // expect: await-unawaited-task
      break;
    default:
      co_await store(2);
    }
    row > 5 ? store(6) : store(7); // expect: await-unawaited-task // expect: await-unawaited-task
  }

  mock::task<> forwarded() {
    mock::spawn(flush()); // ok: started
    mock::task<> later = flush();
    co_await std::move(later);
    co_await (co_await count_rows() > 3 ? flush() : audit("few"));
  }

  // Whoever awaits this awaits that.
  mock::task<> alias() { return flush(); }
};

// Not only coroutines call coroutines.
int main() {
  Journal journal;
  journal.append("first"); // expect: await-unawaited-task
  audit("second"); // expect: await-unawaited-task
  mock::sync_wait(store(3));
  mock::spawn(journal.flush());
  mock::run();
}

void start_all(Journal &journal) {
  auto begin = [&] {
    journal.flush(); // expect: await-unawaited-task
  };
  begin();
  auto run = [&journal]() -> mock::task<> {
    store(8); // expect: await-unawaited-task
    co_await journal.flush();
  };
  run(); // expect: await-unawaited-task
  mock::spawn(run());
  [&]() -> mock::task<> { co_await journal.flush(); }(); // expect: await-unawaited-task
}

template <class J> mock::task<> twice(J &journal) {
  journal.flush(); // expect: await-unawaited-task
  co_await journal.flush();
}
mock::task<> twice_here(Journal &journal) { co_await twice(journal); }

struct Hooks {
  virtual ~Hooks() = default;
  virtual mock::task<> on_close() = 0;
};
void close(Hooks &hooks, mock::task<> (*also)()) {
  hooks.on_close(); // expect: await-unawaited-task
  also(); // expect: await-unawaited-task
}
