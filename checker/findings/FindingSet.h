//===- FindingSet.h - Findings that were seen already --------- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A coroutine in a header is analysed once for every file that includes it; it
/// is shown once.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_FINDINGSET_H
#define AWAIT_TIDY_FINDINGS_FINDINGSET_H

#include "findings/Finding.h"
#include <set>
#include <vector>

namespace await_tidy {

class FindingSet {
public:
  /// Those of \p Found that no earlier call had, sorted and without duplicates.
  std::vector<Finding> addNew(std::vector<Finding> Found);

private:
  using Key =
      std::tuple<std::string, unsigned, unsigned, std::string, std::string>;
  std::set<Key> Seen;
};

} // namespace await_tidy

#endif
