// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef PROJECT_ACCOUNT_H
#define PROJECT_ACCOUNT_H
#include "coro.h" // test-inputs/mock

mock::task<bool> send(long amount);

class Account {
public:
  mock::task<bool> withdraw(long amount);
  mock::task<bool> withdrawAgain(long amount);
  mock::task<bool> withdrawIfThere(long amount);
  mock::task<> withdrawOrThrow(long amount);
  mock::task<bool> transfer(long amount);
  mock::task<> payFee();
  void close();

  bool covers(long amount) const;
  void require(long amount) const;
  void take(long amount);
  void charge(long amount);
  bool takeIfThere(long amount);
  long saved() const;
  void restore(long amount);

private:
  long balance = 0;
};
#endif
