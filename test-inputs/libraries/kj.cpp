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

struct Gateway {
  int open = 0, done = 0, late = 0, left = 0, delayed = 0, now = 0, sent = 0;
  kj::TaskSet tasks;
  kj::Timer timer;

  kj::Promise<void> connect(int id) {
    const int before = open; // note: check
    co_await request(id); // note: suspension
    open = before + 1; // expect: await-stale-write
  }

  kj::Promise<void> count(int id) {
    co_await request(id);
    ++done; // ok: one step
  }

  void added() {
    tasks.add(connect(1));
    tasks.add(connect(2)); // expect: await-concurrent-update
  }

  void added_in_one_step() {
    tasks.add(count(1));
    tasks.add(count(2)); // ok: one step
  }

  void detached() {
    connect(1).detach([](auto &&) {});
    connect(2).detach([](auto &&) {}); // expect: await-concurrent-update
  }

  kj::Promise<void> joined() {
    auto promises = kj::heapArrayBuilder<kj::Promise<void>>(2);
    promises.add(connect(1));
    promises.add(connect(2)); // expect: await-concurrent-update
    co_await kj::joinPromises(promises.finish());
  }

  kj::Promise<void> either() {
    co_await connect(1).exclusiveJoin(connect(2)); // expect: await-concurrent-update
  }

  kj::Promise<void> eager() {
    auto first = connect(1).eagerlyEvaluate([](auto &&) {});
    auto second = connect(2).eagerlyEvaluate([](auto &&) {}); // expect: await-concurrent-update
    co_await first;
    co_await second;
  }

  kj::Promise<void> in_order() {
    co_await connect(1);
    co_await connect(2); // ok: the first is over
  }

  kj::Promise<void> later() {
    const int before = late; // note: check
    return kj::evalLater([this, before] { // note: suspension
      late = before + 1; // expect: await-stale-write
    });
  }

  kj::Promise<void> delays() {
    const int before = delayed; // note: check
    co_await timer.afterDelay(1); // note: suspension
    delayed = before + 1; // expect: await-stale-write
  }

  kj::Promise<void> sends(int id) {
    if (left < 1) // note: check
      return kj::yield();
    return request(id).then([this](int) { // note: suspension
      --left; // expect: await-check-then-act
    });
  }

  kj::Promise<void> sends_what_is_left(int id) {
    return request(id).then([this](int) {
      if (left > 0)
        --left; // ok: looked at again
    });
  }
};
