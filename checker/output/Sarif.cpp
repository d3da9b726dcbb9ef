//===- Sarif.cpp - SARIF 2.1.0, as GitHub code scanning takes it ----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One run with the rules as they document themselves. A result stands at the
/// act alone, because GitHub shows in a pull request only what lies in changed
/// lines as a whole; the check, the suspension and the other writer are related
/// locations, and the interleaving is a code flow with two threads.
///
/// OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0";
/// docs.github.com, "SARIF support for code scanning". clang's own writer
/// (clang/Basic/Sarif.h) has no fingerprints, related locations, fixes,
/// invocations or second thread flow.
///
//===----------------------------------------------------------------------===//
#include "Rule.h"
#include "findings/RuleDoc.h"
#include "findings/SourceFiles.h"
#include "output/Interleaving.h"
#include "output/Output.h"
#include "output/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <map>

using namespace llvm;
using namespace await_tidy;

namespace {

constexpr const char *RootId = "%SRCROOT%";

/// A path as a part of a URI (RFC 3986).
std::string uriPath(StringRef Path) {
  std::string Out;
  for (unsigned char C : Path)
    if (isAlnum(C) || StringRef("/-._~").contains(C))
      Out += C;
    else
      Out += fmt::format("%{:02X}", C);
  return Out;
}

StringRef levelOf(Severity S) {
  return S == Severity::Info ? "note" : StringRef(wordFor(S));
}

StringRef levelOf(Label L) {
  return L == Label::Remark ? "note" : StringRef(wordFor(L));
}

json::Object text(StringRef Text) {
  return json::Object{{"text", validUtf8(Text)}};
}

/// "await-stale-write" as "AwaitStaleWrite".
std::string camelCase(StringRef Id) {
  std::string Out;
  SmallVector<StringRef, 4> Words;
  Id.split(Words, '-');
  for (StringRef W : Words)
    if (!W.empty())
      Out += toUpper(W.front()) + W.drop_front().str();
  return Out;
}

/// The first paragraph, and more where it leads to a list, as one line; GitHub
/// takes 1024 characters.
std::string firstParagraph(StringRef Markdown) {
  StringRef Text = Markdown.trim();
  size_t End = Text.find("\n\n");
  while (End != StringRef::npos && !Text.take_front(End).ends_with("."))
    End = Text.find("\n\n", End + 2);
  std::string Line = Text.take_front(std::min(End, Text.size())).str();
  std::replace(Line.begin(), Line.end(), '\n', ' ');
  if (Line.size() > 1000) {
    Line.resize(std::min(Line.rfind(' ', 990), Line.size()));
    Line += " ...";
  }
  return Line;
}

class Writer {
public:
  Writer(const Run &R, SourceFiles &Files) : R(R), Files(Files) {}

  json::Value log() {
    // Results refer to rules and files by their place in the lists.
    json::Array Rules = rules();
    json::Array Results;
    for (size_t I = 0; I != R.Findings.size(); ++I)
      Results.push_back(result(R.Findings[I], R.Fingerprints[I]));
    json::Array Invocations{invocation()};
    for (const RunFile &F : R.Files)
      indexOf(F.Path);
    json::Object Driver{
        {"name", "await-tidy"},
        {"fullName", "await-tidy " + R.Version},
        {"version", R.Version},
        {"semanticVersion", R.Version},
        {"shortDescription", text("Finds check-then-act across co_await.")},
        {"rules", std::move(Rules)}};
    json::Object Only{
        {"tool", json::Object{{"driver", std::move(Driver)}}},
        {"originalUriBaseIds",
         json::Object{{RootId, json::Object{{"uri", folderUri(R.Root)}}}}},
        {"columnKind", "unicodeCodePoints"},
        {"defaultEncoding", "utf-8"},
        {"defaultSourceLanguage", "cplusplus"},
        {"invocations", std::move(Invocations)},
        {"artifacts", std::move(Artifacts)},
        {"results", std::move(Results)}};
    return json::Object{
        {"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/"
                    "os/schemas/sarif-schema-2.1.0.json"},
        {"version", "2.1.0"},
        {"runs", json::Array{std::move(Only)}}};
  }

private:
  //===--------------------------------------------------------------------===//
  // Rules
  //===--------------------------------------------------------------------===//

  json::Array rules() {
    json::Array List;
    for (const Rule *Each : allRules()) {
      const std::string Id(Each->Id);
      RuleIndex[Id] = List.size();
      std::string Summary = Each->Summary.empty()
                                ? Id
                                : toUpper(Each->Summary.front()) +
                                      std::string(Each->Summary.substr(1));
      json::Array Tags{"concurrency", "coroutines", "correctness"};
      for (int Cwe : Each->Cwe)
        Tags.push_back(fmt::format("external/cwe/cwe-{}", Cwe));
      json::Object Rule{
          {"id", Id},
          {"name", camelCase(Id)},
          {"shortDescription", text(Summary + ".")},
          {"fullDescription", text(firstParagraph(Each->Rationale))},
          {"help",
           json::Object{{"text", validUtf8(StringRef(Each->Rationale).trim())},
                        {"markdown", validUtf8(ruleDocumentation(*Each))}}},
          {"defaultConfiguration",
           json::Object{{"enabled", R.Rules.count(Id) != 0},
                        {"level", levelOf(Each->Level)}}},
          {"properties",
           json::Object{
               {"tags", std::move(Tags)},
               {"precision", Each->OnByDefault ? "high" : "medium"},
               {"problem.severity", Each->Level == Severity::Info
                                        ? "recommendation"
                                        : StringRef(wordFor(Each->Level))}}}};
      if (std::string Uri = ruleUri(*Each); !Uri.empty())
        Rule["helpUri"] = Uri;
      List.push_back(std::move(Rule));
    }
    return List;
  }

  //===--------------------------------------------------------------------===//
  // Places
  //===--------------------------------------------------------------------===//

  static std::string folderUri(StringRef Path) {
    return "file://" + uriPath(Path) + (Path.ends_with("/") ? "" : "/");
  }

  size_t indexOf(const std::string &Path) {
    auto [It, IsNew] = ArtifactIndex.try_emplace(Path, Artifacts.size());
    if (IsNew) {
      json::Object A{{"location", uri(Path)}};
      if (any_of(R.Files, [&](const RunFile &F) { return F.Path == Path; }))
        A["roles"] = json::Array{"analysisTarget"};
      Artifacts.push_back(std::move(A));
    }
    return It->second;
  }

  json::Object uri(const std::string &Path) const {
    std::string Shown = shownPath(R, Path);
    if (Shown == Path)
      return json::Object{{"uri", "file://" + uriPath(Path)}};
    return json::Object{{"uri", uriPath(Shown)}, {"uriBaseId", RootId}};
  }

  json::Object artifact(const std::string &Path) {
    json::Object O = uri(Path);
    O["index"] = indexOf(Path);
    return O;
  }

  /// The column in characters of what begins at byte \p Column of a line.
  unsigned column(const std::string &Path, unsigned Line,
                  unsigned Column) const {
    StringRef Text = Files.line(Path, Line).take_front(Column - 1);
    unsigned Count = 0;
    for (size_t I = 0; I < Text.size(); ++Count) {
      unsigned Length = getNumBytesForUTF8(Text[I]);
      const UTF8 *Begin = Text.bytes_begin() + I;
      bool Legal = I + Length <= Text.size() &&
                   isLegalUTF8Sequence(Begin, Begin + Length);
      I += Legal ? Length : 1;
    }
    // Beyond what is there now, e.g. because the file was changed meanwhile.
    return Count + (Column - 1 - Text.size()) + 1;
  }

  json::Object region(const SourceSpan &S) const {
    return json::Object{{"startLine", S.Line},
                        {"startColumn", column(S.File, S.Line, S.Column)},
                        {"endLine", S.EndLine},
                        {"endColumn", column(S.File, S.EndLine, S.EndColumn)}};
  }

  json::Object physical(const SourceSpan &S) {
    json::Object Region = region(S);
    StringRef Source = Files.text(S.File).value_or(StringRef());
    if (S.Offset < S.EndOffset && S.EndOffset <= Source.size())
      Region["snippet"] = text(Source.slice(S.Offset, S.EndOffset));
    json::Object O{{"artifactLocation", artifact(S.File)},
                   {"region", std::move(Region)}};
    std::string Lines;
    for (unsigned L = S.Line; L <= S.EndLine; ++L)
      Lines += Files.line(S.File, L).str() + '\n';
    O["contextRegion"] = json::Object{{"startLine", S.Line},
                                      {"endLine", S.EndLine},
                                      {"snippet", text(Lines)}};
    return O;
  }

  json::Object location(const SourceSpan &S, StringRef Message = {},
                        StringRef Function = {}, int Id = -1) {
    json::Object O{{"physicalLocation", physical(S)}};
    if (Id >= 0)
      O["id"] = Id;
    if (!Message.empty())
      O["message"] = text(Message);
    if (!Function.empty())
      O["logicalLocations"] = json::Array{json::Object{
          {"fullyQualifiedName", validUtf8(Function)}, {"kind", "function"}}};
    return O;
  }

  //===--------------------------------------------------------------------===//
  // Results
  //===--------------------------------------------------------------------===//

  /// The message, links to the related locations, and what to do about it.
  static std::string message(const Finding &F) {
    std::string Links, Advice;
    for (const auto &[I, N] : enumerate(F.Notes)) {
      if (!N.Where.isValid() || N.Kind == NoteKind::Reason) {
        Advice += ". " + N.Text;
        continue;
      }
      std::string_view Word = N.Kind == NoteKind::Check        ? "checked"
                              : N.Kind == NoteKind::Suspension ? "suspended"
                              : N.Kind == NoteKind::Writer ? "changed by others"
                                                           : "acted on";
      Links +=
          fmt::format("{}[{}]({})", Links.empty() ? " (" : ", ", Word, I + 1);
    }
    if (!Links.empty())
      Links += ')';
    return F.Message + Links + Advice;
  }

  json::Object step(json::Object Location, unsigned Order, bool IsEssential) {
    return json::Object{
        {"location", std::move(Location)},
        {"executionOrder", Order},
        {"importance", IsEssential ? "essential" : "important"}};
  }

  /// A thread for each coroutine; what no note says is left out.
  json::Object codeFlow(const Finding &F) {
    Interleaving Told = interleaving(F);
    json::Array Own, Others;
    unsigned Order = 0;
    for (const InterleavingStep &S : Told.Steps)
      if (!S.IsImplied)
        (S.IsOther ? Others : Own)
            .push_back(step(location(S.Where, S.Text,
                                     S.IsFinding ? F.Function : StringRef()),
                            ++Order, S.Kind != NoteKind::Act || !S.IsInside));
    json::Array Threads{json::Object{
        {"id", "this coroutine"},
        {"message", text(Told.Own.empty() ? "One of the coroutines"
                                          : "This coroutine: " + Told.Own)},
        {"locations", std::move(Own)}}};
    if (!Others.empty())
      Threads.push_back(json::Object{
          {"id", "the other coroutine"},
          {"message", text("Another coroutine, which runs meanwhile")},
          {"locations", std::move(Others)}});
    return json::Object{{"threadFlows", std::move(Threads)}};
  }

  json::Array fixes(const Finding &F) {
    // One change for each file.
    std::map<std::string, json::Array> Changes;
    for (const FixIt &X : F.Fixes)
      Changes[X.Where.File].push_back(
          json::Object{{"deletedRegion", region(X.Where)},
                       {"insertedContent", text(X.Text)}});
    json::Array Artifacts;
    for (auto &[Path, Replacements] : Changes)
      Artifacts.push_back(
          json::Object{{"artifactLocation", artifact(Path)},
                       {"replacements", std::move(Replacements)}});
    return json::Array{
        json::Object{{"description", text("The repair that --fix makes")},
                     {"artifactChanges", std::move(Artifacts)}}};
  }

  json::Object result(const Finding &F, const std::string &Fingerprint) {
    json::Array Related;
    for (const auto &[I, N] : enumerate(F.Notes))
      if (N.Where.isValid())
        Related.push_back(location(N.Where, N.Text, {}, I + 1));
    // GitHub knows a result again by the first of these, and takes no other.
    json::Object Fingerprints{{"primaryLocationLineHash", Fingerprint},
                              {"awaitTidy/v1", Fingerprint}};
    json::Object O{
        {"ruleId", F.Rule},
        {"level", levelOf(F.Level)},
        {"kind", "fail"},
        {"message", text(message(F))},
        {"locations", json::Array{location(F.Where, {}, F.Function)}},
        {"partialFingerprints", std::move(Fingerprints)},
        {"rank", F.Sureness == Confidence::High     ? 90.0
                 : F.Sureness == Confidence::Medium ? 60.0
                                                    : 30.0},
        {"codeFlows", json::Array{codeFlow(F)}},
        {"properties",
         json::Object{{"confidence", StringRef(wordFor(F.Sureness))},
                      {"place", validUtf8(F.Place)}}}};
    if (auto It = RuleIndex.find(F.Rule); It != RuleIndex.end())
      O["ruleIndex"] = It->second;
    if (!Related.empty())
      O["relatedLocations"] = std::move(Related);
    if (!F.Fixes.empty())
      O["fixes"] = fixes(F);
    if (R.HasBaseline)
      O["baselineState"] = "new";
    return O;
  }

  //===--------------------------------------------------------------------===//
  // The run
  //===--------------------------------------------------------------------===//

  json::Object invocation() {
    json::Array Notifications;
    for (const RunMessage &M : R.Messages) {
      json::Object N{{"level", levelOf(M.Kind)}, {"message", text(M.Text)}};
      if (M.Where.isValid())
        N["locations"] = json::Array{location(M.Where)};
      else if (!M.File.empty())
        N["locations"] = json::Array{json::Object{
            {"physicalLocation",
             json::Object{{"artifactLocation", artifact(M.File)}}}}};
      if (!M.Rule.empty())
        N["properties"] = json::Object{{"tags", json::Array{M.Rule}}};
      Notifications.push_back(std::move(N));
    }
    json::Object O{{"executionSuccessful", R.isComplete()},
                   {"exitCode", R.ExitCode},
                   {"exitCodeDescription", R.ExitCode == 0 ? "no findings"
                                           : R.ExitCode == 1
                                               ? "findings"
                                               : "not all was analysed"},
                   {"workingDirectory",
                    json::Object{{"uri", folderUri(R.CurrentDirectory)}}}};
    if (!Notifications.empty())
      O["toolExecutionNotifications"] = std::move(Notifications);
    return O;
  }

  const Run &R;
  SourceFiles &Files;
  json::Array Artifacts;
  std::map<std::string, size_t> ArtifactIndex, RuleIndex;
};

} // namespace

static void write(raw_ostream &OS, const Run &R, SourceFiles &Files) {
  OS << formatv("{0:2}\n", Writer(R, Files).log());
}

static const OutputFormat Sarif{
    .Name = "sarif",
    .Summary = "SARIF 2.1.0, for code scanning on GitHub and others",
    .Write = write};

static const RegisterFormat Registered(Sarif);
