//===- BuildFile.cpp - What one run leaves for another one ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/BuildFile.h"
#include "frontends/cli/Dependencies.h"
#include "frontends/cli/ProgramId.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

static constexpr StringLiteral Begin = "await-tidy ";

static StringRef nameOf(BuildFileKind Kind) {
  switch (Kind) {
  case BuildFileKind::Summaries:
    return "summaries";
  case BuildFileKind::Callees:
    return "callees";
  case BuildFileKind::Imports:
    return "imports";
  case BuildFileKind::Results:
    return "results";
  }
  return "";
}

/// Which program writes and reads them.
static const std::string &writer() {
  static const std::string Id = AWAIT_TIDY_VERSION " " + buildId();
  return Id;
}

std::string nameForSource(StringRef Path) {
  return (sys::path::filename(Path) + "-" +
          utohexstr(xxh3_64bits(Path), /*LowerCase=*/true, /*Width=*/16))
      .str();
}

Error damaged(const std::string &Shown) {
  return createStringError(
      fmt::format("'{}' is damaged; make it again", Shown));
}

Expected<std::string> readContent(const std::string &Path, BuildFileKind Kind,
                                  const std::string &Shown) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return createStringError(fmt::format("cannot read '{}': {}", Shown,
                                         Buffer.getError().message()));
  StringRef Rest = (*Buffer)->getBuffer();
  if (!Rest.consume_front(Begin))
    return createStringError(fmt::format("'{}' is no file of {} of await-tidy",
                                         Shown, nameOf(Kind).str()));
  auto [Name, AfterName] = Rest.split('\n');
  if (Name != nameOf(Kind))
    return createStringError(
        fmt::format("'{}' is a file of {}, and one of {} is needed", Shown,
                    Name.take_front(20).str(), nameOf(Kind).str()));
  auto [Writer, AfterWriter] = AfterName.split('\n');
  if (Writer != writer())
    return createStringError(fmt::format(
        "'{}' was written by another build of await-tidy; make it again with "
        "this one",
        Shown));
  auto [Sum, Content] = AfterWriter.split('\n');
  if (Sum != digestText(Content))
    return damaged(Shown);
  return Content.str();
}

Error writeIfChanged(const std::string &Path, StringRef Text,
                     const std::string &Shown) {
  if (auto Old = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                       /*RequiresNullTerminator=*/false);
      Old && (*Old)->getBuffer() == Text)
    return Error::success();
  if (Error E = writeToOutput(Path, [&](raw_ostream &OS) {
        OS << Text;
        return Error::success();
      }))
    return createStringError(
        fmt::format("cannot write '{}': {}", Shown, toString(std::move(E))));
  return Error::success();
}

Error writeContent(const std::string &Path, BuildFileKind Kind,
                   StringRef Content, const std::string &Shown) {
  std::string Text = Begin.str() + nameOf(Kind).str() + '\n' + writer() + '\n' +
                     digestText(Content) + '\n';
  Text += Content;
  return writeIfChanged(Path, Text, Shown);
}

} // namespace await_tidy
