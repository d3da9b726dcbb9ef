//===- Paths.h - File names as the user wants to read them ---- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Short paths for output, absolute ones to compare.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_PATHS_H
#define AWAIT_TIDY_FINDINGS_PATHS_H

#include "findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace await_tidy {

/// \p Path below \p Directory when it is relative, without `.` and `..`.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory);

/// \p Path relative to \p Directory when it is below it, else unchanged.
std::string displayPath(llvm::StringRef Path, llvm::StringRef Directory);

/// Makes every path in \p F absolute; the relative ones are below \p Directory.
void makePathsAbsolute(Finding &F, llvm::StringRef Directory);

} // namespace await_tidy

#endif
