//===- Reservation.h - What is taken before an await ------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A reservation is a change of shared state, made before an await, that the
/// function has to take back if the awaited operation fails: an amount debited,
/// a counter stepped, an element taken out, a busy flag or an in-flight key
/// set.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EPOCHS_RESERVATION_H
#define AWAIT_TIDY_EPOCHS_RESERVATION_H

#include "events/Event.h"
#include <vector>

namespace await_tidy {

class Fixpoint;

/// A reservation and one way out on which nothing takes it back.
struct Reservation {
  enum class Kind : uint8_t {
    Amount,  ///< `-= n`, `+= n`
    Step,    ///< `--`, `++`, by a constant
    Element, ///< taken out of a container
    Flag     ///< a busy flag or an in-flight key
  };
  /// How the function is left.
  enum class Way : uint8_t {
    None,    ///< none: it is always taken back, or nothing fails here
    Dropped, ///< the result tells of a failure, and nobody looks
    Failure, ///< the result is tested, and it was a failure
    Early,   ///< some other test after the await ends the function
    Handler, ///< an exception is caught
    Thrown   ///< the awaited function throws, as its body shows
  };

  Kind What = Kind::Amount;
  Way Out = Way::None;
  EventId Taken = 0; ///< Write or Update
  EventId Await = 0; ///< the first suspension whose failure matters, or at all
  /// Failure and Early: the test. Handler: the first event there, or 0.
  EventId At = 0;
  PlaceId Place = NoPlace;
  bool Shrinks = false; ///< taken away, not added
  bool Guarded = false; ///< a test of the place, no loop, decides whether
  bool Tested = false;  ///< some test of the place lies before the await, be it
                        ///< of a loop or after the change
  bool FromCaller = false; ///< the amount depends on a parameter
  bool HandedOn = false;   ///< the awaited operation is given the amount
  /// Failure: which outcome of the test is the failure is not known; on
  /// neither is it taken back.
  bool EitherWay = false;
  /// Where it is taken back on some other way, or 0.
  EventId Undo = 0;
  /// ... and there it is the result of the await that tells of a failure.
  bool UndoneOnFailure = false;
  /// Updates that give the same amount back.
  llvm::SmallVector<EventId, 2> GivesBack;
  /// On this way a constant is stored to a neighbour of the place: `broken =
  /// true`. Perhaps nobody looks at the place again.
  bool Terminates = false;
};

/// Looks for the ways out on which a reservation is left. A forward search for
/// each reservation from its await over normal and exception edges; it ends
/// where the place is written, where something of unknown body is given the
/// object or the amount, and where the operation is tried again. Branches are
/// not weighed: one undo that can be reached silences the way.
///
/// One entry for each of the first 64 reservations that an await follows, in
/// order of the text, with the first way out in the order of Way. Cost: O(64 *
/// events); a function with more work than that is not searched to its end.
std::vector<Reservation> findReservations(Fixpoint &Solved);

} // namespace await_tidy

#endif
