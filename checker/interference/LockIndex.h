//===- LockIndex.h - Which lock goes with which state -----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_INTERFERENCE_LOCKINDEX_H
#define AWAIT_TIDY_INTERFERENCE_LOCKINDEX_H

#include "epochs/Facts.h"
#include "events/LockUses.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace await_tidy {

/// Learns from the functions of a translation unit which lock they hold when
/// they touch which state; nobody has to say so. Objects of one class are not
/// told apart, as in WriterIndex.
class LockIndex {
public:
  /// In source order.
  void add(LockUses U) { Functions.push_back(std::move(U)); }

  /// State that some function writes under a lock, each once.
  std::vector<SymbolId> guardedStates() const;
  /// Locks that some function takes without a guard, each once.
  std::vector<SymbolId> takenByHand() const;
  /// True if the function at \p Where is known and all its writes of \p State
  /// hold \p Lock, also if there are none; what its callees do does not count
  /// as long as one does.
  bool isCareful(uint32_t Where, SymbolId State, SymbolId Lock,
                 const PlaceTable &Places) const;
  /// Where the function at \p Where writes \p State although it does not hold
  /// \p Lock there, which it takes elsewhere in its body; or nowhere. With
  /// \p InCallee, where it calls what does so there.
  Loc carelessWrite(uint32_t Where, SymbolId State, SymbolId Lock,
                    const PlaceTable &Places, Loc InCallee = {}) const;
  /// True if a function lets \p Lock go that it did not take.
  bool isLetGoElsewhere(SymbolId Lock) const;
  bool isHeldOverSuspension(SymbolId Lock) const;

  /// The writes that do not fit, of all functions. \p Excused tells whether the
  /// function at a location need not hold that lock itself when it writes that
  /// state: set-up, or all of its callers see to it.
  void findHabits(
      const PlaceTable &Places,
      llvm::function_ref<bool(uint32_t Where, SymbolId State, SymbolId Lock)>
          Excused);
  /// Those of the function at \p Where.
  std::vector<LockHabit> habits(uint32_t Where) const;

private:
  struct Found {
    uint32_t Where;
    LockHabit Habit;
  };
  void
  findCareless(SymbolId State, const PlaceTable &Places,
               llvm::function_ref<bool(uint32_t, SymbolId, SymbolId)> Excused);
  void findReaders(const LockUses &F, const PlaceTable &Places);
  void findOtherKeys(const LockUses &F, const PlaceTable &Places);

  std::vector<LockUses> Functions;
  std::vector<Found> Habits;
};

} // namespace await_tidy

#endif
