//===- GitHub.cpp - Annotations of GitHub Actions -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Workflow commands, one in a line, which GitHub reads from what a step
/// prints: docs.github.com, "Workflow commands for GitHub Actions".
///
//===----------------------------------------------------------------------===//
#include "output/Output.h"
#include "output/Words.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace llvm;
using namespace await_tidy;

/// A command ends with its line, and a property at a comma.
static std::string escaped(StringRef Text, bool IsProperty) {
  std::string Out;
  for (char C : Text)
    if (C == '%' || C == '\r' || C == '\n' ||
        (IsProperty && (C == ':' || C == ',')))
      Out += fmt::format("%{:02X}", int(C));
    else
      Out += C;
  return Out;
}

static void command(raw_ostream &OS, const Run &R, std::string_view Name,
                    const std::string &File, const SourceSpan &Where,
                    StringRef Title, StringRef Text) {
  OS << "::" << Name << ' ';
  if (!File.empty())
    OS << "file=" << escaped(shownPath(R, File), true) << ',';
  if (Where.isValid()) {
    OS << "line=" << Where.Line << ",endLine=" << Where.EndLine << ',';
    // Of several lines GitHub takes no columns. Its end is inclusive.
    if (Where.Line == Where.EndLine)
      OS << "col=" << Where.Column
         << ",endColumn=" << std::max(Where.Column, Where.EndColumn - 1) << ',';
  }
  OS << "title=" << escaped(Title, true) << "::" << escaped(Text, false)
     << '\n';
}

static void write(raw_ostream &OS, const Run &R, SourceFiles &) {
  for (const RunMessage &M : R.Messages)
    if (M.Kind == Label::Error || M.Kind == Label::Warning)
      command(OS, R, wordFor(M.Kind), fileOf(M), M.Where,
              M.Rule.empty() ? "await-tidy" : M.Rule, M.Text);
  for (const Finding &F : R.Findings) {
    std::string Text = F.Message;
    for (const Note &N : F.Notes)
      Text += N.Where.isValid()
                  ? fmt::format("\n{}:{}: {}", shownPath(R, N.Where.File),
                                N.Where.Line, N.Text)
                  : '\n' + N.Text;
    command(OS, R, F.Level == Severity::Info ? "notice" : wordFor(F.Level),
            F.Where.File, F.Where, F.Rule, Text);
  }
}

static const OutputFormat GitHub{.Name = "github",
                                 .Summary =
                                     "annotations of a step of GitHub Actions",
                                 .Write = write};

static const RegisterFormat Registered(GitHub);
