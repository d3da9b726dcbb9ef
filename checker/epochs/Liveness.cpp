//===- Liveness.cpp - What later events can still use ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/Liveness.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

namespace {
/// What each block needs from before it, and what it makes itself.
struct BlockUse {
  BitMatrix Gen, Kill;
  BlockUse(size_t Blocks, size_t Columns)
      : Gen(Blocks, Columns), Kill(Gen.another(Blocks)) {}
};

/// Out(B) = union of In(S) over the successors S; In = Gen | (Out - Kill).
/// \p Use.Gen becomes In.
BitMatrix solve(const EventGraph &G, llvm::ArrayRef<BlockId> Rpo,
                BlockUse &Use) {
  BitMatrix Out = Use.Gen.another(G.Blocks.size());
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId B : llvm::reverse(Rpo)) {
      for (const Edge &E : G.Blocks[B].Succs)
        Out.join(B, Use.Gen, E.To);
      Changed |= Use.Gen.joinWithout(B, Out, &Use.Kill, B);
    }
  }
  return Out;
}

bool isLocal(const PlaceTable &Places, PlaceId Root) {
  RootKind K = Places.node(Root).Root;
  return K == RootKind::Local || K == RootKind::Temporary;
}
} // namespace

Liveness::Liveness(const EventGraph &G, const PlaceTable &Places,
                   llvm::ArrayRef<BlockId> ReversePostOrder)
    : G(G), Places(Places), Rpo(ReversePostOrder), DeadStores(G.Events.size()),
      LastSlots(G.Events.size()), LastLocals(G.Events.size()) {
  findMembers();
  solveSlots();
  solveContents();
  solveActs();
}

PlaceId Liveness::memberOf(PlaceId P) const {
  if (!P)
    return NoPlace;
  for (PlaceId A = P;; A = Places.node(A).Parent) {
    const PlaceNode &N = Places.node(A);
    if (N.Step == StepKind::Root)
      return isLocal(Places, A) ? A : NoPlace;
    if (Places.node(N.Parent).Step == StepKind::Root &&
        !isLocal(Places, N.Parent))
      return A;
  }
}

unsigned Liveness::memberIndex(PlaceId P) const {
  PlaceId M = P ? memberOf(P) : NoPlace;
  auto It = M ? Members.find(M) : Members.end();
  return It == Members.end() ? None : It->second;
}

void Liveness::findMembers() {
  auto Add = [&](PlaceId P) {
    PlaceId M = P ? memberOf(P) : NoPlace;
    if (!M || !Members.try_emplace(M, Members.size()).second)
      return;
    PlaceId Root = Places.rootOf(M);
    if (Root != M)
      MembersOfRoot[Root].push_back(Members.size() - 1);
  };
  for (PlaceId P : G.Parameters)
    Add(P);
  for (BlockId B : Rpo)
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = G.Events[Id];
      for (PlaceId P : E.Places) {
        Add(P);
        if (Places.node(P).Step == StepKind::Root && !isLocal(Places, P))
          WholeRoots.insert(P);
        if (E.Kind == EventKind::Write || E.Kind == EventKind::Update)
          for (PlaceId A = Places.node(P).Parent; A; A = Places.node(A).Parent)
            StoredAround.insert(A);
      }
    }
}

void Liveness::addUse(BitMatrix &Bits, BlockId B, PlaceId P) const {
  if (unsigned I = memberIndex(P); I != None)
    Bits.set(B, I);
  else if (auto It = MembersOfRoot.find(P); It != MembersOfRoot.end())
    for (unsigned I : It->second)
      Bits.set(B, I);
}

void Liveness::solveSlots() {
  // Only slots that are used in another block than the one that defines them.
  constexpr BlockId Many = ~0u, Nowhere = ~0u - 1;
  std::vector<BlockId> DefinedIn(G.NumSlots, Nowhere);
  SlotIndex.assign(G.NumSlots, None);
  unsigned Count = 0;
  auto Cross = [&](SlotId S) {
    if (SlotIndex[S] == None)
      SlotIndex[S] = Count++;
  };
  for (BlockId B : Rpo)
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = G.Events[Id];
      if (!E.Dst)
        continue;
      if (DefinedIn[E.Dst] != Nowhere && DefinedIn[E.Dst] != B)
        Cross(E.Dst);
      DefinedIn[E.Dst] =
          DefinedIn[E.Dst] == Nowhere || DefinedIn[E.Dst] == B ? B : Many;
    }
  for (BlockId B : Rpo) {
    llvm::DenseMap<SlotId, bool> Seen;
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = G.Events[Id];
      for (const Input &I : E.Inputs)
        if (DefinedIn[I.Slot] != B || !Seen.count(I.Slot))
          Cross(I.Slot);
      if (E.Kind == EventKind::Compute && E.May)
        Cross(E.Dst);
      if (E.Dst)
        Seen[E.Dst] = true;
    }
  }
  BlockUse Use(G.Blocks.size(), Count);
  for (BlockId B : Rpo)
    for (EventId Id : llvm::reverse(G.Blocks[B].Events)) {
      const Event &E = G.Events[Id];
      // A definition that adds to what others defined does not end anything.
      bool Adds = E.Kind == EventKind::Compute && E.May;
      if (unsigned I = E.Dst ? SlotIndex[E.Dst] : None; I != None) {
        if (Adds) {
          Use.Gen.set(B, I);
        } else {
          Use.Gen.reset(B, I);
          Use.Kill.set(B, I);
        }
      }
      for (const Input &In : E.Inputs)
        if (unsigned I = SlotIndex[In.Slot]; I != None)
          Use.Gen.set(B, I);
    }
  Slots = solve(G, Rpo, Use);
  llvm::BitVector Needed(G.NumSlots);
  for (BlockId B : Rpo) {
    llvm::SmallVector<SlotId, 16> Touched;
    for (EventId Id : llvm::reverse(G.Blocks[B].Events)) {
      const Event &E = G.Events[Id];
      auto End = [&](SlotId S) {
        if (!S || S == G.ReturnSlot || S == G.BorrowSlot || Needed.test(S) ||
            isSlotLive(B, S))
          return;
        Needed.set(S);
        Touched.push_back(S);
        LastSlots[Id].push_back(S);
      };
      End(E.Dst);
      for (const Input &I : E.Inputs)
        End(I.Slot);
    }
    for (SlotId S : Touched)
      Needed.reset(S);
  }
}

void Liveness::solveContents() {
  unsigned Count = Members.size();
  BlockUse Use(G.Blocks.size(), Count);
  auto ReadsOf = [&](const Event &E, BlockId B, BitMatrix &Bits) {
    if (E.Kind == EventKind::Read || E.Kind == EventKind::Follow ||
        ((E.Kind == EventKind::Update || E.Kind == EventKind::Write) && E.Dst))
      for (PlaceId P : E.Places)
        addUse(Bits, B, P);
  };
  /// The variable that gets a new value as a whole, or None.
  auto Overwritten = [&](const Event &E) {
    if (E.Kind != EventKind::Write || E.Places.size() != 1 || E.May ||
        Places.node(E.Places.front()).Step != StepKind::Root)
      return None;
    return memberIndex(E.Places.front());
  };
  for (BlockId B : Rpo)
    for (EventId Id : llvm::reverse(G.Blocks[B].Events)) {
      const Event &E = G.Events[Id];
      if (unsigned I = Overwritten(E); I != None) {
        Use.Gen.reset(B, I);
        Use.Kill.set(B, I);
      }
      ReadsOf(E, B, Use.Gen);
    }
  Contents = solve(G, Rpo, Use);
  // Within a block.
  BitMatrix Live = Contents.another(G.Blocks.size());
  for (BlockId B : Rpo) {
    Live.join(B, Contents, B);
    for (EventId Id : llvm::reverse(G.Blocks[B].Events)) {
      const Event &E = G.Events[Id];
      if (E.Kind == EventKind::Write || E.Kind == EventKind::Update)
        if (llvm::all_of(E.Places, [&](PlaceId P) {
              unsigned I = memberIndex(P);
              return I != None && !Live.test(B, I);
            }))
          DeadStores.set(Id);
      if (unsigned I = Overwritten(E); I != None)
        Live.reset(B, I);
      if (E.Kind == EventKind::Read || E.Kind == EventKind::Follow)
        for (PlaceId P : E.Places)
          if (unsigned I = memberIndex(P); I != None && !Live.test(B, I) &&
                                           isLocal(Places, memberOf(P)) &&
                                           memberOf(P) == P)
            LastLocals[Id].push_back(P);
      ReadsOf(E, B, Live);
    }
  }
}

void Liveness::solveActs() {
  unsigned Count = Members.size();
  BlockUse Use(G.Blocks.size(), Count);
  for (BlockId B : Rpo)
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = G.Events[Id];
      if (E.Kind == EventKind::Write || E.Kind == EventKind::Update ||
          E.Kind == EventKind::Use)
        for (PlaceId P : E.Places)
          addUse(Use.Gen, B, P);
    }
  solve(G, Rpo, Use);
  Acts = std::move(Use.Gen);
}

bool Liveness::isContentLive(BlockId B, PlaceId P) const {
  unsigned I = memberIndex(P);
  return I == None || Contents.test(B, I);
}

bool Liveness::isActedOnFrom(BlockId B, PlaceId P) const {
  unsigned I = memberIndex(P);
  return I == None || Acts.test(B, I);
}
