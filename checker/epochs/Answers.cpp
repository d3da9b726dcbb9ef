//===- Answers.cpp - What a function tells its caller ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/Facts.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace await_tidy;

static llvm::BitVector reachable(const EventGraph &G, BlockId From) {
  llvm::BitVector Seen(G.Blocks.size());
  llvm::SmallVector<BlockId, 16> Work{From};
  Seen.set(From);
  while (!Work.empty())
    for (const Edge &E : G.Blocks[Work.pop_back_val()].Succs)
      if (E.Kind == EdgeKind::Normal && !Seen.test(E.To)) {
        Seen.set(E.To);
        Work.push_back(E.To);
      }
  return Seen;
}

namespace {
/// What is returned in some blocks.
struct Returned {
  bool True = false, False = false, Other = false;
};
} // namespace

static void collect(const EventGraph &G, const llvm::BitVector &Blocks,
                    Returned &Into) {
  for (unsigned B : Blocks.set_bits())
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = G.Events[Id];
      if (E.Kind != EventKind::Compute || E.Dst != G.ReturnSlot)
        continue;
      (E.Constant ? E.Reset ? Into.False : Into.True : Into.Other) = true;
    }
}

bool Facts::reaches(BlockId From, BlockId To) const {
  return reachable(Graph, From).test(To);
}

/// True if the function can return from one of \p Blocks.
static bool returns(const EventGraph &G, const llvm::BitVector &Blocks) {
  return llvm::any_of(G.Blocks[EventGraph::Exit].Preds, [&](const Edge &E) {
    return E.Kind == EdgeKind::Normal && Blocks.test(E.To) &&
           !G.Blocks[E.To].Leaves;
  });
}

bool Facts::tellsWhoActed(const Pair &P) const {
  if (P.Why != Reliance::Decision || !P.Branch)
    return false;
  BlockId Act = Control.blockOf(P.Act);
  llvm::BitVector After = reachable(Graph, Act);
  // By an exception.
  if (!event(P.Branch).Assertion && returns(Graph, After))
    for (const Edge &E : Graph.Blocks[Control.blockOf(P.Branch)].Succs)
      if (E.Kind == EdgeKind::Normal && E.To != EventGraph::Exit)
        if (llvm::BitVector There = reachable(Graph, E.To);
            !There.test(Act) && !returns(Graph, There))
          return true;
  if (!Graph.ReturnSlot || !Graph.HasResult)
    return false;
  Returned Acted, TurnedAway;
  collect(Graph, After, Acted);
  for (const Edge &E : Graph.Blocks[Control.blockOf(P.Branch)].Succs) {
    if (E.Kind != EdgeKind::Normal)
      continue;
    llvm::BitVector There = reachable(Graph, E.To);
    if (!There.test(Act))
      collect(Graph, There, TurnedAway);
  }
  // Who acts can still be told of a failure.
  return !TurnedAway.Other && !Acted.Other &&
         ((TurnedAway.False && !TurnedAway.True && Acted.True) ||
          (TurnedAway.True && !TurnedAway.False && Acted.False && !Acted.True));
}
