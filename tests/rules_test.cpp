//===- rules_test.cpp - The records of the rules --------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The two examples of each rule are shown to users as they are: the bad one
// must be reported by this rule, the good one by none, and both must compile.
//
//===----------------------------------------------------------------------===//

#include "Rule.h"
#include "Samples.h"

#include <algorithm>

#include <gtest/gtest.h>

using namespace await_tidy;
using namespace await_tidy::test;

namespace {

class RuleRecord : public testing::TestWithParam<const Rule *> {
protected:
  TemporaryFolder Folder;

  /// With the rule itself turned on.
  Output analyse(std::string_view Source) {
    std::string Text(Source);
    if (Text.find("#include") == Text.npos)
      Text = "#include \"rule_examples.h\"\n" + Text;
    Job J;
    J.File = Folder.write("example.cpp", Text);
    J.Flags =
        concat({sampleFlags(), {"-I" + (sourceRoot() / "tests").string()}});
    J.Args = {"--min-confidence=low",
              "--checks=" + std::string(GetParam()->Id)};
    ProcessResult R = runCommand(J);
    EXPECT_GE(R.ExitCode, 0) << R;
    EXPECT_LE(R.ExitCode, 1) << R;
    return parseOutput(R.Out, Folder.path());
  }
};

TEST_P(RuleRecord, IsComplete) {
  const Rule &R = *GetParam();
  EXPECT_EQ(R.Id.substr(0, 6), "await-");
  EXPECT_FALSE(R.Summary.empty());
  EXPECT_FALSE(R.Summary.ends_with('.')) << R.Summary;
  EXPECT_EQ(R.Summary.find('\n'), R.Summary.npos) << R.Summary;
  EXPECT_FALSE(R.Rationale.empty());
  EXPECT_FALSE(R.Cwe.empty());
  EXPECT_TRUE(R.Check || R.CheckFunction);
  EXPECT_EQ(findRule(R.Id), &R);
  EXPECT_EQ(R.Summary.find("TODO"), R.Summary.npos);
  EXPECT_EQ(R.Rationale.find("TODO"), R.Rationale.npos);
}

TEST_P(RuleRecord, BadExampleIsReported) {
  const Rule &R = *GetParam();
  Output O = analyse(R.Bad);
  EXPECT_FALSE(O.Findings.empty()) << R.Bad;
  for (const Reported &F : O.Findings)
    EXPECT_EQ(F.Rule, R.Id) << F.Line << ": " << F.Message << '\n' << R.Bad;
}

TEST_P(RuleRecord, GoodExampleIsSilent) {
  const Rule &R = *GetParam();
  for (const Reported &F : analyse(R.Good).Findings)
    ADD_FAILURE() << F.Rule << " at line " << F.Line << ": " << F.Message
                  << '\n'
                  << R.Good;
}

INSTANTIATE_TEST_SUITE_P(Rules, RuleRecord, testing::ValuesIn(allRules()),
                         [](const auto &Info) {
                           std::string Name(Info.param->Id);
                           std::replace(Name.begin(), Name.end(), '-', '_');
                           return Name;
                         });

TEST(RuleRegistry, HasEveryFileOnceAndInOrder) {
  std::vector<std::string> Ids;
  for (const Rule *R : allRules())
    Ids.emplace_back(R->Id);
  EXPECT_EQ(Ids, ruleIds()) << "rules/<id>.cpp defines the rule <id>";
}

} // namespace
