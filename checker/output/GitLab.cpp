//===- GitLab.cpp - GitLab's Code Quality report --------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// docs.gitlab.com, "Code Quality", "Import Code Quality results": a list of
/// objects with description, check_name, fingerprint, severity and location.
/// There is no other place for what went wrong, so that is in the list too.
///
//===----------------------------------------------------------------------===//
#include "findings/Fingerprint.h"
#include "output/Output.h"
#include "output/Words.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace llvm;
using namespace await_tidy;

static StringRef severityOf(const Finding &F) {
  if (F.Level == Severity::Info || F.Sureness == Confidence::Low)
    return "info";
  if (F.Level == Severity::Error)
    return "critical";
  return F.Sureness == Confidence::High ? "major" : "minor";
}

static json::Object entry(const Run &R, StringRef Check, StringRef Text,
                          StringRef Severity, const std::string &Path,
                          const SourceSpan &Where, StringRef Fingerprint) {
  unsigned Line = Where.isValid() ? Where.Line : 1;
  unsigned End = Where.isValid() ? Where.EndLine : 1;
  return json::Object{
      {"type", "issue"},
      {"categories", json::Array{"Bug Risk"}},
      {"check_name", Check.str()},
      {"description", validUtf8(Text)},
      {"severity", Severity.str()},
      {"fingerprint", Fingerprint.str()},
      {"location",
       json::Object{
           {"path", validUtf8(Path.empty() ? "." : shownPath(R, Path))},
           {"lines", json::Object{{"begin", Line}, {"end", End}}}}}};
}

static void write(raw_ostream &OS, const Run &R, SourceFiles &) {
  json::Array List;
  std::map<std::string, unsigned> Before;
  for (const RunMessage &M : R.Messages) {
    if (M.Kind != Label::Error && M.Kind != Label::Warning)
      continue;
    std::string Check =
        M.Rule.empty() ? fmt::format("await-tidy-{}", wordFor(M.Kind)) : M.Rule;
    std::string Hash =
        shortHash(Check + '\n' + shownPath(R, fileOf(M)) + '\n' + M.Text);
    List.push_back(entry(R, Check, M.Text,
                         M.Kind == Label::Error ? "blocker" : "info", fileOf(M),
                         M.Where, fmt::format("{}:{}", Hash, Before[Hash]++)));
  }
  for (size_t I = 0; I != R.Findings.size(); ++I) {
    const Finding &F = R.Findings[I];
    // It has to be unique in the whole report.
    std::string Hash =
        shortHash(shownPath(R, F.Where.File) + '\n' + R.Fingerprints[I]);
    List.push_back(entry(R, F.Rule, F.Message, severityOf(F), F.Where.File,
                         F.Where, Hash));
  }
  OS << formatv("{0:2}\n", json::Value(std::move(List)));
}

static const OutputFormat GitLab{.Name = "gitlab",
                                 .Summary = "GitLab's Code Quality report",
                                 .Write = write};

static const RegisterFormat Registered(GitLab);
