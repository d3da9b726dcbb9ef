//===- Generate.cpp - Random coroutine classes ----------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Generate.h"
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <functional>

using namespace await_tidy::test;

unsigned Random::weighted(const std::vector<unsigned> &Weights) {
  unsigned Sum = 0;
  for (unsigned W : Weights)
    Sum += W;
  unsigned At = below(Sum);
  for (unsigned I = 0;; ++I) {
    if (At < Weights[I])
      return I;
    At -= Weights[I];
  }
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static void renderNodes(const std::vector<Node> &Nodes, unsigned Indent,
                        std::string &Out) {
  for (const Node &N : Nodes) {
    if (N.Text.empty() && !N.Block) {
      renderNodes(N.Kids, Indent, Out);
      continue;
    }
    Out += std::string(Indent, ' ') + N.Text;
    if (!N.Block) {
      Out += "\n";
      continue;
    }
    Out += N.Text.empty() ? "{\n" : " {\n";
    renderNodes(N.Kids, Indent + 2, Out);
    Out += std::string(Indent, ' ') + "}\n";
  }
}

static std::string renderMethod(const Method &M, unsigned Indent,
                                bool Local = false) {
  std::string Out =
      std::string(Indent, ' ') + (Local ? "static " : "") + M.Head + " {\n";
  renderNodes(M.Body, Indent + 2, Out);
  return Out + std::string(Indent, ' ') + "}\n";
}

std::string Generated::render() const {
  std::string Out = "namespace " + Namespace + " {\n";
  for (const std::string &B : Before)
    Out += B + "\n";
  bool Free = Global || !Object.empty();
  if (!Global) {
    Out += (Free ? "struct " : "class ") + Class + " {\n";
    if (!Free) {
      Out += "public:\n";
      for (const Method &M : Methods)
        if (!M.Calls.empty())
          Out += renderMethod(M, 2) + "\n";
      Out += "private:\n";
      for (const Method &M : Methods)
        if (M.Calls.empty())
          Out += renderMethod(M, 2) + "\n";
    }
    for (const std::string &M : Members)
      Out += "  " + M + "\n";
    Out += "};\n";
  } else {
    for (const std::string &M : Members)
      Out += M + "\n";
  }
  if (Free)
    for (const Method &M : Methods)
      Out += "\n" + renderMethod(M, 0, /*Local=*/M.Calls.empty());
  return Out + "} // namespace " + Namespace + "\n";
}

std::string Generated::renderCase() const {
  // Globals are changed by name; an object of some type is needed all the same.
  std::string Type = Global ? "int" : Namespace + "::" + Class;
  std::string Self = fmt::format(
      "[[maybe_unused]] auto &self = *static_cast<{} *>(state); ", Type);
  std::string Using = fmt::format("using namespace {}; ", Namespace);
  std::string Out = fmt::format(
      "{{\"{}\", {},\n"
      "  [](int variant) -> std::shared_ptr<void> {{ {}auto made = "
      "std::make_shared<{}>(); [[maybe_unused]] auto &self = *made; ",
      Namespace, Setups.size(), Using, Type);
  for (size_t I = 0; I < Setups.size(); ++I)
    Out += fmt::format("if (variant == {}) {{ {} }} ", I, Setups[I]);
  size_t Seconds = 1;
  for (const Method &M : Methods)
    if (M.Calls.size() > 2)
      Seconds = 2;
  Out += fmt::format("return made; }},\n  {},\n", Seconds);
  if (Mutex.empty())
    Out += "  nullptr,\n";
  else
    Out += fmt::format("  [](void *state, int) -> Task<std::string> {{ {}{}"
                       "return programs::hold({}); }},\n",
                       Using, Self, Mutex);
  Out += "  [](void *state) -> std::string { " + Using + Self +
         "std::string text; ";
  for (const std::string &O : Observed)
    Out += fmt::format("text += explorer::describe({}) + \" \"; ", O);
  Out += "return text; },\n  {\n";
  for (const Method &M : Methods) {
    if (M.Calls.empty())
      continue;
    const char *Run = M.Suspends ? "programs::run(" : "programs::runPlain([&] ";
    Out += fmt::format("   {{\"{}\", {}, [](void *state, int which) -> "
                       "Task<std::string> {{ {}{}(void)which; ",
                       M.Name, M.Suspends, Using, Self);
    auto Call = [&](const std::string &C) {
      // The coroutine keeps what it is given; a lambda would be gone.
      return M.Suspends ? fmt::format("return {}{});", Run, C)
                        : fmt::format("return programs::runPlain([&self] {{ "
                                      "(void)self; return {}; }});",
                                      C);
    };
    for (size_t I = M.Calls.size(); --I > 0;)
      Out += fmt::format("if (which == {}) {} ", I, Call(M.Calls[I]));
    Out += Call(M.Calls[0]) + " }},\n";
  }
  return Out + "  }}";
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

namespace {
Node line(std::string Text) { return {std::move(Text), false, {}}; }
Node block(std::string Head, std::vector<Node> Kids) {
  return {std::move(Head), true, std::move(Kids)};
}
Node group(std::vector<Node> Kids) { return {"", false, std::move(Kids)}; }

enum class Kind {
  Number,
  Count,
  Flag,
  Phase,
  Optional,
  Pointer,
  Set,
  Map,
  List
};

/// What a piece of state is called, and what is done with it.
struct Words {
  Kind Of;
  const char *Class, *State, *Arg;
  std::vector<const char *> Take; ///< names of coroutines that act
  const char *Try, *Give, *Covers, *Apply, *Put;
};

const std::vector<Words> AllWords = {
    {Kind::Number,
     "Account",
     "balance",
     "amount",
     {"withdraw", "pay", "transferOut"},
     "tryWithdraw",
     "deposit",
     "covers",
     "debit",
     "setBalance"},
    {Kind::Number,
     "Warehouse",
     "stock",
     "quantity",
     {"ship", "allocate", "pick"},
     "tryTake",
     "restock",
     "inStock",
     "remove",
     "setStock"},
    {Kind::Number,
     "Campaign",
     "budget",
     "price",
     {"spend", "bid", "book"},
     "trySpend",
     "topUp",
     "affordable",
     "charge",
     "setBudget"},
    {Kind::Number,
     "Plan",
     "quota",
     "size",
     {"consume", "grant", "upgrade"},
     "tryConsume",
     "refund",
     "fits",
     "use",
     "setQuota"},
    {Kind::Count,
     "Train",
     "seats",
     "seat",
     {"reserve", "board", "assign"},
     "tryReserve",
     "cancel",
     "hasRoom",
     "occupy",
     "setSeats"},
    {Kind::Count,
     "Server",
     "sessions",
     "client",
     {"login", "accept", "resume"},
     "tryLogin",
     "logout",
     "hasCapacity",
     "enter",
     "setSessions"},
    {Kind::Count,
     "Pool",
     "workers",
     "worker",
     {"hire", "launch", "spawnWorker"},
     "tryHire",
     "dismiss",
     "mayGrow",
     "grow",
     "setWorkers"},
    {Kind::Flag,
     "Service",
     "started",
     "",
     {"start", "boot", "warmUp"},
     "tryStart",
     "stop",
     "idle",
     "markStarted",
     "setStarted"},
    {Kind::Flag,
     "Invoice",
     "paid",
     "",
     {"settle", "collect", "conclude"},
     "trySettle",
     "reopen",
     "due",
     "markPaid",
     "setPaid"},
    {Kind::Phase,
     "Job",
     "phase",
     "",
     {"begin", "run", "execute"},
     "tryBegin",
     "reset",
     "ready",
     "enterRunning",
     "setPhase"},
    {Kind::Optional,
     "Auction",
     "winner",
     "id",
     {"declare", "award", "decide"},
     "tryDeclare",
     "annul",
     "open",
     "record",
     "setWinner"},
    {Kind::Optional,
     "Lease",
     "holder",
     "id",
     {"acquire", "take", "renew"},
     "tryAcquire",
     "expire",
     "vacant",
     "grantTo",
     "setHolder"},
    {Kind::Pointer,
     "Client",
     "connection",
     "id",
     {"connect", "dial", "attach"},
     "tryConnect",
     "disconnect",
     "offline",
     "install",
     "setConnection"},
    {Kind::Set,
     "Tickets",
     "claimed",
     "id",
     {"claim", "redeem", "scan"},
     "tryClaim",
     "forget",
     "unclaimed",
     "remember",
     "setClaimed"},
    {Kind::Set,
     "Room",
     "members",
     "id",
     {"join", "invite", "admit"},
     "tryJoin",
     "leave",
     "absent",
     "enroll",
     "setMembers"},
    {Kind::Map,
     "Registry",
     "entries",
     "id",
     {"add", "enlist", "import"},
     "tryAdd",
     "drop",
     "unknown",
     "insertEntry",
     "setEntries"},
    {Kind::List,
     "Queue",
     "jobs",
     "id",
     {"submit", "enqueue", "schedule"},
     "trySubmit",
     "retract",
     "hasSlot",
     "append",
     "setJobs"},
};

/// Statements and conditions over one place.
struct Resource {
  Kind Of;
  std::string L;
  std::string Type;   ///< of a copy; empty if it cannot be copied
  std::string Refuse; ///< the condition under which nothing can be done
  std::string Act, ActFull;
  std::vector<std::string> ActFrom; ///< with `before`; the last one stores
  std::string Value;                ///< what is stored then, for setters
  std::string Undo;
};

class Maker {
public:
  Maker(uint64_t Seed, unsigned Number)
      : R((Seed + 1) * 0x2545f4914f6cdd1d + Number * 0x9e3779b97f4a7c15),
        Number(Number) {
    R.next();
  }
  Generated make();

private:
  enum class Shape {
    Member,
    Nested,
    Pointee,
    ByReference,
    ByShared,
    ByPointer,
    Global
  };

  std::string place(const std::string &Name) const {
    return Prefix + Name + Suffix;
  }
  std::string parameters(const std::string &Rest) const {
    if (G.Object.empty())
      return Rest;
    return G.Object + (Rest.empty() ? "" : ", " + Rest);
  }
  std::string call(const std::string &Name, const std::string &Args) const {
    std::string Given = ObjectName;
    if (!Given.empty() && !Args.empty())
      Given += ", ";
    return Name + "(" + Given + Args + ")";
  }
  void feature(const std::string &F) { G.Features.insert(F); }
  void declare(const std::string &Type, const std::string &Name,
               const std::string &Init);
  Resource resource(const std::string &L);
  std::string stateOf() const;
  std::string givenObject() const;
  std::vector<std::string> calls(const std::string &Name) const;
  Method helper(const std::string &Result, const std::string &Name,
                const std::string &Rest, std::vector<Node> Body,
                bool Const = false);
  bool has(const std::string &Name) const {
    return std::any_of(G.Methods.begin(), G.Methods.end(),
                       [&](const Method &M) { return M.Name == Name; });
  }
  std::string unused(std::string Name) const {
    std::string Result = Name;
    for (int I = 2; has(Result); ++I)
      Result = Name + std::to_string(I);
    return Result;
  }
  /// Whether the second act without a look takes it from the first one.
  bool ownedByOne() const {
    return W->Of != Kind::Number && W->Of != Kind::Count && W->Of != Kind::List;
  }
  void coroutine(const std::string &Name);
  void optimistic(const std::string &Name);
  void moveOut(const std::string &Name);
  void credit(const std::string &Name);
  void plain();

  Random R;
  unsigned Number;
  Generated G;
  const Words *W = nullptr;
  Shape Where = Shape::Member;
  bool Keyed = false;
  std::string Prefix, Suffix, ObjectName;
  std::string Params, Args; ///< of the methods, without the object
  enum { NoLock, AllLock, SomeLock } Locks = NoLock;
  /// Nobody looks before he acts. Who does so where others look breaks their
  /// limit, or takes what they have, without any race.
  bool Blind = false;
  bool HasPending = false, HasRollback = false;
  bool HasBusy = false, HasVersion = false, HasMutex = false, HasGate = false;
  std::vector<std::string> Fields; ///< of the struct or class
};

std::string upper(std::string S) {
  S[0] = std::toupper(static_cast<unsigned char>(S[0]));
  return S;
}

/// A field, where the shape has its fields.
void Maker::declare(const std::string &Type, const std::string &Name,
                    const std::string &Init) {
  Fields.push_back(Type + " " + Name + Suffix +
                   (Init.empty() ? "" : " = " + Init) + ";");
}

std::string Maker::stateOf() const {
  std::string P = place(W->State);
  return Keyed ? P + "[id]" : P;
}

Resource Maker::resource(const std::string &L) {
  const std::string A = W->Arg;
  const bool Pointed = L.front() == '*';
  // `x->` rather than `(*x).`
  const std::string Dot = Pointed ? L.substr(1) + "->" : L + ".";
  const std::string Whole = Pointed ? "(" + L + ")" : L;
  const bool One = R.chance(50), Other = R.chance(50);
  auto with = [&](const char *Type, std::string Refuse, std::string Act,
                  std::string Undo) {
    return Resource{W->Of, L,  Type, std::move(Refuse), std::move(Act),
                    "",    {}, "",   std::move(Undo)};
  };
  // More or less than it was.
  auto amount = [&](Resource S, const std::string &Change) {
    S.ActFull = L + " = " + L + Change + ";";
    S.Value = "before" + Change;
    S.ActFrom = {L + " = " + S.Value + ";"};
    return S;
  };
  // A copy with one more element, which is stored.
  auto copied = [&](Resource S, const std::string &Adds) {
    S.Value = "next";
    S.ActFrom = {"auto next = before;", "next." + Adds + ";", L + " = next;"};
    return S;
  };
  switch (W->Of) {
  case Kind::Number:
    return amount(
        with("long", L + " < " + A, L + " -= " + A + ";", L + " += " + A + ";"),
        " - " + A);
  case Kind::Count:
    return amount(
        with("int", L + " >= limit", "++" + Whole + ";", "--" + Whole + ";"),
        " + 1");
  case Kind::Flag:
    return with("bool", L, L + " = true;", L + " = false;");
  case Kind::Phase:
    return with("Phase", L + " != Phase::Idle", L + " = Phase::Running;",
                L + " = Phase::Idle;");
  case Kind::Optional:
    return with("std::optional<int>", Dot + "has_value()",
                One ? L + " = id;" : Dot + "emplace(id);",
                Other ? Dot + "reset();" : L + " = std::nullopt;");
  case Kind::Pointer:
    return with("", L + " != nullptr", L + " = std::make_unique<int>(id);",
                Dot + "reset();");
  case Kind::Set:
    return copied(with("std::set<int>",
                       One ? Dot + "contains(id)" : Dot + "count(id) > 0",
                       Dot + "insert(id);", Dot + "erase(id);"),
                  "insert(id)");
  case Kind::Map:
    return copied(
        with("std::map<int, int>",
             One ? Dot + "contains(id)" : Dot + "find(id) != " + Dot + "end()",
             Other ? Dot + "emplace(id, 1);" : Whole + "[id] = 1;",
             Dot + "erase(id);"),
        "emplace(id, 1)");
  case Kind::List:
    return copied(with("std::vector<int>", Dot + "size() >= limit",
                       Dot + "push_back(id);", "std::erase(" + L + ", id);"),
                  "push_back(id)");
  }
  return {};
}

/// What a call from outside gives for the object, if it is a parameter.
std::string Maker::givenObject() const {
  switch (Where) {
  case Shape::ByReference:
    return "self";
  case Shape::ByPointer:
    return "&self";
  case Shape::ByShared:
    return fmt::format("std::shared_ptr<{}>(&self, [](void *) {{}})", G.Class);
  default:
    return "";
  }
}

std::vector<std::string> Maker::calls(const std::string &Name) const {
  std::vector<std::string> Out;
  const bool ByKey = W->Of == Kind::Set || W->Of == Kind::Map;
  for (int I = 0; I < (ByKey ? 3 : 2); ++I) {
    std::string Given = givenObject();
    auto Add = [&](const std::string &A) {
      Given += (Given.empty() ? "" : ", ") + A;
    };
    if (Keyed)
      Add("1");
    if (W->Of == Kind::Number)
      Add(I ? "50" : "60");
    else if (W->Of == Kind::Set || W->Of == Kind::Map)
      Add(I == 2 ? "6" : "7");
    else if (*W->Arg && W->Of != Kind::Count)
      Add(I ? "2" : "1");
    Out.push_back((G.Object.empty() && !G.Global ? "self." : "") + Name + "(" +
                  Given + ")");
  }
  return Out;
}

Method Maker::helper(const std::string &Result, const std::string &Name,
                     const std::string &Rest, std::vector<Node> Body,
                     bool Const) {
  Method M;
  M.Name = Name;
  M.Head = Result + " " + Name + "(" + parameters(Rest) + ")" +
           (Const && G.Object.empty() && !G.Global ? " const" : "");
  M.Body = std::move(Body);
  return M;
}

/// The coroutine that most of it is about: check, await, act, in some order.
void Maker::coroutine(const std::string &Name) {
  const bool Number = W->Of == Kind::Number;
  Resource S = resource(stateOf());
  std::vector<Node> Head; // before all, such as aliases

  // Aliases.
  if (R.chance(12) && !(Keyed && R.chance(50))) {
    if (R.chance(60) || W->Of == Kind::Pointer) {
      feature("alias:reference");
      Head.push_back(line("auto &current = " + S.L + ";"));
      S = resource("current");
    } else {
      feature("alias:pointer");
      Head.push_back(line("auto *const current = &" + S.L + ";"));
      S = resource("*current");
    }
  }

  // The plan.
  const bool Post = R.chance(60);
  enum { NoCheck, Before, After, Both };
  // After an early act, a check would find the act itself.
  const unsigned CheckAt = Blind  ? 0u
                           : Post ? 1 + R.weighted({45, 15, 30})
                                  : 1u;
  // Who refuses says so.
  const bool Boolean = CheckAt || R.chance(50);
  const std::string No = Boolean ? "co_return false;" : "co_return;";
  const std::string Yes = "co_return true;";
  const unsigned Await = R.weighted({22, 16, 10, 12, 6, 5, 8, 7, 9, 5});
  enum {
    Tell,
    Bool,
    BoolInIf,
    Try,
    Rethrow,
    Throws,
    Helper,
    Retry,
    OnSuccess,
    Conditional
  };
  const bool MayFail = Await != Tell && Await != Conditional;
  // Of a flag, the snapshot is known to be false: no other than undoing it.
  const bool CanSnapshot = !S.ActFrom.empty();
  const bool Restores =
      !Post && MayFail && Await != Throws && CanSnapshot && R.chance(25);
  enum {
    Step,
    Full,
    From,
    FromSetter,
    ByHelper,
    ByLambda,
    ByCoroutine,
    Inline
  } ActKind = Step;
  switch (R.weighted({48, 10, 16, 5, 9, 6, 4, 5})) {
  case 1:
    if (!S.ActFull.empty())
      ActKind = Full;
    break;
  case 2:
    if (CanSnapshot)
      ActKind = From;
    break;
  case 3:
    if (CanSnapshot && Head.empty())
      ActKind = FromSetter;
    break;
  case 4:
    if (Head.empty())
      ActKind = ByHelper;
    break;
  case 5:
    ActKind = ByLambda;
    break;
  case 6:
    if (Head.empty())
      ActKind = ByCoroutine;
    break;
  case 7:
    if (Number && Post)
      ActKind = Inline;
    break;
  }
  // Locks.
  unsigned LockFrom = 9, LockTo = 9;
  const bool Lock = Locks == AllLock || (Locks == SomeLock && R.chance(50));
  if (Lock) {
    HasMutex = true;
    static const unsigned Ranges[][2] = {{0, 3}, {0, 1}, {0, 2},
                                         {1, 3}, {2, 3}, {1, 2}};
    auto *Range = Ranges[R.weighted({60, 6, 8, 10, 10, 6})];
    LockFrom = Range[0];
    LockTo = Range[1];
  }
  const bool Busy = !Lock && Boolean &&
                    (Await == Bool || Await == BoolInIf || Await == Retry) &&
                    R.chance(25);
  // What is let go by hand is not let go by an exception.
  const bool Around = Lock && LockFrom == 0 && LockTo == 3 && Boolean &&
                      Await != Rethrow && Await != Throws && R.chance(25);
  if (Around)
    LockFrom = LockTo = 9;
  else if (Lock)
    feature(LockFrom == 0 && LockTo == 3 ? "lock:around-all"
            : LockTo < 3                 ? "lock:dropped-early"
                                         : "lock:taken-late");
  const bool RefusesByThrow = Boolean && !Busy && !Around && R.chance(10);

  unsigned CheckForm = R.weighted({52, 10, 8, 10, 8, 6, 6});
  enum { Early, Predicate, Remembered, Nested, Lambda, Local, Awaited };
  if ((CheckForm == Predicate || CheckForm == Awaited) && !Head.empty())
    CheckForm = Early;
  if (CheckForm == Remembered && CheckAt != 3)
    CheckForm = Local;
  const unsigned AfterForm = CanSnapshot && ActKind == From &&
                                     (CheckAt & Before || !ownedByOne()) &&
                                     R.chance(25)
                                 ? 1
                                 : 0;

  // Checks.
  auto refuse = [&](const std::string &Condition) {
    if (!RefusesByThrow)
      return block("if (" + Condition + ")", {line(No)});
    feature("refuse:throw");
    return block("if (" + Condition + ")",
                 {line("throw ServiceError(\"refused\");")});
  };
  auto check = [&](bool Second) -> Node {
    switch (CheckForm) {
    case Predicate: {
      feature("check:predicate");
      if (!has(W->Covers))
        G.Methods.push_back(
            helper("bool", W->Covers, Params,
                   {line("return !(" + resource(stateOf()).Refuse + ");")},
                   /*Const=*/!Keyed));
      return refuse("!" + call(W->Covers, Args));
    }
    case Remembered:
      feature("check:remembered");
      return Second ? refuse("refused")
                    : line("const bool refused = " + S.Refuse + ";");
    case Lambda:
      feature("check:lambda");
      return group(
          {line("const auto refused" + std::string(Second ? "Now" : "") +
                " = [&] { return " + S.Refuse + "; };"),
           refuse("refused" + std::string(Second ? "Now" : "") + "()")});
    case Local: {
      feature("check:local");
      std::string Variable = Second ? "refusedNow" : "refused";
      return group({line("const bool " + Variable + " = " + S.Refuse + ";"),
                    refuse(Variable)});
    }
    case Awaited: {
      feature("check:awaited-helper");
      std::string Name = "may" + upper(W->Try + 3);
      if (!has(Name)) {
        auto H =
            helper("Task<bool>", Name, Params,
                   {line("co_await audit();"),
                    line("co_return !(" + resource(stateOf()).Refuse + ");")});
        H.Suspends = true;
        G.Methods.push_back(H);
      }
      return refuse("!co_await " + call(Name, Args));
    }
    default:
      return refuse(S.Refuse);
    }
  };

  // The act.
  auto act = [&]() -> Node {
    std::vector<Node> N;
    switch (ActKind) {
    case Step:
      feature("act:step");
      N = {line(S.Act)};
      break;
    case Full:
      feature("act:read-and-write");
      N = {line(S.ActFull)};
      break;
    case From:
      feature("act:remembered");
      for (const std::string &T : S.ActFrom)
        N.push_back(line(T));
      break;
    case FromSetter: {
      feature("act:setter");
      if (!has(W->Put))
        G.Methods.push_back(helper("void", W->Put,
                                   (Number || W->Of == Kind::Count
                                        ? S.Type + " value"
                                        : "const " + S.Type + " &value") +
                                       (Keyed ? ", int id" : ""),
                                   {line(stateOf() + " = value;")}));
      for (size_t I = 0; I + 1 < S.ActFrom.size(); ++I)
        N.push_back(line(S.ActFrom[I]));
      N.push_back(line(call(W->Put, S.Value + (Keyed ? ", id" : "")) + ";"));
      break;
    }
    case ByHelper:
      feature("act:helper");
      if (!has(W->Apply))
        G.Methods.push_back(
            helper("void", W->Apply, Params, {line(resource(stateOf()).Act)}));
      N = {line(call(W->Apply, Args) + ";")};
      break;
    case ByLambda:
      feature("act:lambda");
      N = {line("const auto apply = [&] { " + S.Act + " };"), line("apply();")};
      break;
    case ByCoroutine: {
      feature("act:awaited-helper");
      std::string Name = std::string(W->Apply) + "Later";
      if (!has(Name)) {
        auto H =
            helper("Task<void>", Name, Params,
                   {line("co_await audit();"), line(resource(stateOf()).Act)});
        H.Suspends = true;
        G.Methods.push_back(H);
      }
      N = {line("co_await " + call(Name, Args) + ";")};
      break;
    }
    case Inline:
      if (R.chance(50)) {
        feature("act:compound-await");
        N = {line(S.L + " -= co_await quote(" + W->Arg + ");")};
      } else {
        feature("act:await-in-expression");
        N = {line(S.L + " = " + S.L + " - co_await quote(" +
                  std::string(W->Arg) + ");")};
      }
      break;
    }
    if (HasVersion && R.chance(85))
      N.push_back(line("++" + place("version") + ";"));
    return group(N);
  };

  const std::string Given = Number                            ? W->Arg
                            : *W->Arg && W->Of != Kind::Count ? "id"
                                                              : "";
  auto service = [&](std::vector<std::string> From) {
    return R.pick(From) + "(" + Given + ")";
  };
  const std::vector<std::string> Tells = {"audit", "notify", "publish"},
                                 Asks = {"transfer", "confirm", "authorize"},
                                 Throwing = {"save", "send", "upload"};

  // What a failure undoes.
  std::vector<Node> OnFail;
  bool Guarded = false;
  if (!Post && MayFail) {
    if (!Restores && !Busy && Await != OnSuccess &&
        R.chance(Await == Throws ? 60 : 12)) {
      feature("undo:guard-object");
      Guarded = HasRollback = true;
    } else if (Await == Throws)
      feature("undo:none");
    else if (Restores) {
      feature("undo:restore");
      OnFail.push_back(line(S.L + " = saved;"));
    } else if (Busy || R.chance(80)) {
      feature("undo:compensate");
      OnFail.push_back(line(S.Undo));
      if (HasVersion)
        OnFail.push_back(line("++" + place("version") + ";"));
    } else
      feature("undo:none");
  }
  auto failure = [&](const std::string &Last) {
    std::vector<Node> N = OnFail;
    N.push_back(line(Last));
    return N;
  };

  // The statements, in order; the lock goes between them.
  std::vector<Node> Steps[4]; // before the await; the await; after it; the end
  std::vector<Node> &A = Steps[0], &B = Steps[1], &C = Steps[2];
  const bool Lead = !Busy && R.chance(10);
  if (Lead) {
    feature("await:lead");
    A.push_back(line("co_await " + service(Tells) + ";"));
  }
  const bool Gated = HasGate && R.chance(60);
  if (Gated) {
    feature("check:gate");
    A.push_back(refuse(place("closed")));
  }
  const bool Nest =
      CheckForm == Nested && (CheckAt & 1) && LockTo != 1 && LockTo != 2;
  if ((CheckAt & 1) && !Nest)
    A.push_back(check(false));
  std::vector<Node> PreAct;
  const bool LateSnapshot = (ActKind == From || ActKind == FromSetter) &&
                            (Post ? R.chance(30) : false);
  if ((ActKind == From || ActKind == FromSetter) && !LateSnapshot)
    PreAct.push_back(line("const " + S.Type + " before = " + S.L + ";"));
  if (Restores)
    PreAct.push_back(line("const " + S.Type + " saved = " + S.L + ";"));
  if (!Post)
    PreAct.push_back(act());
  if (Guarded) {
    PreAct.push_back(line("Rollback rollback{[&] { " + S.Undo +
                          (HasVersion ? " ++" + place("version") + ";" : "") +
                          " }};"));
    C.push_back(line("rollback.armed = false;"));
  }
  feature(Post ? "act-after-await" : "act-before-await");
  bool ActInside = false;
  switch (Await) {
  case Tell:
    feature("await:tell");
    B.push_back(line("co_await " + service(Tells) + ";"));
    break;
  case Bool:
    feature("await:result");
    B.push_back(line("const bool sent = co_await " + service(Asks) + ";"));
    B.push_back(block("if (!sent)", failure(No)));
    break;
  case BoolInIf:
    feature("await:in-condition");
    B.push_back(block("if (!co_await " + service(Asks) + ")", failure(No)));
    break;
  case Try:
  case Rethrow:
    feature(Await == Try ? "await:try" : "await:rethrow");
    B.push_back(group(
        {block("try", {line("co_await " + service(Throwing) + ";")}),
         block(R.chance(50) ? "catch (const ServiceError &)" : "catch (...)",
               failure(Await == Try ? No : "throw;"))}));
    break;
  case Throws:
    feature("await:throws");
    B.push_back(line("co_await " + service(Throwing) + ";"));
    break;
  case Helper: {
    feature("await:helper");
    std::string Name = "finish" + upper(W->Take[0]);
    if (!has(Name)) {
      auto H =
          helper("Task<bool>", Name, Params,
                 {line("const bool well = co_await " + service(Asks) + ";"),
                  line("co_return well;")});
      H.Suspends = true;
      G.Methods.push_back(H);
    }
    B.push_back(block("if (!co_await " + call(Name, Args) + ")", failure(No)));
    break;
  }
  case Retry:
    feature("await:retry");
    B.push_back(line("bool sent = false;"));
    B.push_back(block("for (int attempt = 0; attempt < 2 && !sent; ++attempt)",
                      {line("sent = co_await " + service(Asks) + ";")}));
    B.push_back(block("if (!sent)", failure(No)));
    break;
  case OnSuccess: {
    feature("await:on-success");
    if (LockTo == 2)
      LockTo = 3;
    ActInside = true;
    std::vector<Node> In;
    if (CheckAt & 2)
      In.push_back(check(Nest ? false : (CheckAt & 1)));
    if (LateSnapshot)
      In.push_back(line("const " + S.Type + " before = " + S.L + ";"));
    if (Post)
      In.push_back(act());
    In.push_back(line(Boolean ? Yes : "co_return;"));
    B.push_back(block("if (co_await " + service(Asks) + ")", In));
    for (const Node &N : OnFail)
      C.push_back(N);
    break;
  }
  case Conditional: {
    feature("await:conditional");
    std::string Condition = Number ? std::string(W->Arg) + " > 55"
                            : *W->Arg && W->Of != Kind::Count &&
                                    W->Of != Kind::Set && W->Of != Kind::Map
                                ? "id > 1"
                                : "";
    B.push_back(Condition.empty()
                    ? line("co_await " + service(Tells) + ";")
                    : block("if (" + Condition + ")",
                            {line("co_await " + service(Tells) + ";")}));
    break;
  }
  }
  if (!ActInside) {
    if (CheckAt & 2) {
      if (AfterForm == 1 && Post && !LateSnapshot && !Nest) {
        feature("recheck:unchanged");
        C.push_back(refuse(S.L + " != before"));
      } else if (CheckForm == Nested) {
        feature("check:nested-after");
        C.push_back(refuse(S.Refuse));
      } else
        C.push_back(check(CheckAt & 1));
    }
    if (LateSnapshot)
      C.push_back(line("const " + S.Type + " before = " + S.L + ";"));
    if (Post)
      C.push_back(act());
  }
  if (!Busy && !ActInside && R.chance(12)) {
    feature("await:tail");
    Steps[3].push_back(line("co_await " + service(Tells) + ";"));
  }
  static const char *const CheckNames[] = {"check:none", "check:before",
                                           "check:after", "check:both"};
  feature(CheckNames[CheckAt]);

  // Together.
  std::vector<Node> Body = Head;
  const std::string Guard =
      "auto guard = co_await " + place("mutex") + ".scopedLock();";
  auto part = [&](unsigned I) {
    if (LockFrom == I)
      Body.push_back(line(Guard));
    if (LockTo == I && I < 3) {
      Body.push_back(line("guard.unlock();"));
      // Without an await it would be as good as held: nobody can come in.
      if (!PreAct.empty())
        Body.push_back(line("co_await " + service(Tells) + ";"));
    }
  };
  part(0);
  for (Node &N : A)
    Body.push_back(N);
  std::vector<Node> *Into = &Body;
  std::vector<Node> Rest;
  if (LockFrom == 1 || LockTo == 1)
    part(1);
  for (Node &N : PreAct)
    Rest.push_back(N);
  for (Node &N : B)
    Rest.push_back(N);
  if (LockFrom == 2)
    Rest.push_back(line(Guard));
  if (LockTo == 2) {
    Rest.push_back(line("guard.unlock();"));
    Rest.push_back(line("co_await " + service(Tells) + ";"));
  }
  for (Node &N : C)
    Rest.push_back(N);
  for (Node &N : Steps[3])
    Rest.push_back(N);
  if (Boolean)
    Rest.push_back(line(ActInside ? No : Yes));
  if (Nest) {
    feature("check:nested");
    Into->push_back(block("if (!(" + S.Refuse + "))", Rest));
    if (Boolean)
      Into->push_back(line(No));
  } else
    Body.insert(Body.end(), Rest.begin(), Rest.end());

  Method M;
  M.Name = Name;
  M.Suspends = true;
  // The whole of it in a helper, with something before and after the call.
  auto around = [&](const char *Suffix, std::vector<Node> Inside,
                    std::vector<Node> First, const std::vector<Node> &Last) {
    Method Inner =
        helper("Task<bool>", unused(Name + Suffix), Params, std::move(Inside));
    Inner.Suspends = true;
    First.push_back(
        line("const bool done = co_await " + call(Inner.Name, Args) + ";"));
    First.insert(First.end(), Last.begin(), Last.end());
    First.push_back(line("co_return done;"));
    G.Methods.push_back(std::move(Inner));
    return First;
  };
  if (Around && R.chance(50)) {
    feature("lock:by-hand");
    Body = around("Locked", std::move(Body),
                  {line("co_await " + place("mutex") + ".lock();")},
                  {line(place("mutex") + ".unlock();")});
  } else if (Around) {
    feature("lock:around-helper");
    Body = around("Locked", std::move(Body), {line(Guard)}, {});
  }
  if (Busy) {
    unsigned Form =
        R.weighted({30, 40, 20, CheckAt == Before && Post ? 10u : 0});
    const bool ByKey = W->Of == Kind::Set || W->Of == Kind::Map;
    HasPending |= ByKey && Form == 0;
    HasBusy |= !(ByKey && Form == 0);
    if (Form == 0 && ByKey) {
      feature("busy:in-flight-set");
      Body = around("Now", std::move(Body),
                    {block("if (!" + place("pending") + ".insert(id).second)",
                           {line(No)})},
                    {line(place("pending") + ".erase(id);")});
    } else if (Form == 0) {
      feature("busy:around-helper");
      Body = around("Now", std::move(Body),
                    {block("if (" + place("busy") + ")", {line(No)}),
                     line(place("busy") + " = true;")},
                    {line(place("busy") + " = false;")});
    } else if (Form == 1) {
      feature("busy:guard-object");
      Body.insert(Body.begin(),
                  {block("if (" + place("busy") + ")", {line(No)}),
                   line("const BusyGuard guard(" + place("busy") + ");")});
    } else if (Form == 2) {
      feature("busy:wait");
      Body.insert(Body.begin(),
                  {block("while (" + place("busy") + ")",
                         {line("co_await explorer::poll(\"idle\");")}),
                   line("const BusyGuard guard(" + place("busy") + ");")});
    } else {
      feature("busy:set-late");
      Body.insert(Body.begin(),
                  {block("if (" + place("busy") + ")", {line(No)}),
                   line("co_await audit();"),
                   line("const BusyGuard guard(" + place("busy") + ");")});
    }
  } else if (Number && !Nest && ActKind != ByLambda && R.chance(6) &&
             !CheckAt && !Gated) {
    // A refusal in the second round would leave the first one done.
    feature("loop:parts");
    if (Boolean && !ActInside && Body.back().Text == Yes) {
      Body.pop_back();
      Body = {block("for (int part = 0; part < 2; ++part)", Body), line(Yes)};
    }
  }
  M.Head = helper(Boolean ? "Task<bool>" : "Task<void>", Name, Params, {}).Head;
  M.Body = std::move(Body);
  M.Calls = calls(Name);
  G.Methods.push_back(std::move(M));

  // What it is meant to be.
  bool Decides =
      (CheckAt == 1 || (CheckAt == 3 && CheckForm == Remembered)) && Post;
  bool Stale =
      (ActKind == From || ActKind == FromSetter) && Post && !LateSnapshot;
  if (((Decides || Stale || Restores) && !Around &&
       !(LockFrom == 0 && LockTo == 3) && !Busy && Await != Conditional) ||
      G.Features.count("act:await-in-expression"))
    G.IntendedRacy = true;
}

/// Version numbers, again and again until nobody came in between.
void Maker::optimistic(const std::string &Name) {
  Resource S = resource(stateOf());
  HasVersion = true;
  std::vector<Node> In;
  In.push_back(line("const int seen = " + place("version") + ";"));
  if (!Blind)
    In.push_back(block("if (" + S.Refuse + ")", {line("co_return false;")}));
  const bool Copies = !S.ActFrom.empty();
  if (Copies)
    In.push_back(line("const " + S.Type + " before = " + S.L + ";"));
  In.push_back(line(R.chance(50) ? "co_await audit();" : "co_await notify();"));
  const bool Again = R.chance(70);
  In.push_back(block("if (" + place("version") + " != seen)",
                     {line(Again ? "continue;" : "co_return false;")}));
  if (Copies && R.chance(12)) {
    // The others count.
    feature("version:not-counted");
    G.IntendedRacy = true;
  } else
    In.push_back(line("++" + place("version") + ";"));
  if (Copies)
    for (const std::string &T : S.ActFrom)
      In.push_back(line(T));
  else
    In.push_back(line(S.Act));
  In.push_back(line("co_return true;"));
  feature(Again ? "version:retry" : "version:refuse");
  if (Again)
    In = {block(R.chance(50) ? "while (true)" : "for (;;)", In)};
  Method M = helper("Task<bool>", Name, Params, In);
  M.Suspends = true;
  M.Calls = calls(Name);
  G.Methods.push_back(M);
}

/// A batch that leaves the state before it is worked on, or after.
void Maker::moveOut(const std::string &Name) {
  std::string L = stateOf();
  std::string Of = W->Of == Kind::List  ? "std::vector<int>"
                   : W->Of == Kind::Set ? "std::set<int>"
                                        : "std::map<int, int>";
  // What is reserved can be in a batch and be given back later. Nobody calls
  // that a race, but the size of the batch would tell.
  const bool Tells = !G.Features.count("undo:compensate") &&
                     !G.Features.count("undo:restore") && !HasRollback;
  std::vector<Node> B;
  B.push_back(block("if (" + L + ".empty())",
                    {line(Tells ? "co_return 0;" : "co_return;")}));
  switch (R.below(Tells ? 4 : 3)) {
  case 0:
    feature("batch:exchanged");
    B.push_back(line("const " + Of + " batch = std::exchange(" + L + ", {});"));
    B.push_back(line("co_await store(batch);"));
    break;
  case 1:
    feature("batch:moved");
    B.push_back(line("const " + Of + " batch = std::move(" + L + ");"));
    B.push_back(line(L + ".clear();"));
    B.push_back(line("co_await store(batch);"));
    break;
  case 2:
    feature("batch:swapped");
    B.push_back(line(Of + " batch;"));
    B.push_back(line("batch.swap(" + L + ");"));
    B.push_back(line("co_await store(batch);"));
    break;
  case 3:
    feature("batch:copied");
    G.IntendedRacy = true;
    B.push_back(line("const " + Of + " batch = " + L + ";"));
    B.push_back(line("co_await store(batch);"));
    B.push_back(line(L + ".clear();"));
    break;
  }
  if (Tells)
    B.push_back(line("co_return batch.size();"));
  Method M = helper(Tells ? "Task<long>" : "Task<void>", Name, "", B);
  M.Suspends = true;
  M.Calls = calls(Name);
  for (std::string &C : M.Calls) // it takes no id
    if (size_t At = C.find_last_of("(,"); At != C.npos)
      C = C.substr(0, C[At] == '(' ? At + 1 : At) + ")";
  G.Methods.push_back(M);
}

/// A coroutine that only gives, which is as safe as it is done in one step.
void Maker::credit(const std::string &Name) {
  Resource S = resource(stateOf());
  std::vector<Node> B;
  if (W->Of == Kind::Number && R.chance(40)) {
    feature("credit:remembered");
    G.IntendedRacy = true;
    B.push_back(line("const long before = " + S.L + ";"));
    B.push_back(line("co_await audit();"));
    B.push_back(line(S.L + " = before + " + W->Arg + ";"));
  } else {
    feature("credit:step");
    B.push_back(line("co_await notify();"));
    B.push_back(line(S.Undo));
  }
  if (HasMutex && R.chance(60))
    B.insert(B.begin(), line("auto guard = co_await " + place("mutex") +
                             ".scopedLock();"));
  Method M = helper("Task<void>", Name, Params, B);
  M.Suspends = true;
  M.Calls = calls(Name);
  G.Methods.push_back(M);
}

void Maker::plain() {
  Resource S = resource(stateOf());
  if (R.chance(55) || G.Features.count("version:not-counted")) {
    feature("plain:give");
    std::vector<Node> B;
    B.push_back(line(S.Undo));
    if (HasVersion)
      B.push_back(line("++" + place("version") + ";"));
    Method M = helper("void", unused(W->Give), Params, B);
    M.Calls = calls(M.Name);
    G.Methods.push_back(M);
  }
  if (!Blind && R.chance(20)) {
    feature("plain:try");
    std::vector<Node> B = {
        block("if (" + S.Refuse + ")", {line("return false;")}), line(S.Act),
        line("return true;")};
    if (HasVersion)
      B.insert(B.begin() + 2, line("++" + place("version") + ";"));
    Method M = helper("bool", unused(W->Try), Params, B);
    M.Calls = calls(M.Name);
    G.Methods.push_back(M);
  }
  if (HasGate) {
    Method M = helper("void", "shut", "", {line(place("closed") + " = true;")});
    M.Calls = calls(M.Name);
    for (std::string &C : M.Calls)
      C = fmt::format("{}shut({})",
                      G.Object.empty() && !G.Global ? "self." : "",
                      givenObject());
    G.Methods.push_back(M);
  }
}

Generated Maker::make() {
  W = &R.pick(AllWords);
  Where = Shape(R.weighted({34, 12, 12, 14, 8, 8, 12}));
  Keyed = (W->Of == Kind::Number || W->Of == Kind::Flag) && R.chance(20);
  std::string Low = W->Class;
  Low[0] = std::tolower(static_cast<unsigned char>(Low[0]));
  G.Namespace = Low + "_" + std::to_string(Number);
  G.Class = W->Class;
  static const char *const KindNames[] = {"number", "count",    "flag",
                                          "enum",   "optional", "pointer",
                                          "set",    "map",      "list"};
  feature(std::string("state:") + KindNames[int(W->Of)] +
          (Keyed ? "-by-key" : ""));
  static const char *const ShapeNames[] = {
      "member",        "nested",     "pointee", "by-reference",
      "by-shared-ptr", "by-pointer", "global"};
  feature(std::string("shape:") + ShapeNames[int(Where)]);
  // `Of &name`, and how its members are reached.
  auto given = [&](const std::string &Of, const char *Arrow) {
    ObjectName = Low;
    G.Object = Of + Low;
    Prefix = Low + Arrow;
  };
  switch (Where) {
  case Shape::Member:
    Suffix = "_";
    break;
  case Shape::Nested:
    Prefix = "state_.";
    break;
  case Shape::Pointee:
    Prefix = "state_->";
    break;
  case Shape::ByReference:
    given(G.Class + " &", ".");
    break;
  case Shape::ByShared:
    given("std::shared_ptr<" + G.Class + "> ", "->");
    break;
  case Shape::ByPointer:
    given(G.Class + " *", "->");
    break;
  case Shape::Global:
    G.Global = true;
    break;
  }
  // The state.
  std::string Type, Init;
  std::string P = !G.Object.empty() ? "self." + std::string(W->State)
                  : G.Global        ? std::string(W->State)
                                    : "self." + place(W->State);
  auto setups = [&](std::vector<std::string> Values) {
    for (std::string &V : Values)
      G.Setups.push_back((Keyed ? P + "[1]" : P) + " = " + V + ";");
  };
  switch (W->Of) {
  case Kind::Number:
    Type = "long";
    Init = "100";
    setups({"100", "110", "200", "0", "55"});
    break;
  case Kind::Count:
    Type = "int";
    Init = "0";
    G.Before.push_back("constexpr int limit = 2;");
    setups({"1", "0", "2"});
    break;
  case Kind::Flag:
    Type = "bool";
    Init = "false";
    setups({"false", "true"});
    break;
  case Kind::Phase:
    Type = "Phase";
    Init = "Phase::Idle";
    G.Before.push_back("enum class Phase { Idle, Running };");
    setups({"Phase::Idle", "Phase::Running"});
    break;
  case Kind::Optional:
    Type = "std::optional<int>";
    setups({"std::nullopt", "9"});
    break;
  case Kind::Pointer:
    Type = "std::unique_ptr<int>";
    setups({"nullptr", "std::make_unique<int>(9)"});
    break;
  case Kind::Set:
    Type = "std::set<int>";
    setups({"{}", "{7, 8}", "{8}"});
    break;
  case Kind::Map:
    Type = "std::map<int, int>";
    setups({"{}", "{{7, 2}, {8, 1}}", "{{8, 1}}"});
    break;
  case Kind::List:
    Type = "std::vector<int>";
    G.Before.push_back("constexpr std::size_t limit = 2;");
    setups({"{4}", "{}", "{4, 5}", "{2}"});
    break;
  }
  if (Keyed) {
    Type = "std::map<int, " + Type + ">";
    Init = "";
  }
  declare(Type, W->State, Init);
  const std::string Argument = W->Of == Kind::Number
                                   ? std::string("long ") + W->Arg
                               : *W->Arg && W->Of != Kind::Count ? "int id"
                                                                 : "";
  Params =
      Keyed ? "int id" + (Argument.empty() ? "" : ", " + Argument) : Argument;
  Args = Keyed ? std::string("id") +
                     (Argument.empty() ? "" : std::string(", ") + W->Arg)
         : W->Of == Kind::Number ? std::string(W->Arg)
         : Argument.empty()      ? ""
                                 : "id";
  std::string Observed = P;
  if (W->Of == Kind::Pointer)
    Observed = "(" + P + " ? *" + P + " : 0)";
  if (W->Of == Kind::List)
    Observed = "std::multiset<int>(" + P + ".begin(), " + P + ".end())";
  G.Observed.push_back(Observed);

  // The methods.
  switch (R.weighted({52, 24, 24})) {
  case 1:
    Locks = AllLock;
    break;
  case 2:
    Locks = SomeLock;
    break;
  }
  Blind = !ownedByOne() && R.chance(10);
  HasVersion = R.chance(8);
  HasGate = R.chance(12);
  unsigned Coroutines = 1 + R.weighted({45, 40, 15});
  std::vector<const char *> Names = W->Take;
  bool Batches =
      (W->Of == Kind::List || W->Of == Kind::Set || W->Of == Kind::Map) &&
      R.chance(25);
  for (unsigned I = 0; I < Coroutines; ++I) {
    if (HasVersion && I == 0)
      optimistic(Names[I]);
    else if (I > 0 && R.chance(20))
      credit(unused(std::string(W->Give) + "Later"));
    else
      coroutine(Names[I]);
  }
  if (Batches)
    moveOut("drain");
  plain();

  if (HasMutex)
    G.Mutex = P.substr(0, P.size() - std::string(W->State + Suffix).size()) +
              "mutex" + Suffix;
  if (HasMutex)
    declare("explorer::Mutex", "mutex", "");
  if (HasBusy) {
    declare("bool", "busy", "false");
    if (G.Features.count("busy:guard-object") ||
        G.Features.count("busy:wait") || G.Features.count("busy:set-late"))
      G.Before.push_back("struct BusyGuard {\n  explicit BusyGuard(bool &flag) "
                         ": flag(flag) { flag = true; }\n"
                         "  ~BusyGuard() { flag = false; }\n  BusyGuard(const "
                         "BusyGuard &) = delete;\n  bool &flag;\n};");
  }
  if (HasPending)
    declare("std::set<int>", "pending", "");
  if (HasRollback)
    G.Before.push_back(
        "template <class F> struct Rollback {\n  F undo;\n  bool "
        "armed = true;\n  ~Rollback() {\n    if (armed)\n      "
        "undo();\n  }\n};");
  if (HasVersion)
    declare("int", "version", "0");
  if (HasGate)
    declare("bool", "closed", "false");

  if (Where == Shape::Nested || Where == Shape::Pointee) {
    std::string S = "struct State {\n";
    for (const std::string &F : Fields)
      S += "  " + F + "\n";
    G.Before.push_back(S + "};");
    G.Members = {
        Where == Shape::Nested
            ? "State state_;"
            : "std::shared_ptr<State> state_ = std::make_shared<State>();"};
  } else {
    G.Members = Fields;
    if (G.Global)
      for (std::string &F : G.Members)
        F = "static " + F; // others cannot reach them
  }
  if (G.Global)
    for (std::string &S : G.Setups) {
      if (HasBusy)
        S += " busy = false;";
      if (HasMutex)
        S += " if (mutex.isLocked()) mutex.unlock();";
      if (HasPending)
        S += " pending.clear();";
      if (HasVersion)
        S += " version = 0;";
      if (HasGate)
        S += " closed = false;";
    }
  // Helpers first, as free functions have to be.
  std::vector<Method> Ordered;
  for (bool Helpers : {true, false})
    for (const Method &M : G.Methods)
      if (M.Calls.empty() == Helpers)
        Ordered.push_back(M);
  G.Methods = std::move(Ordered);
  return std::move(G);
}
} // namespace

Generated await_tidy::test::generate(uint64_t Seed, unsigned Number) {
  return Maker(Seed, Number).make();
}

//===----------------------------------------------------------------------===//
// Smaller
//===----------------------------------------------------------------------===//

static size_t sizeOf(const std::vector<Node> &Nodes) {
  size_t N = 0;
  for (const Node &K : Nodes)
    N += 1 + sizeOf(K.Kids);
  return N;
}

size_t await_tidy::test::parts(const Generated &G) {
  size_t N = G.Members.size() + G.Before.size();
  for (const Method &M : G.Methods)
    N += 1 + sizeOf(M.Body);
  return N;
}

namespace {
/// Numbers the parts in the order of parts(): a method or statement comes
/// before what is in it.
class Cutter {
public:
  explicit Cutter(const std::vector<bool> &Drop) : Drop(Drop) {}
  bool keeps() { return !Drop[At++]; }
  std::vector<Node> cut(const std::vector<Node> &Nodes) {
    std::vector<Node> Out;
    for (const Node &N : Nodes) {
      if (!keeps()) {
        At += sizeOf(N.Kids);
        continue;
      }
      Out.push_back({N.Text, N.Block, cut(N.Kids)});
    }
    return Out;
  }
  void skip(size_t N) { At += N; }

private:
  const std::vector<bool> &Drop;
  size_t At = 0;
};
} // namespace

Generated await_tidy::test::without(const Generated &G,
                                    const std::vector<bool> &Drop) {
  Generated Out = G;
  Out.Methods.clear();
  Out.Members.clear();
  Out.Before.clear();
  Cutter C(Drop);
  for (const Method &M : G.Methods) {
    if (!C.keeps()) {
      C.skip(sizeOf(M.Body));
      continue;
    }
    Out.Methods.push_back(M);
    Out.Methods.back().Body = C.cut(M.Body);
  }
  for (auto Part : {&Generated::Members, &Generated::Before})
    for (const std::string &Text : G.*Part)
      if (C.keeps())
        (Out.*Part).push_back(Text);
  return Out;
}

static bool mentions(const std::vector<Node> &Nodes, const std::string &Text) {
  return std::any_of(Nodes.begin(), Nodes.end(), [&](const Node &N) {
    return N.Text.find(Text) != N.Text.npos || mentions(N.Kids, Text);
  });
}

void await_tidy::test::dropUncalled(Generated &G) {
  auto Uncalled = [&](const Method &M) {
    return M.Calls.empty() &&
           std::none_of(G.Methods.begin(), G.Methods.end(),
                        [&](const Method &By) {
                          return &By != &M && mentions(By.Body, M.Name + "(");
                        });
  };
  // One can have been the only one that called another one.
  for (auto It = G.Methods.begin();
       (It = std::find_if(G.Methods.begin(), G.Methods.end(), Uncalled)) !=
       G.Methods.end();)
    G.Methods.erase(It);
}

static void openOne(const std::vector<Node> &Nodes,
                    const std::function<void(const std::vector<Node> &)> &Say) {
  for (size_t I = 0; I < Nodes.size(); ++I) {
    std::vector<Node> Less = Nodes;
    if (Nodes[I].Block && !Nodes[I].Kids.empty()) {
      Less.erase(Less.begin() + I);
      Less.insert(Less.begin() + I, Nodes[I].Kids.begin(), Nodes[I].Kids.end());
      Say(Less);
    }
    openOne(Nodes[I].Kids, [&](const std::vector<Node> &Kids) {
      Less = Nodes;
      Less[I].Kids = Kids;
      Say(Less);
    });
  }
}

std::vector<Generated> await_tidy::test::opened(const Generated &G) {
  std::vector<Generated> Out;
  for (size_t I = 0; I < G.Methods.size(); ++I)
    openOne(G.Methods[I].Body, [&](const std::vector<Node> &Body) {
      Out.push_back(G);
      Out.back().Methods[I].Body = Body;
    });
  return Out;
}
