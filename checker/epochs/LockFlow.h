//===- LockFlow.h - Which locks are held where ------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EPOCHS_LOCKFLOW_H
#define AWAIT_TIDY_EPOCHS_LOCKFLOW_H

#include "epochs/ControlDependence.h"
#include "epochs/State.h"
#include <vector>

namespace await_tidy {

/// The locks of one function: which acquisitions are of the same one. A guard
/// that is locked twice is one lock, and so is a place that is locked by hand
/// on two branches; a guard that adopts a lock taken by hand takes it over.
/// Linear in the events times the locks.
class LockTable {
public:
  struct Lock {
    EventId Taken = 0; ///< the first acquisition
    /// What is locked, if it is known; one of them, if there are several.
    llvm::SmallVector<PlaceId, 1> Places;
    PlaceId Holder = NoPlace; ///< the guard; NoPlace if it is taken by hand
    bool Shared = false;      ///< a reader lock
  };

  /// Locks beyond the 64th are not in the table. Without \p Shared, reader
  /// locks are not either.
  LockTable(const EventGraph &G, const ControlDependence &Control, bool Shared);

  const std::vector<Lock> &locks() const { return Locks; }
  /// The lock that \p Acquire takes, as a set; empty if it is not in the table.
  LockSet taken(EventId Acquire) const;
  /// The same, where \p Held is held before: a guard that is made of a mutex
  /// and cannot wait for it only has what was taken by hand.
  LockSet takenNow(EventId Acquire, const Event &E, LockSet Held) const;
  /// What \p Release lets go.
  LockSet released(const Event &Release) const;
  /// Those of the guards in \p Holders.
  LockSet heldBy(llvm::ArrayRef<PlaceId> Holders) const;
  /// Those taken by hand that a guard takes over with \p Acquire.
  LockSet adopted(const Event &Acquire) const;

private:
  std::vector<Lock> Locks;
  llvm::DenseMap<EventId, unsigned> Index;
};

/// Forward dataflow of the sets of locks held, reader locks included: on all
/// paths (join: intersection) and on some path (join: union). Unlike Fixpoint
/// it does not ask what was read under them. Cost: O(events) per pass, as many
/// passes as loops are nested plus two.
class LockFlow {
public:
  struct Held {
    LockSet Always = 0;    ///< held on all paths
    LockSet Sometimes = 0; ///< held on some path
    LockSet LetGo = 0;     ///< on some path held before, and let go since
    bool operator==(const Held &O) const {
      return Always == O.Always && Sometimes == O.Sometimes && LetGo == O.LetGo;
    }
  };

  LockFlow(const EventGraph &G, const ControlDependence &Control);

  const std::vector<LockTable::Lock> &locks() const { return Table.locks(); }
  /// The bit of the lock that \p Acquire takes, or 0.
  LockSet taken(EventId Acquire) const { return Table.taken(Acquire); }
  LockSet released(EventId Release) const {
    return Table.released(G.Events[Release]);
  }
  const Held &before(EventId E) const { return Before[E]; }
  const Held &atEnd(BlockId B) const { return After[B]; }
  bool isReached(BlockId B) const { return Reached[B]; }

private:
  void transfer(Held &H, EventId E) const;

  const EventGraph &G;
  LockTable Table;
  std::vector<Held> Before, After;
  std::vector<bool> Reached;
};

} // namespace await_tidy

#endif
