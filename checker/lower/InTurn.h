//===- InTurn.h - Objects that one activity works with ----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_LOWER_INTURN_H
#define AWAIT_TIDY_LOWER_INTURN_H

#include "lower/Unit.h"

namespace await_tidy {

/// True if what the local pointer \p V, of a function that is no coroutine,
/// points to is only touched in the function itself and in continuations that
/// it starts one after the other: those of one chain (`f().then([v]
/// {}).then([v]
/// {})`), those that one of them returns, and the callables of one call that is
/// given nothing else, as a loop over asynchronous steps is. The pointer goes
/// nowhere else. Cost: linear in the body of the function for each capture
/// level.
bool isUsedInTurn(Unit &U, const clang::VarDecl *V);

} // namespace await_tidy

#endif
