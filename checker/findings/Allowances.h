//===- Allowances.h - Findings that a function allows -----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// AWAIT_TIDY_ALLOW(rules, reason) on a function: the suppression that says
/// why, and that every front-end understands in the same way. For single lines
/// there are comments, see Suppressions.h.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_ALLOWANCES_H
#define AWAIT_TIDY_FINDINGS_ALLOWANCES_H

#include "findings/Finding.h"
#include <set>
#include <string>
#include <vector>

namespace await_tidy {

struct Allowance {
  SourceSpan Where;           ///< the annotation
  SourceSpan Function;        ///< what it is about, the definition
  std::string Rules;          ///< globs, as in a NOLINT comment
  std::string Reason;         ///< without one, nothing is allowed
  std::set<std::string> Used; ///< the rules that it silenced

  bool covers(const SourceSpan &Act, const std::string &Rule) const;
};

/// Takes out of \p Findings what one of \p Allowed covers, and notes there that
/// it was of use. Linear in the product; functions with such a mark are few.
void applyAllowances(std::vector<Allowance> &Allowed,
                     std::vector<Finding> &Findings);

} // namespace await_tidy

#endif
