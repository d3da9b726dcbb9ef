//===- rule_examples.h - What the examples of the rules leave out -*- C++ -*-=//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The examples in rules/*.cpp show one function each; the types and functions
// they speak of are declared here, so that rules_test.cpp can compile and
// analyse them. An example with an #include of its own is complete and does
// without.
//
//===----------------------------------------------------------------------===//
#pragma once
#include "coro.h"
#include <map>

using mock::task;

task<bool> transfer(long amount);
task<> log();

class Account {
public:
  task<> withdraw(long amount);
  task<> pay(long amount);

private:
  long balance = 0;
};

struct Session {
  long last_seen = 0;
};
long now();

class Hub {
public:
  task<> touch(int id);
  task<> close(int id);

private:
  std::map<int, Session> sessions;
};

class Ledger {
public:
  task<> mint(long amount);
  void credit(long amount);
  void debit(long amount);

private:
  long held = 0, total = 0;
};

class Market {
public:
  task<> buy(long amount);
  void close();

private:
  bool open = false;
  long booked = 0;
};

class Site {
public:
  task<> visit();

private:
  long visitors = 0;
};
