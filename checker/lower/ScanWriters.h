//===- ScanWriters.h - What every function touches -------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_LOWER_SCANWRITERS_H
#define AWAIT_TIDY_LOWER_SCANWRITERS_H

#include "events/FunctionUses.h"
#include "lower/Unit.h"

namespace await_tidy {

/// One pass over the bodies in \p Functions: definitions outside of system
/// headers. A lambda counts as part of the function around it.
std::vector<FunctionUses>
scanWriters(Unit &U, llvm::ArrayRef<const clang::FunctionDecl *> Functions);

/// True if the body of \p F is, but for declarations before it, one loop
/// without an end.
bool isEndlessLoop(const clang::FunctionDecl *F);

} // namespace await_tidy

#endif
