//===- CallEffect.h - What a call does to its surroundings ------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The summary of a function: its events on state that outlives it, in the
/// order in which a caller sees them. Places are rooted at `*this`, globals,
/// and the parameters of the function itself; a caller rebases them to its
/// arguments. Library models say less, in fewer words; see models/Model.h.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EVENTS_CALLEFFECT_H
#define AWAIT_TIDY_EVENTS_CALLEFFECT_H

#include "events/Event.h"

namespace await_tidy {

/// A value that an effect takes or gives: a place read in the callee, or the
/// value of a parameter.
struct EffectInput {
  PlaceId Place =
      NoPlace; ///< read here; a by-value parameter is its Local root
  Flow How = Flow::Copy;
  bool Stale = false;     ///< read before a suspension inside the callee
  bool Existence = false; ///< whether an element is there, not what it is
  /// What is returned says whether it is true, or not empty; or the contrary.
  bool Truth = false, Negated = false;
  SymbolId Enumerator = 0; ///< ... or whether it is this one
};

struct Effect {
  Event What; ///< Write, Update, Use, Acquire, Release; Inputs unused
  std::vector<EffectInput> Inputs;
  bool AfterSuspension = false;
};

struct CallEffect {
  bool Known = false; ///< the body was seen
  bool IsCoroutine = false;
  bool MaySuspend = false;
  bool MayThrow = false; ///< the body shows an exception that leaves it
  std::vector<Effect> Effects;
  std::vector<EffectInput> Returns;
  /// The function returns a reference to one of these.
  llvm::SmallVector<PlaceId, 2> ReturnsReference;
  /// The function returns an iterator, pointer or reference into Container.
  struct Lent {
    PlaceId Container;
    bool Removal, Growth, OwnElement;
  };
  llvm::SmallVector<Lent, 1> Lends;
  /// What a test looked at without which the function does not return: it
  /// throws, ends the program, or waits until it is so.
  struct Requirement {
    std::vector<EffectInput> Tested;
    bool Assertion = false;
  };
  std::vector<Requirement> Requires;
  /// A constructor that binds a reference or pointer member to a parameter.
  std::vector<std::pair<SymbolId, PlaceId>> Binds;
  /// The same for a pointer member that points to a lock.
  std::vector<std::pair<SymbolId, PlaceId>> PointsAt;
  /// What is returned is a guard that holds one of these locks, or the
  /// operation that takes it.
  llvm::SmallVector<PlaceId, 1> ReturnsLock;
  bool ReturnsReaderLock = false;
  /// Parameters that are only called while an exclusive lock is held: one of
  /// Locks, if they can be named.
  struct Invocation {
    PlaceId Callable;
    llvm::SmallVector<PlaceId, 1> Locks;
  };
  llvm::SmallVector<Invocation, 1> InvokesUnderLock;
  Loc SuspendsAt;
  /// A coroutine: what two of its calls at once would lose. Set by the
  /// analysis, which knows the protections.
  std::vector<LongUpdate> Updates;
};

} // namespace await_tidy

#endif
