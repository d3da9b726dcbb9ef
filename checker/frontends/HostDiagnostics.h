//===- HostDiagnostics.h - Findings as diagnostics of a host -- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the clang-tidy module and the compiler plugin share: a finding, its
/// notes and its fixes go to the host's diagnostics engine, which knows about
/// -Werror, formats and fixing.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_HOSTDIAGNOSTICS_H
#define AWAIT_TIDY_FRONTENDS_HOSTDIAGNOSTICS_H

#include "findings/Finding.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"

namespace await_tidy {

inline clang::SourceLocation hostLocation(const SourceSpan &S) {
  return clang::SourceLocation::getFromRawEncoding(S.RawBegin);
}

inline clang::CharSourceRange hostRange(const SourceSpan &S) {
  return clang::CharSourceRange::getCharRange(
      hostLocation(S), clang::SourceLocation::getFromRawEncoding(S.RawEnd));
}

/// Sends \p F through \p Emit(Location, Level), which starts a diagnostic whose
/// text is its only argument.
template <typename EmitFn>
void reportToHost(const Finding &F, bool WithFixes, EmitFn Emit) {
  {
    // A diagnostic is sent when its builder dies, so the notes come after.
    clang::DiagnosticBuilder D =
        Emit(hostLocation(F.Where), clang::DiagnosticIDs::Warning);
    D << F.Message << hostRange(F.Where);
    if (WithFixes)
      for (const FixIt &X : F.Fixes)
        D << clang::FixItHint::CreateReplacement(hostRange(X.Where), X.Text);
  }
  for (const Note &N : F.Notes)
    Emit(hostLocation(N.Where), clang::DiagnosticIDs::Note)
        << N.Text << hostRange(N.Where);
}

} // namespace await_tidy

#endif
