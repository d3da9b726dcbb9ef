//===- Why.cpp - Why a line is, or is not, reported -----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Why.h"
#include "findings/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include <fmt/format.h>
#include <set>

using namespace llvm;

namespace await_tidy {

static bool isAt(const SourceSpan &S, const std::string &File, unsigned Line) {
  return S.isValid() && S.File == File && S.Line <= Line &&
         Line <= std::max(S.Line, S.EndLine);
}

static std::string paragraph(const Decision &D, const std::string &Directory) {
  auto At = [&](const SourceSpan &S) {
    return fmt::format("{}:{}:{}", displayPath(S.File, Directory), S.Line,
                       S.Column);
  };
  std::string Text = fmt::format("'{}'", D.Place);
  if (!D.Function.empty())
    Text += fmt::format(" in {}", D.Function);
  Text += "\n";
  if (D.Check.isValid())
    Text += fmt::format("  read or checked at  {}\n", At(D.Check));
  if (D.Suspension.isValid())
    Text += fmt::format("  suspended at        {}\n", At(D.Suspension));
  if (D.Act.isValid())
    Text += fmt::format("  acted on at         {}\n", At(D.Act));
  if (D.Reported)
    Text += fmt::format("  reported by {}\n", D.Rule);
  else if (D.Rule.empty())
    Text += fmt::format("  not reported: {}\n", D.Verdict);
  else
    Text += fmt::format("  not reported by {}: {}\n", D.Rule, D.Verdict);
  return Text;
}

/// The nearest lines of \p File that something was decided about.
static std::vector<unsigned> nearbyLines(ArrayRef<Decision> Decisions,
                                         const std::string &File,
                                         unsigned Line) {
  std::set<unsigned> Known;
  for (const Decision &D : Decisions)
    for (const SourceSpan *S : {&D.Check, &D.Suspension, &D.Act})
      if (S->isValid() && S->File == File)
        Known.insert(S->Line);
  std::vector<unsigned> Nearest(Known.begin(), Known.end());
  auto Distance = [&](unsigned L) { return L < Line ? Line - L : L - Line; };
  sort(Nearest, [&](unsigned A, unsigned B) {
    return std::pair(Distance(A), A) < std::pair(Distance(B), B);
  });
  Nearest.resize(std::min<size_t>(Nearest.size(), 4));
  sort(Nearest);
  return Nearest;
}

std::string explainLine(ArrayRef<Decision> Decisions, const std::string &File,
                        unsigned Line, const std::string &CurrentDirectory) {
  std::string Shown = displayPath(File, CurrentDirectory);
  // An instantiated template, or a header, is decided about several times.
  std::set<std::string> Said;
  std::string Text;
  for (const Decision &D : Decisions) {
    if (!isAt(D.Check, File, Line) && !isAt(D.Suspension, File, Line) &&
        !isAt(D.Act, File, Line))
      continue;
    std::string Paragraph = paragraph(D, CurrentDirectory);
    if (Said.insert(Paragraph).second)
      Text += (Text.empty() ? "" : "\n") + Paragraph;
  }
  if (!Text.empty())
    return fmt::format("{}:{}:\n\n{}", Shown, Line, Text);

  Text = fmt::format(
      "{}:{}: nothing is known about this line: no read or write of shared\n"
      "state on it is on both sides of a suspension.\n",
      Shown, Line);
  std::vector<unsigned> Nearby = nearbyLines(Decisions, File, Line);
  if (Nearby.empty())
    return Text + "The same is true of every other line of this file.\n";
  Text += "The nearest lines with more to say:";
  for (unsigned L : Nearby)
    Text += fmt::format(" {}", L);
  return Text + "\n";
}

} // namespace await_tidy
