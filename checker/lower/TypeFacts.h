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
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <initializer_list>

namespace await_tidy {

/// What the result of an operation says of its success.
enum class Outcome : uint8_t {
  None,
  Success, ///< true, or something in it: it succeeded
  Error    ///< true, not zero: it failed
};

class TypeFacts {
public:
  explicit TypeFacts(clang::ASTContext &Context) : Context(Context) {}

  /// What a variable of type \p T holds.
  ValueClass valueClass(clang::QualType T);
  /// A pointer to a class with a member that points to the same class.
  bool isLink(clang::QualType T);
  /// Has `value_type` and `begin`, or is a container adaptor.
  bool isContainer(clang::QualType T);
  /// How long iterators and references into a container of type \p T stay
  /// good, from the operations it has: `splice` (lists) and `local_iterator`
  /// (the node-based hash tables) tell as much as an ordered `node_type`.
  Stability stability(clang::QualType T);
  /// A pointer, or a class that can be dereferenced and moved on.
  bool isIterator(clang::QualType T);
  /// An optional of an iterator or of a pointer.
  bool holdsIterator(clang::QualType T);
  /// A container that is trivially copied: it refers to the elements of
  /// another one.
  bool isView(clang::QualType T);
  /// Has `key_type`.
  bool isMap(clang::QualType T);
  /// A pointer, or a class with `operator->`.
  bool isPointerLike(clang::QualType T);
  /// Who reaches the target of a pointer-like object: copyable ones share it.
  Ownership targetOwnership(clang::QualType T);
  /// What a method \p Name of a lock does: "lock", "lock_shared", "try_lock",
  /// "unlock" or "unlock_shared"; nothing if the name has other words in it.
  static llvm::StringRef lockWord(llvm::StringRef Name);
  /// Has `lock` (or the like) and `unlock`.
  bool isLockable(clang::QualType T);
  /// Has `acquire` and `release`, and is made with a number of permits.
  bool isSemaphore(clang::QualType T);
  /// Is made with a number: of permits, if it is a lock at all.
  bool isCounted(clang::QualType T);
  /// A lock whose holder may take it again: nothing but the name tells.
  bool isReentrant(clang::QualType T);
  /// A lockable whose `lock` has to be awaited.
  bool isAsyncLock(clang::QualType T);
  /// Gives out tokens that can be asked, as it can itself, whether it was
  /// triggered: `std::stop_source` and what looks like it. The class of the
  /// tokens, or null.
  const clang::CXXRecordDecl *cancellationToken(clang::QualType T);
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
  /// True if the body of every method of \p R that can change it was parsed.
  /// True if every constructor of the class, as far as it is seen, makes the
  /// container \p F with elements in it.
  bool isFilledAtStart(const clang::FieldDecl *F);
  bool allMethodsDefined(const clang::CXXRecordDecl *R);
  /// Whether a result of type \p T tells success from failure: a bool, a class
  /// that is tested as one or may hold no value, an error code.
  Outcome outcome(clang::QualType T);
  bool hasMember(const clang::CXXRecordDecl *R, llvm::StringRef Name);

  // What a coroutine returns; see TaskTypes.cpp. An awaitable that is no
  // coroutine's is none.

  /// Has a promise type, as a member or through std::coroutine_traits, and is
  /// not a generator.
  bool isTask(clang::QualType T);
  /// A task whose body does not begin before somebody awaits or starts it.
  bool startsLazily(clang::QualType T);
  /// A task that nobody can await, ask or start.
  bool isFireAndForget(clang::QualType T);
  /// What awaiting a task gives; null if that cannot be told.
  clang::QualType resultType(clang::QualType T);
  /// A container, tuple, optional or the like of tasks: the task, else null.
  clang::QualType heldTask(clang::QualType T);
  /// A value that says whether something worked: bool, an error code, an
  /// expected.
  bool saysSuccess(clang::QualType T);

  /// A class that no other source file can use: local to a function, in an
  /// unnamed namespace, or defined in the file itself, and not in a header.
  bool isOfThisFile(const clang::CXXRecordDecl *R) const;

  /// The class behind references, const and the like; null if it is none or
  /// incomplete.
  static const clang::CXXRecordDecl *record(clang::QualType T);
  /// `std::unique_lock`, without template arguments and inline namespaces.
  static std::string qualifiedName(const clang::NamedDecl *D);

private:
  // Where the includes were parsed before, to ask for a member by its name
  // reads that member from the file, and to look at all members reads all of
  // them: half of the time of the analysis went into that.

  /// \p R and its bases, as far as they are complete.
  llvm::ArrayRef<const clang::CXXRecordDecl *>
  withBases(const clang::CXXRecordDecl *R);
  /// Whether \p R or a base of it has a member of that name, or of one of
  /// them, that is not deleted.
  bool declares(const clang::CXXRecordDecl *R, clang::DeclarationName Name);
  bool declares(const clang::CXXRecordDecl *R,
                std::initializer_list<llvm::StringRef> Names);
  bool declares(const clang::CXXRecordDecl *R,
                clang::OverloadedOperatorKind Name);
  /// Converts to bool.
  bool isTested(const clang::CXXRecordDecl *R);
  bool isCounted(const clang::CXXRecordDecl *R);
  bool isCopyable(const clang::CXXRecordDecl *R);
  bool isContainer(const clang::CXXRecordDecl *R);
  bool canChange(const clang::CXXRecordDecl *Container);
  Stability findStability(const clang::CXXRecordDecl *Container);

  struct LockFacts {
    bool Lock = false, Unlock = false, Waits = false;
  };
  /// Looks at all members: these names are spelled in many ways.
  const LockFacts &lockFacts(const clang::CXXRecordDecl *R);

  struct TaskFacts {
    bool Task = false, Lazy = false, Awaitable = false, Methods = false;
    clang::QualType Result;
  };
  const TaskFacts &taskFacts(const clang::CXXRecordDecl *R);
  clang::QualType promiseOf(const clang::CXXRecordDecl *R);
  /// Promise types by what coroutine_traits is specialized for: an exact type,
  /// or a class template.
  void readTraits();

  clang::ASTContext &Context;
  llvm::DenseMap<const clang::CXXRecordDecl *,
                 llvm::SmallVector<const clang::CXXRecordDecl *, 0>>
      Bases;
  llvm::DenseMap<const clang::CXXRecordDecl *, LockFacts> Locks;
  llvm::DenseMap<const clang::CXXRecordDecl *, Stability> Elements;
  llvm::DenseMap<std::pair<const clang::CXXRecordDecl *, uintptr_t>, bool>
      Declared;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> Defined;
  llvm::DenseMap<const clang::FieldDecl *, bool> Filled;
  bool findFilledAtStart(const clang::FieldDecl *F);
  llvm::DenseMap<const clang::CXXRecordDecl *, TaskFacts> TaskCache;
  llvm::DenseMap<const clang::Decl *, clang::QualType> Traits;
  bool TraitsRead = false;
};

} // namespace await_tidy

#endif
