//===- Analyze.cpp - The whole analysis of one translation unit -----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analyze.h"
#include "Rule.h"
#include "SourceRanges.h"
#include "findings/Report.h"
#include "interference/Interference.h"
#include "interference/LockIndex.h"
#include "lower/FunctionCollector.h"
#include "lower/ScanWriters.h"
#include "lower/Unit.h"
#include "protections/Protection.h"
#include "summaries/Summarize.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <map>
#include <unordered_map>

using namespace await_tidy;

namespace {

/// One function after the dataflow.
struct Solved {
  std::unique_ptr<EventGraph> Graph;
  std::unique_ptr<ControlDependence> Control;
  CallEffect Summary;
  std::unique_ptr<LockFlow> Locks;
  std::vector<Pair> Pairs;
  std::vector<FreshPair> FreshPairs;
  std::vector<AwaitedCall> Calls;
  LockUses Uses;
};

class Analysis {
public:
  Analysis(clang::ASTContext &Context, const AnalysisOptions &Options)
      : Options(Options), U(Context, ModelSet::builtin()), Ranges(Context) {
    U.EffectOf = [this](const clang::FunctionDecl *F) { return effectOf(F); };
  }

  AnalysisResult run();

private:
  Solved *solved(const clang::FunctionDecl *F);
  const CallEffect *effectOf(const clang::FunctionDecl *F);
  Facts factsOf(const clang::FunctionDecl *F, const Solved &S);
  void learnLocks();
  void report(const clang::FunctionDecl *F);
  void settle();
  bool callersHoldLock(const clang::FunctionDecl *F);
  void decide(const Facts &F);
  void checkFunction(const Facts &F);
  Finding record(const Facts &F, const Rule &R, Report Said);
  Finding finding(const Facts &F, const Rule &R, const Pair &P, Report Said);
  const WriterIndex &writers();
  bool isEnabled(const Rule &R) const {
    return Options.Rules.empty() ? R.OnByDefault
                                 : Options.Rules.count(std::string(R.Id)) != 0;
  }

  const AnalysisOptions &Options;
  Unit U;
  SourceRanges Ranges;
  FunctionCollector Functions{U};
  std::unordered_map<const clang::FunctionDecl *, std::unique_ptr<Solved>>
      Cache;
  llvm::DenseSet<const clang::FunctionDecl *> InProgress;
  std::optional<WriterIndex> Writers;
  LockIndex Locks;
  /// What function rules say, until it is known which races are reported.
  struct Remark {
    Finding Found;
    bool Yields;
    size_t Decision;
  };
  std::vector<Remark> Remarks;
  /// Races by file and line, with the highest confidence of those in it.
  std::map<std::pair<std::string, unsigned>, Confidence> Races;
  AnalysisResult Out;
};

Solved *Analysis::solved(const clang::FunctionDecl *F) {
  if (!usableDefinition(U, F))
    return nullptr;
  auto &Entry = Cache[F];
  if (Entry || !InProgress.insert(F).second)
    return Entry.get();
  auto New = std::make_unique<Solved>();
  New->Graph = lower(U, F, Options.MaxEvents);
  New->Graph->RunsOnce = isEndlessLoop(F);
  if (New->Graph->OverBudget)
    Out.Notices.push_back(
        {Ranges.span({New->Graph->Where}),
         fmt::format(
             "'{}' is too large to analyse (more than {} events); it was "
             "skipped",
             New->Graph->Function, Options.MaxEvents)});
  else {
    New->Control = std::make_unique<ControlDependence>(*New->Graph);
    Fixpoint Solved(*New->Graph, U.Places, *New->Control);
    New->Summary = summarize(Solved);
    New->Locks = std::make_unique<LockFlow>(*New->Graph, *New->Control);
    New->Pairs = findPairs(Solved, &New->FreshPairs);
    New->Uses = lockUses(Solved, *New->Locks, New->Pairs);
    New->Calls = awaitedCalls(Solved);
  }
  InProgress.erase(F);
  // The map can have grown while callees were solved.
  return (Cache[F] = std::move(New)).get();
}

const CallEffect *Analysis::effectOf(const clang::FunctionDecl *F) {
  // Deep call chains end somewhere; beyond that a call is like one of unknown
  // body.
  constexpr unsigned MaxDepth = 40;
  if (InProgress.size() > MaxDepth)
    return nullptr;
  Solved *S = solved(F);
  return S && S->Summary.Known ? &S->Summary : nullptr;
}

const WriterIndex &Analysis::writers() {
  if (!Writers)
    Writers.emplace(scanWriters(U, Functions.definitions()));
  return *Writers;
}

/// What the notes say of the other side of the race.
static void noteWriter(Finding &Found, const WriterIndex::Writer &Other,
                       const SourceRanges &Ranges, const std::string &Self) {
  Note N{NoteKind::Writer, {}, ""};
  if (Other.Who) {
    N.Where = Ranges.span(Other.Where);
    N.Text =
        fmt::format("'{}' changes it here and can run during the suspension",
                    Other.Who->Name);
  } else {
    N.Where = Found.Where;
    N.Text = fmt::format(
        "another call of '{}' can get here during the suspension", Self);
  }
  Found.Notes.push_back(std::move(N));
}

/// The finding that \p Said asks for, with locations resolved.
Finding Analysis::record(const Facts &F, const Rule &R, Report Said) {
  Finding Found;
  Found.Rule = R.Id;
  Found.Level = R.Level;
  Found.Sureness = Said.Sureness;
  Found.Where = Ranges.span(Said.Act);
  Found.Message = std::move(Said.Message);
  Found.Place = Said.Place;
  Found.Function = F.Graph.Function;
  for (Report::Step &S : Said.Steps)
    Found.Notes.push_back({S.Kind, Ranges.span(S.Where), std::move(S.Text)});
  if (Said.Fix)
    if (SourceSpan Where = Ranges.span(Said.Fix->first); Where.isValid())
      Found.Fixes.push_back({Where, Said.Fix->second});
  if (Said.State)
    noteWriter(Found,
               writers().otherWriter(U.Places.stateSymbol(Said.State),
                                     F.Graph.Where.Begin),
               Ranges, F.Graph.ShortName);
  if (!Said.Advice.empty())
    Found.Notes.push_back({NoteKind::Reason, Found.Where, Said.Advice});
  return Found;
}

Finding Analysis::finding(const Facts &F, const Rule &R, const Pair &P,
                          Report Said) {
  Finding Found = record(F, R, std::move(Said));
  SymbolId State = U.Places.stateSymbol(P.ActPlace);
  WriterIndex::Writer Other = writers().otherWriter(State, F.Graph.Where.Begin);
  if (F.event(P.Act).Kind == EventKind::Use && !Other.Who)
    Found.Sureness = Confidence::Low;
  if (!Other.Who && F.Graph.RunsOnce &&
      writers().isStartedOnce(F.Graph.Where.Begin))
    Found.Sureness = Confidence::Low;
  // The one consumer of a queue: others can only make it longer.
  const Event &Act = F.event(P.Act);
  if (Act.Kind == EventKind::Update && Act.Shrinks &&
      U.Places.node(P.ActPlace).Holds == ValueClass::Container &&
      P.Why == Reliance::Decision &&
      writers().othersOnlyAdd(State, F.Graph.Where.Begin) &&
      writers().isStartedOnce(F.Graph.Where.Begin))
    Found.Sureness = Confidence::Low;
  return Found;
}

/// What rules say of the function as a whole.
void Analysis::checkFunction(const Facts &F) {
  for (const Rule *R : allRules()) {
    if (!R->CheckFunction || !isEnabled(*R))
      continue;
    R->CheckFunction(F, [&](Report Said) {
      bool Yields = Said.Yields;
      if (Options.Explain)
        Out.Decisions.push_back({{},
                                 {},
                                 Ranges.span(Said.Act),
                                 F.Graph.Function,
                                 Said.Place,
                                 std::string(R->Id),
                                 "reported",
                                 true});
      Remarks.push_back(
          {record(F, *R, std::move(Said)), Yields, Out.Decisions.size() - 1});
    });
  }
}

/// Keeps what function rules said, but for what a race says in the same line.
void Analysis::settle() {
  for (Remark &R : Remarks) {
    const char *Verdict = nullptr;
    auto It = Races.find({R.Found.Where.File, R.Found.Where.Line});
    if (R.Yields && It != Races.end() && It->second >= R.Found.Sureness)
      Verdict = "the race in the same line is reported";
    else if (R.Found.Sureness < Options.MinConfidence)
      Verdict = "the confidence is below the limit; see --min-confidence";
    if (Options.Explain && Verdict) {
      Out.Decisions[R.Decision].Reported = false;
      Out.Decisions[R.Decision].Verdict = Verdict;
    }
    if (!Verdict)
      Out.Findings.push_back(std::move(R.Found));
  }
}

/// Gives every pair its verdict and keeps one finding for each race.
void Analysis::decide(const Facts &F) {
  struct Candidate {
    const Pair *P;
    const Rule *R;
    Finding Found;
  };
  std::map<EventId, Candidate> ByAct;
  /// The decisions on pairs that no protection covers, by their act.
  std::vector<std::pair<size_t, EventId>> Unprotected;
  for (const Pair &P : F.Pairs) {
    const Protection *Safe = nullptr;
    WriterIndex::Writer Careless;
    for (const Protection *X : allProtections()) {
      if (!X->Covers(F, P))
        continue;
      // A lock or flag protects only from those who look at it.
      PlaceId On = X->RestsOn ? X->RestsOn(F, P) : NoPlace;
      SymbolId Guard = On ? U.Places.stateSymbol(On) : 0;
      Safe = X;
      SymbolId State = U.Places.stateSymbol(P.ActPlace);
      Careless = WriterIndex::Writer();
      if (Guard)
        Careless = writers().otherWriter(
            State, F.Graph.Where.Begin, Guard, [&](const FunctionUses &Other) {
              if (Locks.isCareful(Other.Where, State, Guard, U.Places))
                return true;
              // A flag inside of an object that they use too: a lock that the
              // project wrote itself.
              for (PlaceId A = U.Places.node(On).Parent; A;
                   A = U.Places.node(A).Parent)
                if (U.Places.node(A).Step == StepKind::Field &&
                    !U.Places.contains(A, P.ActPlace) &&
                    Other.Mentions.contains(U.Places.node(A).Symbol))
                  return true;
              return false;
            });
      // Where the careless one has a finding of its own, that is the mistake.
      if (Careless.Who) {
        SourceSpan There = Ranges.span(Careless.Where);
        if (llvm::any_of(Remarks, [&](const Remark &R) {
              return R.Found.Where.File == There.File &&
                     R.Found.Where.Line == There.Line &&
                     R.Found.Sureness >= Confidence::Medium;
            }))
          Careless = WriterIndex::Writer();
      }
      if (!Careless.Who)
        break;
    }
    for (const Rule *R : allRules()) {
      if (!R->Check || !isEnabled(*R))
        continue;
      std::optional<Report> Said = R->Check(F, P);
      if (!Said)
        continue;
      bool Reported = !Safe || Careless.Who;
      if (Options.Explain)
        Out.Decisions.push_back(
            {Ranges.span(F.event(P.Check).Where),
             Ranges.span(F.event(P.Suspend).Where),
             Ranges.span(F.event(P.Act).Where), F.Graph.Function, Said->Place,
             std::string(R->Id),
             Reported ? "reported" : std::string(Safe->Reason), Reported});
      if (!Reported)
        continue;
      if (Options.Explain)
        Unprotected.push_back({Out.Decisions.size() - 1, P.Act});
      Finding Found = finding(F, *R, P, std::move(*Said));
      // A private pointer that nobody resets cannot be empty any more.
      if (F.event(P.Act).Kind == EventKind::Use &&
          U.Places.node(P.ActPlace).Private &&
          !writers()
               .otherWriter(U.Places.stateSymbol(P.ActPlace),
                            F.Graph.Where.Begin)
               .Who)
        continue;
      if (Careless.Who) {
        Found.Sureness = std::min(Found.Sureness, Confidence::Medium);
        for (Note &N : Found.Notes)
          if (N.Kind == NoteKind::Writer) {
            N.Where = Ranges.span(Careless.Where);
            N.Text = fmt::format("'{}' changes it here without looking at '{}'",
                                 Careless.Who->Name,
                                 U.Places.spell(Safe->RestsOn(F, P)));
          }
      }
      auto It = ByAct.find(P.Act);
      if (It == ByAct.end())
        ByAct.emplace(P.Act, Candidate{&P, R, std::move(Found)});
      else {
        auto Rank = [](const Candidate &C) {
          // What was tested says more than what was handed over.
          int Rule = C.P->Why == Reliance::Consumed ? 0 : C.R->Rank;
          return std::tuple(C.Found.Sureness != Confidence::Low, Rule,
                            C.Found.Sureness, C.P->Check);
        };
        Candidate New{&P, R, std::move(Found)};
        if (Rank(It->second) < Rank(New))
          It->second = std::move(New);
      }
    }
  }
  // A second act on the same place under the same check and suspension belongs
  // to the same race.
  std::vector<const Candidate *> Kept;
  for (auto &[Act, C] : ByAct) {
    bool Same = llvm::any_of(Kept, [&](const Candidate *K) {
      return K->R == C.R && K->P->ActPlace == C.P->ActPlace &&
             K->P->Suspend == C.P->Suspend && K->P->Check == C.P->Check &&
             F.Control.dominates(F.Control.blockOf(K->P->Act),
                                 F.Control.blockOf(Act));
    });
    if (Same)
      continue;
    Kept.push_back(&C);
    Confidence &There =
        Races
            .try_emplace({C.Found.Where.File, C.Found.Where.Line},
                         C.Found.Sureness)
            .first->second;
    There = std::max(There, C.Found.Sureness);
    if (C.Found.Sureness >= Options.MinConfidence)
      Out.Findings.push_back(C.Found);
  }
  // What became of them: one race is one finding, of one rule.
  for (auto [Index, Act] : Unprotected) {
    Decision &D = Out.Decisions[Index];
    auto It = ByAct.find(Act);
    D.Reported = false;
    if (It == ByAct.end())
      D.Verdict = "nobody in this file resets it";
    else if (It->second.R->Id != D.Rule)
      D.Verdict = fmt::format("{} speaks for this race", It->second.R->Id);
    else if (!llvm::is_contained(Kept, &It->second))
      D.Verdict = "an earlier write under the same check is reported";
    else if (It->second.Found.Sureness < Options.MinConfidence)
      D.Verdict = "the confidence is below the limit; see --min-confidence";
    else {
      D.Reported = true;
      D.Verdict = "reported";
    }
  }
}

void Analysis::report(const clang::FunctionDecl *F) {
  Solved *S = solved(F);
  if (!S || S->Graph->OverBudget)
    return;
  unsigned Suspensions = llvm::count_if(S->Graph->Events, [](const Event &E) {
    return E.Kind == EventKind::Suspend;
  });
  if (Suspensions) {
    ++Out.Coroutines;
    Out.Suspensions += Suspensions;
  }
  if (Options.DumpEvents && (Suspensions || S->Graph->IsCoroutine))
    Out.EventDump +=
        dump(*S->Graph, U.Places, [&](Loc L) { return Ranges.line(L); }) + "\n";
  if (!S->Pairs.empty())
    decide(factsOf(F, *S));
}

Facts Analysis::factsOf(const clang::FunctionDecl *F, const Solved &S) {
  Facts All{*S.Graph,   U.Places,
            *S.Control, callersHoldLock(F),
            S.Pairs,    [&](Loc L) { return Ranges.text(L); }};
  All.Locks = S.Locks.get();
  All.FreshPairs = S.FreshPairs;
  All.Habits = Locks.habits(S.Graph->Where.Begin);
  All.LetGoElsewhere = [&](PlaceId P) {
    return Locks.isLetGoElsewhere(U.Places.stateSymbol(P));
  };
  All.HeldOverSuspension = [&](PlaceId P) {
    return Locks.isHeldOverSuspension(U.Places.stateSymbol(P));
  };
  return All;
}

/// Which locks go with which state. Functions that never suspend are solved too
/// if they write something that others write under a lock.
void Analysis::learnLocks() {
  LockIndex First;
  for (auto &[F, S] : Cache)
    if (S && S->Locks && !S->Locks->locks().empty())
      First.add(S->Uses);
  std::vector<SymbolId> States = First.guardedStates();
  std::vector<SymbolId> ByHand = First.takenByHand();
  if (States.empty() && ByHand.empty())
    return;
  // Who lets go what others take: end() for begin().
  std::vector<const clang::FunctionDecl *> All = Functions.definitions();
  llvm::DenseSet<uint32_t> Handing = writers().mentionersOf(ByHand);
  llvm::DenseSet<uint32_t> Concerned = writers().writersOf(States);
  for (const clang::FunctionDecl *F : All)
    if (uint32_t Where = F->getLocation().getRawEncoding();
        Concerned.count(Where) || Handing.count(Where))
      solved(F);
  All.insert(All.end(), Functions.lambdas().begin(), Functions.lambdas().end());
  llvm::DenseSet<uint32_t> Seen; // instantiations are one function
  for (const clang::FunctionDecl *F : All) {
    auto It = Cache.find(F);
    const auto *M = llvm::dyn_cast<clang::CXXMethodDecl>(F);
    if (It == Cache.end() || !It->second || It->second->Graph->OverBudget ||
        (M && U.Inlined.count(M)) ||
        !Seen.insert(It->second->Graph->Where.Begin).second)
      continue;
    LockUses Uses = It->second->Uses;
    if (Concerned.count(Uses.Where) && callersHoldLock(F))
      for (LockedAccess &A : Uses.Accesses)
        A.UnknownLock = true;
    Locks.add(std::move(Uses));
  }
  Locks.findHabits(
      U.Places, [&](uint32_t Where, SymbolId State, SymbolId Lock) {
        return U.AtomicState.count(State) || writers().isExcused(Where, Lock);
      });
}

/// A helper that only this translation unit can call, and that is only called
/// with a lock held, is as good as locked itself.
bool Analysis::callersHoldLock(const clang::FunctionDecl *F) {
  bool Private =
      F->getAccess() == clang::AS_private || !F->isExternallyVisible();
  if (!Private)
    return false;
  unsigned Calls = 0, Locked = 0;
  for (auto &[Caller, S] : Cache) {
    // A lambda that is part of the function around it was counted there.
    const auto *M = llvm::dyn_cast<clang::CXXMethodDecl>(Caller);
    if (M && U.Inlined.count(M))
      continue;
    for (const AwaitedCall &C : S->Calls)
      if (C.Callee == F->getLocation().getRawEncoding()) {
        ++Calls;
        Locked += C.UnderLock;
      }
  }
  // An inlined lambda can repeat a call, but not hide one.
  return Calls && Calls == Locked &&
         Calls >= writers().uses(F->getLocation().getRawEncoding());
}

AnalysisResult Analysis::run() {
  auto Start = std::chrono::steady_clock::now();
  Functions.collect();
  // All first: what callers hold decides what is reported in a callee.
  for (const clang::FunctionDecl *F : Functions.suspending())
    solved(F);
  // Lambdas that no function around them gave a role are functions too.
  std::vector<const clang::FunctionDecl *> Reported = Functions.suspending();
  for (const clang::FunctionDecl *F : Functions.lambdas())
    if (!U.Inlined.count(llvm::cast<clang::CXXMethodDecl>(F))) {
      solved(F);
      Reported.push_back(F);
    }
  learnLocks();
  // What functions show as a whole first: it can explain a race elsewhere.
  llvm::DenseSet<const clang::FunctionDecl *> Suspending(Reported.begin(),
                                                         Reported.end());
  for (const clang::FunctionDecl *F : Reported)
    if (Solved *S = solved(F); S && !S->Graph->OverBudget)
      checkFunction(factsOf(F, *S));
  for (const clang::FunctionDecl *F : Functions.definitions())
    if (auto It = Cache.find(F); It != Cache.end() && It->second &&
                                 !Suspending.count(F) &&
                                 !It->second->Graph->OverBudget)
      if (Facts All = factsOf(F, *It->second); !All.Habits.empty())
        checkFunction(All);
  for (const clang::FunctionDecl *F : Reported)
    report(F);
  settle();

  std::sort(Out.Findings.begin(), Out.Findings.end());
  // Instantiations of one template say the same thing.
  Out.Findings.erase(std::unique(Out.Findings.begin(), Out.Findings.end(),
                                 [](const Finding &A, const Finding &B) {
                                   return A.Rule == B.Rule &&
                                          A.Where.File == B.Where.File &&
                                          A.Where.Line == B.Where.Line &&
                                          A.Where.Column == B.Where.Column;
                                 }),
                     Out.Findings.end());
  Out.Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  return std::move(Out);
}
} // namespace

AnalysisResult
await_tidy::analyzeTranslationUnit(clang::ASTContext &Context,
                                   const AnalysisOptions &Options) {
  return Analysis(Context, Options).run();
}
