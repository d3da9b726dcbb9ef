//===- Nearest.cpp - What a misspelt word was meant to be -----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "base/Nearest.h"
#include <algorithm>

using namespace llvm;

namespace await_tidy {

std::optional<std::string> nearest(StringRef Text,
                                   ArrayRef<std::string> Candidates) {
  // A third of the letters may be wrong; beyond that a suggestion misleads.
  unsigned Best = Text.size() / 3 + 1;
  std::optional<std::string> Found;
  for (const std::string &C : Candidates) {
    // Letters in another order are the most common mistake of all.
    if (C.size() == Text.size() && C.size() > 2 &&
        std::is_permutation(C.begin(), C.end(), Text.begin()))
      return C;
    unsigned Distance = Text.edit_distance(C, /*AllowReplacements=*/true, Best);
    if (Distance < Best) {
      Best = Distance;
      Found = C;
    }
  }
  // Not misspelt, but cut short.
  if (!Found && Text.size() >= 3)
    for (const std::string &C : Candidates)
      if (StringRef(C).contains(Text))
        return C;
  return Found;
}

} // namespace await_tidy
