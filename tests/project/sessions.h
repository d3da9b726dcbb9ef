// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef PROJECT_SESSIONS_H
#define PROJECT_SESSIONS_H
#include "coro.h" // test-inputs/mock
#include <map>
#include <string>

struct Session {
  int hits = 0;
};
mock::task<Session> load(int id);
mock::task<> greet(int id);

class Sessions {
public:
  mock::task<> open(int id);
  mock::task<> openOnce(int id);
  mock::task<> touch(int id);
  mock::task<> touchAgain(int id);
  bool has(int id) const;
  void add(int id, Session s);
  void drop(int id);
  mock::mutex &lock();
  mock::task<mock::mutex::guard> enter();
  mock::task<> openInside(int id);

private:
  std::map<int, Session> all;
  std::map<int, Session> locked; // only under the lock
  mock::mutex opening;
};
#endif
