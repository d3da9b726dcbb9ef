//===- RuleSelection.h - The rules that a list of globs enables  -*- C++
//-*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Turns what the user wrote in --checks into the ids of rules, and says
/// clearly what is wrong with it.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_RULESELECTION_H
#define AWAIT_TIDY_FINDINGS_RULESELECTION_H

#include "findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace await_tidy {

struct Rule;

/// True if \p Globs enables \p Id by its full name.
bool isNamed(llvm::StringRef Globs, llvm::StringRef Id);

/// The rules that are on by default, changed by \p Globs as clang-tidy's
/// -checks does; but a rule that is off by default must be named, a glob does
/// not turn it on. An error when a rule is named that does not exist, or when
/// no rule remains.
llvm::Expected<std::set<std::string>> selectRules(llvm::StringRef Globs);

/// The rule of that id; `await-` may be missing. An error with the nearest id
/// when there is none.
llvm::Expected<const Rule *> lookUpRule(llvm::StringRef Id);

/// "low", "medium" or "high".
llvm::Expected<Confidence> parseConfidence(llvm::StringRef Text);
/// The same, the other way round.
std::string_view wordFor(Confidence C);

} // namespace await_tidy

#endif
