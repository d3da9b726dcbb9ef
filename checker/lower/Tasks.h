//===- Tasks.h - Tasks that nobody awaits -----------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Internal to lower/.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_LOWER_TASKS_H
#define AWAIT_TIDY_LOWER_TASKS_H

#include "lower/Unit.h"
#include <vector>

namespace await_tidy {

struct LostTask {
  /// The expression or variable in whose lowering the event has its place: what
  /// makes the task, or the outermost lambda around it.
  const void *At = nullptr;
  /// The variable or member that holds the task, if any.
  const clang::ValueDecl *Variable = nullptr;
  Event What; ///< Discard; the places are for the caller to fill in
};

/// The tasks that \p F and the lambdas in it lose, in source order but for
/// those in variables. One walk over the syntax.
std::vector<LostTask> findLostTasks(Unit &U, const clang::FunctionDecl *F);

/// What is known of the function, or of the method of the object's class, that
/// \p C calls; null if nothing is.
const Model *modelOf(const Unit &U, const clang::CallExpr *C);

/// True if a model says that the tasks which \p C is given, or is called on, go
/// on by themselves.
bool startsAlone(const Unit &U, const clang::CallExpr *C);

/// True if \p S or a lambda in it calls something that returns a task.
bool makesTask(Unit &U, const clang::Stmt *S);

} // namespace await_tidy

#endif
