//===- Facts.h - What the dataflow found in one function --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EPOCHS_FACTS_H
#define AWAIT_TIDY_EPOCHS_FACTS_H

#include "epochs/ControlDependence.h"
#include "epochs/LockFlow.h"
#include "epochs/Reservation.h"
#include "epochs/ResultSense.h"
#include "events/Event.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace await_tidy {

/// How the act relies on what was read before the suspension.
enum class Reliance : uint8_t {
  Value,    ///< the stored value is, or is computed from, the old one
  Decision, ///< whether it happens was decided by the old one
  Waited,   ///< the old one decided only whether to wait first
  Borrowed, ///< an iterator, reference, pointer or index into a container, made
            ///< before the suspension, is followed
  Torn, ///< the two belong together: others change both in one step, and here
        ///< one is changed, or read, before the suspension, one after it
  Elsewhere, ///< whether another place is changed was decided by the old one
  Consumed   ///< the old value was handed to the awaited operation, and the act
             ///< resets or advances the place as if nothing had come since
};

/// A check and an act on one place, with a suspension between them on some
/// path.
struct Pair {
  EventId Check = 0;   ///< the read
  EventId Branch = 0;  ///< Decision: the branch that tested it, if any
  EventId Suspend = 0; ///< the first suspension after the read
  EventId Act = 0;     ///< Write, Update or Use
  PlaceId CheckPlace = NoPlace, ActPlace = NoPlace;
  Overlap Relation = Overlap::Same;
  Reliance Why = Reliance::Value;
  Flow How = Flow::Copy;  ///< Value: the weakest link of the chain
  bool Moved = false;     ///< the read took the value away
  bool Unordered = false; ///< read and suspension are in one expression, and
                          ///< the language leaves their order open
  /// The coroutine's own write of the place between the check and the act; 0 if
  /// there is none; ManyWrites if there are several.
  EventId OwnWrite = 0;
  /// On every path the coroutine wrote the place itself between the check and
  /// the first suspension.
  bool Reserved = false;
  /// Since the last suspension the coroutine has replaced the place, or an
  /// object around it, by a value of its own: nothing of others is left there.
  bool Renewed = false;
  /// A loop around the act tests the place.
  bool StopsLoop = false;
  /// Decision by a loop that waits for what follows it: the act, in its body,
  /// updates the place, and what comes after the loop does so the other way.
  bool Refills = false;
  /// The act puts the place in a fixed empty state, and nothing else is done
  /// under the same test: to do it twice is to do it once, as far as the
  /// function can tell.
  bool Idempotent = false;
  /// The answer of an awaited operation, too, decided that the act is done.
  bool Answered = false;
  /// The place as it is now has a say in the stored value, if only as a bound.
  bool Limited = false;
  /// The stored value was computed from the place as it is now, too.
  bool Merged = false;
  /// ... in the expression of the act itself: `n = n + d`.
  bool ReadAgain = false;
  /// A test of the same place, made after the last suspension, guards the act.
  EventId Recheck = 0;
  /// The act is guarded by a comparison of a snapshot with a fresh read of the
  /// same place (a version, a generation, the state itself).
  EventId VersionCompare = 0;
  /// ... what is compared.
  PlaceId Version = NoPlace;
  /// Exclusive locks held without a break from the check to the act.
  llvm::SmallVector<EventId, 1> Locks;
  /// The same for reader locks.
  llvm::SmallVector<EventId, 1> ReaderLocks;
  /// The same for busy flags and in-flight sets: the write that took them.
  llvm::SmallVector<EventId, 1> Flags;
  /// An in-flight key that is held in between, but is not that of the act.
  EventId OtherKey = 0;

  /// Torn: how many other functions change the two places together, the first
  /// of them, and how many change only one of the two.
  unsigned Together = 0;
  Loc TogetherAt;
  std::string TogetherIn;
  unsigned Apart = 0;
  /// ... of these, none changes the one, or none the other of the two: a part
  /// and the sum.
  bool Implied = false;
  /// Both are only added to, and nobody looks at both.
  bool OnlyCount = false;

  static constexpr EventId ManyWrites = ~0u;
};

/// What is stored, or whether, relies on a read of the same place since which
/// the function did not suspend: a race only if others run at the same time, or
/// hold a lock while they suspend.
struct FreshPair {
  EventId Check = 0, Act = 0;
  PlaceId Place = NoPlace; ///< of the act
};

/// A write that does not fit the locks that other functions of the translation
/// unit hold when they change the same state.
struct LockHabit {
  enum Kind : uint8_t {
    NotHeld,    ///< two or more hold one lock, here it is not held
    ReaderOnly, ///< they hold it exclusively, here as a reader
    OtherKey    ///< the lock under the key of the state, here under another key
  };
  Kind What = NotHeld;
  EventId Act = 0;
  PlaceId Place = NoPlace;
  std::string Lock;   ///< as the others spell it
  std::string Held;   ///< OtherKey, ReaderOnly: what is held here
  std::string Others; ///< who they are: "'deposit' and 'withdraw'"
  Loc Other;          ///< where one of them changes the state
  /// One of them suspends while it holds the lock.
  bool Suspends = false;
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
  /// What failures leave behind, in order of the text.
  std::vector<Reservation> Reservations = {};
  /// What the other functions do to the state of a place.
  struct Elsewhere {
    bool Adds = false;  ///< `+=`, `++`, insert
    bool Takes = false; ///< `-=`, `--`, erase
  };
  std::function<Elsewhere(PlaceId)> OtherChanges = nullptr;
  /// CallersHoldLock: those that each of them holds, if they can be named.
  llvm::SmallVector<PlaceId, 1> CallerLocks = {};
  const LockFlow *Locks = nullptr;
  std::vector<FreshPair> FreshPairs =
      {};                             ///< only in a function that takes locks
  std::vector<LockHabit> Habits = {}; ///< in order of the act
  /// True if a function lets this lock go that it did not take itself.
  std::function<bool(PlaceId Lock)> LetGoElsewhere = nullptr;
  /// True if a function suspends while it holds this lock.
  std::function<bool(PlaceId Lock)> HeldOverSuspension = nullptr;

  const Event &event(EventId E) const { return Graph.Events[E]; }
  /// Where values come from; made when it is asked for first.
  const ResultSense &results() const {
    if (!Results)
      Results = std::make_shared<const ResultSense>(Graph, Places);
    return *Results;
  }
  /// The write by which the awaited call itself changes the place of \p P after
  /// it was read: no other coroutine is needed. 0 if there is none.
  EventId certainWrite(const Pair &P) const {
    if (!P.OwnWrite || P.OwnWrite == Pair::ManyWrites)
      return 0;
    const Event &Write = event(P.OwnWrite), &Suspend = event(P.Suspend);
    return Write.Inner && !Write.May && Suspend.Inner &&
                   Write.Where.Begin == Suspend.Where.Begin &&
                   Write.Where.End == Suspend.Where.End
               ? P.OwnWrite
               : 0;
  }
  /// True if the function tells its caller by `true` and `false`, or by an
  /// exception, whether the act of \p P, a decision, was done: whoever the
  /// check turns away gets the one, whoever acts gets the other. Two callers
  /// that both act are both told that they alone have. Linear in what lies
  /// between the check and the act, or in the loop around them; the first
  /// question in the size of the graph.
  bool tellsWhoActed(const Pair &P) const;
  /// True for what a callee does deep inside of an object: the book-keeping of
  /// other classes, two of them at least between that and the function.
  bool isBookKeeping(EventId E, PlaceId P) const {
    constexpr unsigned Deep = 5;
    return event(E).Inner && Places.node(P).Depth >= Deep;
  }
  /// The place of \p P at \p E as the source spells it.
  std::string spell(EventId E, PlaceId P) const {
    std::string Text =
        event(E).Named && SourceText ? SourceText(event(E).Named) : "";
    if (Text.starts_with("this->"))
      Text.erase(0, 6);
    // `std::move(pending)` is not the name of a place.
    return Text.empty() || Text.size() > 60 || Text.starts_with("std::")
               ? Places.title(P)
               : Text;
  }

  // Answers to questions that are asked again and again; see results() and
  // tellsWhoActed().
  mutable std::shared_ptr<const ResultSense> Results = nullptr;
  mutable std::vector<uint8_t> Returned = {};
};

class Fixpoint;

struct PairOptions {
  /// Whether other functions change the two states together.
  llvm::function_ref<bool(SymbolId, SymbolId)> Related;
  /// Also pairs of different places (Reliance::Elsewhere).
  bool Elsewhere = false;
};

/// The pairs of a solved function, in order of the act, then the check. If it
/// takes locks, \p Fresh gets those without a suspension.
std::vector<Pair> findPairs(Fixpoint &Solved, const PairOptions &Options = {},
                            std::vector<FreshPair> *Fresh = nullptr);

/// Where the function takes elements out by iterators that it got for what it
/// put in itself.
std::vector<Loc> ownRemovals(Fixpoint &Solved);

/// The states that the function changes in one step, no suspension between.
std::set<std::pair<SymbolId, SymbolId>> changedTogether(Fixpoint &Solved);

} // namespace await_tidy

#endif
