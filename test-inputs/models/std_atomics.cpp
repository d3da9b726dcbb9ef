// What atomics, flags and sets of bits do in one step, and what they do not.
#include "coro.h"
#include <atomic>
#include <bitset>

mock::task<bool> ask(int number);

struct Counters {
  std::atomic<int> sold = 0;
  std::atomic<unsigned> marks = 0;
  std::atomic_flag busy;
  std::bitset<64> taken;
  std::atomic<int> stock = 10;

  mock::task<> sell(int number) {
    sold.fetch_add(1);
    if (!co_await ask(number))
      sold.fetch_sub(1); // ok: each in one step
  }

  mock::task<> mark(int number) {
    marks.fetch_or(1u);
    co_await ask(number);
    marks.fetch_and(~1u); // ok: each in one step
    marks.fetch_xor(2u);  // ok: one step
  }

  mock::task<> take_one(int number) {
    if (stock.load() < 1) // note: check
      co_return;
    co_await ask(number); // note: suspension
    stock.fetch_sub(1); // expect: await-check-then-act
  }

  mock::task<> alone(int number) {
    if (busy.test_and_set())
      co_return;
    const int before = sold.load();
    co_await ask(number);
    sold.store(before + 1); // expect: await-stale-write medium
    busy.clear();
  }

  mock::task<> turn_over(int number) {
    if (taken.test(number)) // note: check
      co_return;
    co_await ask(number); // note: suspension
    taken.flip(number); // expect: await-check-then-act
  }
};
