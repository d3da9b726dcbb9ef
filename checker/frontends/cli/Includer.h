//===- Includer.h - A source file that includes a header --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A header means what it means where it is included: behind other includes,
/// with the flags of that file.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_INCLUDER_H
#define AWAIT_TIDY_FRONTENDS_CLI_INCLUDER_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace await_tidy {

/// True for a name that compilers take for a header's, and for no other file's.
bool isHeaderName(llvm::StringRef Path);

/// Of \p Sources, absolute paths, one with an #include line that can mean \p
/// Header: the one of the same name if there is one, else the nearest in the
/// tree of folders. Empty if there is none. Whether the line is compiled, and
/// finds this header and no other, only the preprocessor knows. Linear in the
/// size of the sources it reads: those up to the one it finds.
std::string includerOf(llvm::StringRef Header,
                       std::vector<std::string> Sources);

} // namespace await_tidy

#endif
