//===- ProgramId.h - Which program this is ----------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_PROGRAMID_H
#define AWAIT_TIDY_FRONTENDS_CLI_PROGRAMID_H

#include <string>

namespace await_tidy {

/// The identities of this program and of the libraries that it runs with: a new
/// build of Clang can have the version of the old one. Empty if not all can be
/// told.
std::string programId();

/// That of the program alone, in one word: who can read what it wrote. Empty if
/// it cannot be told.
std::string buildId();

} // namespace await_tidy

#endif
