//===- Main.cpp - Runs the tests of one executable ------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GoogleTest calls it a success when a filter selects no test. Here it is a
// failure: a test that was renamed must not pass by not being there.
//
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <gtest/gtest.h>

int main(int Argc, char **Argv) {
  testing::InitGoogleTest(&Argc, Argv);
  int Result = RUN_ALL_TESTS();
  if (!GTEST_FLAG_GET(list_tests) &&
      testing::UnitTest::GetInstance()->test_to_run_count() == 0) {
    std::fprintf(stderr, "no test was selected\n");
    return 1;
  }
  return Result;
}
