//===- protections_test.cpp - Why a pair is safe --------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each protection where it holds, and beside it where it nearly does. Pairs
// read as in EventText.h: "decision 1>2>3 (recheck)", by line.
//
//===----------------------------------------------------------------------===//

#include "EventText.h"

using namespace await_tidy;
using namespace await_tidy::test;

namespace {

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
// Locks
//===----------------------------------------------------------------------===//

/// A stale write with something before and something after the suspension.
std::string around(const std::string &Before, const std::string &After) {
  return straight("1 acquire this.mutex by local lock\n"
                  "2 %1 = read this.n\n" +
                  Before + "5 suspend\n" + After + "9 write this.n <- ~%1\n" +
                  "10 release this.mutex by local lock");
}

TEST(LockHeld, FromTheReadToTheWrite) {
  EXPECT_EQ(pairs(around("", "")), Strings{"value 2>5>9 (lock-held)"});
}

TEST(LockHeld, NotWhenItIsReleasedInBetween) {
  EXPECT_EQ(pairs(around("3 release this.mutex by local lock\n", "")),
            Strings{"value 2>5>9"});
  EXPECT_EQ(pairs(around("", "6 release this.mutex by local lock\n")),
            Strings{"value 2>5>9"});
}

TEST(LockHeld, NotWhenItIsReleasedAndTakenAgain) {
  EXPECT_EQ(pairs(around("3 release this.mutex by local lock\n",
                         "6 acquire this.mutex by local lock\n")),
            Strings{"value 2>5>9"});
}

TEST(LockHeld, NotWhenOnlyOneWayReleasesIt) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b3\n"
                  "  1 acquire this.mutex by local lock\n"
                  "  2 %1 = read this.n\n"
                  "  3 branch\n"
                  " b2 -> b3\n"
                  "  4 release this.mutex by local lock\n"
                  " b3 -> b1\n"
                  "  5 suspend\n"
                  "  6 write this.n <- ~%1\n"
                  " b1 (exit)\n"),
            Strings{"value 2>5>6"});
}

TEST(LockHeld, NotWhenOnlyOneWayTakesIt) {
  auto Text = [](const char *Always, const char *Sometimes) {
    return std::string("coroutine f\n"
                       " b0 (entry) -> b2 -> b3\n") +
           "  1 " + Always + "\n  1 branch\n b2 -> b3\n  2 " + Sometimes +
           "\n b3 -> b1\n"
           "  3 %1 = read this.n\n"
           "  4 suspend\n"
           "  5 write this.n <- ~%1\n"
           " b1 (exit)\n";
  };
  EXPECT_EQ(pairs(Text("compute", "acquire this.mutex by local lock")),
            Strings{"value 3>4>5"});
  EXPECT_EQ(pairs(Text("acquire this.mutex by local lock",
                       "release this.mutex by local lock")),
            Strings{"value 3>4>5"});
  EXPECT_EQ(pairs(Text("acquire this.mutex by local lock", "compute")),
            Strings{"value 3>4>5 (lock-held)"});
}

TEST(LockHeld, IsDoubtfulIfOthersCanPerhapsHoldItToo) {
  auto Doubtful = [](const std::string &Text) {
    Solved S(Text);
    Facts F{S.Graph, S.Events.Places, S.Control, false, S.Pairs, nullptr};
    Pair P = S.pair(2, 9);
    for (const Protection *X : allProtections())
      if (X->Covers(F, P) && X->IsDoubtful)
        return X->IsDoubtful(F, P);
    ADD_FAILURE() << "not covered";
    return false;
  };
  std::string Perhaps = around("", "");
  Perhaps.insert(Perhaps.find("by local lock") + 13, " [may]");
  EXPECT_FALSE(Doubtful(around("", "")));
  EXPECT_TRUE(Doubtful(Perhaps));
}

TEST(ReaderLock, IsEnoughForReferencesOnly) {
  auto Held = [](const std::string &Events) {
    return straight("1 acquire this.mutex by local lock [shared]\n" + Events +
                    "9 release this.mutex by local lock");
  };
  EXPECT_EQ(pairs(Held("2 %1 = borrow this.list [removal]\n"
                       "3 suspend\n4 follow <- %1\n")),
            Strings{"borrowed 2>3>4 (reader-lock)"});
  EXPECT_EQ(pairs(Held("2 %1 = read this.n\n"
                       "3 suspend\n4 write this.n <- ~%1\n")),
            Strings{"value 2>3>4"});
}

TEST(ReaderLock, NotWhenItIsLetGoInBetween) {
  EXPECT_EQ(pairs(straight("1 acquire this.mutex by local lock [shared]\n"
                           "2 %1 = borrow this.list [removal]\n"
                           "3 release this.mutex by local lock\n"
                           "4 suspend\n"
                           "5 acquire this.mutex by local lock [shared]\n"
                           "6 follow <- %1\n"
                           "7 release this.mutex by local lock")),
            Strings{"borrowed 2>4>6"});
}

TEST(LockHeld, NotWhenAnotherActivityStarts) {
  EXPECT_EQ(pairs(around("3 detach\n", "")), Strings{"value 2>5>9"});
}

TEST(LockHeld, NotByAReader) {
  std::string Text = around("", "");
  Text.replace(Text.find("by local lock"), 13, "by local lock [shared]");
  EXPECT_EQ(pairs(Text), Strings{"value 2>5>9"});
}

TEST(LockHeld, ByHand) {
  EXPECT_EQ(pairs(straight("1 acquire this.mutex\n"
                           "2 %1 = read this.n\n"
                           "3 suspend\n"
                           "4 write this.n <- ~%1\n"
                           "5 release this.mutex")),
            Strings{"value 2>3>4 (lock-held)"});
  EXPECT_EQ(pairs(straight("1 acquire this.mutex\n"
                           "2 %1 = read this.n\n"
                           "3 release this.mutex\n"
                           "4 suspend\n"
                           "5 write this.n <- ~%1\n")),
            Strings{"value 2>4>5"});
}

TEST(LockHeld, OneOfTwoIsEnough) {
  EXPECT_EQ(pairs(around("3 acquire this.other by local second\n"
                         "4 release this.other by local second\n",
                         "")),
            Strings{"value 2>5>9 (lock-held)"});
}

TEST(LockHeld, AReadJustBeforeIsAsGoodAsUnderIt) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 acquire this.mutex by local lock\n"
                           "3 suspend\n"
                           "4 write this.n <- ~%1")),
            Strings{"value 1>3>4 (lock-held)"});
}

TEST(LockHeld, WaitingForItIsASuspension) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 suspend [lock]\n"
                           "2 acquire this.mutex by local lock\n"
                           "3 write this.n <- ~%1")),
            Strings{"value 1>2>3"});
}

TEST(LockHeld, TakenInTwoWaysIsOneLock) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b3\n"
                  "  1 branch\n"
                  " b2 -> b4\n"
                  "  2 acquire this.mutex by local lock\n"
                  " b3 -> b4\n"
                  "  3 suspend\n"
                  "  3 acquire this.mutex by local lock\n"
                  " b4 -> b1\n"
                  "  4 %1 = read this.n\n"
                  "  5 suspend\n"
                  "  6 write this.n <- ~%1\n"
                  " b1 (exit)\n"),
            Strings{"value 4>5>6 (lock-held)"});
}

TEST(LockHeld, ByTheCallers) {
  Solved S(straight("1 %1 = read this.n\n2 suspend\n3 write this.n <- ~%1"));
  EXPECT_EQ(S.pairs(/*CallersHoldLock=*/true),
            Strings{"value 1>2>3 (lock-held)"});
}

//===----------------------------------------------------------------------===//
// Other protections
//===----------------------------------------------------------------------===//

/// if (!busy) { busy = true; <events> }
std::string whileBusy(const std::string &Events,
                      const std::string &Take = "write busy [constant]") {
  return "coroutine f\n"
         " place busy = this.busy bool\n"
         " b0 (entry) -> b2 -> b1\n"
         "  1 %1 = read busy\n"
         "  1 branch <- ~%1\n"
         " b2 -> b1\n"
         "  2 " +
         Take +
         "\n"
         "  3 %2 = read this.n\n" +
         Events +
         "\n"
         " b1 (exit)\n";
}

TEST(BusyFlag, TurnsOthersAway) {
  Solved S(whileBusy("4 suspend\n"
                     "5 write this.n <- ~%2\n"
                     "6 write busy [constant] [reset]"));
  EXPECT_EQ(S.pairs(), (Strings{"value 3>4>5 (busy-flag)",
                                "decision 1>4>6 (busy-flag) (reservation)"}));
  ASSERT_EQ(S.pair(3, 5).Flags.size(), 1u);
  EXPECT_EQ(S.line(S.pair(3, 5).Flags.front()), 2u);
}

TEST(BusyFlag, IsOverOnceItIsCleared) {
  Solved S(whileBusy("4 suspend\n"
                     "5 write busy [constant] [reset]\n"
                     "6 suspend\n"
                     "7 write this.n <- ~%2"));
  EXPECT_EQ(S.pairs(), (Strings{"decision 1>4>5 (busy-flag) (reservation)",
                                "value 3>4>7"}));
}

TEST(BusyFlag, ClearedBeforeTheSuspensionIsNotTakenAgain) {
  EXPECT_EQ(pairs(whileBusy("4 write busy [constant] [reset]\n"
                            "5 suspend\n"
                            "6 write this.n <- ~%2")),
            Strings{"value 3>5>6"});
}

TEST(BusyFlag, TurnsOthersAwayUntilTheyRun) {
  EXPECT_EQ(pairs(whileBusy("4 suspend\n"
                            "5 write busy [constant] [reset]\n"
                            "6 write this.n <- ~%2\n"
                            "7 suspend")),
            (Strings{"decision 1>4>5 (busy-flag) (reservation)",
                     "value 3>4>6 (busy-flag)"}));
}

TEST(BusyFlag, SetWithoutATestTurnsNobodyAway) {
  EXPECT_EQ(pairs(straight("1 write this.busy [constant]\n"
                           "2 %1 = read this.n\n"
                           "3 suspend\n"
                           "4 write this.n <- ~%1")),
            Strings{"value 2>3>4"});
}

TEST(BusyFlag, SetAfterASuspensionIsTooLate) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " place busy = this.busy bool\n"
                  " b0 (entry) -> b2 -> b1\n"
                  "  1 %1 = read busy\n"
                  "  1 branch <- ~%1\n"
                  " b2 -> b1\n"
                  "  2 suspend\n"
                  "  3 write busy [constant]\n"
                  "  4 %2 = read this.n\n"
                  "  5 suspend\n"
                  "  6 write this.n <- ~%2\n"
                  " b1 (exit)\n"),
            (Strings{"decision 1>2>3", "value 4>5>6"}));
}

TEST(BusyFlag, AnInFlightSet) {
  // if (!set.insert(id).second) return;
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b1\n"
                  "  1 %1 = update this.set[id: local id] [conditional]\n"
                  "  1 branch <- ~%1\n"
                  " b2 -> b1\n"
                  "  2 %2 = read this.n\n"
                  "  3 suspend\n"
                  "  4 write this.n <- ~%2\n"
                  " b1 (exit)\n"),
            Strings{"value 2>3>4 (busy-flag)"});
}

TEST(Reservation, IsMadeBeforeTheSuspension) {
  EXPECT_EQ(pairs(tested("2 update n [shrinks]\n"
                         "3 suspend\n"
                         "4 update n")),
            Strings{"decision 1>3>4 (reservation)"});
}

TEST(Reservation, OnOneOfTwoWaysIsNone) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b1\n"
                  "  1 %1 = read this.n\n"
                  "  1 branch <- ~%1\n"
                  " b2 -> b3 -> b4\n"
                  "  2 branch\n"
                  " b3 -> b4\n"
                  "  3 update this.n [shrinks]\n"
                  " b4 -> b1\n"
                  "  4 suspend\n"
                  "  5 update this.n\n"
                  " b1 (exit)\n"),
            Strings{"decision 1>4>5"});
}

TEST(Reservation, AfterTheSuspensionIsNone) {
  EXPECT_EQ(pairs(tested("2 suspend\n"
                         "3 update n [shrinks]\n"
                         "4 update n")),
            (Strings{"decision 1>2>3", "decision 1>2>4"}));
}

TEST(Reservation, DoesNotAllowARestore) {
  Solved S(straight("1 %1 = read this.n\n"
                    "1 write local old <- %1 [initial]\n"
                    "2 update this.n [shrinks]\n"
                    "3 suspend\n"
                    "4 %2 = read local old\n"
                    "5 write this.n <- %2"));
  EXPECT_EQ(S.pairs(), Strings{"value 1>3>5"});
  Pair P = S.pair(1, 5);
  EXPECT_TRUE(P.Reserved);
  EXPECT_EQ(S.line(P.OwnWrite), 2u);
}

TEST(OwnWrite, SeveralAreNotOne) {
  Solved S(straight("1 %1 = read this.n\n"
                    "2 update this.n\n"
                    "3 update this.n\n"
                    "4 suspend\n"
                    "5 write this.n <- %1"));
  EXPECT_EQ(S.pair(1, 5).OwnWrite, Pair::ManyWrites);
}

TEST(OwnWrite, OfAnotherPlaceIsNone) {
  Solved S(straight("1 %1 = read this.n\n"
                    "2 update this.m\n"
                    "3 suspend\n"
                    "4 write this.n <- %1"));
  EXPECT_EQ(S.pair(1, 4).OwnWrite, 0u);
  EXPECT_FALSE(S.pair(1, 4).Reserved);
}

TEST(Recheck, AfterTheLastSuspension) {
  std::string Text = "coroutine f\n"
                     " b0 (entry) -> b2 -> b1\n"
                     "  1 %1 = read this.n\n"
                     "  1 branch <- ~%1\n"
                     " b2 -> b3 -> b1\n"
                     "  2 suspend\n"
                     "  3 %2 = read this.n\n"
                     "  3 branch <- ~%2\n"
                     " b3 -> b1\n"
                     "  4 update this.n\n"
                     " b1 (exit)\n";
  EXPECT_EQ(pairs(Text), Strings{"decision 1>2>4 (recheck)"});
  std::string Late = Text, Assertion = Text;
  Late.replace(Late.find("  4 update"), 4, "  4 suspend\n  5 ");
  for (const std::string &P : pairs(Late))
    EXPECT_EQ(P.find("recheck"), P.npos) << P;
  Assertion.replace(Assertion.find("~%2\n"), 4, "~%2 [assertion]\n");
  EXPECT_EQ(pairs(Assertion), Strings{"decision 1>2>4"});
}

TEST(Recheck, OfAnotherPlaceIsNone) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b1\n"
                  "  1 %1 = read this.n\n"
                  "  1 branch <- ~%1\n"
                  " b2 -> b3 -> b1\n"
                  "  2 suspend\n"
                  "  3 %2 = read this.m\n"
                  "  3 branch <- ~%2\n"
                  " b3 -> b1\n"
                  "  4 update this.n\n"
                  " b1 (exit)\n"),
            Strings{"decision 1>2>4"});
}

TEST(Recheck, DoesNotMakeAnOldValueNew) {
  EXPECT_EQ(pairs("coroutine f\n"
                  " b0 (entry) -> b2 -> b1\n"
                  "  1 %1 = read this.n\n"
                  "  2 suspend\n"
                  "  3 %2 = read this.n\n"
                  "  3 branch <- ~%2\n"
                  " b2 -> b1\n"
                  "  4 write this.n <- ~%1\n"
                  " b1 (exit)\n"),
            Strings{"value 1>2>4"});
}

const char *const Versions = "coroutine f\n"
                             " b0 (entry) -> b2 -> b1\n"
                             "  1 %1 = read this.version\n"
                             "  2 %2 = read this.n\n"
                             "  3 suspend\n"
                             "  4 %3 = read this.version\n"
                             "  4 branch <- ~%3, ~%1 [equality]\n"
                             " b2 -> b1\n"
                             "  5 write this.n <- ~%2\n"
                             " b1 (exit)\n";

TEST(VersionCompare, OfNowAndBefore) {
  EXPECT_EQ(pairs(Versions), Strings{"value 2>3>5 (version-compare)"});
}

TEST(VersionCompare, OfTwoPlacesIsNone) {
  std::string Text = Versions;
  Text.replace(Text.find("%3 = read this.version"), 22, "%3 = read this.other");
  EXPECT_EQ(pairs(Text), Strings{"value 2>3>5"});
}

TEST(VersionCompare, BeforeTheLastSuspensionIsNone) {
  std::string Text = Versions;
  Text.replace(Text.find("  5 write"), 4, "  5 suspend\n  6 ");
  EXPECT_EQ(pairs(Text), Strings{"value 2>3>6"});
}

TEST(VersionCompare, OfAPointerWithAnything) {
  // if (current == mine) current = previous;
  std::string Text = "coroutine f\n"
                     " place current = this.current handle\n"
                     " b0 (entry) -> b2 -> b1\n"
                     "  1 %1 = read current\n"
                     "  2 suspend\n"
                     "  3 %2 = read current\n"
                     "  3 branch <- ~%2 [equality]\n"
                     " b2 -> b1\n"
                     "  4 write current <- %1\n"
                     " b1 (exit)\n";
  EXPECT_EQ(pairs(Text), Strings{"value 1>2>4 (version-compare)"});
  Text.replace(Text.find(" [equality]"), 11, "");
  EXPECT_EQ(pairs(Text), Strings{"value 1>2>4"});
}

TEST(CompareAndSwap, LooksForItself) {
  EXPECT_EQ(pairs(tested("2 suspend\n3 update n [conditional]")),
            Strings{"decision 1>2>3 (compare-and-swap)"});
}

TEST(CheckedInCallee, TestsForItself) {
  EXPECT_EQ(pairs(tested("2 suspend\n3 update n [checked] in take")),
            Strings{"decision 1>2>3 (checked-in-callee)"});
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 suspend\n"
                           "3 write this.n <- ~%1 [checked] in set")),
            Strings{"value 1>2>3"})
      << "an old value stays old";
}

TEST(OneStep, TakesAwayWhatWasRead) {
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 suspend\n"
                           "3 update this.n <- %1 [shrinks]")),
            Strings{"value 1>2>3 (one-step)"});
  EXPECT_EQ(pairs(straight("1 %1 = read this.n\n"
                           "2 suspend\n"
                           "3 update this.n <- ~%1 [shrinks]")),
            Strings{"value 1>2>3"})
      << "not exactly what was read";
}

TEST(OneStep, PutsBackABatch) {
  Solved S(straight("1 %1 = read this.queue [moved]\n"
                    "2 suspend\n"
                    "3 update this.queue <- %1"));
  EXPECT_EQ(S.pairs(), Strings{"value 1>2>3 (one-step)"});
  EXPECT_TRUE(S.pair(1, 3).Moved);
}

TEST(OneStep, OverwritingWithABatchIsNone) {
  Solved S(straight("1 %1 = read this.queue [moved]\n"
                    "2 suspend\n"
                    "3 write this.queue <- %1"));
  EXPECT_EQ(S.pairs(), Strings{"value 1>2>3"});
  EXPECT_TRUE(S.pair(1, 3).Moved);
}

TEST(OneStep, MergedWithWhatHasComeSince) {
  Solved S(straight("1 %1 = read this.queue [moved]\n"
                    "2 suspend\n"
                    "3 %2 = read this.queue\n"
                    "4 %3 = compute <- %1, %2\n"
                    "5 write this.queue <- %3"));
  EXPECT_EQ(S.pairs(), Strings{"value 1>2>5 (one-step)"});
  EXPECT_TRUE(S.pair(1, 5).Merged);
  EXPECT_FALSE(S.pair(1, 5).ReadAgain);
}

TEST(Merged, InTheExpressionOfTheAct) {
  Solved S(straight("1 %1 = read this.n\n"
                    "2 suspend\n"
                    "3 %2 = read this.n\n"
                    "3 write this.n <- ~%1, ~%2"));
  EXPECT_TRUE(S.pair(1, 3).ReadAgain);
}

TEST(StopFlag, EndsTheLoopThatTestsIt) {
  std::string Text = "coroutine f\n"
                     " place running = this.running bool\n"
                     " b0 (entry) -> b2\n"
                     " b2 -> b3 -> b1\n"
                     "  1 %1 = read running\n"
                     "  1 branch <- ~%1 [loop]\n"
                     " b3 -> b2\n"
                     "  2 suspend\n"
                     "  3 write running [constant] [reset]\n"
                     " b1 (exit)\n";
  EXPECT_EQ(pairs(Text), Strings{"decision 1>2>3 (stop-flag)"});
  Text.replace(Text.find("running bool"), 12, "running number");
  EXPECT_EQ(pairs(Text), Strings{"decision 1>2>3"}) << "a count is no flag";
}

//===----------------------------------------------------------------------===//
// What the program says of itself
//===----------------------------------------------------------------------===//

TEST(Declared, TheFunctionHasOneOwner) {
  std::string Text = straight("1 %1 = read this.n\n"
                              "2 suspend\n"
                              "3 write this.n <- ~%1");
  Text.insert(Text.find(" b0"), " single-owner\n");
  EXPECT_EQ(pairs(Text), Strings{"value 1>2>3 (declared-single-owner)"});
}

TEST(Declared, TheStateOrWhatIsAroundItHasOneOwner) {
  auto Of = [](const std::string &Owned) {
    return "coroutine f\n place x = " + Owned +
           " single-owner\n b0 (entry) -> b1\n"
           "1 %1 = read this.session.n\n"
           "2 suspend\n"
           "3 write this.session.n <- ~%1\n"
           " b1 (exit)\n";
  };
  EXPECT_EQ(pairs(Of("this.session.n")),
            Strings{"value 1>2>3 (declared-single-owner)"});
  EXPECT_EQ(pairs(Of("this.session")),
            Strings{"value 1>2>3 (declared-single-owner)"});
  EXPECT_EQ(pairs(Of("this.session.m")), Strings{"value 1>2>3"});
}

TEST(Declared, FilledByWhatMayBeDoneTwice) {
  const std::string Fill = "  3 %2 = compute\n  4 write n <- %2";
  EXPECT_EQ(pairs(tested("  2 suspend [idempotent]\n" + Fill)),
            Strings{"decision 1>2>4 (declared-idempotent)"});
  EXPECT_EQ(pairs(tested("  2 suspend\n" + Fill)), Strings{"decision 1>2>4"});
  EXPECT_EQ(pairs(tested("  2 suspend [idempotent]\n"
                         "  4 write n [constant]")),
            Strings{"decision 1>2>4"})
      << "not what was loaded";
}

/// A row is read, its value tested as \p Test says, and one column changed.
std::string rowTested(const std::string &Read, const std::string &Test,
                      const std::string &Act) {
  return "coroutine f\n"
         " place row = global posts.id[id: local id] table\n"
         " place views = global posts.id[id: local id].views table\n"
         " b0 (entry) -> b2 -> b1\n"
         "  1 %1 = read " +
         Read + "\n  1 write local rows <- %1 [initial]\n" +
         "  1 %2 = read local rows\n  1 %3 = compute <- ~%2 " + Test +
         "\n  1 branch <- %3\n"
         " b2 -> b1\n  2 suspend\n  3 " +
         Act +
         "\n"
         " b1 (exit)\n";
}

TEST(RowExists, IsEnoughToChangeIt) {
  EXPECT_EQ(pairs(rowTested("views", "[existence] [truth]", "update views")),
            Strings{"decision 1>2>3 (row-exists)"});
  EXPECT_EQ(pairs(rowTested("views", "", "update views")),
            Strings{"decision 1>2>3"})
      << "what is in it was tested";
  EXPECT_EQ(pairs(rowTested("row", "[existence] [truth]", "write row")),
            Strings{"decision 1>2>3"})
      << "a row is made";
}

TEST(RowAsWhole, CanBeAskedForAnotherColumn) {
  EXPECT_EQ(pairs(rowTested("row", "", "update views")),
            Strings{"decision 1>2>3 (row-as-whole)"});
}

TEST(Protections, HaveNamesAndReasons) {
  Strings Names;
  for (const Protection *P : allProtections()) {
    Names.emplace_back(P->Name);
    EXPECT_FALSE(P->Reason.empty()) << P->Name;
    EXPECT_FALSE(P->Reason.ends_with('.')) << P->Name;
    EXPECT_TRUE(P->Covers) << P->Name;
  }
  EXPECT_EQ(Names, (Strings{"busy-flag", "checked-in-callee",
                            "compare-and-swap", "declared-idempotent",
                            "declared-single-owner", "lock-held", "one-step",
                            "own-tasks", "reader-lock", "recheck",
                            "reservation", "returned-amount", "row-as-whole",
                            "row-exists", "stop-flag", "version-compare"}))
      << "each has tests above; own-tasks, which needs the bodies of tasks, "
         "has "
         "test-inputs/await-check-then-act/counted_by_own_tasks.cpp";
}

TEST(Protections, RestOnALockOrAFlag) {
  auto RestsOn = [](const std::string &Text, unsigned Check, unsigned Act) {
    Solved S(Text);
    Facts F{S.Graph, S.Events.Places, S.Control, false, S.Pairs, nullptr};
    Pair P = S.pair(Check, Act);
    std::string Out;
    for (const Protection *X : allProtections())
      if (X->Covers(F, P) && X->RestsOn)
        for (PlaceId On : X->RestsOn(F, P))
          Out += S.Events.Places.spell(On);
    return Out;
  };
  EXPECT_EQ(RestsOn(around("", ""), 2, 9), "mutex");
  EXPECT_EQ(RestsOn(whileBusy("4 suspend\n5 write this.n <- ~%2"), 3, 5),
            "busy");
  EXPECT_EQ(RestsOn(Versions, 2, 5), "version");
}

} // namespace
