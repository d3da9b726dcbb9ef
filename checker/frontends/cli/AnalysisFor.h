//===- AnalysisFor.h - How a file is analysed -------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_ANALYSISFOR_H
#define AWAIT_TIDY_FRONTENDS_CLI_ANALYSISFOR_H

#include "Analyze.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>

namespace await_tidy {

struct CommandLine;
struct Config;
struct Model;

/// The analysis that the command line and \p C ask for.
using AnalysisFor =
    std::function<llvm::Expected<AnalysisOptions>(const Config &C)>;

using ModelUse = std::function<void(const Model &M, llvm::StringRef Name)>;

/// The analysis that the command line asks for, with what \p C says where the
/// command line is silent. \p Use, if given, is told each use of a model. An
/// error when a rule does not exist or a file of models cannot be used.
llvm::Expected<AnalysisOptions>
analysisOptions(const CommandLine &Options, const Config &C, ModelUse Use = {});

} // namespace await_tidy

#endif
