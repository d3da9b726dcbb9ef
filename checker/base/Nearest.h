//===- Nearest.h - What a misspelt word was meant to be --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_BASE_NEAREST_H
#define AWAIT_TIDY_BASE_NEAREST_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace await_tidy {

/// The candidate that \p Text is probably a misspelling of.
std::optional<std::string> nearest(llvm::StringRef Text,
                                   llvm::ArrayRef<std::string> Candidates);

} // namespace await_tidy

#endif
