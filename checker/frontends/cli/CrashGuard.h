//===- CrashGuard.h - Survives a crash while one file is analysed  -*- C++
//-*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_CRASHGUARD_H
#define AWAIT_TIDY_FRONTENDS_CLI_CRASHGUARD_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>
#include <string>

namespace await_tidy {

/// Runs \p Work on a thread with a large stack. When it crashes (also of a
/// stack overflow, or because LLVM gives up), says of what; what Work held is
/// lost.
/// With \p Backtrace, where it crashed is written to the standard error stream.
std::optional<std::string> runGuarded(llvm::function_ref<void()> Work,
                                      bool Backtrace);

} // namespace await_tidy

#endif
