//===- FindReservations.cpp - Reservations that a failure leaves ----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/Fixpoint.h"
#include "epochs/Reservation.h"
#include "epochs/ResultSense.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

using namespace await_tidy;

namespace {
using Kind = Reservation::Kind;
using Way = Reservation::Way;

class ReservationFinder {
public:
  explicit ReservationFinder(Fixpoint &F)
      : F(F), G(F.graph()), Places(F.places()), Control(F.control()),
        Results(G, Places) {}
  std::vector<Reservation> run();

private:
  /// What the searches ask of an event. They run over the whole function for
  /// each reservation, and events are large: these fit the cache.
  struct Step {
    EventId Id;
    EventKind Kind;
    bool Changes = false; ///< writes, and not what it has made itself
    bool Unwinds = false;
    bool Returns = false; ///< stores what is returned, or throws for certain
  };
  /// A place in the graph: before step Index, which is of Block. No Index is
  /// the head of the block.
  struct Point {
    BlockId Block;
    std::optional<unsigned> Index;
  };
  /// What lies ahead of a point.
  struct Ahead {
    bool Exits = false;   ///< the function can end, the reservation still there
    EventId Undo = 0;     ///< something that can take it back
    bool Returns = false; ///< a return or throw is written on the way
    EventId First = 0;
    bool Terminates = false;
    Loc Last;                   ///< the first return
    std::vector<EventId> Tests; ///< where the search ended at tests of a result
  };

  void collect();
  bool describe(const State &S, EventId Id, Reservation &R) const;
  Point after(EventId E) const;
  Ahead look(const Reservation &R, Point From, EventId Result = 0) const;
  bool changes(const Event &E, PlaceId P) const;
  bool undoes(const Step &S, const Reservation &R) const {
    return S.Changes && undoes(S.Id, R);
  }
  bool undoes(EventId Id, const Reservation &R) const;
  bool isOpposite(const Event &E, const Reservation &R) const;
  bool handles(const Step &S, const Reservation &R) const;
  bool sharesAmount(EventId A, EventId B) const;
  bool carriesElement(EventId Id, const Reservation &R) const;
  Sense senseOf(EventId Branch, EventId Suspend) const {
    return Results.of(Branch, Suspend);
  }
  bool concerns(EventId Suspend, const Reservation &R) const;
  std::vector<EventId> awaitsAfter(Reservation &R) const;
  llvm::ArrayRef<Step> stepsFrom(const Point &P) const {
    unsigned First = P.Index.value_or(FirstStep[P.Block]);
    return llvm::ArrayRef(Steps).slice(First, FirstStep[P.Block + 1] - First);
  }
  std::vector<BlockId> handlersOf(EventId Suspend) const;
  bool unwindsTo(const Reservation &R) const;
  bool looksAt(EventId Branch, PlaceId P) const;
  void findTests();
  bool followsSuccess(const Reservation &R) const;
  void findWayOut(Reservation &R) const;

  Fixpoint &F;
  const EventGraph &G;
  const PlaceTable &Places;
  const ControlDependence &Control;
  const ResultSense Results;
  std::vector<Reservation> Found;
  /// The reads that the inputs of each event depend on, sorted.
  std::vector<llvm::SmallVector<TokenId, 2>> Uses;
  /// Events that may still be looked at.
  mutable size_t Budget = 0;
  /// The events that a search may stop at or take note of, block by block, and
  /// where those of each block begin.
  std::vector<Step> Steps;
  std::vector<unsigned> FirstStep;
  /// Whether anything of the function unwinds.
  bool SomeUnwind = false;
  /// The step that follows an event.
  std::vector<unsigned> StepAfter;
  /// In order of the text.
  std::vector<EventId> Branches;
  /// Whether a failure of some await shows by itself, and what awaits are
  /// given.
  bool SomeAnswer = false;
  llvm::DenseSet<TokenId> Awaited;
  /// Awaits that tell whether they succeeded, and the updates of each place; in
  /// order of the text.
  std::vector<EventId> Tellers;
  llvm::DenseMap<PlaceId, std::vector<EventId>> Updates;
};
} // namespace

/// The sign of a change by an amount: `x = x - n` says so by its inverse.
static bool shrinks(const Event &E) {
  return E.Kind == EventKind::Update ? E.Shrinks : E.Inverse.contains(" += ");
}

/// The await says whether it succeeded, or its exceptions are known.
static bool answers(const Event &E) { return E.Tells || E.Throws || E.InTry; }

bool ReservationFinder::describe(const State &S, EventId Id,
                                 Reservation &R) const {
  const Event &E = G.Events[Id];
  if ((E.Kind != EventKind::Write && E.Kind != EventKind::Update) ||
      E.Initial || E.May || E.Unwinds || E.Places.size() != 1)
    return false;
  PlaceId P = E.Places.front();
  // What a database is left with is its transactions' business.
  if (!F.sharedNow(S, P) || Places.isInTable(P))
    return false;
  R.Taken = Id;
  R.Place = P;
  bool IsFlag = false;
  for (auto [I, L] : llvm::enumerate(F.locks()))
    IsFlag |= L == Id && F.isFlag(I);
  ValueClass Holds = Places.node(P).Holds;
  if (IsFlag)
    R.What = Kind::Flag;
  else if ((Holds == ValueClass::Container || E.Existence) &&
           E.Kind == EventKind::Update && E.Shrinks)
    R.What = Kind::Element;
  else if (Holds != ValueClass::Container && Holds != ValueClass::Handle &&
           Holds != ValueClass::Bool &&
           ((E.Kind == EventKind::Update && !E.Conditional) ||
            !E.Inverse.empty()))
    R.What = E.Step ? Kind::Step : Kind::Amount;
  else
    return false;
  R.Shrinks = shrinks(E);
  R.Guarded = E.Checked;
  for (EventId B : F.guards(S, Control.blockOf(Id))) {
    for (const Dep &D : S.get(key(Holder::Cond, B)))
      if (D.Token && Places.concerns(F.token(D.Token).Place, P)) {
        R.Tested = true;
        // As long as there is some: a retry counter.
        R.Guarded |= !G.Events[B].Loop;
      }
  }
  R.Tested |= R.Guarded;
  for (const Dep &D : F.inputs(S, E))
    R.FromCaller |=
        D.Token && D.How != Flow::Control && F.token(D.Token).Read == 0;
  return true;
}

void ReservationFinder::collect() {
  constexpr size_t MaxReservations = 64;
  StepAfter.resize(G.Events.size());
  Uses.resize(G.Events.size());
  FirstStep.reserve(G.Blocks.size() + 1);
  for (const Block &B : G.Blocks) {
    FirstStep.push_back(Steps.size());
    for (EventId Id : B.Events) {
      const Event &E = G.Events[Id];
      Step S{Id, E.Kind};
      S.Changes = (E.Kind == EventKind::Write || E.Kind == EventKind::Update) &&
                  !E.Initial;
      S.Unwinds = E.Unwinds;
      S.Returns = (E.Kind == EventKind::Compute && E.Dst == G.ReturnSlot) ||
                  (E.Kind == EventKind::Throw && !E.May);
      SomeUnwind |= S.Unwinds;
      if (S.Changes || S.Returns || E.Kind == EventKind::Call ||
          E.Kind == EventKind::Suspend || E.Kind == EventKind::Branch)
        Steps.push_back(S);
      StepAfter[Id] = Steps.size();
      if (E.Kind == EventKind::Branch)
        Branches.push_back(Id);
      SomeAnswer |= E.Kind == EventKind::Suspend && answers(E);
    }
  }
  FirstStep.push_back(Steps.size());
  Budget = MaxReservations * (G.Events.size() + G.Blocks.size() + 64);
  F.visit([&](const State &S, EventId Id) {
    const Event &E = G.Events[Id];
    if (E.Kind == EventKind::Write || E.Kind == EventKind::Update ||
        E.Kind == EventKind::Suspend || E.Kind == EventKind::Branch) {
      llvm::SmallVector<TokenId, 2> &Of = Uses[Id];
      for (const Dep &D : F.inputs(S, E))
        if (D.Token && D.How != Flow::Control)
          Of.push_back(D.Token);
      llvm::sort(Of);
      if (E.Kind == EventKind::Suspend)
        Awaited.insert(Of.begin(), Of.end());
    }
    if (E.Kind == EventKind::Suspend && E.Tells)
      Tellers.push_back(Id);
    if (E.Kind == EventKind::Update)
      for (PlaceId P : E.Places)
        Updates[P].push_back(Id);
    Reservation R;
    if (Found.size() < MaxReservations && describe(S, Id, R))
      Found.push_back(R);
  });
  llvm::sort(Tellers);
  for (auto &[Place, Of] : Updates) {
    llvm::sort(Of);
    Of.erase(llvm::unique(Of), Of.end());
  }
}

ReservationFinder::Point ReservationFinder::after(EventId E) const {
  return {Control.blockOf(E), StepAfter[E]};
}

bool ReservationFinder::changes(const Event &E, PlaceId P) const {
  return llvm::any_of(E.Places, [&](PlaceId Q) {
    return Places.overlap(Q, P) != Overlap::None || Places.contains(Q, P);
  });
}

bool ReservationFinder::isOpposite(const Event &E, const Reservation &R) const {
  return R.What == Kind::Amount || R.What == Kind::Step ||
                 R.What == Kind::Element
             ? shrinks(E) != R.Shrinks
             : true;
}

/// Any change of the place but one more of the same kind: what else is stored
/// there, the function has thought of it.
bool ReservationFinder::undoes(EventId Id, const Reservation &R) const {
  const Event &E = G.Events[Id];
  if ((E.Kind != EventKind::Write && E.Kind != EventKind::Update) ||
      E.Initial || !changes(E, R.Place))
    return false;
  // The same statement of the same callee, once more.
  const Event &Taken = G.Events[R.Taken];
  if (R.What == Kind::Flag && Taken.Inner && E.Inner &&
      E.Inner.Begin == Taken.Inner.Begin)
    return false;
  bool Numeric = R.What == Kind::Amount || R.What == Kind::Step;
  bool Same = E.Kind == EventKind::Update || !E.Inverse.empty();
  return !(Numeric && Same && !isOpposite(E, R));
}

bool ReservationFinder::sharesAmount(EventId A, EventId B) const {
  llvm::ArrayRef<TokenId> X = Uses[A], Y = Uses[B];
  while (!X.empty() && !Y.empty()) {
    if (X.front() == Y.front())
      return true;
    llvm::ArrayRef<TokenId> &Less = X.front() < Y.front() ? X : Y;
    Less = Less.drop_front();
  }
  return false;
}

/// What \p Id is given came out of the container that something is taken from.
bool ReservationFinder::carriesElement(EventId Id, const Reservation &R) const {
  return llvm::any_of(Uses[Id], [&](TokenId T) {
    PlaceId P = F.token(T).Place;
    return Places.contains(R.Place, P) ||
           Places.overlap(R.Place, P) != Overlap::None;
  });
}

/// What is not an undo to be seen, but may well be one.
bool ReservationFinder::handles(const Step &S, const Reservation &R) const {
  switch (S.Kind) {
  case EventKind::Call:
    return llvm::any_of(G.Events[S.Id].Places, [&](PlaceId Q) {
      return Places.contains(Q, R.Place) ||
             Places.overlap(Q, R.Place) != Overlap::None;
    });
  case EventKind::Suspend:
    // `co_await refund(amount)`
    return S.Id != R.Await && sharesAmount(S.Id, R.Taken);
  case EventKind::Write:
  case EventKind::Update:
    // `failed.push_back({to, amount})`
    return S.Changes && sharesAmount(S.Id, R.Taken) &&
           llvm::any_of(G.Events[S.Id].Places,
                        [&](PlaceId P) { return Places.isShared(P); }) &&
           !changes(G.Events[S.Id], R.Place);
  default:
    return false;
  }
}

/// Searches ahead of \p From. With \p Result, the search ends at branches that
/// test the result of that await.
ReservationFinder::Ahead ReservationFinder::look(const Reservation &R,
                                                 Point From,
                                                 EventId Result) const {
  Ahead Out;
  llvm::BitVector Seen(G.Blocks.size());
  llvm::SmallVector<Point, 16> Work{From};
  while (!Work.empty()) {
    Point From = Work.pop_back_val();
    BlockId B = From.Block;
    size_t Cost = G.Blocks[B].Events.size() + 1;
    if (Budget < Cost) // no answer: nothing to report
      return Ahead();
    Budget -= Cost;
    if (B == EventGraph::Exit) {
      Out.Exits = true;
      continue;
    }
    // The block of the start can be entered again at its head.
    if (!From.Index) {
      if (Seen.test(B))
        continue;
      Seen.set(B);
      if (!Out.First && !G.Blocks[B].Events.empty())
        Out.First = G.Blocks[B].Events.front();
    }
    bool Ends = false;
    for (const Step &S : stepsFrom(From)) {
      if (S.Id == R.Taken || S.Id == R.Await) {
        Ends = true; // once more
      } else if (bool Undoes = undoes(S, R); Undoes || handles(S, R)) {
        if (!Out.Undo || (Undoes && !undoes(Out.Undo, R)))
          Out.Undo = S.Id;
        Ends = true;
      } else if (S.Kind == EventKind::Branch) {
        if (Result && senseOf(S.Id, Result) != Sense::No) {
          Out.Tests.push_back(S.Id);
          Ends = true;
        }
      } else if (S.Returns) {
        const Event &E = G.Events[S.Id];
        if (!Out.Returns || !Out.Last)
          Out.Last = E.Where;
        Out.Returns = true;
        if (E.Kind == EventKind::Throw && !E.InTry)
          Out.Exits = Ends = true;
      } else if (S.Changes && !Out.Terminates) {
        const Event &E = G.Events[S.Id];
        Out.Terminates =
            E.Kind == EventKind::Write && E.Constant &&
            Places.isShared(E.Places.front()) &&
            Places.rootOf(E.Places.front()) == Places.rootOf(R.Place);
      }
      if (Ends)
        break;
    }
    if (Ends)
      continue;
    for (const Edge &E : G.Blocks[B].Succs)
      if (E.Kind == EdgeKind::Normal)
        Work.push_back({E.To, {}});
  }
  llvm::sort(Out.Tests);
  return Out;
}

/// The await answers, or is given the amount; a flag is held over any.
bool ReservationFinder::concerns(EventId Suspend, const Reservation &R) const {
  const Event &E = G.Events[Suspend];
  return !E.Start && !E.IsLock &&
         (answers(E) || R.What == Kind::Flag || sharesAmount(Suspend, R.Taken));
}

/// The awaits whose failure concerns \p R: on each way the first one that says
/// whether it succeeded, or is given the amount, or whose exceptions are known.
std::vector<EventId> ReservationFinder::awaitsAfter(Reservation &R) const {
  constexpr size_t MaxAwaits = 8;
  std::vector<EventId> Out;
  llvm::BitVector Seen(G.Blocks.size());
  llvm::SmallVector<Point, 16> Work{after(R.Taken)};
  while (!Work.empty() && Out.size() < MaxAwaits) {
    Point From = Work.pop_back_val();
    if (!From.Index) {
      if (Seen.test(From.Block))
        continue;
      Seen.set(From.Block);
    }
    bool Ends = false;
    for (const Step &S : stepsFrom(From)) {
      if (S.Kind == EventKind::Suspend && !R.Await) {
        R.Await = S.Id;
        // Often there is none at all, and the way to the end is long.
        if (!SomeAnswer && R.What != Kind::Flag &&
            llvm::none_of(Uses[R.Taken],
                          [&](TokenId T) { return Awaited.contains(T); }))
          return {};
      }
      // An object that may give it back when it dies.
      if (S.Id == R.Taken || undoes(S, R) ||
          (S.Kind == EventKind::Call && S.Unwinds && handles(S, R))) {
        Ends = true;
      } else if (S.Kind == EventKind::Suspend && concerns(S.Id, R)) {
        // What happens inside of one callee is its own business.
        if (!(G.Events[R.Taken].Inner &&
              G.Events[R.Taken].Where.Begin == G.Events[S.Id].Where.Begin))
          Out.push_back(S.Id);
        // What succeeded is spent; a flag is held to the end.
        Ends = R.What != Kind::Flag;
      }
      if (Ends)
        break;
    }
    if (Ends)
      continue;
    // Into what follows at once before what is skipped: the near awaits first.
    for (const Edge &E : llvm::reverse(G.Blocks[From.Block].Succs))
      if (E.Kind == EdgeKind::Normal)
        Work.push_back({E.To, {}});
  }
  llvm::sort(Out);
  return Out;
}

/// Where an exception of the awaited operation is caught. It comes out of
/// await_resume, which stands in one of the next blocks.
std::vector<BlockId> ReservationFinder::handlersOf(EventId Suspend) const {
  std::vector<BlockId> Out;
  if (!G.Events[Suspend].InTry)
    return Out;
  BlockId B = Control.blockOf(Suspend);
  for (int I = 0; I < 4; ++I) {
    BlockId Next = B;
    for (const Edge &E : G.Blocks[B].Succs) {
      if (E.Kind == EdgeKind::Exception) {
        // The dispatch block leads to each handler.
        if (G.Blocks[E.To].Events.empty() && G.Blocks[E.To].Succs.size() > 1)
          for (const Edge &H : G.Blocks[E.To].Succs)
            Out.push_back(H.To);
        else
          Out.push_back(E.To);
      } else if (E.Kind == EdgeKind::Normal)
        Next = E.To;
    }
    if (!Out.empty() || Next == B || Next == EventGraph::Exit ||
        G.Blocks[B].Succs.size() > 2)
      break;
    B = Next;
  }
  return Out;
}

/// A destructor takes it back, or may: the object that keeps it dies on every
/// way out.
bool ReservationFinder::unwindsTo(const Reservation &R) const {
  if (!SomeUnwind)
    return false;
  llvm::BitVector Seen(G.Blocks.size());
  llvm::SmallVector<Point, 16> Work{after(R.Taken)};
  while (!Work.empty()) {
    Point From = Work.pop_back_val();
    if (!From.Index) {
      if (Seen.test(From.Block))
        continue;
      Seen.set(From.Block);
    }
    for (const Step &S : stepsFrom(From))
      if (S.Unwinds && (undoes(S, R) || handles(S, R)))
        return true;
    for (const Edge &E : G.Blocks[From.Block].Succs)
      if (E.Kind == EdgeKind::Normal)
        Work.push_back({E.To, {}});
  }
  return false;
}

/// `if (state != Opening) co_return;`: somebody else has it now.
bool ReservationFinder::looksAt(EventId Branch, PlaceId P) const {
  return llvm::any_of(Uses[Branch], [&](TokenId T) {
    return Places.overlap(F.token(T).Place, P) != Overlap::None;
  });
}

/// Taken because an operation that was given the amount has succeeded.
bool ReservationFinder::followsSuccess(const Reservation &R) const {
  constexpr size_t MaxAwaits = 8;
  llvm::SmallVector<EventId, MaxAwaits> Awaits;
  for (EventId Id : Tellers)
    if (Awaits.size() < MaxAwaits && sharesAmount(Id, R.Taken))
      Awaits.push_back(Id);
  if (Awaits.empty())
    return false;
  for (unsigned I : Control.guards(Control.blockOf(R.Taken)))
    for (EventId S : Awaits)
      if (senseOf(Control.branches()[I], S) != Sense::No)
        return true;
  return false;
}

void ReservationFinder::findWayOut(Reservation &R) const {
  bool Numeric = R.What == Kind::Amount || R.What == Kind::Step;
  if (Numeric && followsSuccess(R))
    return;
  for (EventId S : awaitsAfter(R)) {
    // What is awaited as well where the flag was not set is not what it is set
    // for: a hint that something is ready is lowered like this.
    if (R.What == Kind::Flag &&
        !Control.dominates(Control.blockOf(R.Taken), Control.blockOf(S)))
      continue;
    const Event &Await = G.Events[S];
    R.Await = S;
    R.HandedOn = sharesAmount(S, R.Taken);
    Ahead All = look(R, after(S));
    R.Undo = All.Undo && undoes(All.Undo, R) ? All.Undo : 0;
    auto Leave = [&](Way Out, EventId At, const Ahead &On) {
      R.Out = Out;
      R.At = At;
      R.Terminates = On.Terminates;
    };
    auto Left = [](const Ahead &A) { return A.Exits && !A.Undo; };
    std::vector<Ahead> Caught;
    for (BlockId H : handlersOf(S))
      Caught.push_back(look(R, {H, {}}));
    // Where a handler undoes it, failures are exceptions.
    bool Handled =
        llvm::any_of(Caught, [](const Ahead &A) { return A.Undo != 0; });
    if (Await.Tells && Await.Dropped && Numeric && !Handled && Left(All))
      return Leave(Way::Dropped, 0, All);
    if (Await.Tells && !Await.Dropped) {
      for (EventId B : look(R, after(S), S).Tests) {
        const llvm::SmallVector<Edge, 2> &Succs =
            G.Blocks[Control.blockOf(B)].Succs;
        if (Succs.size() != 2)
          continue;
        Sense How = senseOf(B, S);
        Ahead Arms[2] = {look(R, {Succs[0].To, {}}),
                         look(R, {Succs[1].To, {}})};
        if (How == Sense::Unknown) {
          if (Left(Arms[0]) && Left(Arms[1])) {
            R.EitherWay = true;
            return Leave(Way::Failure, B,
                         Arms[0].Terminates ? Arms[0] : Arms[1]);
          }
          continue;
        }
        const Ahead &Failed = Arms[How == Sense::True];
        const Ahead &Good = Arms[How != Sense::True];
        // A count of failures, or of tries, that success sets back.
        if (Good.Undo && Numeric &&
            G.Events[Good.Undo].Kind == EventKind::Write &&
            G.Events[Good.Undo].Constant)
          continue;
        // Put in what the await has brought, or taken out once more: no undo.
        R.UndoneOnFailure |=
            Failed.Undo && undoes(Failed.Undo, R) &&
            (R.What != Kind::Element ||
             (isOpposite(G.Events[Failed.Undo], R) &&
              carriesElement(Failed.Undo, R) && carriesElement(S, R)));
        if (Left(Failed)) {
          R.Undo = Good.Undo && undoes(Good.Undo, R) ? Good.Undo : 0;
          return Leave(Way::Failure, B, Failed);
        }
      }
    }
    if (unwindsTo(R))
      continue;
    for (const Ahead &H : Caught)
      if (Left(H))
        return Leave(Way::Handler, H.First, H);
    if (Await.Throws && !Await.InTry)
      return Leave(Way::Thrown, 0, Ahead());
    // if (stopped) co_return; ... busy = false;
    if (R.What == Kind::Flag && R.Undo)
      for (EventId B : Branches) {
        BlockId Block = Control.blockOf(B);
        if (!Control.dominates(Control.blockOf(S), Block) ||
            (Block == Control.blockOf(S) && B < S) ||
            G.Blocks[Block].Succs.size() != 2 || G.Events[B].Assertion ||
            looksAt(B, R.Place) || senseOf(B, S) != Sense::No)
          continue;
        for (int I : {0, 1}) {
          Ahead Leaves = look(R, {G.Blocks[Block].Succs[I].To, {}});
          if (!Left(Leaves) || !Leaves.Returns)
            continue;
          Ahead Goes = look(R, {G.Blocks[Block].Succs[1 - I].To, {}});
          if (Goes.Undo && undoes(Goes.Undo, R) && !Goes.Exits &&
              Leaves.Last.Begin < G.Events[Goes.Undo].Where.Begin)
            return Leave(Way::Early, B, Leaves);
        }
      }
  }
}

/// A test between a debit and its await decides as well. Few debits need it:
/// those of a caller's amount that nothing tested before.
void ReservationFinder::findTests() {
  auto Asks = [](const Reservation &R) {
    return R.Await && R.What == Kind::Amount && R.Shrinks && R.FromCaller &&
           !R.Tested;
  };
  if (llvm::none_of(Found, Asks))
    return;
  F.visit([&](const State &S, EventId Id) {
    if (G.Events[Id].Kind != EventKind::Suspend)
      return;
    for (Reservation &R : Found)
      if (R.Await == Id && Asks(R))
        for (const Dep &D : F.guardValues(S, Control.blockOf(Id)))
          R.Tested |=
              D.Token && Places.concerns(F.token(D.Token).Place, R.Place);
  });
}

std::vector<Reservation> ReservationFinder::run() {
  collect();
  std::vector<Reservation> Left;
  for (Reservation &R : Found) {
    findWayOut(R);
    if (auto It = Updates.find(R.Place);
        R.What == Kind::Amount && It != Updates.end())
      for (EventId Id : It->second)
        if (isOpposite(G.Events[Id], R) && sharesAmount(Id, R.Taken) &&
            Control.dominates(Control.blockOf(R.Taken), Control.blockOf(Id)))
          R.GivesBack.push_back(Id);
  }
  findTests();
  for (Reservation &R : Found)
    if (R.Await)
      Left.push_back(std::move(R));
  return Left;
}

std::vector<Reservation> await_tidy::findReservations(Fixpoint &Solved) {
  if (!Solved.hasSuspension())
    return {};
  return ReservationFinder(Solved).run();
}
