//===- ReadFile.h - The text of a file that somebody names -----*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_BASE_READFILE_H
#define AWAIT_TIDY_BASE_READFILE_H

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <string>

namespace await_tidy {

/// The content of a regular file: of a pipe nobody knows when it ends. The
/// error is why it cannot be read, without the name. Linear.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readRegularFile(const std::string &Path);

} // namespace await_tidy

#endif
