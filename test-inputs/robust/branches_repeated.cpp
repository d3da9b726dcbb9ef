// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two hundred branches, each of which may read, suspend or write.
#include "coro.h"

#include <bitset>
#include <memory>

mock::task<> save(int step);

#define TEN(M, n) M(n##0) M(n##1) M(n##2) M(n##3) M(n##4) M(n##5) M(n##6) M(n##7) M(n##8) M(n##9)
#define HUNDRED(M, n)                                                                              \
  TEN(M, n##0)                                                                                     \
  TEN(M, n##1)                                                                                     \
  TEN(M, n##2)                                                                                     \
  TEN(M, n##3) TEN(M, n##4) TEN(M, n##5) TEN(M, n##6) TEN(M, n##7) TEN(M, n##8) TEN(M, n##9)
#define TWO_HUNDRED(M) HUNDRED(M, 1) HUNDRED(M, 2)

// scenario: 104
struct Tape {
  std::bitset<300> marks;
  int position = 0;
  int passes = 0;
};

mock::task<> suspend_in_each(Tape &tape) {
  const int at = tape.position; // note: check
#define STEP(i)                                                                                    \
  if (tape.marks[i])                                                                               \
    co_await save(i);
  TWO_HUNDRED(STEP) // note: suspension
#undef STEP
  tape.position = at + 1; // expect: await-stale-write
}

mock::task<> read_again_in_each(Tape &tape) {
  int at = tape.position; // note: check
  co_await save(0);       // note: suspension
#define STEP(i)                                                                                    \
  if (tape.marks[i])                                                                               \
    at = tape.position;
  TWO_HUNDRED(STEP)
#undef STEP
  tape.position = at + 1; // expect: await-stale-write
}

mock::task<> read_again_after_all(Tape &tape) {
  int at = tape.position;
#define STEP(i)                                                                                    \
  if (tape.marks[i])                                                                               \
    co_await save(at + i);
  TWO_HUNDRED(STEP)
#undef STEP
  at = tape.position;
  tape.position = at + 1; // ok: read after the last suspension
}

mock::task<> step_in_each(Tape &tape) {
#define STEP(i)                                                                                    \
  if (tape.marks[i]) {                                                                             \
    co_await save(i);                                                                              \
    tape.passes += i;                                                                              \
  }
  TWO_HUNDRED(STEP) // ok: each of them in one step
#undef STEP
}

mock::task<> return_from_each(std::shared_ptr<Tape> tape, int key) {
  const int at = tape->position;
#define STEP(i)                                                                                    \
  if (key == i) {                                                                                  \
    co_await save(at);                                                                             \
    co_return;                                                                                     \
  }
  TWO_HUNDRED(STEP)
#undef STEP
  tape->position = at + 1; // ok: each way with a suspension leaves
}
