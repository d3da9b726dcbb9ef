//===- await-late-flag.cpp - A flag that is set after the suspension ------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rule.h"
#include "epochs/Facts.h"
#include "findings/Report.h"

namespace await_tidy {
namespace {

/// `if (open) co_return; co_await connect(); open = true;`
std::optional<Report> check(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  const bool SetsFlag = Act.Kind == EventKind::Write && Act.Constant &&
                        !Act.Reset &&
                        F.Places.node(P.ActPlace).Holds == ValueClass::Bool;
  // A test of this very flag, made before the suspension, decides.
  if (!SetsFlag || P.Why != Reliance::Decision || P.Relation != Overlap::Same)
    return std::nullopt;
  Report R(F, P);
  R.message("'" + R.place() +
            "' is set only after the suspension; a second call in between "
            "finds it unset and does the work again");
  R.advice("set '" + R.place() +
           "' right after the test, and reset it if the awaited operation "
           "fails");
  return R;
}

const Rule AwaitLateFlag{
    .Id = "await-late-flag",
    .Summary = "a flag is tested, the coroutine suspends, and the flag is set",
    .Rationale =
        R"(A flag such as `is_open` is there to make sure that something is
done once. It does so only if nobody can run between the test of the flag and
the moment when it is set. A `co_await` between the two lets everybody in.
)",
    .Bad = R"(#include "coro.h"

mock::task<> connect();
bool is_open = false;

mock::task<> open() {
  if (is_open)
    co_return;
  co_await connect();
  is_open = true; // two calls have connected by now
}
)",
    .Good = R"(#include "coro.h"

mock::task<> connect();
bool is_open = false;

mock::task<> open() {
  if (is_open)
    co_return;
  is_open = true;
  co_await connect();
}
)",
    .Cwe = {367},
    // Above await-check-then-act, which claims the same acts and knows less.
    .Rank = 4,
    .Check = check,
};

const RegisterRule Register(AwaitLateFlag);

} // namespace
} // namespace await_tidy
