//===- await-stale-reference.cpp - A reference that can dangle by now ---===//
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
  if (P.Why != Reliance::Borrowed)
    return std::nullopt;
  const Event &Check = F.event(P.Check), &Act = F.event(P.Act);
  Report R(F, P);
  const std::string &Container = R.place();
  bool Pointer = F.Places.node(P.CheckPlace).Holds == ValueClass::Handle;
  if (Act.Index)
    R.confidence(Confidence::Medium)
        .message(fmt::format("this position in '{}' was computed before the "
                             "suspension; by now another element can be there, "
                             "or none",
                             Container))
        .advice("compute the position after the 'co_await', or remember a key "
                "of the element");
  else if (Pointer)
    R.confidence(Confidence::Medium)
        .message(fmt::format("what '{}' pointed to before the suspension is "
                             "used here; by now '{}' can point elsewhere",
                             Container, Container))
        .advice(fmt::format("await the argument first, in a statement of its "
                            "own, or keep a copy that owns the object"));
  else if (Act.May)
    R.confidence(Confidence::Medium)
        .message(
            fmt::format("the awaited operation works on an element of '{}' "
                        "that can be gone or elsewhere before it ends",
                        Container))
        .advice("await it on a copy, or on something that owns the element");
  else if (Act.Loop)
    R.message(
         fmt::format("the loop over '{}' goes on after a suspension in its "
                     "body; elements that came or went meanwhile "
                     "invalidate its iterator",
                     Container))
        .advice(fmt::format("loop over a copy of the elements (or of their "
                            "keys, and look each up again), or take '{}' away "
                            "with std::exchange first",
                            Container));
  else
    R.message(fmt::format("what refers into '{}' was obtained before the "
                          "suspension and is used here; the element can be "
                          "gone or elsewhere by now",
                          Container))
        .advice(Check.Growth
                    ? "look the element up again after the 'co_await', or work "
                      "on a copy of it"
                    : "look the element up again after the 'co_await', or hold "
                      "it by something that owns it");
  // Between the parts of one expression: only if the argument really suspends.
  if (Act.Where.Begin <= Check.Where.Begin &&
      Check.Where.End <= Act.Where.End && !Act.Loop)
    R.confidence(Confidence::Medium);
  return R;
}

static const Rule Self = {
    "await-stale-reference",
    "an iterator, reference, pointer or index into a shared container is used "
    "after a suspension",
    R"(An iterator, a reference or a pointer into a container is good only as long as the
container leaves the element where it is. Across a `co_await` nobody holds the
container still: another coroutine erases the element, adds one and makes a vector
move all the others, or replaces the whole container. What was found before the
suspension then points to freed memory, and no tool sees it until it crashes.

A range-based `for` over a member with a `co_await` in its body is the same bug in
disguise: the loop keeps an iterator across every round.

How long a reference lives depends on the container. Those of `std::map`,
`std::unordered_map` and `std::list` stay until their element is erased; those of a
vector, a string or a flat map end when anything is added. The rule asks the type,
and looks in the file for somebody who removes or adds. Where all who could are
visible and nobody does, it is silent.

It is silent where the element is looked up again, where a copy of it or something
that owns it is used, where the loop runs over a copy or over a container that was
moved out first, where an index is compared with the size again, and where a lock is
held from the lookup to the use.

Repair: look up again after the `co_await`; copy what is needed before it; loop over a
copy of the keys.)",
    R"cpp(task<> Hub::touch(int id) {
  auto it = sessions.find(id);
  if (it == sessions.end())
    co_return;
  co_await log();
  it->second.last_seen = now(); // erased meanwhile?
}
task<> Hub::close(int id) {
  co_await log();
  sessions.erase(id);
})cpp",
    R"cpp(task<> Hub::touch(int id) {
  co_await log();
  if (auto it = sessions.find(id); it != sessions.end())
    it->second.last_seen = now();
}
task<> Hub::close(int id) {
  co_await log();
  sessions.erase(id);
})cpp",
    {416, 672, 825},
    Severity::Warning,
    /*OnByDefault=*/true,
    /*Rank=*/4,
    check};
static RegisterRule Register(Self);
