//===- EventText.h - Analyses events that are written as text ---*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// For the tests of the layers behind lowering: a function as event text (see
/// events/Parse.h), and what the dataflow says of it in a few words. Events are
/// told by their lines.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_EVENTTEXT_H
#define AWAIT_TIDY_TESTS_EVENTTEXT_H

#include "epochs/ControlDependence.h"
#include "epochs/Facts.h"
#include "epochs/Fixpoint.h"
#include "events/Parse.h"
#include "protections/Protection.h"
#include "summaries/Summarize.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace await_tidy::test {

/// The graphs of \p Text, at least one; a mistake in it fails the test.
inline ParsedEvents parsed(const std::string &Text) {
  llvm::Expected<ParsedEvents> Events = parseEvents(Text);
  if (Events && !Events->Graphs.empty())
    return std::move(*Events);
  ADD_FAILURE() << (Events ? "no function in it"
                           : llvm::toString(Events.takeError()))
                << '\n'
                << Text;
  ParsedEvents None;
  None.Graphs.emplace_back();
  None.Graphs.back().Blocks.resize(2);
  return None;
}

/// What parse reads and dump writes, with lines as they were.
inline std::string dumped(const ParsedEvents &Events) {
  std::string Out;
  for (const EventGraph &G : Events.Graphs)
    Out += dump(G, Events.Places,
                [](Loc L) { return L ? std::to_string(L.Begin) : ""; }) +
           "\n";
  return Out;
}

/// The first function of a text after the dataflow.
class Solved {
public:
  explicit Solved(const std::string &Text)
      : Events(parsed(Text)), Graph(Events.Graphs.front()), Control(Graph),
        Solution(Graph, Events.Places, Control),
        Pairs(findPairs(Solution, PairOptions())) {}
  Solved(const Solved &) = delete;
  Solved &operator=(const Solved &) = delete;

  /// Every pair as "value 1>2>3": how the act in line 3 relies on the check in
  /// line 1 across the suspension in line 2. Protections follow in parentheses.
  std::vector<std::string> pairs(bool CallersHoldLock = false) const {
    Facts F{Graph, Events.Places, Control, CallersHoldLock, Pairs, nullptr};
    std::vector<std::string> Out;
    for (const Pair &P : Pairs)
      Out.push_back(describe(F, P));
    return Out;
  }

  /// The only pair between these lines.
  Pair pair(unsigned Check, unsigned Act) const {
    std::vector<Pair> Found;
    for (const Pair &P : Pairs)
      if (line(P.Check) == Check && line(P.Act) == Act)
        Found.push_back(P);
    EXPECT_EQ(Found.size(), 1u) << "pairs from line " << Check << " to " << Act;
    return Found.empty() ? Pair() : Found.front();
  }

  unsigned line(EventId E) const {
    return E == Pair::ManyWrites ? ~0u : Graph.Events[E].Where.Begin;
  }
  CallEffect summary() { return summarize(Solution); }

  ParsedEvents Events;
  const EventGraph &Graph;
  ControlDependence Control;
  Fixpoint Solution;
  std::vector<Pair> Pairs;

private:
  std::string describe(const Facts &F, const Pair &P) const {
    static const char *const Names[] = {"value",    "decision", "waited",
                                        "borrowed", "torn",     "elsewhere",
                                        "consumed"};
    std::string Out = std::string(Names[size_t(P.Why)]) + " " +
                      std::to_string(line(P.Check)) + ">" +
                      std::to_string(line(P.Suspend)) + ">" +
                      std::to_string(line(P.Act));
    for (const Protection *X : allProtections())
      if (X->Covers(F, P))
        Out += " (" + std::string(X->Name) + ")";
    return Out;
  }
};

/// The pairs of a text, see Solved::pairs.
inline std::vector<std::string> pairs(const std::string &Text) {
  return Solved(Text).pairs();
}

/// A coroutine of one block.
inline std::string straight(const std::string &Events) {
  return "coroutine f\n b0 (entry) -> b1\n" + Events + "\n b1 (exit)\n";
}

using Strings = std::vector<std::string>;

} // namespace await_tidy::test

#endif
