//===- ClangFlags.h - Makes a compile command one for our Clang  -*- C++
//-*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_CLANGFLAGS_H
#define AWAIT_TIDY_FRONTENDS_CLI_CLANGFLAGS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace await_tidy {

struct CommandLine;

/// The command that parses \p File as \p Command compiles it: without outputs,
/// without the flags that only another compiler knows, without warnings (they
/// are the compiler's business), and with our resource directory and the user's
/// --extra-arg.
///
/// \p More flags, of the project's configuration, are treated as those of \p
/// Command. What Clang's driver does not know is added to \p Unknown.
std::vector<std::string> adaptToClang(std::vector<std::string> Command,
                                      llvm::StringRef File,
                                      llvm::ArrayRef<std::string> More,
                                      const CommandLine &Options,
                                      std::vector<std::string> &Unknown);

} // namespace await_tidy

#endif
