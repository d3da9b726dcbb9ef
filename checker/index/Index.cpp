//===- Index.cpp - What translation units tell each other -----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is told of a function stands by itself, with tables of its own: so it is
// the same text as long as the function is, and is read only when it is asked
// for. In it, the ids of places, names and locations are places in the tables.
//
//===----------------------------------------------------------------------===//
#include "index/Index.h"
#include "base/Encoding.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/xxhash.h"
#include <map>

using namespace llvm;

namespace await_tidy {

namespace {

enum class NameKind : uint8_t {
  Declared,  ///< others know it by its USR
  Parameter, ///< of the function that is told of
  Key,       ///< of an element in a container
  Own        ///< nobody else knows it
};

struct NameRecord {
  NameKind Kind = NameKind::Own;
  std::string Usr, Name;
  uint32_t Index = 0; ///< of the parameter
  bool Constant = false;
  std::vector<uint32_t> Variables; ///< that a key is computed from: places
};

struct FileSpan {
  uint32_t File = 0, Line = 0, Column = 0, Offset = 0;
  uint32_t EndLine = 0, EndColumn = 0, EndOffset = 0;
};

struct FunctionRecord {
  std::string Usr, Bytes;
};

struct UsesRecord {
  std::string Usr;
  std::vector<std::string> States;  ///< USRs of what it mentions
  std::vector<std::string> Callers; ///< in the same file
  /// In other files; see FunctionUses::CallsElsewhere.
  std::vector<std::pair<std::string, bool>> Calls;
  std::string Bytes;
};

struct FileRecord {
  std::vector<FunctionRecord> Functions;
  std::vector<UsesRecord> Uses;
  /// The functions that are not in Uses.
  std::vector<std::string> Idle;
  /// What functions without a USR touch and call. Nobody asks for them, and
  /// what they touch is looked for all the same.
  std::vector<std::string> LooseStates, LooseCalls;
  std::set<std::string> Asked;
};

constexpr llvm::StringLiteral Magic = "await-tidy index 2\n";

} // namespace

//===----------------------------------------------------------------------===//
// Fields
//===----------------------------------------------------------------------===//

template <class A> static void fields(A &Each, NameRecord &N) {
  auto &[Kind, Usr, Name, Index, Constant, Variables] = N;
  Each(Kind, Usr, Name, Index, Constant, Variables);
}
template <class A> static void fields(A &Each, FileSpan &S) {
  auto &[File, Line, Column, Offset, EndLine, EndColumn, EndOffset] = S;
  Each(File, Line, Column, Offset, EndLine, EndColumn, EndOffset);
}
template <class A> static void fields(A &Each, FunctionRecord &F) {
  auto &[Usr, Bytes] = F;
  Each(Usr, Bytes);
}
template <class A> static void fields(A &Each, UsesRecord &U) {
  auto &[Usr, States, Callers, Calls, Bytes] = U;
  Each(Usr, States, Callers, Calls, Bytes);
}
template <class A> static void fields(A &Each, FileRecord &F) {
  auto &[Functions, Uses, Idle, LooseStates, LooseCalls, Asked] = F;
  Each(Functions, Uses, Idle, LooseStates, LooseCalls, Asked);
}
template <class A> static void fields(A &Each, PlaceNode &N) {
  auto &[Parent, Step, Root, Symbol, Owner, Holds, Elements, Closed, Known,
         ReadOnly, Immutable, Private, Filled, Generic, SharedLocal, Settled,
         SingleOwner, Table, KeyValue, ThreadLocal, Link, Cut, Depth] = N;
  Each(Parent, Step, Root, Symbol, Owner, Holds, Elements, Closed, Known,
       ReadOnly, Immutable, Private, Filled, Generic, SharedLocal, Settled,
       SingleOwner, Table, KeyValue, ThreadLocal, Link, Cut, Depth);
}
template <class A> static void fields(A &Each, Loc &L) {
  auto &[Begin, End] = L;
  Each(Begin, End);
}
template <class A> static void fields(A &Each, Input &I) {
  auto &[Slot, How] = I;
  Each(Slot, How);
}
template <class A> static void fields(A &Each, Event &E) {
  auto &[Kind, Dst, Places, Inputs, Where, Named, Inverse, Inner, Callee,
         CalleeId, Holder, Enumerator, Constant, Reset, Conditional, May,
         InPlace, Step, Shrinks, Amount, Checked, Deferred, Initial, Existence,
         Moved, Awaited, Removal, Growth, OwnElement, Index, Loop, Assertion,
         Equality, SharedLock, Momentary, NotTaken, Adopts, Reentrant, IsLock,
         Certain, Start, Tells, Error, Dropped, Idempotent, Throws, InTry,
         Truth, Negated, Unwinds, Lazy, Deliberate, Unused, Many, Converted,
         Replaced, Result, Status, NoDiscard] = E;
  Each(Kind, Dst, Places, Inputs, Where, Named, Inverse, Inner, Callee,
       CalleeId, Holder, Enumerator, Constant, Reset, Conditional, May, InPlace,
       Step, Shrinks, Amount, Checked, Deferred, Initial, Existence, Moved,
       Awaited, Removal, Growth, OwnElement, Index, Loop, Assertion, Equality,
       SharedLock, Momentary, NotTaken, Adopts, Reentrant, IsLock, Certain,
       Start, Tells, Error, Dropped, Idempotent, Throws, InTry, Truth, Negated,
       Unwinds, Lazy, Deliberate, Unused, Many, Converted, Replaced, Result,
       Status, NoDiscard);
}
template <class A> static void fields(A &Each, EffectInput &I) {
  auto &[Place, How, Stale, Existence, Truth, Negated, Enumerator] = I;
  Each(Place, How, Stale, Existence, Truth, Negated, Enumerator);
}
template <class A> static void fields(A &Each, Effect &E) {
  auto &[What, Inputs, AfterSuspension] = E;
  Each(What, Inputs, AfterSuspension);
}
template <class A> static void fields(A &Each, CallEffect::Lent &L) {
  auto &[Container, Removal, Growth, OwnElement] = L;
  Each(Container, Removal, Growth, OwnElement);
}
template <class A> static void fields(A &Each, CallEffect::Requirement &R) {
  auto &[Tested, Assertion] = R;
  Each(Tested, Assertion);
}
template <class A> static void fields(A &Each, CallEffect::Invocation &I) {
  auto &[Callable, Locks] = I;
  Each(Callable, Locks);
}
template <class A> static void fields(A &Each, LongUpdate &L) {
  auto &[Place, Check, Suspend, Act, Sure, Made] = L;
  Each(Place, Check, Suspend, Act, Sure, Made);
}
template <class A> static void fields(A &Each, CallEffect &C) {
  auto &[Known, IsCoroutine, MaySuspend, MayThrow, Effects, Returns,
         ReturnsReference, Lends, Requires, Binds, PointsAt, ReturnsLock,
         ReturnsReaderLock, InvokesUnderLock, SuspendsAt, Updates] = C;
  Each(Known, IsCoroutine, MaySuspend, MayThrow, Effects, Returns,
       ReturnsReference, Lends, Requires, Binds, PointsAt, ReturnsLock,
       ReturnsReaderLock, InvokesUnderLock, SuspendsAt, Updates);
}
template <class A> static void fields(A &Each, FunctionUses &U) {
  auto &[Name, Where, Setup, IsCoroutine, Writes, Changes, Computed, Constants,
         Suspends, Together, Grows, Removes, Exposes, Furnishes, Alters,
         Empties, Sets, Tests, Adds, Takes, Stores, Replaces, Enumerators,
         Replaced, Mentions, Cancels, TakesGuard, Callers, CallsElsewhere, Uses,
         UsesInLoops, DirectUses, Endless, Private] = U;
  Each(Name, Where, Setup, IsCoroutine, Writes, Changes, Computed, Constants,
       Suspends, Together, Grows, Removes, Exposes, Furnishes, Alters, Empties,
       Sets, Tests, Adds, Takes, Stores, Replaces, Enumerators, Replaced,
       Mentions, Cancels, TakesGuard, Callers, CallsElsewhere, Uses,
       UsesInLoops, DirectUses, Endless, Private);
}

//===----------------------------------------------------------------------===//
// Ids
//===----------------------------------------------------------------------===//

/// Gives every place, name and location in a summary to \p Map and puts what
/// that returns in its stead. What has no name there is left out of sets.
template <class M> static void rename(M &Map, EffectInput &I) {
  I.Place = Map.place(I.Place);
  I.Enumerator = Map.name(I.Enumerator);
}
template <class M> static void rename(M &Map, Event &E) {
  for (PlaceId &P : E.Places)
    P = Map.place(P);
  E.Inputs.clear(); // see Effect
  E.Where = Map.loc(E.Where);
  E.Named = Map.loc(E.Named);
  E.Inner = Map.loc(E.Inner);
  E.CalleeId = 0;
  E.Holder = Map.place(E.Holder);
  E.Enumerator = Map.name(E.Enumerator);
}
template <class M> static void rename(M &Map, CallEffect &C) {
  for (Effect &E : C.Effects) {
    rename(Map, E.What);
    for (EffectInput &I : E.Inputs)
      rename(Map, I);
  }
  for (EffectInput &I : C.Returns)
    rename(Map, I);
  for (PlaceId &P : C.ReturnsReference)
    P = Map.place(P);
  for (CallEffect::Lent &L : C.Lends)
    L.Container = Map.place(L.Container);
  for (CallEffect::Requirement &R : C.Requires)
    for (EffectInput &I : R.Tested)
      rename(Map, I);
  for (auto *Members : {&C.Binds, &C.PointsAt})
    for (auto &[Member, To] : *Members) {
      Member = Map.name(Member);
      To = Map.place(To);
    }
  for (PlaceId &P : C.ReturnsLock)
    P = Map.place(P);
  for (CallEffect::Invocation &I : C.InvokesUnderLock) {
    I.Callable = Map.place(I.Callable);
    for (PlaceId &P : I.Locks)
      P = Map.place(P);
  }
  C.SuspendsAt = Map.loc(C.SuspendsAt);
  for (LongUpdate &L : C.Updates) {
    L.Place = Map.place(L.Place);
    for (Loc *X : {&L.Check, &L.Suspend, &L.Act, &L.Made})
      *X = Map.loc(*X);
  }
}
template <class M> static void rename(M &Map, FunctionUses &U) {
  auto Set = [&](auto &Names) {
    std::remove_reference_t<decltype(Names)> New;
    for (SymbolId S : Names)
      if (SymbolId N = Map.name(S))
        New.insert(N);
    Names = std::move(New);
  };
  for (auto *Names :
       {&U.Changes, &U.Constants, &U.Exposes, &U.Furnishes, &U.Alters,
        &U.Empties, &U.Sets, &U.Tests, &U.Adds, &U.Takes, &U.Stores,
        &U.Replaces, &U.Replaced, &U.Mentions, &U.Cancels})
    Set(*Names);
  Set(U.Computed);
  DenseMap<SymbolId, Loc> Writes;
  for (auto [S, L] : U.Writes)
    if (SymbolId N = Map.name(S))
      Writes[N] = Map.loc(L);
  U.Writes = std::move(Writes);
  DenseMap<SymbolId, SymbolId> Enumerators;
  for (auto [S, E] : U.Enumerators)
    if (SymbolId N = Map.name(S))
      Enumerators[N] = Map.name(E);
  U.Enumerators = std::move(Enumerators);
  std::set<std::pair<SymbolId, SymbolId>> Together;
  for (auto [A, B] : U.Together)
    if (SymbolId X = Map.name(A), Y = Map.name(B); X && Y)
      Together.insert({std::min(X, Y), std::max(X, Y)});
  U.Together = std::move(Together);
  decltype(U.Grows) Grows;
  for (auto &[Key, L] : U.Grows)
    if (SymbolId N = Map.name(Key.first))
      Grows[{N, Key.second}] = Map.loc(L);
  U.Grows = std::move(Grows);
  decltype(U.Removes) Removes;
  for (auto &[Key, Where] : U.Removes)
    if (SymbolId N = Map.name(Key.first))
      for (Loc L : Where)
        Removes[{N, Key.second}].push_back(Map.loc(L));
  U.Removes = std::move(Removes);
}

namespace {

/// From the ids of a translation unit to places in tables.
class Tables {
public:
  Tables(const UnitNames &Names, ArrayRef<SymbolId> Parameters)
      : Names(Names), Parameters(Parameters) {}

  PlaceId place(PlaceId P) {
    if (!P)
      return 0;
    if (auto It = PlaceIds.find(P); It != PlaceIds.end())
      return It->second;
    PlaceNode N = Names.Places.node(P);
    N.Parent = place(N.Parent);
    N.Symbol = N.Step == StepKind::Key ? key(P, N.Symbol) : name(N.Symbol);
    Nodes.push_back(N);
    return PlaceIds[P] = Nodes.size();
  }
  SymbolId name(SymbolId S) {
    if (!S)
      return 0;
    if (auto It = NameIds.find(S); It != NameIds.end())
      return It->second;
    NameRecord R;
    R.Name = Names.Places.name(S).str();
    if (auto It = find(Parameters, S); It != Parameters.end()) {
      R.Kind = NameKind::Parameter;
      R.Index = It - Parameters.begin();
    } else if (R.Usr = Names.UsrOf(S); !R.Usr.empty())
      R.Kind = NameKind::Declared;
    Records.push_back(std::move(R));
    return NameIds[S] = Records.size();
  }
  Loc loc(Loc L) {
    if (!L)
      return {};
    auto [It, New] = SpanIds.try_emplace({L.Begin, L.End}, 0);
    if (New) {
      SourceSpan S = Names.SpanOf(L);
      auto [File, NewFile] = FileIds.try_emplace(S.File, Files.size());
      if (NewFile)
        Files.push_back(S.File);
      Spans.push_back({File->second, S.Line, S.Column, S.Offset, S.EndLine,
                       S.EndColumn, S.EndOffset});
      It->second = Spans.size();
    }
    return {It->second, 0};
  }

  template <class T> std::string bytes(T Summary) {
    // Sets have no order, and the ids of another parse, with one line more
    // somewhere, would give them another one.
    if constexpr (std::is_same_v<T, FunctionUses>) {
      NameFinder All{Names, {}};
      T Copy = Summary;
      rename(All, Copy);
      for (const auto &[Known, S] : All.Found)
        name(S);
    }
    rename(*this, Summary);
    Encoder E;
    E(Files, Spans, Records, Nodes, Summary);
    return std::move(E.Bytes);
  }

private:
  /// Finds the names in a summary, by what does not depend on ids.
  struct NameFinder {
    const UnitNames &Names;
    std::set<std::pair<std::string, SymbolId>> Found;
    SymbolId name(SymbolId S) {
      if (S)
        Found.insert({Names.UsrOf(S) + ' ' + Names.Places.name(S).str(), S});
      return S;
    }
    Loc loc(Loc L) { return L; }
  };
  SymbolId key(PlaceId P, SymbolId S) {
    if (auto It = NameIds.find(S); It != NameIds.end())
      return It->second;
    NameRecord R;
    R.Kind = NameKind::Key;
    R.Name = Names.Places.name(S).str();
    R.Constant = Names.Places.isConstantKey(S);
    for (PlaceId V : Names.Places.keyVariables(P))
      R.Variables.push_back(place(V));
    Records.push_back(std::move(R));
    return NameIds[S] = Records.size();
  }

  const UnitNames &Names;
  ArrayRef<SymbolId> Parameters;
  DenseMap<PlaceId, uint32_t> PlaceIds;
  DenseMap<SymbolId, uint32_t> NameIds;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> SpanIds;
  std::map<std::string, uint32_t> FileIds;
  // Counted from 1.
  std::vector<PlaceNode> Nodes;
  std::vector<NameRecord> Records;
  std::vector<FileSpan> Spans;
  std::vector<std::string> Files;
};

/// The other way round. Bytes that were damaged give places that nobody has.
class Reader {
public:
  Reader(UnitNames &Names, ArrayRef<SymbolId> Parameters)
      : Names(Names), Parameters(Parameters) {}

  PlaceId place(PlaceId I) {
    if (!I || I > Nodes.size())
      return NoPlace;
    if (PlaceId Known = PlaceOf[I - 1])
      return Known;
    const PlaceNode &N = Nodes[I - 1];
    // Those around it come first in the table.
    PlaceId Up = N.Parent < I ? place(N.Parent) : NoPlace;
    if (N.Step != StepKind::Root && !Up)
      return NoPlace;
    PlaceTable &To = Names.Places;
    size_t Before = To.size();
    PlaceId P = NoPlace;
    switch (N.Step) {
    case StepKind::Root:
      P = To.root(N.Root, name(N.Symbol));
      break;
    case StepKind::Field:
      P = To.field(Up, name(N.Symbol));
      break;
    case StepKind::Target:
      P = To.target(Up, N.Owner);
      break;
    case StepKind::Key:
      P = To.key(Up, name(N.Symbol));
      break;
    }
    // What is known here of a place that is known here stays.
    if (To.size() > Before) {
      PlaceNode &New = To.node(P);
      PlaceNode Copy = N;
      Copy.Parent = New.Parent;
      Copy.Symbol = New.Symbol;
      Copy.Depth = New.Depth;
      // That nobody else can touch it was said of another file.
      Copy.Closed = Copy.Known = false;
      New = Copy;
    }
    return PlaceOf[I - 1] = P;
  }
  SymbolId name(SymbolId I) {
    if (!I || I > Records.size())
      return 0;
    if (SymbolId Known = NameOf[I - 1])
      return Known;
    const NameRecord &R = Records[I - 1];
    SymbolId S = 0;
    switch (R.Kind) {
    case NameKind::Declared:
      S = Names.SymbolOf(R.Usr, R.Name);
      break;
    case NameKind::Parameter:
      if (R.Index < Parameters.size())
        S = Parameters[R.Index];
      break;
    case NameKind::Key: {
      SmallVector<PlaceId, 2> Variables;
      for (uint32_t V : R.Variables)
        Variables.push_back(place(V));
      S = Names.Places.keySymbol(R.Name, Variables, R.Constant);
      break;
    }
    case NameKind::Own:
      break;
    }
    // One that is told from all others.
    if (!S)
      S = Names.SymbolOf("", R.Name);
    return NameOf[I - 1] = S;
  }
  Loc loc(Loc L) {
    if (!L || L.Begin > Spans.size())
      return {};
    Loc &Known = LocOf[L.Begin - 1];
    if (!Known) {
      const FileSpan &F = Spans[L.Begin - 1];
      SourceSpan S;
      if (F.File < Files.size())
        S.File = Files[F.File];
      S.Line = F.Line;
      S.Column = F.Column;
      S.Offset = F.Offset;
      S.EndLine = F.EndLine;
      S.EndColumn = F.EndColumn;
      S.EndOffset = F.EndOffset;
      Known = Names.LocOf(S);
    }
    return Known;
  }

  template <class T> bool read(StringRef Bytes, T &Summary) {
    Decoder D(Bytes);
    D(Files, Spans, Records, Nodes, Summary);
    if (!D.isComplete())
      return false;
    PlaceOf.assign(Nodes.size(), NoPlace);
    NameOf.assign(Records.size(), 0);
    LocOf.assign(Spans.size(), Loc());
    rename(*this, Summary);
    return true;
  }

private:
  UnitNames &Names;
  ArrayRef<SymbolId> Parameters;
  std::vector<PlaceNode> Nodes;
  std::vector<NameRecord> Records;
  std::vector<FileSpan> Spans;
  std::vector<std::string> Files;
  std::vector<PlaceId> PlaceOf;
  std::vector<SymbolId> NameOf;
  std::vector<Loc> LocOf;
};

} // namespace

static std::string bytesOf(const FileRecord &File) {
  Encoder All, Sum;
  All(File);
  Sum(xxh3_64bits(All.Bytes));
  return Magic.str() + Sum.Bytes + All.Bytes;
}

//===----------------------------------------------------------------------===//
// IndexBuilder
//===----------------------------------------------------------------------===//

struct IndexBuilder::Data {
  UnitNames Names;
  FileRecord File;
};

IndexBuilder::IndexBuilder(UnitNames Names)
    : D(std::make_unique<Data>(Data{std::move(Names), {}})) {}
IndexBuilder::~IndexBuilder() = default;

void IndexBuilder::add(StringRef Usr, const CallEffect &Summary,
                       ArrayRef<SymbolId> Parameters) {
  D->File.Functions.push_back(
      {Usr.str(), Tables(D->Names, Parameters).bytes(Summary)});
}

void IndexBuilder::add(const std::vector<FunctionUses> &Uses,
                       const std::vector<std::string> &Usrs) {
  for (size_t I = 0; I != Uses.size() && I != Usrs.size(); ++I) {
    UsesRecord R;
    R.Usr = Usrs[I];
    for (SymbolId S : Uses[I].Mentions)
      if (std::string Usr = D->Names.UsrOf(S); !Usr.empty())
        R.States.push_back(std::move(Usr));
    for (const auto &[S, Where] : Uses[I].Writes)
      if (std::string Usr = D->Names.UsrOf(S); !Usr.empty())
        R.States.push_back(std::move(Usr));
    // In no order until here.
    sort(R.States);
    R.States.erase(std::unique(R.States.begin(), R.States.end()),
                   R.States.end());
    R.Calls = Uses[I].CallsElsewhere;
    if (R.Usr.empty()) {
      append_range(D->File.LooseStates, R.States);
      for (auto &[Callee, InLoop] : R.Calls)
        D->File.LooseCalls.push_back(std::move(Callee));
      continue;
    }
    if (R.States.empty() && R.Calls.empty()) {
      D->File.Idle.push_back(std::move(R.Usr));
      continue;
    }
    for (unsigned C : Uses[I].Callers)
      if (C < Usrs.size())
        R.Callers.push_back(Usrs[C]);
    FunctionUses Told = Uses[I];
    Told.Callers.clear();
    Told.CallsElsewhere.clear();
    Told.Where = 0;
    R.Bytes = Tables(D->Names, {}).bytes(std::move(Told));
    D->File.Uses.push_back(std::move(R));
  }
}

void IndexBuilder::asks(StringRef Usr) { D->File.Asked.insert(Usr.str()); }

std::string IndexBuilder::bytes() const { return bytesOf(D->File); }

//===----------------------------------------------------------------------===//
// ProjectIndex
//===----------------------------------------------------------------------===//

struct ProjectIndex::Data {
  StringMap<std::string> Summaries;
  StringMap<std::vector<std::string>> StatesOf; ///< named in these, by function
  std::vector<UsesRecord> Uses;
  StringMap<unsigned> UsesOf;                         ///< by function
  StringMap<SmallVector<unsigned, 4>> FunctionsUsing; ///< by state
  /// By function: those of other files that call it, and whether in a loop.
  StringMap<SmallVector<std::pair<unsigned, bool>, 2>> CallersOf;
  /// What was added in one piece.
  struct File {
    std::vector<std::string> Own;        ///< its functions
    std::vector<std::string> Summarized; ///< those that others can ask for
    std::set<std::string> States, Calls; ///< of all of them
    std::set<std::string> Asked;
  };
  std::vector<File> Files;
  std::set<std::string> Asked; ///< by any of them

  std::set<unsigned> wanted(function_ref<bool(StringRef)> IsOwn,
                            ArrayRef<std::string> Own,
                            std::set<std::string> States,
                            const std::set<std::string> &Calls) const;
  void addAnswers(const File &F, FileRecord &To) const;
};

ProjectIndex::ProjectIndex() : D(std::make_unique<Data>()) {}
ProjectIndex::~ProjectIndex() = default;

static bool readFile(StringRef Bytes, FileRecord &File) {
  uint64_t Sum = 0;
  if (!Bytes.consume_front(Magic) || Bytes.size() < sizeof Sum)
    return false;
  std::memcpy(&Sum, Bytes.data(), sizeof Sum);
  Bytes = Bytes.drop_front(sizeof Sum);
  if (Sum != xxh3_64bits(Bytes))
    return false;
  Decoder In(Bytes);
  In(File);
  return In.isComplete();
}

/// The USRs that stand in what Tables::bytes() has made.
static std::vector<std::string> namesIn(StringRef Summary) {
  std::vector<std::string> Files, Out;
  std::vector<FileSpan> Spans;
  std::vector<NameRecord> Records;
  Decoder In(Summary);
  In(Files, Spans, Records);
  for (NameRecord &R : Records)
    if (R.Kind == NameKind::Declared)
      Out.push_back(std::move(R.Usr));
  return Out;
}

Expected<unsigned> ProjectIndex::add(StringRef Bytes) {
  FileRecord File;
  if (!readFile(Bytes, File))
    return createStringError("it was not written by this version");
  Data::File &Known = D->Files.emplace_back();
  for (FunctionRecord &F : File.Functions) {
    Known.Summarized.push_back(F.Usr);
    if (D->Summaries.try_emplace(F.Usr, F.Bytes).second)
      D->StatesOf[F.Usr] = namesIn(F.Bytes);
  }
  Known.Own = std::move(File.Idle);
  Known.States.insert(File.LooseStates.begin(), File.LooseStates.end());
  Known.Calls.insert(File.LooseCalls.begin(), File.LooseCalls.end());
  for (UsesRecord &U : File.Uses) {
    Known.Own.push_back(U.Usr);
    Known.States.insert(U.States.begin(), U.States.end());
    for (const auto &[Callee, InLoop] : U.Calls)
      Known.Calls.insert(Callee);
    auto [It, New] = D->UsesOf.try_emplace(U.Usr, D->Uses.size());
    if (!New) {
      // An inline function, in a file where others call it.
      std::vector<std::string> &Callers = D->Uses[It->second].Callers;
      std::set<StringRef> Has(Callers.begin(), Callers.end());
      std::vector<std::string> More;
      for (std::string &C : U.Callers)
        if (!Has.count(C))
          More.push_back(std::move(C));
      append_range(Callers, More);
      continue;
    }
    for (const std::string &S : U.States)
      D->FunctionsUsing[S].push_back(D->Uses.size());
    for (const auto &[Callee, InLoop] : U.Calls)
      D->CallersOf[Callee].push_back({D->Uses.size(), InLoop});
    D->Uses.push_back(std::move(U));
  }
  D->Asked.insert(File.Asked.begin(), File.Asked.end());
  Known.Asked = std::move(File.Asked);
  return unsigned(D->Files.size() - 1);
}

bool ProjectIndex::hasSummary(StringRef Usr) const {
  return D->Summaries.count(Usr) != 0;
}

/// What is known of the functions that \p F calls.
void ProjectIndex::Data::addAnswers(const File &F, FileRecord &To) const {
  std::set<std::string> Names = F.Asked;
  Names.insert(F.Calls.begin(), F.Calls.end());
  for (const std::string &Usr : Names)
    if (auto It = Summaries.find(Usr); It != Summaries.end())
      To.Functions.push_back({Usr, It->second});
}

std::string ProjectIndex::answersFor(unsigned File) const {
  const Data::File &F = D->Files[File];
  FileRecord Out;
  if (any_of(F.Summarized,
             [&](const std::string &Usr) { return D->Asked.count(Usr); }))
    D->addAnswers(F, Out);
  return bytesOf(Out);
}

std::string ProjectIndex::importsOf(unsigned File) const {
  const Data::File &F = D->Files[File];
  FileRecord Out;
  D->addAnswers(F, Out);
  StringSet<> Own;
  for (const std::string &Usr : F.Own)
    Own.insert(Usr);
  for (unsigned I : D->wanted([&](StringRef Usr) { return Own.contains(Usr); },
                              F.Own, F.States, F.Calls))
    Out.Uses.push_back(D->Uses[I]);
  return bytesOf(Out);
}

std::string ProjectIndex::nothing() { return bytesOf(FileRecord()); }

std::unique_ptr<CallEffect>
ProjectIndex::summary(StringRef Usr, UnitNames &Names,
                      ArrayRef<SymbolId> Parameters) const {
  auto It = D->Summaries.find(Usr);
  if (It == D->Summaries.end())
    return nullptr;
  auto Out = std::make_unique<CallEffect>();
  return Reader(Names, Parameters).read(It->second, *Out) ? std::move(Out)
                                                          : nullptr;
}

/// The places in Uses of those that a file sees that has the functions \p Own,
/// which touch \p States and call \p Calls elsewhere.
std::set<unsigned> ProjectIndex::Data::wanted(
    function_ref<bool(StringRef)> IsOwn, ArrayRef<std::string> Own,
    std::set<std::string> States, const std::set<std::string> &Calls) const {
  std::set<unsigned> Wanted;
  SmallVector<unsigned, 16> Last, Next;
  auto Want = [&](unsigned I) {
    if (!IsOwn(Uses[I].Usr) && Wanted.insert(I).second)
      Next.push_back(I);
  };
  // What functions of other files do for ours is as if ours did it. All that
  // they do, with their own callees, is in their summaries.
  for (const std::string &Callee : Calls) {
    if (auto It = UsesOf.find(Callee); It != UsesOf.end()) {
      const UsesRecord &U = Uses[It->second];
      States.insert(U.States.begin(), U.States.end());
      Want(It->second);
    }
    if (auto It = StatesOf.find(Callee); It != StatesOf.end())
      States.insert(It->second.begin(), It->second.end());
  }
  Next.clear();
  for (const std::string &S : States)
    if (auto It = FunctionsUsing.find(S); It != FunctionsUsing.end())
      for (unsigned I : It->second)
        Want(I);
  auto WantCallers = [&](StringRef Usr) {
    if (auto It = CallersOf.find(Usr); It != CallersOf.end())
      for (auto [Caller, InLoop] : It->second)
        Want(Caller);
  };
  for (const std::string &Usr : Own)
    WantCallers(Usr);
  // WriterIndex asks no further: see respects() and confinedTo().
  constexpr unsigned Levels = 6;
  for (unsigned Level = 0; Level != Levels && !Next.empty(); ++Level) {
    Last = std::move(Next);
    Next.clear();
    for (unsigned I : Last) {
      WantCallers(Uses[I].Usr);
      for (const std::string &Caller : Uses[I].Callers)
        if (auto It = UsesOf.find(Caller); It != UsesOf.end())
          Want(It->second);
    }
  }
  return Wanted;
}

void ProjectIndex::addUses(std::vector<FunctionUses> &All,
                           const std::vector<std::string> &Own,
                           UnitNames &Names,
                           function_ref<uint32_t(StringRef Usr)> Where) const {
  StringMap<unsigned> Here; // functions, by their place in All
  for (auto [I, Usr] : enumerate(Own))
    if (!Usr.empty())
      Here.try_emplace(Usr, I);
  std::set<std::string> States, ElseCalled;
  for (const FunctionUses &U : All) {
    for (SymbolId S : U.Mentions)
      States.insert(Names.UsrOf(S));
    for (const auto &[S, L] : U.Writes)
      States.insert(Names.UsrOf(S));
    for (const auto &[Callee, InLoop] : U.CallsElsewhere)
      ElseCalled.insert(Callee);
  }
  std::set<unsigned> Wanted =
      D->wanted([&](StringRef Usr) { return Here.count(Usr) != 0; }, Own,
                std::move(States), ElseCalled);
  std::map<unsigned, unsigned> PlaceOf; // of what was wanted, in All
  for (unsigned I : Wanted) {
    FunctionUses U;
    if (!Reader(Names, {}).read(D->Uses[I].Bytes, U))
      continue;
    U.Where = Where(D->Uses[I].Usr);
    Here[D->Uses[I].Usr] = All.size();
    PlaceOf[I] = All.size();
    All.push_back(std::move(U));
  }
  // Who calls whom, across files too. A file that has a function of ours has
  // told of it as it was then; what counts is what it is.
  auto Calls = [&](unsigned Caller, StringRef Callee, bool InLoop) {
    auto It = Here.find(Callee);
    if (It == Here.end())
      return;
    FunctionUses &To = All[It->second];
    To.Callers.push_back(Caller);
    ++To.Uses;
    To.UsesInLoops += InLoop;
  };
  for (unsigned Caller = 0; Caller != Own.size(); ++Caller) {
    auto Elsewhere = All[Caller].CallsElsewhere;
    for (const auto &[Callee, InLoop] : Elsewhere)
      Calls(Caller, Callee, InLoop);
  }
  for (auto [I, Caller] : PlaceOf) {
    for (const auto &[Callee, InLoop] : D->Uses[I].Calls)
      Calls(Caller, Callee, InLoop);
    for (const std::string &Its : D->Uses[I].Callers)
      if (auto It = Here.find(Its); It != Here.end())
        All[Caller].Callers.push_back(It->second);
  }
}

} // namespace await_tidy
