//===- Doors.h - The front-ends, as a user starts them ----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The only place in the tests that knows how each front-end is started and how
/// its options are spelled.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_DOORS_H
#define AWAIT_TIDY_TESTS_DOORS_H

#include "Expectations.h"
#include "Process.h"

#include <filesystem>
#include <string>
#include <vector>

namespace await_tidy::test {

/// The top folder of the sources; every door is started in it.
const std::filesystem::path &sourceRoot();

std::string commandPath();    ///< await-tidy
std::string tidyModulePath(); ///< await-tidy-module.so
std::string pluginPath();     ///< await-tidy-plugin.so
std::string clangTidyPath();  ///< of the LLVM that all is built with
std::string clangPath();      ///< its clang++

/// Ids of all rules: the names of rules/*.cpp, sorted.
const std::vector<std::string> &ruleIds();

using Words = std::vector<std::string>;

/// One file and what every door needs to know of it.
struct Job {
  std::string File;
  Words Flags = {"-std=c++20"}; ///< for the compiler
  Words Args;                   ///< `--key=value`, for the analysis
};

/// await-tidy [args] FILE -- [flags]
ProcessResult runCommand(const Job &J);

/// clang-tidy -load=... with the same arguments as CheckOptions. \p Extra
/// are options of clang-tidy itself.
ProcessResult runClangTidy(const Job &J, const Words &Extra = {});

/// clang++ -fsyntax-only -fplugin=... with the same arguments.
ProcessResult runPlugin(const Job &J, const Words &Extra = {});

/// Words without empty ones, for a list that depends on a condition.
Words concat(std::initializer_list<Words> Parts);

} // namespace await_tidy::test

#endif
