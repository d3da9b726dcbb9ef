//===- Parse.cpp - Event graphs from text ---------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/Parse.h"
#include "events/TextForm.h"
#include "llvm/ADT/STLExtras.h"
#include <fmt/format.h>
#include <limits>
#include <optional>

using namespace await_tidy;
using namespace await_tidy::textform;
using llvm::StringRef;

namespace {
/// Reads line by line; Rest is what is left of the current one. A function that
/// returns bool, or nothing in an optional, has noted an Error when it fails.
class Parser {
public:
  explicit Parser(StringRef Text) : Text(Text) {}
  llvm::Expected<ParsedEvents> run();

private:
  /// Ids index vectors: a slip of the finger must not ask for gigabytes.
  static constexpr uint32_t LargestId = 1000000;

  bool fail(const std::string &What) { return failAt(Rest.data(), What); }
  bool failAt(const char *Where, const std::string &What);
  bool take(std::string_view Word) { return Rest.consume_front(Word); }
  bool number(uint32_t &N, uint32_t Largest = LargestId);
  bool endOfLine() {
    return Rest.empty() || fail(fmt::format("'{}' is left over", Rest.str()));
  }

  bool line();
  bool functionLine(bool IsCoroutine);
  bool placeLine();
  bool placeList(std::string_view Separator, llvm::function_ref<void(PlaceId)>);
  bool blockLine();
  bool eventLine();
  bool endFunction();

  std::optional<PlaceId> place();
  std::optional<PlaceId> declared();
  std::optional<PlaceId> path();
  std::optional<PlaceId> root();
  std::optional<PlaceId> key(PlaceId Container);
  std::optional<std::string> name();
  std::optional<std::string> quoted();
  SymbolId symbol(StringRef Space, const std::string &Name);

  bool slot(SlotId &S);
  bool inputs(Event &E);
  bool flags(Event &E);
  bool isAtPlaces(EventKind K) const;
  BlockId block(uint32_t Id, const char *Where);

  EventGraph &graph() { return Out.Graphs.back(); }

  StringRef Text, Rest;
  ParsedEvents Out;
  std::string Problem;

  // Of the current function.
  std::map<std::string, PlaceId> Declared;
  std::optional<BlockId> Current;
  std::vector<const char *> BlockNamed, BlockDefined;
};
} // namespace

bool Parser::failAt(const char *Where, const std::string &What) {
  if (!Problem.empty())
    return false;
  StringRef Before = Text.take_front(Where - Text.data());
  size_t Start = Before.rfind('\n') + 1; // npos + 1 is 0
  Problem = fmt::format("{}:{}: {}", Before.count('\n') + 1,
                        Before.size() - Start + 1, What);
  return false;
}

bool Parser::number(uint32_t &N, uint32_t Largest) {
  const char *Where = Rest.data();
  StringRef Digits = Rest.take_while(llvm::isDigit);
  if (Digits.empty())
    return fail("a number is missing");
  Rest = Rest.drop_front(Digits.size());
  if (Digits.getAsInteger(10, N) || N > Largest)
    return failAt(Where, fmt::format("{} is too large", Digits.str()));
  return true;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

std::optional<std::string> Parser::quoted() {
  const char *Where = Rest.data();
  std::string Name;
  for (take("\""); !Rest.empty(); Rest = Rest.drop_front()) {
    char C = Rest.front();
    if (take("\""))
      return Name;
    if (C == '\\' && Rest.size() > 1) {
      Rest = Rest.drop_front();
      C = Rest.front();
      C = C == 'n' ? '\n' : C == 't' ? '\t' : C == 'r' ? '\r' : C;
    }
    Name += C;
  }
  failAt(Where, "the closing quote is missing");
  return std::nullopt;
}

std::optional<std::string> Parser::name() {
  std::optional<std::string> Name;
  if (Rest.starts_with("\"")) {
    Name = quoted();
  } else {
    StringRef Word = Rest.take_while(isNameCharacter);
    Rest = Rest.drop_front(Word.size());
    if (Word.empty())
      fail("a name is missing");
    else
      Name = Word.str();
  }
  return Name;
}

/// The symbol of \p Name, and of the number after it, in a name space of the
/// current function: two functions can be members of two classes.
SymbolId Parser::symbol(StringRef Space, const std::string &Name) {
  std::string Identity =
      fmt::format("{} {} {}", Out.Graphs.size(), Space.str(), Name);
  if (Rest.starts_with("#")) {
    StringRef Number =
        Rest.take_while([](char C) { return C == '#' || llvm::isDigit(C); });
    Identity += Number.str();
    Rest = Rest.drop_front(Number.size());
  }
  auto [It, New] = Out.Symbols.try_emplace(Identity, 0);
  if (New)
    It->second = Out.Places.symbol(&*It, Name);
  return It->second;
}

std::optional<PlaceId> Parser::root() {
  const char *Where = Rest.data();
  bool Shared = take(SharedLocal);
  StringRef Word = Rest.take_while(isNameCharacter);
  auto Kind = llvm::find(Roots, std::string_view(Word));
  if (Kind == Roots.end()) {
    failAt(Where,
           fmt::format("'{}' is no place: neither a name that a 'place' line "
                       "gave nor a path such as 'this.x' or 'local x'",
                       Rest.take_until(llvm::isSpace).str()));
    return std::nullopt;
  }
  Rest = Rest.drop_front(Word.size());
  RootKind K = RootKind(Kind - Roots.begin());
  if (K == RootKind::This)
    return Out.Places.root(K, 0);
  if (!take(" ")) {
    fail(fmt::format("the name of the {} is missing", Word.str()));
    return std::nullopt;
  }
  std::optional<std::string> Name = name();
  if (!Name)
    return std::nullopt;
  PlaceId P = Out.Places.root(K, symbol(Word, *Name));
  if (Shared)
    Out.Places.node(P).SharedLocal = true;
  return P;
}

/// What is between the brackets, and the closing one.
std::optional<PlaceId> Parser::key(PlaceId Container) {
  std::string Name;
  if (Rest.starts_with("\"")) {
    std::optional<std::string> Quoted = quoted();
    if (!Quoted)
      return std::nullopt;
    Name = *Quoted;
  } else {
    Name = Rest.take_while(isKeyCharacter).str();
    Rest = Rest.drop_front(Name.size());
  }
  llvm::SmallVector<PlaceId, 2> Variables;
  if (take(": ")) {
    do {
      std::optional<PlaceId> V = path();
      if (!V)
        return std::nullopt;
      Variables.push_back(*V);
    } while (take(", "));
  }
  if (!take("]")) {
    fail("']' is missing");
    return std::nullopt;
  }
  return Out.Places.key(
      Container, Out.Places.keySymbol(Name, Variables, Variables.empty()));
}

std::optional<PlaceId> Parser::path() {
  std::optional<PlaceId> P = root();
  while (P) {
    bool IsField = false;
    if (take("->")) {
      Ownership O = Ownership::Shared;
      for (size_t I = 1; I < Owners.size(); ++I)
        if (take(Owners[I]))
          O = Ownership(I);
      P = Out.Places.target(*P, O);
      IsField = !Rest.empty() &&
                (isNameCharacter(Rest.front()) || Rest.front() == '"');
    } else if (take("[")) {
      P = key(*P);
    } else if (take(".")) {
      IsField = true;
    } else {
      return P;
    }
    if (!IsField)
      continue;
    std::optional<std::string> Name = name();
    if (!Name)
      return std::nullopt;
    P = Out.Places.field(*P, symbol("field", *Name));
  }
  return P;
}

/// The longest name of a place that the line goes on with.
std::optional<PlaceId> Parser::declared() {
  std::optional<PlaceId> Found;
  size_t Length = 0;
  for (const auto &[Name, P] : Declared) {
    StringRef After = Rest;
    if (Name.size() < Length || !After.consume_front(Name))
      continue;
    bool Ends = After.empty() ||
                llvm::any_of(
                    std::initializer_list<StringRef>{
                        " <- ", " | ", ", ", " by ", " is ", " [", " in "},
                    [&](StringRef End) { return After.starts_with(End); });
    if (!Ends)
      continue;
    Found = P;
    Length = Name.size();
  }
  if (Found)
    Rest = Rest.drop_front(Length);
  return Found;
}

std::optional<PlaceId> Parser::place() {
  if (std::optional<PlaceId> P = declared())
    return P;
  return path();
}

bool Parser::placeList(std::string_view Separator,
                       llvm::function_ref<void(PlaceId)> Add) {
  do {
    std::optional<PlaceId> P = place();
    if (!P)
      return false;
    Add(*P);
  } while (take(Separator));
  return true;
}

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

bool Parser::functionLine(bool IsCoroutine) {
  if (!endFunction())
    return false;
  if (Rest.empty())
    return fail("the name of the function is missing");
  Out.Graphs.emplace_back();
  EventGraph &G = graph();
  G.IsCoroutine = IsCoroutine;
  G.Function = Rest.str();
  StringRef Short = Rest.rsplit("::").second;
  G.ShortName = Short.empty() ? G.Function : Short.str();
  G.Blocks.resize(2);
  Declared = {{"?", NoPlace}};
  return true;
}

/// place NAME = PATH [class] [const] [private] [link] [cut] [table]
bool Parser::placeLine() {
  // A name can hold the sign, too: in a key. The path begins with a root.
  StringRef Line = Rest;
  std::string First;
  for (size_t At = 0; (At = Line.find(" = ", At)) != StringRef::npos; ++At) {
    Rest = Line.drop_front(At + 3);
    std::optional<PlaceId> P = path();
    if (!P) {
      if (First.empty())
        First = Problem;
      Problem.clear();
      continue;
    }
    PlaceNode &N = Out.Places.node(*P);
    while (take(" ")) {
      StringRef Word = Rest.take_until(llvm::isSpace);
      auto Class = llvm::find(Classes, std::string_view(Word));
      if (!Word.empty() && Class != Classes.end())
        N.Holds = ValueClass(Class - Classes.begin());
      else if (Word == StringRef(Immutable))
        N.Immutable = true;
      else if (Word == StringRef(Private))
        N.Private = true;
      else if (Word == StringRef(Link))
        N.Link = true;
      else if (Word == StringRef(Cut))
        N.Cut = true;
      else if (Word == StringRef(Table))
        Out.Places.node(Out.Places.rootOf(*P)).Table = true;
      else if (Word == StringRef(KeyValue))
        Out.Places.node(Out.Places.rootOf(*P)).KeyValue = true;
      else if (Word == StringRef(SingleOwner))
        N.SingleOwner = true;
      else
        return fail(fmt::format("'{}' says nothing that is known of a place",
                                Word.str()));
      Rest = Rest.drop_front(Word.size());
    }
    const char *Name = Line.data();
    if (!Declared.emplace(Line.take_front(At).str(), *P).second)
      return failAt(Name, fmt::format("there is a place '{}' already",
                                      Line.take_front(At).str()));
    return endOfLine();
  }
  if (First.empty())
    return fail("a place is declared as 'place NAME = PATH'");
  Problem = First;
  return false;
}

BlockId Parser::block(uint32_t Id, const char *Where) {
  if (Id >= graph().Blocks.size())
    graph().Blocks.resize(Id + 1);
  BlockNamed.resize(graph().Blocks.size());
  BlockDefined.resize(graph().Blocks.size());
  if (!BlockNamed[Id])
    BlockNamed[Id] = Where;
  return Id;
}

/// b0 (entry) -> b2 -> b3 (throws)
bool Parser::blockLine() {
  const char *Where = Rest.data() - 1;
  uint32_t Id;
  if (!number(Id))
    return false;
  block(Id, Where);
  if (BlockDefined[Id])
    return failAt(Where, fmt::format("there is a block b{} already", Id));
  BlockDefined[Id] = Where;
  Current = Id;
  if (Id == EventGraph::Entry)
    take(" (entry)");
  else if (Id == EventGraph::Exit)
    take(" (exit)");
  while (take(" -> ")) {
    const char *ToWhere = Rest.data();
    uint32_t To;
    if (!take("b"))
      return fail("a block is missing");
    if (!number(To))
      return false;
    EdgeKind Kind = EdgeKind::Normal;
    for (size_t I = 1; I < EdgeMarks.size(); ++I)
      if (take(EdgeMarks[I]))
        Kind = EdgeKind(I);
    block(To, ToWhere);
    graph().addEdge(Id, To, Kind);
  }
  return endOfLine();
}

bool Parser::slot(SlotId &S) {
  const char *Where = Rest.data();
  if (!take("%"))
    return fail("a slot such as '%1' is missing");
  if (!number(S))
    return false;
  if (S == 0)
    return failAt(Where, "slots count from 1");
  graph().NumSlots = std::max(graph().NumSlots, S + 1);
  return true;
}

bool Parser::inputs(Event &E) {
  do {
    Input I{0, Flow::Copy};
    for (size_t M = 1; M < FlowMarks.size(); ++M)
      if (take(FlowMarks[M]))
        I.How = Flow(M);
    if (!slot(I.Slot))
      return false;
    E.Inputs.push_back(I);
  } while (take(", "));
  return true;
}

bool Parser::flags(Event &E) {
  while (take(" [")) {
    StringRef Word = Rest.take_until([](char C) { return C == ']'; });
    auto Flag = llvm::find_if(Flags, [&](const auto &F) {
      return F.second == std::string_view(Word);
    });
    if (Flag == std::end(Flags))
      return fail(fmt::format("there is no flag '{}'", Word.str()));
    E.*Flag->first = true;
    Rest = Rest.drop_front(Word.size());
    if (!take("]"))
      return fail("']' is missing");
  }
  return true;
}

/// Whether a place comes next, or one of the words that can follow it. `in` and
/// `by` are names as well, but not where an event never has a place.
bool Parser::isAtPlaces(EventKind K) const {
  if (!Rest.starts_with(" ") || Rest.starts_with(" <- ") ||
      Rest.starts_with(" ["))
    return false;
  bool NeedsNone = K == EventKind::Suspend || K == EventKind::Compute ||
                   K == EventKind::Branch || K == EventKind::Detach ||
                   K == EventKind::Throw || K == EventKind::Acquire ||
                   K == EventKind::Release || K == EventKind::Discard ||
                   K == EventKind::Settle;
  return !NeedsNone || !(Rest.starts_with(" by ") || Rest.starts_with(" in ") ||
                         Rest.starts_with(" is "));
}

/// [line] [%slot =] kind [places] [<- inputs] [by place] [is name] [flags] [in
/// function]
bool Parser::eventLine() {
  Event E;
  if (llvm::isDigit(Rest.front())) {
    uint32_t Line;
    if (!number(Line, std::numeric_limits<uint32_t>::max()))
      return false;
    E.Where = {Line, Line};
    Rest = Rest.ltrim(' ');
  }
  if (Rest.starts_with("%")) {
    if (!slot(E.Dst))
      return false;
    if (!take(" = "))
      return fail("' = ' is missing");
  }
  StringRef Word = Rest.take_while(llvm::isAlpha);
  auto Kind = llvm::find(Kinds, std::string_view(Word));
  if (Kind == Kinds.end())
    return fail(fmt::format("there is no event '{}'",
                            Rest.take_until(llvm::isSpace).str()));
  if (!Current)
    return fail("an event before the first block");
  Rest = Rest.drop_front(Word.size());
  E.Kind = EventKind(Kind - Kinds.begin());
  if (isAtPlaces(E.Kind)) {
    take(" ");
    if (!placeList(" | ", [&](PlaceId P) { E.Places.push_back(P); }))
      return false;
  }
  if (take(" <- ") && !inputs(E))
    return false;
  if (take(" by ")) {
    std::optional<PlaceId> Holder = place();
    if (!Holder)
      return false;
    E.Holder = *Holder;
  }
  if (take(" is ")) {
    std::optional<std::string> Name = name();
    if (!Name)
      return false;
    E.Enumerator = symbol("enumerator", *Name);
  }
  if (!flags(E))
    return false;
  if (take(" in ")) {
    E.Callee = *Out.Callees.insert(Rest.str()).first;
    Rest = Rest.drop_front(Rest.size());
  }
  if (!endOfLine())
    return false;
  EventGraph &G = graph();
  G.Blocks[*Current].Events.push_back(G.Events.size());
  G.Events.push_back(std::move(E));
  return true;
}

bool Parser::endFunction() {
  for (size_t I = 0; I < BlockNamed.size(); ++I)
    if (BlockNamed[I] && !BlockDefined[I])
      return failAt(BlockNamed[I], fmt::format("there is no block b{}", I));
  BlockNamed.clear();
  BlockDefined.clear();
  Current.reset();
  return true;
}

bool Parser::line() {
  if (take("coroutine "))
    return functionLine(true);
  if (take("function "))
    return functionLine(false);
  if (Out.Graphs.empty())
    return fail("the text begins with 'coroutine NAME' or 'function NAME'");
  if (Rest == StringRef(SingleOwner))
    return graph().SingleOwner = true;
  if (take("place "))
    return placeLine();
  if (take("parameters "))
    return placeList(", ",
                     [&](PlaceId P) { graph().Parameters.push_back(P); }) &&
           endOfLine();
  if (take("returns "))
    return slot(graph().ReturnSlot) && endOfLine();
  if (take("lends "))
    return slot(graph().BorrowSlot) && endOfLine();
  if (take("refers to "))
    return placeList(
               " | ",
               [&](PlaceId P) { graph().ReturnsReference.push_back(P); }) &&
           endOfLine();
  if (Rest.size() > 1 && Rest[0] == 'b' && llvm::isDigit(Rest[1])) {
    take("b");
    return blockLine();
  }
  return eventLine();
}

llvm::Expected<ParsedEvents> Parser::run() {
  for (StringRef Left = Text; !Left.empty();) {
    std::tie(Rest, Left) = Left.split('\n');
    Rest = Rest.trim(" \t\r");
    if (!Rest.empty() && !line())
      return llvm::createStringError(Problem);
  }
  Rest = Text.take_back(0);
  if (!endFunction())
    return llvm::createStringError(Problem);
  return std::move(Out);
}

llvm::Expected<ParsedEvents> await_tidy::parseEvents(StringRef Text) {
  return Parser(Text).run();
}
