//===- EmitNinja.h - A run as a build ---------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_EMITNINJA_H
#define AWAIT_TIDY_FRONTENDS_CLI_EMITNINJA_H

#include "llvm/Support/Error.h"
#include <string>

namespace await_tidy {

struct CommandLine;

/// A file for Ninja that comes to the report of \p Options: summarize each
/// file, link, perhaps several times, analyse each file, merge. All paths in it
/// are absolute. Writes the compile commands of each file to a file of its own
/// in the folder of --index, if they have changed, so that a change of one
/// entry of a database concerns one file.
llvm::Expected<std::string> ninjaFile(const CommandLine &Options,
                                      const std::string &CurrentDirectory);

} // namespace await_tidy

#endif
