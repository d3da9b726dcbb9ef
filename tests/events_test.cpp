//===- events_test.cpp - Places, and events as text -----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Doors.h"
#include "EventText.h"

#include <gtest/gtest.h>

using namespace await_tidy;
using namespace await_tidy::test;

namespace {

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

class PlaceTest : public testing::Test {
protected:
  /// A name; the same text is the same declaration.
  SymbolId symbol(const char *Name) {
    return T.symbol(&*Names.insert(Name).first, Name);
  }
  PlaceId root(RootKind K, const char *Name) { return T.root(K, symbol(Name)); }
  PlaceId local(const char *Name) { return root(RootKind::Local, Name); }
  PlaceId field(PlaceId Base, const char *Name) {
    return T.field(Base, symbol(Name));
  }
  PlaceId key(PlaceId Base, const char *Text,
              llvm::ArrayRef<PlaceId> Variables = {}) {
    return T.key(Base, T.keySymbol(Text, Variables, Variables.empty()));
  }
  PlaceId target(PlaceId Base, Ownership O = Ownership::Shared) {
    return T.target(Base, O);
  }

  PlaceTable T;
  std::set<std::string> Names;
  PlaceId This = T.root(RootKind::This, 0);
  PlaceId A = root(RootKind::Parameter, "a"),
          B = root(RootKind::Parameter, "b");
};

TEST_F(PlaceTest, EqualPathsAreOnePlace) {
  EXPECT_EQ(field(This, "x"), field(This, "x"));
  EXPECT_NE(field(This, "x"), field(This, "y"));
  EXPECT_NE(field(This, "x"), field(A, "x"));
  EXPECT_EQ(target(A), target(A));
  EXPECT_NE(target(A), target(A, Ownership::Unique));
  EXPECT_NE(local("a"), A) << "another kind of root";
}

TEST_F(PlaceTest, DeclarationsOfOneNameAreTold) {
  int First = 0, Second = 0;
  SymbolId X = T.symbol(&First, "x"), Y = T.symbol(&Second, "x");
  EXPECT_NE(X, Y);
  EXPECT_EQ(T.symbol(&First, "ignored"), X);
  EXPECT_EQ(T.name(Y), "x");
  EXPECT_NE(T.root(RootKind::Local, X), T.root(RootKind::Local, Y));
}

TEST_F(PlaceTest, StepsOfNoPlaceAreNoPlace) {
  EXPECT_EQ(T.field(NoPlace, symbol("x")), NoPlace);
  EXPECT_EQ(target(NoPlace), NoPlace);
  EXPECT_EQ(key(NoPlace, "1"), NoPlace);
}

TEST_F(PlaceTest, RootOf) {
  EXPECT_EQ(T.rootOf(key(target(field(This, "m")), "1")), This);
  EXPECT_EQ(T.rootOf(A), A);
}

TEST_F(PlaceTest, ContainsWhatIsInside) {
  PlaceId X = field(This, "x"), Y = field(X, "y");
  EXPECT_TRUE(T.contains(This, Y));
  EXPECT_TRUE(T.contains(Y, Y));
  EXPECT_FALSE(T.contains(Y, X));
  EXPECT_FALSE(T.contains(X, field(field(This, "z"), "y")));
  EXPECT_FALSE(T.contains(A, X));
}

TEST_F(PlaceTest, OverlapOfOnePath) {
  PlaceId X = field(This, "x"), Y = field(X, "y");
  EXPECT_EQ(T.overlap(X, X), Overlap::Same);
  EXPECT_EQ(T.overlap(X, Y), Overlap::Whole);
  EXPECT_EQ(T.overlap(Y, X), Overlap::Part);
  EXPECT_EQ(T.overlap(X, field(This, "z")), Overlap::None);
  EXPECT_EQ(T.overlap(X, NoPlace), Overlap::None);
}

TEST_F(PlaceTest, AnObjectConcernsItsPartsButAPointerNotItsTarget) {
  PlaceId P = field(This, "p"), X = field(target(P), "x");
  EXPECT_TRUE(T.concerns(This, P));
  EXPECT_TRUE(T.concerns(X, X));
  EXPECT_TRUE(T.concerns(X, target(P)));
  EXPECT_FALSE(T.concerns(P, X));
  EXPECT_FALSE(T.concerns(field(This, "q"), P));
}

TEST_F(PlaceTest, ReferenceParametersCanBeOneObject) {
  EXPECT_EQ(T.overlap(field(A, "x"), field(B, "x")), Overlap::May);
  EXPECT_EQ(T.overlap(field(A, "x"), field(B, "y")), Overlap::None);
  EXPECT_EQ(T.overlap(field(field(A, "x"), "y"), field(field(B, "x"), "y")),
            Overlap::May);
  EXPECT_EQ(T.overlap(field(field(A, "x"), "y"), field(B, "y")), Overlap::None);
  EXPECT_EQ(T.overlap(A, B), Overlap::None) << "only below a common field";
  EXPECT_EQ(T.overlap(field(This, "x"), field(A, "x")), Overlap::None);
}

TEST_F(PlaceTest, PointersOfOthersCanMeet) {
  PlaceId P = local("p"), Q = local("q");
  EXPECT_EQ(T.overlap(field(target(P), "x"), field(target(Q), "x")),
            Overlap::May);
  EXPECT_EQ(T.overlap(field(target(P, Ownership::Unique), "x"),
                      field(target(Q, Ownership::Unique), "x")),
            Overlap::None);
  EXPECT_EQ(T.overlap(field(P, "x"), field(Q, "x")), Overlap::None);
}

TEST_F(PlaceTest, KeysAreElements) {
  PlaceId M = field(This, "m"), I = local("i"), J = local("j");
  EXPECT_EQ(T.overlap(key(M, "i", I), key(M, "i", I)), Overlap::Same);
  EXPECT_EQ(T.overlap(key(M, "i", I), key(M, "j", J)), Overlap::None);
  EXPECT_EQ(T.overlap(M, key(M, "i", I)), Overlap::Whole);
}

TEST_F(PlaceTest, KeysOfOtherVariablesAreOthers) {
  int Other = 0;
  PlaceId M = field(This, "m"), I = local("i");
  PlaceId Shadow = T.root(RootKind::Local, T.symbol(&Other, "i"));
  EXPECT_NE(key(M, "i", I), key(M, "i", Shadow));
  EXPECT_EQ(key(M, "1"), key(M, "1"));
}

TEST_F(PlaceTest, KeyVariables) {
  PlaceId I = local("i"), J = local("j"), K = local("k");
  PlaceId E = key(field(This, "m"), "i + j", {I, J}), X = field(E, "x");
  EXPECT_EQ(T.keyVariables(E).vec(), (std::vector<PlaceId>{I, J}));
  EXPECT_TRUE(T.keyDependsOn(X, I));
  EXPECT_TRUE(T.keyDependsOn(E, J));
  EXPECT_FALSE(T.keyDependsOn(X, K));
  EXPECT_TRUE(T.isKeyVariable(J));
  EXPECT_FALSE(T.isKeyVariable(K));
}

TEST_F(PlaceTest, RebaseMovesToAnotherObject) {
  PlaceId X = field(A, "x"), E = field(key(X, "1"), "y");
  PlaceId To = field(This, "member");
  EXPECT_EQ(T.rebase(A, A, To), To);
  EXPECT_EQ(T.rebase(E, A, To), field(key(field(To, "x"), "1"), "y"));
  EXPECT_EQ(T.rebase(E, B, To), NoPlace);
  EXPECT_EQ(T.rebase(E, A, NoPlace), NoPlace);
}

TEST_F(PlaceTest, RebaseKeepsWhatIsKnown) {
  PlaceId X = field(A, "x");
  T.node(X).Holds = ValueClass::Handle;
  T.node(X).Immutable = T.node(X).Private = true;
  const PlaceNode &N = T.node(T.rebase(X, A, This));
  EXPECT_EQ(N.Holds, ValueClass::Handle);
  EXPECT_TRUE(N.Immutable);
  EXPECT_TRUE(N.Private);
  EXPECT_FALSE(T.isMutable(X));
  EXPECT_TRUE(T.isMutable(A));
}

TEST_F(PlaceTest, SharedByItsRoot) {
  EXPECT_TRUE(T.isShared(field(This, "x")));
  EXPECT_TRUE(T.isShared(root(RootKind::Global, "g")));
  EXPECT_TRUE(T.isShared(A));
  EXPECT_TRUE(T.isShared(root(RootKind::Unknown, "u")));
  EXPECT_FALSE(T.isShared(field(local("l"), "x")));
  EXPECT_FALSE(T.isShared(root(RootKind::Temporary, "t")));
  EXPECT_FALSE(T.isShared(NoPlace));
  PlaceId Captured = local("captured");
  T.node(Captured).SharedLocal = true;
  EXPECT_TRUE(T.isShared(field(Captured, "x")));
}

TEST_F(PlaceTest, SharedThroughAPointer) {
  PlaceId P = local("p"), M = field(This, "m");
  EXPECT_TRUE(T.isShared(field(target(P), "x")));
  EXPECT_FALSE(T.isShared(field(target(P, Ownership::Unique), "x")));
  EXPECT_FALSE(T.isShared(field(target(P, Ownership::Fresh), "x")));
  EXPECT_TRUE(T.isShared(field(target(M, Ownership::Unique), "x")));
  EXPECT_FALSE(T.isShared(target(M, Ownership::Fresh)));
}

TEST_F(PlaceTest, FreshRootIsTheVariable) {
  PlaceId P = local("p");
  EXPECT_EQ(T.freshRoot(field(target(P, Ownership::Fresh), "x")), P);
  EXPECT_EQ(T.freshRoot(field(target(P), "x")), NoPlace);
  EXPECT_EQ(T.freshRoot(P), NoPlace);
}

TEST_F(PlaceTest, StateSymbolIsTheInnermostName) {
  PlaceId M = field(This, "m");
  EXPECT_EQ(T.stateSymbol(key(M, "1")), symbol("m"));
  EXPECT_EQ(T.stateSymbol(target(M)), symbol("m"));
  EXPECT_EQ(T.stateSymbol(field(key(M, "1"), "x")), symbol("x"));
  EXPECT_EQ(T.stateSymbol(A), symbol("a"));
  EXPECT_EQ(T.stateSymbol(NoPlace), 0u);
}

TEST_F(PlaceTest, LongPathsAreCut) {
  PlaceId P = This;
  for (int I = 0; I < 8; ++I) {
    PlaceId Next = field(P, "next");
    ASSERT_NE(Next, P) << I;
    P = Next;
  }
  size_t Before = T.size();
  EXPECT_EQ(field(P, "next"), P);
  EXPECT_EQ(target(P), P);
  EXPECT_EQ(key(P, "1"), P);
  EXPECT_EQ(T.size(), Before);
}

TEST_F(PlaceTest, RebaseCutsLongPathsToo) {
  PlaceId Deep = This, X = field(A, "x");
  for (int I = 0; I < 8; ++I)
    Deep = field(Deep, "next");
  T.node(X).Holds = ValueClass::Bool;
  EXPECT_EQ(T.rebase(X, A, Deep), Deep);
  EXPECT_EQ(T.node(Deep).Holds, ValueClass::Other)
      << "the object around is no bool";
}

TEST_F(PlaceTest, SpelledAsAPersonDoes) {
  PlaceId P = local("p");
  EXPECT_EQ(T.spell(field(key(field(This, "accounts"), "id"), "balance")),
            "accounts[id].balance");
  EXPECT_EQ(T.spell(field(target(P), "x")), "p->x");
  EXPECT_EQ(T.spell(target(P)), "*p");
  EXPECT_EQ(T.spell(This), "*this");
  EXPECT_EQ(T.spell(NoPlace), "?");
}

//===----------------------------------------------------------------------===//
// Text to events
//===----------------------------------------------------------------------===//

const char *const Withdraw = R"(coroutine Account::withdraw
 place amount = local amount number
 place balance = this.balance number private
 place mutex = this.mutex
 place lock = temporary lock
 place self->log = parameter self->log const
 place rows[id].at = global rows[id: local id].at
 parameters amount, ?
 returns %3
 refers to balance | amount
 b0 (entry) -> b3 -> b1
      3  %1 = read balance | amount
      3  %2 = compute <- ~%1, ?%1, !%1, %1 [may]
         branch <- ~%2 [loop] [assertion] [equality]
 b1 (exit)
 b3 -> b1 -> b4 (throws) -> b5 (forks)
      4  acquire mutex by lock [shared]
      5  suspend <- %1 [lock] [certain] in transfer
      6  write balance <- %1 [constant] [reset] [in place] [checked] [initial]
      7  %3 = update balance [conditional] [step] [shrinks]
      8  use ?
      8  release mutex by lock
 b4 -> b1
      9  escape self->log
      9  invoke rows[id].at
 b5
     10  suspend [continuation] in operator()
     10  %4 = read balance [moved] [existence] [awaited]
     10  detach
)";

TEST(Parse, ReadsWhatDumpWrites) {
  ParsedEvents P = parsed(Withdraw);
  EXPECT_EQ(dumped(P), std::string(Withdraw) + "\n");
}

TEST(Parse, FunctionsAndBlocks) {
  ParsedEvents P = parsed(Withdraw);
  const EventGraph &G = P.Graphs.front();
  EXPECT_TRUE(G.IsCoroutine);
  EXPECT_EQ(G.Function, "Account::withdraw");
  EXPECT_EQ(G.ShortName, "withdraw");
  EXPECT_EQ(G.ReturnSlot, 3u);
  EXPECT_EQ(G.NumSlots, 5u);
  ASSERT_EQ(G.Blocks.size(), 6u);
  ASSERT_EQ(G.Blocks[3].Succs.size(), 3u);
  EXPECT_EQ(G.Blocks[3].Succs[1].To, 4u);
  EXPECT_EQ(G.Blocks[3].Succs[1].Kind, EdgeKind::Exception);
  EXPECT_EQ(G.Blocks[3].Succs[2].Kind, EdgeKind::Fork);
  EXPECT_EQ(G.Blocks[1].Preds.size(), 3u);
  EXPECT_EQ(G.Blocks[0].Events, (std::vector<EventId>{1, 2, 3}));
  EXPECT_FALSE(parsed("function f\n").Graphs.front().IsCoroutine);
}

TEST(Parse, Events) {
  ParsedEvents P = parsed(Withdraw);
  const EventGraph &G = P.Graphs.front();
  const Event &Read = G.Events[1];
  EXPECT_EQ(Read.Kind, EventKind::Read);
  EXPECT_EQ(Read.Dst, 1u);
  EXPECT_EQ(Read.Where.Begin, 3u);
  ASSERT_EQ(Read.Places.size(), 2u);
  EXPECT_EQ(P.Places.spell(Read.Places[0]), "balance");
  const Event &Compute = G.Events[2];
  ASSERT_EQ(Compute.Inputs.size(), 4u);
  EXPECT_EQ(Compute.Inputs[0].How, Flow::Derived);
  EXPECT_EQ(Compute.Inputs[1].How, Flow::Opaque);
  EXPECT_EQ(Compute.Inputs[2].How, Flow::Control);
  EXPECT_EQ(Compute.Inputs[3].How, Flow::Copy);
  EXPECT_FALSE(G.Events[3].Where);
  EXPECT_TRUE(G.Events[3].Equality);
  const Event &Acquire = G.Events[4];
  EXPECT_EQ(P.Places.node(Acquire.Holder).Root, RootKind::Temporary);
  EXPECT_EQ(G.Events[5].Callee, "transfer");
  EXPECT_TRUE(G.Events[6].InPlace);
}

TEST(Parse, Enumerators) {
  const std::string Text = "function f\n"
                           " place state = this.state number\n"
                           " b0 (entry) -> b1\n"
                           "      1  %1 = read state\n"
                           "      2  %2 = compute <- ~%1 is Idle [negated]\n"
                           "      3  write state is Running [constant]\n"
                           "      4  write state is Idle [constant]\n"
                           " b1 (exit)\n";
  ParsedEvents P = parsed(Text);
  EXPECT_EQ(dumped(P), Text + "\n");
  const std::vector<Event> &E = P.Graphs.front().Events;
  EXPECT_EQ(E[1].Enumerator, 0u);
  EXPECT_EQ(P.Places.name(E[2].Enumerator), "Idle");
  EXPECT_NE(E[3].Enumerator, E[4].Enumerator);
  EXPECT_EQ(E[2].Enumerator, E[4].Enumerator);
}

/// The only place of the only event.
PlaceNode placeOf(const std::string &Path, ParsedEvents &P) {
  P = parsed(straight("1 use " + Path));
  const Event &E = P.Graphs[0].Events.back();
  EXPECT_EQ(E.Places.size(), 1u) << Path;
  return P.Places.node(E.Places.empty() ? NoPlace : E.Places.front());
}

TEST(Parse, PathsNeedNoDeclaration) {
  ParsedEvents P;
  PlaceNode N = placeOf("this.accounts[a + b: local a, local b].balance", P);
  EXPECT_EQ(N.Step, StepKind::Field);
  EXPECT_EQ(P.Places.keyVariables(N.Parent).size(), 2u);
  N = placeOf("local p->(fresh)", P);
  EXPECT_EQ(N.Step, StepKind::Target);
  EXPECT_EQ(N.Owner, Ownership::Fresh);
  N = placeOf("parameter q->state", P);
  EXPECT_EQ(N.Step, StepKind::Field);
  EXPECT_EQ(P.Places.node(N.Parent).Owner, Ownership::Shared);
  EXPECT_TRUE(placeOf("shared local x", P).SharedLocal);
  EXPECT_EQ(placeOf("unknown u", P).Root, RootKind::Unknown);
  EXPECT_EQ(placeOf("this", P).Root, RootKind::This);
}

TEST(Parse, NamesThatAreNoIdentifiers) {
  ParsedEvents P;
  PlaceNode N = placeOf(R"(this."operator \"x\"".y)", P);
  EXPECT_EQ(P.Places.name(P.Places.node(N.Parent).Symbol), "operator \"x\"");
  N = placeOf(R"(this.m["a]: b\n"])", P);
  EXPECT_EQ(P.Places.name(N.Symbol), "a]: b\n");
  EXPECT_EQ(dumped(parsed(dumped(P))), dumped(P));
}

TEST(Parse, VariablesCalledLikeWords) {
  std::string Text = "coroutine f\n"
                     " place in = local in\n"
                     " place by = local by\n"
                     " b0 (entry)\n"
                     "      1  write in <- %1\n"
                     "      2  update by by in in in\n"
                     " b1 (exit)\n\n";
  EXPECT_EQ(dumped(parsed(Text)), Text);
}

TEST(Parse, ClassOfAPlace) {
  ParsedEvents P = parsed("coroutine f\n"
                          " place m = this.m container const private\n"
                          " b0 (entry) -> b1\n  use m\n b1 (exit)\n");
  const PlaceNode &N = P.Places.node(P.Graphs[0].Events[1].Places[0]);
  EXPECT_EQ(N.Holds, ValueClass::Container);
  EXPECT_TRUE(N.Immutable);
  EXPECT_TRUE(N.Private);
}

TEST(Parse, TablesAndStoresOfKeys) {
  std::string Text = "coroutine f\n"
                     " place posts.id[id] = global posts.id[id: local id] "
                     "table\n"
                     " place user.key[id] = global user.key[id: local id] "
                     "table key-value\n"
                     " b0 (entry)\n"
                     "      1  %1 = read posts.id[id]\n"
                     "      2  %2 = read user.key[id]\n"
                     " b1 (exit)\n\n";
  EXPECT_EQ(dumped(parsed(Text)), Text);
}

TEST(Parse, FunctionsHaveTheirOwnNames) {
  std::string F = straight("1 use this.x");
  ParsedEvents P = parsed(F + F);
  ASSERT_EQ(P.Graphs.size(), 2u);
  EXPECT_NE(P.Graphs[0].Events[1].Places, P.Graphs[1].Events[1].Places);
}

TEST(Parse, MistakesAreNamedWithTheirPlace) {
  const std::pair<const char *, const char *> Mistakes[] = {
      {"b0 (entry)", "1:1: the text begins with"},
      {"coroutine f\n 1 suspend", "2:4: an event before the first block"},
      {"coroutine f\n b0\n  3  raed this.x", "3:6: there is no event 'raed'"},
      {"coroutine f\n b0\n  read x", "3:8: 'x' is no place"},
      {"coroutine f\n b0\n  read local", "3:13: the name of the local"},
      {"coroutine f\n b0\n  use this.", "3:12: a name is missing"},
      {"coroutine f\n b0\n  use this.m[1", "3:15: ']' is missing"},
      {"coroutine f\n b0\n  use this.\"m", "3:12: the closing quote"},
      {"coroutine f\n b0\n  suspend [mya]", "3:12: there is no flag 'mya'"},
      {"coroutine f\n b0\n  %0 = compute", "3:3: slots count from 1"},
      {"coroutine f\n b0\n  compute <- 1", "3:14: a slot such as"},
      {"coroutine f\n b0\n  suspend twice", "3:11: 'twice' is no place"},
      {"coroutine f\n b0\n  detach [may] now", "3:15: ' now' is left over"},
      {"coroutine f\n b0 -> b7\n b1", "2:8: there is no block b7"},
      {"coroutine f\n b0 -> 1", "2:8: a block is missing"},
      {"coroutine f\n b0\n b0", "3:2: there is a block b0 already"},
      {"coroutine f\n b4000000000", "2:3: 4000000000 is too large"},
      {"coroutine f\n place x", "2:8: a place is declared as"},
      {"coroutine f\n place x = y", "2:12: 'y' is no place"},
      {"coroutine f\n place x = this.x big", "2:19: 'big' says nothing"},
      {"coroutine f\n place x = this.x\n place x = this.y",
       "3:8: there is a place 'x' already"},
  };
  for (auto [Text, Message] : Mistakes) {
    llvm::Expected<ParsedEvents> P = parseEvents(Text);
    ASSERT_FALSE(bool(P)) << Text;
    std::string Said = llvm::toString(P.takeError());
    EXPECT_EQ(Said.substr(0, std::string(Message).size()), Message)
        << Text << '\n'
        << Said;
  }
}

TEST(Parse, NothingIsNoFunction) {
  llvm::Expected<ParsedEvents> P = parseEvents(" \n\n");
  ASSERT_TRUE(bool(P));
  EXPECT_TRUE(P->Graphs.empty());
}

//===----------------------------------------------------------------------===//
// Events to text
//===----------------------------------------------------------------------===//

TEST(Dump, TellsVariablesOfOneName) {
  ParsedEvents P = parsed(straight("1 use local i\n2 use local i#2\n"
                                   "3 use this.i\n4 use local i"));
  std::string Text = dumped(P);
  EXPECT_NE(Text.find(" place i = local i\n"
                      " place i#2 = local i#2\n"
                      " place i#3 = this.i\n"),
            Text.npos)
      << Text;
  EXPECT_NE(Text.find("1  use i\n"), Text.npos) << Text;
  EXPECT_NE(Text.find("3  use i#3\n"), Text.npos) << Text;
  EXPECT_EQ(dumped(parsed(Text)), Text);
}

TEST(Dump, LeavesOutBlocksThatNothingLeadsTo) {
  EventGraph G;
  G.Function = "f";
  G.Blocks.resize(5);
  G.addEdge(0, 1, EdgeKind::Normal);
  G.addEdge(2, 3, EdgeKind::Normal); // both empty, and never entered
  G.addEdge(4, 1, EdgeKind::Normal);
  G.Events.emplace_back();
  G.Blocks[4].Events.push_back(1);
  PlaceTable Places;
  EXPECT_EQ(dump(G, Places, [](Loc) { return ""; }),
            "function f\n b0 (entry) -> b1\n b1 (exit)\n"
            " b4 -> b1\n         compute\n");
}

/// What the command prints for real functions.
class RoundTrip : public testing::TestWithParam<const char *> {};

TEST_P(RoundTrip, IsExact) {
  Job J;
  J.File = std::string("test-inputs/") + GetParam();
  J.Flags = {"-std=c++20", "-Itest-inputs/mock"};
  J.Args = {"--dump-events"};
  ProcessResult R = runCommand(J);
  ASSERT_EQ(R.ExitCode, 0) << R;
  ASSERT_NE(R.Out.find("suspend"), R.Out.npos) << R;
  EXPECT_EQ(dumped(parsed(R.Out)), R.Out);
}

INSTANTIATE_TEST_SUITE_P(
    Files, RoundTrip,
    testing::Values("await-stale-write/locks_held.cpp",
                    "await-stale-write/shared_ownership.cpp",
                    "await-snapshot-rollback/generic_restore.cpp",
                    "await-check-then-act/constants.cpp",
                    "await-concurrent-update/spawned.cpp",
                    "await-unawaited-task/callbacks.cpp", "sql/posts.cpp",
                    "sql/redis.cpp", "sql/callbacks.cpp",
                    "await-check-then-act/templates_and_lambdas.cpp",
                    "clean/search_generations.cpp", "robust/unreachable.cpp",
                    "situations/canister_callbacks.cpp"),
    [](const auto &Info) {
      std::string Name = Info.param;
      std::replace_if(
          Name.begin(), Name.end(), [](char C) { return !isalnum(C); }, '_');
      return Name;
    });

} // namespace
