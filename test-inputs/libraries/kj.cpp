// KJ: eager promises, awaited or continued.
#include "kj.h"

kj::Promise<int> request(int id);

struct Proxy {
  int calls = 0;
  int answered = 0;
  int limit = 4;

  kj::Promise<void> call(int id) {
    const int before = calls; // note: check
    co_await request(id); // note: suspension
    calls = before + 1; // expect: await-stale-write
  }

  kj::Promise<void> answer(int id) {
    const int before = answered; // note: check
    return request(id).then([this, before](int) { // note: suspension
      answered = before + 1; // expect: await-stale-write
    });
  }

  kj::Promise<void> take() {
    if (limit < 1) // note: check
      co_return;
    co_await kj::yield(); // note: suspension
    --limit; // expect: await-check-then-act
  }
};
