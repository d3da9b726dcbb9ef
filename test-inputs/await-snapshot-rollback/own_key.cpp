// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A key that turns away who brings the same one does not cover a rollback of
// the whole set. Found by generated programs.
#include "coro.h"
#include <set>

mock::task<bool> enroll(int id);

class Course {
public:
  mock::task<bool> join(int id) {
    if (students.contains(id))
      co_return false;
    const std::set<int> before = students; // note: check
    students.insert(id);
    if (!co_await enroll(id)) { // note: suspension
      students = before; // expect: await-snapshot-rollback
      co_return false;
    }
    co_return true;
  }

  mock::task<bool> join_taking_back(int id) {
    if (students.contains(id))
      co_return false;
    students.insert(id);
    if (!co_await enroll(id)) {
      students.erase(id); // ok: the own key
      co_return false;
    }
    co_return true;
  }

private:
  std::set<int> students;
};
