//===- Profile.h - Where the time of a run went -----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_PROFILE_H
#define AWAIT_TIDY_FRONTENDS_CLI_PROFILE_H

#include "PhaseClock.h"
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace await_tidy {

/// For --profile: of each file and of all, by phases, in the order of the run.
class Profile {
public:
  struct File {
    std::string Name;
    Spent LookUp; ///< flags, configuration, cache, words
    Spent Parse, Lower, Solve, Rules;
    Spent Output; ///< what is said of it at once
  };
  std::vector<File> Files;
  Spent Report; ///< what is written at the end

  /// \p Wall is the time of the whole run, with what no phase stands for.
  void print(llvm::raw_ostream &OS, double Wall) const;
};

} // namespace await_tidy

#endif
