//===- Fixpoint.cpp - The dataflow over one function --------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/Fixpoint.h"
#include "epochs/ResultSense.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"

using namespace await_tidy;

/// As many as a LockSet has bits.
static constexpr size_t MaxLocks = 64;

/// Values in the states at all visits of blocks and suspensions: two seconds or
/// so.
static constexpr size_t MaxCarried = 10'000'000;

/// Keeps of the sorted \p A what is in \p B too; true if that is less.
static bool intersect(llvm::SmallVectorImpl<PlaceId> &A,
                      llvm::ArrayRef<PlaceId> B) {
  size_t Before = A.size();
  llvm::erase_if(
      A, [&](PlaceId P) { return !std::binary_search(B.begin(), B.end(), P); });
  return A.size() != Before;
}

bool State::join(const State &O,
                 llvm::function_ref<bool(Key, const DepSet &)> IsUsed) {
  bool Changed = !Reached;
  for (auto [I, From] : llvm::enumerate(O.Values))
    for (const auto &[K, D] : From) {
      if (!IsUsed(K, D))
        continue;
      DepSet &Known = Values[I][K];
      if (Known == D)
        continue;
      if (Known.empty()) {
        Known = D;
        Changed = true;
        continue;
      }
      DepSet Joined = Known;
      Joined.add(D);
      if (!(Joined == Known)) {
        Known = std::move(Joined);
        Changed = true;
      }
    }
  if (!Reached) {
    Reached = true;
    Held = O.Held;
    Leaving = O.Leaving;
    Advanced = O.Advanced;
    Replaced = O.Replaced;
    Escaped = O.Escaped;
    return true;
  }
  if (Held & ~O.Held) {
    Held &= O.Held;
    Changed = true;
  }
  if (O.Leaving & ~Leaving) {
    Leaving |= O.Leaving;
    Changed = true;
  }
  Changed |= intersect(Advanced, O.Advanced);
  Changed |= intersect(Replaced, O.Replaced);
  for (PlaceId P : O.Escaped)
    if (!hasEscaped(P)) {
      escape(P);
      Changed = true;
    }
  return Changed;
}

Fixpoint::Fixpoint(const EventGraph &G, PlaceTable &Places,
                   const ControlDependence &Control, bool AllTests,
                   std::function<bool(SymbolId)> IsCoupled)
    : G(G), Places(Places), Control(Control),
      Live(G, Places, Control.reversePostOrder()),
      Table(G, Control, /*Shared=*/true), AllTests(AllTests),
      IsCoupled(std::move(IsCoupled)) {
  for (auto [I, E] : llvm::enumerate(Control.branches()))
    BranchIndex[E] = I;
  DefinedIn.assign(G.NumSlots, EventGraph::Entry);
  for (BlockId B : Control.reversePostOrder())
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = G.Events[Id];
      Suspends |= E.Kind == EventKind::Suspend;
      if (E.Dst)
        DefinedIn[E.Dst] = B;
      if (E.Kind == EventKind::Write || E.Kind == EventKind::Update ||
          E.Kind == EventKind::Use)
        Acted.append(E.Places);
    }
  for (const LockTable::Lock &L : Table.locks())
    LockEvents.push_back(L.Taken);
  llvm::sort(Acted);
  Acted.erase(std::unique(Acted.begin(), Acted.end()), Acted.end());
  for (PlaceId P : Acted) {
    if (Places.node(P).Step == StepKind::Field)
      ActedByStep[Places.node(P).Symbol].push_back(P);
    for (PlaceId A = P; A && AroundActed.insert(A).second;)
      A = Places.node(A).Parent;
  }
  if (Suspends) {
    findWaitChecks();
    findEmptied();
  }
  run();
  Mutexes = LockEvents.size();
  if (!Suspends || GaveUp)
    return;
  Mutexes = LockEvents.size();
  findFlags();
  if (LockEvents.size() > Mutexes)
    run(); // again, with the flags as locks
}

TokenId Fixpoint::token(EventId Read, PlaceId Place) {
  auto [It, New] = TokenIndex.try_emplace({Read, Place}, Tokens.size());
  if (New)
    Tokens.push_back({Read, Place, Live.memberOf(Place)});
  return It->second;
}

/// Finds `if (full()) co_await not_full();`: a branch whose arm only suspends
/// and comes back to where the branch would have gone otherwise. An arm that
/// waits in a loop which looks at the same place has looked again by then.
void Fixpoint::findWaitChecks() {
  for (EventId Id : Control.branches()) {
    BlockId B = Control.blockOf(Id);
    BlockId Join = Control.immediatePostDominator(B);
    if (Join == EventGraph::Exit || G.Events[Id].Loop || Join == ~0u)
      continue;
    bool Suspends = false, Clean = true, Loops = false, LooksAgain = false;
    llvm::SmallSet<PlaceId, 4> Asked;
    for (EventId I : G.Blocks[B].Events)
      if (G.Events[I].Kind == EventKind::Read)
        Asked.insert(G.Events[I].Places.begin(), G.Events[I].Places.end());
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
        Loops |= E.Kind == EventKind::Branch && E.Loop;
        LooksAgain |=
            E.Kind == EventKind::Read && llvm::any_of(E.Places, [&](PlaceId P) {
              return Asked.contains(P);
            });
        if (E.Kind == EventKind::Write || E.Kind == EventKind::Update)
          Clean &= llvm::none_of(E.Places,
                                 [&](PlaceId P) { return Places.isShared(P); });
      }
      for (const Edge &E : G.Blocks[X].Succs)
        if (E.Kind == EdgeKind::Normal && Seen.insert(E.To).second)
          Work.push_back(E.To);
    }
    if (Suspends && Clean && Work.empty() && !(Loops && LooksAgain))
      WaitChecks.insert(Id);
  }
}

/// `if (answer.empty()) ok = co_await ask(question, answer);`: what is empty is
/// not what was read before, whatever the local has held on the way here.
void Fixpoint::findEmptied() {
  std::optional<ResultSense> Conditions;
  for (EventId Branch : Control.branches()) {
    BlockId B = Control.blockOf(Branch);
    const llvm::SmallVector<Edge, 2> &Succs = G.Blocks[B].Succs;
    if (Succs.size() != 2 || Succs[0].To == Succs[1].To ||
        G.Events[Branch].Equality || G.Events[Branch].Inputs.size() != 1)
      continue;
    // The last read: nothing has changed the local since.
    EventId Read = 0;
    for (EventId Id : G.Blocks[B].Events)
      if (G.Events[Id].Kind == EventKind::Read)
        Read = Id;
      else if (G.Events[Id].Kind != EventKind::Compute && Id != Branch)
        Read = 0;
    if (!Read || G.Events[Read].Places.size() != 1)
      continue;
    PlaceId P = G.Events[Read].Places.front();
    const PlaceNode &N = Places.node(P);
    if (N.Step != StepKind::Root || N.Root != RootKind::Local ||
        Places.isShared(P))
      continue;
    if (!Conditions)
      Conditions.emplace(G, Places);
    Sense Filled = Conditions->of(Branch, Read);
    if (Filled == Sense::True || Filled == Sense::False)
      Emptied[B] = {Succs[Filled == Sense::True].To, P};
  }
}

bool Fixpoint::everActedOn(PlaceId P) {
  auto [It, New] = ActedCache.try_emplace(P, false);
  if (!New)
    return It->second;
  // On it, around it or in it; or on what may be the same by another name, and
  // then ends in the same step.
  bool Found = AroundActed.count(P);
  for (PlaceId A = P; A && !Found; A = Places.node(A).Parent)
    Found = std::binary_search(Acted.begin(), Acted.end(), A);
  if (auto Same = ActedByStep.find(Places.node(P).Symbol);
      !Found && Same != ActedByStep.end())
    Found = llvm::any_of(Same->second, [&](PlaceId A) {
      return Places.overlap(A, P) != Overlap::None;
    });
  return It->second = Found;
}

/// Joins the end of \p From, but for what the next block cannot use, into the
/// start of \p To; true if that changed.
bool Fixpoint::leaveBlock(const State &S, BlockId From, BlockId To) {
  BitRow Guards = Control.guards(To);
  // A temporary of one round of a loop means nothing in the next: where `?:`
  // takes another arm then, the value of this one is not its value.
  bool NextRound = Control.dominates(To, From);
  // Of very many tests those count that something can still rest on.
  constexpr size_t ManyTests = 32;
  bool Many = S.all(Holder::Cond).size() > ManyTests;
  auto Matters = [&](const DepSet &V) {
    return llvm::any_of(V, [&](const Dep &D) {
      return Live.isActedOnFrom(To, Tokens[D.Token].Place);
    });
  };
  PlaceId Empty = NoPlace;
  if (auto It = Emptied.find(From);
      It != Emptied.end() && It->second.first == To)
    Empty = It->second.second;
  return In[To].join(S, [&](Key K, const DepSet &V) {
    if (V.empty())
      return false;
    switch (holder(K)) {
    case Holder::Slot:
      return id(K) == G.ReturnSlot || id(K) == G.BorrowSlot ||
             (Live.isSlotLive(From, id(K)) &&
              !(NextRound && Control.dominates(To, DefinedIn[id(K)])));
    case Holder::Content:
      return Live.isContentLive(From, id(K)) &&
             !(Empty && Places.contains(Empty, id(K)));
    case Holder::Cond:
      return (WaitChecks.count(id(K)) != 0 ||
              Guards.test(BranchIndex.lookup(id(K)))) &&
             (!Many || Matters(V));
    default:
      return true;
    }
  });
}

/// A second look at the same place takes over from the first one, if it guards
/// all that the first one still guards.
void Fixpoint::supersede(State &S, EventId Branch) const {
  const DepSet &New = S.get(key(Holder::Cond, Branch));
  if (G.Events[Branch].Assertion || New.empty() ||
      !llvm::any_of(New, [](const Dep &D) { return D.Fresh && !D.Stale; }))
    return;
  unsigned Later = BranchIndex.lookup(Branch);
  BlockId Block = Control.blockOf(Branch);
  auto LooksAgain = [&](const Dep &Old) {
    return llvm::any_of(New, [&](const Dep &D) {
      return D.Fresh && !D.Stale && D.How <= Flow::Derived &&
             Tokens[D.Token].Place == Tokens[Old.Token].Place;
    });
  };
  llvm::SmallVector<std::pair<Key, DepSet>, 2> Changed;
  for (const auto &[K, V] : S.all(Holder::Cond)) {
    // Whether to wait is asked for all that follows, guarded or not.
    bool Wait = WaitChecks.count(id(K)) != 0;
    if (id(K) == Branch || (Wait && !WaitChecks.count(Branch)))
      continue;
    DepSet Kept;
    for (const Dep &D : V)
      if (!LooksAgain(D))
        Kept.add(D);
    if (Kept.size() == V.size() ||
        !Control.dominates(Control.blockOf(id(K)), Block) ||
        !(Wait || Control.guardsAllAfter(Later, BranchIndex.lookup(id(K)))))
      continue;
    Changed.push_back({K, Kept});
  }
  // The last of them stays, so that it can be told that it was looked at again.
  auto IsBefore = [&](const auto &A, const auto &B) {
    return Control.dominates(Control.blockOf(id(A.first)),
                             Control.blockOf(id(B.first)));
  };
  if (!Changed.empty())
    Changed.erase(std::max_element(Changed.begin(), Changed.end(), IsBefore));
  for (auto &[K, V] : Changed)
    S.set(K, V);
}

void Fixpoint::run() {
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
  size_t Visits = 64 * (Rpo.size() + 16);
  // What is alive is carried through every block and suspension.
  Carried = MaxCarried;
  while (!Work.empty() && !GaveUp) {
    BlockId B = Rpo[*Work.begin()];
    Work.erase(Work.begin());
    State S = In[B];
    Carried -= std::min(Carried, S.size());
    GaveUp = !Visits-- || !Carried;
    for (EventId Id : G.Blocks[B].Events)
      step(S, Id);
    for (const Edge &E : G.Blocks[B].Succs)
      if (leaveBlock(S, B, E.To))
        Work.insert(Position[E.To]);
  }
}

void Fixpoint::visit(llvm::function_ref<void(const State &, EventId)> V) {
  for (BlockId B : Control.reversePostOrder()) {
    if (!In[B].Reached)
      continue;
    State S = In[B];
    for (EventId Id : G.Blocks[B].Events) {
      V(S, Id);
      step(S, Id);
    }
  }
}

bool Fixpoint::sharedNow(const State &S, PlaceId P) const {
  if (Places.isShared(P))
    return true;
  PlaceId Fresh = Places.freshRoot(P);
  return Fresh && S.hasEscaped(Fresh);
}

llvm::SmallVector<EventId, 8> Fixpoint::guards(const State &S,
                                               BlockId B) const {
  BitRow Guards = Control.guards(B);
  llvm::SmallVector<EventId, 8> Out;
  for (const auto &[K, V] : S.all(Holder::Cond))
    if (!V.empty() && Guards.test(BranchIndex.lookup(id(K))))
      Out.push_back(id(K));
  llvm::sort(Out);
  return Out;
}

llvm::SmallVector<EventId, 8> Fixpoint::waitChecks(const State &S) const {
  llvm::SmallVector<EventId, 8> Out;
  if (!WaitChecks.empty())
    for (const auto &[K, V] : S.all(Holder::Cond))
      if (!V.empty() && WaitChecks.count(id(K)))
        Out.push_back(id(K));
  llvm::sort(Out);
  return Out;
}

DepSet Fixpoint::guardValues(const State &S, BlockId B) const {
  DepSet V;
  for (EventId Branch : guards(S, B))
    V.add(S.get(key(Holder::Cond, Branch)));
  return V;
}

EventId Fixpoint::freshGuard(const State &S, EventId Id, PlaceId P,
                             EventId Except) const {
  EventId Found = 0;
  for (EventId B : guards(S, Control.blockOf(Id))) {
    // A second look on one branch only leaves the other one unchecked.
    if (B == Except ||
        !Control.dominates(Control.blockOf(B), Control.blockOf(Id)))
      continue;
    for (const Dep &D : S.get(key(Holder::Cond, B))) {
      if (!D.Fresh || D.Stale)
        continue;
      PlaceId Tested = Tokens[D.Token].Place;
      if (!sharedNow(S, Tested) || !Places.concerns(Tested, P) ||
          Places.overlap(Tested, P) == Overlap::May)
        continue;
      if (!Found || !G.Events[B].Assertion)
        Found = B;
    }
  }
  return Found;
}

EventId Fixpoint::versionCompare(const State &S, EventId Id, PlaceId P,
                                 PlaceId *Of, EventId Since) const {
  // What was read after that tells only of changes after it.
  auto IsLater = [&](EventId Read) {
    if (!Since || !Read)
      return false;
    BlockId A = Control.blockOf(Since), B = Control.blockOf(Read);
    return A == B ? Since < Read : Control.dominates(A, B);
  };
  auto Found = [&](EventId B, PlaceId Compared) {
    if (Of)
      *Of = Compared;
    return B;
  };
  for (EventId B : guards(S, Control.blockOf(Id))) {
    const DepSet &V = S.get(key(Holder::Cond, B));
    if (G.Events[B].Equality && Places.node(P).Holds == ValueClass::Handle)
      for (const Dep &New : V)
        if (New.Fresh && !New.Stale && Tokens[New.Token].Place == P)
          return Found(B, P);
    for (const Dep &Old : V)
      if (Old.Stale && !isChoice(Old.How) && !IsLater(Tokens[Old.Token].Read))
        for (const Dep &New : V)
          if (New.Fresh && !New.Stale && !isChoice(New.How) &&
              Tokens[New.Token].Place == Tokens[Old.Token].Place)
            return Found(B, Tokens[New.Token].Place);
  }
  return 0;
}

/// True if \p Id comes only where the handle \p P was just found empty.
bool Fixpoint::onlyIfEmpty(const State &S, EventId Id, PlaceId P,
                           const ResultSense &Conditions) const {
  BlockId Block = Control.blockOf(Id);
  return llvm::any_of(guards(S, Block), [&](EventId B) {
    const llvm::SmallVector<Edge, 2> &Succs =
        G.Blocks[Control.blockOf(B)].Succs;
    return Succs.size() == 2 &&
           llvm::any_of(S.get(key(Holder::Cond, B)), [&](const Dep &D) {
             if (!D.Fresh || D.Stale || D.OwnWrite ||
                 Tokens[D.Token].Place != P)
               return false;
             Sense Full = Conditions.of(B, Tokens[D.Token].Read);
             return (Full == Sense::True || Full == Sense::False) &&
                    Control.dominates(Succs[Full == Sense::True].To, Block);
           });
  });
}

/// A busy flag, an in-flight set or a state that says "taken": a constant
/// written to (or an element inserted into) a place that was just tested, or
/// that is tested by the result of the very write.
void Fixpoint::findFlags() {
  std::set<EventId> Tested;
  std::set<PlaceId> TestedPlaces;
  std::vector<EventId> Found;
  ResultSense Conditions(G, Places);
  visit([&](const State &S, EventId Id) {
    const Event &E = G.Events[Id];
    if (E.Kind == EventKind::Branch)
      for (const Dep &D : inputs(S, E))
        if (D.Fresh) {
          Tested.insert(Tokens[D.Token].Read);
          TestedPlaces.insert(Tokens[D.Token].Place);
        }
  });
  // A test of the place that still tells what is there: clearing a flag that we
  // have just set does not take it again.
  auto UnchangedGuard = [&](const State &S, EventId Id, PlaceId P) {
    return llvm::any_of(guardValues(S, Control.blockOf(Id)), [&](const Dep &D) {
      return D.Fresh && !D.Stale && !D.OwnWrite && Tokens[D.Token].Place == P;
    });
  };
  visit([&](const State &S, EventId Id) {
    const Event &E = G.Events[Id];
    if ((E.Kind != EventKind::Write && E.Kind != EventKind::Update) ||
        E.Places.size() != 1 || E.May)
      return;
    PlaceId P = E.Places.front();
    const PlaceNode &N = Places.node(P);
    if (!Places.isShared(P))
      return;
    bool Takes =
        E.Kind == EventKind::Update
            ? E.Conditional && !E.Shrinks
            : E.Constant && !(E.Reset && N.Holds == ValueClass::Number);
    // `if (loading) ...; loading = std::make_shared<event>();`
    if (E.Kind == EventKind::Write && N.Holds == ValueClass::Handle &&
        !E.Constant && onlyIfEmpty(S, Id, P, Conditions))
      Found.push_back(Id);
    if (Takes && ((E.Dst && Tested.count(Id)) || UnchangedGuard(S, Id, P) ||
                  E.Checked || (E.Conditional && TestedPlaces.count(P))))
      Found.push_back(Id);
  });
  llvm::sort(Found);
  for (EventId Id : Found)
    if (LockEvents.size() < MaxLocks) {
      FlagIndex[Id] = LockEvents.size();
      LockEvents.push_back(Id);
    }
}
