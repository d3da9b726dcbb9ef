//===- summaries_test.cpp - What callers are told of a function -----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EventText.h"

using namespace await_tidy;
using namespace await_tidy::test;

namespace {

/// The summary of a text: "write n", "update n <- m! [checked] later",
/// "returns n~ stale", ...
Strings summary(const std::string &Text) {
  Solved S(Text);
  CallEffect Told = S.summary();
  EXPECT_TRUE(Told.Known);
  auto Spell = [&](const EffectInput &I) {
    static const char *const Marks[] = {"", "~", "?", "!"};
    return S.Events.Places.spell(I.Place) + Marks[size_t(I.How)] +
           (I.Stale ? " stale" : "");
  };
  Strings Out;
  for (const auto &E : Told.Effects) {
    std::string Line = E.What.Kind == EventKind::Write     ? "write"
                       : E.What.Kind == EventKind::Update  ? "update"
                       : E.What.Kind == EventKind::Use     ? "use"
                       : E.What.Kind == EventKind::Acquire ? "acquire"
                                                           : "release";
    for (PlaceId P : E.What.Places)
      Line += " " + S.Events.Places.spell(P);
    for (const EffectInput &I : E.Inputs)
      Line += " <- " + Spell(I);
    if (E.What.Checked)
      Line += " [checked]";
    if (E.AfterSuspension)
      Line += " later";
    Out.push_back(Line);
  }
  for (const EffectInput &I : Told.Returns)
    Out.push_back("returns " + Spell(I));
  if (Told.MaySuspend)
    Out.push_back("suspends");
  return Out;
}

Strings sorted(Strings All) {
  std::sort(All.begin(), All.end());
  return All;
}

TEST(Summary, ReturnsWhatItRead) {
  EXPECT_EQ(summary("function get\n returns %1\n b0 (entry) -> b1\n"
                    "1 %2 = read this.n\n"
                    "2 %1 = compute <- ~%2 [may]\n b1 (exit)\n"),
            Strings{"returns n~"});
}

TEST(Summary, ReturnsAParameter) {
  EXPECT_EQ(summary("function same\n parameters local x\n returns %1\n"
                    " b0 (entry) -> b1\n"
                    "1 %2 = read local x\n"
                    "2 %1 = compute <- %2 [may]\n b1 (exit)\n"),
            Strings{"returns x"});
}

TEST(Summary, ReturnsWhatAnotherWayReturnsToo) {
  EXPECT_EQ(sorted(summary("function either\n returns %1\n"
                           " b0 (entry) -> b2 -> b3\n"
                           "1 branch\n"
                           " b2 -> b1\n"
                           "2 %2 = read this.a\n2 %1 = compute <- %2 [may]\n"
                           " b3 -> b1\n"
                           "3 %3 = read this.b\n3 %1 = compute <- %3 [may]\n"
                           " b1 (exit)\n")),
            (Strings{"returns a", "returns b"}));
}

TEST(Summary, AConstantResultTellsWhatWasTested) {
  EXPECT_EQ(summary("function can\n returns %1\n"
                    " b0 (entry) -> b2 -> b3\n"
                    "1 %2 = read this.n\n1 branch <- ~%2\n"
                    " b2 -> b1\n2 %1 = compute [may]\n"
                    " b3 -> b1\n3 %1 = compute [may]\n"
                    " b1 (exit)\n"),
            Strings{"returns n!"});
}

TEST(Summary, AReturnedValueCanBeStale) {
  EXPECT_EQ(summary("coroutine get\n returns %1\n b0 (entry) -> b1\n"
                    "1 %2 = read this.n\n2 suspend\n"
                    "3 %1 = compute <- %2 [may]\n b1 (exit)\n"),
            (Strings{"returns n stale", "suspends"}));
}

TEST(Summary, EffectsOnWhatOutlivesIt) {
  EXPECT_EQ(summary("function f\n parameters local v\n b0 (entry) -> b1\n"
                    "1 %1 = read local v\n"
                    "2 write this.n <- %1\n"
                    "3 update global g\n"
                    "4 write parameter p.x\n"
                    "5 write local gone <- %1\n"
                    "6 use this.handle\n b1 (exit)\n"),
            (Strings{"write n <- v", "update g", "write p.x", "use handle"}));
}

TEST(Summary, EffectsAfterASuspension) {
  EXPECT_EQ(summary(straight("1 write this.a\n2 suspend\n3 write this.b")),
            (Strings{"write a", "write b later", "suspends"}));
}

TEST(Summary, AnEffectIsCheckedInTheFunction) {
  EXPECT_EQ(summary("function take\n"
                    " b0 (entry) -> b2 -> b1\n"
                    "1 %1 = read this.n\n1 branch <- ~%1\n"
                    " b2 -> b1\n"
                    "2 update this.n\n"
                    "3 update this.m\n"
                    " b1 (exit)\n"),
            (Strings{"update n [checked]", "update m"}));
}

TEST(Summary, ARaceInsideIsNotItsCallers) {
  EXPECT_EQ(summary(straight("1 %1 = read this.n\n"
                             "2 suspend\n"
                             "3 write this.n <- %1\n"
                             "4 write this.m <- %1")),
            (Strings{"write n later", "write m <- n stale later", "suspends"}));
}

TEST(Summary, LocksByHandAreTold) {
  EXPECT_EQ(summary(straight("1 acquire this.mutex\n2 write this.n")),
            (Strings{"acquire mutex", "write n"}));
  EXPECT_EQ(summary(straight("1 acquire this.mutex by local lock\n"
                             "2 release this.mutex by local lock")),
            Strings{"acquire mutex"})
      << "over when the function is, but a caller that holds it waits forever";
}

TEST(Summary, WhatOnlyStartsHereIsNotDoneHere) {
  EXPECT_EQ(summary("function f\n"
                    " b0 (entry) -> b1 -> b2 (forks)\n"
                    "1 write this.a\n"
                    " b1 (exit)\n"
                    " b2 -> b1\n"
                    "2 suspend [continuation]\n"
                    "3 write this.b\n"),
            Strings{"write a"});
}

TEST(Summary, NamesTheFunctionOfTheEffect) {
  Solved S("function Box::set\n b0 (entry) -> b1\n1 write this.n\n"
           "2 write this.m in inner\n b1 (exit)\n");
  CallEffect Effect = S.summary();
  ASSERT_EQ(Effect.Effects.size(), 2u);
  EXPECT_EQ(Effect.Effects[0].What.Callee, "set");
  EXPECT_EQ(Effect.Effects[0].What.Inner.Begin, 1u);
  EXPECT_EQ(Effect.Effects[1].What.Callee, "inner");
}

TEST(Summary, ParametersThatAreCalledUnderALock) {
  Solved S("function with_lock\n parameters parameter body\n"
           " b0 (entry) -> b1\n"
           "1 acquire this.mutex by local lock\n2 invoke parameter body\n"
           "3 release this.mutex by local lock\n"
           "4 invoke parameter other\n b1 (exit)\n");
  CallEffect Effect = S.summary();
  ASSERT_EQ(Effect.InvokesUnderLock.size(), 1u);
  const CallEffect::Invocation &Body = Effect.InvokesUnderLock.front();
  EXPECT_EQ(S.Events.Places.spell(Body.Callable), "body");
  ASSERT_EQ(Body.Locks.size(), 1u);
  EXPECT_EQ(S.Events.Places.spell(Body.Locks.front()), "mutex");
}

TEST(Summary, ParametersThatAreCalledWithAndWithoutALock) {
  Solved S("function with_lock\n parameters parameter body\n"
           " b0 (entry) -> b1\n"
           "1 acquire this.mutex by local lock\n2 invoke parameter body\n"
           "3 release this.mutex by local lock\n"
           "4 invoke parameter body\n b1 (exit)\n");
  EXPECT_TRUE(S.summary().InvokesUnderLock.empty());
}

TEST(Summary, AwaitedCallsAndTheirLocks) {
  ParsedEvents P = parsed(straight("1 suspend in a\n"
                                   "2 acquire this.mutex by local lock\n"
                                   "3 suspend in b\n"
                                   "4 suspend"));
  EventGraph &G = P.Graphs.front();
  G.Events[1].CalleeId = 7;
  G.Events[3].CalleeId = 8;
  ControlDependence C(G);
  Fixpoint F(G, P.Places, C);
  std::vector<AwaitedCall> Calls = awaitedCalls(F);
  ASSERT_EQ(Calls.size(), 2u);
  EXPECT_EQ(Calls[0].Callee, 7u);
  EXPECT_FALSE(Calls[0].UnderLock);
  EXPECT_EQ(Calls[1].Callee, 8u);
  EXPECT_TRUE(Calls[1].UnderLock);
}

} // namespace
