//===- Shapes.h - Functions of any size -------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_BENCH_SHAPES_H
#define AWAIT_TIDY_TESTS_BENCH_SHAPES_H

#include <string>
#include <vector>

/// A way in which a coroutine can be long.
struct Shape {
  const char *Name, *What;
  bool ManyPlaces; ///< a member of its own for each piece
  std::string (*Body)(int N);
  bool Answers = false; ///< the caller is told whether the function has acted
  /// Locks or containers: what knows them takes longer to parse than the rest.
  bool UsesLibrary = false;
};

extern const std::vector<Shape> Shapes;

/// A task of any result, `Task<T>`, as text.
extern const char *const TaskType;

/// A file with one coroutine of \p N such pieces, none if it is 0. It needs
/// test-inputs/mock in its include path.
std::string sourceOf(const Shape &S, int N);

#endif
