//===- Solve.cpp - The dataflow over one function -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/Facts.h"
#include "epochs/State.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallBitVector.h"
#include <set>

using namespace await_tidy;

bool State::join(const State &O) {
  if (!Reached) {
    *this = O;
    Reached = true;
    return true;
  }
  bool Changed = false;
  for (const auto &[K, D] : O.Values) {
    auto [It, New] = Values.try_emplace(K, D);
    if (New) {
      Changed = true;
      continue;
    }
    DepSet Joined = It->second;
    Joined.add(D);
    if (!(Joined == It->second)) {
      It->second = std::move(Joined);
      Changed = true;
    }
  }
  if (Held & ~O.Held) {
    Held &= O.Held;
    Changed = true;
  }
  for (PlaceId P : O.Escaped)
    if (!hasEscaped(P)) {
      escape(P);
      Changed = true;
    }
  return Changed;
}

namespace {

struct Token {
  EventId Read;
  PlaceId Place;
};

class Solver {
public:
  Solver(const EventGraph &G, PlaceTable &Places,
         const ControlDependence &Control)
      : G(G), Places(Places), Control(Control) {}

  Solution run();

private:
  void findLifetimes();
  void findWaitChecks();
  void findFlags();
  void fixpoint();
  template <class Visitor> void visit(Visitor V);
  void transfer(State &S, EventId Id);
  void collect(const State &S, EventId Id);
  void leaveBlock(State &S, BlockId From, BlockId To) const;

  TokenId token(EventId Read, PlaceId Place);
  DepSet inputs(const State &S, const Event &E) const;
  DepSet guardValues(const State &S, BlockId B) const;
  DepSet read(const State &S, EventId Id, PlaceId P);
  void suspend(State &S, EventId Id);
  void ownWrite(State &S, EventId Id, PlaceId P);
  void store(State &S, const Event &E, DepSet Value);
  void acquire(State &S, EventId Id) const;
  void release(State &S, LockSet L) const;
  bool sharedNow(const State &S, PlaceId P) const;
  bool everActedOn(PlaceId P);
  EventId freshGuard(const State &S, EventId Id, PlaceId P,
                     bool SameOnly) const;
  EventId versionCompare(const State &S, EventId Id, PlaceId P) const;
  void addPair(const State &S, EventId Id, PlaceId P, const Dep &D,
               Reliance Why, EventId Branch, const DepSet &Value);
  void summarize(const State &S, EventId Id);
  EffectInput effectInput(const Dep &D) const;

  const EventGraph &G;
  PlaceTable &Places;
  const ControlDependence &Control;

  std::vector<Token> Tokens{{0, NoPlace}};
  llvm::DenseMap<std::pair<EventId, PlaceId>, TokenId> TokenIndex;
  std::vector<State> In;
  /// Slots that are used in another block than the one that defines them, and
  /// the blocks at whose end they are needed.
  std::vector<llvm::SmallVector<SlotId, 4>> LiveOut;
  /// Acquisitions: index in a LockSet. Flags are those that are Writes.
  llvm::DenseMap<EventId, unsigned> LockIndex;
  std::vector<EventId> LockEvents;
  llvm::SmallVector<PlaceId, 0> Acted;
  llvm::DenseMap<PlaceId, bool> ActedCache;
  /// Branches whose arms do nothing but wait and meet again.
  std::set<EventId> WaitChecks;
  llvm::DenseMap<EventId, unsigned> BranchIndex;
  /// Without a suspension only the summary matters, and it needs every test.
  bool Suspends = false;
  Solution Out;
};

TokenId Solver::token(EventId Read, PlaceId Place) {
  auto [It, New] = TokenIndex.try_emplace({Read, Place}, Tokens.size());
  if (New)
    Tokens.push_back({Read, Place});
  return It->second;
}

/// Liveness of slots, by walking from each use back to the definitions.
void Solver::findLifetimes() {
  std::vector<llvm::SmallVector<BlockId, 1>> Defs(G.NumSlots), Uses(G.NumSlots);
  // A definition that adds to what others defined does not end the walk.
  llvm::BitVector Joined(G.NumSlots);
  for (BlockId B = 0; B < G.Blocks.size(); ++B)
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = G.Events[Id];
      for (const Input &I : E.Inputs)
        if (Uses[I.Slot].empty() || Uses[I.Slot].back() != B)
          Uses[I.Slot].push_back(B);
      if (E.Dst && (Defs[E.Dst].empty() || Defs[E.Dst].back() != B))
        Defs[E.Dst].push_back(B);
      if (E.Kind == EventKind::Compute && E.May) {
        Joined.set(E.Dst);
        if (Uses[E.Dst].empty() || Uses[E.Dst].back() != B)
          Uses[E.Dst].push_back(B);
      }
    }
  LiveOut.resize(G.Blocks.size());
  for (SlotId S = 1; S < G.NumSlots; ++S) {
    if (Defs[S].size() <= 1 && Uses[S] == Defs[S])
      continue;
    std::vector<BlockId> Work;
    for (BlockId B : Uses[S])
      if (Joined.test(S) || !llvm::is_contained(Defs[S], B))
        Work.push_back(B);
    std::set<BlockId> Seen;
    while (!Work.empty()) {
      BlockId B = Work.back();
      Work.pop_back();
      for (const Edge &P : G.Blocks[B].Preds)
        if (Seen.insert(P.To).second) {
          LiveOut[P.To].push_back(S);
          if (Joined.test(S) || !llvm::is_contained(Defs[S], P.To))
            Work.push_back(P.To);
        }
    }
  }
}

/// Finds `if (full()) co_await not_full();`: a branch whose arm only suspends
/// and comes back to where the branch would have gone otherwise.
void Solver::findWaitChecks() {
  for (EventId Id : Control.branches()) {
    BlockId B = Control.blockOf(Id);
    BlockId Join = Control.immediatePostDominator(B);
    if (Join == EventGraph::Exit || G.Events[Id].Loop || Join == ~0u)
      continue;
    bool Suspends = false, Clean = true;
    std::set<BlockId> Seen{Join, B};
    std::vector<BlockId> Work;
    for (const Edge &E : G.Blocks[B].Succs)
      if (Seen.insert(E.To).second)
        Work.push_back(E.To);
    while (!Work.empty() && Clean && Seen.size() < 32) {
      BlockId X = Work.back();
      Work.pop_back();
      for (EventId I : G.Blocks[X].Events) {
        const Event &E = G.Events[I];
        Suspends |= E.Kind == EventKind::Suspend;
        if (E.Kind == EventKind::Write || E.Kind == EventKind::Update)
          Clean &= llvm::none_of(
              E.Places, [&](PlaceId P) { return Places.isShared(P); });
      }
      for (const Edge &E : G.Blocks[X].Succs)
        if (E.Kind == EdgeKind::Normal && Seen.insert(E.To).second)
          Work.push_back(E.To);
    }
    if (Suspends && Clean && Work.empty())
      WaitChecks.insert(Id);
  }
}

bool Solver::sharedNow(const State &S, PlaceId P) const {
  if (Places.isShared(P))
    return true;
  PlaceId Fresh = Places.freshRoot(P);
  return Fresh && S.hasEscaped(Fresh);
}

bool Solver::everActedOn(PlaceId P) {
  auto [It, New] = ActedCache.try_emplace(P, false);
  if (New)
    It->second = llvm::any_of(Acted, [&](PlaceId A) {
      return Places.overlap(A, P) != Overlap::None;
    });
  return It->second;
}

DepSet Solver::inputs(const State &S, const Event &E) const {
  DepSet V;
  for (const Input &I : E.Inputs)
    V.add(S.get(key(Holder::Slot, I.Slot)), I.How);
  return V;
}

/// The value of \p P: what was stored to it here, and the read itself if others
/// can change it.
DepSet Solver::read(const State &S, EventId Id, PlaceId P) {
  DepSet V;
  bool Trackable = Places.isShared(P) || Places.freshRoot(P);
  // What this function stored, to the place, to an object around it or to a
  // part of it.
  auto Take = [&](PlaceId From, bool Around) {
    for (Dep D : S.get(key(Holder::Content, From))) {
      Token T = Tokens[D.Token];
      if (Around && D.How == Flow::Copy) {
        // A part of a copied object is a copy of that part.
        if (PlaceId Part = Places.rebase(P, From, T.Place))
          D.Token = token(T.Read, Part);
      }
      // Others can have changed a shared place since it was stored, so only a
      // snapshot of some other place is still known to be one.
      if (Trackable && (D.How != Flow::Copy ||
                        Places.overlap(P, T.Place) != Overlap::None))
        continue;
      V.add(D);
    }
  };
  Take(P, false);
  for (PlaceId A = Places.node(P).Parent; A; A = Places.node(A).Parent)
    Take(A, true);
  if (Places.node(P).Depth < 2)
    for (const auto &[K, D] : S.Values)
      if (holder(K) == Holder::Content && id(K) != P &&
          Places.contains(P, id(K)) && !Trackable)
        V.add(D, Flow::Derived);
  if (Trackable && Places.isMutable(P)) {
    Dep D;
    D.Token = token(Id, P);
    D.Locks = S.Held;
    V.add(D);
  }
  return V;
}

void Solver::suspend(State &S, EventId Id) {
  for (auto &[K, V] : S.Values)
    for (Dep &D : V) {
      if (!D.Fresh)
        continue;
      PlaceId P = Tokens[D.Token].Place;
      if (holder(K) != Holder::Entry && !sharedNow(S, P))
        continue;
      D.Fresh = false;
      if (!D.Stale || Id < D.Stale)
        D.Stale = Id;
    }
}

/// Every value that depends on \p P now knows that we changed it ourselves.
void Solver::ownWrite(State &S, EventId Id, PlaceId P) {
  if (!Places.isShared(P) && !Places.freshRoot(P))
    return;
  for (auto &[K, V] : S.Values)
    for (Dep &D : V) {
      Overlap O = Places.overlap(P, Tokens[D.Token].Place);
      if (O == Overlap::None || O == Overlap::May ||
          Tokens[D.Token].Read == Id)
        continue;
      D.noteOwnWrite(Id);
      if (D.Fresh && !D.Stale)
        D.Reserved = true;
    }
  for (auto It = S.Values.begin(), E = S.Values.end(); It != E; ++It)
    if (holder(It->first) == Holder::Consumed &&
        Places.overlap(P, id(It->first)) != Overlap::None)
      It->second = DepSet();
}

void Solver::store(State &S, const Event &E, DepSet Value) {
  for (PlaceId P : E.Places) {
    if (E.Places.size() > 1 || E.May || E.Kind == EventKind::Update) {
      DepSet Old = S.get(key(Holder::Content, P));
      Old.add(Value, E.Kind == EventKind::Update ? Flow::Derived : Flow::Copy);
      S.set(key(Holder::Content, P), Old);
      continue;
    }
    llvm::SmallVector<Key, 4> Parts;
    for (const auto &[K, D] : S.Values)
      if (holder(K) == Holder::Content && id(K) != P &&
          Places.contains(P, id(K)))
        Parts.push_back(K);
    for (Key K : Parts)
      S.Values.erase(K);
    S.set(key(Holder::Content, P), Value);
    // A new value of a key variable names another element.
    if (!E.Initial && Places.isKeyVariable(P)) {
      for (auto &[K, V] : S.Values) {
        DepSet Kept;
        for (const Dep &D : V)
          if (!Places.keyDependsOn(Tokens[D.Token].Place, P))
            Kept.add(D);
        V = Kept;
      }
    }
  }
}

/// A value that was read since the last suspension is as good as read under the
/// lock: nobody ran in between.
void Solver::acquire(State &S, EventId Id) const {
  auto It = LockIndex.find(Id);
  if (It == LockIndex.end())
    return;
  LockSet L = LockSet(1) << It->second;
  S.Held |= L;
  for (auto &[K, V] : S.Values)
    for (Dep &D : V)
      if (D.Fresh && !D.Stale)
        D.Locks |= L;
}

void Solver::release(State &S, LockSet L) const {
  if (!L)
    return;
  S.Held &= ~L;
  for (auto &[K, V] : S.Values)
    for (Dep &D : V)
      D.Locks &= ~L;
}

void Solver::transfer(State &S, EventId Id) {
  const Event &E = G.Events[Id];
  switch (E.Kind) {
  case EventKind::Read: {
    DepSet V;
    for (PlaceId P : E.Places)
      V.add(read(S, Id, P));
    V.add(inputs(S, E));
    S.set(key(Holder::Slot, E.Dst), V);
    return;
  }
  case EventKind::Compute: {
    DepSet V = inputs(S, E);
    if (E.May) // one of several definitions of the slot
      V.add(S.get(key(Holder::Slot, E.Dst)));
    if (E.Dst == G.ReturnSlot)
      V.add(guardValues(S, Control.blockOf(Id)), Flow::Control);
    S.set(key(Holder::Slot, E.Dst), V);
    return;
  }
  case EventKind::Write:
  case EventKind::Update: {
    DepSet V = inputs(S, E);
    // `ok = true;` under a test carries what the test found.
    if (E.Constant && !E.Initial && !Places.isShared(E.Places.front()))
      V.add(guardValues(S, Control.blockOf(Id)), Flow::Control);
    DepSet Result;
    if (E.Dst) {
      // The result depends on the place as it is in this one step.
      for (PlaceId P : E.Places)
        Result.add(read(S, Id, P));
      Result.add(V, Flow::Derived);
    }
    // Letting go of a busy flag: any other write of it.
    LockSet Gone = 0;
    for (auto [I, L] : llvm::enumerate(LockEvents)) {
      const Event &Taken = G.Events[L];
      if (Taken.Kind == EventKind::Acquire || L == Id)
        continue;
      for (PlaceId P : E.Places)
        for (PlaceId Q : Taken.Places)
          if (Places.overlap(P, Q) != Overlap::None)
            Gone |= LockSet(1) << I;
    }
    release(S, Gone);
    if (!E.Initial)
      for (PlaceId P : E.Places)
        ownWrite(S, Id, P);
    store(S, E, V);
    acquire(S, Id);
    if (E.Dst) {
      for (Dep &D : Result) {
        if (Tokens[D.Token].Read != Id)
          continue;
        D.Reserved = true;
        D.OwnWrite = Id;
        D.Locks |= S.Held;
      }
      S.set(key(Holder::Slot, E.Dst), Result);
    }
    return;
  }
  case EventKind::Suspend: {
    // What is handed to the awaited operation is consumed by it.
    for (const Input &I : E.Inputs)
      for (const Dep &D : S.get(key(Holder::Slot, I.Slot)))
        if ((D.How | I.How) == Flow::Copy && D.Fresh && !D.OwnWrite &&
            sharedNow(S, Tokens[D.Token].Place) &&
            everActedOn(Tokens[D.Token].Place)) {
          Key K = key(Holder::Consumed, Tokens[D.Token].Place);
          DepSet Set = S.get(K);
          Set.add(D);
          S.set(K, Set);
        }
    suspend(S, Id);
    return;
  }
  case EventKind::Acquire:
    acquire(S, Id);
    return;
  case EventKind::Release: {
    LockSet Gone = 0;
    for (auto [I, L] : llvm::enumerate(LockEvents)) {
      const Event &Taken = G.Events[L];
      if (Taken.Kind != EventKind::Acquire)
        continue;
      if (E.Holder ? Taken.Holder == E.Holder
                   : llvm::any_of(Taken.Places, [&](PlaceId P) {
                       return llvm::is_contained(E.Places, P);
                     }))
        Gone |= LockSet(1) << I;
    }
    release(S, Gone);
    return;
  }
  case EventKind::Detach:
    release(S, S.Held);
    return;
  case EventKind::Branch: {
    DepSet Kept;
    for (const Dep &D : inputs(S, E))
      if (!Suspends || E.Equality || everActedOn(Tokens[D.Token].Place))
        Kept.add(D);
    S.set(key(Holder::Cond, Id), Kept);
    return;
  }
  case EventKind::Escape:
    for (PlaceId P : E.Places)
      S.escape(P);
    return;
  case EventKind::Use:
    return;
  }
}

/// What the tests that guard \p B found.
DepSet Solver::guardValues(const State &S, BlockId B) const {
  DepSet V;
  for (unsigned I : Control.guards(B).set_bits())
    V.add(S.get(key(Holder::Cond, Control.branches()[I])));
  return V;
}

/// Drops what the next block cannot use.
void Solver::leaveBlock(State &S, BlockId From, BlockId To) const {
  llvm::SmallVector<Key, 8> Dead;
  const llvm::BitVector &Guards = Control.guards(To);
  for (const auto &[K, V] : S.Values) {
    bool Live = !V.empty();
    if (holder(K) == Holder::Slot)
      Live &= id(K) == G.ReturnSlot || llvm::is_contained(LiveOut[From], id(K));
    else if (holder(K) == Holder::Cond)
      Live &= WaitChecks.count(id(K)) || Guards.test(BranchIndex.lookup(id(K)));
    if (!Live)
      Dead.push_back(K);
  }
  for (Key K : Dead)
    S.Values.erase(K);
}

void Solver::fixpoint() {
  In.assign(G.Blocks.size(), State());
  State &Start = In[EventGraph::Entry];
  Start.Reached = true;
  Dep Parameter;
  for (PlaceId P : G.Parameters) {
    DepSet V;
    Parameter.Token = token(0, P);
    V.add(Parameter);
    if (Places.node(P).Step == StepKind::Root &&
        Places.node(P).Root == RootKind::Local)
      Start.set(key(Holder::Content, P), V);
  }
  DepSet Entry;
  Entry.add(Dep());
  Start.set(key(Holder::Entry, 0), Entry);

  const std::vector<BlockId> &Rpo = Control.reversePostOrder();
  std::vector<unsigned> Position(G.Blocks.size());
  for (auto [I, B] : llvm::enumerate(Rpo))
    Position[B] = I;
  std::set<unsigned> Work{0};
  // Every pass makes some set larger; the bound is a safety net only.
  size_t Budget = 64 * (Rpo.size() + 16);
  while (!Work.empty() && Budget--) {
    BlockId B = Rpo[*Work.begin()];
    Work.erase(Work.begin());
    State S = In[B];
    for (EventId Id : G.Blocks[B].Events)
      transfer(S, Id);
    for (const Edge &E : G.Blocks[B].Succs) {
      State Next = S;
      leaveBlock(Next, B, E.To);
      if (In[E.To].join(Next))
        Work.insert(Position[E.To]);
    }
  }
}

/// Calls \p V with the state before each event of each reachable block.
template <class Visitor> void Solver::visit(Visitor V) {
  for (BlockId B : Control.reversePostOrder()) {
    if (!In[B].Reached)
      continue;
    State S = In[B];
    for (EventId Id : G.Blocks[B].Events) {
      V(S, Id);
      transfer(S, Id);
    }
  }
}

/// A branch that guards \p Id and tested \p P after the last suspension. A test
/// that is compiled out of release builds counts last.
EventId Solver::freshGuard(const State &S, EventId Id, PlaceId P,
                           bool SameOnly) const {
  EventId Found = 0;
  for (unsigned I : Control.guards(Control.blockOf(Id)).set_bits()) {
    EventId B = Control.branches()[I];
    for (const Dep &D : S.get(key(Holder::Cond, B))) {
      if (!D.Fresh || D.Stale)
        continue;
      Overlap O = Places.overlap(Tokens[D.Token].Place, P);
      if (SameOnly ? O != Overlap::Same
                   : O == Overlap::None || O == Overlap::May)
        continue;
      if (!Found || !G.Events[B].Assertion)
        Found = B;
    }
  }
  return Found;
}

/// A branch that guards \p Id and compares a snapshot of a place with what the
/// place is after the last suspension.
/// An (in)equality does for any place; the place itself can be compared in any
/// way, as in `if (newest > current) current = newest;`.
EventId Solver::versionCompare(const State &S, EventId Id, PlaceId P) const {
  for (unsigned I : Control.guards(Control.blockOf(Id)).set_bits()) {
    EventId B = Control.branches()[I];
    const DepSet &V = S.get(key(Holder::Cond, B));
    for (const Dep &Old : V)
      if (Old.Stale && Old.How != Flow::Control)
        for (const Dep &New : V)
          if (New.Fresh && !New.Stale && New.How != Flow::Control &&
              Tokens[New.Token].Place == Tokens[Old.Token].Place &&
              (G.Events[B].Equality || Tokens[New.Token].Place == P))
            return B;
  }
  return 0;
}

/// A busy flag, an in-flight set or a state that says "taken": a constant written
/// to (or an element inserted into) a place that was just tested, or that is
/// tested by the result of the very write.
void Solver::findFlags() {
  std::set<EventId> Tested;
  std::set<PlaceId> TestedPlaces;
  std::vector<EventId> Found;
  visit([&](const State &S, EventId Id) {
    const Event &E = G.Events[Id];
    if (E.Kind == EventKind::Branch)
      for (const Dep &D : inputs(S, E))
        if (D.Fresh) {
          Tested.insert(Tokens[D.Token].Read);
          TestedPlaces.insert(Tokens[D.Token].Place);
        }
  });
  visit([&](const State &S, EventId Id) {
    const Event &E = G.Events[Id];
    if ((E.Kind != EventKind::Write && E.Kind != EventKind::Update) ||
        E.Places.size() != 1 || E.May)
      return;
    PlaceId P = E.Places.front();
    const PlaceNode &N = Places.node(P);
    if (!Places.isShared(P))
      return;
    bool Takes = E.Kind == EventKind::Update
                     ? E.Conditional
                     : E.Constant && !(E.Reset && N.Holds == ValueClass::Number);
    if (Takes && ((E.Dst && Tested.count(Id)) || freshGuard(S, Id, P, true) ||
                  E.Checked || (E.Conditional && TestedPlaces.count(P))))
      Found.push_back(Id);
  });
  llvm::sort(Found);
  for (EventId Id : Found)
    if (LockEvents.size() < 64) {
      LockIndex[Id] = LockEvents.size();
      LockEvents.push_back(Id);
    }
}

void Solver::addPair(const State &S, EventId Id, PlaceId P, const Dep &D,
                     Reliance Why, EventId Branch, const DepSet &Value) {
  Pair R;
  R.Check = Tokens[D.Token].Read;
  R.Branch = Branch;
  R.Suspend = D.Stale;
  R.Act = Id;
  R.CheckPlace = Tokens[D.Token].Place;
  R.ActPlace = P;
  R.Relation = Places.overlap(R.CheckPlace, P);
  R.Why = Why;
  R.How = D.How;
  R.Moved = G.Events[R.Check].Moved;
  R.Unordered = G.Unordered.count({R.Check, R.Suspend});
  R.OwnWrite = D.OwnWrite;
  R.Reserved = D.Reserved;
  R.Recheck = freshGuard(S, Id, P, false);
  R.VersionCompare = versionCompare(S, Id, P);
  for (const Dep &New : Value)
    R.Merged |= New.Fresh && !New.Stale && New.How != Flow::Control &&
                Places.overlap(Tokens[New.Token].Place, P) != Overlap::None;
  for (unsigned I : Control.guards(Control.blockOf(Id)).set_bits()) {
    EventId B = Control.branches()[I];
    if (G.Events[B].Loop)
      for (const Dep &Test : S.get(key(Holder::Cond, B)))
        R.StopsLoop |= Tokens[Test.Token].Place == P;
  }
  for (auto [I, L] : llvm::enumerate(LockEvents))
    if (D.Locks >> I & 1)
      (G.Events[L].Kind == EventKind::Acquire ? R.Locks : R.Flags).push_back(L);
  Out.Pairs.push_back(std::move(R));
}

/// Finds what the act \p Id relies on, in the state before it.
void Solver::collect(const State &S, EventId Id) {
  const Event &E = G.Events[Id];
  if ((E.Kind != EventKind::Write && E.Kind != EventKind::Update &&
       E.Kind != EventKind::Use) ||
      E.Initial)
    return;
  BlockId Block = Control.blockOf(Id);
  DepSet Value = E.Kind == EventKind::Use ? DepSet() : inputs(S, E);
  for (PlaceId P : E.Places) {
    if (!sharedNow(S, P))
      continue;
    auto Touches = [&](const Dep &D) {
      return D.Stale &&
             Places.overlap(Tokens[D.Token].Place, P) != Overlap::None;
    };
    for (const Dep &D : Value)
      if (Touches(D))
        addPair(S, Id, P, D,
                D.How == Flow::Control ? Reliance::Decision : Reliance::Value,
                0, Value);
    for (unsigned I : Control.guards(Block).set_bits()) {
      EventId B = Control.branches()[I];
      // An act that always comes before the test, in an earlier round of a loop,
      // was never allowed by it.
      if (Control.dominates(Block, Control.blockOf(B)))
        continue;
      for (const Dep &D : S.get(key(Holder::Cond, B)))
        if (Touches(D))
          addPair(S, Id, P, D, Reliance::Decision, B, Value);
    }
    if (E.Kind == EventKind::Update)
      for (EventId B : WaitChecks)
        if (!Control.guards(Block).test(BranchIndex.lookup(B)))
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

EffectInput Solver::effectInput(const Dep &D) const {
  EffectInput I;
  I.Place = Tokens[D.Token].Place;
  I.How = D.How;
  I.Stale = D.Stale;
  return I;
}

/// Adds what \p Id does to state that outlives the function.
void Solver::summarize(const State &S, EventId Id) {
  const Event &E = G.Events[Id];
  switch (E.Kind) {
  case EventKind::Suspend:
    if (E.CalleeId)
      Out.Calls.push_back({E.CalleeId, S.Held != 0});
    if (!Out.Summary.MaySuspend)
      Out.Summary.SuspendsAt = E.Where;
    Out.Summary.MaySuspend = true;
    return;
  case EventKind::Write:
  case EventKind::Update:
  case EventKind::Use:
    break;
  case EventKind::Acquire:
  case EventKind::Release:
    if (!E.Holder)
      break;
    return;
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
  if (Done.What.Places.empty() || Out.Summary.Effects.size() >= MaxEffects)
    return;
  Done.What.Dst = 0;
  Done.What.Inputs.clear();
  if (!E.Inner)
    Done.What.Inner = E.Where;
  if (E.Callee.empty())
    Done.What.Callee = G.ShortName;
  Done.AfterSuspension =
      llvm::any_of(S.get(key(Holder::Entry, 0)),
                   [](const Dep &D) { return D.Stale != 0; });
  if (E.Kind == EventKind::Write || E.Kind == EventKind::Update) {
    for (const Dep &D : inputs(S, E)) {
      // A race inside of this function is its own finding, not its callers'.
      bool Own = D.Stale && llvm::any_of(Done.What.Places, [&](PlaceId P) {
                   return Places.overlap(Tokens[D.Token].Place, P) !=
                          Overlap::None;
                 });
      if (D.Token && !Own)
        Done.Inputs.push_back(effectInput(D));
    }
    // Whether the test is still good when it acts is for the callee's own
    // findings; its caller did not decide it.
    for (const Dep &D : guardValues(S, Control.blockOf(Id)))
      for (PlaceId P : Done.What.Places)
        Done.What.Checked |=
            Places.overlap(Tokens[D.Token].Place, P) != Overlap::None;
  }
  Out.Summary.Effects.push_back(std::move(Done));
}

Solution Solver::run() {
  for (auto [I, E] : llvm::enumerate(Control.branches()))
    BranchIndex[E] = I;
  for (BlockId B : Control.reversePostOrder())
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = G.Events[Id];
      Suspends |= E.Kind == EventKind::Suspend;
      if (E.Kind == EventKind::Write || E.Kind == EventKind::Update ||
          E.Kind == EventKind::Use)
        Acted.append(E.Places);
      if (E.Kind == EventKind::Acquire && !E.SharedLock &&
          LockEvents.size() < 64) {
        LockIndex[Id] = LockEvents.size();
        LockEvents.push_back(Id);
      }
    }
  llvm::sort(Acted);
  Acted.erase(std::unique(Acted.begin(), Acted.end()), Acted.end());
  findLifetimes();
  if (Suspends)
    findWaitChecks();
  fixpoint();
  if (Suspends) {
    size_t Mutexes = LockEvents.size();
    findFlags();
    if (LockEvents.size() > Mutexes)
      fixpoint(); // again, with the flags as locks
  }
  // What an activity that only starts here does is not done when we return.
  llvm::BitVector Main(G.Blocks.size());
  std::vector<BlockId> Work{EventGraph::Entry};
  while (!Work.empty()) {
    BlockId B = Work.back();
    Work.pop_back();
    if (Main.test(B))
      continue;
    Main.set(B);
    for (const Edge &E : G.Blocks[B].Succs)
      if (E.Kind != EdgeKind::Fork)
        Work.push_back(E.To);
  }
  visit([&](const State &S, EventId Id) {
    collect(S, Id);
    if (Main.test(Control.blockOf(Id)))
      summarize(S, Id);
  });
  for (const Dep &D : In[EventGraph::Exit].get(key(Holder::Slot, G.ReturnSlot)))
    if (D.Token)
      Out.Summary.Returns.push_back(effectInput(D));
  Out.Summary.Known = true;
  Out.Summary.IsCoroutine = G.IsCoroutine;
  Out.Summary.ReturnsReference = G.ReturnsReference;
  Out.Summary.Binds = G.Binds;
  llvm::sort(Out.Pairs, [](const Pair &A, const Pair &B) {
    return std::tie(A.Act, A.ActPlace, A.Check, A.Branch, A.Why, A.How) <
           std::tie(B.Act, B.ActPlace, B.Check, B.Branch, B.Why, B.How);
  });
  return std::move(Out);
}
} // namespace

Solution await_tidy::solve(const EventGraph &G, PlaceTable &Places,
                           const ControlDependence &Control) {
  return Solver(G, Places, Control).run();
}
