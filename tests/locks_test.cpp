//===- locks_test.cpp - Which locks are held, and what is still alive -----===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EventText.h"
#include "epochs/Liveness.h"
#include "epochs/LockFlow.h"
#include "interference/LockIndex.h"

using namespace await_tidy;
using namespace await_tidy::test;

namespace {

//===----------------------------------------------------------------------===//
// LockFlow
//===----------------------------------------------------------------------===//

/// A function, and what is held before the event in a line: "always", "on some
/// way", "let go" or "".
class Flow {
public:
  explicit Flow(const std::string &Text)
      : Events(parsed(Text)), Graph(Events.Graphs.front()), Control(Graph),
        Locks(Graph, Control) {}
  std::string at(unsigned Line, unsigned Lock = 0) const {
    for (EventId E = 1; E < Graph.Events.size(); ++E)
      if (Graph.Events[E].Where.Begin == Line) {
        const LockFlow::Held &H = Locks.before(E);
        return H.Always >> Lock & 1      ? "always"
               : H.Sometimes >> Lock & 1 ? "on some way"
               : H.LetGo >> Lock & 1     ? "let go"
                                         : "";
      }
    return "no such line";
  }
  ParsedEvents Events;
  const EventGraph &Graph;
  ControlDependence Control;
  LockFlow Locks;
};

TEST(LockFlow, FromTakenToLetGo) {
  Flow F(straight("1 compute\n"
                  "2 acquire this.mutex by local lock\n"
                  "3 compute\n"
                  "4 release this.mutex by local lock\n"
                  "5 compute"));
  ASSERT_EQ(F.Locks.locks().size(), 1u);
  EXPECT_EQ(F.at(1), "");
  EXPECT_EQ(F.at(3), "always");
  EXPECT_EQ(F.at(5), "let go");
}

TEST(LockFlow, OnOneOfTwoWays) {
  Flow F("coroutine f\n"
         " b0 (entry) -> b2 -> b3\n  1 branch\n"
         " b2 -> b3\n  2 acquire this.mutex\n"
         " b3 -> b1\n  3 compute\n"
         " b1 (exit)\n");
  EXPECT_EQ(F.at(3), "on some way");
}

TEST(LockFlow, TheSameLockOnTwoWaysIsOne) {
  Flow F("coroutine f\n"
         " b0 (entry) -> b2 -> b3\n  1 branch\n"
         " b2 -> b4\n  2 acquire this.mutex\n"
         " b3 -> b4\n  3 acquire this.mutex\n"
         " b4 -> b1\n  4 compute\n"
         " b1 (exit)\n");
  ASSERT_EQ(F.Locks.locks().size(), 1u);
  EXPECT_EQ(F.at(4), "always");
}

TEST(LockFlow, GuardsAreToldApart) {
  Flow F(straight("1 acquire this.a by local first\n"
                  "2 acquire this.b by local second\n"
                  "3 release this.a by local first\n"
                  "4 compute"));
  ASSERT_EQ(F.Locks.locks().size(), 2u);
  EXPECT_EQ(F.at(4, 0), "let go");
  EXPECT_EQ(F.at(4, 1), "always");
}

TEST(LockFlow, WhatNobodyKeepsIsNotHeld) {
  Flow F(straight("1 acquire this.mutex [momentary]\n2 compute"));
  EXPECT_TRUE(F.Locks.locks().empty());
  EXPECT_EQ(F.at(2), "");
}

TEST(LockFlow, AnotherActivityHoldsNothing) {
  Flow F(straight("1 acquire this.mutex by local lock\n2 detach\n3 compute"));
  EXPECT_EQ(F.at(2), "always");
  EXPECT_EQ(F.at(3), "");
}

//===----------------------------------------------------------------------===//
// LockIndex
//===----------------------------------------------------------------------===//

/// Functions that write `n` under locks of `this`.
class Index {
public:
  PlaceId place(const char *Name) {
    SymbolId &S = Symbols[Name];
    if (!S)
      S = Places.symbol(&S, Name);
    return Places.field(Places.root(RootKind::This, 0), S);
  }
  SymbolId symbol(const char *Name) { return Places.stateSymbol(place(Name)); }
  void add(const char *Name, uint32_t Where, const char *Lock,
           bool Shared = false) {
    LockUses U;
    U.Name = Name;
    U.Where = Where;
    U.Suspends = true;
    LockedAccess A;
    A.At = 1;
    A.Where = {Where + 1, Where + 1};
    A.Place = place("n");
    A.State = symbol("n");
    A.Write = true;
    if (Lock)
      (Shared ? A.ReaderLocks : A.Locks).push_back(place(Lock));
    U.Accesses.push_back(A);
    Locks.add(std::move(U));
  }
  Strings habits() {
    Locks.findHabits(Places,
                     [](uint32_t, SymbolId, SymbolId) { return false; });
    static const char *const Names[] = {"not held", "reader only", "other key"};
    Strings Out;
    for (uint32_t Where : {10u, 20u, 30u, 40u})
      for (const LockHabit &H : Locks.habits(Where))
        Out.push_back(std::to_string(Where) + ": " + Names[H.What] + " " +
                      H.Lock + ", " + H.Others);
    return Out;
  }
  PlaceTable Places;
  std::map<std::string, SymbolId> Symbols;
  LockIndex Locks;
};

TEST(LockIndex, OneAmongSeveralDoesNotHoldIt) {
  Index I;
  I.add("a", 10, "mutex");
  I.add("b", 20, "mutex");
  I.add("c", 30, nullptr);
  EXPECT_EQ(I.habits(), Strings{"30: not held mutex, 'a' and 'b'"});
}

TEST(LockIndex, TwoWithoutAreNoMistake) {
  Index I;
  I.add("a", 10, "mutex");
  I.add("b", 20, "mutex");
  I.add("c", 30, nullptr);
  I.add("d", 40, nullptr);
  EXPECT_EQ(I.habits(), Strings{});
}

TEST(LockIndex, OneWithIsNoHabit) {
  Index I;
  I.add("a", 10, "mutex");
  I.add("b", 20, nullptr);
  EXPECT_EQ(I.habits(), Strings{});
}

TEST(LockIndex, WritesUnderAReaderLock) {
  Index I;
  I.add("a", 10, "mutex");
  I.add("b", 20, "mutex", /*Shared=*/true);
  EXPECT_EQ(I.habits(), Strings{"20: reader only mutex, 'a'"});
}

TEST(LockIndex, WhoIsCareful) {
  Index I;
  I.add("a", 10, "mutex");
  I.add("b", 20, "other");
  I.add("c", 30, "mutex", /*Shared=*/true);
  auto Careful = [&](uint32_t Where) {
    return I.Locks.isCareful(Where, I.symbol("n"), I.symbol("mutex"), I.Places);
  };
  EXPECT_TRUE(Careful(10));
  EXPECT_FALSE(Careful(20));
  EXPECT_FALSE(Careful(30));
  EXPECT_FALSE(Careful(40)) << "nothing is known of it";
  EXPECT_EQ(I.Locks.guardedStates(), std::vector<SymbolId>{I.symbol("n")});
}

//===----------------------------------------------------------------------===//
// Liveness
//===----------------------------------------------------------------------===//

class Alive {
public:
  explicit Alive(const std::string &Text)
      : Events(parsed(Text)), Graph(Events.Graphs.front()), Control(Graph),
        Live(Graph, Events.Places, Control.reversePostOrder()) {}
  EventId event(unsigned Line) const {
    for (EventId E = 1; E < Graph.Events.size(); ++E)
      if (Graph.Events[E].Where.Begin == Line)
        return E;
    ADD_FAILURE() << "no event in line " << Line;
    return 0;
  }
  ParsedEvents Events;
  const EventGraph &Graph;
  ControlDependence Control;
  Liveness Live;
};

TEST(Liveness, AStoreThatNobodyReads) {
  Alive A(straight("1 write local a\n"
                   "2 write local b\n"
                   "3 %1 = read local a\n"
                   "4 write this.n <- %1"));
  EXPECT_TRUE(A.Live.isStoreLive(A.event(1)));
  EXPECT_FALSE(A.Live.isStoreLive(A.event(2)));
}

TEST(Liveness, AStoreThatIsOverwritten) {
  Alive A(straight("1 write local a\n"
                   "2 write local a\n"
                   "3 %1 = read local a\n"
                   "4 write this.n <- %1"));
  EXPECT_FALSE(A.Live.isStoreLive(A.event(1)));
  EXPECT_TRUE(A.Live.isStoreLive(A.event(2)));
}

TEST(Liveness, ASlotLivesUntilItsLastUse) {
  Alive A(straight("1 %1 = read this.n\n"
                   "2 compute <- %1\n"
                   "3 write this.m <- %1\n"
                   "4 compute"));
  EXPECT_TRUE(A.Live.lastSlots(A.event(2)).empty());
  ASSERT_EQ(A.Live.lastSlots(A.event(3)).size(), 1u);
  EXPECT_FALSE(A.Live.isSlotLive(EventGraph::Entry,
                                 A.Live.lastSlots(A.event(3)).front()));
}

TEST(Liveness, ASlotCrossesBlocks) {
  Alive A("coroutine f\n"
          " b0 (entry) -> b2\n  1 %1 = read this.n\n"
          " b2 -> b1\n  2 write this.m <- %1\n"
          " b1 (exit)\n");
  SlotId S = A.Graph.Events[A.event(1)].Dst;
  EXPECT_TRUE(A.Live.isSlotLive(EventGraph::Entry, S));
  EXPECT_FALSE(A.Live.isSlotLive(A.Control.blockOf(A.event(2)), S));
}

TEST(Liveness, AroundALoop) {
  Alive A("coroutine f\n"
          " b0 (entry) -> b2\n  1 write local a\n"
          " b2 -> b2 -> b1\n"
          "  2 %1 = read local a\n  3 write this.n <- %1\n"
          "  4 write local a\n  5 branch\n"
          " b1 (exit)\n");
  EXPECT_TRUE(A.Live.isStoreLive(A.event(4))) << "read in the next round";
}

} // namespace
