//===- LockUses.h - What a function touches under which locks ---*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EVENTS_LOCKUSES_H
#define AWAIT_TIDY_EVENTS_LOCKUSES_H

#include "events/Event.h"
#include "llvm/ADT/DenseSet.h"
#include <string>
#include <vector>

namespace await_tidy {

/// A read or write of shared state, with the locks held there on all paths.
struct LockedAccess {
  EventId At = 0;
  Loc Where;
  PlaceId Place = NoPlace;
  SymbolId State = 0; ///< see PlaceTable::stateSymbol
  bool Write = false;
  bool Vague = false;    ///< perhaps not done, or to another place
  bool InCallee = false; ///< done by a function that is called here
  Loc Inner = {};        ///< ... where
  llvm::SmallVector<PlaceId, 2> Locks, ReaderLocks;
  /// Counters that say that somebody is inside; see Unit::Inside.
  llvm::SmallVector<PlaceId, 2> Inside;
  bool UnknownLock = false; ///< a lock is held that cannot be named
};

/// One function: unlike FunctionUses, from its solved graph.
struct LockUses {
  std::string Name;
  uint32_t Where = 0; ///< raw location, identifies the function
  bool Suspends = false;
  std::vector<LockedAccess> Accesses;
  /// A lock without which a check and an act on the state would be a race.
  llvm::DenseSet<std::pair<SymbolId, SymbolId>> Relies; ///< (state, lock)
  llvm::DenseSet<SymbolId> OverSuspension; ///< locks held while it suspends
  llvm::DenseSet<SymbolId> ByHand;         ///< locks taken without a guard
  llvm::DenseSet<SymbolId> Takes;          ///< locks taken in any way
  llvm::DenseSet<SymbolId> LetsGo;    ///< locks let go that it did not take
  llvm::DenseSet<PlaceId> Parameters; ///< its parameters, as variables in keys
};

} // namespace await_tidy

#endif
