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

#include <filesystem>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

/// "library: name" for each name of each row.
std::set<std::string> namesInModels() {
  std::set<std::string> Names;
  for (const auto &Entry :
       fs::directory_iterator(sourceRoot() / "rules/models")) {
    std::istringstream Lines(readFile(Entry.path()));
    std::string Line, Library;
    while (std::getline(Lines, Line)) {
      const std::string LibraryKey = "library: ", NameKey = "{name: [";
      if (Line.rfind(LibraryKey, 0) == 0)
        Library = Line.substr(LibraryKey.size());
      size_t At = Line.find(NameKey);
      if (At == Line.npos)
        continue;
      // The list ends before the next key: a name can have brackets.
      std::string List = Line.substr(At + NameKey.size());
      size_t Next = List.find("], ");
      List = List.substr(0, Next == List.npos ? List.rfind(']') : Next);
      std::istringstream Words(List);
      std::string Word;
      while (std::getline(Words, Word, ',')) {
        std::string Plain;
        for (char C : Word)
          if (C != '"')
            Plain += C;
        Plain.erase(0, Plain.find_first_not_of(' '));
        if (Plain.rfind("::", 0) == 0)
          Plain.erase(0, 2);
        Names.insert(Library + ": " + Plain);
      }
    }
  }
  return Names;
}

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
  std::set<std::string> Unused = namesInModels();
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
