//===- control_dependence_test.cpp - Which branches guard a block ---------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In the hand-written graphs the branch of block bN is in line N. The random
// ones are compared with the definitions, over all paths without a repetition:
// a path with one can be shortened to a path without that meets fewer blocks.
//
//===----------------------------------------------------------------------===//

#include "EventText.h"

#include <functional>
#include <random>
#include <set>

using namespace await_tidy;
using namespace await_tidy::test;

namespace {

using Blocks = std::set<BlockId>;

/// The blocks whose branches guard \p B.
Blocks guards(const EventGraph &G, const ControlDependence &C, BlockId B) {
  Blocks Out;
  for (unsigned I : C.guards(B)) {
    EventId Branch = C.branches()[I];
    EXPECT_EQ(G.Events[Branch].Kind, EventKind::Branch);
    Out.insert(C.blockOf(Branch));
  }
  return Out;
}

struct Graph {
  explicit Graph(const std::string &Edges)
      : Events(parsed("coroutine f\n" + Edges)), Control(G()) {}
  const EventGraph &G() const { return Events.Graphs.front(); }
  Blocks guards(BlockId B) const { return ::guards(G(), Control, B); }

  ParsedEvents Events;
  ControlDependence Control;
};

//===----------------------------------------------------------------------===//
// Shapes of code
//===----------------------------------------------------------------------===//

TEST(Guards, OfADiamond) {
  Graph G("b0 -> b2 -> b3\n branch\n"
          "b2 -> b4\n"
          "b3 -> b4\n"
          "b4 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(2), Blocks{0});
  EXPECT_EQ(G.guards(3), Blocks{0});
  EXPECT_EQ(G.guards(4), Blocks{}) << "it runs either way";
  EXPECT_EQ(G.guards(0), Blocks{});
  EXPECT_EQ(G.Control.immediatePostDominator(0), 4u);
}

TEST(Guards, OfWhatFollowsAnEarlyReturn) {
  Graph G("b0 -> b2 -> b3\n branch\n"
          "b2 -> b1\n"
          "b3 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(3), Blocks{0});
}

TEST(Guards, OfANestedIf) {
  Graph G("b0 -> b2 -> b5\n branch\n"
          "b2 -> b3 -> b4\n branch\n"
          "b3 -> b4\n"
          "b4 -> b5\n"
          "b5 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(2), Blocks{0});
  EXPECT_EQ(G.guards(3), (Blocks{0, 2}));
  EXPECT_EQ(G.guards(4), Blocks{0}) << "the inner one is over";
  EXPECT_EQ(G.guards(5), Blocks{});
}

TEST(Guards, OfAShortCircuit) {
  // if (a && b) act;
  Graph G("b0 -> b2 -> b4\n branch\n"
          "b2 -> b3 -> b4\n branch\n"
          "b3 -> b4\n"
          "b4 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(3), (Blocks{0, 2}));
  EXPECT_EQ(G.guards(4), Blocks{});
  // if (a || b) act;
  Graph H("b0 -> b3 -> b2\n branch\n"
          "b2 -> b3 -> b4\n branch\n"
          "b3 -> b4\n"
          "b4 -> b1\n"
          "b1\n");
  EXPECT_EQ(H.guards(3), (Blocks{0, 2}));
}

TEST(Guards, OfASwitchThatFallsThrough) {
  Graph G("b0 -> b2 -> b3 -> b4\n branch\n"
          "b2 -> b3\n"
          "b3 -> b5\n"
          "b4 -> b5\n"
          "b5 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(2), Blocks{0});
  EXPECT_EQ(G.guards(3), Blocks{0});
  EXPECT_EQ(G.guards(4), Blocks{0});
  EXPECT_EQ(G.guards(5), Blocks{});
}

TEST(Guards, OfALoop) {
  Graph G("b0 -> b2\n"
          "b2 -> b3 -> b4\n branch [loop]\n"
          "b3 -> b2\n"
          "b4 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(3), Blocks{2});
  EXPECT_EQ(G.guards(2), Blocks{2}) << "whether it is tested again";
  EXPECT_EQ(G.guards(4), Blocks{2}) << "reached by the exit of the loop only";
}

TEST(Guards, AfterALoopWithABreakItsConditionIsNone) {
  Graph G("b0 -> b2\n"
          "b2 -> b3 -> b5\n branch [loop]\n"
          "b3 -> b4 -> b5\n branch\n" // break
          "b4 -> b2\n"
          "b5 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(5), Blocks{});
  EXPECT_EQ(G.guards(4), (Blocks{2, 3}));
}

TEST(Guards, OfADoWhile) {
  Graph G("b0 -> b2\n"
          "b2 -> b3\n"
          "b3 -> b2 -> b4\n branch [loop]\n"
          "b4 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(2), Blocks{3}) << "whether it runs again";
  EXPECT_EQ(G.guards(4), Blocks{3});
  EXPECT_EQ(G.guards(0), Blocks{});
}

TEST(Guards, InsideOfAnEndlessLoop) {
  Graph G("b0 -> b2\n"
          "b2 -> b3 -> b4\n branch\n"
          "b3 -> b4\n"
          "b4 -> b2\n"
          "b1\n");
  EXPECT_EQ(G.guards(3), Blocks{2});
  EXPECT_EQ(G.guards(4), Blocks{}) << "the end of each round";
  EXPECT_FALSE(G.Control.isReachable(EventGraph::Exit));
}

TEST(Guards, OfAnEndlessLoopInABranch) {
  Graph G("b0 -> b2 -> b3\n branch\n"
          "b2 -> b2\n"
          "b3 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(2), Blocks{0});
  EXPECT_EQ(G.guards(3), Blocks{0});
}

TEST(Guards, ACallThatThrowsDecidesNothing) {
  Graph G("b0 -> b2 -> b4 (throws)\n branch\n"
          "b2 -> b3 -> b4 (throws)\n"
          "b3 -> b1\n"
          "b4 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(2), Blocks{0}) << "by the only edge that leads here";
  EXPECT_EQ(G.Control.immediatePostDominator(0), 2u);
  EXPECT_EQ(G.Control.immediatePostDominator(2), 3u);
  Graph H("b0 -> b2 -> b4 (throws)\n"
          "b2 -> b3 -> b4 (throws)\n"
          "b3 -> b1\n"
          "b4 -> b1\n"
          "b1\n");
  EXPECT_EQ(H.guards(2), Blocks{});
  EXPECT_EQ(H.guards(4), Blocks{});
}

TEST(Guards, OfAHandlerAreThoseOfWhatThrows) {
  Graph G("b0 -> b2 -> b3\n branch\n"
          "b2 -> b3 -> b4 (throws)\n"
          "b4 -> b3\n"
          "b3 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(4), Blocks{0});
  EXPECT_EQ(G.guards(3), Blocks{});
}

TEST(Guards, OfAForkedBody) {
  Graph G("b0 -> b2 -> b3\n branch\n"
          "b2 -> b3 -> b4 (forks)\n"
          "b3 -> b1\n"
          "b4 -> b5 -> b1\n branch\n"
          "b5 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(4), Blocks{0}) << "started under the test only";
  EXPECT_EQ(G.guards(5), (Blocks{0, 4}));
  EXPECT_EQ(G.guards(3), Blocks{}) << "the fork takes nothing away";
  EXPECT_EQ(G.Control.immediatePostDominator(2), 3u);
}

TEST(Guards, ABlockOfTwoSuccessorsWithoutABranchIsNoGuard) {
  Graph G("b0 -> b2 -> b1\n"
          "b2 -> b1\n"
          "b1\n");
  EXPECT_EQ(G.guards(2), Blocks{});
  EXPECT_TRUE(G.Control.branches().empty());
}

TEST(Dominators, OfABranch) {
  Graph G("b0 -> b2 -> b3\n branch\n"
          "b2 -> b4\n"
          "b3 -> b4\n"
          "b4 -> b1\n"
          "b1\n"
          "b5 -> b4\n suspend\n");
  EXPECT_TRUE(G.Control.dominates(0, 4));
  EXPECT_TRUE(G.Control.dominates(4, 4));
  EXPECT_FALSE(G.Control.dominates(2, 4));
  EXPECT_FALSE(G.Control.dominates(4, 0));
  EXPECT_FALSE(G.Control.isReachable(5));
  EXPECT_FALSE(G.Control.dominates(5, 4));
  EXPECT_EQ(G.Control.reversePostOrder().front(), 0u);
  EXPECT_EQ(G.Control.reversePostOrder().size(), 5u);
}

//===----------------------------------------------------------------------===//
// The definitions, taken literally
//===----------------------------------------------------------------------===//

class Definition {
public:
  explicit Definition(const EventGraph &G) : G(G) {}

  /// Calls \p Visit with the blocks and the edges of every path from \p From to
  /// \p To that meets no block twice.
  using Path = std::vector<std::pair<BlockId, unsigned>>; // by which edge left
  void paths(BlockId From, BlockId To, bool NormalOnly,
             const std::function<void(const Path &)> &Visit) const {
    Path Now;
    std::vector<bool> On(G.Blocks.size());
    std::function<void(BlockId)> Walk = [&](BlockId B) {
      if (B == To) {
        Now.push_back({B, ~0u});
        Visit(Now);
        Now.pop_back();
        return;
      }
      On[B] = true;
      for (unsigned I = 0; I < G.Blocks[B].Succs.size(); ++I) {
        const Edge &E = G.Blocks[B].Succs[I];
        if (On[E.To] || (NormalOnly && E.Kind != EdgeKind::Normal))
          continue;
        Now.push_back({B, I});
        Walk(E.To);
        Now.pop_back();
      }
      On[B] = false;
    };
    Walk(From);
  }

  bool reaches(BlockId From, BlockId To, bool NormalOnly) const {
    bool Found = false;
    paths(From, To, NormalOnly, [&](const Path &) { Found = true; });
    return Found;
  }
  /// Every path from \p From to \p To goes through \p Via.
  bool through(BlockId From, BlockId Via, BlockId To, bool NormalOnly) const {
    bool All = true;
    paths(From, To, NormalOnly, [&](const Path &P) {
      All &= llvm::any_of(P, [&](auto Step) { return Step.first == Via; });
    });
    return All;
  }
  /// Every path from the entry to \p To leaves \p Branch by edge \p I.
  bool throughEdge(BlockId Branch, unsigned I, BlockId To) const {
    bool All = true;
    paths(EventGraph::Entry, To, false, [&](const Path &P) {
      All &= llvm::is_contained(P, std::pair(Branch, I));
    });
    return All;
  }
  bool isBranch(BlockId B) const {
    return llvm::any_of(G.Blocks[B].Events, [&](EventId E) {
      return G.Events[E].Kind == EventKind::Branch;
    });
  }
  bool postDominates(BlockId X, BlockId B) const {
    return through(B, X, EventGraph::Exit, true);
  }

  /// Ferrante, Ottenstein and Warren.
  bool dependsDirectly(BlockId X, BlockId Branch) const {
    if (!isBranch(Branch) || X == EventGraph::Exit ||
        (X != Branch && postDominates(X, Branch)))
      return false;
    unsigned Ways = 0;
    bool Any = false;
    for (const Edge &E : G.Blocks[Branch].Succs)
      if (E.Kind == EdgeKind::Normal) {
        ++Ways;
        Any |= postDominates(X, E.To);
      }
    return Any && Ways > 1;
  }

  Blocks guards(BlockId X, const Blocks &Reachable) const {
    Blocks Found;
    std::vector<BlockId> Work{X};
    while (!Work.empty()) {
      BlockId B = Work.back();
      Work.pop_back();
      for (BlockId Branch : Reachable)
        if (dependsDirectly(B, Branch) && Found.insert(Branch).second)
          Work.push_back(Branch);
    }
    for (BlockId Branch : Reachable)
      for (unsigned I = 0; I < G.Blocks[Branch].Succs.size(); ++I)
        if (isBranch(Branch) && G.Blocks[Branch].Succs.size() > 1 &&
            throughEdge(Branch, I, X))
          Found.insert(Branch);
    return Found;
  }

private:
  const EventGraph &G;
};

/// A graph of up to \p Largest blocks.
EventGraph randomGraph(std::mt19937 &Random, unsigned Largest) {
  EventGraph G;
  G.Function = "random";
  unsigned N = 3 + Random() % (Largest - 2);
  G.Blocks.resize(N);
  for (BlockId B = 0; B < N; ++B) {
    if (B == EventGraph::Exit)
      continue;
    unsigned Ways = 1 + Random() % 3;
    for (unsigned I = 0; I < Ways; ++I) {
      unsigned Kind = Random() % 8;
      G.addEdge(B, 1 + Random() % (N - 1),
                Kind == 0   ? EdgeKind::Exception
                : Kind == 1 ? EdgeKind::Fork
                            : EdgeKind::Normal);
    }
    if (G.Blocks[B].Succs.size() > 1 && Random() % 8) {
      Event E;
      E.Kind = EventKind::Branch;
      G.Blocks[B].Events.push_back(G.Events.size());
      G.Events.push_back(E);
    }
  }
  return G;
}

std::string asText(const EventGraph &G) {
  PlaceTable Places;
  return dump(G, Places, [](Loc) { return ""; });
}

TEST(RandomGraphs, AgreeWithTheDefinitions) {
  std::mt19937 Random(20);
  unsigned Compared = 0, WithLoop = 0, WithHandler = 0;
  while (Compared < 400) {
    EventGraph G = randomGraph(Random, 8);
    Definition D(G);
    Blocks Reachable;
    for (BlockId B = 0; B < G.Blocks.size(); ++B)
      if (D.reaches(EventGraph::Entry, B, false))
        Reachable.insert(B);
    // What counts as the end of an endless loop is a choice, not a definition.
    if (!llvm::all_of(Reachable, [&](BlockId B) {
          return D.reaches(B, EventGraph::Exit, true);
        }))
      continue;
    ++Compared;
    ControlDependence C(G);
    bool Loop = false, Handler = false;
    for (BlockId B = 0; B < G.Blocks.size(); ++B) {
      EXPECT_EQ(C.isReachable(B), Reachable.count(B) != 0) << asText(G) << B;
      if (!Reachable.count(B))
        continue;
      EXPECT_EQ(guards(G, C, B), D.guards(B, Reachable)) << asText(G) << B;
      for (BlockId A : Reachable) {
        EXPECT_EQ(C.dominates(A, B), D.through(EventGraph::Entry, A, B, false))
            << asText(G) << A << ' ' << B;
        Loop |= A != B && C.dominates(A, B) && D.reaches(B, A, true);
      }
      for (const Edge &E : G.Blocks[B].Succs)
        Handler |= E.Kind != EdgeKind::Normal;
      if (B == EventGraph::Exit)
        continue;
      BlockId Next = C.immediatePostDominator(B);
      EXPECT_TRUE(Next != B && D.postDominates(Next, B)) << asText(G) << B;
      for (BlockId X : Reachable)
        EXPECT_TRUE(X == B || !D.postDominates(X, B) ||
                    D.postDominates(X, Next))
            << asText(G) << B << ": " << X << " is nearer than " << Next;
    }
    WithLoop += Loop;
    WithHandler += Handler;
    if (HasFailure())
      break;
  }
  EXPECT_GT(WithLoop, 50u) << "the graphs are too simple";
  EXPECT_GT(WithHandler, 50u);
}

TEST(RandomGraphs, WithEndlessLoopsGiveAnAnswer) {
  std::mt19937 Random(21);
  for (unsigned I = 0; I < 2000; ++I) {
    EventGraph G = randomGraph(Random, 12);
    ControlDependence C(G);
    for (BlockId B : C.reversePostOrder())
      for (BlockId Branch : guards(G, C, B))
        EXPECT_TRUE(C.isReachable(Branch)) << asText(G) << B;
  }
}

// Longer than a piece, so that pieces are shared, left out and divided again.
TEST(BitMatrices, AreRowsOfBits) {
  constexpr unsigned Rows = 6, Columns = 1300;
  std::mt19937 Random(7);
  auto Below = [&](unsigned N) { return unsigned(Random() % N); };
  for (int Round = 0; Round < 50; ++Round) {
    BitMatrix A(Rows, Columns), B = A.another(Rows);
    std::vector<llvm::BitVector> X(Rows, llvm::BitVector(Columns)), Y(X);
    for (int Step = 0; Step < 200; ++Step) {
      unsigned R = Below(Rows), From = Below(Rows), C = Below(Columns);
      llvm::BitVector Before = X[R], Add = X[From], Less = Y[From];
      switch (Below(6)) {
      case 0:
        A.set(R, C);
        X[R].set(C);
        break;
      case 1:
        B.set(R, C);
        Y[R].set(C);
        break;
      case 2:
        A.reset(R, C);
        X[R].reset(C);
        break;
      case 3:
        X[R] |= Add;
        EXPECT_EQ(A.join(R, A, From), X[R] != Before);
        break;
      case 4:
        X[R] |= Y[From];
        EXPECT_EQ(A.join(R, B, From), X[R] != Before);
        break;
      case 5:
        Add.reset(Less);
        X[R] |= Add;
        EXPECT_EQ(A.joinWithout(R, A, &B, From), X[R] != Before);
      }
    }
    for (unsigned R = 0; R < Rows; ++R) {
      BitRow Row(A, R);
      EXPECT_EQ(
          std::vector<unsigned>(X[R].set_bits_begin(), X[R].set_bits_end()),
          [&] {
            std::vector<unsigned> Out;
            for (unsigned I : Row)
              Out.push_back(I);
            return Out;
          }());
      EXPECT_EQ(Row.any(), X[R].any());
      for (unsigned I = 0; I < Columns; I += 7) {
        EXPECT_EQ(Row.test(I), X[R].test(I));
        EXPECT_EQ(Row.next(I), X[R].find_first_in(I, Columns));
        EXPECT_EQ(Row.previous(I), X[R].find_prev(I));
      }
      for (unsigned I = 0; I < Columns; ++I)
        EXPECT_EQ(B.test(R, I), Y[R].test(I));
    }
  }
}

} // namespace
