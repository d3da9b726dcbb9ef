//===- await-stale-write.cpp - A write computed from an old read --------===//
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

static std::optional<Report> check(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  if (Act.Kind == EventKind::Use)
    return std::nullopt;
  if (P.Why == Reliance::Consumed) {
    Report R(F, P);
    R.confidence(Act.Kind == EventKind::Update && F.event(P.Check).Awaited
                     ? Confidence::Medium
                     : Confidence::High);
    if (Act.Kind == EventKind::Write)
      R.message(
           fmt::format("'{}' is reset here; what was added to it during the "
                       "suspension is lost",
                       R.place()))
          .advice(
              fmt::format("take the value and reset '{}' in one step before "
                          "the 'co_await' (std::exchange), or subtract what "
                          "was handed over",
                          R.place()));
    else
      R.message(fmt::format("'{}' is advanced only here; during the suspension "
                            "another call can have used the same value",
                            R.place()))
          .advice(fmt::format("take the value and advance '{}' in one step "
                              "before the 'co_await'",
                              R.place()));
    return R;
  }
  if (P.Why != Reliance::Value)
    return std::nullopt;
  // `buffer = co_await read(); ... buffer.trim(n);`: others have no part in
  // what the amount is taken from. An amount that is the old value itself, and
  // not one that it was computed from, brings that back.
  bool Adjusts = Act.Kind == EventKind::Update || P.ReadAgain;
  if (Adjusts && P.Renewed && P.How != Flow::Copy)
    return std::nullopt;
  Report R(F, P);
  R.message(fmt::format("'{}' is overwritten with a value computed before the "
                        "suspension; changes made to it meanwhile are lost",
                        R.place()))
      .advice(fmt::format("read '{}' after the 'co_await', or update it in one "
                          "step (as '+=' does)",
                          R.place()));
  if (F.Places.isInTable(P.ActPlace)) {
    R.message(fmt::format("'{}' is {} a value computed from what an earlier "
                          "statement read; changes made to it meanwhile are "
                          "lost",
                          R.place(), Adjusts ? "changed by" : "set to"))
        .advice("let the database compute the new value from the column "
                "itself, or read the row with 'SELECT ... FOR UPDATE' in the "
                "same transaction");
    if (F.Places.isKeyValue(P.ActPlace))
      R.message(fmt::format("'{}' is {} a value computed from what an earlier "
                            "command read; changes made to it meanwhile are "
                            "lost",
                            R.place(), Adjusts ? "changed by" : "set to"))
          .advice("let the server compute the new value (INCRBY, HINCRBY, a "
                  "script), or WATCH the key and try again when EXEC fails");
    if (Adjusts)
      R.confidence(Confidence::Medium);
    return R;
  }
  // `n += d` and `n = n + d`: only the amount is old.
  if (Adjusts) {
    // What is there now was looked at for the amount as well.
    bool Limited = Act.Kind == EventKind::Update && P.Limited;
    R.confidence(P.How == Flow::Opaque || Limited ? Confidence::Low
                                                  : Confidence::Medium)
        .message(fmt::format("'{}' is changed by an amount that was computed "
                             "from its value before the suspension",
                             R.place()))
        .advice(
            fmt::format("compute the amount after the 'co_await', from what "
                        "'{}' is then",
                        R.place()));
    return R;
  }
  // `start([mine = current] { current = mine; })`: a variable that each thread
  // has is handed on to where the callable runs, as it was when it was made.
  if (F.Places.node(P.ActPlace).ThreadLocal && P.How == Flow::Copy &&
      P.Relation == Overlap::Same && F.event(P.Suspend).Start)
    R.confidence(Confidence::Low);
  // The task was given a copy on purpose, when it was made.
  if (Act.Deferred)
    R.confidence(Confidence::Medium);
  if (P.Relation == Overlap::May ||
      (P.How == Flow::Opaque && P.Relation != Overlap::Same))
    R.confidence(Confidence::Low);
  return R;
}

static const Rule Self = {
    "await-stale-write",
    "state is read, the coroutine suspends, and a value computed from the old "
    "state is stored",
    R"(A value that is read before a `co_await` is a snapshot. Storing something computed
from it after the suspension overwrites whatever other coroutines have stored in
between: a lost update. No second thread is needed.

The rule follows the value through locals, copies of whole objects, structured
bindings, lambda captures, calls and loops, and knows the order in which C++
evaluates an expression: `total += co_await f()` reads `total` after the suspension
and is right; in `total = total + co_await f()` the order is unspecified, and clang
reads before it.

It also reports a drain that resets: the value is handed to the awaited operation,
and the state is set to zero afterwards, which throws away what was added meanwhile.

Repair: read after the suspension, update in one step, or hold one asynchronous
lock from the read to the write.)",
    R"cpp(task<> Site::visit() {
  long seen = visitors;
  co_await log();
  visitors = seen + 1; // visitors counted meanwhile are lost
})cpp",
    R"cpp(task<> Site::visit() {
  co_await log();
  ++visitors;
})cpp",
    {362},
    Severity::Warning,
    /*OnByDefault=*/true,
    /*Rank=*/2,
    check};
static RegisterRule Register(Self);
