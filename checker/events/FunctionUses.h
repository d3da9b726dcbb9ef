//===- FunctionUses.h - What a function touches -----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EVENTS_FUNCTIONUSES_H
#define AWAIT_TIDY_EVENTS_FUNCTIONUSES_H

#include "events/Event.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace await_tidy {

/// What one function writes, mentions and calls, by field or global, without
/// regard to order: enough to say who could interfere with whom.
struct FunctionUses {
  std::string Name;
  uint32_t Where = 0; ///< raw location, identifies the function
  bool Setup = false; ///< constructor or destructor
  bool IsCoroutine = false;
  llvm::DenseMap<SymbolId, Loc> Writes; ///< the first write of each
  /// Those of them that are not only added to.
  llvm::DenseSet<SymbolId> Changes;
  /// Those that are not only set to a constant.
  std::set<SymbolId> Computed;
  /// Those that it sets to a constant somewhere.
  llvm::DenseSet<SymbolId> Constants;
  /// Of a function that suspends: what it changes in one step.
  bool Suspends = false;
  std::set<std::pair<SymbolId, SymbolId>> Together;
  /// Containers that it adds elements to, and takes elements from or replaces:
  /// a field or global, and whether it is one of the containers in it.
  using ContainerKey = std::pair<SymbolId, bool>;
  std::map<ContainerKey, Loc> Grows;
  std::map<ContainerKey, llvm::SmallVector<Loc, 1>> Removes; ///< each time
  /// Containers that it gives away such that somebody else can add or remove:
  /// by a reference or pointer that is not to const.
  llvm::DenseSet<SymbolId> Exposes;
  /// Containers whose elements it adds, or takes away, in an object of its own
  /// that it gives out afterwards; and the same in an object that it keeps.
  llvm::DenseSet<SymbolId> Furnishes, Alters;
  /// Those that it can leave empty: reset, moved from, assigned an unknown
  /// pointer.
  llvm::DenseSet<SymbolId> Empties;
  /// Those that it can set to something else than zero, false or empty.
  llvm::DenseSet<SymbolId> Sets;
  /// Those that a condition looks at.
  llvm::DenseSet<SymbolId> Tests;
  /// By an amount or an element: more, or less.
  llvm::DenseSet<SymbolId> Adds, Takes;
  /// In another way than by an amount.
  llvm::DenseSet<SymbolId> Stores;
  /// In that way, and perhaps by something that is not empty.
  llvm::DenseSet<SymbolId> Replaces;
  /// The enumerator that all its writes store; 0 if there are others.
  llvm::DenseMap<SymbolId, SymbolId> Enumerators;
  /// Members of objects that it assigns as a whole.
  llvm::DenseSet<SymbolId> Replaced;
  llvm::DenseSet<SymbolId> Mentions;
  /// Sources of cancellation, or pointers to one, that it triggers.
  llvm::DenseSet<SymbolId> Cancels;
  bool TakesGuard = false;       ///< a lock guard is a parameter
  std::vector<unsigned> Callers; ///< indices into the same list
  /// The functions of other files that it names, each time: the USR, and
  /// whether in a loop. Only where other files are known.
  std::vector<std::pair<std::string, bool>> CallsElsewhere;
  /// How often the translation unit names it, in all and in loops.
  unsigned Uses = 0, UsesInLoops = 0;
  /// How often it is called such that the caller goes on when it is done: a
  /// coroutine, `co_await f();`, outside of lambdas.
  unsigned DirectUses = 0;
  bool Endless = false; ///< its body is one endless loop
  bool Private = false; ///< nothing outside of what we see can call it
};

} // namespace await_tidy

#endif
