//===- VersionGuard.cpp - Refuses a host of another LLVM version ----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Clang has no stable C++ interface: in clang-tidy 14 or 22 the modules would
/// load, find nothing or crash, and the run would look like a success. So they
/// end the process, with a message, before any other code of theirs runs.
/// Compiled into both modules.
///
//===----------------------------------------------------------------------===//
#include "clang/Basic/Version.h"
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace {

struct Version {
  int Major = 0, Minor = 0;
};

/// From a text like "Debian clang version 19.1.7 (3)".
Version parseVersion(const std::string &Full) {
  Version V;
  size_t At = Full.find("version ");
  if (At != std::string::npos)
    std::sscanf(Full.c_str() + At, "version %d.%d", &V.Major, &V.Minor);
  return V;
}

// The lowest priority that is ours to use: before every static initializer,
// which would already call into LLVM. Nothing of LLVM but this one function,
// whose signature has not changed in ten years, may be used here.
[[gnu::constructor(101)]] void requireTheLLVMWeWereBuiltFor() {
  std::string Running = clang::getClangFullVersion();
  Version V = parseVersion(Running);
  if (V.Major == CLANG_VERSION_MAJOR && V.Minor == CLANG_VERSION_MINOR)
    return;
  std::fprintf(
      stderr,
      "await-tidy: error: this plugin is for Clang %d.%d, but it was "
      "loaded by '%s'\n"
      "await-tidy: use it with clang-tidy-%d or clang++-%d, or build it "
      "against that version\n",
      CLANG_VERSION_MAJOR, CLANG_VERSION_MINOR, Running.c_str(),
      CLANG_VERSION_MAJOR, CLANG_VERSION_MAJOR);
  std::fflush(stderr);
  // Not exit(): the destructors of a half-loaded library must not run.
  _exit(3);
}

} // namespace
