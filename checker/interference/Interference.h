//===- Interference.h - Who else writes a place -----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_INTERFERENCE_INTERFERENCE_H
#define AWAIT_TIDY_INTERFERENCE_INTERFERENCE_H

#include "events/Event.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <string>
#include <vector>

namespace await_tidy {

/// What every function of the translation unit writes, mentions and calls, by the
/// field or global it touches. Objects of one class are not told apart: the index
/// names who could interfere, it does not prove it.
class WriterIndex {
public:
  using FunctionId = unsigned;

  struct Function {
    std::string Name;
    uint32_t Where = 0;      ///< raw location, identifies the function
    bool Setup = false;      ///< constructor or destructor
    llvm::DenseMap<SymbolId, Loc> Writes; ///< the first write of each
    llvm::DenseSet<SymbolId> Mentions;
    std::vector<FunctionId> Callers;
    /// Places in the translation unit that name it, and those in a loop.
    unsigned Uses = 0, UsesInLoops = 0;
  };

  struct Writer {
    const Function *Who = nullptr;
    Loc Where;
  };

  FunctionId add(Function F) {
    Functions.push_back(std::move(F));
    return Functions.size() - 1;
  }
  Function &function(FunctionId I) { return Functions[I]; }
  size_t size() const { return Functions.size(); }

  /// A function other than the one at \p Self that writes \p State after set-up.
  /// With \p Respecting, one that pays no attention to that lock or flag, and
  /// is not only called by functions that do. The first in source order.
  Writer otherWriter(SymbolId State, uint32_t Self, SymbolId Respecting = 0) const;

  /// How often the function at \p Where is named.
  unsigned uses(uint32_t Where) const;

  /// True if the function at \p Where is named exactly once, outside of loops.
  bool isStartedOnce(uint32_t Where) const;

private:
  bool respects(FunctionId I, SymbolId Guard, unsigned Depth) const;
  std::vector<Function> Functions;
};

} // namespace await_tidy

#endif
