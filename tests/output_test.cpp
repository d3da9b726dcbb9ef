//===- output_test.cpp - The formats of --format --------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each format through the command, read by a real parser: llvm::json and
// libxml2. What GitHub demands of SARIF is checked by hand, from its
// documentation; SARIF's own schema is OASIS's and not part of this repository:
// `./dev test` takes it from npm.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <set>

namespace fs = std::filesystem;
using namespace await_tidy::test;
using llvm::StringRef;
namespace json = llvm::json;

namespace {

const Words Formats = {"text",   "json",  "sarif",      "github",
                       "gitlab", "junit", "checkstyle", "html"};

class Output : public testing::Test {
protected:
  TemporaryFolder Folder;

  ProcessResult tidy(const Words &Arguments, const fs::path &In = {}) const {
    ProcessOptions O;
    O.Directory = In.empty() ? Folder.path() : In;
    return run(concat({{commandPath()}, Arguments, {"--"}, sampleFlags()}), O);
  }

  ProcessResult as(const std::string &Format, const Words &Files) const {
    return tidy(concat({{"--format=" + Format}, Files}));
  }
};

json::Value parsed(const ProcessResult &R) {
  llvm::Expected<json::Value> V = json::parse(R.Out);
  if (!V) {
    ADD_FAILURE() << llvm::toString(V.takeError()) << "\n" << R;
    return nullptr;
  }
  return *V;
}

/// What stands at "a/0/b"; null when there is no such thing.
const json::Value *at(const json::Value &V, StringRef Path) {
  const json::Value *Now = &V;
  while (!Path.empty()) {
    auto [Key, Rest] = Path.split('/');
    unsigned Index;
    if (const json::Array *A = Now->getAsArray())
      Now = !Key.getAsInteger(10, Index) && Index < A->size() ? &(*A)[Index]
                                                              : nullptr;
    else if (const json::Object *O = Now->getAsObject())
      Now = O->get(Key);
    else
      Now = nullptr;
    if (!Now)
      return nullptr;
    Path = Rest;
  }
  return Now;
}

std::string text(const json::Value &V, StringRef Path) {
  const json::Value *Found = at(V, Path);
  return Found && Found->getAsString() ? Found->getAsString()->str()
                                       : "<no '" + Path.str() + "'>";
}

int64_t number(const json::Value &V, StringRef Path) {
  const json::Value *Found = at(V, Path);
  return Found ? Found->getAsInteger().value_or(-1) : -1;
}

size_t size(const json::Value &V, StringRef Path) {
  const json::Value *Found = at(V, Path);
  return Found && Found->getAsArray() ? Found->getAsArray()->size() : 0;
}

/// Everything in \p Root with its text and attributes, by "name[attr]".
struct Xml {
  explicit Xml(const ProcessResult &R)
      : Doc(xmlReadMemory(R.Out.data(), R.Out.size(), "out.xml", nullptr,
                          XML_PARSE_NONET)) {
    EXPECT_TRUE(Doc) << R;
  }
  ~Xml() { xmlFreeDoc(Doc); }

  xmlNode *root() const { return Doc ? xmlDocGetRootElement(Doc) : nullptr; }

  static std::vector<xmlNode *> children(xmlNode *Of, StringRef Name) {
    std::vector<xmlNode *> Out;
    for (xmlNode *N = Of ? Of->children : nullptr; N; N = N->next)
      if (N->type == XML_ELEMENT_NODE &&
          Name == reinterpret_cast<const char *>(N->name))
        Out.push_back(N);
    return Out;
  }
  static std::string attribute(xmlNode *Of, const char *Name) {
    xmlChar *V = xmlGetProp(Of, reinterpret_cast<const xmlChar *>(Name));
    std::string Out = V ? reinterpret_cast<const char *>(V)
                        : std::string("<no '") + Name + "'>";
    xmlFree(V);
    return Out;
  }
  static std::string content(xmlNode *Of) {
    xmlChar *V = xmlNodeGetContent(Of);
    std::string Out = reinterpret_cast<const char *>(V);
    xmlFree(V);
    return Out;
  }

  xmlDoc *Doc;
};

/// A page as a reader without a script gets it.
struct Page {
  explicit Page(const ProcessResult &R)
      : Doc(htmlReadMemory(R.Out.data(), R.Out.size(), "out.html", "UTF-8",
                           HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                               HTML_PARSE_NOWARNING)) {
    EXPECT_TRUE(Doc) << R;
  }
  ~Page() { xmlFreeDoc(Doc); }

  /// The text of what \p Path, an XPath, stands for; blanks count as one.
  Words all(const std::string &Path) const {
    xmlXPathContext *Context = xmlXPathNewContext(Doc);
    xmlXPathObject *Found = xmlXPathEvalExpression(
        reinterpret_cast<const xmlChar *>(Path.c_str()), Context);
    Words Out;
    for (int I = 0; Found && Found->nodesetval && I < Found->nodesetval->nodeNr;
         ++I) {
      std::string Text;
      for (char C : Xml::content(Found->nodesetval->nodeTab[I]))
        if (!llvm::isSpace(C))
          Text += C;
        else if (!Text.empty() && Text.back() != ' ')
          Text += ' ';
      Out.push_back(StringRef(Text).trim().str());
    }
    xmlXPathFreeObject(Found);
    xmlXPathFreeContext(Context);
    return Out;
  }
  std::string one(const std::string &Path) const {
    Words Found = all(Path);
    EXPECT_EQ(Found.size(), 1u) << Path;
    return Found.empty() ? "" : Found.front();
  }
  /// Of a class, which may be one of several.
  static std::string with(const std::string &Class) {
    return "[contains(concat(' ', @class, ' '), ' " + Class + " ')]";
  }

  xmlDoc *Doc;
};

/// What is wrong with \p Document; skips the test where nobody can tell.
void checkSchema(const std::string &Schema, const std::string &Document) {
  TemporaryFolder Folder;
  ProcessResult R = run({"python3", (sourceRoot() / "tests/schema.py").string(),
                         Schema, Folder.write("document.json", Document)});
  if (R.ExitCode == 77)
    GTEST_SKIP() << "python3-jsonschema is not installed";
  EXPECT_EQ(R.ExitCode, 0) << R;
}

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

TEST_F(Output, TextIsTheDefault) {
  Folder.write("a.cpp", Withdraw);
  EXPECT_EQ(as("text", {"a.cpp"}).Out, tidy({"a.cpp"}).Out);
}

TEST_F(Output, UnknownFormat) {
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = as("sarfi", {"a.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_TRUE(contains(R.Err, "did you mean 'sarif'?")) << R;
  R = as("pdf", {"a.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  for (const std::string &F : Formats)
    EXPECT_TRUE(contains(R.Err, F)) << R;
}

TEST_F(Output, OfFindingsOnly) {
  Folder.write("a.cpp", Withdraw);
  for (const Words &W : {Words{"--format=json", "--dump-events", "a.cpp"},
                         Words{"--output=x", "--why=a.cpp:3"},
                         Words{"--format=sarif", "--fix", "a.cpp"}}) {
    ProcessResult R = tidy(W);
    EXPECT_EQ(R.ExitCode, 2) << R;
    EXPECT_TRUE(contains(R.Err, "--format")) << R;
  }
}

TEST_F(Output, ToAFile) {
  Folder.write("a.cpp", Withdraw);
  for (const std::string &F : Formats) {
    ProcessResult Printed = as(F, {"a.cpp"});
    ProcessResult R = as(F, {"--output=out", "a.cpp"});
    EXPECT_EQ(R.ExitCode, 1) << R;
    EXPECT_EQ(R.Out, "") << R;
    EXPECT_EQ(readFile(Folder.path() / "out"), Printed.Out) << F;
  }
}

TEST_F(Output, ToAFileThatCannotBe) {
  Folder.write("a.cpp", Withdraw);
  ProcessResult R = as("json", {"--output=no/such/folder", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_TRUE(contains(R.Err, "cannot write 'no/such/folder'")) << R;
  R = as("json", {"--output=./a.cpp", "a.cpp"});
  EXPECT_EQ(R.ExitCode, 2) << R;
  EXPECT_EQ(readFile(Folder.path() / "a.cpp"), Withdraw);
}

TEST_F(Output, TheSameTwice) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Rollback);
  for (const std::string &F : Formats)
    EXPECT_EQ(as(F, {"b.cpp", "a.cpp"}).Out, as(F, {"b.cpp", "a.cpp"}).Out);
}

/// A program reads the standard output: nothing else may be in it.
TEST_F(Output, NothingFoundIsAReportToo) {
  Folder.write("a.cpp", Clean);
  for (const std::string &F : {"json", "sarif", "gitlab"}) {
    ProcessResult R = as(F, {"a.cpp"});
    EXPECT_EQ(R.ExitCode, 0) << R;
    parsed(R);
  }
  EXPECT_EQ(as("github", {"a.cpp"}).Out, "");
  for (const std::string &F : {"junit", "checkstyle"}) {
    Xml X(as(F, {"a.cpp"}));
    EXPECT_TRUE(X.root());
  }
}

//===----------------------------------------------------------------------===//
// What failed does not look like no findings
//===----------------------------------------------------------------------===//

/// What each format says when \p Arguments go wrong.
void expectFailure(const std::string &Format, const ProcessResult &R,
                   const std::string &Word) {
  EXPECT_EQ(R.ExitCode, 2) << R;
  if (Format == "text")
    return; // it is on the other stream
  EXPECT_TRUE(contains(R.Out, Word)) << Format << ": " << Word << '\n' << R;
  if (Format == "json") {
    json::Value V = parsed(R);
    EXPECT_EQ(at(V, "complete")->getAsBoolean(), false) << R;
    EXPECT_EQ(number(V, "exitCode"), 2);
  } else if (Format == "sarif") {
    json::Value V = parsed(R);
    EXPECT_EQ(at(V, "runs/0/invocations/0/executionSuccessful")->getAsBoolean(),
              false)
        << R;
    EXPECT_EQ(
        text(V, "runs/0/invocations/0/toolExecutionNotifications/0/level"),
        "error")
        << R;
  } else if (Format == "github") {
    EXPECT_TRUE(StringRef(R.Out).starts_with("::error ")) << R;
  } else if (Format == "gitlab") {
    EXPECT_EQ(text(parsed(R), "0/severity"), "blocker") << R;
  } else if (Format == "html") {
    Page P(R);
    EXPECT_EQ(P.one("/html/@data-state"), "incomplete");
    EXPECT_TRUE(contains(P.one("//section" + Page::with("problems")), Word));
    EXPECT_NE(P.one("//h1"), "No findings");
  } else if (Format == "junit") {
    Xml X(R);
    EXPECT_EQ(Xml::attribute(X.root(), "errors"), "1") << R;
  } else {
    Xml X(R);
    bool Error = false;
    for (xmlNode *F : Xml::children(X.root(), "file"))
      for (xmlNode *E : Xml::children(F, "error"))
        Error |= Xml::attribute(E, "severity") == "error";
    EXPECT_TRUE(Error) << R;
  }
}

TEST_F(Output, FailuresAreInEveryFormat) {
  Folder.write("broken.cpp", "#include \"missing.h\"\n");
  Folder.write("half.cpp", Withdraw + "int x = undeclared;\n");
  for (const std::string &F : Formats) {
    expectFailure(F, as(F, {"missing.cpp"}), "missing.cpp");
    expectFailure(F, as(F, {"broken.cpp"}), "missing.h");
    ProcessResult R = as(F, {"half.cpp"});
    expectFailure(F, R, "undeclared");
    // What could be analysed is there all the same.
    EXPECT_TRUE(contains(R.Out, "await-check-then-act")) << F << '\n' << R;
  }
}

TEST_F(Output, AlsoWhenTheRunDoesNotBegin) {
  Folder.write("a.cpp", Clean);
  for (const std::string &F : Formats) {
    expectFailure(F, as(F, {"--checks=await-stale-wirte", "a.cpp"}),
                  "await-stale-wirte");
    expectFailure(F, as(F, {"--models=none.yaml", "a.cpp"}), "none.yaml");
  }
}

TEST_F(Output, SuppressionsWithoutUse) {
  Folder.write("a.cpp",
               replaced(Clean, "co_await next(); }",
                        "co_await next(); } // NOLINT(await-stale-write)"));
  for (const char *F :
       {"json", "sarif", "github", "gitlab", "checkstyle", "html"}) {
    ProcessResult R = as(F, {"a.cpp"});
    EXPECT_EQ(R.ExitCode, 0) << R;
    EXPECT_TRUE(contains(R.Out, "await-unused-suppression")) << F << '\n' << R;
  }
}

//===----------------------------------------------------------------------===//
// SARIF
//===----------------------------------------------------------------------===//

/// docs.github.com, "SARIF support for code scanning", the required properties,
/// and those by which it shows more.
void expectGitHubTakes(const json::Value &V) {
  EXPECT_TRUE(
      StringRef(text(V, "$schema")).ends_with("sarif-schema-2.1.0.json"));
  EXPECT_EQ(text(V, "version"), "2.1.0");
  ASSERT_EQ(size(V, "runs"), 1u);
  const json::Value &Run = *at(V, "runs/0");
  EXPECT_EQ(text(Run, "tool/driver/name"), "await-tidy");
  EXPECT_EQ(text(Run, "columnKind"), "unicodeCodePoints");

  ASSERT_EQ(size(Run, "tool/driver/rules"), ruleIds().size());
  for (const json::Value &R : *at(Run, "tool/driver/rules")->getAsArray()) {
    for (const char *Text : {"shortDescription/text", "fullDescription/text"}) {
      EXPECT_FALSE(contains(text(R, Text), "<no ")) << text(R, "id");
      EXPECT_LE(text(R, Text).size(), 1024u);
      EXPECT_TRUE(StringRef(text(R, Text)).ends_with(".")) << text(R, Text);
    }
    for (const char *Text :
         {"help/text", "help/markdown", "name", "defaultConfiguration/level",
          "properties/precision"})
      EXPECT_FALSE(contains(text(R, Text), "<no '")) << text(R, "id") << Text;
    EXPECT_TRUE(StringRef(text(R, "helpUri")).starts_with("https://"))
        << text(R, "id");
    EXPECT_LE(size(R, "properties/tags"), 10u);
  }

  for (const json::Value &R : *at(Run, "results")->getAsArray()) {
    const json::Value *Rule =
        at(Run, "tool/driver/rules/" + std::to_string(number(R, "ruleIndex")));
    ASSERT_TRUE(Rule);
    EXPECT_EQ(text(*Rule, "id"), text(R, "ruleId"));
    EXPECT_FALSE(contains(text(R, "message/text"), "<no '"));
    ASSERT_EQ(size(R, "locations"), 1u);
    const json::Value &P = *at(R, "locations/0/physicalLocation");
    EXPECT_FALSE(StringRef(text(P, "artifactLocation/uri")).starts_with("/"));
    for (const char *N : {"startLine", "startColumn", "endLine", "endColumn"})
      EXPECT_GE(number(P, std::string("region/") + N), 1) << N;
    const json::Value *Artifact =
        at(Run,
           "artifacts/" + std::to_string(number(P, "artifactLocation/index")));
    ASSERT_TRUE(Artifact);
    EXPECT_EQ(text(*Artifact, "location/uri"), text(P, "artifactLocation/uri"));
    EXPECT_FALSE(contains(
        text(R, "partialFingerprints/primaryLocationLineHash"), "<no '"));

    // Links in the message lead to related locations.
    std::set<int64_t> Ids;
    for (const json::Value &L : *at(R, "relatedLocations")->getAsArray())
      EXPECT_TRUE(Ids.insert(number(L, "id")).second);
    std::string Message = text(R, "message/text");
    for (size_t I = 0; (I = Message.find("](", I)) != Message.npos; ++I)
      EXPECT_TRUE(Ids.count(std::atoi(Message.c_str() + I + 2))) << Message;

    // The interleaving: all steps of all threads in one order.
    ASSERT_EQ(size(R, "codeFlows"), 1u);
    ASSERT_EQ(size(R, "codeFlows/0/threadFlows"), 2u);
    std::set<int64_t> Order;
    for (const json::Value &T : *at(R, "codeFlows/0/threadFlows")->getAsArray())
      for (const json::Value &L : *at(T, "locations")->getAsArray())
        EXPECT_TRUE(Order.insert(number(L, "executionOrder")).second);
    EXPECT_EQ(*Order.begin(), 1);
    EXPECT_EQ(*Order.rbegin(), int64_t(Order.size()));
  }
}

TEST_F(Output, SarifForGitHub) {
  Folder.write("src/a.cpp", Withdraw);
  Folder.write("src/b.cpp", Rollback);
  ProcessResult R = as("sarif", {"src/a.cpp", "src/b.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  json::Value V = parsed(R);
  expectGitHubTakes(V);
  const json::Value &Run = *at(V, "runs/0");
  ASSERT_EQ(size(Run, "results"), 2u) << R;
  const json::Value &First = *at(Run, "results/0");
  EXPECT_EQ(text(First, "ruleId"), "await-check-then-act");
  EXPECT_EQ(text(First, "level"), "warning");
  EXPECT_EQ(text(First, "locations/0/logicalLocations/0/fullyQualifiedName"),
            "Account::withdraw");
  const json::Value &Region = *at(First, "locations/0/physicalLocation/region");
  EXPECT_EQ(number(Region, "startLine"), WithdrawAct);
  EXPECT_EQ(number(Region, "startColumn"), 5);
  EXPECT_EQ(number(Region, "endColumn"), 22);
  EXPECT_EQ(text(Region, "snippet/text"), "balance -= amount");

  // A checks (1), A suspends (2), B writes (3), A acts (4).
  std::string Threads = "codeFlows/0/threadFlows/";
  auto Line = [&](const std::string &Step) {
    return number(First, Threads + Step +
                             "/location/physicalLocation/region/startLine");
  };
  EXPECT_EQ(Line("0/locations/0"), WithdrawCheck);
  EXPECT_EQ(Line("0/locations/1"), WithdrawSuspension);
  EXPECT_EQ(Line("0/locations/2"), WithdrawAct);
  EXPECT_EQ(number(First, Threads + "0/locations/2/executionOrder"), 4);
  EXPECT_EQ(number(First, Threads + "1/locations/0/executionOrder"), 3);

  const json::Value &Second = *at(Run, "results/1");
  std::string Change = "fixes/0/artifactChanges/0/";
  EXPECT_EQ(text(Second, Change + "artifactLocation/uri"), "src/b.cpp");
  EXPECT_EQ(text(Second, Change + "replacements/0/insertedContent/text"),
            "balance += amount");
  EXPECT_FALSE(at(First, "fixes"));

  const json::Value &How = *at(Run, "invocations/0");
  EXPECT_EQ(at(How, "executionSuccessful")->getAsBoolean(), true);
  EXPECT_EQ(number(How, "exitCode"), 1);
  EXPECT_EQ(text(Run, "originalUriBaseIds/%SRCROOT%/uri"),
            "file://" + Folder.path().string() + "/");
}

TEST_F(Output, SarifSchema) {
  const std::string Schema = AWAIT_TIDY_SCHEMAS "/sarif-2.1.0.json";
  if (!fs::exists(Schema))
    GTEST_SKIP() << "there is no " << Schema
                 << ": `./dev test` takes it from npm, where there is npm";
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Rollback);
  Folder.write("half.cpp", Withdraw + "int x = undeclared;\n");
  for (const Words &Files :
       {Words{"a.cpp", "b.cpp"}, Words{"half.cpp", "missing.cpp"}})
    checkSchema(Schema, as("sarif", Files).Out);
  checkSchema(Schema, as("sarif", {"--checks=await-no", "a.cpp"}).Out);
}

TEST_F(Output, ColumnsOfSarifAreCharacters) {
  Folder.write("a.cpp", replaced(Withdraw, WithdrawLine,
                                 "    /* \xC3\xA4\xE2\x82\xAC */ balance -= "
                                 "amount;\n"));
  json::Value V = parsed(as("sarif", {"a.cpp"}));
  const json::Value *Region =
      at(V, "runs/0/results/0/locations/0/physicalLocation/region");
  ASSERT_TRUE(Region);
  EXPECT_EQ(number(*Region, "startColumn"), 14);
  EXPECT_EQ(number(*Region, "endColumn"), 31);
  // In bytes, as elsewhere.
  EXPECT_EQ(number(parsed(as("json", {"a.cpp"})), "findings/0/column"), 17);
}

TEST_F(Output, PathsAreThoseOfTheRepository) {
  Folder.write("repo/.git/HEAD", "ref: refs/heads/main\n");
  Folder.write("repo/src/a file%.cpp", Withdraw);
  Folder.write("other.cpp", Withdraw);
  ProcessResult R = tidy({"--format=sarif", "a file%.cpp", "../../other.cpp"},
                         Folder.path() / "repo/src");
  json::Value V = parsed(R);
  std::string Uri =
      "runs/0/results/{}/locations/0/physicalLocation/artifactLocation/";
  auto Of = [&](const char *Result, const char *What) {
    return text(V, replaced(Uri, "{}", Result) + What);
  };
  EXPECT_EQ(Of("1", "uri"), "src/a%20file%25.cpp") << R;
  EXPECT_EQ(Of("1", "uriBaseId"), "%SRCROOT%") << R;
  EXPECT_EQ(Of("0", "uri"), "file://" + Folder.path().string() + "/other.cpp")
      << R;
  R = tidy({"--format=github", "a file%.cpp"}, Folder.path() / "repo/src");
  EXPECT_TRUE(contains(R.Out, "file=src/a file%25.cpp,")) << R;
}

//===----------------------------------------------------------------------===//
// Fingerprints
//===----------------------------------------------------------------------===//

std::string fingerprintOf(const json::Value &V,
                          const std::string &Index = "0") {
  return text(V, "findings/" + Index + "/fingerprint");
}

TEST_F(Output, FingerprintsSurviveMovedLines) {
  Folder.write("a.cpp", Withdraw);
  std::string Before = fingerprintOf(parsed(as("json", {"a.cpp"})));
  EXPECT_EQ(Before.size(), 18u);
  Folder.write("a.cpp", "// new\n\n" +
                            replaced(Withdraw, WithdrawLine,
                                     "  // more\n        balance  -=  amount; "
                                     "// why\n"));
  EXPECT_EQ(fingerprintOf(parsed(as("json", {"a.cpp"}))), Before);
  Folder.write("renamed.cpp", Withdraw);
  EXPECT_EQ(fingerprintOf(parsed(as("json", {"renamed.cpp"}))), Before);
  // Other code is another finding.
  Folder.write("a.cpp", replaced(Withdraw, WithdrawLine,
                                 "    balance -= amount + 1;\n"));
  EXPECT_NE(fingerprintOf(parsed(as("json", {"a.cpp"}))), Before);
  Folder.write("a.cpp",
               replaced(Withdraw, "balance < amount", "balance <= amount"));
  EXPECT_NE(fingerprintOf(parsed(as("json", {"a.cpp"}))), Before);
}

TEST_F(Output, EqualFindingsHaveTheirOwnFingerprints) {
  const std::string Twice =
      replaced(Withdraw, WithdrawLine,
               "    if (amount > 10) {\n    balance -= amount;\n    } else {\n"
               "    balance -= amount;\n    }\n");
  Folder.write("a.cpp", Twice);
  json::Value V = parsed(as("json", {"a.cpp"}));
  ASSERT_EQ(size(V, "findings"), 2u);
  EXPECT_EQ(StringRef(fingerprintOf(V)).split(':').first,
            StringRef(fingerprintOf(V, "1")).split(':').first);
  EXPECT_TRUE(StringRef(fingerprintOf(V)).ends_with(":0"));
  EXPECT_TRUE(StringRef(fingerprintOf(V, "1")).ends_with(":1"));
  // GitLab's are unique in the report, also when a file is there twice.
  Folder.write("b.cpp", Twice);
  json::Value L = parsed(as("gitlab", {"a.cpp", "b.cpp"}));
  std::set<std::string> All;
  for (const json::Value &E : *L.getAsArray())
    All.insert(text(E, "fingerprint"));
  EXPECT_EQ(All.size(), 4u);
}

//===----------------------------------------------------------------------===//
// The others
//===----------------------------------------------------------------------===//

TEST_F(Output, Json) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Rollback);
  ProcessResult R = as("json", {"a.cpp", "b.cpp"});
  json::Value V = parsed(R);
  EXPECT_EQ(number(V, "version"), 1);
  ASSERT_EQ(size(V, "findings"), 2u) << R;
  EXPECT_EQ(text(V, "findings/0/rule"), "await-check-then-act");
  EXPECT_EQ(text(V, "findings/0/file"), "a.cpp");
  EXPECT_EQ(number(V, "findings/0/line"), WithdrawAct);
  EXPECT_EQ(text(V, "findings/0/notes/0/kind"), "check");
  EXPECT_EQ(number(V, "findings/0/notes/0/line"), WithdrawCheck);
  EXPECT_EQ(text(V, "findings/1/fixes/0/text"), "balance += amount");
  unsigned Offset = number(V, "findings/1/fixes/0/offset");
  unsigned Length = number(V, "findings/1/fixes/0/length");
  EXPECT_EQ(Rollback.substr(Offset, Length), "balance = original_balance");
  EXPECT_EQ(text(V, "files/1/analysed"), "whole");
  EXPECT_EQ(number(V, "files/0/coroutines"), 2);
}

TEST_F(Output, JsonSchema) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("b.cpp", Rollback);
  Folder.write("half.cpp", Withdraw + "int x = undeclared;\n");
  std::string Schema = (sourceRoot() / "docs/await-tidy.schema.json").string();
  checkSchema(Schema, as("json", {"a.cpp", "b.cpp"}).Out);
  checkSchema(Schema, as("json", {"half.cpp", "missing.cpp"}).Out);
}

TEST_F(Output, GitHubAnnotations) {
  Folder.write("a,b:c.cpp", Withdraw);
  ProcessResult R = as("github", {"a,b:c.cpp"});
  std::string Head =
      "::warning file=a%2Cb%3Ac.cpp,line=" + std::to_string(WithdrawAct) +
      ",endLine=" + std::to_string(WithdrawAct) +
      ",col=5,endColumn=21,title=await-check-then-act::";
  ASSERT_TRUE(StringRef(R.Out).starts_with(Head)) << R;
  // One line; those of the story are encoded.
  EXPECT_EQ(StringRef(R.Out).count('\n'), 1u) << R;
  EXPECT_TRUE(contains(R.Out, "%0Aa,b:c.cpp:" + std::to_string(WithdrawCheck) +
                                  ": 'balance'"))
      << R;
}

TEST_F(Output, GitLabCodeQuality) {
  Folder.write("src/a.cpp", Withdraw);
  json::Value V = parsed(as("gitlab", {"src/a.cpp"}));
  ASSERT_TRUE(V.getAsArray());
  ASSERT_EQ(V.getAsArray()->size(), 1u);
  EXPECT_EQ(text(V, "0/check_name"), "await-check-then-act");
  EXPECT_EQ(text(V, "0/severity"), "major");
  EXPECT_EQ(text(V, "0/location/path"), "src/a.cpp");
  EXPECT_EQ(number(V, "0/location/lines/begin"), WithdrawAct);
  EXPECT_EQ(text(V, "0/fingerprint").size(), 16u);
  EXPECT_TRUE(contains(text(V, "0/description"), "'balance'"));
}

TEST_F(Output, JUnitCases) {
  Folder.write("a&<\"b'>.cpp", Withdraw);
  Folder.write("clean.cpp", Clean);
  Folder.write("broken.cpp", "int x = undeclared; // co_await\n");
  ProcessResult R = as("junit", {"a&<\"b'>.cpp", "clean.cpp", "broken.cpp"});
  Xml X(R);
  std::vector<xmlNode *> Suites = Xml::children(X.root(), "testsuite");
  ASSERT_EQ(Suites.size(), 1u) << R;
  EXPECT_EQ(Xml::attribute(Suites[0], "tests"), "3");
  EXPECT_EQ(Xml::attribute(Suites[0], "failures"), "1");
  EXPECT_EQ(Xml::attribute(Suites[0], "errors"), "1");
  std::vector<xmlNode *> Cases = Xml::children(Suites[0], "testcase");
  ASSERT_EQ(Cases.size(), 3u) << R;
  EXPECT_EQ(Xml::attribute(Cases[0], "name"), "a&<\"b'>.cpp");
  std::vector<xmlNode *> Failures = Xml::children(Cases[0], "failure");
  ASSERT_EQ(Failures.size(), 1u) << R;
  EXPECT_TRUE(contains(Xml::attribute(Failures[0], "message"), "'balance'"));
  EXPECT_TRUE(contains(Xml::content(Failures[0]), "[await-check-then-act]\n"));
  std::vector<xmlNode *> Errors = Xml::children(Cases[1], "error");
  ASSERT_EQ(Errors.size(), 1u) << R;
  EXPECT_TRUE(contains(Xml::content(Errors[0]), "undeclared")) << R;
  EXPECT_FALSE(Cases[2]->children) << R;
}

TEST_F(Output, CheckstyleErrors) {
  Folder.write("a.cpp", Withdraw);
  Folder.write("clean.cpp", Clean);
  ProcessResult R = as("checkstyle", {"clean.cpp", "a.cpp"});
  Xml X(R);
  ASSERT_TRUE(X.root());
  EXPECT_STREQ(reinterpret_cast<const char *>(X.root()->name), "checkstyle");
  std::vector<xmlNode *> Files = Xml::children(X.root(), "file");
  ASSERT_EQ(Files.size(), 2u) << R;
  std::vector<xmlNode *> Errors = Xml::children(Files[0], "error");
  ASSERT_EQ(Errors.size(), 1u) << R;
  EXPECT_EQ(Xml::attribute(Errors[0], "line"), std::to_string(WithdrawAct));
  EXPECT_EQ(Xml::attribute(Errors[0], "column"), "5");
  EXPECT_EQ(Xml::attribute(Errors[0], "severity"), "warning");
  EXPECT_EQ(Xml::attribute(Errors[0], "source"),
            "await-tidy.await-check-then-act");
  EXPECT_TRUE(contains(Xml::attribute(Errors[0], "message"), "\n")) << R;
  EXPECT_TRUE(Xml::children(Files[1], "error").empty()) << R;
}

//===----------------------------------------------------------------------===//
// HTML; report_test looks at it in a browser
//===----------------------------------------------------------------------===//

const std::string Steps = "//ol/li" + Page::with("step");

std::string lineOf(const Page &P, const std::string &Step) {
  return P.one(Step + "//span" + Page::with("at"));
}

TEST_F(Output, HtmlShowsTheInterleaving) {
  Folder.write("src/a.cpp", Withdraw);
  ProcessResult R = as("html", {"src/a.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  Page P(R);
  EXPECT_EQ(P.one("//h1"), "1 finding");
  EXPECT_EQ(P.one("/html/@data-state"), "found");
  const std::string Finding = "//details" + Page::with("finding");
  std::string Fingerprint =
      text(parsed(as("json", {"src/a.cpp"})), "findings/0/fingerprint");
  EXPECT_EQ(P.one(Finding + "/@id"), "f-" + replaced(Fingerprint, ":", "-"));
  EXPECT_EQ(P.one(Finding + "/@data-rule"), "await-check-then-act");
  EXPECT_EQ(P.one(Finding + "/@data-confidence"), "high");
  EXPECT_EQ(P.all("//section[@data-file='src/a.cpp']").size(), 1u);

  // A checks, A suspends, B acts, A acts.
  Words Kinds = P.all(Steps + "/@class");
  ASSERT_EQ(Kinds.size(), 4u) << R;
  const char *Expected[] = {"step check", "step suspension", "step other",
                            "step act"};
  const unsigned Lines[] = {WithdrawCheck, WithdrawSuspension, DepositAct,
                            WithdrawAct};
  for (int I = 0; I != 4; ++I) {
    EXPECT_TRUE(StringRef(Kinds[I]).starts_with(Expected[I])) << Kinds[I];
    EXPECT_EQ(lineOf(P, Steps + "[" + std::to_string(I + 1) + "]"),
              "line " + std::to_string(Lines[I]));
  }
  EXPECT_EQ(P.all("//div" + Page::with("lane")),
            (Words{"AOne call of Account::withdraw", "BMeanwhile deposit"}));
  // The same steps in the source.
  EXPECT_EQ(P.all("//mark"), (Words{"balance", "co_await transfer(amount)",
                                    "balance -= amount", "balance += amount"}));
  EXPECT_EQ(P.one("//div" + Page::with("act") + "/span" + Page::with("no")),
            std::to_string(WithdrawAct));
  for (const std::string &Link : P.all("//a" + Page::with("dot") + "/@href"))
    EXPECT_EQ(P.all("//*[@id='" + Link.substr(1) + "']").size(), 1u) << Link;
  EXPECT_EQ(P.all("//details[@id='rule-await-check-then-act']").size(), 1u);
  // Nothing comes from elsewhere.
  EXPECT_EQ(P.all("//@src | //link | //iframe | //img"), Words{});
  EXPECT_EQ(P.all("//script").size(), 1u);
}

/// A checks, A suspends, B checks, B acts, A acts.
TEST_F(Output, HtmlOfTwoCallsOfOneFunction) {
  Folder.write("a.cpp", replaced(Withdraw, "    balance += amount;\n", ""));
  ProcessResult R = as("html", {"a.cpp"});
  Page P(R);
  EXPECT_EQ(P.all("//div" + Page::with("lane")),
            (Words{"AOne call of Account::withdraw",
                   "BAnother call of Account::withdraw"}));
  ASSERT_EQ(P.all(Steps).size(), 5u) << R;
  const unsigned Lines[] = {WithdrawCheck, WithdrawSuspension, WithdrawCheck,
                            WithdrawAct, WithdrawAct};
  for (int I = 0; I != 5; ++I)
    EXPECT_EQ(lineOf(P, Steps + "[" + std::to_string(I + 1) + "]"),
              "line " + std::to_string(Lines[I]));
  EXPECT_EQ(P.all(Steps + Page::with("other")).size(), 2u);
}

/// Two that are started together: where they are is not what one of them does.
TEST_F(Output, HtmlOfWhatIsStartedTogether) {
  Folder.write("a.cpp", R"(#include "coro.h"
mock::task<int> measure();
mock::task<> both() {
  int sum = 0;
  auto one = [&]() -> mock::task<> {
    const int before = sum;
    const int more = co_await measure();
    sum = before + more;
  };
  co_await mock::when_all(one(), one());
}
)");
  ProcessResult R =
      tidy({"--format=html", "--checks=-*,await-concurrent-update", "a.cpp"});
  Page P(R);
  Words Lines;
  for (unsigned I = 1; I <= P.all(Steps).size(); ++I)
    Lines.push_back(lineOf(P, Steps + "[" + std::to_string(I) + "]"));
  EXPECT_EQ(Lines, (Words{"line 6", "line 7", "line 6", "line 8", "line 8"}))
      << R;
}

/// Nobody else is needed for these.
TEST_F(Output, HtmlWithoutAnother) {
  Folder.write("a.cpp", R"(#include "coro.h"
mock::task<bool> ship(int count);
int left = 10;
mock::task<> sell(int count) {
  if (left < count)
    co_return;
  left -= count;
  co_await ship(count);
}
mock::task<> refresh();
void tick() { refresh(); }
)");
  ProcessResult R = as("html", {"a.cpp"});
  Page P(R);
  ASSERT_EQ(P.all("//details" + Page::with("finding")).size(), 2u) << R;
  // It is taken, and then the coroutine suspends.
  EXPECT_EQ(P.all(Steps).size(), 2u);
  EXPECT_EQ(lineOf(P, Steps + "[1]"), "line 7");
  EXPECT_EQ(P.all("//figure" + Page::with("picture")).size(), 1u);
  EXPECT_EQ(P.all("//mark").back(), "refresh()");
  EXPECT_EQ(P.all("//*[starts-with(@id, 'f-')]" + Page::with("mini")).size(),
            2u);
}

TEST_F(Output, HtmlOfHostileSources) {
  const std::string Code =
      "    co_await transfer(amount); // </code></script><script>x()</script>"
      "<img src=x onerror=\"x()\"> &amp; @{version} \xE2\x80\xAE '<b>'";
  Folder.write("a\"><img src=x>'.cpp",
               replaced(Withdraw, "    co_await transfer(amount);", Code));
  ProcessResult R = as("html", {"a\"><img src=x>'.cpp"});
  EXPECT_EQ(R.ExitCode, 1) << R;
  Page P(R);
  EXPECT_EQ(P.all("//script").size(), 1u);
  EXPECT_EQ(P.all("//img | //@onerror | //@src"), Words{});
  EXPECT_EQ(P.one("//section/@data-file"), "a\"><img src=x>'.cpp");
  // Who reads it sees what is there, also what turns the text around.
  EXPECT_EQ(P.one("//div" + Page::with("suspension") + "/code"),
            StringRef(replaced(Code, "\xE2\x80\xAE", "<U+202E>")).trim().str());
  EXPECT_EQ(P.all("//code//b"), Words{});
}

TEST_F(Output, HtmlOfLongLines) {
  std::string Long =
      replaced(Withdraw, "    balance -= amount;",
               "/* " + std::string(5000, 'x') + " */ balance -= amount; /*" +
                   std::string(5000, 'y') + "*/");
  Folder.write("a.cpp", Long);
  ProcessResult R = as("html", {"a.cpp"});
  Page P(R);
  EXPECT_EQ(P.all("//mark" + Page::with("act")), Words{"balance -= amount"});
  EXPECT_FALSE(contains(R.Out, std::string(500, 'x')));
}

TEST_F(Output, HtmlWithoutFindings) {
  Folder.write("a.cpp", Clean);
  Page P(as("html", {"a.cpp"}));
  EXPECT_EQ(P.one("//h1"), "No findings");
  EXPECT_EQ(P.one("/html/@data-state"), "clean");
  EXPECT_EQ(P.all("//section" + Page::with("problems")), Words{});
  EXPECT_TRUE(contains(P.one("//p" + Page::with("lede")),
                       "1 coroutine with 1 suspension point in 1 file"));
  EXPECT_EQ(P.all("//tbody/tr/td"), (Words{"a.cpp", "whole", "1", "1"}));
}

TEST_F(Output, HtmlOfAFailure) {
  Folder.write("a.cpp", Clean);
  Folder.write("half.cpp", Withdraw + "int x = undeclared;\n");
  Page P(as("html", {"missing.cpp", "a.cpp"}));
  EXPECT_EQ(P.one("//h1"), "No findings in what could be analysed");
  Page None(as("html", {"missing.cpp"}));
  EXPECT_EQ(None.one("//h1"), "Nothing could be analysed");
  Page Half(as("html", {"half.cpp"}));
  EXPECT_EQ(Half.one("//h1"), "1 finding");
  EXPECT_EQ(Half.one("//section" + Page::with("problems") + "/h2"),
            "1 file could not be analysed as a whole");
}

TEST_F(Output, BytesThatAreNoText) {
  // In a comment of the line of the act, and in the name of the file.
  std::string Name = "a\xFF\x01.cpp";
  Folder.write(Name, replaced(Withdraw, "balance -= amount;",
                              "/* \xFF\x02 */ balance -= amount;"));
  for (const char *F : {"json", "sarif", "gitlab"}) {
    ProcessResult R = as(F, {Name});
    EXPECT_EQ(R.ExitCode, 1) << R;
    parsed(R);
    EXPECT_TRUE(json::isUTF8(R.Out)) << R;
  }
  for (const char *F : {"junit", "checkstyle"}) {
    Xml X(as(F, {Name}));
    EXPECT_TRUE(X.root());
  }
  EXPECT_TRUE(json::isUTF8(as("html", {Name}).Out));
}

/// A header's finding is in the report once.
TEST_F(Output, HeadersOnce) {
  Folder.write("account.h", "#pragma once\n" + Withdraw);
  Folder.write("a.cpp", "#include \"account.h\"\n");
  Folder.write("b.cpp", "#include \"account.h\"\n");
  json::Value V = parsed(as("sarif", {"a.cpp", "b.cpp"}));
  EXPECT_EQ(size(V, "runs/0/results"), 1u);
  Xml X(as("junit", {"a.cpp", "b.cpp"}));
  EXPECT_EQ(Xml::attribute(X.root(), "tests"), "3");
}

TEST(OutputFormats, HelpNamesAll) {
  ProcessResult R = run({commandPath(), "--help"});
  for (const std::string &F : Formats)
    EXPECT_TRUE(contains(R.Out, F)) << F << '\n' << R;
}

} // namespace
