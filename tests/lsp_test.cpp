//===- lsp_test.cpp - The language server ---------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// await-tidyd as an editor meets it: the messages, in order, and what comes
// back.
//
//===----------------------------------------------------------------------===//
#include "LspClient.h"
#include "Samples.h"
#include "frontends/lsp/Document.h"

#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace fs = std::filesystem;
namespace json = llvm::json;
using namespace await_tidy::test;

namespace {

/// Positions as a client counts them.
struct Spot {
  int64_t Line = -1, Character = -1;
  bool operator==(const Spot &) const = default;
};
void PrintTo(const Spot &S, std::ostream *Out) {
  *Out << S.Line << ':' << S.Character;
}

Spot spot(const json::Object &Range, const char *End) {
  const json::Object *P = Range.getObject(End);
  return {P->getInteger("line").value_or(-1),
          P->getInteger("character").value_or(-1)};
}

class Lsp : public testing::Test {
protected:
  TemporaryFolder Folder;
  std::optional<LspClient> Client;
  std::string Uri;
  int Version = 0;

  void start(const Words &Options = {}, json::Object Capabilities = {}) {
    Client.emplace(
        concat({{AWAIT_TIDY_SERVER}, Options, {"--"}, sampleFlags()}));
    initialize(std::move(Capabilities));
  }
  void initialize(json::Object Capabilities = {}, json::Object Wishes = {},
                  const char *Trace = "off") {
    auto Answer = Client->call(
        "initialize", json::Object{{"capabilities", std::move(Capabilities)},
                                   {"initializationOptions", std::move(Wishes)},
                                   {"trace", Trace}});
    ASSERT_TRUE(Answer && Answer->getObject("result"));
    Client->notify("initialized", json::Object{});
  }

  std::string uri(const std::string &Name) const {
    return "file://" + (Folder.path() / Name).string();
  }
  json::Object document() const {
    return json::Object{{"uri", Uri}, {"version", Version}};
  }

  void open(const std::string &Text, const std::string &Name = "a.cpp") {
    Uri = uri(Name);
    Client->notify(
        "textDocument/didOpen",
        json::Object{{"textDocument", json::Object{{"uri", Uri},
                                                   {"languageId", "cpp"},
                                                   {"version", ++Version},
                                                   {"text", Text}}}});
  }
  void change(json::Array Changes) {
    ++Version;
    Client->notify("textDocument/didChange",
                   json::Object{{"textDocument", document()},
                                {"contentChanges", std::move(Changes)}});
  }
  void change(const std::string &Text) {
    change(json::Array{json::Object{{"text", Text}}});
  }

  /// What the server tells of the document in its present version.
  json::Array diagnostics() {
    for (;;) {
      auto M = Client->next("textDocument/publishDiagnostics");
      const json::Object *P = M ? M->getObject("params") : nullptr;
      if (!P) {
        ADD_FAILURE() << "no diagnostics came";
        return {};
      }
      if (P->getString("uri") == llvm::StringRef(Uri) &&
          P->getInteger("version") == Version)
        return std::move(*M->getObject("params")->getArray("diagnostics"));
    }
  }

  static std::vector<std::pair<int64_t, std::string>>
  codes(const json::Array &List) {
    std::vector<std::pair<int64_t, std::string>> Out;
    for (const json::Value &V : List)
      Out.push_back(
          {spot(*V.getAsObject()->getObject("range"), "start").Line + 1,
           V.getAsObject()->getString("code")->str()});
    return Out;
  }

  /// The edits of the action whose title begins with \p Title.
  std::optional<json::Array> edits(const json::Object &Range,
                                   llvm::StringRef Title) {
    auto Answer = Client->call(
        "textDocument/codeAction",
        json::Object{
            {"textDocument", document()},
            {"range", json::Object(Range)},
            {"context", json::Object{{"diagnostics", json::Array()}}}});
    if (!Answer || !Answer->getArray("result"))
      return std::nullopt;
    for (json::Value &A : *Answer->getArray("result"))
      if (A.getAsObject()->getString("title")->starts_with(Title))
        return std::move(
            *A.getAsObject()->getObject("edit")->getObject("changes")->getArray(
                Uri));
    return std::nullopt;
  }

  int end() {
    Client->call("shutdown", nullptr);
    Client->notify("exit", nullptr);
    return Client->wait();
  }
};

using Codes = std::vector<std::pair<int64_t, std::string>>;

/// As the change events of didChange have it.
json::Array asChanges(json::Array Edits) {
  json::Array Out;
  for (json::Value &E : Edits)
    Out.push_back(json::Object{
        {"range", json::Object(*E.getAsObject()->getObject("range"))},
        {"text", *E.getAsObject()->getString("newText")}});
  return Out;
}

TEST_F(Lsp, FindingsComeAndGoWithTheText) {
  start();
  open(Withdraw);
  json::Array Found = diagnostics();
  EXPECT_EQ(codes(Found), (Codes{{WithdrawAct, "await-check-then-act"}}));
  const json::Object &D = *Found[0].getAsObject();
  EXPECT_EQ(D.getString("source"), llvm::StringRef("await-tidy"));
  EXPECT_EQ(D.getInteger("severity"), 2);
  EXPECT_EQ(spot(*D.getObject("range"), "start"), (Spot{WithdrawAct - 1, 4}));
  EXPECT_EQ(spot(*D.getObject("range"), "end"), (Spot{WithdrawAct - 1, 21}));
  std::vector<int64_t> Steps;
  for (const json::Value &V : *D.getArray("relatedInformation"))
    Steps.push_back(
        spot(*V.getAsObject()->getObject("location")->getObject("range"),
             "start")
            .Line +
        1);
  ASSERT_GE(Steps.size(), 2u);
  EXPECT_EQ(Steps[0], WithdrawCheck);
  EXPECT_EQ(Steps[1], WithdrawSuspension);

  change(replaced(Withdraw, "    co_await transfer(amount);\n    balance",
                  "    balance"));
  EXPECT_EQ(codes(diagnostics()), Codes());
  change(Withdraw);
  EXPECT_EQ(codes(diagnostics()).size(), 1u);

  Client->notify("textDocument/didClose",
                 json::Object{{"textDocument", document()}});
  auto Last = Client->next("textDocument/publishDiagnostics");
  ASSERT_TRUE(Last);
  EXPECT_TRUE(Last->getObject("params")->getArray("diagnostics")->empty());
  EXPECT_EQ(end(), 0);
}

TEST_F(Lsp, ChangesOfPartsAndUnitsOfUtf16) {
  start();
  open(Withdraw);
  EXPECT_EQ(diagnostics().size(), 1u);
  // 4 bytes and 2 units; then 3 bytes and 1 unit.
  auto Insert = [](int Line, int Character, const char *Text) {
    json::Object At{{"line", Line}, {"character", Character}};
    return json::Object{{"range", json::Object{{"start", json::Object(At)},
                                               {"end", json::Object(At)}}},
                        {"text", Text}};
  };
  const int Act = WithdrawAct - 1;
  change(json::Array{Insert(Act, 4, "/*\xF0\x9F\x98\x80*/ "),
                     Insert(Act, 8, "\xE2\x82\xAC")});
  json::Array Found = diagnostics();
  ASSERT_EQ(codes(Found), (Codes{{WithdrawAct, "await-check-then-act"}}));
  // 4 + "/*" 2 units "€" "*/ "
  EXPECT_EQ(spot(*Found[0].getAsObject()->getObject("range"), "start"),
            (Spot{Act, 4 + 2 + 2 + 1 + 3}));
}

TEST_F(Lsp, Utf8WhereTheClientOffersIt) {
  start({}, json::Object{
                {"general", json::Object{{"positionEncodings",
                                          json::Array{"utf-16", "utf-8"}}}}});
  open(replaced(Withdraw,
                "    balance -=", "    /*\xF0\x9F\x98\x80*/ balance -="));
  json::Array Found = diagnostics();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(spot(*Found[0].getAsObject()->getObject("range"), "start"),
            (Spot{WithdrawAct - 1, 4 + 2 + 4 + 3}));
}

TEST_F(Lsp, ARepairThatTheEditorApplies) {
  start();
  open(Rollback);
  json::Array Found = diagnostics();
  ASSERT_EQ(codes(Found), (Codes{{RollbackAct, "await-snapshot-rollback"}}));
  auto Edits = edits(*Found[0].getAsObject()->getObject("range"), "Repair: ");
  ASSERT_TRUE(Edits);
  change(asChanges(std::move(*Edits)));
  EXPECT_EQ(codes(diagnostics()), Codes());
}

TEST_F(Lsp, ASuppressionThatTheEditorApplies) {
  start();
  open(Withdraw);
  json::Array Found = diagnostics();
  ASSERT_EQ(Found.size(), 1u);
  auto Edits = edits(*Found[0].getAsObject()->getObject("range"), "Suppress ");
  ASSERT_TRUE(Edits);
  change(asChanges(std::move(*Edits)));
  EXPECT_EQ(codes(diagnostics()), Codes());
}

TEST_F(Lsp, HoverTellsTheSteps) {
  start();
  open(Withdraw);
  EXPECT_EQ(diagnostics().size(), 1u);
  auto At = [&](int Line) {
    auto Answer = Client->call(
        "textDocument/hover",
        json::Object{
            {"textDocument", document()},
            {"position", json::Object{{"line", Line}, {"character", 6}}}});
    const json::Object *R = Answer ? Answer->getObject("result") : nullptr;
    return R ? R->getObject("contents")->getString("value")->str() : "";
  };
  std::string Text = At(WithdrawAct - 1);
  EXPECT_TRUE(contains(Text, "await-check-then-act")) << Text;
  EXPECT_TRUE(contains(Text, R"(```text
withdraw                       │ deposit
 8  if (balance < amount)      │
10  co_await transfer(amount); │
                               │ 15  balance += amount;
11  balance -= amount;         │
```)"))
      << Text;
  EXPECT_TRUE(contains(Text, "1. test 'balance' again")) << Text;
  EXPECT_EQ(At(0), "");
}

TEST_F(Lsp, WhoAsksForDiagnosticsIsAnswered) {
  start({}, json::Object{{"textDocument",
                          json::Object{{"diagnostic", json::Object()}}}});
  auto Ask = [&](const std::string &Known) {
    auto Answer = Client->call("textDocument/diagnostic",
                               json::Object{{"textDocument", document()},
                                            {"previousResultId", Known}});
    const json::Object *R = Answer ? Answer->getObject("result") : nullptr;
    EXPECT_TRUE(R);
    return R ? *R : json::Object();
  };
  open(Withdraw);
  json::Object First = Ask("");
  EXPECT_EQ(First.getString("kind"), llvm::StringRef("full"));
  ASSERT_TRUE(First.getArray("items") && First.getString("resultId"));
  EXPECT_EQ(codes(*First.getArray("items")),
            (Codes{{WithdrawAct, "await-check-then-act"}}));
  json::Object Second = Ask(First.getString("resultId")->str());
  EXPECT_EQ(Second.getString("kind"), llvm::StringRef("unchanged"));
  change("\n" + Withdraw);
  json::Object Third = Ask(First.getString("resultId")->str());
  ASSERT_TRUE(Third.getArray("items"));
  EXPECT_EQ(codes(*Third.getArray("items")),
            (Codes{{WithdrawAct + 1, "await-check-then-act"}}));
  // To who asks, nothing is sent unasked: it would be shown twice.
  EXPECT_FALSE(Client->has("textDocument/publishDiagnostics"));
}

TEST_F(Lsp, AQuestionThatIsCancelledIsAnsweredToo) {
  start({}, json::Object{{"textDocument",
                          json::Object{{"diagnostic", json::Object()}}}});
  open(Withdraw);
  Client->send(
      json::Object{{"id", "mine"},
                   {"method", "textDocument/diagnostic"},
                   {"params", json::Object{{"textDocument", document()}}}});
  Client->notify("$/cancelRequest", json::Object{{"id", "mine"}});
  std::optional<json::Object> Answer = Client->answer("mine");
  ASSERT_TRUE(Answer);
  // Unless the analysis was faster.
  if (const json::Object *E = Answer->getObject("error"))
    EXPECT_EQ(E->getInteger("code"), -32800);
  else
    EXPECT_TRUE(Answer->getObject("result"));
  EXPECT_EQ(end(), 0);
}

TEST_F(Lsp, WhatIsFoundInAHeaderThatIsNotOpen) {
  Folder.write("account.h", "#pragma once\n" + Withdraw);
  start();
  open("#include \"account.h\"\n");
  EXPECT_EQ(codes(diagnostics()), Codes());
  auto OfHeader = [&]() -> std::optional<json::Array> {
    while (auto M = Client->next("textDocument/publishDiagnostics")) {
      json::Object &P = *M->getObject("params");
      if (P.getString("uri") == llvm::StringRef(uri("account.h")))
        return std::move(*P.getArray("diagnostics"));
    }
    return std::nullopt;
  };
  std::optional<json::Array> Found = OfHeader();
  ASSERT_TRUE(Found);
  EXPECT_EQ(codes(*Found), (Codes{{WithdrawAct + 1, "await-check-then-act"}}));
  Client->notify("textDocument/didClose",
                 json::Object{{"textDocument", document()}});
  Found = OfHeader();
  ASSERT_TRUE(Found);
  EXPECT_TRUE(Found->empty());
}

TEST_F(Lsp, TheFirstParseShowsProgress) {
  start({}, json::Object{{"window", json::Object{{"workDoneProgress", true}}}});
  open(Withdraw);
  auto Created = Client->next("window/workDoneProgress/create");
  ASSERT_TRUE(Created);
  const json::Value *Token = Created->getObject("params")->get("token");
  for (const char *Kind : {"begin", "end"}) {
    auto M = Client->next("$/progress");
    ASSERT_TRUE(M);
    const json::Object &P = *M->getObject("params");
    EXPECT_EQ(*P.get("token"), *Token);
    EXPECT_EQ(P.getObject("value")->getString("kind"), llvm::StringRef(Kind));
  }
  // The next one has the includes at hand.
  change("\n" + Withdraw);
  diagnostics();
  EXPECT_FALSE(Client->has("$/progress"));
}

TEST_F(Lsp, ARuleIsExplained) {
  start({},
        json::Object{
            {"textDocument",
             json::Object{{"publishDiagnostics",
                           json::Object{{"codeDescriptionSupport", true}}}}}});
  open(Withdraw);
  json::Array Found = diagnostics();
  ASSERT_EQ(Found.size(), 1u);
  const json::Object *Page =
      Found[0].getAsObject()->getObject("codeDescription");
  ASSERT_TRUE(Page);
  EXPECT_TRUE(contains(Page->getString("href")->str(), "://"));
  auto Answer = Client->call(
      "textDocument/codeAction",
      json::Object{
          {"textDocument", document()},
          {"range", json::Object(*Found[0].getAsObject()->getObject("range"))},
          {"context", json::Object{{"diagnostics", json::Array()}}}});
  ASSERT_TRUE(Answer);
  const json::Object *Command = nullptr;
  for (const json::Value &A : *Answer->getArray("result"))
    if (A.getAsObject()->getString("title")->starts_with("Explain "))
      Command = A.getAsObject()->getObject("command");
  ASSERT_TRUE(Command);
  auto Said = Client->call(
      "workspace/executeCommand",
      json::Object{
          {"command", *Command->getString("command")},
          {"arguments", json::Array(*Command->getArray("arguments"))}});
  ASSERT_TRUE(Said && Said->getString("result"));
  EXPECT_TRUE(
      contains(Said->getString("result")->str(), "# await-check-then-act"));
  auto Shown = Client->next("window/showMessage");
  ASSERT_TRUE(Shown);
  EXPECT_TRUE(contains(Shown->getObject("params")->getString("message")->str(),
                       "await-check"));
  Said =
      Client->call("workspace/executeCommand",
                   json::Object{{"command", *Command->getString("command")},
                                {"arguments", json::Array{"await-nothing"}}});
  ASSERT_TRUE(Said && Said->getObject("error"));
  EXPECT_TRUE(contains(Said->getObject("error")->getString("message")->str(),
                       "await-nothing"));
}

TEST_F(Lsp, SuspensionsInUseAreMarkedOnWish) {
  auto Hints = [&] {
    open(Withdraw);
    diagnostics();
    auto Answer = Client->call(
        "textDocument/inlayHint",
        json::Object{
            {"textDocument", document()},
            {"range",
             json::Object{
                 {"start", json::Object{{"line", 0}, {"character", 0}}},
                 {"end", json::Object{{"line", 99}, {"character", 0}}}}}});
    json::Array *List = Answer ? Answer->getArray("result") : nullptr;
    EXPECT_TRUE(List);
    return List ? std::move(*List) : json::Array();
  };
  start();
  EXPECT_TRUE(Hints().empty());
  Client.emplace(concat({{AWAIT_TIDY_SERVER, "--"}, sampleFlags()}));
  initialize({}, json::Object{{"inlayHints", true}});
  json::Array Found = Hints();
  ASSERT_EQ(Found.size(), 1u);
  const json::Object &H = *Found[0].getAsObject();
  EXPECT_EQ(H.getObject("position")->getInteger("line"),
            WithdrawSuspension - 1);
  EXPECT_EQ(H.getString("label"), llvm::StringRef("in use: balance"));
  EXPECT_TRUE(
      contains(H.getObject("tooltip")->getString("value")->str(), "reported"));
}

TEST_F(Lsp, HalfWrittenCodeIsSaidToBe) {
  start();
  open(replaced(Withdraw, "    co_await transfer(amount);\n",
                "    co_await transfer(\n"));
  json::Array Found = diagnostics();
  ASSERT_FALSE(Found.empty());
  EXPECT_EQ(Found[0].getAsObject()->getString("code"),
            llvm::StringRef("not-analysed"));
  EXPECT_TRUE(contains(Found[0].getAsObject()->getString("message")->str(),
                       "does not parse"));
  change(Withdraw);
  EXPECT_EQ(codes(diagnostics()),
            (Codes{{WithdrawAct, "await-check-then-act"}}));
}

TEST_F(Lsp, AHeaderThatIsOpenIsReadFromTheEditor) {
  Folder.write("limits.h", "inline bool keep = true;\n");
  start();
  Uri = uri("limits.h");
  open("inline bool keep = true;\n", "limits.h");
  diagnostics();
  std::string Text = "#include \"limits.h\"\n" + Withdraw;
  open(Text, "a.cpp");
  EXPECT_EQ(codes(diagnostics()).size(), 1u);
  // Not saved, and of the same length: the includes are parsed again.
  std::string Source = Uri;
  int Latest = Version;
  Uri = uri("limits.h");
  change("inline bool keep = @@@@;\n");
  diagnostics();
  Uri = Source;
  Version = Latest;
  Client->notify("textDocument/didSave",
                 json::Object{{"textDocument", document()}});
  json::Array Found = diagnostics();
  ASSERT_FALSE(Found.empty());
  EXPECT_EQ(Found[0].getAsObject()->getString("code"),
            llvm::StringRef("not-analysed"));
}

TEST_F(Lsp, ADatabaseThatCannotBeUsedIsSaidToBe) {
  Folder.write("compile_commands.json", "{");
  Client.emplace(Words{AWAIT_TIDY_SERVER});
  initialize();
  open(Withdraw);
  json::Array Found = diagnostics();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_TRUE(contains(Found[0].getAsObject()->getString("message")->str(),
                       "compile_commands.json"));
}

TEST_F(Lsp, TheConfigurationOfTheFolderCounts) {
  Folder.write(".await-tidy", "checks: '-*,await-stale-write'\n");
  start();
  open(Withdraw);
  EXPECT_EQ(codes(diagnostics()), Codes());
  Folder.write(".await-tidy", "cheks: '-*'\n");
  Client->notify("textDocument/didSave",
                 json::Object{{"textDocument", document()}});
  json::Array Found = diagnostics();
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_TRUE(contains(Found[0].getAsObject()->getString("message")->str(),
                       ".await-tidy:1:"));
}

TEST_F(Lsp, ADatabaseThatChangesIsReadAgain) {
  auto Write = [&](const std::string &More) {
    std::string Flags;
    for (const std::string &F : sampleFlags())
      Flags += "\"" + F + "\", ";
    Folder.write("compile_commands.json",
                 "[{\"directory\": \"" + Folder.path().string() +
                     "\", \"file\": \"a.cpp\", \"arguments\": [\"clang++\", " +
                     Flags + More + "\"-c\", \"a.cpp\"]}]\n");
  };
  Write("\"-DSAFE\", ");
  Client.emplace(Words{AWAIT_TIDY_SERVER});
  initialize();
  open("#ifndef SAFE\n" + Withdraw + "#endif\n");
  EXPECT_EQ(codes(diagnostics()), Codes());
  Write("");
  Client->notify("textDocument/didSave",
                 json::Object{{"textDocument", document()}});
  EXPECT_EQ(codes(diagnostics()),
            (Codes{{WithdrawAct + 1, "await-check-then-act"}}));
}

TEST_F(Lsp, OfManyFastChangesTheLastCounts) {
  start();
  open(Clean);
  EXPECT_TRUE(diagnostics().empty());
  for (int I = 0; I < 100; ++I)
    change(I % 2 ? Clean : Withdraw);
  change(Withdraw);
  EXPECT_EQ(codes(diagnostics()).size(), 1u);
  EXPECT_EQ(end(), 0);
}

/// A header that is a pipe: who reads it waits for who writes it.
class Gate {
public:
  explicit Gate(const fs::path &Path) : Path(Path) {
    EXPECT_EQ(mkfifo(Path.c_str(), 0600), 0);
  }

  /// Waits for the parse to come here; it goes on at pass().
  void reached() {
    ASSERT_EQ(stat(Path.c_str(), &Before), 0);
    Fd = open(Path.c_str(), O_WRONLY);
    ASSERT_GE(Fd, 0);
  }
  /// Lets it read \p Text. From now on it is a file as others are, with the
  /// time that the pipe had: a preamble is checked by that.
  void pass(const std::string &Text) const {
    fs::path File = Path;
    File += ".file";
    std::ofstream(File) << Text;
    timespec Times[] = {Before.st_atim, Before.st_mtim};
    EXPECT_EQ(utimensat(AT_FDCWD, File.c_str(), Times, 0), 0);
    fs::rename(File, Path);
    EXPECT_EQ(write(Fd, Text.data(), Text.size()), ssize_t(Text.size()));
    close(Fd);
  }

private:
  fs::path Path;
  struct stat Before = {};
  int Fd = -1;
};

class Overtaken : public Lsp {
protected:
  void SetUp() override {
    Client.emplace(concat({{AWAIT_TIDY_SERVER, "--"}, sampleFlags()}));
    initialize({}, {}, "messages");
  }
  std::string traced() {
    auto M = Client->next("$/logTrace");
    return M ? M->getObject("params")->getString("message").value_or("").str()
             : "nothing";
  }
  /// Messages are handled in order: what was sent before has been.
  void sync() {
    Client->call("textDocument/hover",
                 json::Object{{"textDocument", document()},
                              {"position",
                               json::Object{{"line", 0}, {"character", 0}}}});
  }
  /// The first version was stopped, and the second has the finding.
  void expectSecond(const char *Includes) {
    EXPECT_EQ(traced(), "stopped: a.cpp, version 1");
    EXPECT_EQ(traced(), "analysing: a.cpp, version 2");
    EXPECT_EQ(traced(), "analysed: a.cpp, version 2, " + std::string(Includes));
    EXPECT_EQ(codes(diagnostics()),
              (Codes{{WithdrawAct, "await-check-then-act"}}));
    EXPECT_EQ(end(), 0);
  }

  // Nobody opens the second: a parse that comes to it does not end.
  Gate First{Folder.path() / "first.h"}, Never{Folder.path() / "never.h"};
};

TEST_F(Overtaken, AParseIsStopped) {
  open("int before;\n#include \"first.h\"\n#include \"never.h\"\n");
  EXPECT_EQ(traced(), "analysing: a.cpp, version 1");
  First.reached();
  change(Withdraw);
  sync();
  First.pass("int in_the_header;\n");
  expectSecond("with its includes");
}

TEST_F(Overtaken, AParseOfIncludesThatChangedIsStopped) {
  open("#include \"first.h\"\n#include \"never.h\"\nint behind;\n");
  EXPECT_EQ(traced(), "analysing: a.cpp, version 1");
  First.reached();
  change(Withdraw);
  sync();
  First.pass("int in_the_header;\n");
  expectSecond("with its includes");
}

TEST_F(Overtaken, TheIncludesAreKeptWhenWhatIsBehindThemChanges) {
  std::string Text = replaced(Withdraw, "#include \"coro.h\"\n",
                              "#include \"coro.h\" // and:\n"
                              "#include \"first.h\"\n");
  open(Text + "#include \"never.h\"\n");
  EXPECT_EQ(traced(), "analysing: a.cpp, version 1");
  First.reached();
  change(replaced(Text, "mock::task<bool> transfer(int amount);\n\n",
                  "mock::task<bool> transfer(int amount);\n"));
  sync();
  First.pass(""); // a pipe has no other size
  expectSecond("with its includes as they were parsed before");
}

TEST_F(Overtaken, AClosedDocumentHoldsUpNobody) {
  open("int before;\n#include \"first.h\"\n#include \"never.h\"\n");
  EXPECT_EQ(traced(), "analysing: a.cpp, version 1");
  First.reached();
  Client->notify("textDocument/didClose",
                 json::Object{{"textDocument", document()}});
  sync();
  First.pass("");
  EXPECT_EQ(traced(), "stopped: a.cpp, version 1");
  EXPECT_EQ(end(), 0);
}

TEST_F(Overtaken, WhoEndsTheServerDoesNotWaitForIt) {
  open("int before;\n#include \"first.h\"\n#include \"never.h\"\n");
  EXPECT_EQ(traced(), "analysing: a.cpp, version 1");
  First.reached();
  Client->call("shutdown", nullptr);
  First.pass("int in_the_header;\n");
  Client->notify("exit", nullptr);
  EXPECT_EQ(Client->wait(), 0);
}

TEST_F(Overtaken, NobodyIsToldWhoDoesNotAsk) {
  Client->notify("$/setTrace", json::Object{{"value", "off"}});
  open(Withdraw);
  Client->call("textDocument/diagnostic",
               json::Object{{"textDocument", document()}});
  EXPECT_TRUE(Client->has("textDocument/publishDiagnostics"));
  EXPECT_FALSE(Client->has("$/logTrace"));
  EXPECT_EQ(end(), 0);
}

TEST_F(Lsp, TwoDocuments) {
  start();
  open(Withdraw, "a.cpp");
  int First = Version;
  open(Rollback, "b.cpp");
  Codes B = codes(diagnostics());
  EXPECT_EQ(B, (Codes{{RollbackAct, "await-snapshot-rollback"}}));
  Uri = uri("a.cpp");
  Version = First;
  Client->notify("textDocument/didSave",
                 json::Object{{"textDocument", document()}});
  EXPECT_EQ(codes(diagnostics()),
            (Codes{{WithdrawAct, "await-check-then-act"}}));
}

TEST_F(Lsp, WhatIsNoMessageIsPassedOver) {
  start();
  Client->sendText("this is not JSON");
  // Deeper than the stack.
  Client->sendText("{\"jsonrpc\": \"2.0\", \"method\": \"exit\", \"params\": " +
                   std::string(300000, '['));
  Client->sendText("{\"jsonrpc\": \"2.0\", \"method\": 7}");
  Client->sendText("[]");
  Client->notify("textDocument/didOpen", json::Object{});
  Client->notify("textDocument/didOpen",
                 json::Object{{"textDocument", json::Object{{"uri", 5}}}});
  Client->notify("textDocument/didOpen",
                 json::Object{{"textDocument",
                               json::Object{{"uri", "untitled:Untitled-1"}}}});
  Client->notify("textDocument/didChange", json::Array{});
  Client->notify("no/suchThing", json::Object{});
  auto Answer = Client->call("no/suchThing", json::Object{});
  ASSERT_TRUE(Answer);
  EXPECT_TRUE(Answer->getObject("error"));
  open(Withdraw);
  EXPECT_EQ(codes(diagnostics()).size(), 1u);
  EXPECT_EQ(end(), 0);
}

TEST_F(Lsp, HangingUpEndsIt) {
  start();
  open(Withdraw);
  Client->hangUp();
  EXPECT_EQ(Client->wait(), 1);
}

TEST(Document, Positions) {
  using namespace await_tidy;
  Document D("a\xC3\xA4\xF0\x9F\x98\x80z\r\n\nlast", Encoding::Utf16);
  EXPECT_EQ(D.at(7), (Position{0, 4}));  // z
  EXPECT_EQ(D.at(4), (Position{0, 2}));  // inside of a character
  EXPECT_EQ(D.at(99), (Position{2, 4})); // the end
  EXPECT_EQ(D.offset({0, 4}), 7u);
  EXPECT_EQ(D.offset({0, 3}), 3u);  // half a character
  EXPECT_EQ(D.offset({0, 99}), 8u); // the end of the line
  EXPECT_EQ(D.offset({9, 0}), D.text().size());
  EXPECT_EQ(D.line(0), "a\xC3\xA4\xF0\x9F\x98\x80z");
  D.replace(Range{{0, 1}, {1, 0}}, "b");
  EXPECT_EQ(D.text(), "ab\nlast");
  EXPECT_EQ(D.at(3), (Position{1, 0}));
  Document E("a\xC3\xA4z", Encoding::Utf8);
  EXPECT_EQ(E.at(3), (Position{0, 3}));
  EXPECT_EQ(E.offset({0, 3}), 3u);
  // What is no UTF-8 counts byte by byte.
  Document F("\xFF\xFFz", Encoding::Utf16);
  EXPECT_EQ(F.at(2), (Position{0, 2}));
}

} // namespace
