// KJ as Debian has it: before its coroutines, so continuations.
#include <kj/async.h>

struct Session {
  int calls = 0;
  int open = 0;
  kj::Promise<int> send(int id);

  kj::Promise<void> call(int id) {
    const int before = calls; // note: check
    return send(id).then([this, before](int) { // note: suspension
      calls = before + 1; // expect: await-stale-write
    });
  }

  kj::Promise<void> count(int id) {
    return send(id).then([this](int) {
      ++open; // ok: one step
    });
  }
};
