//===- SourceFiles.cpp - The text of the files that findings are in -------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/SourceFiles.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace await_tidy {

SourceFiles::SourceFiles()
    : Read([](const std::string &Path) -> std::optional<std::string> {
        auto Buffer = MemoryBuffer::getFile(Path);
        if (!Buffer)
          return std::nullopt;
        return (*Buffer)->getBuffer().str();
      }) {}

const SourceFiles::File &SourceFiles::load(const std::string &Path) {
  auto [It, IsNew] = Loaded.try_emplace(Path);
  File &F = It->second;
  if (!IsNew)
    return F;
  std::optional<std::string> Text = Read(Path);
  if (!Text)
    return F;
  F.Readable = true;
  F.Text = std::move(*Text);
  F.LineStarts.push_back(0);
  for (size_t I = 0; I != F.Text.size(); ++I)
    if (F.Text[I] == '\n')
      F.LineStarts.push_back(I + 1);
  return F;
}

std::optional<StringRef> SourceFiles::text(const std::string &Path) {
  const File &F = load(Path);
  if (!F.Readable)
    return std::nullopt;
  return StringRef(F.Text);
}

StringRef SourceFiles::line(const std::string &Path, unsigned Number) {
  const File &F = load(Path);
  if (Number == 0 || Number > F.LineStarts.size())
    return {};
  StringRef Rest = StringRef(F.Text).substr(F.LineStarts[Number - 1]);
  return Rest.substr(0, Rest.find('\n')).rtrim('\r');
}

std::set<std::string> SourceFiles::paths() const {
  std::set<std::string> All;
  for (const auto &[Path, F] : Loaded)
    if (F.Readable)
      All.insert(Path);
  return All;
}

} // namespace await_tidy
