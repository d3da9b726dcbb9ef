//===- ControlDependence.cpp - Which branches decide whether a block runs -===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/ControlDependence.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>

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

/// Immediate dominators; None for what \p Root does not reach. The simple
/// version of the algorithm of Lengauer and Tarjan: whoever has thousands of
/// early returns has an exit with as many predecessors, which makes methods
/// that walk up from each of them quadratic.
std::vector<BlockId> dominators(const Adjacency &Succs, const Adjacency &Preds,
                                BlockId Root) {
  size_t N = Succs.size();
  // By number: blocks in the order of a depth-first search, from 1 on.
  std::vector<unsigned> Number(N, 0), Parent(N + 1, 0);
  std::vector<BlockId> Block(1, None);
  std::vector<std::pair<BlockId, unsigned>> Stack;
  auto Discover = [&](BlockId B, unsigned From) {
    Number[B] = Block.size();
    Parent[Block.size()] = From;
    Block.push_back(B);
    Stack.push_back({B, 0});
  };
  Discover(Root, 0);
  while (!Stack.empty()) {
    auto &[B, I] = Stack.back();
    if (I == Succs[B].size()) {
      Stack.pop_back();
      continue;
    }
    BlockId S = Succs[B][I++];
    if (!Number[S])
      Discover(S, Number[B]);
  }
  // The forest of what was looked at, with paths compressed.
  unsigned Count = Block.size();
  std::vector<unsigned> Semi(Count), Best(Count), Ancestor(Count, 0),
      Dom(Count, 0);
  for (unsigned V = 0; V < Count; ++V)
    Semi[V] = Best[V] = V;
  std::vector<unsigned> Path;
  auto Evaluate = [&](unsigned V) {
    if (!Ancestor[V])
      return V;
    for (unsigned X = V; Ancestor[Ancestor[X]]; X = Ancestor[X])
      Path.push_back(X);
    for (; !Path.empty(); Path.pop_back()) {
      unsigned X = Path.back(), Up = Ancestor[X];
      if (Semi[Best[Up]] < Semi[Best[X]])
        Best[X] = Best[Up];
      Ancestor[X] = Ancestor[Up];
    }
    return Best[V];
  };
  std::vector<llvm::SmallVector<unsigned, 2>> Bucket(Count);
  for (unsigned V = Count - 1; V > 1; --V) {
    for (BlockId P : Preds[Block[V]])
      if (Number[P])
        Semi[V] = std::min(Semi[V], Semi[Evaluate(Number[P])]);
    Bucket[Semi[V]].push_back(V);
    Ancestor[V] = Parent[V];
    for (unsigned W : Bucket[Parent[V]]) {
      unsigned U = Evaluate(W);
      Dom[W] = Semi[U] < Semi[W] ? U : Parent[V];
    }
    Bucket[Parent[V]].clear();
  }
  std::vector<BlockId> Idom(N, None);
  Idom[Root] = Root;
  for (unsigned V = 2; V < Count; ++V) {
    if (Dom[V] != Semi[V])
      Dom[V] = Dom[Dom[V]];
    Idom[Block[V]] = Block[Dom[V]];
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

ControlDependence::ControlDependence(const EventGraph &G) : Graph(G) {
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

  Rpo = ::reversePostOrder(All, EventGraph::Entry);
  Order.assign(N, Unreached);
  for (auto [I, B] : llvm::enumerate(Rpo))
    Order[B] = I;
  llvm::stable_sort(Branches, [&](EventId A, EventId B) {
    return Order[BlockOf[A]] < Order[BlockOf[B]];
  });
  BitOf.assign(N, 0);
  for (auto [I, E] : llvm::enumerate(Branches))
    BitOf[BlockOf[E]] = I;
  Idom = dominators(All, AllPreds, EventGraph::Entry);
  numberDominators();
  findBackEdges();

  connectEndlessLoops(Flow, FlowPreds, Rpo);
  PostIdom = dominators(FlowPreds, Flow, EventGraph::Exit);

  // Direct control dependence.
  Guards = BitMatrix(N, Branches.size());
  std::vector<llvm::SmallVector<unsigned, 2>> Direct(N);
  for (BlockId B : Rpo) {
    if (!BranchOf[B] || Flow[B].size() < 2)
      continue;
    for (BlockId S : Flow[B])
      for (BlockId X = S;
           X != None && X != PostIdom[B] && X != EventGraph::Exit;
           X = PostIdom[X]) {
        if (!Guards.test(X, BitOf[B]))
          Direct[X].push_back(BitOf[B]);
        Guards.set(X, BitOf[B]);
        if (X == PostIdom[X])
          break;
      }
  }
  // Transitively: what guards the branches that guard it.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId B : Rpo)
      for (unsigned I : Direct[B])
        Changed |= Guards.join(B, Guards, BlockOf[Branches[I]]);
  }
  // An edge out of a branch that dominates the block. On the way down the
  // dominator tree a block has what its dominators found.
  std::vector<BlockId> Down(Rpo);
  llvm::sort(Down, [&](BlockId A, BlockId B) { return Enter[A] < Enter[B]; });
  BitMatrix ByEdge = Guards.another(N);
  for (BlockId B : Down) {
    if (B != EventGraph::Entry)
      ByEdge.join(B, ByEdge, Idom[B]);
    BlockId From = None;
    bool Single = true;
    for (BlockId P : AllPreds[B]) {
      if (!isReachable(P) || dominates(B, P))
        continue; // a back edge does not come from outside
      Single &= From == None || From == P;
      From = P;
    }
    if (From != None && Single && BranchOf[From] &&
        llvm::count(All[From], B) == 1 && All[From].size() > 1)
      ByEdge.set(B, BitOf[From]);
    Guards.join(B, ByEdge, B);
  }
  findGuardedRest();
}

/// What \p Take says of each piece of the guards of \p B, but for those that
/// were its last of this place: neighbours share most of them.
template <class F>
static void eachNewPiece(const BitMatrix &Guards, BlockId B,
                         std::vector<uint32_t> &Last, F Take) {
  for (size_t I = 0; I != Guards.pieces(); ++I)
    if (uint32_t Id = Guards.pieceId(B, I); Id != Last[I]) {
      Last[I] = Id;
      Take(I, Guards.piece(B, I));
    }
}

/// Branches that guard all that comes after them: most early returns and loops.
/// And where each one guards something last.
void ControlDependence::findGuardedRest() {
  constexpr size_t Words = BitMatrix::PieceWords;
  size_t Pieces = Guards.pieces();
  GuardsRest.resize(Branches.size());
  LastGuarded.assign(Branches.size(), 0);
  std::vector<uint64_t> Rest(Pieces * Words, ~uint64_t(0)), Open(Rest);
  std::vector<uint32_t> LastOfRest(Pieces, ~0u), LastOfOpen(LastOfRest);
  for (BlockId B : llvm::reverse(Rpo)) {
    if (unsigned I = BitOf[B]; I < Branches.size() &&
                               BlockOf[Branches[I]] == B &&
                               (Rest[I / 64] >> (I % 64) & 1))
      GuardsRest.set(I);
    eachNewPiece(
        Guards, B, LastOfOpen, [&](size_t Piece, const BitMatrix::Words &Bits) {
          for (size_t W = 0; W != Words; ++W) {
            uint64_t &Here = Open[Piece * Words + W];
            for (uint64_t New = Here & Bits[W]; New; New &= New - 1)
              LastGuarded[(Piece * Words + W) * 64 + llvm::countr_zero(New)] =
                  Order[B];
            Here &= ~Bits[W];
          }
        });
    if (B != EventGraph::Exit)
      eachNewPiece(Guards, B, LastOfRest,
                   [&](size_t Piece, const BitMatrix::Words &Bits) {
                     for (size_t W = 0; W != Words; ++W)
                       Rest[Piece * Words + W] &= Bits[W];
                   });
  }
}

bool ControlDependence::guardsAllAfter(unsigned Later, unsigned Earlier) const {
  if (GuardsRest.test(Later))
    return true;
  for (unsigned I = Order[BlockOf[Branches[Later]]] + 1;
       I <= LastGuarded[Earlier]; ++I)
    if (Guards.test(Rpo[I], Earlier) && !Guards.test(Rpo[I], Later))
      return false;
  return true;
}

unsigned ControlDependence::firstBitFrom(BlockId B) const {
  return llvm::partition_point(
             Branches,
             [&](EventId E) { return Order[BlockOf[E]] < Order[B]; }) -
         Branches.begin();
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

void ControlDependence::findBackEdges() {
  BackOver.assign(Rpo.size() + 1, 0);
  for (BlockId B : Rpo)
    for (const Edge &E : Graph.Blocks[B].Succs)
      if (E.Kind == EdgeKind::Normal && Order[E.To] < Order[B]) {
        ++BackOver[Order[E.To]];
        --BackOver[Order[B]];
      }
  std::partial_sum(BackOver.begin(), BackOver.end(), BackOver.begin());
}

/// Forward edges lead to later positions. Where no edge leads back over the
/// target, nothing behind it comes to it.
bool ControlDependence::reaches(BlockId From, BlockId To) const {
  if (From == To)
    return true;
  if (!isReachable(From) || !isReachable(To))
    return false;
  bool Back = BackOver[Order[To]] != 0;
  llvm::SmallVector<BlockId, 16> Work{From};
  llvm::DenseSet<BlockId> Seen{From};
  while (!Work.empty()) {
    BlockId B = Work.pop_back_val();
    if (!Back && Order[B] > Order[To])
      continue;
    for (const Edge &E : Graph.Blocks[B].Succs)
      if (E.Kind == EdgeKind::Normal) {
        if (E.To == To)
          return true;
        if (Seen.insert(E.To).second)
          Work.push_back(E.To);
      }
  }
  return false;
}

bool ControlDependence::dominates(BlockId A, BlockId B) const {
  return isReachable(A) && isReachable(B) && Enter[A] <= Enter[B] &&
         Leave[B] <= Leave[A];
}
