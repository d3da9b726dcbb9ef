//===- GlobList.h - Which names a list of globs selects ------- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The language of clang-tidy's -checks and of NOLINT(...): globs separated by
/// commas, `*` stands for any characters, a leading `-` takes away again.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_GLOBLIST_H
#define AWAIT_TIDY_FINDINGS_GLOBLIST_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace await_tidy {

class GlobList {
public:
  struct Item {
    std::string Pattern;
    bool Adds; ///< false: it began with `-`
  };

  explicit GlobList(llvm::StringRef List);

  /// What the last glob that matches \p Name says, or nothing when none does.
  std::optional<bool> decide(llvm::StringRef Name) const;

  /// Whether the list, starting from nothing, selects \p Name.
  bool contains(llvm::StringRef Name) const {
    return decide(Name).value_or(false);
  }

  const std::vector<Item> &items() const { return Items; }

private:
  std::vector<Item> Items;
};

/// Whether \p Name matches \p Glob as a whole.
bool matchesGlob(llvm::StringRef Glob, llvm::StringRef Name);

} // namespace await_tidy

#endif
