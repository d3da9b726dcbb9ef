//===- Schedule.h - An interleaving in two columns of text -----*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// For where there is only text of fixed width: the hover of an editor.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_OUTPUT_SCHEDULE_H
#define AWAIT_TIDY_OUTPUT_SCHEDULE_H

#include "output/Interleaving.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace await_tidy {

/// A line for each step of \p I, in the order in which they happen: the number
/// and the text of its source line, on the left what the reported coroutine
/// does, on the right what the other one does. \p LineOf gives the source line
/// of a place, or nothing. A column is at most \p Width characters wide. Empty
/// if nothing runs in between.
std::string
schedule(const Interleaving &I,
         llvm::function_ref<llvm::StringRef(const SourceSpan &)> LineOf,
         unsigned Width = 40);

} // namespace await_tidy

#endif
