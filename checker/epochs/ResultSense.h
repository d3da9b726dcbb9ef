//===- ResultSense.h - What a condition says of a result --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Follows conditions back, through negations, tests for emptiness and local
/// variables, to the event whose result they test. No dataflow: the chains are
/// those of the graph, and a variable that is stored to twice breaks an exact
/// one. Made in linear time; a question looks at 64 slots at most.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EPOCHS_RESULTSENSE_H
#define AWAIT_TIDY_EPOCHS_RESULTSENSE_H

#include "events/Event.h"
#include "events/Place.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace await_tidy {

/// What a condition has to do with a result: nothing; it holds if the result is
/// true, not empty, a success; or if it is not; or something is computed of it.
enum class Sense : uint8_t { No, True, False, Unknown };

class ResultSense {
public:
  ResultSense(const EventGraph &G, const PlaceTable &Places);

  /// What the condition of \p Branch says of the result of \p Of, a read or a
  /// suspension. With \p Enumerator, a comparison with one is followed as well:
  /// it is set to that, and "true" is that the result is this one.
  Sense of(EventId Branch, EventId Of, SymbolId *Enumerator = nullptr) const {
    return of(G.Events[Branch].Inputs, Of, Enumerator);
  }
  /// The same of the value of \p Slot.
  Sense ofSlot(SlotId Slot, EventId Of, SymbolId *Enumerator = nullptr) const {
    return of(Input{Slot, Flow::Copy}, Of, Enumerator);
  }

  /// The events that define \p S, and those that store to \p P if that is not
  /// shared; in the order of the blocks.
  llvm::ArrayRef<EventId> definitions(SlotId S) const { return Defs[S]; }
  llvm::ArrayRef<EventId> stores(PlaceId P) const {
    auto It = Stores.find(P);
    return It == Stores.end() ? llvm::ArrayRef<EventId>() : It->second;
  }
  /// True if some event has \p S as an input.
  bool isUsed(SlotId S) const { return Used.test(S); }

private:
  Sense of(llvm::ArrayRef<Input> Values, EventId Of,
           SymbolId *Enumerator) const;
  const EventGraph &G;
  const PlaceTable &Places;
  /// The events that define a slot, and the stores to locals.
  std::vector<llvm::SmallVector<EventId, 1>> Defs;
  llvm::DenseMap<PlaceId, llvm::SmallVector<EventId, 1>> Stores;
  llvm::BitVector Used;
};

} // namespace await_tidy

#endif
