//===- await-unheld-lock.cpp - A lock that is not held where it matters ---===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rule.h"
#include "epochs/Facts.h"
#include "findings/Report.h"
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>

using namespace await_tidy;

using Say = llvm::function_ref<void(Report)>;

/// The lock as the source spells it, or "the lock" if nothing names it.
static std::string nameOf(const Facts &F, EventId Lock) {
  const Event &E = F.event(Lock);
  return E.Places.size() == 1
             ? fmt::format("'{}'", F.Places.spell(E.Places.front()))
             : "the lock";
}

static std::string sourceAt(const Facts &F, EventId At) {
  std::string Text = F.SourceText ? F.SourceText(F.event(At).Where) : "";
  return Text.size() > 60 ? "" : Text;
}

static Report reportOn(const Facts &F, EventId At) {
  Report R(F, At);
  if (F.event(At).Places.size() == 1)
    R.Place = F.Places.spell(F.event(At).Places.front());
  return R;
}

/// True if something that a lock could protect comes after \p At.
static bool isFollowedByWork(const Facts &F, EventId At) {
  auto Works = [&](EventId Id) {
    const Event &E = F.event(Id);
    switch (E.Kind) {
    case EventKind::Suspend:
      return true;
    case EventKind::Read:
    case EventKind::Write:
    case EventKind::Update:
      for (PlaceId P : E.Places)
        if (F.Places.isShared(P))
          return true;
      return false;
    default:
      return false;
    }
  };
  BlockId First = F.Control.blockOf(At);
  bool After = false;
  for (EventId E : F.Graph.Blocks[First].Events) {
    if (After && Works(E))
      return true;
    After |= E == At;
  }
  std::set<BlockId> Seen;
  std::vector<BlockId> Work{First};
  while (!Work.empty()) {
    BlockId B = Work.back();
    Work.pop_back();
    for (const Edge &E : F.Graph.Blocks[B].Succs)
      if (Seen.insert(E.To).second) {
        for (EventId Id : F.Graph.Blocks[E.To].Events)
          if (Works(Id))
            return true;
        Work.push_back(E.To);
      }
  }
  return false;
}

/// SELECT ... FOR UPDATE outside of a transaction.
static void checkRowLock(const Facts &F, EventId At, Say Say) {
  PlaceId Row = F.event(At).Places.front();
  std::string Table = F.Places.title(F.Places.rootOf(Row));
  Report R = reportOn(F, At);
  R.Place = Table;
  // To look whether somebody else is at it is all that is left of it.
  bool Changed = false;
  for (EventId E = At + 1; E < F.Graph.Events.size(); ++E)
    if (F.event(E).Kind == EventKind::Write ||
        F.event(E).Kind == EventKind::Update)
      for (PlaceId P : F.event(E).Places)
        Changed |= F.Places.rootOf(P) == F.Places.rootOf(Row);
  if (!Changed)
    R.confidence(Confidence::Low);
  R.message(
       fmt::format("the lock on the row of '{}' is gone at the end of this "
                   "statement, because no transaction is open; what "
                   "follows is not protected",
                   Table))
      .advice("run this and the statement that changes the row in one "
              "transaction, on the same connection");
  Say(std::move(R));
}

/// `co_await mutex.scoped_lock();`: the guard dies at the semicolon.
static void checkMomentary(const Facts &F, EventId At, Say Say) {
  Report R = reportOn(F, At);
  // To wait until the others are done is all that is left of it.
  if (!isFollowedByWork(F, At))
    R.confidence(Confidence::Low);
  R.message(fmt::format("{} is let go again at the end of this statement, "
                        "because nothing keeps the guard; what follows is not "
                        "protected",
                        nameOf(F, At)));
  std::string Text = sourceAt(F, At);
  R.advice(Text.empty()
               ? "keep the guard in a variable that lives as long as the lock "
                 "is needed"
               : fmt::format("keep the guard in a variable: 'auto guard = {};'",
                             Text));
  Say(std::move(R));
}

/// `mutex.lock();`, where lock() gives something to await.
static void checkNotTaken(const Facts &F, EventId At, Say Say) {
  Report R = reportOn(F, At);
  if (F.event(At).Initial) {
    R.message(fmt::format("{} is not taken here: this declares a new, empty "
                          "guard of the same name",
                          nameOf(F, At)))
        .advice(fmt::format("give the guard a name of its own and the lock as "
                            "its argument, as in 'guard({})'",
                            F.Places.spell(F.event(At).Places.front())));
    Say(std::move(R));
    return;
  }
  R.message(fmt::format("{} is not taken here: the operation that would take "
                        "it is never awaited",
                        nameOf(F, At)));
  std::string Text = sourceAt(F, At);
  R.advice(Text.empty() ? "await it"
                        : fmt::format("write 'co_await {}'", Text));
  Say(std::move(R));
}

/// True if the place means the same object everywhere in the function.
static bool isStable(const Facts &F, PlaceId P) {
  for (const Event &E : F.Graph.Events) {
    if ((E.Kind != EventKind::Write && E.Kind != EventKind::Update) ||
        E.Initial)
      continue;
    for (PlaceId W : E.Places)
      if (F.Places.contains(W, P) || F.Places.keyDependsOn(P, W))
        return false;
  }
  return true;
}

/// One coroutine waits for a lock that it holds itself.
static void checkTwice(const Facts &F, EventId At, Say Say) {
  const Event &E = F.event(At);
  if (E.Conditional || E.Adopts || E.Reentrant || E.Places.size() != 1)
    return;
  LockSet Held = F.Locks->before(At).Always;
  const auto &Locks = F.Locks->locks();
  for (size_t I = 0; I < Locks.size(); ++I) {
    const LockTable::Lock &L = Locks[I];
    if (!(Held >> I & 1) || (L.Shared && E.SharedLock) || L.Taken == At ||
        L.Places.size() != 1 || L.Places.front() != E.Places.front() ||
        F.event(L.Taken).Reentrant || !isStable(F, E.Places.front()))
      continue;
    Report R = reportOn(F, At);
    if (E.Callee.empty())
      R.message(fmt::format("{} is taken again while this coroutine holds it; "
                            "it waits for itself",
                            nameOf(F, At)))
          .advice(
              fmt::format("take {} once, or let it go before", nameOf(F, At)));
    else
      R.message(fmt::format("'{}' takes {}, which this coroutine holds "
                            "already; it waits for itself",
                            E.Callee.str(), nameOf(F, At)))
          .advice(fmt::format("let {} go before the call, or call a variant of "
                              "'{}' that expects it to be held",
                              nameOf(F, At), E.Callee.str()));
    R.note(NoteKind::Check, F.event(L.Taken).Where,
           L.Shared ? "it is taken for reading here" : "it is taken here");
    if (E.Inner)
      R.note(NoteKind::Act, E.Inner,
             fmt::format("'{}' takes it here", E.Callee.str()));
    Say(std::move(R));
    return;
  }
}

/// Where a block leaves the function: its last return, if there is one.
static EventId returnOf(const Facts &F, BlockId B) {
  EventId Found = 0;
  for (EventId Id : F.Graph.Blocks[B].Events)
    if (F.event(Id).Kind == EventKind::Compute &&
        F.event(Id).Dst == F.Graph.ReturnSlot)
      Found = Id;
  return Found;
}

/// The block that makes \p B part of a handler, if there is one.
static std::optional<BlockId> handlerOf(const Facts &F, BlockId B) {
  for (BlockId H = 0; H < F.Graph.Blocks.size(); ++H)
    for (const Edge &E : F.Graph.Blocks[H].Preds)
      if (E.Kind == EdgeKind::Exception && F.Control.isReachable(H) &&
          F.Control.dominates(H, B))
        return H;
  return std::nullopt;
}

/// lock() and unlock() by hand, and a way out without the unlock().
static void checkLeftLocked(const Facts &F, Say Say) {
  const auto &Locks = F.Locks->locks();
  for (size_t I = 0; I < Locks.size(); ++I) {
    const LockTable::Lock &L = Locks[I];
    LockSet Bit = LockSet(1) << I;
    const Event &Taken = F.event(L.Taken);
    if (L.Holder || L.Places.size() != 1 || !Taken.Callee.empty() ||
        Taken.Reentrant)
      continue;
    PlaceId Mutex = L.Places.front();
    std::vector<EventId> Releases;
    bool Tried = false;
    for (EventId Id = 1; Id < F.Graph.Events.size(); ++Id) {
      const Event &E = F.event(Id);
      if (!F.Control.isReachable(F.Control.blockOf(Id)))
        continue;
      Tried |= E.Kind == EventKind::Acquire && E.Conditional &&
               (F.Locks->taken(Id) & Bit);
      if (E.Kind == EventKind::Release && (F.Locks->released(Id) & Bit))
        Releases.push_back(Id);
    }
    // No unlock() at all: a lock() of its own, to be let go by somebody else.
    if (Releases.empty() || Tried || !isStable(F, Mutex) ||
        (F.LetGoElsewhere && F.LetGoElsewhere(Mutex)))
      continue;
    const PlaceNode &N = F.Places.node(Mutex);
    std::string Name = F.Places.spell(Mutex);
    std::set<uint32_t> Said;
    for (const Edge &Out : F.Graph.Blocks[EventGraph::Exit].Preds) {
      BlockId B = Out.To;
      if (!F.Locks->isReached(B) || !(F.Locks->atEnd(B).Sometimes & Bit))
        continue;
      // A mutex that was lent to us can go back locked, on purpose.
      Confidence Sure =
          N.Step == StepKind::Target ? Confidence::Low
          : N.Step == StepKind::Root && N.Root == RootKind::Parameter
              ? Confidence::Medium
              : Confidence::High;
      if (!(F.Locks->atEnd(B).Always & Bit)) {
        // A handler joins ways from before and after the lock. Elsewhere two
        // tests of one thing can keep the ways apart.
        std::optional<BlockId> H = handlerOf(F, B);
        if (!H)
          continue;
        bool LetGo = false;
        for (EventId R : Releases)
          LetGo |= F.Control.dominates(*H, F.Control.blockOf(R));
        if (LetGo)
          continue;
        Sure = std::min(Sure, Confidence::Medium);
      }
      EventId Return = returnOf(F, B);
      // `if (closed) { unlock(); return false; } return true;` hands the lock
      // over when it succeeds.
      bool Later = N.Private;
      for (const Edge &Other : F.Graph.Blocks[EventGraph::Exit].Preds) {
        const LockFlow::Held &End = F.Locks->atEnd(Other.To);
        if (!(End.LetGo & Bit) || (End.Sometimes & Bit))
          continue;
        EventId There = returnOf(F, Other.To);
        Later |= !There || (Return && F.event(There).Where.Begin >
                                          F.event(Return).Where.Begin);
      }
      if (!Later)
        continue;
      EventId At = Return ? Return : L.Taken;
      if (!Said.insert(F.event(At).Where.Begin).second)
        continue;
      Report R(F, At);
      R.Place = Name;
      R.confidence(Sure);
      if (Return)
        R.message(fmt::format("'{}' is still locked when the function returns "
                              "here; whoever takes it next waits for ever",
                              Name))
            .note(NoteKind::Check, Taken.Where, "it is locked here");
      else
        R.message(fmt::format("'{}' is not unlocked on every way out of the "
                              "function; whoever takes it next waits for ever",
                              Name))
            .note(NoteKind::Reason, F.event(Releases.front()).Where,
                  "only this way lets it go");
      R.advice(fmt::format("hold '{}' with a guard object, which lets it go on "
                           "every way out, also when something throws",
                           Name));
      Say(std::move(R));
    }
  }
}

/// Read under the lock, changed when it was let go, without a suspension that
/// would make it a race of this coroutine alone.
static void checkLetGoEarly(const Facts &F, Say Say) {
  const auto &Locks = F.Locks->locks();
  std::set<std::pair<PlaceId, size_t>> Said;
  for (const FreshPair &P : F.FreshPairs) {
    LockSet AtCheck = F.Locks->before(P.Check).Always;
    const LockFlow::Held &AtAct = F.Locks->before(P.Act);
    // Another look at it without the lock: then it is not the lock that counts.
    bool Again = AtCheck & AtAct.Sometimes;
    for (const FreshPair &Q : F.FreshPairs)
      Again |= Q.Act == P.Act && Q.Place == P.Place &&
               !F.Locks->before(Q.Check).Always;
    if (Again)
      continue;
    for (size_t I = 0; I < Locks.size(); ++I) {
      LockSet Bit = LockSet(1) << I;
      if (!(AtCheck & AtAct.LetGo & Bit) || (AtAct.Sometimes & Bit) ||
          Locks[I].Shared || Locks[I].Places.size() != 1 ||
          !Said.insert({P.Place, I}).second)
        continue;
      PlaceId Mutex = Locks[I].Places.front();
      std::string Name = F.Places.spell(Mutex);
      Report R(F, P.Act, P.Place);
      R.yields().writersOf(P.Place);
      R.confidence(F.HeldOverSuspension && F.HeldOverSuspension(Mutex)
                       ? Confidence::Medium
                       : Confidence::Low);
      R.message(fmt::format("'{}' is changed here when '{}' has been let go, "
                            "but the change relies on what was read under it",
                            R.Place, Name))
          .note(NoteKind::Check, F.event(P.Check).Where,
                fmt::format("'{}' is read here, under '{}'", R.Place, Name))
          .advice(
              fmt::format("keep '{}' locked until the change is done", Name));
      Say(std::move(R));
    }
  }
}

/// What does not fit the locks that others hold.
static void checkHabit(const Facts &F, const LockHabit &H, Say Say) {
  const Event &Act = F.event(H.Act);
  Report R(F, H.Act, H.Place);
  R.yields();
  switch (H.What) {
  case LockHabit::NotHeld: {
    // A flag that is only set is right with the lock and without.
    bool Flag =
        Act.Constant && F.Places.node(H.Place).Holds == ValueClass::Bool;
    R.confidence(H.Suspends && !Flag ? Confidence::Medium : Confidence::Low)
        .message(fmt::format("'{}' is changed here without '{}', which {} hold "
                             "when they change it",
                             R.Place, H.Lock, H.Others))
        .note(NoteKind::Writer, H.Other,
              fmt::format("here '{}' is held, and protects nothing from a "
                          "function that does not take it",
                          H.Lock))
        .advice(fmt::format("take '{}' here as well", H.Lock));
    break;
  }
  case LockHabit::ReaderOnly:
    R.message(fmt::format("'{}' is changed here while '{}' is held for reading "
                          "only; others can hold it at the same time",
                          R.Place, H.Held))
        .note(NoteKind::Writer, H.Other,
              fmt::format("here '{}' is held exclusively for it", H.Lock))
        .advice(fmt::format("take '{}' exclusively", H.Held));
    break;
  case LockHabit::OtherKey:
    R.message(fmt::format("'{}' is changed here under '{}', the lock of "
                          "another key",
                          R.Place, H.Held))
        .note(NoteKind::Writer, H.Other,
              "here the lock has the same key as what it protects")
        .advice(fmt::format("take the lock of '{}'; where two are needed, take "
                            "them in the same order everywhere",
                            H.Lock));
    break;
  }
  Say(std::move(R));
}

static void check(const Facts &F, Say Say) {
  if (!F.Locks)
    return;
  std::set<std::pair<uint32_t, PlaceId>> Twice;
  for (EventId Id = 1; Id < F.Graph.Events.size(); ++Id) {
    const Event &E = F.event(Id);
    if (E.Kind != EventKind::Acquire ||
        !F.Control.isReachable(F.Control.blockOf(Id)))
      continue;
    if (E.NotTaken) {
      checkNotTaken(F, Id, Say);
      continue;
    }
    if (E.Momentary && E.Places.size() == 1 &&
        F.Places.isInTable(E.Places.front())) {
      checkRowLock(F, Id, Say);
      continue;
    }
    if (E.Momentary && E.Callee.empty())
      checkMomentary(F, Id, Say);
    if (Twice
            .insert(
                {E.Where.Begin, E.Places.empty() ? NoPlace : E.Places.front()})
            .second)
      checkTwice(F, Id, Say);
  }
  checkLeftLocked(F, Say);
  checkLetGoEarly(F, Say);
  for (const LockHabit &H : F.Habits)
    checkHabit(F, H, Say);
}

static const Rule Self = {
    "await-unheld-lock",
    "a lock is taken in a way that does not protect what it is there for",
    R"(A lock that is held from the read to the write makes a race impossible, however
many suspensions lie between. The code looks as if that were so, but

- the guard is a temporary and dies at the end of its statement;
- the operation that takes the lock is never awaited, so it is never taken;
- the lock is let go, or given to somebody else, before the change that relies on
  what was read under it;
- the lock is taken twice by one coroutine, directly or in a function that it awaits,
  and it waits for itself;
- the lock belongs to another key than the state, or is a reader lock around a write;
- `lock()` and `unlock()` are written by hand, and one way out misses the second;
- all functions that change the state hold the lock, but one.

Nothing has to be declared: which lock goes with which state is learned from what the
functions of the file hold when they change it. Where the race itself can be seen, the
rule of the race reports it at the change, and this rule the lock.

Repair: keep the guard in a variable that lives from the first read to the last write,
and take the same lock in every function that writes.)",
    R"cpp(#include "coro.h"

mock::task<bool> transfer(long amount);
mock::mutex lock;
long balance = 0;

mock::task<> close() {
  co_await lock.scoped_lock(); // let go at the semicolon
  co_await transfer(balance);
}
)cpp",
    R"cpp(#include "coro.h"

mock::task<bool> transfer(long amount);
mock::mutex lock;
long balance = 0;

mock::task<> close() {
  auto guard = co_await lock.scoped_lock(); // let go when close() ends
  co_await transfer(balance);
}
)cpp",
    {667, 821, 833},
    Severity::Warning,
    /*OnByDefault=*/true,
    /*Rank=*/0,
    /*Check=*/nullptr,
    check};
static RegisterRule Register(Self);
