//===- Place.cpp - Access paths to program state --------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/Place.h"

using namespace await_tidy;

/// Longer paths are cut: the step is dropped, and the place stands for the
/// object around it. Recursive data would grow without end otherwise.
static constexpr uint8_t MaxDepth = 8;

PlaceTable::PlaceTable() {
  Nodes.emplace_back();
  Symbols.emplace_back();
}

SymbolId PlaceTable::symbol(const void *Identity, llvm::StringRef Name) {
  auto [It, New] = ByIdentity.try_emplace(Identity, Symbols.size());
  if (New)
    Symbols.push_back({Name.str(), false, {}});
  return It->second;
}

SymbolId PlaceTable::keySymbol(llvm::StringRef Text,
                               llvm::ArrayRef<PlaceId> Variables,
                               bool Constant) {
  // The same text over other variables is another key.
  std::string Identity = Text.str();
  for (PlaceId V : Variables)
    Identity += '\0' + std::to_string(V);
  auto [It, New] = ByKeyText.try_emplace(Identity, Symbols.size());
  if (New) {
    Symbols.push_back({Text.str(), Constant, {}});
    Symbols.back().Variables.append(Variables.begin(), Variables.end());
    for (PlaceId V : Variables)
      KeyVariables[V] = true;
  }
  return It->second;
}

PlaceId PlaceTable::intern(PlaceId Parent, StepKind Step, RootKind Root,
                           SymbolId S, Ownership O) {
  if (Step != StepKind::Root && Nodes[Parent].Depth >= MaxDepth) {
    Nodes[Parent].Cut = true;
    return Parent;
  }
  unsigned Tag = unsigned(Step) | unsigned(Root) << 4 | unsigned(O) << 8;
  auto [It, New] = Interned.try_emplace({Parent, Tag, S}, Nodes.size());
  if (New) {
    PlaceNode N;
    N.Parent = Parent;
    N.Step = Step;
    N.Root = Root;
    N.Symbol = S;
    N.Owner = O;
    N.Depth = Step == StepKind::Root ? 0 : Nodes[Parent].Depth + 1;
    Nodes.push_back(N);
  }
  return It->second;
}

PlaceId PlaceTable::root(RootKind Kind, SymbolId S) {
  return intern(NoPlace, StepKind::Root, Kind, S, Ownership::Shared);
}

PlaceId PlaceTable::field(PlaceId Base, SymbolId S) {
  return Base ? intern(Base, StepKind::Field, RootKind::Local, S,
                       Ownership::Shared)
              : NoPlace;
}

PlaceId PlaceTable::target(PlaceId Base, Ownership O) {
  return Base ? intern(Base, StepKind::Target, RootKind::Local, 0, O) : NoPlace;
}

PlaceId PlaceTable::key(PlaceId Base, SymbolId S) {
  return Base ? intern(Base, StepKind::Key, RootKind::Local, S,
                       Ownership::Unique)
              : NoPlace;
}

PlaceId PlaceTable::rootOf(PlaceId P) const {
  while (Nodes[P].Parent)
    P = Nodes[P].Parent;
  return P;
}

bool PlaceTable::contains(PlaceId Outer, PlaceId Inner) const {
  while (Inner && Nodes[Inner].Depth > Nodes[Outer].Depth)
    Inner = Nodes[Inner].Parent;
  return Inner && Inner == Outer;
}

Overlap PlaceTable::overlap(PlaceId A, PlaceId B) const {
  if (!A || !B)
    return Overlap::None;
  if (A == B)
    return Overlap::Same;
  if (contains(A, B))
    return Overlap::Whole;
  if (contains(B, A))
    return Overlap::Part;
  // Two reference parameters of one type can be the same object, and so can the
  // targets of two pointers: equal steps below different roots.
  PlaceId X = A, Y = B;
  bool Pointers = false;
  while (X && Y && Nodes[X].Step == Nodes[Y].Step) {
    if (Nodes[X].Step == StepKind::Root) {
      bool References = Nodes[X].Root == RootKind::Parameter &&
                        Nodes[Y].Root == RootKind::Parameter;
      return (References || Pointers) && Nodes[A].Step == StepKind::Field
                 ? Overlap::May
                 : Overlap::None;
    }
    Pointers = Nodes[X].Step == StepKind::Target &&
               Nodes[X].Owner == Ownership::Shared &&
               Nodes[Y].Owner == Ownership::Shared;
    if (Nodes[X].Symbol != Nodes[Y].Symbol)
      return Overlap::None;
    X = Nodes[X].Parent;
    Y = Nodes[Y].Parent;
  }
  return Overlap::None;
}

bool PlaceTable::concerns(PlaceId Tested, PlaceId P) const {
  switch (overlap(Tested, P)) {
  case Overlap::None:
    return false;
  case Overlap::Whole:
    for (PlaceId X = P; X != Tested; X = Nodes[X].Parent)
      if (Nodes[X].Step == StepKind::Target)
        return false;
    return true;
  default:
    return true;
  }
}

PlaceId PlaceTable::rebase(PlaceId P, PlaceId From, PlaceId To) {
  if (P == From)
    return To;
  if (!P || Nodes[P].Step == StepKind::Root)
    return NoPlace;
  PlaceNode N = Nodes[P];
  PlaceId Base = rebase(N.Parent, From, To);
  if (!Base)
    return NoPlace;
  PlaceId R = intern(Base, N.Step, N.Root, N.Symbol, N.Owner);
  if (R != Base) {
    Nodes[R].Holds = N.Holds;
    Nodes[R].Elements = N.Elements;
    Nodes[R].Closed |= N.Closed;
    Nodes[R].Known |= N.Known;
    Nodes[R].ReadOnly |= N.ReadOnly;
    Nodes[R].Filled |= N.Filled;
    Nodes[R].Immutable |= N.Immutable;
    Nodes[R].Private |= N.Private;
    Nodes[R].Link |= N.Link;
    Nodes[R].Cut |= N.Cut;
  }
  return R;
}

bool PlaceTable::isShared(PlaceId P) const {
  if (Nodes[P].Cut)
    return false;
  for (; P; P = Nodes[P].Parent) {
    const PlaceNode &N = Nodes[P];
    if (N.Step == StepKind::Target) {
      if (N.Owner == Ownership::Shared)
        return true;
      if (N.Owner == Ownership::Fresh)
        return false;
    }
    if (N.Step == StepKind::Root)
      return N.SharedLocal ||
             !(N.Root == RootKind::Local || N.Root == RootKind::Temporary);
  }
  return false;
}

PlaceId PlaceTable::freshRoot(PlaceId P) const {
  for (; P; P = Nodes[P].Parent)
    if (Nodes[P].Step == StepKind::Target && Nodes[P].Owner == Ownership::Fresh)
      return Nodes[P].Parent;
  return NoPlace;
}

SymbolId PlaceTable::stateSymbol(PlaceId P) const {
  for (; P; P = Nodes[P].Parent)
    if (Nodes[P].Step == StepKind::Field || Nodes[P].Step == StepKind::Root)
      return Nodes[P].Symbol;
  return 0;
}

bool PlaceTable::keyDependsOn(PlaceId P, PlaceId Variable) const {
  for (; P; P = Nodes[P].Parent)
    if (Nodes[P].Step == StepKind::Key)
      for (PlaceId V : Symbols[Nodes[P].Symbol].Variables)
        if (V == Variable)
          return true;
  return false;
}

std::string PlaceTable::spell(PlaceId P) const {
  if (!P)
    return "?";
  const PlaceNode &N = Nodes[P];
  switch (N.Step) {
  case StepKind::Root:
    return N.Root == RootKind::This ? "*this" : Symbols[N.Symbol].Name;
  case StepKind::Field: {
    const PlaceNode &Base = Nodes[N.Parent];
    if (Base.Step == StepKind::Root && Base.Root == RootKind::This)
      return Symbols[N.Symbol].Name;
    if (Base.Step == StepKind::Target)
      return spell(Base.Parent) + "->" + Symbols[N.Symbol].Name;
    return spell(N.Parent) + "." + Symbols[N.Symbol].Name;
  }
  case StepKind::Target:
    return "*" + spell(N.Parent);
  case StepKind::Key:
    return spell(N.Parent) + "[" + Symbols[N.Symbol].Name + "]";
  }
  return "?";
}

std::string PlaceTable::title(PlaceId P) const {
  if (!isInTable(P))
    return spell(P);
  const PlaceNode &N = Nodes[P];
  std::string Table = Symbols[Nodes[rootOf(P)].Symbol].Name;
  return N.Step == StepKind::Field && Nodes[N.Parent].Step == StepKind::Key &&
                 Symbols[N.Symbol].Name != "*"
             ? Table + "." + Symbols[N.Symbol].Name
             : Table;
}
