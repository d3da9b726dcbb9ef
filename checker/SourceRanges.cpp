//===- SourceRanges.cpp - Source locations for people ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceRanges.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace await_tidy;
using namespace clang;

Loc SourceRanges::foreign(const SourceSpan &S) const {
  Foreign.push_back(S);
  return {uint32_t(Foreign.size()), ForeignEnd};
}

SourceSpan SourceRanges::span(Loc L) const {
  SourceSpan Out;
  if (!L)
    return Out;
  if (L.End == ForeignEnd)
    return L.Begin <= Foreign.size() ? Foreign[L.Begin - 1] : Out;
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Begin =
      SM.getExpansionLoc(SourceLocation::getFromRawEncoding(L.Begin));
  SourceLocation Last =
      SM.getExpansionRange(SourceLocation::getFromRawEncoding(L.End)).getEnd();
  SourceLocation End =
      Lexer::getLocForEndOfToken(Last, 0, SM, Context.getLangOpts());
  if (Begin.isInvalid())
    return Out;
  if (End.isInvalid() || SM.getFileID(End) != SM.getFileID(Begin))
    End = Begin;
  PresumedLoc P = SM.getPresumedLoc(Begin, /*UseLineDirectives=*/false);
  if (P.isInvalid())
    return Out;
  Out.File = P.getFilename();
  Out.Line = P.getLine();
  Out.Column = P.getColumn();
  Out.Offset = SM.getFileOffset(Begin);
  Out.EndLine = SM.getSpellingLineNumber(End);
  Out.EndColumn = SM.getSpellingColumnNumber(End);
  Out.EndOffset = SM.getFileOffset(End);
  Out.RawBegin = Begin.getRawEncoding();
  Out.RawEnd = End.getRawEncoding();
  return Out;
}

std::string SourceRanges::text(Loc L) const {
  if (!L || L.End == ForeignEnd)
    return "";
  SourceLocation Begin = SourceLocation::getFromRawEncoding(L.Begin);
  SourceLocation End = SourceLocation::getFromRawEncoding(L.End);
  if (Begin.isMacroID() || End.isMacroID())
    return "";
  llvm::StringRef Text =
      Lexer::getSourceText(CharSourceRange::getTokenRange(Begin, End),
                           Context.getSourceManager(), Context.getLangOpts());
  std::string Out;
  for (char C : Text) {
    bool Space = C == ' ' || C == '\t' || C == '\n' || C == '\r';
    if (!Space)
      Out += C;
    else if (!Out.empty() && Out.back() != ' ')
      Out += ' ';
  }
  return Out;
}

std::string SourceRanges::line(Loc L) const {
  SourceSpan S = span(L);
  return S.isValid() ? std::to_string(S.Line) : "";
}
