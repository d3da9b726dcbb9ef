//===- await-torn-update.cpp - Two places that belong together, apart ---===//
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

/// The amount of `sum += amount`, as the source has it.
static llvm::StringRef amount(const Event &E) {
  // Only `+=` and `-=` have an inverse of this form.
  return E.Kind == EventKind::Update && !E.Step
             ? E.Inverse.split("= ").second.trim()
             : llvm::StringRef();
}

static std::optional<Report> check(const Facts &F, const Pair &P) {
  if (P.Why != Reliance::Torn)
    return std::nullopt;
  const Event &Check = F.event(P.Check);
  // A part and the sum: others change the sum with other parts, so what tells
  // is that the part never changes alone, and by the same amount.
  bool PartOfSum = P.Together && P.Apart >= P.Together && P.Implied &&
                   !amount(Check).empty() &&
                   amount(Check) == amount(F.event(P.Act));
  if (P.Apart >= P.Together && !PartOfSum)
    return std::nullopt;
  Report R(F, P);
  std::string First = F.spell(P.Check, P.CheckPlace);
  if (Check.Kind == EventKind::Read) {
    // Where two moments are combined on purpose nothing tells.
    R.confidence(Confidence::Medium)
        .message(fmt::format("'{}' as it was before the suspension is combined "
                             "with '{}' as it is after it; the two are changed "
                             "together, so they are of different moments",
                             First, R.place()))
        .advice(fmt::format("read both '{}' and '{}' on the same side of the "
                            "'co_await'",
                            First, R.place()));
  } else
    R.confidence(P.Together > 1 && !P.Apart ? Confidence::High
                                            : Confidence::Medium)
        .message(
            fmt::format("'{}' is changed here, after the suspension, but "
                        "'{}', which belongs to it, was changed before; in "
                        "between others see one without the other",
                        R.place(), First))
        .advice(fmt::format("change '{}' and '{}' on the same side of the "
                            "'co_await'",
                            First, R.place()));
  // Two counters that only count.
  const Event &Act = F.event(P.Act);
  if (P.OnlyCount)
    R.confidence(Confidence::Low);
  if (Check.Step && !Check.Shrinks && Act.Step && !Act.Shrinks)
    R.confidence(Confidence::Low);
  if (P.TogetherAt)
    R.note(NoteKind::Reason, P.TogetherAt,
           P.Together > 1
               ? fmt::format("'{}' changes both in one step, and so do {} more",
                             P.TogetherIn, P.Together - 1)
               : fmt::format("'{}' changes both in one step", P.TogetherIn));
  return R;
}

static const Rule Self = {
    "await-torn-update",
    "two places that are changed together elsewhere are changed on two sides "
    "of "
    "a suspension",
    R"(Some state is one thing in two places: the balances and their total, a list and the
index into it, the shares of a pool and its assets. Code that changes both in one
step keeps them in agreement. A coroutine that changes one, suspends, and then
changes the other lets everybody else see, and work with, the state in between.
The same happens to a reader that takes one value before the suspension and the
other after it, and puts the two together.

What belongs together is learned from the code: other functions of the file change
both without a suspension in between, and more do so than change only one of the
two. A part that is never changed without its sum, by the same amount, belongs to it
however often the sum changes with other parts.

The rule is silent where the coroutine changes both together elsewhere itself, and
where a lock is held over both.

Repair: change both before the `co_await`, or both after it.)",
    R"cpp(task<> Ledger::mint(long amount) {
  held += amount;
  co_await log();
  total += amount; // until here 'total' was wrong
}
void Ledger::credit(long amount) {
  held += amount;
  total += amount;
}
void Ledger::debit(long amount) {
  held -= amount;
  total -= amount;
})cpp",
    R"cpp(task<> Ledger::mint(long amount) {
  held += amount;
  total += amount;
  co_await log();
}
void Ledger::credit(long amount) {
  held += amount;
  total += amount;
}
void Ledger::debit(long amount) {
  held -= amount;
  total -= amount;
})cpp",
    {362, 667},
    Severity::Warning,
    /*OnByDefault=*/true,
    /*Rank=*/1,
    check};
static RegisterRule Register(Self);
