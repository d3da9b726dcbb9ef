//===- AnalysisFor.cpp - How a file is analysed ---------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/AnalysisFor.h"
#include "findings/RuleSelection.h"
#include "frontends/cli/Config.h"
#include "frontends/cli/Options.h"
#include "models/Model.h"

using namespace llvm;

namespace await_tidy {

Expected<AnalysisOptions> analysisOptions(const CommandLine &Options,
                                          const Config &C, ModelUse Use) {
  std::string Checks = C.Checks;
  if (!Options.Checks.empty())
    Checks += (Checks.empty() ? "" : ",") + Options.Checks;
  Expected<std::set<std::string>> Rules = selectRules(Checks);
  if (!Rules)
    return Rules.takeError();
  AnalysisOptions Analysis;
  Analysis.Rules = std::move(*Rules);
  Analysis.MinConfidence = Options.MinConfidence.value_or(
      C.MinConfidence.value_or(Confidence::Medium));
  if (!Options.MinConfidence)
    Analysis.MinConfidenceOf = C.MinConfidenceOf;
  std::vector<std::string> Files = Options.Models;
  Files.insert(Files.end(), C.Models.begin(), C.Models.end());
  // Those that are compiled in need no copy.
  if (Use || !Files.empty()) {
    Expected<ModelSet> Models = ModelSet::withFiles(Files);
    if (!Models)
      return Models.takeError();
    if (Use)
      Models->observe(std::move(Use));
    Analysis.Models = std::make_shared<const ModelSet>(std::move(*Models));
  }
  return Analysis;
}

} // namespace await_tidy
