//===- ControlDependence.h - Which branches decide whether a block runs ---===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EPOCHS_CONTROLDEPENDENCE_H
#define AWAIT_TIDY_EPOCHS_CONTROLDEPENDENCE_H

#include "base/BitMatrix.h"
#include "events/Event.h"
#include "llvm/ADT/BitVector.h"
#include <vector>

namespace await_tidy {

/// Dominators, post-dominators and control dependence of one event graph.
///
/// A branch guards a block if the block is control dependent on it (Ferrante,
/// Ottenstein and Warren 1987, transitively), or if every path to the block
/// leaves the branch by the same edge, as after a loop whose exit is the
/// condition, and in a handler. Early return, nested `if`, `switch`, `?:`,
/// short circuits and loops are all the same thing here.
///
/// Exception and fork edges do not count for post-dominance: otherwise every
/// call would decide whether the rest of the function runs. Loops without an
/// exit get an edge to the exit that post-dominance alone sees.
///
/// Dominators are computed by the algorithm of Lengauer and Tarjan (1979), the
/// simple version. Cost: O(blocks * branches / 512) for the guard sets, O(edges
/// * log blocks) for the rest; dominates() is a comparison of two numbers.
class ControlDependence {
public:
  explicit ControlDependence(const EventGraph &G);

  /// Branch events in reverse post-order; bit I of a guard set is
  /// branches()[I].
  const std::vector<EventId> &branches() const { return Branches; }
  /// The branches that guard \p B.
  BitRow guards(BlockId B) const { return BitRow(Guards, B); }
  /// Adds the branches that guard \p B to row 0 of \p Sum, made by noGuards().
  void addGuards(BlockId B, BitMatrix &Sum) const { Sum.join(0, Guards, B); }
  BitMatrix noGuards() const { return Guards.another(1); }
  /// True if whatever \p Earlier guards after the branch \p Later (in reverse
  /// post-order) is guarded by \p Later, too. Both are bits of a guard set.
  bool guardsAllAfter(unsigned Later, unsigned Earlier) const;
  /// The bit of \p Branch.
  unsigned bitOf(EventId Branch) const { return BitOf[BlockOf[Branch]]; }
  /// The bit of the first branch that does not come before \p B in reverse
  /// post-order: all that \p B dominates have one not below.
  unsigned firstBitFrom(BlockId B) const;
  bool isReachable(BlockId B) const { return Order[B] != Unreached; }
  bool dominates(BlockId A, BlockId B) const;
  /// True if normal edges lead from \p From to \p To. Linear in what lies
  /// between the two in reverse post-order, or in the loops around \p To.
  bool reaches(BlockId From, BlockId To) const;
  /// \p B itself for the entry.
  BlockId immediateDominator(BlockId B) const { return Idom[B]; }
  /// Numbers blocks so that a dominator comes before what it dominates, and
  /// nothing else between the two but what it dominates as well.
  unsigned dominatorNumber(BlockId B) const { return Enter[B]; }
  /// Reachable blocks in reverse post-order.
  const std::vector<BlockId> &reversePostOrder() const { return Rpo; }
  /// The nearest block that every path from \p B passes, or Exit.
  BlockId immediatePostDominator(BlockId B) const { return PostIdom[B]; }
  unsigned blockOf(EventId E) const { return BlockOf[E]; }

private:
  void numberDominators();
  void findGuardedRest();
  void findBackEdges();
  static constexpr unsigned Unreached = ~0u;
  std::vector<EventId> Branches;
  BitMatrix Guards;                  ///< by block
  llvm::BitVector GuardsRest;        ///< guards every block after its own
  std::vector<unsigned> LastGuarded; ///< by branch: position in Rpo
  std::vector<unsigned> BitOf;       ///< by block
  std::vector<unsigned> Order;       ///< position in Rpo
  std::vector<BlockId> Rpo, Idom, PostIdom;
  const EventGraph &Graph;
  /// By position in Rpo: how many edges lead from after it back to it or before
  /// it.
  std::vector<unsigned> BackOver;
  std::vector<unsigned> Enter, Leave; ///< of each block in the dominator tree
  std::vector<BlockId> BlockOf;
};

} // namespace await_tidy

#endif
