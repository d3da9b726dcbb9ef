//===- model_use_test.cpp - Every name in a model is in an input ----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A row that no input uses may be wrong for years. The command says which rows
// the inputs use (--used-models); each name in rules/models/*.yaml has to be
// among them.
//
//===----------------------------------------------------------------------===//

#include "Doors.h"
#include "Expectations.h"
#include "models/Model.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace fs = std::filesystem;
using namespace await_tidy;
using namespace await_tidy::test;

namespace {

TEST(Models, EveryNameIsUsedByAnInput) {
  // Inputs with flags of their own cannot share a run.
  std::vector<Words> Runs{{}};
  for (const auto &Entry :
       fs::recursive_directory_iterator(sourceRoot() / "test-inputs")) {
    if (Entry.path().extension() != ".cpp")
      continue;
    std::string File = fs::relative(Entry.path(), sourceRoot()).string();
    Expectations E = parseExpectations(File, readFile(Entry.path()));
    if (E.Flags.empty() && E.Args.empty())
      Runs.front().push_back(File);
    else
      Runs.push_back(concat({E.Args, {File, "--"}, E.Flags}));
  }
  Runs.front().push_back("--");
  std::vector<std::string> Names = ModelSet::builtin().names();
  std::set<std::string> Unused(Names.begin(), Names.end());
  EXPECT_GT(Unused.size(), 100u);
  ProcessOptions O;
  O.Directory = sourceRoot();
  O.Timeout = std::chrono::seconds(900);
  for (const Words &R : Runs) {
    ProcessResult Said = run(concat({{commandPath(), "--used-models"},
                                     R,
                                     {"-std=c++20", "-Itest-inputs/mock"}}),
                             O);
    std::istringstream Lines(Said.Out);
    std::string Line;
    while (std::getline(Lines, Line))
      Unused.erase(Line);
  }
  for (const std::string &Name : Unused)
    ADD_FAILURE() << "no input in test-inputs/ uses '" << Name << "'";
}

} // namespace
