//===- Interrupt.cpp - Ends a parse that nobody waits for -----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Interrupt.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace await_tidy;

bool Stopper::stops(DiagnosticsEngine &Diagnostics) {
  if (!HasStopped && By && By->isBefore(End)) {
    HasStopped = true;
    // After a fatal error Sema instantiates no more templates. This one needs
    // no arguments; nobody reads it.
    Diagnostics.Report(diag::fatal_too_many_errors);
  }
  return HasStopped;
}

/// The rest of the file that is read, if there is one, is passed over.
static void skipRest(Preprocessor &PP) {
  if (PreprocessorLexer *L = PP.getCurrentFileLexer()) {
    // There is no other kind of lexer of a file.
    auto *File = static_cast<Lexer *>(L);
    File->seek(File->getBuffer().size(), /*IsAtStartOfLine=*/true);
  }
}

namespace {

/// A file that ends hands over to the one that includes it, which may go on
/// with the next #include and no token in between.
class WhereFilesEnd : public PPCallbacks {
public:
  WhereFilesEnd(Stopper &S, Preprocessor &PP) : S(S), PP(PP) {}

  void FileChanged(SourceLocation, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind, FileID) override {
    if (Reason == ExitFile && S.stops(PP.getDiagnostics()))
      skipRest(PP);
  }

private:
  Stopper &S;
  Preprocessor &PP;
};

} // namespace

void Stopper::watch(Preprocessor &PP) {
  if (!By)
    return;
  PP.setTokenWatcher([this, &PP](const Token &T) {
    if (T.isNot(tok::eof) && stops(PP.getDiagnostics()))
      skipRest(PP);
  });
  PP.addPPCallbacks(std::make_unique<WhereFilesEnd>(*this, PP));
}
