//===- Measure.h - What a run of a program costs ----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_BENCH_MEASURE_H
#define AWAIT_TIDY_TESTS_BENCH_MEASURE_H

#include <string>
#include <vector>

struct Cost {
  double Seconds = 0; ///< of processor time, user and system, with children
  double Own = 0;     ///< MB that the program itself has had at most, sampled
  double Largest = 0; ///< MB that it or one of its processes has had at most
  int Code = 0;       ///< what it ended with
  std::string Said;   ///< on its standard error
  std::string Out;    ///< on its standard output, if that was asked for
};

/// Runs \p Argv to its end. Ends this program with a message if it cannot be
/// started or is ended by a signal.
Cost run(const std::vector<std::string> &Argv, bool WantsOut = false);

/// The number behind \p Words in \p Text, the last time that they stand there;
/// -1 if they do not.
double numberAfter(const std::string &Text, const std::string &Words);

#endif
