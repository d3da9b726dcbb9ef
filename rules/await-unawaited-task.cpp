//===- await-unawaited-task.cpp - A task that nobody awaits -------------===//
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

/// "'save'", or "the task" where the source has no name for it.
static std::string quoted(llvm::StringRef Name) {
  return Name.empty()                  ? "the coroutine"
         : Name.find(' ') != Name.npos ? Name.str()
                                       : fmt::format("'{}'", Name.str());
}

/// A task that has not begun: without an await there is nothing.
static void lazy(const Facts &F, const Event &E, Report &R) {
  std::string Who = quoted(E.Callee);
  R.confidence(E.Deliberate ? Confidence::Medium : Confidence::High);
  if (E.Converted)
    R.message("a coroutine is used as a callback that gives nothing back; the "
              "task it returns is dropped, and its body never runs")
        .advice("start the task in the callback, by what the library has for "
                "it, or use a coroutine type that starts by itself");
  else if (E.Unused && E.Many)
    R.message(fmt::format("the tasks in '{}' are never awaited; a task starts "
                          "only when it is awaited, so {} never runs",
                          R.place(), Who))
        .advice(fmt::format("await what is in '{}', one by one or all together",
                            R.place()));
  else if (E.Unused)
    R.message(fmt::format("'{}' is never awaited; the task starts only when it "
                          "is awaited, so {} never runs",
                          R.place(), Who))
        .advice(
            fmt::format("await '{}', or hand it to what starts it", R.place()));
  else if (E.Replaced)
    R.message(fmt::format("the task in '{}' is replaced before anybody awaits "
                          "it, so {} never runs",
                          R.place(), Who))
        .advice(fmt::format("await '{}' first", R.place()));
  else
    R.message(fmt::format("the task is dropped; it starts only when it is "
                          "awaited, so {} never runs",
                          Who))
        .advice("await it, or hand it to what starts it");
}

/// A task that runs by itself: what is lost is its result.
static void eager(const Facts &F, const Event &E, Report &R) {
  std::string Who = quoted(E.Callee);
  R.confidence(E.Status && E.NoDiscard ? Confidence::High : Confidence::Medium);
  // The variable can be there to keep it running.
  if (E.Unused && !E.Status)
    R.confidence(Confidence::Low);
  if (E.Replaced) {
    R.confidence(E.May ? Confidence::Low : Confidence::Medium)
        .message(fmt::format("'{}' is replaced while the task in it may still "
                             "be running",
                             R.place()))
        .advice(fmt::format("await or cancel '{}' first", R.place()));
    return;
  }
  std::string What = E.Unused ? fmt::format("'{}' is never awaited", R.place())
                              : std::string("nobody awaits the task");
  R.message(E.Status
                ? fmt::format("{}; if {} fails, nobody learns of it", What, Who)
            : E.Result
                ? fmt::format("{}; the result of {} is lost", What, Who)
                : fmt::format("{}; nobody knows when {} is done, or whether it "
                              "failed",
                              What, Who))
      .advice("await it, or write a cast to void where it is meant");
}

static void check(const Facts &F, llvm::function_ref<void(Report)> Say) {
  for (const Block &B : F.Graph.Blocks)
    for (EventId Id : B.Events) {
      const Event &E = F.event(Id);
      if (E.Kind != EventKind::Discard)
        continue;
      Report R(F, Id, E.Places.empty() ? NoPlace : E.Places.front());
      (E.Lazy ? lazy : eager)(F, E, R);
      Say(std::move(R));
    }
}

static const Rule Self = {
    .Id = "await-unawaited-task",
    .Summary = "a task is dropped, or kept where nobody awaits it",
    .Rationale =
        R"(Most coroutines start when they are awaited. If the task that a call returns is
dropped, the body never runs, and nothing says so: the call looks like any other. The
same happens to a task in a variable that nobody awaits, to tasks gathered in a
container and forgotten, and to a coroutine that is used as a callback: who calls it
drops what it returns.

Where a coroutine starts by itself, the work is done but its result is lost. That is
reported if the result matters: it is a value, or the task is `[[nodiscard]]`.
Coroutines made to be started and forgotten are not reported.

Whether a task starts by itself is read from its promise type
(`initial_suspend`), not from its name.

Repair: await the task, or hand it to what starts it.)",
    .Bad = R"cpp(task<> Account::pay(long amount) {
  balance -= amount;
  transfer(amount); // never runs
  co_return;
})cpp",
    .Good = R"cpp(task<> Account::pay(long amount) {
  balance -= amount;
  if (!co_await transfer(amount))
    balance += amount;
})cpp",
    .Cwe = {252},
    .CheckFunction = check};
static RegisterRule Register(Self);
