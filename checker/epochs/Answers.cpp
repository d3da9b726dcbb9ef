//===- Answers.cpp - What a function tells its caller ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/Facts.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

namespace {
/// What is returned in a block or after it; Back: it is returned from at all.
enum Answer : uint8_t { True = 1, False = 2, Other = 4, Back = 8 };
} // namespace

/// Backwards to a fixpoint over normal edges.
static std::vector<uint8_t> returned(const EventGraph &G,
                                     llvm::ArrayRef<BlockId> Rpo) {
  std::vector<uint8_t> Out(G.Blocks.size(), 0);
  for (BlockId B : Rpo)
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = G.Events[Id];
      if (E.Kind == EventKind::Compute && E.Dst == G.ReturnSlot)
        Out[B] |= !E.Constant ? Other : E.Reset ? False : True;
    }
  for (const Edge &E : G.Blocks[EventGraph::Exit].Preds)
    if (E.Kind == EdgeKind::Normal && !G.Blocks[E.To].Leaves)
      Out[E.To] |= Back;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId B : llvm::reverse(Rpo)) {
      uint8_t New = Out[B];
      for (const Edge &E : G.Blocks[B].Succs)
        if (E.Kind == EdgeKind::Normal)
          New |= Out[E.To];
      Changed |= New != Out[B];
      Out[B] = New;
    }
  }
  return Out;
}

bool Facts::tellsWhoActed(const Pair &P) const {
  if (P.Why != Reliance::Decision || !P.Branch)
    return false;
  if (Returned.empty())
    Returned = returned(Graph, Control.reversePostOrder());
  BlockId Act = Control.blockOf(P.Act);
  auto Returns = [&](BlockId B) {
    return B == EventGraph::Exit || (Returned[B] & Back) != 0;
  };
  uint8_t Acted = Returned[Act], TurnedAway = 0;
  const auto &Arms = Graph.Blocks[Control.blockOf(P.Branch)].Succs;
  // A test after the act turns nobody away from it.
  if (llvm::none_of(Arms, [&](const Edge &E) {
        return E.Kind == EdgeKind::Normal && Control.reaches(E.To, Act);
      }))
    return false;
  for (const Edge &E : Arms)
    if (E.Kind == EdgeKind::Normal && !Control.reaches(E.To, Act)) {
      // By an exception.
      if (!event(P.Branch).Assertion && Returns(Act) && !Returns(E.To))
        return true;
      TurnedAway |= Returned[E.To];
    }
  if (!Graph.ReturnSlot || !Graph.HasResult)
    return false;
  TurnedAway &= ~Back;
  Acted &= ~Back;
  // Who acts can still be told of a failure.
  return (TurnedAway == False && (Acted & True) && !(Acted & Other)) ||
         (TurnedAway == True && Acted == False);
}
