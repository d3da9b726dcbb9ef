//===- Words.h - What several formats say alike -----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_OUTPUT_WORDS_H
#define AWAIT_TIDY_OUTPUT_WORDS_H

#include "findings/Finding.h"
#include "findings/RuleSelection.h"
#include "findings/Text.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <string_view>

namespace await_tidy {

struct Run;
struct RunMessage;

std::string_view wordFor(Severity S); ///< "info", "warning", "error"
std::string_view wordFor(NoteKind K); ///< "check", ..., "reason"

/// The file that \p M is about, absolute; empty when it is about none.
const std::string &fileOf(const RunMessage &M);

/// \p Path relative to the root of \p R when it is below it.
std::string shownPath(const Run &R, llvm::StringRef Path);

/// The message of \p F and its notes, one in a line, with `path:line: `.
std::string story(const Run &R, const Finding &F);

/// What comes from sources and their names need not be UTF-8: what is none is
/// replaced.
std::string validUtf8(llvm::StringRef Text);

/// \p Text with what XML does not allow replaced: for attributes and content.
std::string xml(llvm::StringRef Text);

} // namespace await_tidy

#endif
