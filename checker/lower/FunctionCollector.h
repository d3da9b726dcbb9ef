//===- FunctionCollector.h - Which functions to look at ---------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_LOWER_FUNCTIONCOLLECTOR_H
#define AWAIT_TIDY_LOWER_FUNCTIONCOLLECTOR_H

#include "lower/Unit.h"
#include <vector>

namespace await_tidy {

/// Finds the function definitions of a translation unit, in source order,
/// without entering system headers. Of a template it takes the instantiations,
/// and the pattern only where there are none.
class FunctionCollector {
public:
  explicit FunctionCollector(Unit &U) : U(U) {}
  void collect();

  /// Every definition, for the index of writers.
  const std::vector<const clang::FunctionDecl *> &definitions() const {
    return All;
  }
  /// Coroutines, and functions that hand a lambda to a call or call a
  /// coroutine.
  const std::vector<const clang::FunctionDecl *> &suspending() const {
    return Suspending;
  }
  /// Coroutine lambdas.
  const std::vector<const clang::FunctionDecl *> &lambdas() const {
    return Lambdas;
  }

private:
  friend class CollectorVisitor;
  Unit &U;
  std::vector<const clang::FunctionDecl *> All, Suspending, Lambdas;
};

} // namespace await_tidy

#endif
