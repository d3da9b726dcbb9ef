//===- solve_test.cpp - The dataflow, from event text ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What makes a check and an act a pair. Pairs read as in EventText.h:
// "decision 1>2>3", by line.
//
//===----------------------------------------------------------------------===//

#include "EventText.h"

using namespace await_tidy;
using namespace await_tidy::test;

namespace {

const Strings None;

/// if (n) { <events> }, with the test in line 1.
std::string tested(const std::string &Events) {
  return "coroutine f\n"
         " place n = this.n number\n"
         " b0 (entry) -> b2 -> b1\n"
         "  1 %1 = read n\n"
         "  1 branch <- ~%1\n"
         " b2 -> b1\n" +
         Events +
         "\n"
         " b1 (exit)\n";
}

//===----------------------------------------------------------------------===//
// What the act relies on
//===----------------------------------------------------------------------===//

TEST(Pairs, ValueIsWrittenBack) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 suspend\n"
                           "3 write this.n <- ~%1")),
            Strings{"value 1>2>3"});
}

TEST(Pairs, NeedASuspension) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 compute\n"
                           "3 write this.n <- ~%1")),
            None);
}

TEST(Pairs, NeedTheSuspensionInBetween) {
  EXPECT_EQ(pairs(straight("1 suspend\n"
                           "2 %1 = read this.n\n"
                           "3 write this.n <- ~%1\n"
                           "4 suspend")),
            None);
}

TEST(Pairs, AreOfOnePlace) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 suspend\n"
                           "3 write this.m <- ~%1")),
            None);
}

TEST(Pairs, OfAPartAndTheWhole) {
  Solved S(straight("1 %1 = read this.a.n\n"
                    "2 suspend\n"
                    "3 write this.a <- ~%1"));
  EXPECT_EQ(S.pairs(), Strings{"value 1>2>3"});
  EXPECT_EQ(S.pair(1, 3).Relation, Overlap::Part);
}

TEST(Pairs, OfTwoParametersOfOneType) {
  Solved S(straight("1 %1 = read parameter a.n\n"
                    "2 suspend\n"
                    "3 write parameter b.n <- ~%1"));
  EXPECT_EQ(S.pairs(), Strings{"value 1>2>3"});
  EXPECT_EQ(S.pair(1, 3).Relation, Overlap::May);
}

TEST(Pairs, NameTheFirstSuspension) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 suspend\n"
                           "3 suspend\n"
                           "4 write this.n <- %1")),
            Strings{"value 1>2>4"});
}

TEST(Pairs, ValueGoesThroughLocals) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "1 write local old <- %1 [initial]\n"
                           "2 suspend\n"
                           "3 %2 = read local old\n"
                           "4 %3 = compute <- ~%2\n"
                           "5 write this.n <- %3")),
            Strings{"value 1>2>5"});
}

TEST(Pairs, KeepTheWeakestLink) {
  Solved S(straight("1 %1 = read this.n\n"
                    "2 %2 = compute <- ?%1\n"
                    "3 suspend\n"
                    "4 %3 = compute <- ~%2\n"
                    "5 write this.n <- %3"));
  EXPECT_EQ(S.pair(1, 5).How, Flow::Opaque);
  Solved Copy(straight("1 %1 = read this.n\n2 suspend\n3 write this.n <- %1"));
  EXPECT_EQ(Copy.pair(1, 3).How, Flow::Copy);
}

TEST(Pairs, ALocalThatIsOverwrittenForgets) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "1 write local old <- %1 [initial]\n"
                           "2 suspend\n"
                           "3 write local old [constant]\n"
                           "4 %2 = read local old\n"
                           "5 write this.n <- %2")),
            None);
}

TEST(Pairs, ALocalThatMayBeOverwrittenRemembers) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "1 write local old <- %1 [initial]\n"
                           "2 suspend\n"
                           "3 write local old [constant] [may]\n"
                           "4 %2 = read local old\n"
                           "5 write this.n <- %2")),
            Strings{"value 1>2>5"});
}

/// A part of a copy of this.account is stored.
std::string partOfACopy(const std::string &Read, const std::string &Written) {
  return straight("1 %1 = read this.account\n"
                  "1 write local saved <- %1 [initial]\n"
                  "2 suspend\n"
                  "3 %2 = read local saved." +
                  Read + "\n4 write this.account." + Written + " <- %2");
}

TEST(Pairs, APartOfACopiedObjectIsACopyOfThatPart) {
  Solved S(partOfACopy("balance", "balance"));
  EXPECT_TRUE(llvm::any_of(S.Pairs, [](const Pair &P) {
    return P.Relation == Overlap::Same && P.How == Flow::Copy;
  }));
}

// The read of saved.limit also counts as one of the whole of saved.
TEST(Pairs, APartOfACopiedObjectIsNoOtherPart) {
  EXPECT_EQ(pairs(partOfACopy("limit", "balance")), None);
}

TEST(Pairs, DecisionIsActedOn) {
  EXPECT_EQ(pairs(tested("2 suspend\n3 update n")), Strings{"decision 1>2>3"});
  EXPECT_EQ(pairs(tested("2 suspend\n3 use n")), Strings{"decision 1>2>3"});
}

TEST(Pairs, DecisionAfterAnEarlyReturn) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b3\n"
                  "  1 %1 = read this.n\n"
                  "  1 branch <- ~%1\n"
                  " b2 -> b1\n"
                  " b3 -> b1\n"
                  "  2 suspend\n"
                  "  3 update this.n\n"
                  " b1 (exit)\n"),
            Strings{"decision 1>2>3"});
}

TEST(Pairs, DecisionKeptInABool) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " place ok = local ok bool\n"
                  " b0 (entry) -> b2 -> b3\n"
                  "  1 write ok [constant] [reset] [initial]\n"
                  "  2 %1 = read this.n\n"
                  "  2 branch <- ~%1\n"
                  " b2 -> b3\n"
                  "  3 write ok [constant]\n"
                  " b3 -> b4 -> b1\n"
                  "  4 suspend\n"
                  "  5 %2 = read ok\n"
                  "  5 branch <- %2\n"
                  " b4 -> b1\n"
                  "  6 update this.n\n"
                  " b1 (exit)\n"),
            Strings{"decision 2>4>6"});
}

TEST(Pairs, WhatFollowsBothWaysIsNotDecided) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b3\n"
                  "  1 %1 = read this.n\n"
                  "  1 branch <- ~%1\n"
                  " b2 -> b3\n"
                  "  2 compute\n"
                  " b3 -> b1\n"
                  "  3 suspend\n"
                  "  4 update this.n\n"
                  " b1 (exit)\n"),
            None);
}

const char *const WaitOnce = "coroutine f\n"
                             " b0 (entry) -> b2 -> b3\n"
                             "  1 %1 = read this.n\n"
                             "  1 branch <- ~%1\n"
                             " b2 -> b3\n"
                             "  2 suspend\n"
                             " b3 -> b1\n"
                             "  3 update this.n\n"
                             " b1 (exit)\n";

TEST(Pairs, WaitedOnce) { EXPECT_EQ(pairs(WaitOnce), Strings{"waited 1>2>3"}); }

TEST(Pairs, WaitedInALoopIsTestedAgain) {
  std::string Text = WaitOnce;
  Text.replace(Text.find("branch <- ~%1"), 13, "branch <- ~%1 [loop]");
  Text.replace(Text.find("b2 -> b3\n  2"), 8, "b2 -> b0");
  for (const std::string &P : pairs(Text))
    EXPECT_NE(P.find("(recheck)"), P.npos) << P;
}

TEST(Pairs, AWaitThatChangesSomethingIsNoMereWait) {
  std::string Text = WaitOnce;
  Text.replace(Text.find("  2 suspend\n"), 12,
               "  2 suspend\n  2 update this.m\n");
  EXPECT_EQ(pairs(Text), None);
}

TEST(Pairs, ConsumedAndReset) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 suspend <- %1\n"
                           "3 write this.n [constant] [reset]")),
            Strings{"consumed 1>2>3"});
}

TEST(Pairs, ConsumedAndAdvanced) {
  std::string Text = "coroutine f\n"
                     " place n = this.n number\n"
                     " b0 (entry) -> b1\n"
                     "  1 %1 = read n\n"
                     "  2 suspend <- %1\n"
                     "  3 update n [step]\n"
                     " b1 (exit)\n";
  EXPECT_EQ(pairs(Text), Strings{"consumed 1>2>3"});
  Text.replace(Text.find(" number"), 7, "");
  EXPECT_EQ(pairs(Text), None) << "only a number is advanced";
}

TEST(Pairs, ANumberThatWasAdvancedBeforeIsNotConsumed) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " place n = this.n number\n"
                  " b0 (entry) -> b1\n"
                  "  1 update n [step]\n"
                  "  1 %1 = read n\n"
                  "  2 suspend <- %1\n"
                  "  3 update n [step]\n"
                  " b1 (exit)\n"),
            None);
}

TEST(Pairs, WhatIsTakenAwayByOneIsNotConsumed) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 suspend <- %1\n"
                           "3 update this.n [step] [shrinks]")),
            None);
}

TEST(Pairs, AChangeBeforeTheAwaitIsNotConsumed) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "1 write this.n [constant] [reset]\n"
                           "2 suspend <- %1\n"
                           "3 write this.n [constant] [reset]")),
            None);
}

TEST(Pairs, AComputedArgumentIsNotConsumed) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 suspend <- ~%1\n"
                           "3 write this.n [constant] [reset]")),
            None);
}

TEST(Pairs, CarriedAroundALoop) {
  // The value of the first round is written in the second one.
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2\n"
                  "  1 %1 = read this.n\n"
                  "  1 write local x <- %1 [initial]\n"
                  " b2 -> b3 -> b1\n"
                  "  2 %2 = read local more\n"
                  "  2 branch <- ~%2 [loop]\n"
                  " b3 -> b2\n"
                  "  3 %3 = read local x\n"
                  "  3 write this.n <- ~%3\n"
                  "  4 suspend\n"
                  " b1 (exit)\n"),
            Strings{"value 1>4>3"});
}

TEST(Pairs, ReadAgainInEachRound) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2\n"
                  " b2 -> b3 -> b1\n"
                  "  2 %2 = read local more\n"
                  "  2 branch <- ~%2 [loop]\n"
                  " b3 -> b2\n"
                  "  3 %3 = read this.n\n"
                  "  3 write this.n <- ~%3\n"
                  "  4 suspend\n"
                  " b1 (exit)\n"),
            None);
}

TEST(Pairs, OfAHandler) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b3 (throws)\n"
                  "  1 %1 = read this.n\n"
                  "  1 write local old <- %1 [initial]\n"
                  "  2 suspend\n"
                  " b2 -> b1\n"
                  " b3 -> b1\n"
                  "  3 %2 = read local old\n"
                  "  4 write this.n <- %2\n"
                  " b1 (exit)\n"),
            Strings{"value 1>2>4"});
}

TEST(Pairs, SuspendedOnOneOfTwoWays) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b3\n"
                  "  1 %1 = read this.n\n"
                  "  2 branch\n"
                  " b2 -> b3\n"
                  "  3 suspend\n"
                  " b3 -> b1\n"
                  "  4 write this.n <- ~%1\n"
                  " b1 (exit)\n"),
            Strings{"value 1>3>4"});
}

TEST(Pairs, AContinuationStartsAfterASuspension) {
  EXPECT_EQ(pairs("function f\n"
                  " b0 (entry) -> b1 -> b2 (forks)\n"
                  "  1 %1 = read this.n\n"
                  " b1 (exit)\n"
                  " b2 -> b1\n"
                  "  2 suspend [continuation]\n"
                  "  3 write this.n <- ~%1\n"),
            Strings{"value 1>2>3"});
}

//===----------------------------------------------------------------------===//
// Who can reach the place
//===----------------------------------------------------------------------===//

/// %1 = read PLACE; suspend; write PLACE <- %1
Strings pairsOn(const std::string &Place,
                const std::string &First = "compute") {
  return pairs(straight("1 " + First + "\n2 %1 = read " + Place +
                        "\n3 suspend\n4 write " + Place + " <- ~%1"));
}

TEST(Sharing, LocalsAreOurs) {
  EXPECT_EQ(pairsOn("local x"), None);
  EXPECT_EQ(pairsOn("local p->(unique)x"), None);
  EXPECT_EQ(pairsOn("temporary t"), None);
}

TEST(Sharing, OthersAreNot) {
  const Strings One{"value 2>3>4"};
  EXPECT_EQ(pairsOn("shared local x"), One);
  EXPECT_EQ(pairsOn("global g"), One);
  EXPECT_EQ(pairsOn("parameter p"), One);
  EXPECT_EQ(pairsOn("local p->x"), One);
  EXPECT_EQ(pairsOn("this.owned->(unique)x"), One);
}

TEST(Sharing, AFreshObjectIsOursUntilItEscapes) {
  EXPECT_EQ(pairsOn("local p->(fresh)x"), None);
  EXPECT_EQ(pairsOn("local p->(fresh)x", "escape local p"),
            Strings{"value 2>3>4"});
}

TEST(Sharing, EscapedOnOneOfTwoWaysIsEscaped) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b3\n"
                  "  1 branch\n"
                  " b2 -> b3\n"
                  "  2 escape local p\n"
                  " b3 -> b1\n"
                  "  3 %1 = read local p->(fresh)x\n"
                  "  4 suspend\n"
                  "  5 write local p->(fresh)x <- ~%1\n"
                  " b1 (exit)\n"),
            Strings{"value 3>4>5"});
}

TEST(Sharing, EscapedAfterTheSuspensionIsTooLate) {
  EXPECT_EQ(pairs(straight("1 %1 = read local p->(fresh)x\n"
                           "2 suspend\n"
                           "3 escape local p\n"
                           "4 write local p->(fresh)x <- ~%1")),
            None);
}

TEST(Sharing, AConstantPlaceDoesNotGetOld) {
  EXPECT_EQ(pairs("coroutine f\n place c = this.c const\n b0 (entry) -> b1\n"
                  "1 %1 = read c\n2 suspend\n3 write c <- ~%1\n b1 (exit)\n"),
            None);
}

TEST(Keys, OneElementIsNotTheOther) {
  EXPECT_EQ(pairsOn("this.m[id: local id].n"), Strings{"value 2>3>4"});
  EXPECT_EQ(pairs(straight("1 %1 = read this.m[a: local a].n\n"
                           "2 suspend\n"
                           "3 write this.m[b: local b].n <- ~%1")),
            None);
}

TEST(Keys, AnotherValueOfTheVariableIsAnotherElement) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.m[id: local id].n\n"
                           "2 suspend\n"
                           "3 write local id\n"
                           "4 write this.m[id: local id].n <- ~%1")),
            None);
  EXPECT_EQ(pairs(straight("1 %1 = read this.m[id: local id].n\n"
                           "2 suspend\n"
                           "3 write local other\n"
                           "4 write this.m[id: local id].n <- ~%1")),
            Strings{"value 1>2>4"});
}

TEST(Keys, AnotherValueOfAPointerIsAnotherObject) {
  auto Text = [](const char *Changed) {
    return std::string("coroutine f\n"
                       " place p = local p handle\n"
                       " place q = local q handle\n"
                       " b0 (entry) -> b1\n"
                       "1 %1 = read local p->n\n"
                       "2 suspend\n"
                       "3 write ") +
           Changed + "\n4 write local p->n <- ~%1\n b1 (exit)\n";
  };
  EXPECT_EQ(pairs(Text("p")), None);
  EXPECT_EQ(pairs(Text("q")), Strings{"value 1>2>4"});
}

} // namespace
