// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef PROJECT_STATISTICS_H
#define PROJECT_STATISTICS_H
#include "coro.h" // test-inputs/mock

mock::task<> store(long value);

class Statistics {
public:
  mock::task<> count();
  mock::task<> countHere();
  mock::task<> countThere();
  mock::task<> check();
  mock::task<> deepCheck();
  mock::task<> slowCheck();
  void reset();
  void failed();
  long seen() const;
  void see(long value);

private:
  long total = 0;
  long errors = 0;
};
#endif
