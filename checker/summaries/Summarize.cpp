//===- Summarize.cpp - What a function does to its callers --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "summaries/Summarize.h"
#include "epochs/ResultSense.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace await_tidy;

static EffectInput effectInput(const Fixpoint &F, const Dep &D) {
  EffectInput I;
  I.Place = F.token(D.Token).Place;
  I.How = D.How;
  I.Stale = D.Stale;
  I.Existence = F.graph().Events[F.token(D.Token).Read].Existence;
  return I;
}

/// Adds what \p Id does to state that outlives the function.
static void addEffect(const Fixpoint &F, const State &S, EventId Id,
                      CallEffect &Out) {
  const EventGraph &G = F.graph();
  const PlaceTable &Places = F.places();
  const Event &E = G.Events[Id];
  bool Momentary = false;
  switch (E.Kind) {
  case EventKind::Suspend:
    if (!Out.MaySuspend)
      Out.SuspendsAt = E.Where;
    Out.MaySuspend = true;
    Out.MayThrow |= E.Throws && !E.InTry;
    return;
  case EventKind::Throw:
    Out.MayThrow |= !E.InTry;
    return;
  case EventKind::Write:
  case EventKind::Update:
  case EventKind::Use:
  case EventKind::Call:
    break;
  case EventKind::Acquire:
  case EventKind::Release:
    if (E.NotTaken)
      return;
    if (!E.Holder && !E.Momentary)
      break;
    // A guard of its own: when the callee is done, the lock is free again. But
    // a caller that holds it waits for itself.
    if (E.Kind != EventKind::Acquire || E.SharedLock || E.Conditional ||
        E.Reentrant || E.Adopts || E.May || E.Places.size() != 1 ||
        F.control().guards(F.control().blockOf(Id)).any())
      return;
    Momentary = true;
    break;
  default:
    return;
  }
  constexpr size_t MaxEffects = 64;
  Effect Done;
  Done.What = E;
  Done.What.Places.clear();
  for (PlaceId P : E.Places) {
    const PlaceNode &Root = Places.node(Places.rootOf(P));
    bool Outlives = Root.Root == RootKind::This ||
                    Root.Root == RootKind::Global ||
                    Root.Root == RootKind::Parameter ||
                    (Root.Root == RootKind::Local && Places.isShared(P) &&
                     llvm::is_contained(G.Parameters, Places.rootOf(P)));
    if (Outlives)
      Done.What.Places.push_back(P);
  }
  if (Done.What.Places.empty() || Out.Effects.size() >= MaxEffects)
    return;
  Done.What.Dst = 0;
  Done.What.Momentary = Momentary;
  Done.What.Holder = NoPlace;
  Done.What.Inputs.clear();
  if (!E.Inner)
    Done.What.Inner = E.Where;
  if (E.Callee.empty())
    Done.What.Callee = G.ShortName;
  Done.AfterSuspension = llvm::any_of(
      S.get(key(Holder::Entry, 0)), [](const Dep &D) { return D.Stale != 0; });
  if (E.Kind == EventKind::Write || E.Kind == EventKind::Update) {
    for (const Dep &D : F.inputs(S, E)) {
      // A race inside of this function is its own finding, not its callers'.
      bool Own =
          D.Stale && llvm::any_of(Done.What.Places, [&](PlaceId P) {
            return Places.overlap(F.token(D.Token).Place, P) != Overlap::None;
          });
      if (D.Token && !Own)
        Done.Inputs.push_back(effectInput(F, D));
    }
  }
  // Whether the test is still good when it acts is for the callee's own
  // findings; its caller did not decide it.
  for (EventId B : F.guards(S, F.control().blockOf(Id))) {
    if (G.Events[B].Assertion)
      continue;
    for (const Dep &D : S.get(key(Holder::Cond, B)))
      for (PlaceId P : Done.What.Places)
        Done.What.Checked |= F.sharedNow(S, F.token(D.Token).Place) &&
                             Places.concerns(F.token(D.Token).Place, P);
  }
  // `if (current == this) current = previous;`
  if (E.Kind == EventKind::Write)
    Done.What.Conditional |= llvm::all_of(Done.What.Places, [&](PlaceId P) {
      return F.versionCompare(S, Id, P) != 0;
    });
  Out.Effects.push_back(std::move(Done));
}

/// The blocks that run before the function returns: not those of an activity
/// that only starts here.
static llvm::BitVector ownBlocks(const EventGraph &G) {
  llvm::BitVector Own(G.Blocks.size());
  std::vector<BlockId> Work{EventGraph::Entry};
  while (!Work.empty()) {
    BlockId B = Work.back();
    Work.pop_back();
    if (Own.test(B))
      continue;
    Own.set(B);
    for (const Edge &E : G.Blocks[B].Succs)
      if (E.Kind != EdgeKind::Fork)
        Work.push_back(E.To);
  }
  return Own;
}

/// The blocks that can be reached from \p From without \p Without.
static llvm::BitVector reach(const EventGraph &G, BlockId From,
                             BlockId Without) {
  llvm::BitVector Seen(G.Blocks.size());
  llvm::SmallVector<BlockId, 16> Work{From};
  while (!Work.empty()) {
    BlockId B = Work.pop_back_val();
    if (B == Without || Seen.test(B))
      continue;
    Seen.set(B);
    for (const Edge &E : G.Blocks[B].Succs)
      if (E.Kind != EdgeKind::Fork)
        Work.push_back(E.To);
  }
  return Seen;
}

/// The blocks that dominate all of \p Returning, each with the next of them on
/// the way down. Of the lowest the next is itself.
static llvm::DenseMap<BlockId, BlockId>
beforeReturn(const ControlDependence &Control,
             llvm::ArrayRef<BlockId> Returning) {
  llvm::DenseMap<BlockId, BlockId> Next;
  if (Returning.empty())
    return Next;
  BlockId B = Returning.front();
  while (!llvm::all_of(Returning,
                       [&](BlockId R) { return Control.dominates(B, R); }))
    B = Control.immediateDominator(B);
  for (Next[B] = B; B != EventGraph::Entry;) {
    BlockId Up = Control.immediateDominator(B);
    Next[Up] = B;
    B = Up;
  }
  return Next;
}

/// True if the function returns only after the branch \p Id went one way.
/// \p Next is what beforeReturn() says. Every way to a return passes the next
/// block, and before it only blocks that the branch dominates: what the
/// branches of a function look at here does not overlap.
static bool isRequired(const Fixpoint &F, EventId Id,
                       llvm::ArrayRef<BlockId> Returning,
                       const llvm::DenseMap<BlockId, BlockId> &Next) {
  const EventGraph &G = F.graph();
  BlockId B = F.control().blockOf(Id);
  auto It = Next.find(B);
  if (It == Next.end() || G.Blocks[B].Succs.size() < 2)
    return false;
  auto LeadsToNext = [&](BlockId From) {
    llvm::DenseSet<BlockId> Seen;
    llvm::SmallVector<BlockId, 16> Work{From};
    while (!Work.empty()) {
      BlockId X = Work.pop_back_val();
      if (X == It->second)
        return true;
      if (X == B || !F.control().dominates(B, X) || !Seen.insert(X).second)
        continue;
      for (const Edge &E : G.Blocks[X].Succs)
        if (E.Kind != EdgeKind::Fork)
          Work.push_back(E.To);
    }
    return false;
  };
  return llvm::any_of(G.Blocks[B].Succs, [&](const Edge &E) {
    if (E.Kind != EdgeKind::Normal || E.To == EventGraph::Exit)
      return false;
    if (It->second != B)
      return !LeadsToNext(E.To);
    llvm::BitVector Seen = reach(G, E.To, B);
    return llvm::none_of(Returning, [&](BlockId R) { return Seen.test(R); });
  });
}

CallEffect await_tidy::summarize(Fixpoint &F) {
  const EventGraph &G = F.graph();
  CallEffect Out;
  Out.Known = true;
  Out.IsCoroutine = G.IsCoroutine;
  Out.ReturnsReference = G.ReturnsReference;
  Out.Binds = G.Binds;
  Out.PointsAt = G.PointsAt;
  if (!G.ReturnsEmptyGuard)
    Out.ReturnsLock = G.ReturnsLock;
  Out.ReturnsReaderLock = G.ReturnsReaderLock;
  llvm::BitVector Own = ownBlocks(G);
  llvm::SmallVector<BlockId, 4> Returning;
  for (const Edge &E : G.Blocks[EventGraph::Exit].Preds)
    if (Own.test(E.To) && !G.Blocks[E.To].Leaves)
      Returning.push_back(E.To);
  std::map<PlaceId, LockSet> Invoked;
  LockSet Readers = 0;
  for (auto [I, L] : llvm::enumerate(F.locks()))
    if (!F.isFlag(I) && G.Events[L].SharedLock)
      Readers |= LockSet(1) << I;
  llvm::DenseMap<BlockId, BlockId> Next = beforeReturn(F.control(), Returning);
  F.visit([&](const State &S, EventId Id) {
    if (!Own.test(F.control().blockOf(Id)))
      return;
    if (G.Events[Id].Kind == EventKind::Invoke)
      for (PlaceId P : G.Events[Id].Places) {
        LockSet Held = S.Held & ~Readers;
        auto [It, New] = Invoked.try_emplace(P, Held);
        It->second &= Held;
      }
    addEffect(F, S, Id, Out);
    constexpr size_t MaxRequirements = 8;
    if (G.Events[Id].Kind != EventKind::Branch ||
        Out.Requires.size() >= MaxRequirements ||
        !isRequired(F, Id, Returning, Next) ||
        llvm::none_of(F.inputs(S, G.Events[Id]),
                      [](const Dep &D) { return D.Token != 0; }))
      return;
    llvm::BitVector After(G.Blocks.size());
    for (const Edge &E : G.Blocks[F.control().blockOf(Id)].Succs)
      After |= reach(G, E.To, F.control().blockOf(Id));
    bool Suspends = llvm::any_of(After.set_bits(), [&](BlockId B) {
      return !G.Blocks[B].Leaves &&
             llvm::any_of(G.Blocks[B].Events, [&](EventId E) {
               return G.Events[E].Kind == EventKind::Suspend;
             });
    });
    CallEffect::Requirement R;
    R.Assertion = G.Events[Id].Assertion;
    // The body of a loop that waits comes before the last look.
    Suspends &= !G.Events[Id].Loop;
    for (const Dep &D : F.inputs(S, G.Events[Id]))
      if (D.Token && !isAnswer(D.How) &&
          (F.token(D.Token).Read == 0 ||
           F.sharedNow(S, F.token(D.Token).Place))) {
        R.Tested.push_back(effectInput(F, D));
        R.Tested.back().Stale |= Suspends;
      }
    if (!R.Tested.empty())
      Out.Requires.push_back(std::move(R));
  });
  for (auto &[P, Held] : Invoked) {
    if (!Held)
      continue;
    CallEffect::Invocation I{P, {}};
    for (auto [L, Taken] : llvm::enumerate(F.locks()))
      if (Held >> L & 1)
        I.Locks.append(G.Events[Taken].Places);
    Out.InvokesUnderLock.push_back(std::move(I));
  }
  // What comes before the suspension on one path, after what comes after it on
  // another, still comes before it.
  llvm::stable_sort(Out.Effects, [](const Effect &A, const Effect &B) {
    return A.AfterSuspension < B.AfterSuspension;
  });
  for (const Dep &D : F.atExit().get(key(Holder::Slot, G.ReturnSlot)))
    if (D.Token)
      Out.Returns.push_back(effectInput(F, D));
  // `return !winner.has_value();`
  if (Out.Returns.size() == 1)
    for (const Dep &D : F.atExit().get(key(Holder::Slot, G.ReturnSlot)))
      if (EventId Read = D.Token ? F.token(D.Token).Read : 0) {
        Sense How = ResultSense(G, F.places())
                        .ofSlot(G.ReturnSlot, Read, &Out.Returns[0].Enumerator);
        Out.Returns[0].Negated = How == Sense::False;
        Out.Returns[0].Truth = D.How == Flow::Derived &&
                               (How == Sense::True || How == Sense::False);
        if (!Out.Returns[0].Truth)
          Out.Returns[0].Enumerator = 0;
      }
  for (const Dep &D : F.atExit().get(key(Holder::Slot, G.BorrowSlot))) {
    const Event &Made = G.Events[F.token(D.Token).Read];
    if (G.BorrowSlot && Made.Kind == EventKind::Borrow)
      Out.Lends.push_back(
          {F.token(D.Token).Place, Made.Removal, Made.Growth, Made.OwnElement});
  }
  return Out;
}

std::string await_tidy::signature(const CallEffect &C) {
  std::string Out;
  auto Add = [&](uint64_t N) { Out += std::to_string(N) + ' '; };
  auto AddInput = [&](const EffectInput &I) {
    Add(I.Place);
    Add(uint64_t(I.How) * 2 + I.Stale);
    Add(I.Existence * 4 + I.Truth * 2 + I.Negated);
    Add(I.Enumerator);
  };
  Add(C.Known * 8 + C.IsCoroutine * 4 + C.MaySuspend * 2 + C.MayThrow);
  for (const Effect &E : C.Effects) {
    Out += "; ";
    Add(uint64_t(E.What.Kind) * 2 + E.AfterSuspension);
    Add(E.What.Where.Begin);
    for (PlaceId P : E.What.Places)
      Add(P);
    for (const EffectInput &I : E.Inputs)
      AddInput(I);
  }
  Out += "requires ";
  for (const CallEffect::Requirement &R : C.Requires)
    for (const EffectInput &I : R.Tested)
      AddInput(I);
  Out += "returns ";
  for (const EffectInput &I : C.Returns)
    AddInput(I);
  for (PlaceId P : C.ReturnsReference)
    Add(P);
  for (const CallEffect::Lent &L : C.Lends)
    Add(L.Container);
  for (const CallEffect::Invocation &I : C.InvokesUnderLock)
    Add(I.Callable);
  return Out;
}

std::vector<AwaitedCall> await_tidy::awaitedCalls(Fixpoint &F) {
  std::vector<AwaitedCall> Out;
  F.visit([&](const State &S, EventId Id) {
    const Event &E = F.graph().Events[Id];
    if (E.Kind != EventKind::Suspend || !E.CalleeId)
      return;
    AwaitedCall Call{E.CalleeId};
    bool AllNamed = true;
    for (auto [I, L] : llvm::enumerate(F.locks())) {
      const Event &Lock = F.graph().Events[L];
      if (!(S.Held >> I & 1) || Lock.May || Lock.SharedLock)
        continue;
      Call.UnderLock = true;
      AllNamed &= !Lock.Places.empty();
      Call.Locks.append(Lock.Places);
    }
    if (!AllNamed)
      Call.Locks.clear();
    Out.push_back(std::move(Call));
  });
  return Out;
}
