//===- await-check-then-act.cpp - A check that is stale when acted on ---===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rule.h"
#include "epochs/Facts.h"
#include "findings/Report.h"
#include <fmt/format.h>

using namespace await_tidy;

/// A handle that is filled when it is empty: filled twice at worst, unless who
/// finds it full is told that it belongs to somebody else.
static bool isLazyFill(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  return P.Relation != Overlap::May && Act.Kind == EventKind::Write &&
         !Act.Constant && !Act.InPlace &&
         F.Places.node(P.ActPlace).Holds == ValueClass::Handle &&
         !F.tellsWhoActed(P);
}

/// `while (tokens == 0) { co_await tick(); refill(); } --tokens;`: the loop
/// waits for what follows it; what its body does to help is right whatever is
/// there.
static bool isRefill(const Pair &P) { return P.Refills; }

/// State that lies in the very object that is awaited belongs to who awaits it.
static bool isAwaitedObject(const Facts &F, const Pair &P) {
  for (PlaceId Awaited : F.event(P.Suspend).Places)
    if (F.Places.node(Awaited).Step != StepKind::Root &&
        F.Places.contains(Awaited, P.ActPlace))
      return true;
  return false;
}

static std::optional<Report> check(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  if (P.Why != Reliance::Decision && P.Why != Reliance::Waited)
    return std::nullopt;
  // What is there can be changed all the same: that it is gone is the business
  // of references and iterators.
  if (P.Relation == Overlap::Whole && F.event(P.Check).Existence)
    return std::nullopt;
  if (Act.Kind == EventKind::Use && P.Relation != Overlap::Same)
    return std::nullopt;
  // The result of the awaited operation decides, not what it was given.
  if (isAnswer(P.How))
    return std::nullopt;
  Report R(F, P);
  std::string Checked = F.spell(P.Check, P.CheckPlace);
  if (Act.Kind == EventKind::Use) {
    R.message(fmt::format("'{}' is used here, but it was tested before the "
                          "suspension and can have been reset since",
                          R.place()))
        .advice(fmt::format("test '{}' again after the 'co_await', or keep a "
                            "copy that owns the object",
                            R.place()));
    return R;
  }
  if (P.Why == Reliance::Waited) {
    R.confidence(Confidence::Medium)
        .message(
            fmt::format("'{}' is changed after a wait that was entered "
                        "because of its old state; by now it can be in that "
                        "state again",
                        R.place()))
        .advice(
            fmt::format("test '{}' again after the wait: use 'while' instead "
                        "of 'if', or wait with a predicate",
                        Checked));
    return R;
  }
  R.message(
       fmt::format("'{}' is changed here, but the check that allows it was "
                   "made before the suspension and may no longer hold",
                   R.place()))
      .advice(fmt::format("test '{}' again after the 'co_await', or make the "
                          "change before it and undo it on failure",
                          Checked));
  if (F.Places.isInTable(P.ActPlace)) {
    bool Inserts = Act.Kind == EventKind::Write &&
                   F.Places.node(P.ActPlace).Step != StepKind::Field;
    if (F.Places.isKeyValue(P.ActPlace)) {
      R.message(fmt::format("'{}' is changed here, but the check that allows "
                            "it was made on what an earlier command read and "
                            "may no longer hold",
                            R.place()))
          .advice("use one command that looks for itself (SET with NX, INCRBY "
                  "and a test of its result, a script), or WATCH the key and "
                  "try again when EXEC fails");
      // To fill a cache twice does no harm, and nothing tells what is one.
      if (Act.Kind == EventKind::Write)
        R.confidence(Confidence::Medium);
    } else if (Inserts && F.event(P.Check).Where.Begin == Act.Where.Begin)
      R.confidence(Confidence::Medium)

          .message(fmt::format("a row is added to '{}' here unless the "
                               "statement's own query finds one; at READ "
                               "COMMITTED two of them can both find none",
                               R.place()))
          .advice("have a unique index, and insert with 'ON CONFLICT' or "
                  "handle the violation");
    else if (Inserts)
      R.message(fmt::format("a row is added to '{}' here, but the check that "
                            "allows it was made by an earlier statement; two "
                            "calls can both pass it",
                            R.place()))
          .advice("have a unique index, and insert with 'ON CONFLICT' or "
                  "handle the violation");
    else
      R.message(fmt::format("'{}' is changed here, but the check that allows "
                            "it was made on what an earlier statement read and "
                            "may no longer hold",
                            R.place()))
          .advice("repeat the check in the WHERE of this statement and look at "
                  "how many rows it changed, or read the row with 'SELECT ... "
                  "FOR UPDATE' in the same transaction");
  }
  // erase(key) looks for the key itself.
  bool ErasesKey = Act.Kind == EventKind::Update && Act.Shrinks &&
                   F.event(P.Check).Existence && P.Relation == Overlap::Same;
  // Emptying a container is right for an empty one too.
  bool Empties = Act.Kind == EventKind::Write && (Act.Reset || Act.Moved) &&
                 F.Places.node(P.ActPlace).Holds == ValueClass::Container;
  if (P.Relation == Overlap::May || isLazyFill(F, P) || Act.May || ErasesKey ||
      Empties || isRefill(P) || isAwaitedObject(F, P))
    R.confidence(Confidence::Low);
  else if (P.Branch && F.event(P.Branch).Assertion)
    // An assertion says what is known to hold; it decides nothing.
    R.confidence(Confidence::Low);
  else if (P.Recheck) // only in an assertion
    R.confidence(Confidence::Medium);
  return R;
}

static const Rule Self = {
    "await-check-then-act",
    "state is checked, the coroutine suspends, and the check is acted on",
    R"(While a coroutine is suspended at a `co_await`, other coroutines run, also on a
single thread. What it checked before the suspension can be different when it
goes on. If it then acts on the old answer, two coroutines can both pass the
check before either acts: money is withdrawn twice, a seat is sold twice, a
connection is opened twice.

The rule reports a write (or a dereference) that is decided by a test of the same
state, when a suspension lies between the test and the write on some path and the
state is not tested again after the last suspension.

It is silent where the change is made before the suspension, where the state is
tested again, where a lock is held from the check to the act, where a busy flag
or an in-flight set turns other calls away, and where the act looks for itself
(`compare_exchange`, `try_emplace`).

Repair: make the change before the `co_await` and undo it if the awaited operation
fails; or test again after it; or hold one asynchronous lock over both.)",
    R"cpp(task<> Account::withdraw(long amount) {
  if (balance >= amount) {
    co_await transfer(amount); // others withdraw meanwhile
    balance -= amount;         // can go below zero
  }
})cpp",
    R"cpp(task<> Account::withdraw(long amount) {
  if (balance >= amount) {
    balance -= amount; // others see it at once
    if (!co_await transfer(amount))
      balance += amount;
  }
})cpp",
    {367, 362},
    Severity::Warning,
    /*OnByDefault=*/true,
    /*Rank=*/1,
    check};
static RegisterRule Register(Self);
