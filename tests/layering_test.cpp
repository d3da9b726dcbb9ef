//===- layering_test.cpp - Who may include whom ---------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The layers of docs/architecture.md, held by reading the #include lines. A
// layer may include its own files, those of the layers listed for it, and the
// standard library, fmt and LLVM's own data structures. Clang is only for the
// layers that say so.
//
//===----------------------------------------------------------------------===//

#include "Process.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

struct Layer {
  /// Layers whose headers may be included.
  std::set<std::string> May;
  bool Clang = false;
};

/// A folder of checker/, "analyze" for the files at its top, or "rules". Two
/// are cut out of their folders: "rule-record" is checker/Rule.h, which rules
/// and front-ends share; "report" is checker/findings/Report.h, which rules
/// fill and which sees the facts, as the rest of findings/ does not.
const std::map<std::string, Layer> &layers() {
  static const std::map<std::string, Layer> All = {
      {"base", {}},
      {"events", {}},
      {"findings", {{"base", "rule-record"}}},
      {"rule-record", {{"findings"}}},
      {"report", {{"findings", "epochs", "events"}}},
      {"output", {{"base", "findings", "rule-record"}}},
      {"models", {{"base", "events"}}},
      {"sql", {{"base"}}},
      {"epochs", {{"base", "events"}}},
      {"protections", {{"events", "epochs"}}},
      {"summaries", {{"events", "epochs"}}},
      {"interference", {{"events", "epochs", "summaries"}}},
      {"lower", {{"events", "models", "sql"}, true}},
      {"index", {{"base", "events", "findings"}}},
      {"analyze",
       {{"events", "models", "epochs", "protections", "summaries",
         "interference", "lower", "findings", "report", "rule-record", "index"},
        true}},
      {"rules", {}}, // single headers, see below
      {"frontends",
       {{"base", "models", "analyze", "findings", "output", "rule-record",
         "index"},
        true}},
  };
  return All;
}

/// All that a rule may see of the engine.
const std::set<std::string> RuleHeaders = {
    "Rule.h", "epochs/Facts.h", "findings/Report.h", "findings/Finding.h"};

struct Include {
  unsigned Line;
  bool Quoted;
  std::string Name;
};

std::vector<Include> includes(const std::string &Text) {
  std::vector<Include> Result;
  unsigned Number = 0;
  for (size_t At = 0; At < Text.size();) {
    size_t End = std::min(Text.find('\n', At), Text.size());
    std::string Line = Text.substr(At, End - At);
    At = End + 1;
    ++Number;
    size_t I = Line.find_first_not_of(" \t");
    if (I == Line.npos || Line[I] != '#')
      continue;
    I = Line.find_first_not_of(" \t", I + 1);
    if (I == Line.npos || Line.compare(I, 7, "include") != 0)
      continue;
    size_t Open = Line.find_first_of("\"<", I);
    if (Open == Line.npos)
      continue;
    size_t Close = Line.find_first_of("\">", Open + 1);
    if (Close == Line.npos)
      continue;
    Result.push_back(
        {Number, Line[Open] == '"', Line.substr(Open + 1, Close - Open - 1)});
  }
  return Result;
}

/// The layer of a path below the top folder ("checker/..." or "rules/...").
std::string layerOf(const fs::path &Path) {
  auto It = Path.begin();
  std::string Top = *It++;
  if (Top == "rules")
    return "rules";
  std::string First = *It++;
  if (First == "findings" && Path.stem() == "Report")
    return "report";
  if (It != Path.end())
    return First;
  return First == "Rule.h" || First == "Rule.cpp" ? "rule-record" : "analyze";
}

bool isSource(const fs::path &Path) {
  // What is installed for the programs of users is no part of the analyzer.
  if (Path.generic_string().find("/include/await_tidy/") != std::string::npos)
    return false;
  return Path.extension() == ".h" || Path.extension() == ".cpp" ||
         Path.extension() == ".def" || Path.extension() == ".inc";
}

/// What is wrong with one file, as "path:line: reason".
std::vector<std::string> violations(const fs::path &Path,
                                    const std::string &Text) {
  std::vector<std::string> Result;
  const std::string Own = layerOf(Path);
  auto Known = layers().find(Own);
  if (Known == layers().end())
    return {Path.string() + ": the folder '" + Own +
            "' is no layer yet: tests/layering_test.cpp has to know it"};
  const Layer &L = Known->second;
  const fs::path Root = AWAIT_TIDY_SOURCE_DIR;

  for (const Include &I : includes(Text)) {
    auto report = [&](const std::string &Why) {
      Result.push_back(Path.string() + ":" + std::to_string(I.Line) +
                       ": includes " + I.Name + ": " + Why);
    };
    const bool OfClang =
        I.Name.rfind("clang", 0) == 0 &&
        (I.Name.rfind("clang/", 0) == 0 || I.Name.rfind("clang-", 0) == 0);
    if (OfClang) {
      if (!L.Clang)
        report("'" + Own + "' knows nothing of Clang");
      continue;
    }
    if (!I.Quoted || I.Name.rfind("llvm/", 0) == 0) {
      if (I.Name.rfind("llvm/", 0) == 0 && Own == "rules")
        report("a rule needs nothing of LLVM");
      continue;
    }

    // Ours: relative to checker/ or to the file itself.
    if (Own == "rules") {
      if (!RuleHeaders.count(I.Name))
        report("a rule sees Rule.h, epochs/Facts.h and findings/Report.h only");
      continue;
    }
    fs::path Target;
    for (const fs::path &Base : {fs::path("checker"), Path.parent_path()}) {
      fs::path Candidate = (Base / I.Name).lexically_normal();
      if (fs::exists(Root / Candidate)) {
        Target = Candidate;
        break;
      }
    }
    if (Target.empty())
      continue; // generated, or the compiler will say so
    if (std::string Other = layerOf(Target);
        Other != Own && !L.May.count(Other))
      report("'" + Own + "' must not depend on '" + Other + "'");
  }
  return Result;
}

std::string joined(const std::vector<std::string> &Lines) {
  std::string Result;
  for (const std::string &Line : Lines)
    Result += Line + "\n";
  return Result;
}

TEST(Layering, EveryFileIncludesOnlyWhatItMay) {
  const fs::path Root = AWAIT_TIDY_SOURCE_DIR;
  std::vector<std::string> All;
  unsigned Files = 0;
  for (const char *Top : {"checker", "rules"})
    for (const auto &Entry : fs::recursive_directory_iterator(Root / Top)) {
      if (!Entry.is_regular_file() || !isSource(Entry.path()))
        continue;
      ++Files;
      fs::path Path = Entry.path().lexically_relative(Root);
      for (std::string &Text : violations(Path, readFile(Entry.path())))
        All.push_back(std::move(Text));
    }
  std::sort(All.begin(), All.end());
  EXPECT_EQ(joined(All), "");
  EXPECT_GT(Files, 3u) << "read nothing below " << Root;
}

TEST(Layering, MistakesAreSeen) {
  auto one = [](const char *Path, const char *Text) {
    return violations(Path, Text).size() == 1;
  };
  EXPECT_TRUE(one("checker/events/X.h", "#include \"clang/AST/AST.h\"\n"));
  EXPECT_TRUE(one("checker/events/X.h", "# include <clang/AST/AST.h>\n"));
  EXPECT_TRUE(one("checker/events/X.h", "#include \"findings/Finding.h\"\n"));
  EXPECT_TRUE(one("checker/epochs/X.h", "#include \"../Analyze.h\"\n"));
  EXPECT_TRUE(one("checker/findings/X.h", "#include \"epochs/Facts.h\"\n"));
  EXPECT_TRUE(one("checker/frontends/X.h", "#include \"findings/Report.h\"\n"));
  EXPECT_TRUE(
      one("checker/frontends/cli/X.cpp", "#include \"events/Place.h\""));
  EXPECT_TRUE(one("checker/new-layer/X.h", ""));
  EXPECT_TRUE(one("rules/await-x.cpp", "#include \"await-y.h\"\n"));
  EXPECT_TRUE(one("rules/await-x.cpp", "#include \"Analyze.h\"\n"));
  EXPECT_TRUE(one("rules/await-x.cpp", "#include \"llvm/ADT/StringRef.h\"\n"));
  EXPECT_TRUE(violations("checker/lower/X.cpp", "#include \"clang/AST/AST.h\"\n"
                                                "#include \"events/Place.h\"\n"
                                                "#include <vector>\n")
                  .empty());
  EXPECT_TRUE(violations("rules/await-x.cpp", "#include \"Rule.h\"\n"
                                              "#include \"epochs/Facts.h\"\n"
                                              "#include <string>\n")
                  .empty());
}

} // namespace
