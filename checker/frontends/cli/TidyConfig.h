//===- TidyConfig.h - What .clang-tidy says of our rules --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Who has set up the rules for clang-tidy has set them up for the command too.
/// As there, the nearest file counts, and with InheritParentConfig those above
/// it. Only what is about our rules is looked at.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_TIDYCONFIG_H
#define AWAIT_TIDY_FRONTENDS_CLI_TIDYCONFIG_H

#include "findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <vector>

namespace await_tidy {

/// One file, as it is written.
struct TidyFile {
  struct Option {
    std::string Value;
    std::string Where; ///< "path:line", for messages
  };
  std::string Checks;
  std::map<std::string, Option> Options; ///< of CheckOptions
  bool Inherits = false;                 ///< from the next one above
};

/// Reads YAML; keys that are not ours may hold anything. An error begins with
/// "FileName:line:", also when a rule does not exist.
llvm::Expected<TidyFile> parseTidyFile(llvm::StringRef FileName,
                                       llvm::StringRef Text);

/// What it means for the command.
struct TidyConfig {
  std::string Checks; ///< for selectRules(); may be empty
  std::map<std::string, Confidence> MinConfidence; ///< by rule
  std::vector<std::string> Models;                 ///< as written

  bool saysNothing() const {
    return Checks.empty() && MinConfidence.empty() && Models.empty();
  }
};

/// \p Files from the top of the tree down. clang-tidy begins with nothing, and
/// the command with its default: if Checks adds one of our rules, those that it
/// selects run, else what it takes away does not.
llvm::Expected<TidyConfig> tidyConfig(const std::vector<TidyFile> &Files);

} // namespace await_tidy

#endif
