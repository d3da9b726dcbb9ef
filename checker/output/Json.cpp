//===- Json.cpp - The run as JSON -----------------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// All that a run has said, for scripts. docs/await-tidy.schema.json describes
/// it; "version" grows when a member changes its meaning or goes away.
///
//===----------------------------------------------------------------------===//
#include "llvm/Support/JSON.h"
#include "output/Output.h"
#include "output/Words.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace await_tidy;

template <class T> static StringRef word(T V) { return wordFor(V); }

static void where(json::OStream &J, const Run &R, const SourceSpan &S) {
  J.attribute("file", validUtf8(shownPath(R, S.File)));
  J.attribute("line", S.Line);
  J.attribute("column", S.Column);
  J.attribute("endLine", S.EndLine);
  J.attribute("endColumn", S.EndColumn);
}

static void writeFinding(json::OStream &J, const Run &R, const Finding &F,
                         const std::string &Fingerprint) {
  J.attribute("rule", F.Rule);
  J.attribute("severity", word(F.Level));
  J.attribute("confidence", word(F.Sureness));
  where(J, R, F.Where);
  J.attribute("message", validUtf8(F.Message));
  J.attribute("place", validUtf8(F.Place));
  J.attribute("function", validUtf8(F.Function));
  J.attribute("fingerprint", Fingerprint);
  J.attributeArray("notes", [&] {
    for (const Note &N : F.Notes)
      J.object([&] {
        J.attribute("kind", word(N.Kind));
        if (N.Where.isValid())
          where(J, R, N.Where);
        J.attribute("text", validUtf8(N.Text));
      });
  });
  J.attributeArray("fixes", [&] {
    for (const FixIt &X : F.Fixes)
      J.object([&] {
        where(J, R, X.Where);
        J.attribute("offset", X.Where.Offset);
        J.attribute("length", X.Where.EndOffset - X.Where.Offset);
        J.attribute("text", validUtf8(X.Text));
      });
  });
}

static void write(raw_ostream &OS, const Run &R, SourceFiles &) {
  json::OStream J(OS, 2);
  J.object([&] {
    J.attribute("version", 1);
    J.attributeObject("tool", [&] {
      J.attribute("name", "await-tidy");
      J.attribute("version", R.Version);
    });
    J.attribute("exitCode", R.ExitCode);
    J.attribute("complete", R.isComplete());
    J.attribute("known", R.Known);
    J.attribute("gone", R.Gone);
    J.attribute("unchanged", R.Unchanged);
    J.attributeArray("findings", [&] {
      for (size_t I = 0; I != R.Findings.size(); ++I)
        J.object([&] { writeFinding(J, R, R.Findings[I], R.Fingerprints[I]); });
    });
    J.attributeArray("messages", [&] {
      for (const RunMessage &M : R.Messages)
        J.object([&] {
          J.attribute("level", word(M.Kind));
          if (M.Where.isValid())
            where(J, R, M.Where);
          else if (!M.File.empty())
            J.attribute("file", validUtf8(shownPath(R, M.File)));
          J.attribute("text", validUtf8(M.Text));
          if (!M.Rule.empty())
            J.attribute("rule", M.Rule);
        });
    });
    J.attributeArray("files", [&] {
      for (const RunFile &F : R.Files)
        J.object([&] {
          J.attribute("file", validUtf8(shownPath(R, F.Path)));
          J.attribute("analysed", F.Analysed == RunFile::Whole    ? "whole"
                                  : F.Analysed == RunFile::InPart ? "in part"
                                                                  : "not");
          J.attribute("coroutines", F.Coroutines);
          J.attribute("suspensions", F.Suspensions);
        });
    });
  });
  OS << '\n';
}

static const OutputFormat Json{
    .Name = "json", .Summary = "everything, for scripts", .Write = write};

static const RegisterFormat Registered(Json);
