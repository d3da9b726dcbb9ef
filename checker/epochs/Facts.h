//===- Facts.h - What the dataflow found in one function --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EPOCHS_FACTS_H
#define AWAIT_TIDY_EPOCHS_FACTS_H

#include "epochs/ControlDependence.h"
#include "events/CallEffect.h"
#include "events/Event.h"
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace await_tidy {

/// How the act relies on what was read before the suspension.
enum class Reliance : uint8_t {
  Value,    ///< the stored value is, or is computed from, the old one
  Decision, ///< whether it happens was decided by the old one
  Waited,   ///< the old one decided only whether to wait first
  Consumed  ///< the old value was handed to the awaited operation, and the act
            ///< resets or advances the place as if nothing had come since
};

/// A check and an act on one place, with a suspension between them on some path.
struct Pair {
  EventId Check = 0;   ///< the read
  EventId Branch = 0;  ///< Decision: the branch that tested it, if any
  EventId Suspend = 0; ///< the first suspension after the read
  EventId Act = 0;     ///< Write, Update or Use
  PlaceId CheckPlace = NoPlace, ActPlace = NoPlace;
  Overlap Relation = Overlap::Same;
  Reliance Why = Reliance::Value;
  Flow How = Flow::Copy; ///< Value: the weakest link of the chain
  bool Moved = false;    ///< the read took the value away
  bool Unordered = false; ///< read and suspension are in one expression, and the
                          ///< language leaves their order open
  /// The coroutine's own write of the place between the check and the act; 0 if
  /// there is none; ManyWrites if there are several.
  EventId OwnWrite = 0;
  /// On every path the coroutine wrote the place itself between the check and
  /// the first suspension.
  bool Reserved = false;
  /// A loop around the act tests the place.
  bool StopsLoop = false;
  /// The stored value was computed from the place as it is now, too.
  bool Merged = false;
  /// A test of the same place, made after the last suspension, guards the act.
  EventId Recheck = 0;
  /// The act is guarded by a comparison of a snapshot with a fresh read of the
  /// same place (a version, a generation, the state itself).
  EventId VersionCompare = 0;
  /// Exclusive locks held without a break from the check to the act.
  llvm::SmallVector<EventId, 1> Locks;
  /// The same for busy flags and in-flight sets: the write that took them.
  llvm::SmallVector<EventId, 1> Flags;

  static constexpr EventId ManyWrites = ~0u;
};

/// Everything that is known of one function after the dataflow.
struct Facts {
  const EventGraph &Graph;
  const PlaceTable &Places;
  const ControlDependence &Control;
  /// Nobody calls the function but functions that hold a lock while they do.
  bool CallersHoldLock = false;
  std::vector<Pair> Pairs; ///< in order of the act, then the check
  /// The source text of a range, on one line; empty inside of a macro.
  std::function<std::string(Loc)> SourceText;

  const Event &event(EventId E) const { return Graph.Events[E]; }
  /// The place of \p P at \p E as the source spells it.
  std::string spell(EventId E, PlaceId P) const {
    std::string Text =
        event(E).Named && SourceText ? SourceText(event(E).Named) : "";
    if (Text.starts_with("this->"))
      Text.erase(0, 6);
    return Text.empty() || Text.size() > 60 ? Places.spell(P) : Text;
  }
};

/// The result of the fixpoint: the pairs, and the summary for callers.
struct Solution {
  std::vector<Pair> Pairs;
  CallEffect Summary;
  /// For every awaited call of a known coroutine: which (Event::CalleeId), and
  /// whether an exclusive lock is held there.
  std::vector<std::pair<uint32_t, bool>> Calls;
};

/// Forward dataflow to a fixpoint over \p G. The lattice: for every slot, local
/// and branch, the set of reads it depends on, each with whether a suspension may
/// lie between (join: union), the locks held since (join: intersection) and
/// whether the place was reserved (join: and). Transfer functions are monotone
/// and the sets are bounded by the reads of the function.
///
/// Cost: O(events * places alive) per pass; the number of passes is the loop
/// nesting depth plus two in practice.
///
/// Projecting a copied object to its fields can intern new places.
Solution solve(const EventGraph &G, PlaceTable &Places,
               const ControlDependence &Control);

} // namespace await_tidy

#endif
