//===- interference_test.cpp - Who else writes a place --------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interference/Interference.h"

#include <gtest/gtest.h>

using namespace await_tidy;

namespace {

constexpr SymbolId Balance = 1, Other = 2, Lock = 3;

/// A function at \p Where that writes the balance in the line after.
FunctionUses writer(const char *Name, uint32_t Where) {
  FunctionUses F;
  F.Name = Name;
  F.Where = Where;
  F.Writes[Balance] = {Where + 1, Where + 1};
  return F;
}

FunctionUses reader(const char *Name, uint32_t Where) {
  FunctionUses F = writer(Name, Where);
  F.Writes.clear();
  F.Mentions.insert(Balance);
  return F;
}

std::string nameOf(const WriterIndex::Writer &W) {
  return W.Who ? W.Who->Name : "";
}

TEST(Writers, AnotherFunctionIsNamed) {
  WriterIndex I({writer("withdraw", 10), writer("deposit", 20)});
  WriterIndex::Writer W = I.otherWriter(Balance, 10);
  EXPECT_EQ(nameOf(W), "deposit");
  EXPECT_EQ(W.Where.Begin, 21u);
}

TEST(Writers, ItselfIsNoOther) {
  WriterIndex I({writer("withdraw", 10)});
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10)), "");
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 99)), "withdraw");
}

TEST(Writers, ReadersAndWritersOfOtherStateAreNot) {
  FunctionUses Rename = writer("rename", 20);
  Rename.Writes.clear();
  Rename.Writes[Other] = {21, 21};
  WriterIndex I({writer("withdraw", 10), Rename, reader("show", 30)});
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10)), "");
}

TEST(Writers, SetUpIsOverBeforeCoroutinesRun) {
  FunctionUses Constructor = writer("Account", 20);
  Constructor.Setup = true;
  WriterIndex I({writer("withdraw", 10), Constructor});
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10)), "");
}

TEST(Writers, TheFirstInTheSourceIsNamed) {
  WriterIndex I({writer("late", 50), writer("early", 20), writer("self", 10)});
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10)), "early");
}

TEST(Writers, WhoOnlyAddsTakesNothingAway) {
  FunctionUses Clear = writer("clear", 30);
  Clear.Changes.insert(Balance);
  WriterIndex Adds({writer("add", 20), reader("show", 40)});
  EXPECT_TRUE(Adds.othersOnlyAdd(Balance, 10));
  WriterIndex Clears({writer("add", 20), Clear});
  EXPECT_FALSE(Clears.othersOnlyAdd(Balance, 10));
  EXPECT_TRUE(Clears.othersOnlyAdd(Balance, 30)) << "itself";
  EXPECT_TRUE(Clears.othersOnlyAdd(Other, 10));
  Clear.Setup = true;
  EXPECT_TRUE(WriterIndex({Clear}).othersOnlyAdd(Balance, 10));
}

TEST(Respect, WhoMentionsTheLockIsNoCarelessWriter) {
  FunctionUses Careful = writer("careful", 20);
  Careful.Mentions.insert(Lock);
  WriterIndex I({writer("self", 10), Careful});
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10, Lock)), "");
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10)), "careful");
}

TEST(Respect, TheFirstWhoDoesNotIsNamed) {
  FunctionUses Careful = writer("careful", 20);
  Careful.Mentions.insert(Lock);
  WriterIndex I({writer("self", 10), Careful, writer("careless", 30)});
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10, Lock)), "careless");
}

TEST(Respect, AGuardAsAParameterIsEnough) {
  FunctionUses Guarded = writer("guarded", 20);
  Guarded.TakesGuard = true;
  WriterIndex I({writer("self", 10), Guarded});
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10, Lock)), "");
}

TEST(Respect, AHelperOfCarefulCallersIsCareful) {
  FunctionUses Caller = reader("caller", 20), Second = reader("second", 30);
  Caller.Mentions.insert(Lock);
  Second.Mentions.insert(Lock);
  FunctionUses Helper = writer("helper", 40);
  Helper.Callers = {1, 2};
  WriterIndex Good({writer("self", 10), Caller, Second, Helper});
  EXPECT_EQ(nameOf(Good.otherWriter(Balance, 10, Lock)), "");
  Second.Mentions.erase(Lock);
  WriterIndex Bad({writer("self", 10), Caller, Second, Helper});
  EXPECT_EQ(nameOf(Bad.otherWriter(Balance, 10, Lock)), "helper");
}

TEST(Respect, ThroughSeveralCallers) {
  // functions[0] takes the lock, and each calls the next.
  auto Chain = [](unsigned Length) {
    std::vector<FunctionUses> All{reader("takes", 10)};
    All[0].Mentions.insert(Lock);
    for (unsigned I = 1; I < Length; ++I) {
      All.push_back(reader("passes", 10 * (I + 1)));
      All.back().Callers = {I - 1};
    }
    All.back().Writes[Balance] = {1000, 1000};
    return nameOf(WriterIndex(All).otherWriter(Balance, 0, Lock));
  };
  EXPECT_EQ(Chain(3), "");
  EXPECT_EQ(Chain(5), "");
  EXPECT_EQ(Chain(6), "passes") << "too far to follow";
}

TEST(Respect, CallingItselfProvesNothing) {
  FunctionUses Recursive = writer("recursive", 20);
  Recursive.Callers = {1};
  WriterIndex I({writer("self", 10), Recursive});
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10, Lock)), "recursive");
  FunctionUses Ping = writer("ping", 20), Pong = writer("pong", 30);
  Ping.Callers = {2};
  Pong.Callers = {1};
  WriterIndex Circle({writer("self", 10), Ping, Pong});
  EXPECT_EQ(nameOf(Circle.otherWriter(Balance, 10, Lock)), "ping");
}

TEST(Starts, OnceMeansOnceAndInNoLoop) {
  FunctionUses Once = reader("once", 10), Twice = reader("twice", 20),
               Looped = reader("looped", 30);
  Once.Uses = 1;
  Twice.Uses = 2;
  Looped.Uses = Looped.UsesInLoops = 1;
  WriterIndex I({Once, Twice, Looped});
  EXPECT_TRUE(I.isStartedOnce(10));
  EXPECT_FALSE(I.isStartedOnce(20));
  EXPECT_FALSE(I.isStartedOnce(30));
  EXPECT_FALSE(I.isStartedOnce(99)) << "nobody knows it";
  EXPECT_EQ(I.uses(20), 2u);
  EXPECT_EQ(I.uses(99), 0u);
}

TEST(Writers, RespectOneOfSeveralLocks) {
  FunctionUses First = writer("first", 20), Second = writer("second", 30);
  First.Mentions.insert(Lock);
  Second.Mentions.insert(Other);
  WriterIndex I({writer("self", 10), First, Second});
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10, Lock)), "second");
  EXPECT_EQ(nameOf(I.otherWriter(Balance, 10, {Lock, Other})), "");
}

TEST(Confined, ToTheLoopThatAwaitsItAndNothingElse) {
  FunctionUses Start = reader("start", 10), Loop = reader("loop", 20),
               Step = writer("step", 30), Inner = writer("inner", 40);
  Loop.Endless = true;
  Loop.Uses = 1;
  Loop.Callers = {0};
  Step.Private = Inner.Private = true;
  Step.Uses = Step.DirectUses = 2;
  Step.Callers = {1, 1};
  Inner.Uses = Inner.DirectUses = 1;
  Inner.Callers = {2};
  WriterIndex I({Start, Loop, Step, Inner});
  EXPECT_EQ(I.confinedTo(20), 20u);
  EXPECT_EQ(I.confinedTo(30), 20u);
  EXPECT_EQ(I.confinedTo(40), 20u);
  EXPECT_EQ(I.confinedTo(10), 0u);
  EXPECT_EQ(I.confinedTo(99), 0u);

  FunctionUses Spawned = Step;
  Spawned.DirectUses = 1;
  EXPECT_EQ(WriterIndex({Start, Loop, Spawned, Inner}).confinedTo(40), 0u)
      << "once it only starts";
  FunctionUses Public = Step;
  Public.Private = false;
  EXPECT_EQ(WriterIndex({Start, Loop, Public, Inner}).confinedTo(30), 0u);
  FunctionUses Twice = Loop;
  Twice.Uses = 2;
  EXPECT_EQ(WriterIndex({Start, Twice, Step, Inner}).confinedTo(30), 0u);
}

} // namespace
