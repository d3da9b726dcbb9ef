//===- TypeFacts.h - What the types tell ------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Structural questions about types, answered from their members: no list of
/// library names. All answers are cached per type.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_LOWER_TYPEFACTS_H
#define AWAIT_TIDY_LOWER_TYPEFACTS_H

#include "events/Place.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"

namespace await_tidy {

class TypeFacts {
public:
  explicit TypeFacts(clang::ASTContext &Context) : Context(Context) {}

  /// What a variable of type \p T holds.
  ValueClass valueClass(clang::QualType T);
  /// Has `value_type` and `begin`, or is a container adaptor.
  bool isContainer(clang::QualType T);
  /// Has `key_type`.
  bool isMap(clang::QualType T);
  /// A pointer, or a class with `operator->`.
  bool isPointerLike(clang::QualType T);
  /// Who reaches the target of a pointer-like object: copyable ones share it.
  Ownership targetOwnership(clang::QualType T);
  /// Has `lock` (or the like) and `unlock`.
  bool isLockable(clang::QualType T);
  /// Has `acquire` and `release`, and is made with a number of permits.
  bool isSemaphore(clang::QualType T);
  /// A lock whose holder may take it again: nothing but the name tells.
  bool isReentrant(clang::QualType T);
  /// A lockable whose `lock` has to be awaited.
  bool isAsyncLock(clang::QualType T);
  /// Loads and stores itself: `std::atomic` and what looks like it.
  bool isAtomic(clang::QualType T);
  /// Can stand after `co_await` in every coroutine.
  bool isAwaitable(clang::QualType T);
  /// Cannot be copied, and its destructor does something: an RAII object.
  bool isMoveOnlyRaii(clang::QualType T);
  /// An RAII object that can be asked to unlock early.
  bool looksLikeGuard(clang::QualType T);
  /// An optional or owning pointer of such an object.
  bool holdsGuard(clang::QualType T);
  bool hasMember(const clang::CXXRecordDecl *R, llvm::StringRef Name);

  /// The class behind references, const and the like; null if it is none or
  /// incomplete.
  static const clang::CXXRecordDecl *record(clang::QualType T);
  /// `std::unique_lock`, without template arguments and inline namespaces.
  static std::string qualifiedName(const clang::NamedDecl *D);

private:
  struct Facts {
    bool Container = false, Map = false, Arrow = false, BoolTest = false;
    bool Lock = false, Unlock = false, Acquire = false, Release = false;
    bool OwnsLock = false, HasValue = false, Copyable = true;
    bool Exchange = false;
    bool Counts = false, Awaitable = false, Waits = false;
  };
  const Facts &facts(const clang::CXXRecordDecl *R);

  clang::ASTContext &Context;
  llvm::DenseMap<const clang::CXXRecordDecl *, Facts> Cache;
};

} // namespace await_tidy

#endif
