//===- await-concurrent-update.cpp - Tasks that overwrite each other ----===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rule.h"
#include "epochs/Facts.h"
#include "findings/Report.h"
#include <fmt/format.h>
#include <map>
#include <set>

using namespace await_tidy;

/// True if \p P names different state each time: an element, by a key that can
/// be another one.
static bool hasKey(const PlaceTable &Places, PlaceId P) {
  for (; P; P = Places.node(P).Parent)
    if (Places.node(P).Step == StepKind::Key)
      return true;
  return false;
}

/// True if \p Id ends what began before it, or makes \p P another place.
static bool separates(const Facts &F, EventId Id, PlaceId P) {
  const Event &E = F.event(Id);
  if (E.Kind == EventKind::Suspend || E.Kind == EventKind::Settle)
    return true;
  if (E.Kind != EventKind::Write)
    return false;
  for (PlaceId Q : E.Places)
    if (F.Places.contains(Q, P) && (Q != P || E.Initial))
      return true;
  return false;
}

/// The first of \p Wanted, in the order of the graph, that is reached from the
/// event after \p From without anything that separates the two. Calls \p Found
/// for each.
static void reachable(const Facts &F, EventId From, PlaceId P,
                      llvm::function_ref<void(EventId)> Found) {
  std::set<BlockId> Seen;
  std::vector<std::pair<BlockId, size_t>> Work;
  BlockId Start = F.Control.blockOf(From);
  const std::vector<EventId> &Own = F.Graph.Blocks[Start].Events;
  Work.push_back(
      {Start, std::find(Own.begin(), Own.end(), From) - Own.begin() + 1});
  while (!Work.empty()) {
    auto [B, At] = Work.back();
    Work.pop_back();
    const Block &Here = F.Graph.Blocks[B];
    bool Through = true;
    for (; At < Here.Events.size() && Through; ++At) {
      EventId Id = Here.Events[At];
      if (F.event(Id).Kind == EventKind::Begin)
        Found(Id);
      Through = !separates(F, Id, P);
    }
    if (!Through)
      continue;
    for (const Edge &E : Here.Succs)
      if (E.Kind != EdgeKind::Fork && Seen.insert(E.To).second)
        Work.push_back({E.To, 0});
  }
}

static void report(const Facts &F, EventId First, EventId Second, Overlap How,
                   llvm::function_ref<void(Report)> Say) {
  const Event &A = F.event(First), &B = F.event(Second);
  const LongUpdate &BodyA = F.Graph.Bodies.find(First)->second;
  const LongUpdate &BodyB = F.Graph.Bodies.find(Second)->second;
  std::string Place = F.Places.spell(B.Places.front());
  bool Several = First == Second;
  auto Who = [](const Event &E) {
    return E.Callee.contains(' ') ? E.Callee.str()
                                  : fmt::format("'{}'", E.Callee.str());
  };
  Report R(F, Second, B.Places.front());
  R.confidence(How == Overlap::May                      ? Confidence::Low
               : How != Overlap::Same || A.May || B.May ? Confidence::Medium
                                                        : Confidence::High);
  if (Several || A.Callee == B.Callee)
    R.message(fmt::format("several calls of {} run together here, and each "
                          "updates '{}' across its own suspension; updates are "
                          "lost",
                          Who(B), Place));
  else
    R.message(fmt::format("{} and {} run together, and both update '{}' across "
                          "a suspension; updates are lost",
                          Who(A), Who(B), Place));
  R.startsTogether();
  auto Same = [](Loc X, Loc Y) { return X.Begin == Y.Begin && X.End == Y.End; };
  R.note(NoteKind::Reason, BodyA.Made,
         fmt::format("{} is started {}", Who(A),
                     Several ? "here, several times" : "here"));
  if (!Several && !Same(BodyA.Made, BodyB.Made))
    R.note(NoteKind::Reason, BodyB.Made,
           fmt::format("{} is started here, while the first can be suspended",
                       Who(B)));
  auto Body = [&](const Event &E, const LongUpdate &L) {
    R.note(NoteKind::Check, L.Check,
           fmt::format("'{}' is read here, in {}", Place, Who(E)));
    R.note(NoteKind::Suspension, L.Suspend,
           fmt::format("{} suspends here; the other one can change '{}' before "
                       "it goes on",
                       Who(E), Place));
    R.note(NoteKind::Act, L.Act,
           fmt::format("'{}' is changed here, from what it was before", Place));
  };
  Body(A, BodyA);
  if (!Several && !Same(BodyA.Act, BodyB.Act))
    Body(B, BodyB);
  R.advice(fmt::format("run them one after the other, let each update '{}' in "
                       "one step after its suspension, or have them return "
                       "what they found and put it together afterwards",
                       Place));
  Say(std::move(R));
}

static void check(const Facts &F, llvm::function_ref<void(Report)> Say) {
  if (F.Graph.Bodies.empty())
    return;
  // One finding for each expression that starts something; of two at one
  // place, the longer one comes first.
  struct Candidate {
    EventId First, Second;
    Overlap How;
  };
  auto Before = [](std::pair<uint32_t, uint32_t> X,
                   std::pair<uint32_t, uint32_t> Y) {
    return std::pair(X.first, ~X.second) < std::pair(Y.first, ~Y.second);
  };
  std::map<std::pair<uint32_t, uint32_t>, Candidate, decltype(Before)> Kept;
  auto Strength = [&](const Candidate &C) {
    return std::tuple(C.How == Overlap::Same, C.How != Overlap::May,
                      !F.event(C.First).May && !F.event(C.Second).May);
  };
  auto Add = [&](Candidate C) {
    Loc Where = F.event(C.Second).Where;
    auto [It, New] = Kept.try_emplace({Where.Begin, Where.End}, C);
    if (!New && Strength(It->second) < Strength(C))
      It->second = C;
  };
  for (const Block &B : F.Graph.Blocks)
    for (EventId First : B.Events) {
      const Event &A = F.event(First);
      if (A.Kind != EventKind::Begin || !F.Graph.Bodies.count(First))
        continue;
      PlaceId P = A.Places.front();
      // An element is another one in each round, for all we know; so is what a
      // pointer of the function points to.
      const PlaceNode &Root = F.Places.node(F.Places.rootOf(P));
      bool Steady =
          !hasKey(F.Places, P) && Root.Root != RootKind::Unknown &&
          Root.Root != RootKind::Temporary &&
          !(A.Many && Root.Root == RootKind::Local && !Root.SharedLocal);
      if (A.Many && Steady)
        Add({First, First, Overlap::Same});
      reachable(F, First, P, [&](EventId Second) {
        if (!F.Graph.Bodies.count(Second))
          return;
        if (First == Second) {
          if (Steady)
            Add({First, First, Overlap::Same});
          return;
        }
        const LongUpdate &X = F.Graph.Bodies.find(First)->second;
        const LongUpdate &Y = F.Graph.Bodies.find(Second)->second;
        // Two places of one task.
        if (X.Made.Begin == Y.Made.Begin && X.Made.End == Y.Made.End)
          return;
        Overlap How = F.Places.overlap(P, F.event(Second).Places.front());
        if (How != Overlap::None)
          Add({First, Second, How});
      });
    }
  // `co_await when_all(a(), b())` starts what the call inside of it has been
  // seen to start already. The inner ranges come after the one around them.
  for (auto It = Kept.begin(); It != Kept.end(); ++It) {
    auto Next = std::next(It);
    if (Next == Kept.end() || Next->first.first > It->first.second)
      report(F, It->second.First, It->second.Second, It->second.How, Say);
  }
}

static const Rule Self = {
    .Id = "await-concurrent-update",
    .Summary = "tasks that are started together update the same state across "
               "their suspensions",
    .Rationale =
        R"(A coroutine that reads state, suspends, and stores what it made of it, is right as
long as one call of it runs at a time. Two calls that are started together (with
`when_all`, by spawning both, or in a loop) read the same old value, and the second
one to finish overwrites what the first has stored.

The finding stands where the tasks are started, and names both, and the place. That
the coroutine itself is at risk is a finding of its own, in its body. A local variable
that the coroutine captures by reference is shared as well.

Coroutines that update in one step, or hold a lock or have reserved what they need
from the read to the write, are not reported; nor is one task after the other.

Repair: await one after the other; update in one step after the suspension; or let
each task return its part, and add the parts up when all are done.)",
    .Bad = R"cpp(#include "coro.h"

mock::task<long> price_of(int item);

class Cart {
public:
  mock::task<> total_up() {
    co_await mock::when_all(add(1), add(2)); // both start from the same total
  }

private:
  mock::task<> add(int item);
  long total = 0;
};

mock::task<> Cart::add(int item) {
  long before = total;
  long price = co_await price_of(item);
  // What is wrong with it alone is said by another rule.
  total = before + price; // NOLINT(await-stale-write)
})cpp",
    .Good = R"cpp(#include "coro.h"

mock::task<long> price_of(int item);

class Cart {
public:
  mock::task<> total_up() {
    co_await mock::when_all(add(1), add(2));
  }

private:
  mock::task<> add(int item);
  long total = 0;
};

mock::task<> Cart::add(int item) {
  long price = co_await price_of(item);
  total += price;
})cpp",
    .Cwe = {362},
    .CheckFunction = check};
static RegisterRule Register(Self);
