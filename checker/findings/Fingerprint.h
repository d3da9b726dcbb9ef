//===- Fingerprint.h - The same finding in another version ------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What stays the same of a finding while the code around it changes: a
/// baseline, GitHub and GitLab know it again by that. Line numbers, blanks and
/// comments are no part of it; neither is the folder.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_FINGERPRINT_H
#define AWAIT_TIDY_FINDINGS_FINGERPRINT_H

#include "findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace await_tidy {

class SourceFiles;

/// 16 hexadecimal digits of the SHA-256 of the rule, the function, and the code
/// in the lines of the act and of the check. Two findings of a file can have
/// the same one.
std::string fingerprint(const Finding &F, SourceFiles &Files);

/// The fingerprints of \p Findings, each with ":" and how many of the same
/// fingerprint and file came before it. Those of a file are unique.
std::vector<std::string> fingerprints(llvm::ArrayRef<Finding> Findings,
                                      SourceFiles &Files);

/// The first 16 hexadecimal digits of the SHA-256 of \p Text.
std::string shortHash(llvm::StringRef Text);

/// A line without blanks and without comments that begin in it.
std::string normalizedCode(llvm::StringRef Line);

} // namespace await_tidy

#endif
