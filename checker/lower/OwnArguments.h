//===- OwnArguments.h - References that each call has of its own -*- C++
//-*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_LOWER_OWNARGUMENTS_H
#define AWAIT_TIDY_LOWER_OWNARGUMENTS_H

#include "lower/Unit.h"

namespace await_tidy {

/// The reference parameters through which a function gives its answer: each
/// call that can be seen is awaited where it stands, and hands in a local
/// variable of the caller that nobody else knows. Two calls at a time then work
/// with two variables. A parameter of a function that nobody calls here is not
/// among them. Linear in the size of the bodies, but for chains of functions
/// that pass such a reference on.
llvm::DenseSet<const clang::ParmVarDecl *>
ownArguments(const Unit &U,
             llvm::ArrayRef<const clang::FunctionDecl *> Functions);

/// The parameter by which \p P is in that set: one for all instantiations.
const clang::ParmVarDecl *ownArgumentKey(const clang::ParmVarDecl *P);

} // namespace await_tidy

#endif
