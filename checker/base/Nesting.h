//===- Nesting.h - How deep a text of brackets goes ------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// LLVM's readers of JSON and YAML call themselves for what stands inside, and
/// die of a text that goes deeper than the stack. Who reads what others wrote
/// asks here first.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_BASE_NESTING_H
#define AWAIT_TIDY_BASE_NESTING_H

#include "llvm/ADT/StringRef.h"

namespace await_tidy {

/// Levels that the readers can follow: more than anybody writes, and far from
/// the end of the stack.
constexpr unsigned MostLevels = 1000;

/// The line, from 1, in which the JSON \p Text has more than \p Most levels; 0
/// if it has not. Brackets in strings do not count. Linear.
unsigned tooDeepJson(llvm::StringRef Text, unsigned Most = MostLevels);

/// The same of MostLevels for YAML, where brackets and the indicators `- ` and
/// `? ` count wherever they stand, and so do spaces before a line. Linear.
unsigned tooDeepYaml(llvm::StringRef Text);

} // namespace await_tidy

#endif
