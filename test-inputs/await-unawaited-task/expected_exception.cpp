// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A task is asked for to see that asking throws.
#include "coro.h"

#include <stdexcept>

namespace checks {

mock::task<int> divide(int a, int b);
void failed(const char *what);

template <class Expected, class F> void expect_throw(F &&run, const char *what) {
  try {
    run();
  } catch (const Expected &) {
    return;
  } catch (...) {
  }
  failed(what);
}

template <class Problem, class F> bool tolerate(F &&run) {
  try {
    run();
    return true;
  } catch (const Problem &) {
  }
  return false;
}

void divisions() {
  expect_throw<std::invalid_argument>([] { divide(1, 0); }, "division by zero"); // ok: it throws
  tolerate<std::runtime_error>([] { divide(4, 2); }); // expect: await-unawaited-task
}

} // namespace checks
