//===- Interrupt.h - Ends a parse that nobody waits for ---------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In an editor the text changes while it is parsed. Then the rest of the parse
/// is work for nothing, and the newer text waits for it.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_INTERRUPT_H
#define AWAIT_TIDY_FRONTENDS_CLI_INTERRUPT_H

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace clang {
class DiagnosticsEngine;
class Preprocessor;
} // namespace clang

namespace await_tidy {

/// Set by one thread, asked by another.
class Interrupt {
public:
  /// What is parsed is out of date from the byte \p Offset on.
  void changedAt(size_t Offset) {
    size_t Before = First.load();
    while (Offset < Before && !First.compare_exchange_weak(Before, Offset)) {
    }
  }
  /// Whether something before the byte \p End is.
  bool isBefore(size_t End) const { return First.load() < End; }

private:
  std::atomic<size_t> First = SIZE_MAX;
};

/// Ends the parse of the first bytes of a text when they are out of date: Clang
/// finds the end of each file that it is in, and gives up on what is left to
/// instantiate. Nothing is thrown, and no thread is ended.
class Stopper {
public:
  /// \p By may be null: then it never stops. All that is parsed is of the first
  /// \p End bytes.
  Stopper(const Interrupt *By, size_t End) : By(By), End(End) {}
  Stopper(const Stopper &) = delete;

  /// Looks at each token from now on. Must outlive the use of \p PP.
  void watch(clang::Preprocessor &PP);
  /// Whether the parse is to end; says so to Clang. Constant time.
  bool stops(clang::DiagnosticsEngine &Diagnostics);
  /// Whether it was broken off.
  bool HasStopped = false;

private:
  const Interrupt *By;
  size_t End;
};

} // namespace await_tidy

#endif
