//===- Text.cpp - Findings as text, in the manner of a compiler -----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/Text.h"
#include "findings/Paths.h"
#include "findings/SnippetLine.h"
#include "findings/SourceFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

// The colours of Clang, so that the output of both reads as one.
static constexpr std::string_view Bold = "\033[1m", Plain = "\033[0m",
                                  Green = "\033[1;32m";

std::string_view wordFor(Label Kind) {
  switch (Kind) {
  case Label::Error:
    return "error";
  case Label::Warning:
    return "warning";
  case Label::Remark:
    return "remark";
  case Label::Note:
    return "note";
  }
  return "";
}

static std::string_view colorOf(Label Kind) {
  switch (Kind) {
  case Label::Error:
    return "\033[1;31m";
  case Label::Warning:
    return "\033[1;35m";
  case Label::Remark:
    return "\033[1;34m";
  case Label::Note:
    return "\033[1;36m";
  }
  return "";
}

void TextOutput::print(const Finding &F) {
  message(F.Where, Label::Warning, F.Message, F.Rule, F.Fixes);
  for (const Note &N : F.Notes) {
    headline(N.Where, Label::Note, N.Text, {});
    // Advice stands at the act, which was shown already.
    if (N.Where.isValid() &&
        (N.Where.File != F.Where.File || N.Where.Offset != F.Where.Offset))
      snippet(N.Where, {});
  }
}

void TextOutput::message(const SourceSpan &Where, Label Kind, StringRef Text,
                         StringRef Rule, ArrayRef<FixIt> Fixes) {
  headline(Where, Kind, Text, Rule);
  if (Where.isValid())
    snippet(Where, Fixes);
}

void TextOutput::headline(const SourceSpan &Where, Label Kind, StringRef Text,
                          StringRef Rule) {
  auto Paint = [&](std::string_view Code) { return Color ? Code : ""; };
  if (Where.isValid())
    OS << Paint(Bold) << displayPath(Where.File, CurrentDirectory) << ':'
       << Where.Line << ':' << Where.Column << ": " << Paint(Plain);
  OS << Paint(colorOf(Kind)) << wordFor(Kind) << ": " << Paint(Plain);
  // A note is a step on the way; the finding itself stands out.
  OS << Paint(Kind == Label::Note ? "" : Bold) << Text << Paint(Plain);
  if (!Rule.empty())
    OS << " [" << Rule << ']';
  OS << '\n';
}

/// What the fixes put into the line, each below the place it goes to; empty
/// when one of them is not of this line alone.
static std::string fixLine(const SnippetLine &Line, const SourceSpan &Where,
                           ArrayRef<FixIt> Fixes) {
  SmallVector<const FixIt *, 4> InOrder;
  for (const FixIt &X : Fixes) {
    bool IsHere = X.Where.File == Where.File && X.Where.Line == Where.Line &&
                  X.Where.EndLine == Where.Line &&
                  StringRef(X.Text).find('\n') == StringRef::npos;
    if (!IsHere || !Line.shows(X.Where.Column - 1))
      return {};
    InOrder.push_back(&X);
  }
  sort(InOrder, [](const FixIt *A, const FixIt *B) {
    return A->Where.Column < B->Where.Column;
  });
  std::string Out;
  unsigned Width = 0;
  for (const FixIt *X : InOrder) {
    unsigned At = Line.position(X->Where.Column - 1);
    if (At < Width || X->Text.empty())
      return {};
    SnippetLine Text(X->Text, 0);
    Out += std::string(At - Width, ' ') + Text.text();
    Width = At + Text.width();
  }
  return Out;
}

void TextOutput::snippet(const SourceSpan &Where, ArrayRef<FixIt> Fixes) {
  StringRef Source = Files.line(Where.File, Where.Line);
  size_t Begin = Where.Column - 1;
  if (Source.trim().empty() || Begin > Source.size())
    return;
  SnippetLine Line(Source, Begin);

  // What goes on in the next line is underlined to the end of this one.
  size_t End = Where.EndLine == Where.Line && Where.EndColumn > Where.Column
                   ? Where.EndColumn - 1
               : Where.EndLine > Where.Line ? Source.rtrim().size()
                                            : Begin + 1;
  unsigned From = Line.position(Begin);
  unsigned To = std::max(From + 1, Line.position(std::min(End, Source.size())));

  auto Paint = [&](std::string_view Code) { return Color ? Code : ""; };
  OS << fmt::format("{:5} | {}\n", Where.Line, Line.text());
  OS << "      | " << std::string(From, ' ') << Paint(Green) << '^'
     << std::string(To - From - 1, '~') << Paint(Plain) << '\n';
  if (std::string Fixed = fixLine(Line, Where, Fixes); !Fixed.empty())
    OS << "      | " << Paint(Green) << Fixed << Paint(Plain) << '\n';
}

} // namespace await_tidy
