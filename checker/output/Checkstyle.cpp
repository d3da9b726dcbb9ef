//===- Checkstyle.cpp - The XML of Checkstyle -----------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the XMLLogger of Checkstyle writes, and Jenkins, reviewdog and others
/// read: files with errors in them, each with a line, a severity, a message and
/// a source.
///
//===----------------------------------------------------------------------===//
#include "output/Output.h"
#include "output/Words.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <map>

using namespace llvm;
using namespace await_tidy;

static std::string error(const SourceSpan &Where, std::string_view Severity,
                         StringRef Text, StringRef Source) {
  std::string Place = Where.isValid() ? fmt::format("line=\"{}\" column=\"{}\"",
                                                    Where.Line, Where.Column)
                                      : "line=\"1\"";
  return fmt::format(
      "    <error {} severity=\"{}\" message=\"{}\" source=\"{}\"/>\n", Place,
      Severity, xml(Text), xml(Source));
}

static void write(raw_ostream &OS, const Run &R, SourceFiles &) {
  std::map<std::string, std::string> Files;
  // Those without errors are there as well: somebody looked at them.
  for (const RunFile &F : R.Files)
    Files[shownPath(R, F.Path)];
  for (const RunMessage &M : R.Messages)
    if (M.Kind == Label::Error || M.Kind == Label::Warning)
      Files[fileOf(M).empty() ? "." : shownPath(R, fileOf(M))] +=
          error(M.Where, wordFor(M.Kind), M.Text,
                "await-tidy." + (M.Rule.empty() ? "run" : M.Rule));
  for (const Finding &F : R.Findings) {
    std::string Text = F.Message;
    for (const Note &N : F.Notes)
      Text += N.Where.isValid()
                  ? fmt::format("\n{}:{}: {}", shownPath(R, N.Where.File),
                                N.Where.Line, N.Text)
                  : '\n' + N.Text;
    Files[shownPath(R, F.Where.File)] +=
        error(F.Where, wordFor(F.Level), Text, "await-tidy." + F.Rule);
  }
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<checkstyle version=\"10.0\">\n";
  for (const auto &[Path, Errors] : Files)
    OS << "  <file name=\"" << xml(Path) << "\">\n" << Errors << "  </file>\n";
  OS << "</checkstyle>\n";
}

static const OutputFormat Checkstyle{
    .Name = "checkstyle",
    .Summary = "the XML of Checkstyle, for Jenkins, reviewdog and others",
    .Write = write};

static const RegisterFormat Registered(Checkstyle);
