//===- Fixpoint.h - The dataflow over one function --------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EPOCHS_FIXPOINT_H
#define AWAIT_TIDY_EPOCHS_FIXPOINT_H

#include "epochs/ControlDependence.h"
#include "epochs/Liveness.h"
#include "epochs/LockFlow.h"
#include "epochs/State.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <functional>
#include <set>
#include <vector>

namespace await_tidy {

/// Forward dataflow to a fixpoint over one event graph. The lattice: for every
/// slot, local and branch, the set of reads it depends on, each with whether a
/// suspension may lie between (join: union), the locks held since (join:
/// intersection) and whether the place was reserved (join: and). Transfer
/// functions are monotone and the sets are bounded by the reads of the
/// function.
///
/// Busy flags are locks too, but it takes the facts of a first fixpoint to see
/// which writes take one; where there are any, a second one follows.
///
/// Cost: O(events * places alive) per pass; the number of passes is the loop
/// nesting depth plus two in practice.
class ResultSense;

class Fixpoint {
public:
  /// A read of a place: what a value can depend on. Read 0 is the value of a
  /// parameter at the start.
  struct Token {
    EventId Read;
    PlaceId Place;
    PlaceId Member; ///< Liveness::memberOf(Place)
  };

  /// Solves \p G. Projecting a copied object to its fields can intern new
  /// places.
  /// With \p AllTests branches remember tests of places that are never acted
  /// on. \p IsCoupled says whether some function changes the state together
  /// with another one, so that our own writes of it have to be remembered.
  Fixpoint(
      const EventGraph &G, PlaceTable &Places, const ControlDependence &Control,
      bool AllTests = false,
      std::function<bool(SymbolId)> IsCoupled = [](SymbolId) { return true; });

  const EventGraph &graph() const { return G; }
  const PlaceTable &places() const { return Places; }
  const ControlDependence &control() const { return Control; }
  bool hasSuspension() const { return Suspends; }
  /// The function has so many values alive at once, in so many blocks, that the
  /// solver stopped: nothing can be said of it.
  bool gaveUp() const { return GaveUp; }
  const Token &token(TokenId T) const { return Tokens[T]; }
  /// Acquisitions, by their index in a LockSet: Acquire events, and the Write
  /// and Update events that take a busy flag.
  const std::vector<EventId> &locks() const { return LockEvents; }
  bool isFlag(unsigned Lock) const { return Lock >= Mutexes; }
  /// Branches whose arms do nothing but wait and meet again, and whose tests
  /// are of use; in order.
  llvm::SmallVector<EventId, 8> waitChecks(const State &S) const;

  /// Calls \p V with the state before each event of each reachable block.
  void visit(llvm::function_ref<void(const State &, EventId)> V);
  const State &atExit() const { return In[EventGraph::Exit]; }

  // Questions about a state before an event.

  /// What the inputs of \p E depend on.
  DepSet inputs(const State &S, const Event &E) const;
  /// The branches that guard \p B and whose tests are of use, in order.
  llvm::SmallVector<EventId, 8> guards(const State &S, BlockId B) const;
  /// What the tests that guard \p B found.
  DepSet guardValues(const State &S, BlockId B) const;
  /// True if other coroutines can reach \p P.
  bool sharedNow(const State &S, PlaceId P) const;
  /// A branch that guards \p Id and tested \p P after the last suspension, or
  /// 0. A test that is compiled out of release builds counts last.
  /// \p Except is no such branch.
  EventId freshGuard(const State &S, EventId Id, PlaceId P,
                     EventId Except = 0) const;
  /// A branch that guards \p Id and compares a snapshot of a place with what it
  /// is after the last suspension, or 0. For \p P itself a comparison with
  /// anything does: `if (current == mine) current = previous;`. \p Of gets the
  /// place that is compared. A snapshot that is made after \p Since, a
  /// suspension, does not count: it knows nothing of what came before.
  EventId versionCompare(const State &S, EventId Id, PlaceId P,
                         PlaceId *Of = nullptr, EventId Since = 0) const;

private:
  // Fixpoint.cpp
  void findWaitChecks();
  void findFlags();
  void findEmptied();
  bool onlyIfEmpty(const State &S, EventId Id, PlaceId P,
                   const ResultSense &Conditions) const;
  void run();
  bool leaveBlock(const State &S, BlockId From, BlockId To);
  void supersede(State &S, EventId Branch) const;
  TokenId token(EventId Read, PlaceId Place);
  bool everActedOn(PlaceId P);

  // Transfer.cpp
  void step(State &S, EventId Id);
  void transfer(State &S, EventId Id);
  DepSet read(const State &S, EventId Id, PlaceId P);
  void suspend(State &S, EventId Id);
  void ownWrite(State &S, EventId Id, PlaceId P);
  void set(State &S, Key K, DepSet D);
  bool isMemberOfKnown(const State &S, PlaceId P) const;
  void store(State &S, EventId Id, DepSet Value);
  void rename(State &S, const Event &E);
  void change(State &S, EventId Id);
  void acquire(State &S, EventId Id) const;
  void release(State &S, LockSet L) const;

  const EventGraph &G;
  PlaceTable &Places;
  const ControlDependence &Control;

  Liveness Live;
  /// What ever held a value of a member, on any path.
  llvm::DenseMap<PlaceId, llvm::SmallVector<Key, 4>> Holders;
  llvm::DenseSet<std::pair<PlaceId, Key>> HeldBy;

  std::vector<Token> Tokens{{0, NoPlace, NoPlace}};
  llvm::DenseMap<std::pair<EventId, PlaceId>, TokenId> TokenIndex;
  std::vector<State> In;
  LockTable Table;
  llvm::DenseMap<EventId, unsigned> FlagIndex;
  std::vector<EventId> LockEvents;
  unsigned Mutexes = 0; ///< how many of the locks are no busy flags
  llvm::SmallVector<PlaceId, 0> Acted; ///< sorted
  llvm::DenseSet<PlaceId> AroundActed; ///< those and what they lie in
  llvm::DenseMap<SymbolId, llvm::SmallVector<PlaceId, 1>> ActedByStep;
  llvm::DenseMap<PlaceId, bool> ActedCache;
  std::set<EventId> WaitChecks;
  /// By a block that ends in a test of a local: where it leads to if that is
  /// empty, and the local.
  llvm::DenseMap<BlockId, std::pair<BlockId, PlaceId>> Emptied;
  llvm::DenseMap<EventId, unsigned> BranchIndex;
  /// The block of an event that gives the slot its value: of several, the last.
  std::vector<BlockId> DefinedIn;
  /// Without a suspension only the summary matters, and it needs every test.
  bool Suspends = false;
  bool GaveUp = false;
  size_t Carried = 0; ///< values that may still be carried along
  bool AllTests;
  std::function<bool(SymbolId)> IsCoupled;
};

} // namespace await_tidy

#endif
