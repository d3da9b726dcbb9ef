//===- ControlDependence.cpp - Which branches decide whether a block runs -===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/ControlDependence.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

namespace {
using Adjacency = std::vector<llvm::SmallVector<BlockId, 2>>;
constexpr BlockId None = ~0u;

/// Reverse post-order of what \p Root reaches. The last way out of a block is
/// followed first: that of a loop leads out of it, so that the blocks of its
/// body stand before what comes after it.
std::vector<BlockId> reversePostOrder(const Adjacency &Succs, BlockId Root) {
  std::vector<BlockId> Out;
  std::vector<char> Seen(Succs.size());
  std::vector<std::pair<BlockId, unsigned>> Stack{{Root, 0}};
  Seen[Root] = 1;
  while (!Stack.empty()) {
    auto &[B, I] = Stack.back();
    if (I == Succs[B].size()) {
      Out.push_back(B);
      Stack.pop_back();
      continue;
    }
    BlockId S = Succs[B][Succs[B].size() - ++I];
    if (!Seen[S]) {
      Seen[S] = 1;
      Stack.push_back({S, 0});
    }
  }
  std::reverse(Out.begin(), Out.end());
  return Out;
}

/// Immediate dominators; None for what \p Root does not reach.
std::vector<BlockId> dominators(const Adjacency &Succs, const Adjacency &Preds,
                                BlockId Root) {
  std::vector<BlockId> Rpo = reversePostOrder(Succs, Root);
  std::vector<unsigned> Number(Succs.size(), ~0u);
  for (auto [I, B] : llvm::enumerate(Rpo))
    Number[B] = I;
  std::vector<BlockId> Idom(Succs.size(), None);
  Idom[Root] = Root;
  auto Meet = [&](BlockId A, BlockId B) {
    while (A != B) {
      while (Number[A] > Number[B])
        A = Idom[A];
      while (Number[B] > Number[A])
        B = Idom[B];
    }
    return A;
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId B : Rpo) {
      if (B == Root)
        continue;
      BlockId New = None;
      for (BlockId P : Preds[B])
        if (Idom[P] != None)
          New = New == None ? P : Meet(P, New);
      if (New != Idom[B]) {
        Idom[B] = New;
        Changed = true;
      }
    }
  }
  return Idom;
}

/// Adds an edge to the exit from the last block of every loop that has none.
void connectEndlessLoops(Adjacency &Succs, Adjacency &Preds,
                         llvm::ArrayRef<BlockId> Rpo) {
  std::vector<char> ReachesExit(Succs.size());
  std::vector<BlockId> Work;
  auto Mark = [&](BlockId B) {
    if (!ReachesExit[B]) {
      ReachesExit[B] = 1;
      Work.push_back(B);
    }
    while (!Work.empty()) {
      BlockId X = Work.back();
      Work.pop_back();
      for (BlockId P : Preds[X])
        if (!ReachesExit[P]) {
          ReachesExit[P] = 1;
          Work.push_back(P);
        }
    }
  };
  Mark(EventGraph::Exit);
  // The last block in reverse post-order that cannot get out is a latch: all it
  // leads to comes before it.
  for (BlockId B : llvm::reverse(Rpo))
    if (!ReachesExit[B]) {
      Succs[B].push_back(EventGraph::Exit);
      Preds[EventGraph::Exit].push_back(B);
      Mark(B);
    }
}
} // namespace

ControlDependence::ControlDependence(const EventGraph &G) {
  size_t N = G.Blocks.size();
  Adjacency All(N), AllPreds(N), Flow(N), FlowPreds(N);
  BlockOf.assign(G.Events.size(), 0);
  std::vector<EventId> BranchOf(N, 0);
  for (BlockId B = 0; B < N; ++B) {
    for (const Edge &E : G.Blocks[B].Succs) {
      All[B].push_back(E.To);
      AllPreds[E.To].push_back(B);
      if (E.Kind == EdgeKind::Normal) {
        Flow[B].push_back(E.To);
        FlowPreds[E.To].push_back(B);
      }
    }
    for (EventId E : G.Blocks[B].Events) {
      BlockOf[E] = B;
      if (G.Events[E].Kind == EventKind::Branch) {
        BranchOf[B] = E;
        Branches.push_back(E);
      }
    }
  }
  llvm::DenseMap<EventId, unsigned> BranchIndex;
  for (auto [I, E] : llvm::enumerate(Branches))
    BranchIndex[E] = I;

  Rpo = ::reversePostOrder(All, EventGraph::Entry);
  Order.assign(N, Unreached);
  for (auto [I, B] : llvm::enumerate(Rpo))
    Order[B] = I;
  Idom = dominators(All, AllPreds, EventGraph::Entry);
  numberDominators();

  connectEndlessLoops(Flow, FlowPreds, Rpo);
  PostIdom = dominators(FlowPreds, Flow, EventGraph::Exit);

  // Direct control dependence.
  Guards.assign(N, llvm::BitVector(Branches.size()));
  std::vector<llvm::SmallVector<unsigned, 2>> Direct(N);
  for (BlockId B : Rpo) {
    if (!BranchOf[B] || Flow[B].size() < 2)
      continue;
    for (BlockId S : Flow[B])
      for (BlockId X = S;
           X != None && X != PostIdom[B] && X != EventGraph::Exit;
           X = PostIdom[X]) {
        if (!Guards[X].test(BranchIndex[BranchOf[B]]))
          Direct[X].push_back(BranchIndex[BranchOf[B]]);
        Guards[X].set(BranchIndex[BranchOf[B]]);
        if (X == PostIdom[X])
          break;
      }
  }
  // Transitively: what guards the branches that guard it.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId B : Rpo) {
      llvm::BitVector New = Guards[B];
      for (unsigned I : Direct[B])
        New |= Guards[BlockOf[Branches[I]]];
      if (New != Guards[B]) {
        Guards[B] = New;
        Changed = true;
      }
    }
  }
  // An edge out of a branch that dominates the block. Dominators come first in
  // reverse post-order, so one pass inherits what they found.
  std::vector<llvm::BitVector> ByEdge(N, llvm::BitVector(Branches.size()));
  for (BlockId B : Rpo) {
    if (B != EventGraph::Entry)
      ByEdge[B] = ByEdge[Idom[B]];
    BlockId From = None;
    bool Single = true;
    for (BlockId P : AllPreds[B]) {
      if (!isReachable(P) || dominates(B, P))
        continue; // a back edge does not come from outside
      Single &= From == None || From == P;
      From = P;
    }
    if (From == None || !Single || !BranchOf[From])
      continue;
    if (llvm::count(All[From], B) == 1 && All[From].size() > 1)
      ByEdge[B].set(BranchIndex[BranchOf[From]]);
  }
  for (BlockId B : Rpo)
    Guards[B] |= ByEdge[B];
  // Branches that guard all that comes after them: most early returns and loops.
  GuardsRest.resize(Branches.size());
  llvm::BitVector Rest(Branches.size(), true);
  for (BlockId B : llvm::reverse(Rpo)) {
    if (BranchOf[B] && Rest.test(BranchIndex[BranchOf[B]]))
      GuardsRest.set(BranchIndex[BranchOf[B]]);
    if (B != EventGraph::Exit)
      Rest &= Guards[B];
  }
}

bool ControlDependence::guardsAllAfter(unsigned Later, unsigned Earlier) const {
  if (GuardsRest.test(Later))
    return true;
  unsigned From = Order[BlockOf[Branches[Later]]] + 1;
  return llvm::none_of(llvm::drop_begin(Rpo, From), [&](BlockId B) {
    return Guards[B].test(Earlier) && !Guards[B].test(Later);
  });
}

/// Numbers the dominator tree: an ancestor's interval contains those of its
/// descendants.
void ControlDependence::numberDominators() {
  Enter.assign(Idom.size(), 0);
  Leave.assign(Idom.size(), 0);
  std::vector<llvm::SmallVector<BlockId, 2>> Children(Idom.size());
  for (BlockId B : Rpo)
    if (B != EventGraph::Entry)
      Children[Idom[B]].push_back(B);
  unsigned Clock = 0;
  std::vector<std::pair<BlockId, unsigned>> Stack{{EventGraph::Entry, 0}};
  Enter[EventGraph::Entry] = Clock++;
  while (!Stack.empty()) {
    auto &[B, Next] = Stack.back();
    if (Next == Children[B].size()) {
      Leave[B] = Clock++;
      Stack.pop_back();
      continue;
    }
    BlockId C = Children[B][Next++];
    Enter[C] = Clock++;
    Stack.push_back({C, 0});
  }
}

bool ControlDependence::dominates(BlockId A, BlockId B) const {
  return isReachable(A) && isReachable(B) && Enter[A] <= Enter[B] &&
         Leave[B] <= Leave[A];
}
