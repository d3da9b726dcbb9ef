//===- Link.cpp - What each file imports from the others ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Link.h"
#include "findings/Paths.h"
#include "frontends/cli/BuildFile.h"
#include "frontends/cli/Options.h"
#include "index/Index.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <fmt/format.h>
#include <map>
#include <tuple>

using namespace llvm;

namespace await_tidy {

namespace {
struct Linked {
  std::string Source; ///< absolute
  FileSummaries Summaries;
  std::string Output;
  unsigned Number = 0;
};
} // namespace

Error linkSummaries(const CommandLine &Options, StringRef CurrentDirectory) {
  const bool IsRound = Options.LinkSummaries;
  const std::string Folder = absolutePath(Options.OutputFile, CurrentDirectory);
  if (std::error_code EC = sys::fs::create_directories(Folder))
    return createStringError(fmt::format("cannot make the folder '{}': {}",
                                         Options.OutputFile, EC.message()));
  std::vector<Linked> All;
  std::map<std::string, std::string> Names; // inputs, by output
  for (const std::string &Name : Options.Files) {
    Expected<FileSummaries> Read = readBuildFile<FileSummaries>(
        absolutePath(Name, CurrentDirectory), BuildFileKind::Summaries, Name);
    if (!Read)
      return Read.takeError();
    Linked L;
    L.Summaries = std::move(*Read);
    L.Source = absolutePath(L.Summaries.Path, CurrentDirectory);
    SmallString<256> Output(Folder);
    sys::path::append(Output, sys::path::stem(Name) +
                                  (IsRound ? ".callees" : ".imports"));
    L.Output = Output.str().str();
    auto [Other, IsNew] = Names.try_emplace(L.Output, Name);
    if (!IsNew)
      return createStringError(fmt::format(
          "what '{}' and '{}' import would go to the same file, "
          "'{}'",
          Other->second, Name, displayPath(L.Output, CurrentDirectory)));
    All.push_back(std::move(L));
  }
  // As with --index, whatever the order in which they are named.
  std::vector<Linked *> InOrder;
  for (Linked &L : All)
    InOrder.push_back(&L);
  sort(InOrder, [](const Linked *A, const Linked *B) {
    return std::tie(A->Source, A) < std::tie(B->Source, B);
  });
  ProjectIndex Index;
  for (Linked *L : InOrder) {
    Expected<unsigned> Number = Index.add(L->Summaries.Bytes);
    if (!Number)
      return createStringError(
          fmt::format("the summaries of '{}' cannot be used: {}",
                      L->Summaries.Path, toString(Number.takeError())));
    L->Number = *Number;
  }
  for (Linked &L : All) {
    FileImports Imports{L.Summaries.Path,
                        IsRound ? Index.answersFor(L.Number)
                                : Index.importsOf(L.Number),
                        IsRound ? std::move(L.Summaries) : FileSummaries()};
    if (Error Failed = writeBuildFile(
            L.Output, IsRound ? BuildFileKind::Callees : BuildFileKind::Imports,
            Imports, displayPath(L.Output, CurrentDirectory)))
      return Failed;
  }
  return Error::success();
}

} // namespace await_tidy
