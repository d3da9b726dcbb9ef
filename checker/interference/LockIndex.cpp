//===- LockIndex.cpp - Which lock goes with which state -------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interference/LockIndex.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cctype>
#include <map>
#include <set>

using namespace await_tidy;

static bool holds(llvm::ArrayRef<PlaceId> Held, SymbolId Lock,
                  const PlaceTable &Places) {
  return llvm::any_of(Held,
                      [&](PlaceId P) { return Places.stateSymbol(P) == Lock; });
}

std::vector<SymbolId> LockIndex::guardedStates() const {
  std::set<SymbolId> Out;
  for (const LockUses &F : Functions)
    for (const LockedAccess &A : F.Accesses)
      if (A.Write && !A.Locks.empty() && A.State && !A.Vague)
        Out.insert(A.State);
  return {Out.begin(), Out.end()};
}

std::vector<SymbolId> LockIndex::takenByHand() const {
  std::set<SymbolId> Out;
  for (const LockUses &F : Functions)
    Out.insert(F.ByHand.begin(), F.ByHand.end());
  return {Out.begin(), Out.end()};
}

bool LockIndex::isCareful(uint32_t Where, SymbolId State, SymbolId Lock,
                          const PlaceTable &Places) const {
  bool Known = false, Writes = false, Held = false;
  for (const LockUses &F : Functions) {
    if (F.Where != Where)
      continue;
    Known = true;
    for (const LockedAccess &A : F.Accesses) {
      if (!A.Write || A.State != State)
        continue;
      bool Holds = A.UnknownLock || holds(A.Locks, Lock, Places);
      if (!Holds && !A.InCallee)
        return false;
      Writes = true;
      Held |= Holds;
    }
  }
  return Known && (Held || !Writes);
}

Loc LockIndex::carelessWrite(uint32_t Where, SymbolId State, SymbolId Lock,
                             const PlaceTable &Places, Loc InCallee) const {
  for (const LockUses &F : Functions)
    if (F.Where == Where && F.Takes.contains(Lock))
      for (const LockedAccess &A : F.Accesses)
        if (A.Write && A.State == State && !A.Vague && !A.UnknownLock &&
            (InCallee ? A.Inner.Begin == InCallee.Begin : !A.InCallee) &&
            !holds(A.Locks, Lock, Places) &&
            !holds(A.ReaderLocks, Lock, Places) &&
            !holds(A.Inside, Lock, Places))
          return A.Where;
  return {};
}

bool LockIndex::isLetGoElsewhere(SymbolId Lock) const {
  return llvm::any_of(Functions,
                      [&](const LockUses &F) { return F.LetsGo.count(Lock); });
}

bool LockIndex::isHeldOverSuspension(SymbolId Lock) const {
  return llvm::any_of(Functions, [&](const LockUses &F) {
    return F.OverSuspension.count(Lock);
  });
}

static std::string names(llvm::ArrayRef<const LockUses *> Of) {
  std::string Out;
  size_t Shown = std::min<size_t>(Of.size(), 2);
  for (size_t I = 0; I < Shown; ++I)
    Out += (I == 0               ? "'"
            : Of.size() == Shown ? " and '"
                                 : ", '") +
           Of[I]->Name + "'";
  if (Of.size() > Shown)
    Out += " and others";
  return Out;
}

/// All writers but one hold one lock.
void LockIndex::findCareless(
    SymbolId State, const PlaceTable &Places,
    llvm::function_ref<bool(uint32_t, SymbolId, SymbolId)> Excused) {
  struct Writer {
    const LockUses *F;
    std::vector<const LockedAccess *> Writes;
  };
  std::vector<Writer> Writers;
  std::set<SymbolId> Locks;
  for (const LockUses &F : Functions) {
    Writer W{&F, {}};
    for (const LockedAccess &A : F.Accesses)
      if (A.Write && A.State == State && !A.Vague) {
        W.Writes.push_back(&A);
        for (PlaceId L : A.Locks)
          Locks.insert(Places.stateSymbol(L));
      }
    if (!W.Writes.empty())
      Writers.push_back(std::move(W));
  }
  for (SymbolId Lock : Locks) {
    std::vector<const LockUses *> Careful;
    std::vector<std::pair<const LockUses *, const LockedAccess *>> Careless;
    const LockedAccess *Example = nullptr;
    bool Relies = false, Suspends = false, Coroutines = false;
    for (const Writer &W : Writers) {
      const LockedAccess *Bare = nullptr;
      bool Unsure = false;
      for (const LockedAccess *A : W.Writes)
        if (!holds(A->Locks, Lock, Places)) {
          // In a callee it is the callee's; a reader lock is another mistake.
          if (A->UnknownLock || A->InCallee ||
              holds(A->ReaderLocks, Lock, Places))
            Unsure = true;
          else if (!Bare)
            Bare = A;
        }
      if (Bare) {
        if (!Excused(W.F->Where, State, Lock))
          Careless.push_back({W.F, Bare});
      } else if (!Unsure && llvm::any_of(W.Writes, [](const LockedAccess *A) {
                   return !A->InCallee; // a container keeps its own state
                 })) {
        Careful.push_back(W.F);
        if (!Example)
          Example = W.Writes.front();
        Coroutines |= W.F->Suspends;
        Relies |= W.F->Relies.count({State, Lock}) != 0;
        Suspends |= W.F->OverSuspension.count(Lock) != 0;
      }
    }
    // Threads alone are not a subject.
    if (Careful.size() < 2 || Careless.size() != 1 || !Coroutines)
      continue;
    LockHabit H;
    H.What = LockHabit::NotHeld;
    H.Act = Careless.front().second->At;
    H.Place = Careless.front().second->Place;
    H.Lock = Places.name(Lock).str();
    H.Others = names(Careful);
    H.Other = Example->Where;
    H.Suspends = Relies || Suspends;
    Habits.push_back({Careless.front().first->Where, H});
    return; // one lock is enough
  }
}

/// A reader lock, where others take the same lock exclusively for it.
void LockIndex::findReaders(const LockUses &F, const PlaceTable &Places) {
  for (const LockedAccess &A : F.Accesses) {
    if (!A.Write || A.InCallee || A.Vague || A.ReaderLocks.empty() ||
        A.UnknownLock)
      continue;
    for (PlaceId Reader : A.ReaderLocks) {
      SymbolId Lock = Places.stateSymbol(Reader);
      if (holds(A.Locks, Lock, Places))
        continue;
      std::vector<const LockUses *> Others;
      Loc Other;
      for (const LockUses &O : Functions)
        for (const LockedAccess &B : O.Accesses)
          if (B.Write && B.State == A.State && holds(B.Locks, Lock, Places)) {
            if (Others.empty())
              Other = B.Where;
            Others.push_back(&O);
            break;
          }
      if (Others.empty())
        continue;
      LockHabit H;
      H.What = LockHabit::ReaderOnly;
      H.Act = A.At;
      H.Place = A.Place;
      H.Lock = H.Held = Places.spell(Reader);
      H.Others = names(Others);
      H.Other = Other;
      H.Suspends = F.OverSuspension.count(Lock) != 0;
      Habits.push_back({F.Where, H});
      break;
    }
  }
}

namespace {
/// An element of a container on the way to a place.
struct Keyed {
  SymbolId Container = 0, Key = 0;
  PlaceId Element = NoPlace;
};
} // namespace

static std::vector<Keyed> keysOf(PlaceId P, const PlaceTable &Places) {
  std::vector<Keyed> Out;
  for (; P; P = Places.node(P).Parent)
    if (Places.node(P).Step == StepKind::Key)
      Out.push_back({Places.stateSymbol(Places.node(P).Parent),
                     Places.node(P).Symbol, P});
  return Out;
}

/// The lock of one key, and the state of another: told apart only where both
/// keys are parameters or parts of one, so that none is computed from the
/// other.
void LockIndex::findOtherKeys(const LockUses &F, const PlaceTable &Places) {
  auto Parameter = [&](PlaceId Element) -> PlaceId {
    llvm::ArrayRef<PlaceId> Variables = Places.keyVariables(Element);
    if (Variables.size() != 1)
      return NoPlace;
    for (PlaceId P : F.Parameters)
      if (Places.node(P).Symbol == Places.node(Variables[0]).Symbol)
        return P;
    return NoPlace;
  };
  // A name, or a name and a member: no call, no arithmetic.
  auto Simple = [&](SymbolId Key) {
    return llvm::all_of(Places.name(Key), [](char C) {
      return std::isalnum(static_cast<unsigned char>(C)) || C == '_' ||
             C == '.' || C == '>' || C == '-';
    });
  };
  for (const LockedAccess &A : F.Accesses) {
    if (!A.Write || A.InCallee || A.Vague || A.UnknownLock)
      continue;
    bool Done = false;
    for (const Keyed &State : keysOf(A.Place, Places)) {
      bool Right = false;
      const Keyed *Wrong = nullptr;
      std::vector<Keyed> Locks;
      for (PlaceId L : A.Locks)
        for (const Keyed &K : keysOf(L, Places))
          Locks.push_back(K);
      for (const Keyed &K : Locks) {
        Right |= K.Key == State.Key;
        if (K.Key != State.Key && Parameter(K.Element) &&
            Parameter(State.Element) && Simple(K.Key) && Simple(State.Key))
          Wrong = &K;
      }
      if (Right || !Wrong)
        continue;
      // Somewhere the two have the same key.
      const LockUses *Example = nullptr;
      Loc Other;
      for (const LockUses &O : Functions)
        for (const LockedAccess &B : O.Accesses)
          for (PlaceId L : B.Locks)
            for (const Keyed &K : keysOf(L, Places))
              for (const Keyed &S : keysOf(B.Place, Places))
                if (!Example && K.Container == Wrong->Container &&
                    S.Container == State.Container && K.Key == S.Key) {
                  Example = &O;
                  Other = B.Where;
                }
      if (!Example)
        continue;
      LockHabit H;
      H.What = LockHabit::OtherKey;
      H.Act = A.At;
      H.Place = A.Place;
      H.Held = Places.spell(Wrong->Element);
      H.Lock = Places.name(State.Key).str();
      H.Others = names({Example});
      H.Other = Other;
      H.Suspends = true;
      Habits.push_back({F.Where, H});
      Done = true;
      break;
    }
    if (Done)
      continue;
  }
}

void LockIndex::findHabits(
    const PlaceTable &Places,
    llvm::function_ref<bool(uint32_t, SymbolId, SymbolId)> Excused) {
  for (SymbolId State : guardedStates())
    findCareless(State, Places, Excused);
  for (const LockUses &F : Functions) {
    findReaders(F, Places);
    findOtherKeys(F, Places);
  }
}

std::vector<LockHabit> LockIndex::habits(uint32_t Where) const {
  std::vector<LockHabit> Out;
  for (const Found &F : Habits)
    if (F.Where == Where)
      Out.push_back(F.Habit);
  llvm::stable_sort(Out, [](const LockHabit &A, const LockHabit &B) {
    return A.Act < B.Act;
  });
  return Out;
}
