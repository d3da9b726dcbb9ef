//===- Liveness.h - What later events can still use -------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EPOCHS_LIVENESS_H
#define AWAIT_TIDY_EPOCHS_LIVENESS_H

#include "base/BitMatrix.h"
#include "events/Event.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include <vector>

namespace await_tidy {

/// Which slots, stored values and tests are still of use after a block: the
/// classic backward analysis. The forward dataflow forgets the rest, so that
/// its states stay as small as what a piece of code really deals with.
///
/// Stored values are told apart by variable, or by member of an object: a
/// coarser question than that for a place, so the answer can be yes too often.
///
/// Cost per pass, of which there are two or three: O(blocks * (slots that cross
/// blocks + members) / 512), and a few words for each block and 512 of these
/// where something begins or ends to be of use.
class Liveness {
public:
  Liveness(const EventGraph &G, const PlaceTable &Places,
           llvm::ArrayRef<BlockId> ReversePostOrder);

  /// True if a value in \p S can be used after \p B.
  bool isSlotLive(BlockId B, SlotId S) const {
    return SlotIndex[S] != None && Slots.test(B, SlotIndex[S]);
  }
  /// True if what was stored to \p P can be read after \p B.
  bool isContentLive(BlockId B, PlaceId P) const;
  /// True if what \p E, a Write or Update, stores can be read later.
  bool isStoreLive(EventId E) const { return !DeadStores.test(E); }
  /// The slots and local variables whose values are used by \p E last.
  llvm::ArrayRef<SlotId> lastSlots(EventId E) const { return LastSlots[E]; }
  llvm::ArrayRef<PlaceId> lastLocals(EventId E) const { return LastLocals[E]; }
  /// True if something is done to \p P, or to a place around or in it, in \p B
  /// or after it.
  bool isActedOnFrom(BlockId B, PlaceId P) const;

  /// The local variable that \p P is or lies in, or the first step below any
  /// other root; NoPlace for such a root itself. Places of two different
  /// members do not overlap, but for two parameters that may be one.
  PlaceId memberOf(PlaceId P) const;

  /// True if something is stored to a part of \p P.
  bool hasStoredParts(PlaceId P) const { return StoredAround.count(P); }
  /// True if the object that \p P is a member of is read as a whole somewhere.
  bool isUsedWhole(PlaceId P) const {
    return WholeRoots.count(Places.rootOf(P));
  }

private:
  static constexpr unsigned None = ~0u;
  unsigned memberIndex(PlaceId P) const;
  void findMembers();
  void addUse(BitMatrix &Bits, BlockId B, PlaceId P) const;
  void solveSlots();
  void solveContents();
  void solveActs();

  const EventGraph &G;
  const PlaceTable &Places;
  llvm::ArrayRef<BlockId> Rpo;
  std::vector<unsigned> SlotIndex;
  llvm::DenseMap<PlaceId, unsigned> Members;
  /// The members of an object that is read or written as a whole.
  llvm::DenseMap<PlaceId, llvm::SmallVector<unsigned, 4>> MembersOfRoot;
  BitMatrix Slots, Contents, Acts;
  llvm::DenseSet<PlaceId> StoredAround, WholeRoots;
  llvm::BitVector DeadStores;
  std::vector<llvm::SmallVector<SlotId, 1>> LastSlots;
  std::vector<llvm::SmallVector<PlaceId, 1>> LastLocals;
};

} // namespace await_tidy

#endif
