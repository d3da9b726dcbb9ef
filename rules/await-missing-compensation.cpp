//===- await-missing-compensation.cpp - A failure leaves what was taken -===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rule.h"
#include "epochs/Facts.h"
#include "findings/Report.h"
#include <algorithm>
#include <fmt/format.h>

using namespace await_tidy;

using Kind = Reservation::Kind;
using Way = Reservation::Way;

/// True if it is taken back somewhere. A callee that puts a whole new object in
/// the place of that around it gives nothing back: a buffer is renewed.
static bool isTakenBack(const Facts &F, const Reservation &R) {
  if (!R.Undo)
    return false;
  const Event &Undo = F.event(R.Undo);
  return !Undo.Inner ||
         std::any_of(Undo.Places.begin(), Undo.Places.end(), [&](PlaceId P) {
           return F.Places.overlap(P, R.Place) != Overlap::Whole;
         });
}

/// How sure it is that the change is a reservation, which a failure must take
/// back: not a statistic, a count of tries or the commitment itself.
static std::optional<Confidence> isReservation(const Facts &F,
                                               const Reservation &R) {
  switch (R.What) {
  case Kind::Amount:
    if (R.Shrinks && R.Guarded)
      return Confidence::High;
    if (isTakenBack(F, R) || (R.Shrinks && R.FromCaller && R.HandedOn) ||
        (R.Guarded && F.OtherChanges(R.Place).Takes))
      return Confidence::Medium;
    return std::nullopt;
  case Kind::Step: {
    Facts::Elsewhere Others = F.OtherChanges(R.Place);
    if (isTakenBack(F, R) ||
        (R.Guarded && (R.Shrinks ? Others.Adds : Others.Takes)))
      return R.Guarded ? Confidence::High : Confidence::Medium;
    if (R.Guarded && R.Shrinks)
      return Confidence::Medium;
    return std::nullopt;
  }
  case Kind::Element:
    // A connection that broke does not go back to the pool; a job that failed
    // does if the function says so elsewhere.
    if (R.UndoneOnFailure)
      return Confidence::Medium;
    return std::nullopt;
  case Kind::Flag:
    // Nobody clears it: it is a state.
    if (R.Undo)
      return Confidence::High;
    return std::nullopt;
  }
  return std::nullopt;
}

static const char *taken(const Reservation &R) {
  switch (R.What) {
  case Kind::Amount:
  case Kind::Step:
    return R.Shrinks ? "reduced" : "raised";
  case Kind::Element:
    return "taken from";
  case Kind::Flag:
    return "set";
  }
  return "changed";
}

static const char *left(const Reservation &R) {
  switch (R.What) {
  case Kind::Amount:
  case Kind::Step:
    return R.Shrinks ? "never added back" : "never subtracted again";
  case Kind::Element:
    return "never put back";
  case Kind::Flag:
    return "never cleared";
  }
  return "never undone";
}

static void checkFunction(const Facts &F,
                          llvm::function_ref<void(Report)> Say) {
  for (const Reservation &X : F.Reservations) {
    std::optional<Confidence> Sure = isReservation(F, X);
    if (!Sure)
      continue;
    Confidence C = *Sure;
    if (F.isBookKeeping(X.Taken, X.Place))
      C = Confidence::Low;
    if (X.EitherWay || X.Out == Way::Thrown || X.Out == Way::Early)
      C = std::min(C, Confidence::Medium);
    // What is not given the amount may have nothing to do with it.
    if (X.What == Kind::Amount && !X.HandedOn) {
      if (X.Out == Way::Dropped)
        continue;
      if (!X.Undo)
        C = std::min(C, Confidence::Medium);
    }
    if (X.What == Kind::Step && X.Out == Way::Dropped)
      C = std::min(C, Confidence::Medium);
    if (X.Terminates)
      C = X.What == Kind::Flag ? std::min(C, Confidence::Medium)
                               : Confidence::Low;
    // An exception that nobody handles: only where the function itself takes
    // and gives back. What a callee takes, as a lock does, is the callee's to
    // keep.
    if (X.Out == Way::Thrown && (!X.Undo || F.event(X.Taken).Inner))
      C = Confidence::Low;
    Report R(F, X.Taken, X.Place);
    const char *When = "";
    switch (X.Out) {
    case Way::None:
      continue;
    case Way::Dropped:
      When = "nobody looks at the result of the awaited operation: if it "
             "failed, this is";
      break;
    case Way::Failure:
      When = "when the awaited operation fails, this is";
      break;
    case Way::Early:
      When = "on an early way out after the suspension, this is";
      break;
    case Way::Handler:
      When = "when the awaited operation throws, the handler goes on and this "
             "is";
      break;
    case Way::Thrown:
      When = "the awaited function can throw, and then this is";
      break;
    }
    R.confidence(C)
        .message(fmt::format("'{}' is {} here before the 'co_await'; {} {}",
                             R.place(), taken(X), When, left(X)))
        .note(NoteKind::Suspension, F.event(X.Await).Where,
              "the coroutine suspends here, for an operation that can fail")
        .writersOf(NoPlace);
    if (X.Out == Way::Failure && F.event(X.At).Where)
      R.note(
          NoteKind::Reason, F.event(X.At).Where,
          "the failure is seen here, but what was done before is not undone");
    if (X.Out == Way::Early && F.event(X.At).Where)
      R.note(NoteKind::Reason, F.event(X.At).Where,
             "one way out of this test does not undo it");
    if (X.Undo)
      R.note(NoteKind::Reason, F.event(X.Undo).Where,
             "on another way it is undone here");
    if (!F.event(X.Taken).Inverse.empty())
      R.advice(
          fmt::format("undo it on every way on which the operation failed, "
                      "exceptions included: '{}'",
                      F.event(X.Taken).Inverse.str()));
    else
      R.advice("undo it on every way on which the operation failed, exceptions "
               "included; an object whose destructor does so cannot forget it");
    Say(std::move(R));
  }
}

static const Rule Self = {
    "await-missing-compensation",
    "what was reserved before an await stays reserved when the operation fails",
    R"(Reserving before the `co_await` is the right order: others see at once that the
amount, the slot or the key is taken. But then every failure of the awaited
operation must give it back. What is forgotten stays taken for ever: money that is
neither here nor there, a pool that runs dry, a busy flag that turns everybody
away.

The rule follows what was taken (an amount subtracted, a counter stepped, an
element removed, a busy flag or in-flight key set) from the `co_await` along every
way out. It reports the place where it was taken when

- the result says whether the operation succeeded, and nobody looks at it,
- the result is tested, and on failure nothing is undone,
- an exception is caught (or leaves the function, thrown by a callee whose body can
  be seen), and nothing is undone, or
- a flag that is cleared at the end is left set by an early return.

It is silent where anything undoes it: the opposite change, a helper, a destructor
or scope guard, a handler that rethrows after the undo. Also for statistics and
counts of tries: without a check of the same place that allowed it, or an opposite
change somewhere, a counter is no reservation. That an operation of unknown body
could throw is no reason for a report.

Say `(void)co_await operation();` where the result does not matter.)",
    R"cpp(task<> Account::withdraw(long amount) {
  if (balance < amount)
    co_return;
  balance -= amount;
  co_await transfer(amount); // returns false if it failed
})cpp",
    R"cpp(task<> Account::withdraw(long amount) {
  if (balance < amount)
    co_return;
  balance -= amount;
  if (!co_await transfer(amount))
    balance += amount;
})cpp",
    {460, 755},
    Severity::Warning,
    /*OnByDefault=*/true,
    /*Rank=*/0,
    nullptr,
    checkFunction};
static RegisterRule Register(Self);
