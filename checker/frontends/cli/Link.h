//===- Link.h - What each file imports from the others ----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_LINK_H
#define AWAIT_TIDY_FRONTENDS_CLI_LINK_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace await_tidy {

struct CommandLine;

/// Does what --link asks for: reads all summaries that \p Options name, and
/// writes for each what its file sees of the others. As in ThinLTO, this is the
/// only step that sees them all; it reads and copies, and parses nothing. An
/// error if one of them cannot be used: who has no imports has other findings.
llvm::Error linkSummaries(const CommandLine &Options,
                          llvm::StringRef CurrentDirectory);

} // namespace await_tidy

#endif
