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
  std::vector<Pair> Pairs;
  std::vector<AwaitedCall> Calls;
};

class Analysis {
public:
  Analysis(clang::ASTContext &Context, const AnalysisOptions &Options)
      : Options(Options), U(Context, ModelSet::builtin()), Ranges(Context) {
    U.EffectOf = [this](const clang::FunctionDecl *F) { return effectOf(F); };
  }

  AnalysisResult run();

private:
  std::vector<LongUpdate> longUpdates(const Solved &S);
  Solved *solved(const clang::FunctionDecl *F);
  const CallEffect *effectOf(const clang::FunctionDecl *F);
  void report(const clang::FunctionDecl *F);
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
    New->Pairs = findPairs(Solved);
    New->Calls = awaitedCalls(Solved);
    if (New->Graph->IsCoroutine)
      New->Summary.Updates = longUpdates(*New);
  }
  InProgress.erase(F);
  // The map can have grown while callees were solved.
  return (Cache[F] = std::move(New)).get();
}

/// The pairs of \p S on what outlives it that a rule reports and no protection
/// covers, each place once.
std::vector<LongUpdate> Analysis::longUpdates(const Solved &S) {
  constexpr size_t Enough = 16;
  std::vector<LongUpdate> Out;
  const EventGraph &G = *S.Graph;
  Facts F{G, U.Places, *S.Control, false, S.Pairs, {}};
  auto Add = [&](const LongUpdate &L) {
    PlaceId Top = U.Places.rootOf(L.Place);
    const PlaceNode &Root = U.Places.node(Top);
    bool Outlives =
        Root.Root == RootKind::This || Root.Root == RootKind::Global ||
        (Root.Root == RootKind::Parameter &&
         (llvm::is_contained(G.Parameters, Top) ||
          llvm::is_contained(G.Captures, Top))) ||
        (Root.Root == RootKind::Local && U.Places.isShared(L.Place) &&
         (llvm::is_contained(G.Parameters, Top) ||
          llvm::is_contained(G.Captures, Top)));
    auto It = llvm::find_if(
        Out, [&](const LongUpdate &X) { return X.Place == L.Place; });
    if (It != Out.end()) {
      if (L.Sure && !It->Sure)
        *It = L;
    } else if (Outlives && Out.size() < Enough)
      Out.push_back(L);
  };
  for (const Pair &P : S.Pairs) {
    if (F.event(P.Act).Kind == EventKind::Use || P.Relation == Overlap::May ||
        llvm::any_of(allProtections(),
                     [&](const Protection *X) { return X->Covers(F, P); }))
      continue;
    std::optional<Confidence> Best;
    for (const Rule *R : allRules())
      if (std::optional<Report> Said =
              R->Check && R->OnByDefault ? R->Check(F, P) : std::nullopt)
        Best = std::max(Best.value_or(Confidence::Low), Said->Sureness);
    if (!Best || *Best == Confidence::Low)
      continue;
    Add({P.ActPlace, F.event(P.Check).Where, F.event(P.Suspend).Where,
         F.event(P.Act).Where, *Best == Confidence::High});
  }
  for (const LongUpdate &L : G.Inherited)
    Add(L);
  return Out;
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
      if (Options.Explain)
        Out.Decisions.push_back({{},
                                 {},
                                 Ranges.span(Said.Act),
                                 F.Graph.Function,
                                 Said.Place,
                                 std::string(R->Id),
                                 "the confidence is below the limit; see "
                                 "--min-confidence",
                                 Said.Sureness >= Options.MinConfidence});
      Finding Found = record(F, *R, std::move(Said));
      if (Found.Sureness >= Options.MinConfidence)
        Out.Findings.push_back(std::move(Found));
    });
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
      Careless = Guard ? writers().otherWriter(U.Places.stateSymbol(P.ActPlace),
                                               F.Graph.Where.Begin, Guard)
                       : WriterIndex::Writer();
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
  bool Loses = llvm::any_of(S->Graph->Events, [](const Event &E) {
    return E.Kind == EventKind::Discard;
  });
  if (Options.DumpEvents && (Suspensions || S->Graph->IsCoroutine || Loses))
    Out.EventDump +=
        dump(*S->Graph, U.Places, [&](Loc L) { return Ranges.line(L); }) + "\n";
  Facts All{*S->Graph,   U.Places,
            *S->Control, callersHoldLock(F),
            S->Pairs,    [&](Loc L) { return Ranges.text(L); }};
  if (!S->Pairs.empty())
    decide(All);
  checkFunction(All);
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
  for (const clang::FunctionDecl *F : Functions.suspending())
    report(F);
  // Lambdas that no function around them gave a role.
  for (const clang::FunctionDecl *F : Functions.lambdas())
    if (!U.Inlined.count(llvm::cast<clang::CXXMethodDecl>(F)))
      report(F);

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
