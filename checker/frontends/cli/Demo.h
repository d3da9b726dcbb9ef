//===- Demo.h - The race that the tool is about, shown --------- -*- C++
//-*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `await-tidy demo`, for somebody who has just installed it. Nothing in it is
/// told: the account of demo/account.cpp is a part of this program and runs,
/// and its text, which is in the program as well, is analysed.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_DEMO_H
#define AWAIT_TIDY_FRONTENDS_CLI_DEMO_H

#include "frontends/cli/AnalysisFor.h"
#include "llvm/ADT/StringRef.h"
#include <string_view>
#include <utility>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace await_tidy {

struct CommandLine;

/// What is in demo/, by its name.
const std::vector<std::pair<std::string_view, std::string_view>> &
embeddedDemo();

/// Shows the race, what the tool says of it, and the repair. \p IsSlow: with
/// pauses, for somebody who reads along; ten seconds in all. Returns whether
/// all went as it must; what did not is on \p Err.
bool showDemo(const CommandLine &Options, const AnalysisOptions &Analysis,
              llvm::StringRef CurrentDirectory, llvm::raw_ostream &Out,
              bool Color, bool IsSlow, llvm::raw_ostream &Err, bool ColorErr);

} // namespace await_tidy

#endif
