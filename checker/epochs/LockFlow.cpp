//===- LockFlow.cpp - Which locks are held where --------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/LockFlow.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace await_tidy;

/// As many as a LockSet has bits.
static constexpr size_t MaxLocks = 64;

LockTable::LockTable(const EventGraph &G, const ControlDependence &Control,
                     bool Shared) {
  for (BlockId B : Control.reversePostOrder())
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = G.Events[Id];
      if (E.Kind != EventKind::Acquire || E.Momentary || E.NotTaken ||
          (E.SharedLock && !Shared))
        continue;
      // Two ways to take the same lock, on two branches, are one lock. One
      // guard of two mutexes holds two.
      auto Same = llvm::find_if(Locks, [&](const Lock &L) {
        if (L.Shared != E.SharedLock || L.Holder != E.Holder)
          return false;
        return E.Holder ? L.Places == E.Places || L.Places.empty() ||
                              E.Places.empty()
                        : !E.Places.empty() && L.Places == E.Places;
      });
      if (Same == Locks.end() && E.Adopts)
        Same = llvm::find_if(Locks, [&](const Lock &L) {
          return !L.Holder && L.Shared == E.SharedLock && !E.Places.empty() &&
                 L.Places == E.Places;
        });
      // A guard made of a lock that nobody has taken yet.
      if (Same == Locks.end() && E.Adopts && E.Conditional)
        continue;
      if (Same == Locks.end()) {
        if (Locks.size() == MaxLocks)
          continue;
        Lock New;
        New.Taken = Id;
        New.Shared = E.SharedLock;
        Same = Locks.insert(Locks.end(), New);
      }
      if (Same->Places.empty())
        Same->Places.assign(E.Places.begin(), E.Places.end());
      if (!Same->Holder)
        Same->Holder = E.Holder;
      Index[Id] = Same - Locks.begin();
    }
}

LockSet LockTable::taken(EventId Acquire) const {
  auto It = Index.find(Acquire);
  return It == Index.end() ? 0 : LockSet(1) << It->second;
}

LockSet LockTable::released(const Event &E) const {
  LockSet Gone = 0;
  for (auto [I, L] : llvm::enumerate(Locks))
    if (E.Holder ? L.Holder == E.Holder
                 : llvm::any_of(L.Places, [&](PlaceId P) {
                     return llvm::is_contained(E.Places, P);
                   }))
      Gone |= LockSet(1) << I;
  return Gone;
}

LockSet LockTable::takenNow(EventId Acquire, const Event &E,
                            LockSet Held) const {
  LockSet L = taken(Acquire);
  if (!E.Adopts || !E.Conditional)
    return L;
  return adopted(E) & Held ? L : L & Held;
}

LockSet LockTable::heldBy(llvm::ArrayRef<PlaceId> Holders) const {
  LockSet Out = 0;
  for (auto [I, L] : llvm::enumerate(Locks))
    if (L.Holder && llvm::is_contained(Holders, L.Holder))
      Out |= LockSet(1) << I;
  return Out;
}

LockSet LockTable::adopted(const Event &E) const {
  LockSet Over = 0;
  if (E.Adopts)
    for (auto [I, L] : llvm::enumerate(Locks))
      if (!L.Holder && L.Places == E.Places)
        Over |= LockSet(1) << I;
  return Over;
}

void LockFlow::transfer(Held &H, EventId Id) const {
  const Event &E = G.Events[Id];
  LockSet Gone = 0;
  switch (E.Kind) {
  case EventKind::Acquire: {
    // try_lock: what comes after can be the way on which it failed.
    if (!E.Conditional || E.Adopts)
      H.Always |= Table.takenNow(Id, E, H.Always);
    LockSet L = Table.takenNow(Id, E, H.Sometimes);
    H.Sometimes |= L;
    H.LetGo &= ~L;
    Gone = Table.adopted(E);
    break;
  }
  case EventKind::Release:
    Gone = Table.released(E);
    break;
  case EventKind::Detach:
    Gone = ~Table.heldBy(E.Places);
    break;
  default:
    return;
  }
  if (E.Kind == EventKind::Release)
    H.LetGo |= H.Sometimes & Gone;
  H.Always &= ~Gone;
  H.Sometimes &= ~Gone;
}

LockFlow::LockFlow(const EventGraph &G, const ControlDependence &Control)
    : G(G), Table(G, Control, /*Shared=*/true), Before(G.Events.size()),
      After(G.Blocks.size()), Reached(G.Blocks.size()) {
  if (Table.locks().empty()) {
    for (BlockId B : Control.reversePostOrder())
      Reached[B] = true;
    return;
  }
  std::vector<Held> In(G.Blocks.size());
  const std::vector<BlockId> &Rpo = Control.reversePostOrder();
  std::vector<unsigned> Position(G.Blocks.size());
  for (auto [I, B] : llvm::enumerate(Rpo))
    Position[B] = I;
  Reached[EventGraph::Entry] = true;
  std::set<unsigned> Work{0};
  while (!Work.empty()) {
    BlockId B = Rpo[*Work.begin()];
    Work.erase(Work.begin());
    Held H = In[B];
    for (EventId Id : G.Blocks[B].Events) {
      Before[Id] = H;
      transfer(H, Id);
    }
    After[B] = H;
    for (const Edge &E : G.Blocks[B].Succs) {
      Held Joined = In[E.To];
      if (Reached[E.To]) {
        Joined.Always &= H.Always;
        Joined.Sometimes |= H.Sometimes;
        Joined.LetGo |= H.LetGo;
        if (Joined == In[E.To])
          continue;
      } else
        Joined = H;
      Reached[E.To] = true;
      In[E.To] = Joined;
      Work.insert(Position[E.To]);
    }
  }
}
