//===- Interference.cpp - Who else writes a place -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interference/Interference.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

/// A function respects a lock or flag if it mentions it, or if all its callers
/// do: a helper that runs with the lock held.
bool WriterIndex::respects(unsigned I, SymbolId Guard, unsigned Depth) const {
  const FunctionUses &F = Functions[I];
  if (F.TakesGuard || F.Mentions.count(Guard))
    return true;
  return Depth && !F.Callers.empty() &&
         llvm::all_of(F.Callers, [&](unsigned C) {
           return C != I && respects(C, Guard, Depth - 1);
         });
}

bool WriterIndex::isExcused(uint32_t Where, SymbolId Guard) const {
  for (const FunctionUses &F : Functions)
    if (F.Where == Where)
      return F.Setup || F.TakesGuard ||
             (!F.Callers.empty() && llvm::all_of(F.Callers, [&](unsigned C) {
               return Functions[C].Where != Where &&
                      (Functions[C].Setup || respects(C, Guard, 4));
             }));
  return false;
}

llvm::DenseSet<uint32_t>
WriterIndex::writersOf(const std::vector<SymbolId> &States) const {
  llvm::DenseSet<uint32_t> Out;
  for (const FunctionUses &F : Functions)
    if (!F.Setup && llvm::any_of(States, [&](SymbolId S) {
          return F.Writes.count(S) != 0;
        }))
      Out.insert(F.Where);
  return Out;
}

llvm::DenseSet<uint32_t>
WriterIndex::mentionersOf(const std::vector<SymbolId> &States) const {
  llvm::DenseSet<uint32_t> Out;
  for (const FunctionUses &F : Functions)
    if (llvm::any_of(States,
                     [&](SymbolId S) { return F.Mentions.contains(S); }))
      Out.insert(F.Where);
  return Out;
}

WriterIndex::Writer WriterIndex::otherWriter(
    SymbolId State, uint32_t Self, llvm::ArrayRef<SymbolId> Respecting,
    llvm::function_ref<bool(const FunctionUses &)> Careful,
    llvm::function_ref<Loc(const FunctionUses &, Loc)> Bare) const {
  Writer Found;
  for (auto [I, F] : llvm::enumerate(Functions)) {
    if (F.Where == Self || F.Setup)
      continue;
    auto It = F.Writes.find(State);
    if (It == F.Writes.end())
      continue;
    Loc Where = It->second;
    size_t By = I;
    if (llvm::any_of(Respecting,
                     [&, I = I](SymbolId G) { return respects(I, G, 4); })) {
      Where = Bare ? Bare(F, Loc()) : Loc();
      if (!Where && Bare)
        for (unsigned C : F.Callers)
          if (Functions[C].Where != Self &&
              (Where = Bare(Functions[C], It->second))) {
            By = C;
            break;
          }
      if (!Where)
        continue;
    }
    if (Careful && Careful(F))
      continue;
    // One that can take back what was found says more than one that only adds.
    auto Rank = [&](const FunctionUses &W, Loc At) {
      return std::pair(!W.Changes.count(State), At.Begin);
    };
    if (!Found.Who || Rank(F, Where) < Rank(*Found.Who, Found.Where))
      Found = {&Functions[By], Where};
  }
  return Found;
}

WriterIndex::Writer WriterIndex::invalidator(FunctionUses::ContainerKey State,
                                             uint32_t Self, bool Growth,
                                             bool Own) const {
  Writer Found;
  bool FoundOther = false;
  for (const FunctionUses &F : Functions) {
    if (F.Setup)
      continue;
    auto Consider = [&](Loc Where) {
      bool Other = F.Where != Self;
      if (!Found.Who || std::tuple(!Other, Where.Begin) <
                            std::tuple(!FoundOther, Found.Where.Begin)) {
        Found = {&F, Where};
        FoundOther = Other;
      }
    };
    if (auto It = F.Removes.find(State); It != F.Removes.end())
      for (Loc Where : It->second)
        if (!Own || !OwnRemovals.count(Where.Begin))
          Consider(Where);
    if (auto It = F.Grows.find(State); Growth && It != F.Grows.end())
      Consider(It->second);
  }
  return Found;
}

void WriterIndex::addOwnRemovals(const std::vector<Loc> &Where) {
  for (Loc L : Where)
    OwnRemovals.insert(L.Begin);
}

bool WriterIndex::isExposed(SymbolId State) const {
  return llvm::any_of(Functions, [&](const FunctionUses &F) {
    return F.Exposes.contains(State);
  });
}

bool WriterIndex::isFilled(SymbolId State, uint32_t Self) const {
  return llvm::any_of(Functions, [&](const FunctionUses &F) {
    return F.Where != Self && F.Grows.count({State, false}) != 0;
  });
}

bool WriterIndex::isReplaced(SymbolId State) const {
  return llvm::any_of(Functions, [&](const FunctionUses &F) {
    return F.Replaced.contains(State);
  });
}

bool WriterIndex::isFurnished(SymbolId State) const {
  auto Fills = [&](const FunctionUses &F) {
    return F.Furnishes.contains(State) ||
           (F.Setup && F.Grows.count({State, false}));
  };
  return llvm::any_of(Functions, Fills) &&
         llvm::none_of(Functions, [&](const FunctionUses &F) {
           return F.Alters.contains(State);
         });
}

/// A function that changes very much at once, like one that loads or clears
/// everything, says nothing of what belongs together.
static constexpr size_t MaxCoupled = 12;

WriterIndex::Coupling WriterIndex::coupling(SymbolId A, SymbolId B,
                                            uint32_t Self) const {
  Coupling Out;
  unsigned OnlyA = 0, OnlyB = 0;
  Out.OnlyCount = true;
  auto OnlyAdds = [](const FunctionUses &F, SymbolId S) {
    return !F.Writes.count(S) ||
           (F.Adds.count(S) && !F.Takes.count(S) && !F.Constants.count(S));
  };
  for (const FunctionUses &F : Functions) {
    if (!F.Setup && (!OnlyAdds(F, A) || !OnlyAdds(F, B) ||
                     (F.Mentions.count(A) && F.Mentions.count(B) &&
                      (!F.Writes.count(A) || !F.Writes.count(B)))))
      Out.OnlyCount = false;
    if (F.Where == Self || F.Setup)
      continue;
    bool HasA = F.Computed.count(A), HasB = F.Computed.count(B);
    if (!HasA && !HasB)
      continue;
    if (F.Suspends ? F.Together.count(std::minmax(A, B)) : HasA && HasB) {
      if (F.Computed.size() > MaxCoupled)
        continue;
      auto At = F.Writes.find(B);
      Loc Where = At == F.Writes.end() ? Loc() : At->second;
      if (!Out.Functions++)
        Out.First = {&F, Where};
    } else if (!F.Suspends && F.Writes.count(A) && F.Writes.count(B)) {
      // One of the two is set to a constant: not apart, at least.
    } else {
      ++Out.Apart;
      OnlyA += HasA;
      OnlyB += HasB;
    }
  }
  Out.Implied = !OnlyA || !OnlyB;
  return Out;
}

bool WriterIndex::mayBelongTogether(SymbolId A, SymbolId B,
                                    uint32_t Self) const {
  auto [First, Last] = Coupled.equal_range(std::minmax(A, B));
  return std::any_of(First, Last, [&](const auto &Entry) {
    return Functions[Entry.second].Where != Self;
  });
}

WriterIndex::WriterIndex(std::vector<FunctionUses> All)
    : Functions(std::move(All)) {
  for (auto [I, F] : llvm::enumerate(Functions)) {
    if (F.Setup || F.Computed.size() > MaxCoupled)
      continue;
    for (auto A = F.Computed.begin(); A != F.Computed.end(); ++A)
      for (auto B = std::next(A); B != F.Computed.end(); ++B)
        Coupled.emplace(std::minmax(*A, *B), I);
    if (F.Computed.size() > 1)
      CoupledStates.insert(F.Computed.begin(), F.Computed.end());
  }
}

void WriterIndex::addTogether(
    uint32_t Where, std::set<std::pair<SymbolId, SymbolId>> Together) {
  for (FunctionUses &F : Functions)
    if (F.Where == Where) {
      F.Suspends = true;
      F.Together = std::move(Together);
      return;
    }
}

bool WriterIndex::marksBlindly(SymbolId State, uint32_t Self,
                               bool IsAmount) const {
  bool OthersLook = llvm::any_of(Functions, [&](const FunctionUses &F) {
    return F.Where != Self && F.Tests.count(State);
  });
  return llvm::any_of(Functions, [&](const FunctionUses &F) {
    if (IsAmount && F.Where != Self && !F.Setup && F.Computed.count(State) &&
        !F.Tests.count(State))
      return true;
    return F.Where != Self && !F.Setup && !F.IsCoroutine &&
           F.Sets.count(State) && !F.Tests.count(State) &&
           (!OthersLook || F.Computed.size() > F.Computed.count(State));
  });
}

bool WriterIndex::canBecomeEmpty(SymbolId State) const {
  return llvm::any_of(Functions, [&](const FunctionUses &F) {
    return !F.Setup && F.Empties.count(State);
  });
}

bool WriterIndex::othersOnlyAdd(SymbolId State, uint32_t Self) const {
  return llvm::none_of(Functions, [&](const FunctionUses &F) {
    return F.Where != Self && !F.Setup && F.Changes.count(State);
  });
}

bool WriterIndex::othersAdd(SymbolId State, uint32_t Self) const {
  return llvm::any_of(Functions, [&](const FunctionUses &F) {
    return F.Where != Self && F.Adds.count(State);
  });
}

bool WriterIndex::othersTake(SymbolId State, uint32_t Self) const {
  return llvm::any_of(Functions, [&](const FunctionUses &F) {
    return F.Where != Self && F.Takes.count(State);
  });
}

unsigned WriterIndex::uses(uint32_t Where) const {
  for (const FunctionUses &F : Functions)
    if (F.Where == Where)
      return F.Uses;
  return 0;
}

bool WriterIndex::isStartedOnce(uint32_t Where) const {
  for (const FunctionUses &F : Functions)
    if (F.Where == Where)
      return F.Uses == 1 && F.UsesInLoops == 0;
  return false;
}

uint32_t WriterIndex::confinedTo(uint32_t Where, unsigned Depth) const {
  auto It = llvm::find_if(
      Functions, [&](const FunctionUses &F) { return F.Where == Where; });
  if (It == Functions.end() || !Depth)
    return 0;
  if (It->Endless)
    return isStartedOnce(Where) ? Where : 0;
  if (!It->Private || It->Setup || It->Callers.empty() ||
      It->DirectUses != It->Uses)
    return 0;
  uint32_t Root = 0;
  for (unsigned C : It->Callers) {
    uint32_t To = confinedTo(Functions[C].Where, Depth - 1);
    if (!To || (Root && To != Root))
      return 0;
    Root = To;
  }
  return Root;
}

bool WriterIndex::isStartedByWriter(uint32_t Where, SymbolId State) const {
  for (const FunctionUses &F : Functions)
    if (F.Where == Where)
      return llvm::any_of(F.Callers, [&](unsigned C) {
        return !Functions[C].Setup && Functions[C].Writes.count(State);
      });
  return false;
}
