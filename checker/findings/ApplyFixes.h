//===- ApplyFixes.h - Writes fix-its into the source files ---- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// All fixes of a finding are applied or none, and a file is replaced as a
/// whole or stays as it was.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_APPLYFIXES_H
#define AWAIT_TIDY_FINDINGS_APPLYFIXES_H

#include "findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>
#include <string>
#include <vector>

namespace await_tidy {

class SourceFiles;

struct FixOutcome {
  /// How many findings were repaired in each file.
  std::map<std::string, unsigned> Repaired;
  /// The findings whose fixes were left out, because they overlap those of an
  /// earlier one or because a file could not be written.
  std::vector<const Finding *> LeftOut;
  /// What went wrong, one message each.
  std::vector<std::string> Errors;
};

/// Applies the fixes of \p Findings. \p Files holds the text that was analysed;
/// a file that changed since then is not touched.
FixOutcome applyFixes(llvm::ArrayRef<Finding> Findings, SourceFiles &Files);

} // namespace await_tidy

#endif
