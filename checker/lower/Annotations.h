//===- Annotations.h - What the program says of itself ----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The marks of await_tidy/annotations.h and Clang's thread-safety attributes.
/// Each may stand on any declaration of an entity, or on the template that it
/// is an instance of. Linear in the attributes of the declarations.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_LOWER_ANNOTATIONS_H
#define AWAIT_TIDY_LOWER_ANNOTATIONS_H

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/SmallVector.h"

namespace await_tidy {

enum class Annotation : uint8_t {
  SingleOwner,
  Idempotent,
  NeverSuspends,
  MaySuspend
};

/// True if \p D has the mark \p A; null has none.
bool hasAnnotation(const clang::Decl *D, Annotation A);

/// The field or variable that the expression of an attribute names, or null.
const clang::ValueDecl *namedLock(const clang::Expr *E);

/// The lock that protects the field or global \p D, or null.
const clang::ValueDecl *guardedBy(const clang::ValueDecl *D);

/// A capability that an attribute of a function names.
struct Capability {
  enum Kind { Required, Acquired, Released } What;
  bool Shared;              ///< as a reader
  const clang::Expr *Which; ///< null: the object of the method itself
};

/// What the attributes of \p F say of locks, in the order of its declarations.
llvm::SmallVector<Capability, 2> capabilities(const clang::FunctionDecl *F);

/// AWAIT_TIDY_ALLOW(rules, reason) on a function.
struct Allowed {
  clang::SourceRange Where;
  llvm::StringRef Rules, Reason;
};
llvm::SmallVector<Allowed, 1> allowed(const clang::FunctionDecl *F);

/// A class whose objects hold a lock while they live.
bool isScopedLockable(const clang::CXXRecordDecl *R);

} // namespace await_tidy

#endif
