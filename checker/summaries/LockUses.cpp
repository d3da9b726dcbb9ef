//===- LockUses.cpp - What a function touches under which locks -----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "summaries/Summarize.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

LockUses await_tidy::lockUses(Fixpoint &F, const LockFlow &Flow,
                              llvm::ArrayRef<Pair> Pairs) {
  const EventGraph &G = F.graph();
  const PlaceTable &Places = F.places();
  LockUses Out;
  Out.Name = G.ShortName;
  Out.Where = G.Where.Begin;
  for (PlaceId P : G.Parameters)
    if (P)
      Out.Parameters.insert(Places.rootOf(P));
  F.visit([&](const State &S, EventId Id) {
    const Event &E = G.Events[Id];
    const LockFlow::Held &Held = Flow.before(Id);
    switch (E.Kind) {
    case EventKind::Suspend:
      Out.Suspends = true;
      for (auto [I, L] : llvm::enumerate(Flow.locks()))
        if (Held.Always >> I & 1)
          for (PlaceId P : L.Places)
            Out.OverSuspension.insert(Places.stateSymbol(P));
      return;
    case EventKind::Acquire:
      if (!E.Momentary && !E.NotTaken)
        for (PlaceId P : E.Places)
          Out.Takes.insert(Places.stateSymbol(P));
      if (!E.Holder && E.Callee.empty() && !E.Momentary)
        for (PlaceId P : E.Places)
          Out.ByHand.insert(Places.stateSymbol(P));
      return;
    case EventKind::Release:
      if (!E.Holder && E.Callee.empty() &&
          !(Flow.released(Id) & Held.Sometimes))
        for (PlaceId P : E.Places)
          Out.LetsGo.insert(Places.stateSymbol(P));
      return;
    case EventKind::Read:
    case EventKind::Write:
    case EventKind::Update:
      break;
    default:
      return;
    }
    if (E.Initial)
      return;
    LockedAccess A;
    A.At = Id;
    A.Where = E.Where;
    for (PlaceId P : E.Places)
      if (F.sharedNow(S, P))
        A.Place = P;
    if (!A.Place)
      return;
    A.Vague = E.May || E.Places.size() != 1;
    A.State = Places.stateSymbol(A.Place);
    A.Write = E.Kind != EventKind::Read;
    A.InCallee = !isOwn(E);
    A.Inner = E.Inner;
    for (auto [I, L] : llvm::enumerate(Flow.locks())) {
      // Held on some path only: somebody thought of it.
      if (!(Held.Sometimes >> I & 1))
        continue;
      if (L.Places.size() != 1 || !(Held.Always >> I & 1) ||
          G.Events[L.Taken].May)
        A.UnknownLock = true;
      else
        (!L.Shared                     ? A.Locks
         : G.Events[L.Taken].Reentrant ? A.Inside
                                       : A.ReaderLocks)
            .push_back(L.Places.front());
    }
    Out.Accesses.push_back(std::move(A));
  });
  for (const Pair &P : Pairs)
    for (EventId L : P.Locks)
      for (PlaceId Lock : G.Events[L].Places)
        Out.Relies.insert(
            {Places.stateSymbol(P.ActPlace), Places.stateSymbol(Lock)});
  return Out;
}
