//===- Expectations.h - What a test input expects ---------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads the marks of a test input (test-inputs/README.md), reads the lines
/// that a front-end printed, and says where the two differ.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_EXPECTATIONS_H
#define AWAIT_TIDY_TESTS_EXPECTATIONS_H

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace await_tidy::test {

enum class Level { Low, Medium, High };
std::string_view name(Level L);

/// One `// word: ...` on a line of a test input.
struct Mark {
  enum Kind { Expect, Note, Ok, Missed, FalseAlarm } What;
  unsigned Line = 0;
  std::string Rule;             ///< Expect, Missed, FalseAlarm
  Level Sureness = Level::High; ///< Expect
  std::string Text; ///< the kind of a Note, the reason of the others
};

/// All that one test input says about itself.
struct Expectations {
  std::string File; ///< as given
  std::vector<Mark> Marks;
  std::vector<std::string> Flags; ///< `// flags:`, for the compiler
  /// `// args:`, for await-tidy, and `// checks: GLOBS` as `--checks=GLOBS`.
  std::vector<std::string> Args;
  bool HasErrors = false; ///< `// errors: yes`: does not compile
  std::multiset<int> Scenarios; ///< as often as a comment names one
  /// Marks that nobody can mean, e.g. of a misspelt word: "file:line: what".
  std::vector<std::string> Problems;
};

Expectations parseExpectations(std::string File, std::string_view Text);

/// The marks of a file and of the headers of the project's own that it includes
/// with quotes and that lie beside or below it. Keys: paths relative to \p
/// Root.
std::map<std::string, Expectations>
loadExpectations(const std::filesystem::path &Root,
                 const std::filesystem::path &File);

/// A warning that a front-end printed, and the notes below it.
struct Reported {
  struct Note {
    std::string File;
    unsigned Line = 0, Column = 0;
    std::string Text;
  };
  std::string File;
  unsigned Line = 0, Column = 0;
  std::string Message; ///< without the rule
  std::string Rule;
  std::vector<Note> Notes;
};

struct Output {
  std::vector<Reported> Findings;  ///< of the rules await-*
  std::vector<std::string> Errors; ///< the lines with "error:"
  std::vector<std::string> Other;  ///< warnings of somebody else
};

/// Reads `path:line:col: warning: message [rule]` and the notes. Paths become
/// relative to \p Root where they are below it; relative ones are taken as
/// relative to \p Root already.
Output parseOutput(std::string_view Text, const std::filesystem::path &Root);

/// How a report and the marks differ at the given level, one text per
/// difference: `file:line: what was expected; what the tool said`. Empty: they
/// agree. Notes, `missed` and `false-alarm` are looked at only at Level::Low.
std::vector<std::string>
differences(const std::map<std::string, Expectations> &Expected,
            const Output &Got, Level AtLeast);

/// How two front-ends differ in places, words and notes of their findings.
std::vector<std::string> differences(std::string_view NameA, const Output &A,
                                     std::string_view NameB, const Output &B);

/// One text per line, for a failure message.
std::string join(const std::vector<std::string> &Lines);

} // namespace await_tidy::test

#endif
