//===- CrashGuard.cpp - Survives a crash while one file is analysed -------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/CrashGuard.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Signals.h"
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <vector>

using namespace llvm;

namespace await_tidy {

static constexpr size_t StackSize = 64 << 20, HandlerStackSize = 1 << 20;

/// LLVM's handlers run on the stack of the thread, where there is no room left
/// after an overflow. Lets them run on a stack of their own.
static void useHandlerStack() {
  for (int Signal : {SIGSEGV, SIGBUS}) {
    struct sigaction Action;
    if (sigaction(Signal, nullptr, &Action) == 0) {
      Action.sa_flags |= SA_ONSTACK;
      sigaction(Signal, &Action, nullptr);
    }
  }
}

/// LLVM would end the process; a signal is something we come back from.
static void onFatalError(void *Reason, const char *Text, bool) {
  *static_cast<std::string *>(Reason) = Text;
  std::abort();
}

std::optional<std::string> runGuarded(function_ref<void()> Work,
                                      bool Backtrace) {
  std::string Reason;
  std::vector<char> HandlerStack(HandlerStackSize);
  install_fatal_error_handler(onFatalError, &Reason);
  // Before the handlers that bring us back, which call it.
  if (Backtrace)
    sys::PrintStackTraceOnErrorSignal("await-tidy");
  CrashRecoveryContext::Enable();
  useHandlerStack();
  CrashRecoveryContext Context;
  Context.DumpStackAndCleanupOnFailure = Backtrace;
  bool IsFine = Context.RunSafelyOnThread(
      [&] {
        stack_t Stack{};
        Stack.ss_sp = HandlerStack.data();
        Stack.ss_size = HandlerStack.size();
        sigaltstack(&Stack, nullptr);
        Work();
      },
      StackSize);
  CrashRecoveryContext::Disable();
  remove_fatal_error_handler();
  if (IsFine)
    return std::nullopt;
  if (Reason.empty())
    // A crash by a signal is reported the way a shell does.
    Reason = Context.RetCode > 128
                 ? std::string(strsignal(Context.RetCode - 128))
                 : fmt::format("code {}", Context.RetCode);
  return Reason;
}

} // namespace await_tidy
