// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A version number among the variables of the program says as little as that of
// an object if somebody forgets to count it up. Found by generated programs.
#include "coro.h"

mock::task<> report();

inline long stock = 100;
inline int stock_version = 0;

mock::task<> sell(long n) {
  for (;;) {
    const int seen = stock_version;
    const long before = stock; // note: check
    co_await report();         // note: suspension
    if (stock_version != seen)
      continue;
    ++stock_version;
    stock = before - n; // expect: await-stale-write medium
    co_return;
  }
}

void restock(long n) {
  stock += n;
}

inline long cash = 0;
inline int cash_version = 0;

mock::task<> pay(long n) {
  for (;;) {
    const int seen = cash_version;
    const long before = cash;
    co_await report();
    if (cash_version != seen)
      continue;
    ++cash_version;
    cash = before - n; // ok: everybody counts the version up
    co_return;
  }
}

void earn(long n) {
  cash += n;
  ++cash_version;
}
