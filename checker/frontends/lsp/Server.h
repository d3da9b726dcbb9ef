//===- Server.h - Findings while you type -----------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A server of the Language Server Protocol, beside the editor's server for
/// C++: it says what the command says of the text as it is in the editor.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_LSP_SERVER_H
#define AWAIT_TIDY_FRONTENDS_LSP_SERVER_H

#include "frontends/cli/Options.h"
#include <cstdio>

namespace llvm {
class raw_ostream;
}

namespace await_tidy {

/// Speaks on \p In and \p Out until the client says `exit`, or hangs up. The
/// protocol's exit code: 0 if `shutdown` came first, else 1.
int serve(std::FILE *In, llvm::raw_ostream &Out, const CommandLine &Options);

} // namespace await_tidy

#endif
