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
    SymbolId State, uint32_t Self, SymbolId Respecting,
    llvm::function_ref<bool(const FunctionUses &)> Careful) const {
  Writer Found;
  for (auto [I, F] : llvm::enumerate(Functions)) {
    if (F.Where == Self || F.Setup)
      continue;
    auto It = F.Writes.find(State);
    if (It == F.Writes.end() || (Respecting && respects(I, Respecting, 4)) ||
        (Careful && Careful(F)))
      continue;
    if (!Found.Who || It->second.Begin < Found.Where.Begin)
      Found = {&F, It->second};
  }
  return Found;
}

bool WriterIndex::othersOnlyAdd(SymbolId State, uint32_t Self) const {
  return llvm::none_of(Functions, [&](const FunctionUses &F) {
    return F.Where != Self && !F.Setup && F.Changes.count(State);
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
