//===- Project.h - Projects of any size -------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_BENCH_PROJECT_H
#define AWAIT_TIDY_TESTS_BENCH_PROJECT_H

#include <filesystem>
#include <vector>

/// Source files that include a common task type, a header of their own and that
/// of their neighbour, whose functions they call. In turn: a check that is out
/// of date, a lost update, correct coroutines, no coroutine at all, and a check
/// whose act is in the neighbour's source file.
struct Project {
  std::filesystem::path Folder;
  std::vector<std::filesystem::path> Sources;
  unsigned Races = 0;       ///< to be seen in one file
  unsigned AcrossFiles = 0; ///< to be seen with the neighbour's file only

  /// Writes \p Files source files, their headers and compile_commands.json into
  /// \p Folder, which is made.
  Project(const std::filesystem::path &Folder, unsigned Files);

  /// Changes the \p I-th source file so that its findings stay.
  void edit(unsigned I, unsigned Times) const;
};

#endif
