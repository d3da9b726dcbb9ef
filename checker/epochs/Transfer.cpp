//===- Transfer.cpp - The transfer functions of the dataflow ------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/Fixpoint.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

DepSet Fixpoint::inputs(const State &S, const Event &E) const {
  DepSet V;
  for (const Input &I : E.Inputs)
    V.add(S.get(key(Holder::Slot, I.Slot)), I.How);
  return V;
}

/// The value of \p P: what was stored to it here, and the read itself if others
/// can change it.
DepSet Fixpoint::read(const State &S, EventId Id, PlaceId P) {
  DepSet V;
  bool Trackable = Places.isShared(P) || Places.freshRoot(P);
  // What this function stored, to the place, to an object around it or to a
  // part of it.
  // An element of what came back from a database is the row, not a part of it.
  auto IsElement = [&](PlaceId From) {
    for (PlaceId X = P; X && X != From; X = Places.node(X).Parent)
      if (Places.node(X).Step != StepKind::Field)
        return true;
    return false;
  };
  auto Take = [&](PlaceId From, bool Around) {
    for (Dep D : S.get(key(Holder::Content, From))) {
      Token T = Tokens[D.Token];
      if (Around && D.How == Flow::Copy &&
          !(Places.isInTable(T.Place) && IsElement(From))) {
        // A part of a copied object is a copy of that part.
        if (PlaceId Part = Places.rebase(P, From, T.Place))
          D.Token = token(T.Read, Part);
      }
      // Others can have changed a shared place since it was stored, so only a
      // snapshot of some other place, or a flag that says what was found, is
      // still known to be one.
      // The nodes of a list go round: a pointer to one that was found at
      // another end before is no snapshot of that end. What stands for many
      // places is no snapshot of any one of them.
      if (Trackable &&
          ((D.How != Flow::Copy && Places.node(P).Holds != ValueClass::Bool) ||
           (Places.node(P).Link && Places.node(T.Place).Link) ||
           Places.node(T.Place).Cut ||
           Places.overlap(P, T.Place) != Overlap::None))
        continue;
      V.add(D);
    }
  };
  Take(P, false);
  for (PlaceId X = P; Places.node(X).Parent && !S.isReplaced(X);) {
    X = Places.node(X).Parent;
    Take(X, true);
  }
  if (Places.node(P).Depth < 2 && !Trackable && Live.hasStoredParts(P))
    for (const auto &[K, D] : S.all(Holder::Content))
      if (id(K) != P && Places.contains(P, id(K)) && Places.concerns(P, id(K)))
        V.add(D, Flow::Derived);
  if (Trackable && Places.isMutable(P)) {
    Dep D;
    D.Token = token(Id, P);
    D.Locks = S.Held;
    V.add(D);
  }
  return V;
}

void Fixpoint::suspend(State &S, EventId Id) {
  Carried -= std::min(Carried, S.size());
  for (State::Map &M : S.Values)
    for (auto &[K, V] : M)
      for (Dep &D : V) {
        if (!D.Fresh && D.Theirs)
          continue;
        PlaceId P = Tokens[D.Token].Place;
        if (holder(K) != Holder::Entry && !sharedNow(S, P))
          continue;
        D.Theirs = true;
        if (!D.Fresh)
          continue;
        D.Fresh = false;
        if (!D.Stale || Id < D.Stale)
          D.Stale = Id;
      }
}

/// Stores a value, and remembers which members it depends on.
void Fixpoint::set(State &S, Key K, DepSet D) {
  for (const Dep &X : D)
    if (PlaceId M = Tokens[X.Token].Member) {
      auto &Known = Holders[M];
      if (HeldBy.insert({M, K}).second)
        Known.push_back(K);
    }
  S.set(K, std::move(D));
}

/// Every value that depends on \p P now knows that we changed it ourselves.
void Fixpoint::ownWrite(State &S, EventId Id, PlaceId P) {
  if (!Places.isShared(P) && !Places.freshRoot(P))
    return;
  PlaceId Member = Live.memberOf(P);
  const Event &E = G.Events[Id];
  bool Replaces = E.Kind == EventKind::Write && !E.May && !E.Conditional &&
                  E.Places.size() == 1;
  auto Note = [&](DepSet &V) {
    for (Dep &D : V) {
      PlaceId Other = Tokens[D.Token].Member;
      if (Member != Other && Member && Other)
        continue;
      Overlap O = Places.overlap(P, Tokens[D.Token].Place);
      if (O == Overlap::None || O == Overlap::May || Tokens[D.Token].Read == Id)
        continue;
      D.noteOwnWrite(Id);
      if (Replaces && (O == Overlap::Same || O == Overlap::Whole))
        D.Theirs = false;
      if (D.Fresh && !D.Stale)
        D.Reserved = true;
    }
  };
  // Where a value of the member can be, or everywhere: whatever is less.
  auto Known = Member ? Holders.find(Member) : Holders.end();
  if (Member && !Live.isUsedWhole(P) &&
      (Known == Holders.end() || Known->second.size() < S.size())) {
    if (Known != Holders.end())
      for (Key K : Known->second)
        if (DepSet *V = S.find(K))
          Note(*V);
  } else
    for (State::Map &M : S.Values)
      for (auto &[K, V] : M)
        Note(V);
  for (auto &[K, V] : S.all(Holder::Consumed))
    if (Places.overlap(P, id(K)) != Overlap::None)
      V = DepSet();
}

/// True if \p P is a member of a local object, perhaps of one in it, of which
/// something is known.
bool Fixpoint::isMemberOfKnown(const State &S, PlaceId P) const {
  if (Places.isShared(P) || Places.node(P).Cut)
    return false;
  bool Known = false;
  for (PlaceId X = P; PlaceId A = Places.node(X).Parent; X = A) {
    if (Places.node(X).Step != StepKind::Field)
      return false;
    Known |= !S.get(key(Holder::Content, A)).empty();
  }
  return Known;
}

void Fixpoint::store(State &S, EventId Id, DepSet Value) {
  const Event &E = G.Events[Id];
  bool Read = Live.isStoreLive(Id);
  for (PlaceId P : E.Places) {
    if (!Read)
      continue;
    // See read(): of what is stored to shared state only copies count.
    if (E.Kind == EventKind::Update && Places.isShared(P) &&
        Places.node(P).Holds != ValueClass::Bool)
      continue;
    llvm::erase_if(S.Replaced,
                   [&](PlaceId X) { return X != P && Places.contains(P, X); });
    if (E.Places.size() > 1 || E.May || E.Kind == EventKind::Update) {
      DepSet Old = S.get(key(Holder::Content, P));
      Old.add(Value, E.Kind == EventKind::Update ? Flow::Derived : Flow::Copy);
      set(S, key(Holder::Content, P), Old);
      continue;
    }
    llvm::SmallVector<Key, 4> Parts;
    if (Live.hasStoredParts(P))
      for (const auto &[K, D] : S.all(Holder::Content))
        if (id(K) != P && Places.contains(P, id(K)))
          Parts.push_back(K);
    for (Key K : Parts)
      S.erase(K);
    if (isMemberOfKnown(S, P))
      S.replace(P);
    set(S, key(Holder::Content, P), Value);
  }
}

/// A new value of a key variable names another element, and one of a pointer
/// another object: what was read through the old one is of another place.
void Fixpoint::rename(State &S, const Event &E) {
  if (E.Places.size() != 1 || E.May)
    return;
  PlaceId P = E.Places.front();
  bool Pointer = Places.node(P).Holds == ValueClass::Handle &&
                 !Places.isShared(P) && !E.Initial;
  if (!Pointer && !Places.isKeyVariable(P))
    return;
  for (State::Map &M : S.Values)
    for (auto &[K, V] : M) {
      DepSet Kept;
      for (const Dep &D : V) {
        PlaceId Read = Tokens[D.Token].Place;
        if (!Places.keyDependsOn(Read, P) &&
            !(Pointer && Read != P && Places.contains(P, Read)))
          Kept.add(D);
      }
      V = Kept;
    }
}

/// A value that was read since the last suspension is as good as read under the
/// lock: nobody ran in between.
void Fixpoint::acquire(State &S, EventId Id) const {
  auto It = FlagIndex.find(Id);
  LockSet L = It == FlagIndex.end() ? Table.takenNow(Id, G.Events[Id], S.Held)
                                    : LockSet(1) << It->second;
  if (!L)
    return;
  // What a guard takes over was held before, and is let go by the guard now.
  LockSet Over = Table.adopted(G.Events[Id]);
  S.Held |= L;
  S.Leaving &= ~L;
  for (State::Map &M : S.Values)
    for (auto &[K, V] : M)
      for (Dep &D : V)
        if ((D.Fresh && !D.Stale) || D.Locks & Over)
          D.Locks |= L;
  release(S, Over);
}

void Fixpoint::release(State &S, LockSet L) const {
  if (!L)
    return;
  S.Held &= ~L;
  for (State::Map &M : S.Values)
    for (auto &[K, V] : M)
      for (Dep &D : V)
        D.Locks &= ~L;
}

/// A write or update: of a local it is the value that counts, of shared state
/// that it was we who changed it.
void Fixpoint::change(State &S, EventId Id) {
  const Event &E = G.Events[Id];
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
  // It turns others away until they run.
  S.Leaving |= Gone;
  if (!E.Initial)
    for (PlaceId P : E.Places)
      ownWrite(S, Id, P);
  store(S, Id, V);
  rename(S, E);
  acquire(S, Id);
  if (E.Kind == EventKind::Update && E.Places.size() == 1 &&
      Places.node(E.Places.front()).Holds == ValueClass::Number &&
      Places.isShared(E.Places.front())) {
    auto It = llvm::lower_bound(S.Advanced, E.Places.front());
    if (It == S.Advanced.end() || *It != E.Places.front())
      S.Advanced.insert(It, E.Places.front());
  }
  if (Suspends && !E.Initial && !E.May)
    for (PlaceId P : E.Places)
      if (Places.isShared(P) && IsCoupled(Places.stateSymbol(P))) {
        Dep D;
        D.Token = token(Id, P);
        D.Locks = S.Held;
        DepSet Last;
        Last.add(D);
        set(S, key(Holder::Wrote, P), Last);
      }
  if (E.Dst) {
    for (Dep &D : Result) {
      if (Tokens[D.Token].Read != Id)
        continue;
      D.Reserved = true;
      D.OwnWrite = Id;
      D.Locks |= S.Held;
    }
    set(S, key(Holder::Slot, E.Dst), Result);
  }
}

/// The event, and the end of what is used by it last.
void Fixpoint::step(State &S, EventId Id) {
  transfer(S, Id);
  for (SlotId Slot : Live.lastSlots(Id))
    S.erase(key(Holder::Slot, Slot));
  for (PlaceId P : Live.lastLocals(Id))
    S.erase(key(Holder::Content, P));
}

void Fixpoint::transfer(State &S, EventId Id) {
  const Event &E = G.Events[Id];
  switch (E.Kind) {
  case EventKind::Read: {
    DepSet V;
    for (PlaceId P : E.Places)
      V.add(read(S, Id, P));
    V.add(inputs(S, E));
    set(S, key(Holder::Slot, E.Dst), V);
    return;
  }
  case EventKind::Compute: {
    DepSet V = inputs(S, E);
    if (E.May) // one of several definitions of the slot
      V.add(S.get(key(Holder::Slot, E.Dst)));
    if (E.Dst == G.ReturnSlot)
      V.add(guardValues(S, Control.blockOf(Id)), Flow::Control);
    set(S, key(Holder::Slot, E.Dst), V);
    return;
  }
  case EventKind::Write:
  case EventKind::Update:
    return change(S, Id);
  case EventKind::Suspend: {
    // What is handed to the awaited operation is consumed by it.
    for (const Input &I : E.Inputs)
      for (const Dep &D : S.get(key(Holder::Slot, I.Slot)))
        if ((D.How | I.How) == Flow::Copy && D.Fresh && !D.OwnWrite &&
            // `++n; co_await f(n);`: the number was claimed before.
            !std::binary_search(S.Advanced.begin(), S.Advanced.end(),
                                Tokens[D.Token].Place) &&
            sharedNow(S, Tokens[D.Token].Place) &&
            everActedOn(Tokens[D.Token].Place)) {
          Key K = key(Holder::Consumed, Tokens[D.Token].Place);
          DepSet Set = S.get(K);
          Set.add(D);
          set(S, K, Set);
        }
    release(S, std::exchange(S.Leaving, 0));
    suspend(S, Id);
    S.Advanced.clear();
    return;
  }
  case EventKind::Acquire:
    acquire(S, Id);
    return;
  case EventKind::Release:
    release(S, Table.released(E));
    return;
  case EventKind::Detach: {
    // A busy flag is there for everybody; a lock is held by its owner.
    LockSet Owned = 0;
    for (auto [I, L] : llvm::enumerate(LockEvents))
      if (G.Events[L].Kind == EventKind::Acquire)
        Owned |= LockSet(1) << I;
    release(S, S.Held & Owned & ~Table.heldBy(E.Places));
    return;
  }
  case EventKind::Branch: {
    DepSet Kept;
    DepSet All = inputs(S, E);
    for (const Dep &D : All) {
      // A comparison of two moments of one place counts for any place.
      bool Compares = llvm::any_of(All, [&](const Dep &O) {
        return O.Token != D.Token &&
               Tokens[O.Token].Place == Tokens[D.Token].Place;
      });
      if (!Suspends || AllTests || Compares ||
          everActedOn(Tokens[D.Token].Place))
        Kept.add(D);
    }
    set(S, key(Holder::Cond, Id), Kept);
    supersede(S, Id);
    return;
  }
  case EventKind::Escape:
    for (PlaceId P : E.Places)
      S.escape(P);
    return;
  case EventKind::Borrow: {
    DepSet V = inputs(S, E);
    for (PlaceId P : E.Places)
      if (Places.isShared(P) || Places.freshRoot(P)) {
        Dep D;
        D.Token = token(Id, P);
        D.Locks = S.Held;
        V.add(D);
      }
    set(S, key(Holder::Slot, E.Dst), V);
    return;
  }
  case EventKind::Use:
  case EventKind::Follow:
  case EventKind::Invoke:
  case EventKind::Call:
  case EventKind::Throw:
  case EventKind::Discard:
  case EventKind::Begin:
  case EventKind::Settle:
    return;
  }
}
