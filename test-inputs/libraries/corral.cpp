// corral: a semaphore of one is its lock.
#include "corral.h"

corral::Task<bool> ask(int peer);

struct Peers {
  int known = 0;
  int trusted = 0;
  int asked = 0;
  corral::Semaphore turn;

  corral::Task<> add(int peer) {
    const int before = known; // note: check
    co_await ask(peer); // note: suspension
    known = before + 1; // expect: await-stale-write
  }

  corral::Task<> add_alone(int peer) {
    auto lock = co_await turn.lock();
    const int before = trusted;
    co_await ask(peer);
    trusted = before + 1; // ok: one at a time
  }

  corral::Task<> let_others() {
    const int before = asked; // note: check
    co_await corral::yield; // note: suspension
    asked = before + 1; // expect: await-stale-write
  }

  corral::Task<> add_by_hand(int peer) {
    co_await turn.acquire();
    const int before = trusted;
    co_await ask(peer);
    trusted = before + 1; // ok: one at a time
    turn.release();
  }
};
