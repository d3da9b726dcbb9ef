//===- FindPairs.cpp - Checks and acts with a suspension between --------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/Facts.h"
#include "epochs/Fixpoint.h"
#include "epochs/ResultSense.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <optional>

using namespace await_tidy;

namespace {
class PairFinder {
public:
  PairFinder(const Fixpoint &F, const PairOptions &Options)
      : F(F), Options(Options), G(F.graph()), Places(F.places()),
        Control(F.control()) {
    noteChanges();
  }

  void collect(const State &S, EventId Id);
  std::vector<Pair> Pairs;
  std::vector<FreshPair> *Fresh = nullptr;

private:
  bool bothWaysLead(EventId Branch, BlockId To);
  bool onlyNextRound(EventId Branch, BlockId To) const;
  bool areAlternatives(EventId A, EventId B, EventId Suspend) const;
  bool endsByItself(EventId Branch, BlockId To);
  const ResultSense &conditions();
  bool onFailure(BlockId B);
  bool onlyMarks(const State &S, EventId Id);
  bool isAnswered(const State &S, EventId Id, const Pair &R) const;
  bool isIdempotent(const Pair &R) const;
  bool isRefill(const Pair &R);
  void findCycles();
  bool isOfOtherKey(EventId Flag, PlaceId P) const;
  bool lookedAgain(const State &S, EventId Old, PlaceId Tested, EventId Act,
                   PlaceId P) const;
  void addPair(const State &S, EventId Id, PlaceId P, const Dep &D,
               Reliance Why, EventId Branch, const DepSet &Value);

  const Fixpoint &F;
  const PairOptions &Options;
  void noteChanges();
  void noteLook(EventId Branch, PlaceId P);
  void collectFollow(const State &S, EventId Id);
  void collectTornWrites(const State &S, EventId Id, PlaceId P);
  void collectTornReads(const State &S, EventId Id);

  const EventGraph &G;
  const PlaceTable &Places;
  const ControlDependence &Control;
  /// Made when it is asked for, together with the suspensions that tell whether
  /// they succeeded, and the handlers.
  std::optional<ResultSense> Conditions;
  std::vector<EventId> Awaits;
  std::vector<BlockId> Handlers;
  /// The blocks of a loop that counts, by its branch; none of another one.
  llvm::DenseMap<EventId, llvm::BitVector> Counted;
  /// A branch that looked at a place without a suspension in between.
  struct Look {
    EventId Branch;
    /// The nearest one above it in the dominator tree, by its number there.
    std::optional<unsigned> Above;
  };
  /// By the number of their blocks in the dominator tree.
  using LookTree = std::map<unsigned, Look>;
  const Look *nearestLook(const LookTree &Tree, BlockId To) const;
  llvm::DenseMap<PlaceId, LookTree> Looks;
  /// The branches under which shared state is changed, but for resets.
  BitMatrix ChangedUnder;
  llvm::DenseMap<std::pair<EventId, BlockId>, bool> BothWays;
  /// By block: equal for two that lead to each other. Empty until it is asked
  /// for, and so are the updates of a place, by whether they take away: the
  /// number of the block in the dominator tree, and the block.
  std::vector<BlockId> Cycle;
  std::map<std::pair<PlaceId, bool>, std::vector<std::pair<unsigned, BlockId>>>
      Updates;
  std::map<std::tuple<BlockId, PlaceId, bool>, bool> UpdatedAfter;
};
} // namespace

/// The member or variable that \p P is or lies in: `accounts` for
/// `accounts[id]`.
static PlaceId statePlace(const PlaceTable &Places, PlaceId P) {
  while (P && Places.node(P).Step != StepKind::Field &&
         Places.node(P).Step != StepKind::Root)
    P = Places.node(P).Parent;
  return P;
}

/// Two different members of one object, or of an object and one in it.
static bool belongToOneObject(const PlaceTable &Places, PlaceId A, PlaceId B) {
  A = statePlace(Places, A);
  B = statePlace(Places, B);
  if (A == B)
    return false;
  PlaceId InA = Places.node(A).Parent, InB = Places.node(B).Parent;
  if (!InA || !InB)
    return !InA && !InB; // two variables
  return Places.contains(InA, InB) || Places.contains(InB, InA);
}

/// `if (co_await read(part)) buffer = part; else ended = true;` in a loop: each
/// round does the one or the other. Both come after the suspension, and neither
/// on the way to the other without the next one.
bool PairFinder::areAlternatives(EventId A, EventId B, EventId Suspend) const {
  BlockId S = Control.blockOf(Suspend), X = Control.blockOf(A),
          Y = Control.blockOf(B);
  return Control.dominates(S, X) && Control.dominates(S, Y) &&
         !Control.dominates(X, Y) && !Control.dominates(Y, X);
}

void PairFinder::collectTornWrites(const State &S, EventId Id, PlaceId P) {
  SymbolId State = Places.stateSymbol(P);
  for (const auto &[K, V] : S.all(Holder::Wrote)) {
    for (const Dep &D : V) {
      PlaceId Other = F.token(D.Token).Place;
      if (D.Stale && Places.overlap(Other, P) == Overlap::None &&
          Options.Related(Places.stateSymbol(Other), State) &&
          belongToOneObject(Places, Other, P) &&
          (D.Fresh || !areAlternatives(F.token(D.Token).Read, Id, D.Stale)))
        addPair(S, Id, P, D, Reliance::Torn, 0, DepSet());
    }
  }
}

/// A value that is computed from one place as it was before the suspension and
/// another as it is after it.
void PairFinder::collectTornReads(const State &S, EventId Id) {
  DepSet V = F.inputs(S, G.Events[Id]);
  if (V.size() < 2)
    return;
  for (const Dep &Old : V) {
    if (!Old.Stale || Old.Fresh || Old.How > Flow::Derived)
      continue;
    PlaceId A = F.token(Old.Token).Place;
    for (const Dep &New : V) {
      PlaceId B = F.token(New.Token).Place;
      if (!New.Fresh || New.Stale || New.How > Flow::Derived || A == B ||
          !F.sharedNow(S, A) || !F.sharedNow(S, B) ||
          G.Events[F.token(Old.Token).Read].Kind != EventKind::Read ||
          !Options.Related(Places.stateSymbol(A), Places.stateSymbol(B)) ||
          !belongToOneObject(Places, A, B))
        continue;
      addPair(S, Id, B, Old, Reliance::Torn, 0, DepSet());
    }
  }
}

/// True if the in-flight key that \p Flag takes is another one than that of
/// \p P: both are parameters, or parts of one, so that none is computed from
/// the other.
bool PairFinder::isOfOtherKey(EventId Flag, PlaceId P) const {
  auto Parameter = [&](PlaceId Element) -> PlaceId {
    llvm::ArrayRef<PlaceId> Variables = Places.keyVariables(Element);
    // A name, or a name and a member: no call, no arithmetic.
    llvm::StringRef Key = Places.name(Places.node(Element).Symbol);
    bool Simple = llvm::all_of(Key, [](char C) {
      return llvm::isAlnum(C) || llvm::StringRef("_.->").contains(C);
    });
    return Simple && Variables.size() == 1 &&
                   llvm::is_contained(G.Parameters, Variables[0])
               ? Variables[0]
               : NoPlace;
  };
  PlaceId Taken = G.Events[Flag].Places.front();
  if (Places.node(Taken).Step != StepKind::Key || !Parameter(Taken))
    return false;
  bool Other = false;
  for (PlaceId X = P; X; X = Places.node(X).Parent) {
    if (Places.node(X).Step != StepKind::Key)
      continue;
    PlaceId Of = Parameter(X);
    if (!Of || Of == Parameter(Taken))
      return false;
    Other = true;
  }
  return Other;
}

/// True if a later look at the same place stands between \p Old (a branch, or
/// a read) and the act, on every path: then the act rests on that one, and
/// whether it is too old as well is another pair.
bool PairFinder::lookedAgain(const State &S, EventId Old, PlaceId Tested,
                             EventId Act, PlaceId P) const {
  if (F.freshGuard(S, Act, P))
    return false; // a protection, that is said
  BlockId To = Control.blockOf(Act), From = Control.blockOf(Old);
  for (PlaceId Q : {Tested, P}) {
    auto It = Looks.find(Q);
    if (It == Looks.end())
      continue;
    // It comes last if the way to the act passes it, but not that to the old
    // one. What is above one that does not come last does not either.
    for (const Look *L = nearestLook(It->second, To);
         L && !Control.dominates(Control.blockOf(L->Branch), From);
         L = L->Above ? &It->second.at(*L->Above) : nullptr)
      if (L->Branch != Old && Control.guards(To).test(Control.bitOf(L->Branch)))
        return true;
  }
  return false;
}

/// The look that dominates \p To and is dominated by all others that do.
const PairFinder::Look *PairFinder::nearestLook(const LookTree &Tree,
                                                BlockId To) const {
  auto It = Tree.upper_bound(Control.dominatorNumber(To));
  if (It == Tree.begin())
    return nullptr;
  const Look *L = &std::prev(It)->second;
  while (L && !Control.dominates(Control.blockOf(L->Branch), To))
    L = L->Above ? &Tree.at(*L->Above) : nullptr;
  return L;
}

/// Blocks are visited after what dominates them, so that the nearest look above
/// a new one is known, and stays the nearest.
void PairFinder::noteLook(EventId Branch, PlaceId P) {
  LookTree &Tree = Looks[P];
  BlockId B = Control.blockOf(Branch);
  const Look *Above = nearestLook(Tree, B);
  if (Above && Above->Branch == Branch)
    return;
  Look New{Branch, std::nullopt};
  if (Above)
    New.Above = Control.dominatorNumber(Control.blockOf(Above->Branch));
  Tree.emplace(Control.dominatorNumber(B), New);
}

/// True if a test of something that came after the suspension, not of the
/// place, decides as well.
bool PairFinder::isAnswered(const State &S, EventId Id, const Pair &R) const {
  BlockId From = Control.blockOf(R.Suspend);
  BitRow Guards = Control.guards(Control.blockOf(Id));
  for (int I = Guards.next(Control.firstBitFrom(From)); I >= 0;
       I = Guards.next(I + 1)) {
    EventId B = Control.branches()[I];
    if (B != R.Branch && Control.dominates(From, Control.blockOf(B)) &&
        llvm::none_of(S.get(key(Holder::Cond, B)), [&](const Dep &D) {
          return Places.overlap(F.token(D.Token).Place, R.ActPlace) !=
                 Overlap::None;
        }))
      return true;
  }
  return false;
}

void PairFinder::noteChanges() {
  ChangedUnder = Control.noGuards();
  for (BlockId X : Control.reversePostOrder())
    if (llvm::any_of(G.Blocks[X].Events, [&](EventId E) {
          const Event &Other = G.Events[E];
          bool Changes = Other.Kind == EventKind::Update ||
                         (Other.Kind == EventKind::Write && !Other.Reset);
          return Changes && !Other.Initial && !Other.Checked &&
                 llvm::any_of(Other.Places,
                              [&](PlaceId P) { return Places.isShared(P); });
        }))
      Control.addGuards(X, ChangedUnder);
}

/// `if (!open) co_return; co_await flush(); open = false;`
bool PairFinder::isIdempotent(const Pair &R) const {
  const Event &Act = G.Events[R.Act];
  if (Act.Kind != EventKind::Write || !Act.Reset || Act.May ||
      R.Relation != Overlap::Same || G.HasResult || !G.Parameters.empty())
    return false;
  return !ChangedUnder.test(0, Control.bitOf(R.Branch));
}

/// The strongly connected components (Kosaraju, Sharir), and where updates are.
void PairFinder::findCycles() {
  Cycle.assign(G.Blocks.size(), ~0u);
  llvm::SmallVector<BlockId, 16> Work;
  for (BlockId Root : Control.reversePostOrder()) {
    if (Cycle[Root] == ~0u)
      Work.push_back(Root);
    while (!Work.empty()) {
      BlockId B = Work.pop_back_val();
      if (Cycle[B] != ~0u || !Control.isReachable(B))
        continue;
      Cycle[B] = Root;
      for (const Edge &E : G.Blocks[B].Preds)
        Work.push_back(E.To);
    }
  }
  for (BlockId B : Control.reversePostOrder())
    for (EventId Id : G.Blocks[B].Events)
      if (const Event &E = G.Events[Id]; E.Kind == EventKind::Update)
        for (PlaceId P : E.Places)
          Updates[{P, E.Shrinks}].push_back({Control.dominatorNumber(B), B});
  for (auto &[Place, Where] : Updates)
    llvm::sort(Where);
}

/// `while (tokens == 0) { co_await tick(); refill(); } --tokens;`
bool PairFinder::isRefill(const Pair &R) {
  const Event &Act = G.Events[R.Act];
  if (!G.Events[R.Branch].Loop ||
      (Act.Kind == EventKind::Write ? !R.Merged
                                    : Act.Kind != EventKind::Update))
    return false;
  if (Cycle.empty())
    findCycles();
  BlockId Loop = Control.blockOf(R.Branch);
  if (Cycle[Control.blockOf(R.Act)] != Cycle[Loop])
    return false;
  auto IsUpdatedAfter = [&](bool Shrinks) {
    auto [Known, New] =
        UpdatedAfter.try_emplace({Loop, R.ActPlace, Shrinks}, false);
    auto Where = Updates.find({R.ActPlace, Shrinks});
    if (!New || Where == Updates.end())
      return Known->second;
    // What the loop dominates stands together.
    auto At = llvm::lower_bound(
        Where->second, std::pair(Control.dominatorNumber(Loop), BlockId(0)));
    for (; At != Where->second.end() && Control.dominates(Loop, At->second);
         ++At)
      if (Cycle[At->second] != Cycle[Loop])
        return Known->second = true;
    return false;
  };
  return Act.Kind == EventKind::Write
             ? IsUpdatedAfter(false) || IsUpdatedAfter(true)
             : IsUpdatedAfter(!Act.Shrinks);
}

/// What was borrowed before a suspension, or computed from the size of the
/// container then.
void PairFinder::collectFollow(const State &S, EventId Id) {
  const Event &E = G.Events[Id];
  DepSet V = F.inputs(S, E);
  for (PlaceId P : E.Places)
    V.add(S.get(key(Holder::Content, P)));
  for (const Dep &D : V) {
    if (!D.Stale)
      continue;
    const Fixpoint::Token &T = F.token(D.Token);
    bool Borrowed = G.Events[T.Read].Kind == EventKind::Borrow;
    if (E.Index ? !Borrowed && T.Read && !isAnswer(D.How) &&
                      Places.contains(E.Holder, T.Place)
                : Borrowed)
      addPair(S, Id, E.Index ? E.Holder : T.Place, D, Reliance::Borrowed, 0,
              DepSet());
  }
}

void PairFinder::addPair(const State &S, EventId Id, PlaceId P, const Dep &D,
                         Reliance Why, EventId Branch, const DepSet &Value) {
  Pair R;
  R.Check = F.token(D.Token).Read;
  R.Branch = Branch;
  R.Suspend = D.Stale;
  R.Act = Id;
  R.CheckPlace = F.token(D.Token).Place;
  R.ActPlace = P;
  R.Relation = Places.overlap(R.CheckPlace, P);
  R.Why = Why;
  R.How = D.How;
  R.Moved = G.Events[R.Check].Moved;
  R.Unordered = G.Unordered.count({R.Check, R.Suspend});
  R.OwnWrite = D.OwnWrite;
  R.Reserved = D.Reserved;
  R.Renewed = !D.Theirs;
  // `if (balance - held < n) return; held += n;`: a reservation of one of the
  // places that the test looked at is one of the test.
  if (Branch)
    for (const Dep &Other : S.get(key(Holder::Cond, Branch)))
      R.Reserved |= Other.Reserved && Other.Stale;
  R.VersionCompare = F.versionCompare(S, Id, P, &R.Version, R.Suspend);
  // A comparison with a younger snapshot of the place itself is no second look
  // at what was checked.
  PlaceId Compared = NoPlace;
  EventId Younger =
      R.VersionCompare ? 0 : F.versionCompare(S, Id, P, &Compared);
  R.Recheck = F.freshGuard(S, Id, Why == Reliance::Elsewhere ? R.CheckPlace : P,
                           Compared == P ? Younger : 0);
  // `if (owner == me) owner = before;`, and `me` is what we stored there.
  if (!R.VersionCompare && D.OwnWrite && D.OwnWrite != Pair::ManyWrites &&
      G.Events[D.OwnWrite].Kind == EventKind::Write &&
      !G.Events[D.OwnWrite].Constant)
    for (EventId B : F.guards(S, Control.blockOf(Id))) {
      if (G.Events[B].Equality)
        for (const Dep &Test : S.get(key(Holder::Cond, B)))
          if (Test.Fresh && !Test.Stale && F.token(Test.Token).Place == P) {
            R.VersionCompare = B;
            R.Version = P;
          }
    }
  for (const Dep &New : Value) {
    const Fixpoint::Token &T = F.token(New.Token);
    if (!New.Fresh || New.Stale || Places.overlap(T.Place, P) == Overlap::None)
      continue;
    R.Limited = true;
    if (isChoice(New.How))
      continue;
    R.Merged = true;
    const Loc &Read = G.Events[T.Read].Where, &Act = G.Events[Id].Where;
    R.ReadAgain |= Act.Begin <= Read.Begin && Read.End <= Act.End;
  }
  for (EventId B : F.guards(S, Control.blockOf(Id))) {
    if (G.Events[B].Loop)
      for (const Dep &Test : S.get(key(Holder::Cond, B)))
        R.StopsLoop |= F.token(Test.Token).Place == P;
  }
  for (auto [I, L] : llvm::enumerate(F.locks()))
    if (D.Locks >> I & 1) {
      if (F.isFlag(I) && isOfOtherKey(L, P))
        R.OtherKey = L;
      else
        (F.isFlag(I)              ? R.Flags
         : G.Events[L].SharedLock ? R.ReaderLocks
                                  : R.Locks)
            .push_back(L);
    }
  // A flag that was taken by a fresh test of its own and is still held says
  // more of the place than any older test did.
  if (Why != Reliance::Value)
    for (auto [I, L] : llvm::enumerate(F.locks()))
      if (F.isFlag(I) && (S.Held >> I & 1) && L == D.OwnWrite &&
          llvm::is_contained(G.Events[L].Places, P))
        R.Flags.push_back(L);
  if (Why == Reliance::Decision && Branch) {
    R.Answered = isAnswered(S, Id, R);
    R.Idempotent = isIdempotent(R) || onlyMarks(S, Id);
    R.Refills = isRefill(R);
  }
  Pairs.push_back(std::move(R));
}

/// True if every way out of \p Branch can lead to \p To without coming back to
/// it.
bool PairFinder::bothWaysLead(EventId Branch, BlockId To) {
  BlockId From = Control.blockOf(Branch);
  if (From == To)
    return true;
  auto [Known, New] = BothWays.try_emplace({Branch, To}, false);
  if (!New)
    return Known->second;
  // Backwards: what lies between the two is less than what comes after them.
  llvm::DenseSet<BlockId> Seen{From};
  llvm::SmallVector<BlockId, 16> Work{To};
  while (!Work.empty()) {
    BlockId B = Work.pop_back_val();
    if (Seen.insert(B).second)
      for (const Edge &E : G.Blocks[B].Preds)
        Work.push_back(E.To);
  }
  return Known->second =
             llvm::all_of(G.Blocks[From].Succs, [&](const Edge &Out) {
               return Out.To != From && Seen.contains(Out.To);
             });
}

/// True if every way from \p Branch to \p To begins a new round of a loop
/// around the branch. What comes after the test in the text does not.
bool PairFinder::onlyNextRound(EventId Branch, BlockId To) const {
  BlockId From = Control.blockOf(Branch);
  if (Control.dominates(From, To))
    return false;
  // The condition of a loop is where it ends, too: the search went through all.
  auto EndsLoop = [&](BlockId B) {
    return !G.Blocks[B].Events.empty() &&
           G.Events[G.Blocks[B].Events.back()].Loop;
  };
  llvm::BitVector Seen(G.Blocks.size());
  llvm::SmallVector<BlockId, 16> Work{From};
  while (!Work.empty()) {
    BlockId B = Work.pop_back_val();
    bool Header = Control.dominates(B, From);
    for (const Edge &E : G.Blocks[B].Succs) {
      if (Seen.test(E.To))
        continue;
      bool Around = Control.dominates(E.To, From);
      // A new round: into the loop once more.
      if (Around && (!EndsLoop(E.To) || (Header && B != From)))
        continue;
      if (E.To == To)
        return false;
      Seen.set(E.To);
      Work.push_back(E.To);
    }
  }
  return true;
}

/// `for (i = 0; i < count; ++i)`: the loop moves a local that its condition
/// looks at, so that what comes after it is reached whatever else the condition
/// found. A loop that waits looks only at what others change.
bool PairFinder::endsByItself(EventId Branch, BlockId To) {
  BlockId Header = Control.blockOf(Branch);
  if (!G.Events[Branch].Loop || !Control.dominates(Header, To))
    return false;
  auto [It, New] = Counted.try_emplace(Branch);
  llvm::BitVector &Body = It->second;
  if (New) {
    // The natural loop of the branch: what leads back to it.
    Body.resize(G.Blocks.size());
    llvm::SmallVector<BlockId, 16> Work;
    for (const Edge &E : G.Blocks[Header].Preds)
      if (Control.isReachable(E.To) && Control.dominates(Header, E.To))
        Work.push_back(E.To);
    while (!Work.empty()) {
      BlockId B = Work.pop_back_val();
      if (B == Header || Body.test(B))
        continue;
      Body.set(B);
      for (const Edge &E : G.Blocks[B].Preds)
        Work.push_back(E.To);
    }
    // The condition of the loop is all in the block of its branch.
    llvm::SmallVector<PlaceId, 4> Locals;
    for (EventId Id : G.Blocks[Header].Events)
      if (G.Events[Id].Kind == EventKind::Read)
        for (PlaceId P : G.Events[Id].Places)
          if (!Places.isShared(P))
            Locals.push_back(P);
    bool Counts = false;
    for (unsigned B : Body.set_bits())
      for (EventId Id : G.Blocks[B].Events) {
        const Event &E = G.Events[Id];
        Counts |= E.Kind == EventKind::Update && E.Step && !E.May &&
                  llvm::is_contained(Locals, E.Places.front());
      }
    if (!Counts)
      Body.clear();
  }
  return !Body.empty() && To != Header && !Body.test(To);
}

const ResultSense &PairFinder::conditions() {
  if (Conditions)
    return *Conditions;
  for (BlockId B : Control.reversePostOrder()) {
    for (EventId Id : G.Blocks[B].Events)
      if (G.Events[Id].Kind == EventKind::Suspend && G.Events[Id].Tells)
        Awaits.push_back(Id);
    if (llvm::any_of(G.Blocks[B].Preds, [](const Edge &E) {
          return E.Kind == EdgeKind::Exception;
        }))
      Handlers.push_back(B);
  }
  llvm::sort(Awaits);
  return Conditions.emplace(G, Places);
}

/// True if \p B is reached only where an awaited operation has failed: by its
/// result, or by an exception.
bool PairFinder::onFailure(BlockId B) {
  const ResultSense &Results = conditions();
  if (llvm::any_of(Handlers,
                   [&](BlockId H) { return Control.dominates(H, B); }))
    return true;
  // The answer is looked at soon: the nearest awaits before the nearest tests.
  constexpr unsigned Near = 8;
  BitRow Guards = Control.guards(B);
  int At = Guards.previous(Guards.size());
  for (unsigned Looked = 0; At != -1 && Looked < Near;
       At = Guards.previous(At), ++Looked) {
    EventId Branch = Control.branches()[At];
    const llvm::SmallVector<Edge, 2> &Succs =
        G.Blocks[Control.blockOf(Branch)].Succs;
    if (Succs.size() != 2)
      continue;
    auto After = llvm::upper_bound(Awaits, Branch);
    for (unsigned I = 0; I < Near && After != Awaits.begin(); ++I) {
      Sense How = Results.of(Branch, *--After);
      if ((How == Sense::True || How == Sense::False) &&
          Control.dominates(Succs[How == Sense::True].To, B))
        return true;
    }
  }
  return false;
}

/// `if (++failed >= 5) locked = true; co_return;`: a constant that another
/// place decides on in the same step, or the failure of what was awaited, and
/// the function leaves. It marks what
/// was found, and to do that twice does no harm; a flag that is raised too late
/// is followed by what it should keep others from.
bool PairFinder::onlyMarks(const State &S, EventId Id) {
  const Event &Act = G.Events[Id];
  if (Act.Kind != EventKind::Write || !Act.Constant || Act.May)
    return false;
  PlaceId Place = Act.Places.front();
  bool Decided = llvm::any_of(F.guards(S, Control.blockOf(Id)), [&](EventId B) {
    return llvm::any_of(S.get(key(Holder::Cond, B)), [&](const Dep &D) {
      PlaceId P = F.token(D.Token).Place;
      return D.Fresh && !D.Stale && F.sharedNow(S, P) &&
             Places.overlap(P, Place) == Overlap::None;
    });
  });
  if (!Decided && !onFailure(Control.blockOf(Id)))
    return false;
  llvm::BitVector Seen(G.Blocks.size());
  BlockId Start = Control.blockOf(Id);
  llvm::SmallVector<BlockId, 16> Work{Start};
  bool Passed = false;
  while (!Work.empty()) {
    BlockId B = Work.pop_back_val();
    for (EventId I : G.Blocks[B].Events) {
      const Event &E = G.Events[I];
      bool Acts = E.Kind == EventKind::Suspend || E.Kind == EventKind::Call ||
                  ((E.Kind == EventKind::Write || E.Kind == EventKind::Update ||
                    E.Kind == EventKind::Use) &&
                   !E.Initial && llvm::any_of(E.Places, [&](PlaceId P) {
                     return Places.isShared(P);
                   }));
      if ((B != Start || Passed) && Acts && I != Id)
        return false;
      Passed |= I == Id;
    }
    for (const Edge &E : G.Blocks[B].Succs)
      if (!Seen.test(E.To)) {
        Seen.set(E.To);
        Work.push_back(E.To);
      }
  }
  return true;
}

/// Finds what the act \p Id relies on, in the state before it.
void PairFinder::collect(const State &S, EventId Id) {
  const Event &E = G.Events[Id];
  if (E.Kind == EventKind::Follow)
    return collectFollow(S, Id);
  if (E.Kind == EventKind::Compute && Options.Related)
    collectTornReads(S, Id);
  if (E.Kind == EventKind::Branch)
    for (const Dep &D : F.inputs(S, E))
      if (D.Fresh && !D.Stale && !E.Assertion)
        noteLook(Id, F.token(D.Token).Place);
  if ((E.Kind != EventKind::Write && E.Kind != EventKind::Update &&
       E.Kind != EventKind::Use) ||
      E.Initial)
    return;
  BlockId Block = Control.blockOf(Id);
  DepSet Value = E.Kind == EventKind::Use ? DepSet() : F.inputs(S, E);
  llvm::SmallVector<EventId, 8> Guards = F.guards(S, Block);
  auto Guarding = [&](EventId B) { return llvm::is_contained(Guards, B); };
  for (PlaceId P : E.Places) {
    if (!F.sharedNow(S, P))
      continue;
    if (E.Kind != EventKind::Use && !E.May && Options.Related)
      collectTornWrites(S, Id, P);
    auto Touches = [&](const Dep &D) {
      return D.Stale &&
             Places.overlap(F.token(D.Token).Place, P) != Overlap::None;
    };
    auto NoteFresh = [&](const Dep &D) {
      PlaceId Read = F.token(D.Token).Place;
      if (Fresh && D.Token && D.Fresh && !D.Stale &&
          F.token(D.Token).Read != Id &&
          Places.overlap(Read, P) == Overlap::Same)
        Fresh->push_back({F.token(D.Token).Read, Id, P});
    };
    for (const Dep &D : Value)
      NoteFresh(D);
    for (EventId B : Guards)
      for (const Dep &D : S.get(key(Holder::Cond, B)))
        NoteFresh(D);
    for (const Dep &D : Value) {
      bool Chosen = isChoice(D.How);
      const Fixpoint::Token &T = F.token(D.Token);
      if (!Touches(D) ||
          (Chosen && T.Read && lookedAgain(S, T.Read, T.Place, Id, P)))
        continue;
      addPair(S, Id, P, D, Chosen ? Reliance::Decision : Reliance::Value, 0,
              Value);
    }
    for (EventId B : Guards) {
      // An act that always comes before the test, in an earlier round of a
      // loop, was never allowed by it.
      if (Control.dominates(Block, Control.blockOf(B)))
        continue;
      if (onlyNextRound(B, Block) || endsByItself(B, Block))
        continue;
      // A constant that is stored whatever the test said was not allowed by it.
      if (E.Kind == EventKind::Write && E.Constant && bothWaysLead(B, Block))
        continue;
      for (const Dep &D : S.get(key(Holder::Cond, B)))
        if (Touches(D) && Places.concerns(F.token(D.Token).Place, P) &&
            !lookedAgain(S, B, F.token(D.Token).Place, Id, P))
          addPair(S, Id, P, D, Reliance::Decision, B, Value);
      if (Options.Elsewhere && E.Kind != EventKind::Use && !E.May)
        for (const Dep &D : S.get(key(Holder::Cond, B)))
          if (D.Stale && !Touches(D) && !isAnswer(D.How) &&
              F.sharedNow(S, F.token(D.Token).Place))
            addPair(S, Id, P, D, Reliance::Elsewhere, B, Value);
    }
    if (E.Kind == EventKind::Update)
      for (EventId B : F.waitChecks(S))
        if (!Guarding(B))
          for (const Dep &D : S.get(key(Holder::Cond, B)))
            // There is always room for one more, empty or not.
            if (Touches(D) &&
                !(!E.Shrinks && Places.node(P).Holds == ValueClass::Container &&
                  conditions().of(B, F.token(D.Token).Read) !=
                      Sense::Unknown) &&
                !lookedAgain(S, B, F.token(D.Token).Place, Id, P))
              addPair(S, Id, P, D, Reliance::Waited, B, Value);
    if ((E.Kind == EventKind::Write && E.Reset) ||
        (E.Kind == EventKind::Update && E.Step && !E.Shrinks &&
         Places.node(P).Holds == ValueClass::Number))
      for (const Dep &D : S.get(key(Holder::Consumed, P)))
        if (D.Stale)
          addPair(S, Id, P, D, Reliance::Consumed, 0, Value);
  }
}

std::vector<Loc> await_tidy::ownRemovals(Fixpoint &Solved) {
  std::vector<Loc> Out;
  const EventGraph &G = Solved.graph();
  const PlaceTable &Places = Solved.places();
  if (llvm::none_of(G.Events, [](const Event &E) { return E.OwnElement; }))
    return Out;
  /// The container that what is followed at a call is our own element of, or
  /// NoPlace if it can be another one.
  std::map<std::pair<uint32_t, uint32_t>, PlaceId> Followed;
  Solved.visit([&](const State &S, EventId Id) {
    const Event &E = G.Events[Id];
    auto At = std::pair(E.Where.Begin, E.Where.End);
    if (E.Kind == EventKind::Follow && !E.Index) {
      for (const Dep &D : Solved.inputs(S, E)) {
        const Fixpoint::Token &T = Solved.token(D.Token);
        PlaceId Of = G.Events[T.Read].Kind == EventKind::Borrow &&
                             G.Events[T.Read].OwnElement
                         ? T.Place
                         : NoPlace;
        auto [It, New] = Followed.try_emplace(At, Of);
        if (!New && It->second != Of)
          It->second = NoPlace;
      }
    } else if (E.Kind == EventKind::Update && E.Shrinks && !E.Inner) {
      auto It = Followed.find(At);
      if (It != Followed.end() && It->second &&
          llvm::all_of(E.Places, [&](PlaceId P) {
            return Places.contains(It->second, P);
          }))
        Out.push_back(E.Where);
    }
  });
  return Out;
}

std::set<std::pair<SymbolId, SymbolId>>
await_tidy::changedTogether(Fixpoint &Solved) {
  std::set<std::pair<SymbolId, SymbolId>> Out;
  const PlaceTable &Places = Solved.places();
  Solved.visit([&](const State &S, EventId Id) {
    const Event &E = Solved.graph().Events[Id];
    if ((E.Kind != EventKind::Write && E.Kind != EventKind::Update) ||
        E.Initial || E.May)
      return;
    for (const auto &[K, V] : S.all(Holder::Wrote)) {
      for (const Dep &D : V)
        if (D.Fresh && !D.Stale)
          for (PlaceId P : E.Places) {
            SymbolId A = Places.stateSymbol(Solved.token(D.Token).Place),
                     B = Places.stateSymbol(P);
            if (A != B)
              Out.insert(std::minmax(A, B));
          }
    }
  });
  return Out;
}

std::vector<Pair> await_tidy::findPairs(Fixpoint &Solved,
                                        const PairOptions &Options,
                                        std::vector<FreshPair> *Fresh) {
  if (!Solved.hasSuspension())
    return {};
  PairFinder Finder(Solved, Options);
  if (!Solved.locks().empty())
    Finder.Fresh = Fresh;
  Solved.visit([&](const State &S, EventId Id) { Finder.collect(S, Id); });
  auto Order = [](const Pair &A, const Pair &B) {
    return std::tie(A.Act, A.ActPlace, A.Check, A.Branch, A.Why, A.How) <
           std::tie(B.Act, B.ActPlace, B.Check, B.Branch, B.Why, B.How);
  };
  llvm::sort(Finder.Pairs, Order);
  return std::move(Finder.Pairs);
}
