//===- Analyze.h - The whole analysis of one translation unit ---*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The one entry that every front-end calls.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_ANALYZE_H
#define AWAIT_TIDY_ANALYZE_H

#include "PhaseClock.h"
#include "findings/Allowances.h"
#include "findings/Finding.h"
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace clang {
class ASTContext;
}

namespace await_tidy {

class ModelSet;
class ProjectIndex;

struct AnalysisOptions {
  /// Ids of the rules to run; empty: every rule that is on by default.
  std::set<std::string> Rules;
  /// Findings below it are dropped.
  Confidence MinConfidence = Confidence::Medium;
  /// Another limit for some rules, by id.
  std::map<std::string, Confidence> MinConfidenceOf;
  /// Fill AnalysisResult::Decisions (for --why).
  bool Explain = false;
  /// Fill AnalysisResult::EventDump (for --dump-events).
  bool DumpEvents = false;
  /// Stop with a notice in a function of more events than this.
  unsigned MaxEvents = 200000;
  /// Fill AnalysisResult::Summaries.
  bool Summarize = false;
  /// What is known of other translation units; may be null.
  std::shared_ptr<const ProjectIndex> Others;
  /// In both, the names of files below this folder are relative to it. Empty:
  /// all are absolute.
  std::string PathsBelow;
  /// What is known of libraries; null: ModelSet::builtin().
  std::shared_ptr<const ModelSet> Models;

  /// The limit for findings of \p Rule.
  Confidence least(std::string_view Rule) const {
    auto It = MinConfidenceOf.find(std::string(Rule));
    return It == MinConfidenceOf.end() ? MinConfidence : It->second;
  }
};

/// Why a check and an act were, or were not, reported: for --why.
struct Decision {
  SourceSpan Check, Suspension, Act;
  std::string Function, Place;
  std::string Rule;    ///< the rule concerned
  std::string Verdict; ///< "reported", or the protection that makes it safe
  bool Reported = false;
};

/// Something the user has to know that is not a finding.
struct Notice {
  SourceSpan Where;
  std::string Text;
  /// Part of the program was not analysed, e.g. a function over the budget.
  /// Otherwise it is of no weight: where a host shows all that it is told at
  /// every build, it is not told.
  bool LeftOut = true;
  /// What is said once, in whatever file it stands; may be empty.
  std::string About = "";
};

/// Without that of the parser.
struct PhaseTimes {
  Spent Lower; ///< with the look at all functions before
  Spent Solve;
  Spent Rules; ///< and all the rest
};

struct AnalysisResult {
  std::vector<Finding> Findings; ///< sorted, without duplicates
  /// What is below AnalysisOptions::MinConfidence: a comment that silences it
  /// is of use all the same. In no order.
  std::vector<Finding> Unsure;
  /// What annotations took out of both, so that the others can be told.
  std::vector<Allowance> Allowances;
  /// The functions with a body, but for templates that nothing instantiates.
  std::vector<SourceSpan> LookedAt;
  std::vector<Decision> Decisions;
  std::vector<Notice> Notices;
  std::string EventDump;
  std::string Summaries;    ///< for other translation units: see index/Index.h
  unsigned Coroutines = 0;  ///< functions with a suspension that were analysed
  unsigned Suspensions = 0; ///< suspension points in them
  double Seconds = 0;       ///< processor time of the analysis without parsing
  PhaseTimes Times;         ///< the same, by phases
};

/// Analyses every coroutine of \p Context that is not in a system header, and
/// the functions that suspend in a continuation. Never throws, never prints.
/// Declarations with errors are skipped function by function. Linear in the
/// size of the functions but for the number of shared places alive at once.
AnalysisResult analyzeTranslationUnit(clang::ASTContext &Context,
                                      const AnalysisOptions &Options = {});

} // namespace await_tidy

#endif
