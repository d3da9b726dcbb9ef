//===- RuleDoc.h - The documentation page of a rule ----------- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One page of Markdown, from the rule's record alone: --explain prints it and
/// docs/rules/ holds it.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_RULEDOC_H
#define AWAIT_TIDY_FINDINGS_RULEDOC_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace await_tidy {

struct Rule;

std::string ruleDocumentation(const Rule &R);

/// Where more about it can be read: the page of the rule where the build was
/// told of a site (AWAIT_TIDY_DOCS_URL), else that of its weakness; may be
/// empty.
std::string ruleUri(const Rule &R);

/// Writes <id>.md for every rule into \p Directory, which is created. Returns
/// the names of the files.
llvm::Expected<std::vector<std::string>>
writeRuleDocumentation(llvm::StringRef Directory);

} // namespace await_tidy

#endif
