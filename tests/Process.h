//===- Process.h - Runs a command in a test ---------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs a command without a shell, with a timeout, and keeps what it wrote; and
/// a folder that removes itself.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_PROCESS_H
#define AWAIT_TIDY_TESTS_PROCESS_H

#include <chrono>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace await_tidy::test {

struct ProcessResult {
  std::vector<std::string> Command;
  std::string Out, Err;
  int ExitCode = -1; ///< -1 when it was ended by a signal or did not start
  int Signal = 0;    ///< the signal that ended it, or 0
  bool TimedOut = false;

  /// The command as one line for a shell.
  std::string commandLine() const;
  /// Both streams, for a search that does not care which one it was.
  std::string all() const { return Out + Err; }
};

/// Everything one needs to repeat the run by hand.
std::ostream &operator<<(std::ostream &OS, const ProcessResult &R);

struct ProcessOptions {
  std::filesystem::path Directory; ///< empty: the one of the test
#ifndef AWAIT_TIDY_SLOW // how much slower than usual the commands are
#define AWAIT_TIDY_SLOW 1
#endif
  std::chrono::seconds Timeout{120 * AWAIT_TIDY_SLOW};
};

/// Runs \p Command (looked up in PATH) with an empty standard input. Never
/// throws: what went wrong is in the result.
ProcessResult run(std::vector<std::string> Command,
                  const ProcessOptions &Options = {});

/// An empty folder below the system's temporary one, removed with its content
/// at the end of the test.
class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  const std::filesystem::path &path() const { return Path; }
  std::string operator/(std::string_view Name) const {
    return (Path / Name).string();
  }
  /// Writes a file, creates the folders on the way, gives its path.
  std::string write(std::string_view Name, std::string_view Content) const;

private:
  std::filesystem::path Path;
};

/// The content of a file, byte by byte; empty when it cannot be read.
std::string readFile(const std::filesystem::path &Path);

} // namespace await_tidy::test

#endif
