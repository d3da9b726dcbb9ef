//===- models_test.cpp - Library models as YAML ---------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Process.h"
#include "models/Embedded.h"
#include "models/Model.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <set>

using namespace await_tidy;
using namespace await_tidy::test;

namespace {

/// What add() says of a document, without the piece of text it shows.
std::string errorOf(const std::string &Text) {
  ModelSet S;
  std::string Said = llvm::toString(S.add("own.yaml", Text));
  return Said.substr(0, Said.find('\n'));
}

ModelSet read(const std::string &Text) {
  ModelSet S;
  llvm::Error E = S.add("own.yaml", Text);
  EXPECT_FALSE(bool(E)) << llvm::toString(std::move(E));
  return S;
}

/// Accepts the classes named.
class Is {
public:
  Is(std::initializer_list<const char *> Names)
      : Names(Names.begin(), Names.end()) {}
  bool operator()(llvm::StringRef Name) const {
    return Names.count(Name.str()) != 0;
  }

private:
  std::set<std::string> Names;
};

const Model *method(const ModelSet &S, const char *Name, const Is &Classes) {
  return S.method(Name, Classes);
}

TEST(Documents, AnEmptyOneIsRefusedWithAMessage) {
  EXPECT_EQ(errorOf(""), "own.yaml: there is no document in it; one begins "
                         "with 'library: <name>'");
}

TEST(Yaml, RowsAreRead) {
  ModelSet S = read("library: own\n"
                    "functions:\n"
                    "  - {name: [\"own::get\", \"own::peek\"], does: read}\n"
                    "methods:\n"
                    "  - {name: [at], class: [map], does: element, key: 1}\n"
                    "guards:\n"
                    "  - {name: [\"own::reader\"], shared: true}\n"
                    "  - {name: [\"own::writer\"]}\n");
  for (const char *Name : {"own::get", "own::peek"}) {
    const Model *M = S.function(Name);
    ASSERT_TRUE(M) << Name;
    EXPECT_EQ(M->What, Operation::Read);
    EXPECT_EQ(M->Library, "own");
    EXPECT_EQ(M->Key, -1);
  }
  const Model *At = method(S, "at", {"map"});
  ASSERT_TRUE(At);
  EXPECT_EQ(At->What, Operation::Element);
  EXPECT_EQ(At->Key, 1);
  const Model *Guard = S.guard("own::reader");
  ASSERT_TRUE(Guard);
  EXPECT_EQ(Guard->What, Operation::Guard);
  EXPECT_TRUE(Guard->Shared);
  EXPECT_FALSE(S.guard("own::writer")->Shared);
}

TEST(Yaml, NamesThatAreNotThereAreNone) {
  ModelSet S = read("library: own\n");
  EXPECT_FALSE(S.function("f"));
  EXPECT_FALSE(S.guard("g"));
  EXPECT_FALSE(method(S, "m", {"any"}));
}

TEST(Yaml, MistakesHaveFileLineAndColumn) {
  EXPECT_EQ(
      errorOf("library: own\n"
              "functions:\n"
              "  - {name: [f], does: raed}\n"),
      "own.yaml:3:6: error: a call cannot do 'raed'; did you mean 'read'?");
  EXPECT_EQ(errorOf("library: own\n"
                    "methods:\n"
                    "  - {class: [map], does: read}\n"),
            "own.yaml:3:6: error: missing required key 'name'");
  EXPECT_EQ(errorOf("functions: []\n"),
            "own.yaml:1:1: error: missing required key 'library'");
  EXPECT_EQ(errorOf("library: own\n"
                    "methods:\n"
                    "  - {name: [f], class: [map], key: first}\n"),
            "own.yaml:3:36: error: invalid number");
}

TEST(Yaml, AnUnknownKeyIsAMistake) {
  EXPECT_EQ(errorOf("library: own\n"
                    "functions:\n"
                    "  - {name: [f], deos: read}\n"),
            "own.yaml:3:17: error: unknown key 'deos'");
  EXPECT_EQ(errorOf("library: own\nfunction: []\n"),
            "own.yaml:2:1: error: unknown key 'function'");
}

TEST(Yaml, NonsenseIsAMistake) {
  EXPECT_EQ(errorOf("library: [own\n").substr(0, 9), "own.yaml:");
  EXPECT_EQ(errorOf("- a\n- b\n").substr(0, 9), "own.yaml:");
  EXPECT_EQ(errorOf("?\n%\n??\n"),
            "own.yaml:1: error: Map key must be a scalar");
}

TEST(Yaml, AMistakeAddsNothing) {
  ModelSet S;
  llvm::Error E = S.add("own.yaml", "library: own\n"
                                    "functions:\n"
                                    "  - {name: [f], does: read}\n"
                                    "  - {name: [g], does: wrong}\n");
  EXPECT_TRUE(bool(E));
  llvm::consumeError(std::move(E));
  EXPECT_FALSE(S.function("f"));
}

TEST(Precedence, ExactClassesComeBeforeKinds) {
  ModelSet S = read("library: own\n"
                    "methods:\n"
                    "  - {name: [get], class: [handle], does: target}\n"
                    "  - {name: [get], class: [\"own::box\"], does: move}\n"
                    "  - {name: [get], class: [any], does: none}\n");
  EXPECT_EQ(method(S, "get", {"handle", "own::box"})->What, Operation::Move);
  EXPECT_EQ(method(S, "get", {"handle"})->What, Operation::Target);
  EXPECT_EQ(method(S, "get", {})->What, Operation::None) << "any class";
}

TEST(Precedence, ExactClassesOfALaterFileToo) {
  ModelSet S = read("library: a\n"
                    "methods:\n"
                    "  - {name: [get], class: [handle], does: target}\n");
  llvm::Error E = S.add("b.yaml", "library: b\n"
                                  "methods:\n"
                                  "  - {name: [get], class: [\"b::box\"]}\n");
  ASSERT_FALSE(bool(E));
  EXPECT_EQ(method(S, "get", {"handle", "b::box"})->Library, "b");
}

TEST(Yaml, AMisspeltKindOfClassIsAMistake) {
  EXPECT_EQ(errorOf("library: own\n"
                    "methods:\n"
                    "  - {name: [f], class: [contaner], does: read}\n"),
            "own.yaml:3:6: error: there is no kind of class 'contaner'; the "
            "kinds are any, container, future, handle, lockable, map, "
            "semaphore; a class of the global namespace is written "
            "'::contaner'");
}

TEST(Yaml, ARowNeedsNames) {
  for (const char *Names : {"[]", "[\"\"]", "[f, \"\"]"})
    EXPECT_EQ(errorOf("library: own\nfunctions:\n  - {name: " +
                      std::string(Names) + ", does: read}\n"),
              "own.yaml:3:6: error: 'name' is a list of names: name: [lock, "
              "try_lock]")
        << Names;
}

TEST(Yaml, SeveralDocumentsInAFile) {
  ModelSet S = read("library: a\n"
                    "functions:\n"
                    "  - {name: [f, g], does: read}\n"
                    "---\n"
                    "library: b\n"
                    "functions:\n"
                    "  - {name: [g, h], does: write}\n");
  EXPECT_EQ(S.function("f")->Library, "a");
  EXPECT_EQ(S.function("g")->Library, "a") << "the first has the say";
  EXPECT_EQ(S.function("h")->Library, "b");
}

TEST(Yaml, ANameOfTheGlobalNamespace) {
  ModelSet S = read("library: own\n"
                    "functions:\n"
                    "  - {name: [\"::f\"], does: read}\n"
                    "methods:\n"
                    "  - {name: [take], class: [\"::Turn\"], does: lock}\n");
  EXPECT_TRUE(S.function("f"));
  EXPECT_TRUE(method(S, "take", {"Turn"}));
}

TEST(Precedence, ALaterFileHasTheSay) {
  ModelSet S = ModelSet::builtin();
  llvm::Error E = S.add("own.yaml", "library: own\n"
                                    "functions:\n"
                                    "  - {name: [\"std::move\"], does: read}\n"
                                    "methods:\n"
                                    "  - {name: [at], class: [map]}\n");
  ASSERT_FALSE(bool(E));
  EXPECT_EQ(S.function("std::move")->Library, "own");
  EXPECT_EQ(method(S, "at", {"map", "container"})->Library, "own");
}

TEST(Text, ReadsBackAsItself) {
  std::string Text = ModelSet::builtin().text();
  ModelSet S = read(Text);
  EXPECT_EQ(S.function("std::move")->What, Operation::Move);
  EXPECT_EQ(S.text(), "# own.yaml\n" + Text);
}

TEST(Observer, IsToldWhatIsFound) {
  ModelSet S = read("library: own\n"
                    "functions:\n"
                    "  - {name: [f, \"start_*\"], does: later}\n");
  std::vector<std::string> Told;
  S.observe([&](const Model &M, llvm::StringRef Name) {
    Told.push_back(M.Library + ": " + Name.str());
  });
  S.function("f");
  S.function("g");
  S.function("start_it");
  EXPECT_EQ(Told, (std::vector<std::string>{"own: f", "own: start_*"}));
}

TEST(Precedence, OfEqualRowsTheFirst) {
  ModelSet S = read("library: own\n"
                    "methods:\n"
                    "  - {name: [at], class: [map], does: element}\n"
                    "  - {name: [at], class: [container], does: read}\n");
  EXPECT_EQ(method(S, "at", {"container", "map"})->What, Operation::Element);
  EXPECT_EQ(method(S, "at", {"container"})->What, Operation::Read);
  EXPECT_FALSE(method(S, "at", {"handle"}));
}

TEST(Prefixes, OfQualifiedAndPlainNames) {
  ModelSet S =
      read("library: own\n"
           "functions:\n"
           "  - {name: [\"async_*\", \"own::start_*\"], does: later}\n");
  EXPECT_TRUE(S.function("async_read"));
  EXPECT_TRUE(S.function("net::tcp::async_read"));
  EXPECT_TRUE(S.function("own::start_now"));
  EXPECT_FALSE(S.function("own::restart_now"));
  EXPECT_FALSE(S.function("other::start_now"));
  EXPECT_FALSE(S.function("async::read"));
  // The name of a namespace is not that of what is in it.
  EXPECT_FALSE(S.function("async_tools::read"));
  EXPECT_TRUE(S.function("async_tools::async_read"));
}

TEST(Prefixes, AWholeNameComesBefore) {
  ModelSet S = read("library: own\n"
                    "functions:\n"
                    "  - {name: [\"async_*\"], does: later}\n"
                    "  - {name: [\"async_get\"], does: read}\n");
  EXPECT_EQ(S.function("async_get")->What, Operation::Read);
  EXPECT_EQ(S.function("async_got")->What, Operation::Later);
}

TEST(Prefixes, AreForFunctionsOnly) {
  ModelSet S = read("library: own\n"
                    "methods:\n"
                    "  - {name: [\"async_*\"], class: [any], does: later}\n");
  EXPECT_FALSE(method(S, "async_read", {"net::socket"}));
}

TEST(Builtin, EveryModelFileIsEmbedded) {
  std::set<std::string> Files, Embedded;
  const std::filesystem::path Folder =
      std::filesystem::path(AWAIT_TIDY_SOURCE_DIR) / "rules/models";
  for (const auto &Entry : std::filesystem::directory_iterator(Folder))
    if (Entry.path().extension() == ".yaml")
      Files.insert(Entry.path().filename().string());
  for (auto [Name, Text] : embeddedModels()) {
    Embedded.emplace(Name);
    EXPECT_EQ(Text, readFile(Folder / std::string(Name))) << Name;
  }
  EXPECT_EQ(Embedded, Files);
  EXPECT_TRUE(std::is_sorted(embeddedModels().begin(), embeddedModels().end()));
}

TEST(Yaml, NamesAreToldAsTheyAreFound) {
  ModelSet S = read("library: own\n"
                    "functions:\n"
                    "  - {name: [\"::own_*\", \"own::get\"], does: read}\n"
                    "methods:\n"
                    "  - {name: [at], class: [map], does: element, key: 0}\n"
                    "  - {name: [at], class: [\"own::Map\"], does: read}\n"
                    "guards:\n"
                    "  - {name: [\"own::reader\"], shared: true}\n");
  EXPECT_EQ(S.names(),
            (std::vector<std::string>{"own: at", "own: own::get",
                                      "own: own::reader", "own: own_*"}));
}

TEST(Yaml, AClassByItsName) {
  ModelSet S = read("library: own\n"
                    "methods:\n"
                    "  - {name: [run], class: [\"own::Sqlite\"], does: sql, "
                    "key: 0, dialect: sqlite}\n"
                    "  - {name: [run], class: [container], does: read}\n");
  const Model *M = S.method("run", "own::Sqlite");
  ASSERT_TRUE(M);
  EXPECT_EQ(M->Dialect, Model::Sqlite);
  EXPECT_FALSE(S.method("run", "own::Other"));
}

TEST(Operations, OfWhichABodySaysLess) {
  EXPECT_TRUE(saysMoreThanBody(Operation::Lock));
  EXPECT_TRUE(saysMoreThanBody(Operation::Sql));
  EXPECT_FALSE(saysMoreThanBody(Operation::Read));
  EXPECT_FALSE(saysMoreThanBody(Operation::LockRow));
}

TEST(Builtin, IsRead) {
  const ModelSet &S = ModelSet::builtin();
  ASSERT_TRUE(S.function("std::exchange"));
  EXPECT_EQ(S.function("std::exchange")->What, Operation::Exchange);
  const Model *At = method(S, "at", {"map", "container"});
  ASSERT_TRUE(At);
  EXPECT_EQ(At->What, Operation::Element);
  EXPECT_EQ(At->Key, 0);
}

TEST(Documentation, SaysWhatACallCanDo) {
  const std::string Page =
      readFile(std::filesystem::path(AWAIT_TIDY_SOURCE_DIR) / "docs/models.md");
  for (const OperationWord &W : operationWords()) {
    std::string Row = "| `" + W.Word.str() + "` | " + W.Means.str() + " |\n";
    EXPECT_NE(Page.find(Row), Page.npos) << "docs/models.md needs\n" << Row;
  }
  for (llvm::StringRef Kind : structuralKinds())
    EXPECT_NE(Page.find("`" + Kind.str() + "`"), Page.npos) << Kind.str();
}

} // namespace
