//===- Dump.cpp - An event graph as text ----------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/Event.h"
#include "events/TextForm.h"
#include "llvm/ADT/STLExtras.h"
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <set>

using namespace await_tidy;
using namespace await_tidy::textform;

/// \p Text on one line.
static std::string escaped(llvm::StringRef Text) {
  std::string Out;
  for (char C : Text)
    if (C == '\n')
      Out += "\\n";
    else if (C == '\t')
      Out += "\\t";
    else if (C == '\r')
      Out += "\\r";
    else
      Out += C;
  return Out;
}

static std::string quoted(llvm::StringRef Text) {
  std::string Out = "\"";
  for (char C : Text) {
    if (C == '"' || C == '\\')
      Out += '\\';
    Out += C;
  }
  return escaped(Out) + '"';
}

static std::string asName(llvm::StringRef Text) {
  return !Text.empty() && llvm::all_of(Text, isNameCharacter) ? Text.str()
                                                              : quoted(Text);
}

static std::string asKey(llvm::StringRef Text) {
  bool Plain = !Text.empty() && Text.trim() == Text &&
               llvm::all_of(Text, isKeyCharacter);
  return Plain ? Text.str() : quoted(Text);
}

namespace {
/// The places of one graph, with a name for each.
class PlaceNames {
public:
  PlaceNames(const EventGraph &G, const PlaceTable &Places);

  /// As a person writes it, and unlike every other place of the graph.
  const std::string &operator[](PlaceId P) const { return Names.at(P); }
  const std::string &enumerator(SymbolId S) const { return Enumerators.at(S); }
  /// One line for each place, with what it is.
  std::string declarations() const;

private:
  void mention(PlaceId P);
  void mention(llvm::ArrayRef<PlaceId> All) {
    for (PlaceId P : All)
      mention(P);
  }
  std::string path(PlaceId P);
  std::string label(unsigned Space, SymbolId S);

  const PlaceTable &Places;
  std::vector<PlaceId> Order; ///< of the first mention
  std::map<PlaceId, std::string> Names{{NoPlace, "?"}}, Paths;
  std::set<std::string> Used{"?"};
  /// The symbols of one name in a name space: the fields, the locals, ...
  std::map<std::pair<unsigned, std::string>, std::vector<SymbolId>> Labels;
  std::map<SymbolId, std::string> Enumerators;
};
} // namespace

PlaceNames::PlaceNames(const EventGraph &G, const PlaceTable &Places)
    : Places(Places) {
  mention(G.Parameters);
  mention(G.ReturnsReference);
  for (const Block &B : G.Blocks)
    for (EventId Id : B.Events) {
      mention(G.Events[Id].Places);
      mention(G.Events[Id].Holder);
      constexpr unsigned Space = Roots.size() + 1;
      if (SymbolId S = G.Events[Id].Enumerator)
        Enumerators[S] = label(Space, S);
    }
}

void PlaceNames::mention(PlaceId P) {
  if (Names.count(P))
    return;
  Order.push_back(P);
  Paths[P] = path(P);
  std::string Plain = escaped(Places.spell(P)), Name = Plain;
  if (Plain.empty())
    Name = Plain = "(unnamed)";
  // Variables of one name in two scopes.
  for (unsigned I = 2; !Used.insert(Name).second; ++I)
    Name = fmt::format("{}#{}", Plain, I);
  Names[P] = Name;
}

/// The name of \p S, with a number where others in the name space have it too.
std::string PlaceNames::label(unsigned Space, SymbolId S) {
  std::string Name = asName(Places.name(S));
  std::vector<SymbolId> &Same = Labels[{Space, Name}];
  auto It = llvm::find(Same, S);
  size_t Index = It - Same.begin();
  if (It == Same.end())
    Same.push_back(S);
  return Index ? fmt::format("{}#{}", Name, Index + 1) : Name;
}

std::string PlaceNames::path(PlaceId P) {
  const PlaceNode &N = Places.node(P);
  constexpr unsigned Fields = Roots.size();
  switch (N.Step) {
  case StepKind::Root: {
    std::string Root(N.SharedLocal ? SharedLocal : "");
    Root += Roots[size_t(N.Root)];
    return N.Root == RootKind::This
               ? Root
               : Root + " " + label(unsigned(N.Root), N.Symbol);
  }
  case StepKind::Field: {
    bool Arrow = Places.node(N.Parent).Step == StepKind::Target;
    std::string Base = path(N.Parent);
    return Base + (Arrow ? "" : ".") + label(Fields, N.Symbol);
  }
  case StepKind::Target:
    return fmt::format("{}->{}", path(N.Parent), Owners[size_t(N.Owner)]);
  case StepKind::Key: {
    std::string Out = path(N.Parent) + "[" + asKey(Places.name(N.Symbol));
    for (auto [I, V] : llvm::enumerate(Places.keyVariables(P)))
      Out += (I ? ", " : ": ") + path(V);
    return Out + "]";
  }
  }
  return "?";
}

std::string PlaceNames::declarations() const {
  std::string Out;
  for (PlaceId P : Order) {
    const PlaceNode &N = Places.node(P);
    Out += fmt::format(" place {} = {}", Names.at(P), Paths.at(P));
    if (N.Holds != ValueClass::Other)
      Out += fmt::format(" {}", Classes[size_t(N.Holds)]);
    if (N.Immutable)
      Out += fmt::format(" {}", Immutable);
    if (N.Private)
      Out += fmt::format(" {}", Private);
    if (N.Link)
      Out += fmt::format(" {}", Link);
    if (N.Cut)
      Out += fmt::format(" {}", Cut);
    if (Places.isInTable(P))
      Out += fmt::format(" {}", Table);
    if (Places.isKeyValue(P))
      Out += fmt::format(" {}", KeyValue);
    if (N.SingleOwner)
      Out += fmt::format(" {}", SingleOwner);
    Out += '\n';
  }
  return Out;
}

static void dumpEvent(const Event &E, const PlaceNames &Names,
                      llvm::function_ref<std::string(Loc)> Line,
                      std::string &Out) {
  auto To = std::back_inserter(Out);
  fmt::format_to(To, "  {:>5}  ", Line(E.Where));
  if (E.Dst)
    fmt::format_to(To, "%{} = ", E.Dst);
  Out += Kinds[size_t(E.Kind)];
  for (auto [I, P] : llvm::enumerate(E.Places))
    fmt::format_to(To, "{}{}", I ? " | " : " ", Names[P]);
  for (auto [I, In] : llvm::enumerate(E.Inputs))
    fmt::format_to(To, "{}{}%{}", I ? ", " : " <- ", FlowMarks[size_t(In.How)],
                   In.Slot);
  if (E.Holder)
    fmt::format_to(To, " by {}", Names[E.Holder]);
  if (E.Enumerator)
    fmt::format_to(To, " is {}", Names.enumerator(E.Enumerator));
  for (auto [Flag, Name] : Flags)
    if (E.*Flag)
      fmt::format_to(To, " [{}]", Name);
  if (!E.Callee.empty())
    fmt::format_to(To, " in {}", E.Callee.str());
  Out += '\n';
}

/// The entry, the exit, what has events, and what these lead to.
static std::vector<bool> shownBlocks(const EventGraph &G) {
  std::vector<bool> Shown(G.Blocks.size());
  std::vector<BlockId> Work;
  for (auto [I, B] : llvm::enumerate(G.Blocks))
    if (I <= EventGraph::Exit || !B.Events.empty()) {
      Shown[I] = true;
      Work.push_back(I);
    }
  while (!Work.empty()) {
    BlockId B = Work.back();
    Work.pop_back();
    for (const Edge &E : G.Blocks[B].Succs)
      if (!Shown[E.To]) {
        Shown[E.To] = true;
        Work.push_back(E.To);
      }
  }
  return Shown;
}

std::string await_tidy::dump(const EventGraph &G, const PlaceTable &Places,
                             llvm::function_ref<std::string(Loc)> Line) {
  std::string Out = fmt::format(
      "{} {}\n", G.IsCoroutine ? "coroutine" : "function", G.Function);
  auto To = std::back_inserter(Out);
  PlaceNames Names(G, Places);
  if (G.SingleOwner)
    Out += fmt::format(" {}\n", SingleOwner);
  Out += Names.declarations();
  for (auto [I, P] : llvm::enumerate(G.Parameters))
    fmt::format_to(To, "{}{}", I ? ", " : " parameters ", Names[P]);
  if (!G.Parameters.empty())
    Out += '\n';
  if (G.ReturnSlot)
    fmt::format_to(To, " returns %{}\n", G.ReturnSlot);
  if (G.BorrowSlot)
    fmt::format_to(To, " lends %{}\n", G.BorrowSlot);
  for (auto [I, P] : llvm::enumerate(G.ReturnsReference))
    fmt::format_to(To, "{}{}", I ? " | " : " refers to ", Names[P]);
  if (!G.ReturnsReference.empty())
    Out += '\n';
  std::vector<bool> Shown = shownBlocks(G);
  for (auto [I, B] : llvm::enumerate(G.Blocks)) {
    if (!Shown[I])
      continue;
    fmt::format_to(To, " b{}{}", I,
                   I == EventGraph::Entry  ? " (entry)"
                   : I == EventGraph::Exit ? " (exit)"
                                           : "");
    for (const Edge &E : B.Succs)
      fmt::format_to(To, " -> b{}{}", E.To, EdgeMarks[size_t(E.Kind)]);
    Out += '\n';
    for (EventId E : B.Events)
      dumpEvent(G.Events[E], Names, Line, Out);
  }
  return Out;
}
