// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is not shared: locals, by-value parameters, and locals lent to one coroutine at a time.
#include "coro.h"
#include <algorithm>
#include <string>
#include <vector>

mock::task<int> read_some(int offset);
mock::task<bool> fetch(std::string url);

class Reader {
public:
  // scenario: 87
  mock::task<int> read_all(int budget) {
    int offset = 0;
    while (offset < budget) {
      const int got = co_await read_some(offset);
      if (got == 0)
        break;
      offset += got; // ok: a local that nobody else can name
    }
    co_return offset;
  }

  // scenario: 87
  mock::task<bool> retry(std::string url, int tries) {
    while (tries > 0) {
      if (co_await fetch(url))
        co_return true;
      --tries; // ok: the parameter is the coroutine's own copy
    }
    co_return false;
  }

  // scenario: 87
  mock::task<> trim(std::vector<int> sizes) {
    if (!sizes.empty()) {
      co_await read_some(sizes.front());
      std::for_each(sizes.begin(), sizes.end(), [&sizes](int &n) { n -= sizes.size() > 1; });
      sizes.pop_back(); // ok: a vector passed by value
    }
  }
};

template <class Count> struct Steps {
  // scenario: 87
  static mock::task<Count> climb(Count steps) {
    Count done{};
    if (done < steps) {
      co_await mock::yield();
      done = done + 1; // ok: a local of the template's coroutine
    }
    co_return done;
  }
};
template struct Steps<int>;

// scenario: 88
mock::task<int> crawl(std::vector<std::string> urls) {
  int budget = 10;
  auto visit = [&budget](std::string url) -> mock::task<> {
    if (budget > 0) {      // note: check
      co_await fetch(url); // note: suspension
      --budget;            // expect: await-check-then-act
    }
  };
  co_await mock::when_all(visit(urls.front()), visit(urls.back())); // expect: await-concurrent-update
  co_return budget;
}

// scenario: 88
mock::task<int> crawl_politely(std::vector<std::string> urls) {
  int budget = 10;
  auto visit = [&budget](std::string url) -> mock::task<> {
    if (budget > 0) {
      co_await fetch(url);
      --budget; // ok: the visits follow one another and the frame waits for each
    }
  };
  co_await visit(urls.front());
  co_await visit(urls.back());
  co_return budget;
}

// scenario: 88
mock::task<> race_the_helper() {
  long quota = 3;
  mock::event finished;
  auto helper = [&]() -> mock::task<> {
    co_await fetch("helper");
    quota = 0;
    finished.set();
  };
  mock::spawn(helper());
  while (quota > 0) {      // note: check
    co_await fetch("own"); // note: suspension
    quota -= 1;            // expect: await-check-then-act
  }
  co_await finished.wait();
}
