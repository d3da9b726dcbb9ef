//===- FindPairs.cpp - Checks and acts with a suspension between --------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/Facts.h"
#include "epochs/Fixpoint.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

namespace {
class PairFinder {
public:
  explicit PairFinder(const Fixpoint &F)
      : F(F), G(F.graph()), Places(F.places()), Control(F.control()) {}

  void collect(const State &S, EventId Id);
  std::vector<Pair> Pairs;
  std::vector<FreshPair> *Fresh = nullptr;

private:
  bool bothWaysLead(EventId Branch, BlockId To) const;
  void addPair(const State &S, EventId Id, PlaceId P, const Dep &D,
               Reliance Why, EventId Branch, const DepSet &Value);

  const Fixpoint &F;
  const EventGraph &G;
  const PlaceTable &Places;
  const ControlDependence &Control;
};
} // namespace

void PairFinder::addPair(const State &S, EventId Id, PlaceId P, const Dep &D,
                         Reliance Why, EventId Branch, const DepSet &Value) {
  Pair R;
  R.Check = F.token(D.Token).Read;
  R.Branch = Branch;
  R.Suspend = D.Stale;
  R.Act = Id;
  R.CheckPlace = F.token(D.Token).Place;
  R.ActPlace = P;
  R.Relation = Places.overlap(R.CheckPlace, P);
  R.Why = Why;
  R.How = D.How;
  R.Moved = G.Events[R.Check].Moved;
  R.Unordered = G.Unordered.count({R.Check, R.Suspend});
  R.OwnWrite = D.OwnWrite;
  R.Reserved = D.Reserved;
  // `if (balance - held < n) return; held += n;`: a reservation of one of the
  // places that the test looked at is one of the test.
  if (Branch)
    for (const Dep &Other : S.get(key(Holder::Cond, Branch)))
      R.Reserved |= Other.Reserved && Other.Stale;
  R.Recheck = F.freshGuard(S, Id, P);
  R.VersionCompare = F.versionCompare(S, Id, P);
  for (const Dep &New : Value) {
    const Fixpoint::Token &T = F.token(New.Token);
    if (!New.Fresh || New.Stale || New.How == Flow::Control ||
        Places.overlap(T.Place, P) == Overlap::None)
      continue;
    R.Merged = true;
    const Loc &Read = G.Events[T.Read].Where, &Act = G.Events[Id].Where;
    R.ReadAgain |= Act.Begin <= Read.Begin && Read.End <= Act.End;
  }
  for (unsigned I : Control.guards(Control.blockOf(Id)).set_bits()) {
    EventId B = Control.branches()[I];
    if (G.Events[B].Loop)
      for (const Dep &Test : S.get(key(Holder::Cond, B)))
        R.StopsLoop |= F.token(Test.Token).Place == P;
  }
  for (auto [I, L] : llvm::enumerate(F.locks()))
    if (D.Locks >> I & 1)
      (F.isFlag(I) ? R.Flags : R.Locks).push_back(L);
  Pairs.push_back(std::move(R));
}

/// True if every way out of \p Branch can lead to \p To without coming back to
/// it.
bool PairFinder::bothWaysLead(EventId Branch, BlockId To) const {
  BlockId From = Control.blockOf(Branch);
  for (const Edge &Out : G.Blocks[From].Succs) {
    llvm::BitVector Seen(G.Blocks.size());
    Seen.set(From);
    llvm::SmallVector<BlockId, 16> Work{Out.To};
    while (!Work.empty() && !Seen.test(To)) {
      BlockId B = Work.pop_back_val();
      if (Seen.test(B))
        continue;
      Seen.set(B);
      for (const Edge &E : G.Blocks[B].Succs)
        Work.push_back(E.To);
    }
    if (!Seen.test(To))
      return false;
  }
  return true;
}

/// Finds what the act \p Id relies on, in the state before it.
void PairFinder::collect(const State &S, EventId Id) {
  const Event &E = G.Events[Id];
  if ((E.Kind != EventKind::Write && E.Kind != EventKind::Update &&
       E.Kind != EventKind::Use) ||
      E.Initial)
    return;
  BlockId Block = Control.blockOf(Id);
  DepSet Value = E.Kind == EventKind::Use ? DepSet() : F.inputs(S, E);
  auto Guarding = [&](EventId B) {
    return llvm::any_of(Control.guards(Block).set_bits(),
                        [&](unsigned I) { return Control.branches()[I] == B; });
  };
  for (PlaceId P : E.Places) {
    if (!F.sharedNow(S, P))
      continue;
    auto Touches = [&](const Dep &D) {
      return D.Stale &&
             Places.overlap(F.token(D.Token).Place, P) != Overlap::None;
    };
    auto NoteFresh = [&](const Dep &D) {
      PlaceId Read = F.token(D.Token).Place;
      if (Fresh && D.Token && D.Fresh && !D.Stale &&
          F.token(D.Token).Read != Id &&
          Places.overlap(Read, P) == Overlap::Same)
        Fresh->push_back({F.token(D.Token).Read, Id, P});
    };
    for (const Dep &D : Value)
      NoteFresh(D);
    for (unsigned I : Control.guards(Block).set_bits())
      for (const Dep &D : S.get(key(Holder::Cond, Control.branches()[I])))
        NoteFresh(D);
    for (const Dep &D : Value)
      if (Touches(D))
        addPair(S, Id, P, D,
                D.How == Flow::Control ? Reliance::Decision : Reliance::Value,
                0, Value);
    for (unsigned I : Control.guards(Block).set_bits()) {
      EventId B = Control.branches()[I];
      // An act that always comes before the test, in an earlier round of a
      // loop, was never allowed by it.
      if (Control.dominates(Block, Control.blockOf(B)))
        continue;
      // A constant that is stored whatever the test said was not allowed by it.
      if (E.Kind == EventKind::Write && E.Constant && bothWaysLead(B, Block))
        continue;
      for (const Dep &D : S.get(key(Holder::Cond, B)))
        if (Touches(D) && Places.concerns(F.token(D.Token).Place, P))
          addPair(S, Id, P, D, Reliance::Decision, B, Value);
    }
    if (E.Kind == EventKind::Update)
      for (EventId B : F.waitChecks())
        if (!Guarding(B))
          for (const Dep &D : S.get(key(Holder::Cond, B)))
            if (Touches(D))
              addPair(S, Id, P, D, Reliance::Waited, B, Value);
    if ((E.Kind == EventKind::Write && E.Reset) ||
        (E.Kind == EventKind::Update && E.Step && !E.Shrinks))
      for (const Dep &D : S.get(key(Holder::Consumed, P)))
        if (D.Stale)
          addPair(S, Id, P, D, Reliance::Consumed, 0, Value);
  }
}

std::vector<Pair> await_tidy::findPairs(Fixpoint &Solved,
                                        std::vector<FreshPair> *Fresh) {
  if (!Solved.hasSuspension())
    return {};
  PairFinder Finder(Solved);
  if (!Solved.locks().empty())
    Finder.Fresh = Fresh;
  Solved.visit([&](const State &S, EventId Id) { Finder.collect(S, Id); });
  auto Order = [](const Pair &A, const Pair &B) {
    return std::tie(A.Act, A.ActPlace, A.Check, A.Branch, A.Why, A.How) <
           std::tie(B.Act, B.ActPlace, B.Check, B.Branch, B.Why, B.How);
  };
  llvm::sort(Finder.Pairs, Order);
  return std::move(Finder.Pairs);
}
