//===- Interference.h - Who else writes a place -----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_INTERFERENCE_INTERFERENCE_H
#define AWAIT_TIDY_INTERFERENCE_INTERFERENCE_H

#include "events/FunctionUses.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>
#include <vector>

namespace await_tidy {

/// Who writes what in a translation unit. Objects of one class are not told
/// apart: the index names who could interfere, it does not prove it.
class WriterIndex {
public:
  explicit WriterIndex(std::vector<FunctionUses> Functions);

  /// All of them, with what addTogether() has added.
  const std::vector<FunctionUses> &functions() const { return Functions; }

  struct Writer {
    const FunctionUses *Who = nullptr;
    Loc Where;
  };

  /// A function other than the one at \p Self that writes \p State after
  /// set-up. With \p Respecting, one that pays no attention to any of these
  /// locks or flags, and is not only called by functions that do. The first in
  /// source order. Functions that \p Careful accepts do not count. Where
  /// \p Bare says that a function that does pay attention writes it before or
  /// after, or calls one that writes it at \p InCallee, that one counts all the
  /// same.
  Writer
  otherWriter(SymbolId State, uint32_t Self,
              llvm::ArrayRef<SymbolId> Respecting = {},
              llvm::function_ref<bool(const FunctionUses &)> Careful = nullptr,
              llvm::function_ref<Loc(const FunctionUses &, Loc InCallee)> Bare =
                  nullptr) const;

  /// True if the function at \p Where makes or destroys the object, is given a
  /// guard, or is only called by functions that do or that mention \p Guard.
  bool isExcused(uint32_t Where, SymbolId Guard) const;

  /// Where the functions are that write one of \p States after set-up.
  llvm::DenseSet<uint32_t> writersOf(const std::vector<SymbolId> &States) const;

  /// Where the functions are that mention one of \p States.
  llvm::DenseSet<uint32_t>
  mentionersOf(const std::vector<SymbolId> &States) const;

  /// A function that takes elements from \p State, or with \p Growth adds some;
  /// another one than that at \p Self if there is one. With \p Own, one that
  /// takes other elements than those that it added itself.
  Writer invalidator(FunctionUses::ContainerKey State, uint32_t Self,
                     bool Growth, bool Own = false) const;
  /// Notes where functions take out what they added themselves.
  void addOwnRemovals(const std::vector<Loc> &Where);
  /// True if some function gives \p State away, so that others can add to it
  /// or remove from it unseen.
  bool isExposed(SymbolId State) const;
  /// True if whoever makes the object that \p State is a member of is seen to
  /// fill it, and nobody changes it in an object that others can know.
  bool isFurnished(SymbolId State) const;

  /// Functions other than that at \p Self that change both states in one step.
  struct Coupling {
    unsigned Functions = 0;
    Writer First;
    unsigned Apart = 0; ///< those that change only one of the two
    /// None of these changes \p A only, or none \p B only: the one is a part of
    /// the other.
    bool Implied = false;
    /// Both are only ever added to, and no function that does not do so looks
    /// at both.
    bool OnlyCount = false;
  };
  Coupling coupling(SymbolId A, SymbolId B, uint32_t Self) const;
  /// Whether some function changes \p State together with another one.
  bool isCoupled(SymbolId State) const { return CoupledStates.count(State); }
  /// Whether coupling() can find one: some other function changes both.
  bool mayBelongTogether(SymbolId A, SymbolId B, uint32_t Self) const;

  /// Notes what the function at \p Where, which suspends, changes in one step.
  void addTogether(uint32_t Where,
                   std::set<std::pair<SymbolId, SymbolId>> Together);
  /// True if a function other than the one at \p Self sets \p State without
  /// looking whether it is set, as one that marks something dirty does: a reset
  /// during a suspension would lose that. One that does nothing else than to
  /// set it, or suspends itself, opens what is closed later, unless only the
  /// one at \p Self looks at it. To an amount, whatever is computed counts.
  bool marksBlindly(SymbolId State, uint32_t Self, bool IsAmount) const;

  /// True if a function other than the one at \p Self adds elements to the
  /// container \p State.
  bool isFilled(SymbolId State, uint32_t Self) const;
  /// True if some function assigns an object that \p State is a member of.
  bool isReplaced(SymbolId State) const;

  /// True if some function, after set-up, can leave \p State empty.
  bool canBecomeEmpty(SymbolId State) const;

  /// True if no function but the one at \p Self does anything to \p State after
  /// set-up than add to it.
  bool othersOnlyAdd(SymbolId State, uint32_t Self) const;

  /// True if a function other than the one at \p Self adds to \p State, or
  /// takes away from it.
  bool othersAdd(SymbolId State, uint32_t Self) const;
  bool othersTake(SymbolId State, uint32_t Self) const;

  /// How often the function at \p Where is named.
  unsigned uses(uint32_t Where) const;

  /// True if the function at \p Where is named exactly once, outside of loops.
  bool isStartedOnce(uint32_t Where) const;

  /// The endless loop, started once, that all calls of the function at \p Where
  /// are steps of, one after the other; itself, if it is such a loop. 0 if
  /// there is none.
  uint32_t confinedTo(uint32_t Where, unsigned Depth = 6) const;

  /// True if a function that writes \p State starts the one at \p Where: each
  /// time that it is called.
  bool isStartedByWriter(uint32_t Where, SymbolId State) const;

private:
  bool respects(unsigned I, SymbolId Guard, unsigned Depth) const;
  std::vector<FunctionUses> Functions;
  /// Who writes two states, by the states.
  std::multimap<std::pair<SymbolId, SymbolId>, unsigned> Coupled;
  llvm::DenseSet<SymbolId> CoupledStates;
  llvm::DenseSet<uint32_t> OwnRemovals; ///< where they begin
};

} // namespace await_tidy

#endif
