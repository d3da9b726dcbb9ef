//===- Rule.h - The record that a rule is -----------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A rule is one value in one file, rules/<id>.cpp. The documentation page, the
/// lists and the clang-tidy check come from this record.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_RULE_H
#define AWAIT_TIDY_RULE_H

#include "findings/Finding.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>
#include <string_view>
#include <vector>

namespace await_tidy {

struct Facts;
struct Pair;
class Report;

struct Rule {
  std::string_view Id;        ///< "await-check-then-act"
  std::string_view Summary;   ///< one line, no trailing period
  std::string_view Rationale; ///< Markdown, some paragraphs
  std::string_view Bad;       ///< complete C++; reported by this rule
  std::string_view Good;      ///< the same, repaired; silent
  std::vector<int> Cwe;
  Severity Level = Severity::Warning;
  bool OnByDefault = true;
  /// Of two rules that claim the same act, the one with the higher rank
  /// reports.
  int Rank = 0;
  /// Files a report where \p P is this rule's business, else nothing. Called
  /// for every pair, also for protected ones (the engine drops those
  /// afterwards).
  std::optional<Report> (*Check)(const Facts &F, const Pair &P) = nullptr;
  /// For what is wrong without a check and an act: called once for every
  /// function that was analysed; hands each report to \p Say. Which protections
  /// count is for the rule itself to say.
  void (*CheckFunction)(const Facts &F,
                        llvm::function_ref<void(Report)> Say) = nullptr;
};

/// Every rule linked in, sorted by id.
const std::vector<const Rule *> &allRules();

/// The rule of that id, or null.
const Rule *findRule(std::string_view Id);

/// Constructed once at the end of each rules/<id>.cpp.
struct RegisterRule {
  explicit RegisterRule(const Rule &R);
};

} // namespace await_tidy

#endif
