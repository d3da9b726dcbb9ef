//===- Config.h - The file .await-tidy --------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What holds for the files below a folder. It comes with the analysed project,
/// which is not trusted: no key of it names a file that is written, a program
/// or a library.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_CONFIG_H
#define AWAIT_TIDY_FRONTENDS_CLI_CONFIG_H

#include "findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace await_tidy {

struct Config {
  std::string Path;     ///< empty: there is none
  std::string TidyPath; ///< a .clang-tidy that says something of our rules
  std::string Checks;   ///< globs; may be empty
  std::optional<Confidence> MinConfidence;
  std::map<std::string, Confidence> MinConfidenceOf; ///< by rule
  std::vector<std::string> Models;                   ///< absolute where Path is
  std::vector<std::string> ExtraArgs;
};

/// Reads YAML. An error begins with "FileName:line:".
llvm::Expected<Config> parseConfig(llvm::StringRef FileName,
                                   llvm::StringRef Text);

/// As YAML that parseConfig() takes.
std::string configText(const Config &C);

class Configs {
public:
  /// With \p Only not empty, that file is the one of all; a relative one is
  /// below \p CurrentDirectory.
  Configs(bool Enabled, llvm::StringRef Only, std::string CurrentDirectory);

  /// The nearest one in the folders above \p File, an absolute path, behind
  /// what the .clang-tidy that holds there says.
  llvm::Expected<const Config *> of(llvm::StringRef File);

private:
  struct Loaded {
    Config Value;
    std::string Problem;
  };
  const Loaded &load(const std::string &Path);
  const std::string &pathFor(llvm::StringRef Directory, llvm::StringRef Name);
  llvm::Error addTidyConfig(const std::string &First, Config &C);

  bool Enabled;
  std::string Only, CurrentDirectory;
  std::map<std::string, std::string> Nearest; ///< by folder and name
  std::map<std::string, Loaded> ByPath;
  /// By .await-tidy and .clang-tidy.
  std::map<std::pair<std::string, std::string>, Loaded> ByPaths;
};

} // namespace await_tidy

#endif
