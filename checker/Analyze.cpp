//===- Analyze.cpp - The whole analysis of one translation unit -----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analyze.h"
#include "Rule.h"
#include "SourceRanges.h"
#include "epochs/ResultSense.h"
#include "findings/Paths.h"
#include "findings/Report.h"
#include "index/Index.h"
#include "interference/Interference.h"
#include "interference/LockIndex.h"
#include "lower/Annotations.h"
#include "lower/FunctionCollector.h"
#include "lower/OwnArguments.h"
#include "lower/ScanWriters.h"
#include "lower/Unit.h"
#include "protections/Protection.h"
#include "summaries/Summarize.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <ctime>
#include <fmt/format.h>
#include <map>
#include <set>
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
  std::vector<Reservation> Reservations;
  std::vector<FreshPair> FreshPairs;
  std::vector<AwaitedCall> Calls;
  LockUses Uses;
  std::set<std::pair<SymbolId, SymbolId>> Together;
  std::vector<Loc> OwnRemovals;
};

class Analysis {
public:
  Analysis(clang::ASTContext &Context, const AnalysisOptions &Options)
      : Options(Options),
        U(Context, Options.Models ? *Options.Models : ModelSet::builtin()),
        Ranges(Context) {
    if (const Rule *R = findRule("await-stale-decision"))
      Elsewhere = isEnabled(*R);
    U.EffectOf = [this](const clang::FunctionDecl *F) { return effectOf(F); };
    if (Options.Others || Options.Summarize) {
      U.OthersKnown = true;
      U.HasForeign = [this](const clang::FunctionDecl *F) {
        return hasForeign(F);
      };
    }
  }

  AnalysisResult run();

private:
  void analyze();
  std::unique_ptr<Solved> solveOnce(const clang::FunctionDecl *F);
  std::vector<LongUpdate> longUpdates(const Solved &S);
  Solved *solved(const clang::FunctionDecl *F);
  const CallEffect *effectOf(const clang::FunctionDecl *F);
  bool hasForeign(const clang::FunctionDecl *F);
  const CallEffect *foreignEffect(const clang::FunctionDecl *F);
  std::vector<std::string>
  usrsOf(llvm::ArrayRef<const clang::FunctionDecl *> Functions) const;
  llvm::SmallVector<SymbolId, 4> parameterNames(const clang::FunctionDecl *F);
  SourceSpan toldSpan(Loc L) const;
  Loc toldLoc(SourceSpan S) const;
  void summarizeAll();
  Facts factsOf(const clang::FunctionDecl *F, const Solved &S);
  void learnLocks();
  void report(const clang::FunctionDecl *F);
  void tellCoupling(Solved &S);
  void settle();
  bool callersHoldLock(const clang::FunctionDecl *F,
                       llvm::SmallVectorImpl<PlaceId> *Which = nullptr);
  bool allTakeExclusively(const Facts &F, const Pair &P,
                          llvm::ArrayRef<SymbolId> Guards);
  bool onlyHelps(const Facts &F, const Pair &P, const FunctionUses &Other);
  bool isConfined(const Facts &F, const Pair &P);
  bool isOwnAnswer(const Facts &F, const Pair &P);
  std::vector<llvm::DenseSet<SymbolId>> waitTokens(const Facts &F,
                                                   const Pair &P);
  void decide(const Facts &F);
  void checkFunction(const Facts &F);
  void keep(Finding Found) {
    (Found.Sureness >= Options.least(Found.Rule) ? Out.Findings : Out.Unsure)
        .push_back(std::move(Found));
  }
  void keepRowsLocked(EventGraph &G);
  void noteProcessLock(const Facts &F, const Pair &P, const Protection *Safe);
  void noteUnreadSql();
  void noteLookedAt();
  void applyAllowed();
  Finding record(const Facts &F, const Rule &R, Report Said);
  std::optional<Finding> finding(const Facts &F, const Rule &R, const Pair &P,
                                 Report Said);
  std::optional<Finding> danglingFinding(const Facts &F, const Rule &R,
                                         const Pair &P, Report Said);
  const WriterIndex &writers();
  bool isAlone(PlaceId P);
  const Solved *solvedAt(uint32_t Where);
  bool isRaceItself(uint32_t Function, Loc Act);
  bool isNotCounted(const Facts &F, PlaceId Version);
  Loc changesAlone(uint32_t Function, SymbolId State, SymbolId Version,
                   Loc InCallee);
  bool isEnabled(const Rule &R) const {
    return Options.Rules.empty() ? R.OnByDefault
                                 : Options.Rules.count(std::string(R.Id)) != 0;
  }

  const AnalysisOptions &Options;
  Unit U;
  SourceRanges Ranges;
  UnitNames Names{U.Places, [this](SymbolId S) { return U.usrOf(S).str(); },
                  [this](llvm::StringRef Usr, llvm::StringRef Name) {
                    return U.symbolOf(Usr, Name);
                  },
                  [this](Loc L) { return toldSpan(L); },
                  [this](const SourceSpan &S) { return toldLoc(S); }};
  /// Functions whose bodies are in other translation units.
  struct Foreign {
    std::string Usr;
    bool IsRead = false;
    std::unique_ptr<CallEffect> Effect; ///< when it is asked for; null if none
  };
  llvm::DenseMap<const clang::FunctionDecl *, Foreign> ForeignFunctions;
  FunctionCollector Functions{U};
  std::unordered_map<const clang::FunctionDecl *, std::unique_ptr<Solved>>
      Cache;
  /// The functions that are being solved, by their place on the stack.
  struct Active {
    unsigned Depth = 0;
    /// What is known of it from the last round; null in the first.
    std::unique_ptr<Solved> Provisional;
  };
  std::unordered_map<const clang::FunctionDecl *, Active> InProgress;
  /// For each of them the lowest that it, or what it calls, asked for.
  std::vector<unsigned> LowLinks;
  /// Solved as parts of a cycle whose first function is still being solved.
  std::vector<const clang::FunctionDecl *> Members;
  llvm::DenseSet<const clang::FunctionDecl *> Recursions;
  /// Kept, as summaries of it can be in use.
  std::vector<std::unique_ptr<Solved>> Outdated;
  std::optional<WriterIndex> Writers;
  /// All that are solved, by their location; when it is asked for.
  llvm::DenseMap<uint32_t, const Solved *> ByWhere;
  bool Elsewhere = false; ///< a rule asks for pairs of different places
  LockIndex Locks;
  /// What function rules say, until it is known which races are reported.
  struct Remark {
    Finding Found;
    bool Yields;
    size_t Decision;
  };
  std::vector<Remark> Remarks;
  /// The files and lines of those that are of medium confidence at least, and
  /// about what a race in the same line would be about.
  std::set<std::pair<std::string, unsigned>> Remarked;
  /// Races by file and line, with the highest confidence of those in it.
  std::map<std::pair<std::string, unsigned>, Confidence> Races;
  AnalysisResult Out;
  PhaseClock Clock;
};

/// Lowers and solves \p F once.
std::unique_ptr<Solved> Analysis::solveOnce(const clang::FunctionDecl *F) {
  PhaseClock::In Solving(Clock, Out.Times.Solve);
  auto New = std::make_unique<Solved>();
  {
    PhaseClock::In Lowering(Clock, Out.Times.Lower);
    New->Graph = lower(U, F, Options.MaxEvents);
  }
  New->Graph->RunsOnce = isEndlessLoop(F);
  if (New->Graph->OverBudget)
    return New;
  New->Control = std::make_unique<ControlDependence>(*New->Graph);
  Fixpoint Solution(*New->Graph, U.Places, *New->Control, Elsewhere,
                    [&](SymbolId S) { return writers().isCoupled(S); });
  if (Solution.gaveUp()) {
    New->Graph->OverBudget = true;
    return New;
  }
  New->Summary = summarize(Solution);
  PairOptions Wanted;
  auto Related = [&](SymbolId A, SymbolId B) {
    return writers().mayBelongTogether(A, B, New->Graph->Where.Begin);
  };
  Wanted.Related = Related;
  Wanted.Elsewhere = Elsewhere;
  New->Locks = std::make_unique<LockFlow>(*New->Graph, *New->Control);
  New->Pairs = findPairs(Solution, Wanted, &New->FreshPairs);
  New->Uses = lockUses(Solution, *New->Locks, New->Pairs);
  New->Reservations = findReservations(Solution);
  New->Calls = awaitedCalls(Solution);
  New->OwnRemovals = ownRemovals(Solution);
  if (New->Graph->IsCoroutine)
    New->Summary.Updates = longUpdates(*New);
  if (Solution.hasSuspension())
    New->Together = changedTogether(Solution);
  return New;
}

/// Callees come first: lowering asks for their summaries, which lands here
/// again. Functions that call each other are solved together: the first of them
/// that is asked for begins with an empty summary, and what was solved with it
/// is solved again until the summary stays the same (Tarjan's low links say who
/// that is).
Solved *Analysis::solved(const clang::FunctionDecl *F) {
  if (!usableDefinition(U, F))
    return nullptr;
  if (auto It = Cache.find(F); It != Cache.end())
    return It->second.get();
  if (auto It = InProgress.find(F); It != InProgress.end()) {
    // Recursion: everything above F on the stack depends on it.
    for (size_t I = It->second.Depth; I < LowLinks.size(); ++I)
      LowLinks[I] = std::min(LowLinks[I], It->second.Depth);
    return It->second.Provisional.get();
  }
  constexpr unsigned MaxRounds = 4;
  unsigned Depth = LowLinks.size();
  std::unique_ptr<Solved> New;
  size_t First = Members.size();
  for (unsigned Round = 0; Round < MaxRounds; ++Round) {
    // What was solved with an older summary of F is not asked again.
    for (size_t I = First; I < Members.size(); ++I)
      if (auto It = Cache.find(Members[I]); It != Cache.end()) {
        Outdated.push_back(std::move(It->second));
        Cache.erase(It);
      }
    Members.resize(First);
    std::string Before;
    if (New)
      Before = signature(New->Summary);
    bool Again = New != nullptr;
    InProgress[F] = {Depth, std::move(New)};
    LowLinks.push_back(Depth);
    New = solveOnce(F);
    unsigned Low = LowLinks.back();
    LowLinks.pop_back();
    if (InProgress[F].Provisional)
      Outdated.push_back(std::move(InProgress[F].Provisional));
    InProgress.erase(F);
    if (Low < Depth) {
      // A part of a larger cycle, to be solved again with it.
      if (Depth)
        LowLinks[Depth - 1] = std::min(LowLinks[Depth - 1], Low);
      Members.push_back(F);
      break;
    }
    bool Recursive = Recursions.count(F) || Members.size() > First;
    if (!Recursive || (Again && signature(New->Summary) == Before) ||
        Round + 1 == MaxRounds) {
      Members.resize(First);
      break;
    }
  }
  if (New->Graph->OverBudget)
    Out.Notices.push_back(
        {Ranges.span({New->Graph->Where}),
         fmt::format("'{}' is too large to analyse ({}); it was skipped: split "
                     "it into smaller functions",
                     New->Graph->Function,
                     New->Graph->Events.size() > Options.MaxEvents
                         ? fmt::format("more than {} events", Options.MaxEvents)
                         : "too many values are used across too many "
                           "branches")});
  if (New->Graph->NoFlow && !F->isDependentContext())
    Out.Notices.push_back(
        {Ranges.span({New->Graph->Where}),
         fmt::format("the control flow of '{}' cannot be computed; it was not "
                     "analysed",
                     New->Graph->Function)});
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
    bool Races = P.Why == Reliance::Value || P.Why == Reliance::Decision ||
                 P.Why == Reliance::Waited || P.Why == Reliance::Consumed;
    if (!Races || F.event(P.Act).Kind == EventKind::Use ||
        P.Relation == Overlap::May ||
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

bool Analysis::hasForeign(const clang::FunctionDecl *F) {
  if (F->isInvalidDecl() || !F->isExternallyVisible() ||
      F->isDependentContext() || F->isDefined() || U.inSystemHeader(F))
    return false;
  Foreign &Known = ForeignFunctions[F->getCanonicalDecl()];
  if (Known.Usr.empty())
    Known.Usr = usrOf(F->getCanonicalDecl());
  return Options.Others && Options.Others->hasSummary(Known.Usr);
}

const CallEffect *Analysis::foreignEffect(const clang::FunctionDecl *F) {
  if (!Options.Others || !hasForeign(F))
    return nullptr;
  Foreign &Known = ForeignFunctions[F->getCanonicalDecl()];
  if (!Known.IsRead) {
    Known.IsRead = true;
    Known.Effect = Options.Others->summary(
        Known.Usr, Names, parameterNames(F->getCanonicalDecl()));
  }
  return Known.Effect && Known.Effect->Known ? Known.Effect.get() : nullptr;
}

std::vector<std::string>
Analysis::usrsOf(llvm::ArrayRef<const clang::FunctionDecl *> Functions) const {
  std::vector<std::string> Out;
  for (const clang::FunctionDecl *F : Functions)
    Out.push_back(usrOf(F->getCanonicalDecl()));
  return Out;
}

llvm::SmallVector<SymbolId, 4>
Analysis::parameterNames(const clang::FunctionDecl *F) {
  llvm::SmallVector<SymbolId, 4> Out;
  for (const clang::ParmVarDecl *P : F->parameters())
    Out.push_back(U.symbol(P));
  return Out;
}

/// A location as others are told of it: they have another current folder.
SourceSpan Analysis::toldSpan(Loc L) const {
  SourceSpan S = Ranges.span(L);
  if (S.File.empty())
    return S;
  llvm::SmallString<256> Path(S.File);
  U.Context.getSourceManager().getFileManager().makeAbsolutePath(Path);
  S.File = Options.PathsBelow.empty()
               ? absolutePath(Path, "/")
               : displayPath(absolutePath(Path, "/"), Options.PathsBelow);
  return S;
}

Loc Analysis::toldLoc(SourceSpan S) const {
  if (!S.File.empty() && !Options.PathsBelow.empty())
    S.File = absolutePath(S.File, Options.PathsBelow);
  return Ranges.foreign(S);
}

/// What other translation units can ask for: the functions that only this one
/// has, and what all of its functions touch.
void Analysis::summarizeAll() {
  IndexBuilder Index(Names);
  const std::vector<const clang::FunctionDecl *> All = Functions.definitions();
  const std::vector<std::string> Usrs = usrsOf(All);
  for (auto [F, Usr] : llvm::zip_equal(All, Usrs)) {
    if (!F->isExternallyVisible() || F->isInlined() ||
        F->isDependentContext() || F->isTemplateInstantiation())
      continue;
    Solved *S = solved(F);
    if (!S || S->Graph->OverBudget || S->Graph->NoFlow || !S->Summary.Known)
      continue;
    Index.add(Usr, S->Summary, parameterNames(F));
  }
  // Those of other translation units come after ours.
  std::vector<FunctionUses> Own(writers().functions().begin(),
                                writers().functions().begin() + All.size());
  Index.add(Own, Usrs);
  for (const auto &[F, Known] : ForeignFunctions)
    Index.asks(Known.Usr);
  Out.Summaries = Index.bytes();
}

const CallEffect *Analysis::effectOf(const clang::FunctionDecl *F) {
  if (U.HasForeign && !usableDefinition(U, F))
    return foreignEffect(F);
  // Deep call chains end somewhere; beyond that a call is like one of unknown
  // body.
  constexpr unsigned MaxDepth = 40;
  if (LowLinks.size() > MaxDepth && !Cache.count(F))
    return nullptr;
  if (InProgress.count(F))
    Recursions.insert(F);
  Solved *S = solved(F);
  return S && S->Summary.Known ? &S->Summary : nullptr;
}

const WriterIndex &Analysis::writers() {
  if (Writers)
    return *Writers;
  std::vector<FunctionUses> All = scanWriters(U, Functions.definitions());
  if (Options.Others) {
    // No location here has such a number.
    uint32_t Last = ~0u;
    Options.Others->addUses(All, usrsOf(Functions.definitions()), Names,
                            [&](llvm::StringRef) { return --Last; });
  }
  Writers.emplace(std::move(All));
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
    N.Function = Other.Who->Name;
  } else {
    N.Where = Found.Where;
    N.Text = fmt::format(
        "another call of '{}' can get here during the suspension", Self);
    N.Function = Self;
    N.IsSameFunction = true;
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
  Found.StartsTogether = Said.StartsTogether;
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

/// A variable, or a member of the object itself: not replaced together with an
/// object around it.
bool Analysis::isAlone(PlaceId P) {
  PlaceId Up = U.Places.node(P).Parent;
  if (!Up ||
      (!U.Places.node(Up).Parent && U.Places.node(Up).Root == RootKind::This))
    return true;
  // ... or nobody does that.
  for (PlaceId X = P; X; X = U.Places.node(X).Parent) {
    const PlaceNode &N = U.Places.node(X);
    if (N.Step == StepKind::Root || N.Step == StepKind::Target)
      continue;
    if (N.Step != StepKind::Field || writers().isReplaced(N.Symbol) ||
        (X != P && writers().otherWriter(N.Symbol, 0).Who))
      return false;
  }
  return true;
}

/// What is borrowed dangles only if somebody can take the element away: no
/// finding if all who could are seen, and nobody does.
std::optional<Finding> Analysis::danglingFinding(const Facts &F, const Rule &R,
                                                 const Pair &P, Report Said) {
  const Event &Check = F.event(P.Check), &Act = F.event(P.Act);
  Said.writersOf(NoPlace);
  Finding Found = record(F, R, std::move(Said));
  const PlaceNode &N = U.Places.node(P.CheckPlace);
  bool Inner = false;
  for (PlaceId X = P.CheckPlace; X; X = U.Places.node(X).Parent) {
    if (U.Places.node(X).Step == StepKind::Field ||
        U.Places.node(X).Step == StepKind::Root)
      break;
    Inner |= U.Places.node(X).Step == StepKind::Key;
  }
  SymbolId State = U.Places.stateSymbol(P.CheckPlace);
  // Nobody but this very call takes away what it put in itself.
  bool Own = Check.OwnElement && !Check.Growth && !Act.Index;
  WriterIndex::Writer Other =
      writers().invalidator({State, Inner}, F.Graph.Where.Begin,
                            Act.Index ? false : Check.Growth, Own);
  bool OnlySelf = Other.Who && Other.Who->Where == F.Graph.Where.Begin;
  if (!Other.Who) {
    if (N.Settled)
      return std::nullopt;
    // A member of a class of this file is closed as well where it is seen how
    // it gets its elements: otherwise others are to come who do that.
    // For a reference that stays good while others come, it is enough that
    // somebody else adds some.
    bool AllSeen =
        N.Closed ||
        (N.Known &&
         (writers().isFurnished(State) ||
          (!Check.Growth && writers().isFilled(State, F.Graph.Where.Begin))));
    if (AllSeen && N.Holds == ValueClass::Container && isAlone(P.CheckPlace) &&
        !writers().isExposed(State))
      return std::nullopt;
    // A parameter is in no list of what functions touch: does this one change
    // it?
    bool ChangesItself = llvm::any_of(F.Graph.Events, [&](const Event &E) {
      return (E.Kind == EventKind::Write || E.Kind == EventKind::Update) &&
             !E.Initial && llvm::is_contained(E.Places, P.CheckPlace);
    });
    // Who promises not to change it hardly expects others to; and with nobody
    // who does, it stays as it is. A container that any caller can hand in is
    // mostly one of its own; one that was made with its elements, of a fixed
    // size.
    for (PlaceId X = P.CheckPlace; X; X = U.Places.node(X).Parent)
      if (U.Places.node(X).ReadOnly)
        return std::nullopt;
    Found.Sureness =
        std::min(Found.Sureness,
                 N.Closed || Own || (N.Generic && !ChangesItself) || N.Filled
                     ? Confidence::Low
                     : Confidence::Medium);
  } else if (OnlySelf)
    Found.Sureness = std::min(
        Found.Sureness,
        Check.OwnElement || (F.Graph.RunsOnce &&
                             writers().isStartedOnce(F.Graph.Where.Begin))
            ? Confidence::Low
            : Confidence::Medium);
  if (Other.Who) {
    std::string Who =
        OnlySelf ? fmt::format("another call of '{}'", F.Graph.ShortName)
                 : fmt::format("'{}'", Other.Who->Name);
    Note Changes{NoteKind::Writer, Ranges.span(Other.Where),
                 fmt::format("{} changes '{}' here and can run during the "
                             "suspension",
                             Who, U.Places.title(P.CheckPlace)),
                 Other.Who->Name, OnlySelf};
    auto Reason = llvm::find_if(
        Found.Notes, [](const Note &X) { return X.Kind == NoteKind::Reason; });
    Found.Notes.insert(Reason, std::move(Changes));
  }
  return Found;
}

std::optional<Finding> Analysis::finding(const Facts &F, const Rule &R,
                                         const Pair &P, Report Said) {
  if (P.Why == Reliance::Borrowed)
    return danglingFinding(F, R, P, std::move(Said));
  Finding Found = record(F, R, std::move(Said));
  // What is awaited changes the place itself: nobody else is needed.
  if (F.certainWrite(P) && F.certainWrite(P) != P.Act) {
    if (P.Why == Reliance::Value && P.Relation == Overlap::Same)
      Found.Sureness = Confidence::High;
    return Found;
  }
  SymbolId State = U.Places.stateSymbol(P.ActPlace);
  uint32_t Loop =
      F.Graph.RunsOnce ? writers().confinedTo(F.Graph.Where.Begin) : 0;
  WriterIndex::Writer Other = writers().otherWriter(
      State, F.Graph.Where.Begin, {}, [&](const FunctionUses &Step) {
        return Loop && writers().confinedTo(Step.Where) == Loop;
      });
  if (F.isBookKeeping(P.Act, P.ActPlace) && F.event(P.Check).Inner)
    Found.Sureness = Confidence::Low;
  if (F.event(P.Act).Kind == EventKind::Use && !Other.Who)
    Found.Sureness = Confidence::Low;
  if (!Other.Who && F.Graph.RunsOnce &&
      writers().isStartedOnce(F.Graph.Where.Begin))
    Found.Sureness = Confidence::Low;
  // What two calls do in turn comes to the same as what one does.
  const Event &Act = F.event(P.Act);
  ValueClass Holds = U.Places.node(P.ActPlace).Holds;
  if (P.Idempotent && !F.tellsWhoActed(P) &&
      !writers().marksBlindly(State, F.Graph.Where.Begin,
                              Holds == ValueClass::Number))
    Found.Sureness = Confidence::Low;
  // A counter that a success sets to zero: the answer decides, and no step of
  // others is worth keeping.
  if (P.Answered && P.Why == Reliance::Decision && Act.Reset && !Act.May &&
      Act.Kind == EventKind::Write && Holds == ValueClass::Number)
    Found.Sureness = Confidence::Low;
  // The one consumer of a queue: others can only make it longer.
  if (Act.Kind == EventKind::Update && Act.Shrinks &&
      Holds == ValueClass::Container && P.Why == Reliance::Decision &&
      writers().othersOnlyAdd(State, F.Graph.Where.Begin) &&
      writers().isStartedOnce(F.Graph.Where.Begin) &&
      !writers().isStartedByWriter(F.Graph.Where.Begin, State))
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
                                 "the confidence is below the limit; see "
                                 "--min-confidence",
                                 Said.Sureness >= Options.least(R->Id)});
      Remarks.push_back(
          {record(F, *R, std::move(Said)), Yields, Out.Decisions.size() - 1});
      if (const Finding &New = Remarks.back().Found;
          Yields && New.Sureness >= Confidence::Medium)
        Remarked.insert({New.Where.File, New.Where.Line});
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
    else if (R.Found.Sureness < Options.least(R.Found.Rule))
      Verdict = "the confidence is below the limit; see --min-confidence";
    if (Options.Explain && Verdict) {
      Out.Decisions[R.Decision].Reported = false;
      Out.Decisions[R.Decision].Verdict = Verdict;
    }
    if (!Verdict)
      Out.Findings.push_back(std::move(R.Found));
  }
}

/// True if the function is a step of one endless loop, and so are all that can
/// change what \p P is about: they never overlap. The loop itself is told about
/// at low confidence.
bool Analysis::isConfined(const Facts &F, const Pair &P) {
  uint32_t Self = F.Graph.Where.Begin, Root = writers().confinedTo(Self);
  PlaceId Member = P.ActPlace;
  while (Member && U.Places.node(Member).Step == StepKind::Key)
    Member = U.Places.node(Member).Parent;
  if (!Root || Root == Self || !U.Places.node(Member).Private)
    return false;
  return llvm::all_of(
      writers().writersOf({U.Places.stateSymbol(P.CheckPlace),
                           U.Places.stateSymbol(P.ActPlace)}),
      [&](uint32_t Who) { return writers().confinedTo(Who) == Root; });
}

/// For every suspension between the check and the act the members, of the
/// object that is acted on, that the awaited operation was given something of;
/// none where its failure need not keep the coroutine from the act. Linear in
/// the graph.
std::vector<llvm::DenseSet<SymbolId>> Analysis::waitTokens(const Facts &F,
                                                           const Pair &P) {
  const EventGraph &G = F.Graph;
  PlaceId State = P.ActPlace;
  while (State && U.Places.node(State).Step != StepKind::Field)
    State = U.Places.node(State).Parent;
  if (!State)
    return {};
  PlaceId Object = U.Places.node(State).Parent;
  auto Reach = [&](BlockId From, bool Forward) {
    llvm::BitVector Seen(G.Blocks.size());
    llvm::SmallVector<BlockId, 16> Work{From};
    while (!Work.empty()) {
      BlockId B = Work.pop_back_val();
      if (Seen.test(B))
        continue;
      Seen.set(B);
      for (const Edge &E : Forward ? G.Blocks[B].Succs : G.Blocks[B].Preds)
        Work.push_back(E.To);
    }
    return Seen;
  };
  llvm::BitVector Before = Reach(F.Control.blockOf(P.Act), /*Forward=*/false);
  llvm::BitVector Between = Reach(F.Control.blockOf(P.Check), true);
  Between &= Before;
  const ResultSense &Results = F.results();
  std::vector<llvm::DenseSet<SymbolId>> Out;
  for (unsigned B : Between.set_bits())
    for (EventId Id : G.Blocks[B].Events) {
      const Event &Wait = F.event(Id);
      if (Wait.Kind != EventKind::Suspend)
        continue;
      llvm::DenseSet<SymbolId> &Given = Out.emplace_back();
      // A failure that is looked at, and then leads elsewhere, or an exception.
      auto Leaves = [&](EventId Branch) {
        const llvm::SmallVector<Edge, 2> &Succs =
            G.Blocks[F.Control.blockOf(Branch)].Succs;
        Sense How = Results.of(Branch, Id);
        return Succs.size() == 2 &&
               (How == Sense::True || How == Sense::False) &&
               !Before.test(Succs[How == Sense::True].To);
      };
      if (Wait.Dropped ||
          (Wait.Tells && llvm::none_of(F.Control.branches(), Leaves)))
        continue;
      llvm::SmallVector<SlotId, 8> Work;
      llvm::DenseSet<SlotId> Seen;
      for (const Input &I : Wait.Inputs)
        Work.push_back(I.Slot);
      while (!Work.empty()) {
        SlotId Slot = Work.pop_back_val();
        if (!Seen.insert(Slot).second)
          continue;
        for (EventId D : Results.definitions(Slot)) {
          for (const Input &I : F.event(D).Inputs)
            if (!isChoice(I.How))
              Work.push_back(I.Slot);
          if (F.event(D).Kind != EventKind::Read)
            continue;
          for (PlaceId Q : F.event(D).Places)
            for (PlaceId A = Q; A; A = U.Places.node(A).Parent)
              if (U.Places.node(A).Step == StepKind::Field &&
                  U.Places.node(A).Parent == Object)
                Given.insert(U.Places.node(A).Symbol);
        }
      }
    }
  return Out;
}

/// `error = validate(); if (!error.empty()) co_return false;`: a text or an
/// object that somebody in another file hands in, and in which the function
/// looks only at what it has just stored there itself. That is where it gives
/// its answer, and no state of others. A number or a flag that is handed in can
/// well be one.
bool Analysis::isOwnAnswer(const Facts &F, const Pair &P) {
  const PlaceNode &N = U.Places.node(P.ActPlace);
  if (P.Why != Reliance::Decision || P.Relation != Overlap::Same ||
      F.event(P.Act).Kind != EventKind::Write || N.Step != StepKind::Root ||
      N.Root != RootKind::Parameter ||
      (N.Holds != ValueClass::Container && N.Holds != ValueClass::Other) ||
      !llvm::is_contained(F.Graph.Parameters, P.ActPlace) ||
      writers().uses(F.Graph.Where.Begin))
    return false;
  bool Stored = false;
  for (EventId Id : F.Graph.Blocks[F.Control.blockOf(P.Check)].Events) {
    const Event &E = F.event(Id);
    if (Id == P.Check)
      return Stored;
    if (E.Kind == EventKind::Suspend || E.Kind == EventKind::Call)
      Stored = false;
    else if (E.Kind == EventKind::Write && !E.May &&
             llvm::is_contained(E.Places, P.ActPlace))
      Stored = true;
  }
  return false;
}

/// True if what \p Other does to the state can only make the check of \p P hold
/// all the more: it adds to what the act takes from, or empties what the act
/// found empty and fills.
bool Analysis::onlyHelps(const Facts &F, const Pair &P,
                         const FunctionUses &Other) {
  if (P.Why != Reliance::Decision || P.Relation != Overlap::Same || !P.Branch)
    return false;
  SymbolId State = U.Places.stateSymbol(P.ActPlace);
  const Event &Act = F.event(P.Act);
  ValueClass Holds = U.Places.node(P.ActPlace).Holds;
  bool Adds = Other.Adds.count(State), Takes = Other.Takes.count(State);
  if (Holds == ValueClass::Number || Holds == ValueClass::Container) {
    bool Stores = (Holds == ValueClass::Number ? Other.Stores : Other.Replaces)
                      .count(State);
    // `if (n == 0)` does not say which way is up.
    if ((Act.Kind == EventKind::Update || Act.Amount) &&
        !F.event(P.Branch).Equality && !Stores) {
      // A container that is stored to, but not replaced, is emptied.
      Takes |= Other.Stores.count(State) != 0;
      return Act.Shrinks ? Adds && !Takes : Takes && !Adds;
    }
  }
  // A number, too, can be one of a few: `if (state == Idle) state = Running;`.
  if (Holds != ValueClass::Bool && Holds != ValueClass::Handle &&
      Holds != ValueClass::Number)
    return false;
  bool Fills = Act.Kind == EventKind::Write
                   ? !Act.Reset
                   : Act.Kind == EventKind::Update && !Act.Shrinks;
  if (!Fills || Act.Amount || Adds || Takes)
    return false;
  // On which side of the test is the act?
  const auto &Succs = F.Graph.Blocks[F.Control.blockOf(P.Branch)].Succs;
  SymbolId Enumerator = 0;
  Sense How = F.results().of(P.Branch, P.Check, &Enumerator);
  if (Succs.size() != 2 || (How != Sense::True && How != Sense::False))
    return false;
  auto IsOnlyOn = [&](bool Side) {
    return !F.Control.reaches(Succs[(How == Sense::True) == Side ? 1 : 0].To,
                              F.Control.blockOf(P.Act));
  };
  if (Enumerator)
    return Other.Enumerators.lookup(State) == Enumerator && IsOnlyOn(true);
  return !Other.Sets.count(State) && IsOnlyOn(false);
}

/// True if every function that changes what \p P looks at, this one included,
/// holds one of \p Guards exclusively when it does.
bool Analysis::allTakeExclusively(const Facts &F, const Pair &P,
                                  llvm::ArrayRef<SymbolId> Guards) {
  SymbolId State = U.Places.stateSymbol(P.CheckPlace);
  auto Careful = [&](uint32_t Where) {
    return llvm::any_of(Guards, [&](SymbolId G) {
      return Locks.isCareful(Where, State, G, U.Places);
    });
  };
  return !Guards.empty() && llvm::all_of(writers().writersOf({State}), Careful);
}

/// The function at \p Where if it is solved, or null.
const Solved *Analysis::solvedAt(uint32_t Where) {
  if (ByWhere.empty())
    for (auto &[F, S] : Cache)
      if (S && S->Graph && S->Control)
        ByWhere.try_emplace(S->Graph->Where.Begin, S.get());
  return ByWhere.lookup(Where);
}

/// True if the write at \p Act of the function at \p Function is the act of a
/// race of its own, which is reported there. Linear in the pairs of it.
bool Analysis::isRaceItself(uint32_t Function, Loc Act) {
  const Solved *S = Act ? solvedAt(Function) : nullptr;
  if (!S)
    return false;
  Facts F{*S->Graph, U.Places, *S->Control, false, S->Pairs, {}};
  return llvm::any_of(S->Pairs, [&](const Pair &P) {
    const Loc &At = F.event(P.Act).Where;
    return At.Begin == Act.Begin && At.End == Act.End &&
           llvm::none_of(
               allProtections(),
               [&](const Protection *X) { return X->Covers(F, P); }) &&
           llvm::any_of(allRules(), [&](const Rule *R) {
             std::optional<Report> Said =
                 R->Check && isEnabled(*R) ? R->Check(F, P) : std::nullopt;
             return Said && Said->Sureness > Confidence::Low;
           });
  });
}

/// True if others change \p Version when they change what goes with it, and
/// the function itself does not: two of its calls find the same old one.
bool Analysis::isNotCounted(const Facts &F, PlaceId Version) {
  return !writers().writersOf({U.Places.stateSymbol(Version)}).empty() &&
         llvm::none_of(F.Graph.Events, [&](const Event &E) {
           return (E.Kind == EventKind::Write || E.Kind == EventKind::Update ||
                   E.Kind == EventKind::Call) &&
                  llvm::any_of(E.Places, [&](PlaceId P) {
                    return U.Places.overlap(P, Version) != Overlap::None;
                  });
         });
}

/// Where the function at \p Function, which counts \p Version up somewhere,
/// changes \p State alone: others can run before the version is another one, or
/// since it was. Or nowhere. Who acts only while the version is the old one is
/// told by a comparison of its own. Linear in the graph for each such change.
Loc Analysis::changesAlone(uint32_t Function, SymbolId State, SymbolId Version,
                           Loc InCallee) {
  const Solved *S = solvedAt(Function);
  if (!S)
    return {};
  const EventGraph &G = *S->Graph;
  auto Changes = [&](EventId Id, SymbolId What) {
    const Event &E = G.Events[Id];
    return (E.Kind == EventKind::Write || E.Kind == EventKind::Update) &&
           !E.Initial && llvm::any_of(E.Places, [&](PlaceId P) {
             return U.Places.isShared(P) && U.Places.stateSymbol(P) == What;
           });
  };
  // Whoever looks at the version right before has compared it.
  auto Looks = [&](EventId Id) {
    const Event &E = G.Events[Id];
    return E.Kind == EventKind::Read && llvm::any_of(E.Places, [&](PlaceId P) {
             return U.Places.isShared(P) && U.Places.stateSymbol(P) == Version;
           });
  };
  // On all ways from the change, up to the next suspension or the end.
  auto IsWith = [&](EventId Change, bool Forward) {
    llvm::DenseSet<BlockId> Seen;
    BlockId Own = S->Control->blockOf(Change);
    llvm::SmallVector<std::pair<BlockId, bool>, 8> Work{{Own, true}};
    while (!Work.empty()) {
      auto [B, From] = Work.pop_back_val();
      if (!From && !Seen.insert(B).second)
        continue;
      std::vector<EventId> Events = G.Blocks[B].Events;
      if (!Forward)
        std::reverse(Events.begin(), Events.end());
      auto At = From ? std::next(llvm::find(Events, Change)) : Events.begin();
      At = std::find_if(At, Events.end(), [&](EventId Id) {
        return Changes(Id, Version) ||
               G.Events[Id].Kind == EventKind::Suspend ||
               (!Forward && Looks(Id));
      });
      if (At != Events.end()) {
        if (G.Events[*At].Kind == EventKind::Suspend)
          return false;
        continue;
      }
      if (B == (Forward ? EventGraph::Exit : EventGraph::Entry))
        return false;
      for (const Edge &E : Forward ? G.Blocks[B].Succs : G.Blocks[B].Preds)
        if (E.Kind == EdgeKind::Fork)
          return false;
        else
          Work.push_back({E.To, false});
    }
    return true;
  };
  for (const Block &B : G.Blocks)
    for (EventId Id : B.Events) {
      const Event &E = G.Events[Id];
      if (!Changes(Id, State) || E.May ||
          (InCallee ? E.Inner.Begin != InCallee.Begin : !isOwn(E)) ||
          llvm::any_of(S->Pairs,
                       [&](const Pair &P) {
                         return P.Act == Id && P.VersionCompare && P.Version &&
                                U.Places.stateSymbol(P.Version) == Version;
                       }) ||
          IsWith(Id, /*Forward=*/true) || IsWith(Id, /*Forward=*/false))
        continue;
      return E.Where;
    }
  return {};
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
    if (P.Why == Reliance::Torn && !P.Together)
      continue;
    const Protection *Safe = nullptr;
    WriterIndex::Writer Careless;
    bool Doubtful = false;
    for (const Protection *X : allProtections()) {
      if (!X->Covers(F, P))
        continue;
      // A lock or flag protects only from those who look at it.
      llvm::SmallVector<PlaceId, 1> On;
      if (X->RestsOn)
        On = X->RestsOn(F, P);
      llvm::SmallVector<SymbolId, 1> Guards;
      for (PlaceId G : On)
        Guards.push_back(U.Places.stateSymbol(G));
      if (X->FromExclusive && !allTakeExclusively(F, P, Guards))
        continue;
      if (X->FromExclusive)
        Guards.clear();
      if (X->ChangesWith && P.Why == Reliance::Value && !On.empty() &&
          F.event(P.Act).Kind == EventKind::Write &&
          isNotCounted(F, On.front()))
        continue;
      Safe = X;
      Doubtful = X->IsDoubtful && X->IsDoubtful(F, P);
      SymbolId State = U.Places.stateSymbol(P.ActPlace);
      Careless = WriterIndex::Writer();
      // A flag inside of an object that they use too: a lock that the project
      // wrote itself.
      llvm::SmallVector<SymbolId, 2> Mentioned(Guards.begin(), Guards.end());
      if (!Guards.empty())
        for (PlaceId G : On)
          for (PlaceId A = U.Places.node(G).Parent; A;
               A = U.Places.node(A).Parent)
            if (U.Places.node(A).Step == StepKind::Field &&
                !U.Places.contains(A, P.ActPlace))
              Mentioned.push_back(U.Places.node(A).Symbol);
      std::optional<std::vector<llvm::DenseSet<SymbolId>>> Waits;
      if (!Guards.empty())
        Careless = writers().otherWriter(
            State, F.Graph.Where.Begin, Mentioned,
            [&](const FunctionUses &Other) {
              // Who changes it ends every wait that is under way, too.
              if (!Other.Cancels.empty()) {
                if (!Waits)
                  Waits = waitTokens(F, P);
                if (!Waits->empty() && llvm::all_of(*Waits, [&](auto &Given) {
                      return llvm::any_of(Given, [&](SymbolId Token) {
                        return Other.Cancels.count(Token) != 0;
                      });
                    }))
                  return true;
              }
              // What was found missing, and is put in, nobody can spoil who
              // only takes elements out.
              if (F.event(P.Check).Existence && !F.event(P.Act).Shrinks &&
                  U.Places.node(P.ActPlace).Step == StepKind::Key &&
                  Other.Removes.count({State, false}) &&
                  !Other.Grows.count({State, false}) &&
                  !Other.Replaces.count(State))
                return true;
              if (onlyHelps(F, P, Other))
                return true;
              return !X->ChangesWith && llvm::any_of(Guards, [&](SymbolId G) {
                return Locks.isCareful(Other.Where, State, G, U.Places);
              });
            },
            // Who takes the lock for something else, or lets it go before, does
            // not hold it.
            [&](const FunctionUses &Other, Loc InCallee) {
              Loc Where;
              if (X->ChangesWith) {
                for (SymbolId G : Guards)
                  if ((!InCallee && !Other.Mentions.count(G)) ||
                      !(Where = changesAlone(Other.Where, State, G, InCallee)))
                    return Loc();
                return isRaceItself(Other.Where, Where) ? Loc() : Where;
              }
              for (SymbolId G : Guards)
                if (!(Where = Locks.carelessWrite(Other.Where, State, G,
                                                  U.Places, InCallee)))
                  break;
              return isRaceItself(Other.Where, Where) ? Loc() : Where;
            });
      // Where the careless one is told of its own lock, that is the mistake.
      if (Careless.Who) {
        SourceSpan There = Ranges.span(Careless.Where);
        if (Remarked.count({There.File, There.Line}))
          Careless = WriterIndex::Writer();
      }
      if (!Careless.Who && !Doubtful)
        break;
    }
    noteProcessLock(F, P, Safe);
    static const Protection OneLoop = {
        "one-loop",
        "only what one loop awaits, one after the other, changes it", nullptr};
    static const Protection OwnAnswer = {
        "own-answer",
        "it looks only at what it has just put there itself, for its caller",
        nullptr};
    if (!Safe && isConfined(F, P))
      Safe = &OneLoop;
    if (!Safe && isOwnAnswer(F, P))
      Safe = &OwnAnswer;
    for (const Rule *R : allRules()) {
      if (!R->Check || !isEnabled(*R))
        continue;
      std::optional<Report> Said = R->Check(F, P);
      if (!Said)
        continue;
      bool Reported = !Safe || Careless.Who || Doubtful;
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
      std::optional<Finding> Kept = finding(F, *R, P, std::move(*Said));
      if (!Kept)
        continue;
      Finding &Found = *Kept;
      // A private pointer that nobody resets cannot be empty any more.
      if (F.event(P.Act).Kind == EventKind::Use &&
          U.Places.node(P.ActPlace).Private &&
          !writers().canBecomeEmpty(U.Places.stateSymbol(P.ActPlace)))
        continue;
      if (Doubtful)
        Found.Sureness = Confidence::Low;
      if (Careless.Who) {
        Found.Sureness = std::min(Found.Sureness, Confidence::Medium);
        for (Note &N : Found.Notes)
          if (N.Kind == NoteKind::Writer) {
            N.Where = Ranges.span(Careless.Where);
            N.Function = Careless.Who->Name;
            N.IsSameFunction = false;
            N.Text = fmt::format("'{}' changes it here without {} '{}'",
                                 Careless.Who->Name,
                                 Safe->ChangesWith ? "changing" : "looking at",
                                 U.Places.spell(Safe->RestsOn(F, P).front()));
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
  std::set<const Candidate *> Kept;
  std::map<std::tuple<const Rule *, PlaceId, EventId, EventId>,
           std::vector<EventId>>
      KeptActs;
  /// What is used more than once dangles once: where the loop over the
  /// container goes on, or else at the first use.
  std::map<EventId, EventId> FirstUse;
  for (auto &[Act, C] : ByAct)
    if (C.P->Why == Reliance::Borrowed) {
      auto [It, New] = FirstUse.try_emplace(C.P->Check, Act);
      auto Tells = [&](EventId E) {
        return std::pair(F.event(E).Loop, !F.event(E).May);
      };
      if (!New && Tells(Act) > Tells(It->second))
        It->second = Act;
    }
  // What the function does itself speaks before what it calls does, and both
  // before what is doubtful.
  std::vector<std::pair<EventId, const Candidate *>> Ordered;
  for (bool Doubtful : {false, true})
    for (bool Called : {false, true})
      for (auto &[Act, C] : ByAct)
        if (bool(F.event(Act).Inner) == Called &&
            (C.Found.Sureness == Confidence::Low) == Doubtful)
          Ordered.push_back({Act, &C});
  /// By the suspension.
  std::multimap<EventId, const std::pair<const EventId, Candidate> *> Dangling;
  for (const auto &At : ByAct)
    if (At.second.P->Why == Reliance::Borrowed)
      Dangling.emplace(At.second.P->Suspend, &At);
  // `it->second -= n` after a test of `it`: that it can dangle says it all.
  auto SaidByReference = [&](EventId Act, const Candidate &C) {
    if (C.P->Why == Reliance::Borrowed ||
        !(F.event(C.P->Check).Existence || F.event(Act).Kind == EventKind::Use))
      return false;
    const Loc &At = F.event(Act).Where;
    auto [First, Last] = Dangling.equal_range(C.P->Suspend);
    return std::any_of(First, Last, [&](const auto &Other) {
      const auto &[Act2, D] = *Other.second;
      const Loc &Follow = F.event(Act2).Where;
      return FirstUse[D.P->Check] == Act2 &&
             D.Found.Sureness >= C.Found.Sureness && Follow.Begin <= At.End &&
             At.Begin <= Follow.End;
    });
  };
  for (auto &[Act, At] : Ordered) {
    const Candidate &C = *At;
    if (SaidByReference(Act, C))
      continue;
    if (C.P->Why == Reliance::Borrowed && FirstUse[C.P->Check] != Act)
      continue;
    std::vector<EventId> &Acts =
        KeptActs[{C.R, C.P->ActPlace, C.P->Suspend, C.P->Check}];
    bool Same = llvm::any_of(Acts, [&](EventId Other) {
      BlockId A = F.Control.blockOf(Act), B = F.Control.blockOf(Other);
      return F.Control.dominates(A, B) || F.Control.dominates(B, A);
    });
    if (Same)
      continue;
    // Two ways to one element, in one line, are one mistake.
    if (C.P->Why == Reliance::Borrowed &&
        llvm::any_of(Kept, [&](const Candidate *K) {
          return K->P->Why == Reliance::Borrowed &&
                 K->P->CheckPlace == C.P->CheckPlace &&
                 K->P->Suspend == C.P->Suspend &&
                 K->Found.Where.File == C.Found.Where.File &&
                 K->Found.Where.Line == C.Found.Where.Line;
        }))
      continue;
    Acts.push_back(Act);
    Kept.insert(&C);
    Confidence &There =
        Races
            .try_emplace({C.Found.Where.File, C.Found.Where.Line},
                         C.Found.Sureness)
            .first->second;
    There = std::max(There, C.Found.Sureness);
    keep(C.Found);
  }
  // What became of them: one race is one finding, of one rule.
  for (auto [Index, Act] : Unprotected) {
    Decision &D = Out.Decisions[Index];
    auto It = ByAct.find(Act);
    D.Reported = false;
    if (It == ByAct.end())
      D.Verdict = F.event(Act).Kind == EventKind::Follow
                      ? "all who could are in this file, and nobody takes the "
                        "element away"
                      : "nobody in this file resets it";
    else if (It->second.R->Id != D.Rule)
      D.Verdict = fmt::format("{} speaks for this race", It->second.R->Id);
    else if (!Kept.count(&It->second))
      D.Verdict = "an earlier write under the same check is reported";
    else if (It->second.Found.Sureness < Options.least(It->second.R->Id))
      D.Verdict = "the confidence is below the limit; see --min-confidence";
    else {
      D.Reported = true;
      D.Verdict = "reported";
    }
  }
}

/// Says of the pairs of related places who changes the two together. Where the
/// function itself does so, too, it knows what it is about.
void Analysis::tellCoupling(Solved &S) {
  for (Pair &P : S.Pairs) {
    if (P.Why != Reliance::Torn)
      continue;
    SymbolId A = U.Places.stateSymbol(P.CheckPlace),
             B = U.Places.stateSymbol(P.ActPlace);
    if (S.Together.count(std::minmax(A, B)))
      continue;
    WriterIndex::Coupling C = writers().coupling(A, B, S.Graph->Where.Begin);
    P.Together = C.Functions;
    P.Apart = C.Apart;
    P.Implied = C.Implied;
    P.OnlyCount = C.OnlyCount;
    if (C.First.Who) {
      P.TogetherAt = C.First.Where;
      P.TogetherIn = C.First.Who->Name;
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
  Suspensions -= std::min(Suspensions, S->Graph->Spawned);
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
  tellCoupling(*S);
  if (!S->Pairs.empty())
    decide(factsOf(F, *S));
}

Facts Analysis::factsOf(const clang::FunctionDecl *F, const Solved &S) {
  llvm::SmallVector<PlaceId, 1> CallerLocks;
  bool CallersHold = callersHoldLock(F, &CallerLocks);
  Facts All{*S.Graph,    U.Places, *S.Control,
            CallersHold, S.Pairs,  [&](Loc L) { return Ranges.text(L); }};
  All.CallerLocks = std::move(CallerLocks);
  All.Locks = S.Locks.get();
  All.FreshPairs = S.FreshPairs;
  All.Habits = Locks.habits(S.Graph->Where.Begin);
  All.LetGoElsewhere = [&](PlaceId P) {
    return Locks.isLetGoElsewhere(U.Places.stateSymbol(P));
  };
  All.HeldOverSuspension = [&](PlaceId P) {
    return Locks.isHeldOverSuspension(U.Places.stateSymbol(P));
  };
  All.Reservations = S.Reservations;
  All.OtherChanges = [this, Self = S.Graph->Where.Begin](PlaceId P) {
    SymbolId State = U.Places.stateSymbol(P);
    return Facts::Elsewhere{writers().othersAdd(State, Self),
                            writers().othersTake(State, Self)};
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
/// \p Which gets the locks that all of them hold.
bool Analysis::callersHoldLock(const clang::FunctionDecl *F,
                               llvm::SmallVectorImpl<PlaceId> *Which) {
  bool Private =
      F->getAccess() == clang::AS_private || !F->isExternallyVisible();
  if (!Private)
    return false;
  // The rows that it locks stay locked until the transactions of its callers
  // end.
  if (U.isCalledInTransactions(F))
    return true;
  unsigned Calls = 0, Locked = 0;
  std::vector<PlaceId> Common;
  for (auto &[Caller, S] : Cache) {
    // A lambda that is part of the function around it was counted there.
    const auto *M = llvm::dyn_cast<clang::CXXMethodDecl>(Caller);
    if (M && U.Inlined.count(M))
      continue;
    for (const AwaitedCall &C : S->Calls)
      if (C.Callee == F->getLocation().getRawEncoding()) {
        if (!Calls++)
          Common.assign(C.Locks.begin(), C.Locks.end());
        Locked += C.UnderLock;
        llvm::erase_if(Common, [&](PlaceId Lock) {
          return llvm::none_of(C.Locks, [&](PlaceId Other) {
            return U.Places.stateSymbol(Lock) == U.Places.stateSymbol(Other);
          });
        });
      }
  }
  // An inlined lambda can repeat a call, but not hide one.
  if (!Calls || Calls != Locked ||
      Calls < writers().uses(F->getLocation().getRawEncoding()))
    return false;
  if (Which)
    Which->assign(Common.begin(), Common.end());
  return true;
}

/// SELECT ... FOR UPDATE in the transaction of a caller holds until that ends.
void Analysis::keepRowsLocked(EventGraph &G) {
  for (Event &E : G.Events)
    if (E.Kind == EventKind::Acquire && E.Momentary && E.Reentrant &&
        llvm::any_of(E.Places,
                     [&](PlaceId P) { return U.Places.isInTable(P); }))
      E.Momentary = false;
}

/// A mutex in front of a row of a database: right for this process, and of no
/// use against others. Said once.
void Analysis::noteProcessLock(const Facts &F, const Pair &P,
                               const Protection *Safe) {
  if (!Safe || Safe->Name != "lock-held" || !F.Places.isInTable(P.ActPlace))
    return;
  PlaceId Mutex = NoPlace;
  for (EventId L : P.Locks) {
    const Event &Lock = F.event(L);
    if (Lock.Places.empty())
      return; // of the database
    Mutex = Lock.Places.front();
  }
  if (!Mutex)
    return;
  std::string Table = F.Places.title(F.Places.rootOf(P.ActPlace));
  Out.Notices.push_back(
      {Ranges.span(F.event(P.Act).Where),
       fmt::format("'{}' keeps other coroutines of this process from the rows "
                   "of '{}', not other processes; where more than one runs, "
                   "lock the row in the database",
                   F.Places.spell(Mutex), Table),
       /*LeftOut=*/false, "process lock"});
}

/// SQL text that nobody understands is said once, where it stands.
void Analysis::noteUnreadSql() {
  std::vector<std::tuple<Loc, std::string, std::string>> All;
  for (const auto &Text : U.UnreadSql)
    All.push_back({Text.second.first, Text.second.second, Text.first().str()});
  llvm::sort(All, [](const auto &A, const auto &B) {
    return std::tie(std::get<0>(A).Begin, std::get<2>(A)) <
           std::tie(std::get<0>(B).Begin, std::get<2>(B));
  });
  for (auto &[Where, Why, Text] : All) {
    // What stands for the parts that are not known is not the user's.
    bool Own = Why.find("await_tidy") == Why.npos && Why.find('$') == Why.npos;
    Out.Notices.push_back(
        {Ranges.span(Where),
         fmt::format("this SQL text is not understood{}; what it does to "
                     "tables is not part of the analysis",
                     Own && !Why.empty() ? " (" + Why + ")" : ""),
         /*LeftOut=*/false, std::move(Text)});
  }
}

/// Where a finding could have been.
void Analysis::noteLookedAt() {
  for (const clang::FunctionDecl *F : Functions.definitions()) {
    auto It = Cache.find(F);
    bool Skipped =
        It != Cache.end() && It->second && It->second->Graph->OverBudget;
    if (F->isDependentContext() || Skipped)
      continue;
    SourceSpan Where = Ranges.span(
        {F->getBeginLoc().getRawEncoding(), F->getEndLoc().getRawEncoding()});
    if (Where.isValid())
      Out.LookedAt.push_back(std::move(Where));
  }
}

/// What functions say that they mean to do.
void Analysis::applyAllowed() {
  std::vector<const clang::FunctionDecl *> All = Functions.definitions();
  All.insert(All.end(), Functions.lambdas().begin(), Functions.lambdas().end());
  std::set<std::pair<uint32_t, uint32_t>> Seen; // instantiations are one
  for (const clang::FunctionDecl *F : All)
    for (const Allowed &A : allowed(F))
      if (Seen.insert({F->getLocation().getRawEncoding(),
                       A.Where.getBegin().getRawEncoding()})
              .second)
        Out.Allowances.push_back(
            {Ranges.span({A.Where.getBegin().getRawEncoding(),
                          A.Where.getEnd().getRawEncoding()}),
             Ranges.span({F->getBeginLoc().getRawEncoding(),
                          F->getEndLoc().getRawEncoding()}),
             A.Rules.str(),
             A.Reason.str(),
             {}});
  if (Out.Allowances.empty())
    return;
  applyAllowances(Out.Allowances, Out.Findings);
  applyAllowances(Out.Allowances, Out.Unsure);
  for (Decision &D : Out.Decisions)
    for (const Allowance &A : Out.Allowances)
      if (D.Reported && A.covers(D.Act, D.Rule)) {
        D.Reported = false;
        D.Verdict = fmt::format("the function allows it: {}", A.Reason);
      }
}

AnalysisResult Analysis::run() {
  // Processor time: what else the machine does is not part of it.
  std::clock_t Start = std::clock();
  analyze();
  Out.Seconds = double(std::clock() - Start) / CLOCKS_PER_SEC;
  return std::move(Out);
}

void Analysis::analyze() {
  PhaseClock::In Rest(Clock, Out.Times.Rules);
  {
    PhaseClock::In Lowering(Clock, Out.Times.Lower);
    Functions.collect();
    U.OwnArguments = ownArguments(U, Functions.definitions());
    writers();
  }
  // All first: what callers hold decides what is reported in a callee.
  for (const clang::FunctionDecl *F : Functions.suspending())
    solved(F);
  for (const clang::FunctionDecl *F : Functions.suspending())
    if (Solved *S = solved(F); S && S->Graph)
      Writers->addTogether(S->Graph->Where.Begin, S->Together);
  for (const auto &[F, S] : Cache)
    if (S)
      Writers->addOwnRemovals(S->OwnRemovals);
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
    if (Solved *S = solved(F); S && !S->Graph->OverBudget) {
      if (U.isCalledInTransactions(F))
        keepRowsLocked(*S->Graph);
      checkFunction(factsOf(F, *S));
    }
  for (const clang::FunctionDecl *F : Functions.definitions())
    if (auto It = Cache.find(F); It != Cache.end() && It->second &&
                                 !Suspending.count(F) &&
                                 !It->second->Graph->OverBudget)
      if (Facts All = factsOf(F, *It->second); !All.Habits.empty())
        checkFunction(All);
  for (const clang::FunctionDecl *F : Reported)
    report(F);
  settle();

  if (Options.Summarize)
    summarizeAll();
  noteUnreadSql();
  noteLookedAt();
  applyAllowed();
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
}
} // namespace

AnalysisResult
await_tidy::analyzeTranslationUnit(clang::ASTContext &Context,
                                   const AnalysisOptions &Options) {
  return Analysis(Context, Options).run();
}
