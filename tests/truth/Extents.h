//===- Extents.h - Where the functions of a source stand --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the functions of a C++ source by their braces, which is enough for the
/// test inputs: no preprocessing, no types.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TRUTH_EXTENTS_H
#define AWAIT_TIDY_TRUTH_EXTENTS_H

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace truth {

struct Extent {
  /// "function" or "Class::function", without namespaces; the second one of a
  /// name has "#2" behind it.
  std::string Name;
  unsigned First = 0, Last = 0; ///< lines, from the name to the last brace
  std::set<std::string> Calls;  ///< the names before a "(" in its body
  /// The numbers that it may compare with: in its body, as first values of
  /// what is named there, and in the functions that are called there.
  std::set<long> Numbers;
};

/// All functions that have a body, in order.
std::vector<Extent> functionsOf(std::string_view Source);

} // namespace truth

#endif
