//===- Protection.h - Why a pair is safe ------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A protection is a reason why a check and an act are safe although a
/// suspension lies between them. One file each.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_PROTECTIONS_PROTECTION_H
#define AWAIT_TIDY_PROTECTIONS_PROTECTION_H

#include "epochs/Facts.h"
#include <string_view>
#include <vector>

namespace await_tidy {

struct Protection {
  std::string_view Name;
  std::string_view Reason; ///< ends the sentence "not reported: ..."
  bool (*Covers)(const Facts &F, const Pair &P);
  /// What the protection rests on (a lock, a flag): writers that do not respect
  /// it make the pair a finding after all. Null where it rests on nothing.
  /// Of several, a writer has to respect one.
  llvm::SmallVector<PlaceId, 1> (*RestsOn)(const Facts &F,
                                           const Pair &P) = nullptr;
  /// True if it perhaps protects nothing: the finding is then of low
  /// confidence. Null where it is never so.
  bool (*IsDoubtful)(const Facts &F, const Pair &P) = nullptr;
  /// It protects only from those who hold what it rests on exclusively, and
  /// counts for nothing where others do not.
  bool FromExclusive = false;
  /// What it rests on tells of a change only if it is changed with it, before
  /// anybody else can run.
  bool ChangesWith = false;
};

/// Every protection linked in, sorted by name.
const std::vector<const Protection *> &allProtections();

struct RegisterProtection {
  explicit RegisterProtection(const Protection &P);
};

} // namespace await_tidy

#endif
