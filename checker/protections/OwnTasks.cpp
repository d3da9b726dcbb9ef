//===- OwnTasks.cpp - A counter of the tasks that a loop starts -----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "protections/Protection.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

namespace {
/// Who changes a local variable while the function waits.
struct Meanwhile {
  bool Changes = false; ///< a task that it started, after a suspension
  bool Unsure = false;  ///< perhaps one that somebody has not started yet
};
} // namespace

/// `while (served < most) { auto c = co_await accept(); start(serve(c)); }`
/// where serve() begins with `++served`: what a task does before it suspends,
/// it does while the loop starts it, and nobody else knows the variable. Looks
/// at every block of the tasks twice at most.
static Meanwhile changesMeanwhile(const Facts &F, const Pair &P) {
  const EventGraph &G = F.Graph;
  const Event &Act = F.event(P.Act);
  auto Changes = [&](const Event &E) {
    bool Kind = (E.Kind == EventKind::Write && !E.Initial) ||
                E.Kind == EventKind::Call || E.Kind == EventKind::Begin ||
                (E.Kind == EventKind::Update &&
                 (E.May || !E.Step || E.Shrinks == Act.Shrinks));
    return Kind && llvm::any_of(E.Places, [&](PlaceId X) {
             return F.Places.overlap(X, P.ActPlace) != Overlap::None;
           });
  };
  // One variable each time that its declaration is reached.
  BlockId Declared = EventGraph::Entry;
  for (BlockId B : F.Control.reversePostOrder())
    for (EventId Id : G.Blocks[B].Events)
      if (const Event &E = F.event(Id);
          E.Kind == EventKind::Write && E.Initial &&
          llvm::is_contained(E.Places, P.ActPlace))
        Declared = B;
  Meanwhile Out;
  // By block: its events before a suspension of the task, and after one.
  llvm::BitVector Seen(2 * G.Blocks.size());
  llvm::SmallVector<std::pair<BlockId, bool>, 16> Work;
  for (BlockId B : F.Control.reversePostOrder())
    if (F.Control.dominates(Declared, B))
      for (const Edge &E : G.Blocks[B].Succs)
        if (E.Kind == EdgeKind::Fork)
          Work.push_back({E.To, false});
  while (!Work.empty()) {
    auto [B, Late] = Work.pop_back_val();
    if (Seen.test(2 * B + Late))
      continue;
    Seen.set(2 * B + Late);
    bool Lazy = false;
    for (EventId Id : G.Blocks[B].Events) {
      const Event &E = F.event(Id);
      Late |= E.Kind == EventKind::Suspend;
      Lazy |= E.Kind == EventKind::Detach && E.Lazy;
      if (!Changes(E))
        continue;
      Out.Changes |= Late || E.Kind == EventKind::Begin;
      Out.Unsure |= Lazy;
    }
    for (const Edge &E : G.Blocks[B].Succs)
      Work.push_back({E.To, Late});
  }
  return Out;
}

static bool covers(const Facts &F, const Pair &P) {
  const Event &Act = F.event(P.Act);
  const PlaceNode &N = F.Places.node(P.ActPlace);
  return P.Why == Reliance::Decision && Act.Kind == EventKind::Update &&
         Act.Step && !Act.May && P.Relation == Overlap::Same &&
         N.Step == StepKind::Root && N.Root == RootKind::Local &&
         !llvm::is_contained(F.Graph.Captures, P.ActPlace) &&
         !changesMeanwhile(F, P).Changes;
}

static bool isDoubtful(const Facts &F, const Pair &P) {
  return changesMeanwhile(F, P).Unsure;
}

static const Protection Self = {"own-tasks",
                                "only the tasks that this function starts "
                                "change it, each when it is started",
                                covers, /*RestsOn=*/nullptr, isDoubtful};
static RegisterProtection Register(Self);
