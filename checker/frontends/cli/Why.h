//===- Why.h - Why a line is, or is not, reported ------------- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_WHY_H
#define AWAIT_TIDY_FRONTENDS_CLI_WHY_H

#include "Analyze.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>

namespace await_tidy {

/// Everything that was decided about line \p Line of \p File, in words; when
/// that is nothing, the nearest lines that something was decided about.
std::string explainLine(llvm::ArrayRef<Decision> Decisions,
                        const std::string &File, unsigned Line,
                        const std::string &CurrentDirectory);

} // namespace await_tidy

#endif
