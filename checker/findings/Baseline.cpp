//===- Baseline.cpp - Findings that are known already ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/Baseline.h"
#include "base/ReadFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

static constexpr StringRef Title = "# await-tidy baseline 1";

static std::string encoded(StringRef Path) {
  std::string Out;
  for (unsigned char C : Path)
    if (C < 0x20 || C == 0x7F || C == '%')
      Out += fmt::format("%{:02X}", C);
    else
      Out += C;
  return Out;
}

static std::optional<std::string> decoded(StringRef Path) {
  std::string Out;
  for (size_t I = 0; I != Path.size(); ++I) {
    if (Path[I] != '%') {
      Out += Path[I];
      continue;
    }
    unsigned Byte;
    if (I + 2 >= Path.size() || Path.substr(I + 1, 2).getAsInteger(16, Byte))
      return std::nullopt;
    Out += char(Byte);
    I += 2;
  }
  return Out;
}

Expected<Baseline> Baseline::parse(StringRef FileName, StringRef Text) {
  unsigned Number = 0;
  auto Refused = [&](const std::string &Why) {
    return createStringError(
        fmt::format("{}:{}: {}", FileName.str(), Number, Why));
  };
  Baseline B;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    ++Number;
    Line = Line.rtrim('\r');
    if (Number == 1) {
      if (Line != Title)
        return Refused(fmt::format("this is no baseline of await-tidy; one "
                                   "begins with '{}'",
                                   Title.str()));
      continue;
    }
    if (Line.empty() || Line.starts_with("#"))
      continue;
    auto [Fingerprint, AndMore] = Line.split(' ');
    auto [Rule, Path] = AndMore.split(' ');
    if (Fingerprint.size() != 16 || !all_of(Fingerprint, isHexDigit))
      return Refused("the line does not begin with 16 hexadecimal digits");
    if (!Rule.starts_with("await-"))
      return Refused(
          "no rule follows the fingerprint; it begins with 'await-'");
    std::optional<std::string> File = decoded(Path);
    if (!File || File->empty())
      return Refused("the name of a file has to follow the rule");
    B.add({*File, Rule.str(), Fingerprint.lower()});
  }
  if (Number == 0) {
    Number = 1;
    return Refused("the file is empty; a baseline without findings has one "
                   "line all the same");
  }
  return B;
}

Expected<Baseline> Baseline::load(const std::string &FileName) {
  auto Buffer = readRegularFile(FileName);
  if (!Buffer)
    return createStringError(fmt::format("cannot read the baseline '{}': {}",
                                         FileName,
                                         toString(Buffer.takeError())));
  return parse(FileName, (*Buffer)->getBuffer());
}

bool Baseline::take(StringRef Fingerprint, StringRef Path, IsThere Exists) {
  Entry *Renamed = nullptr;
  auto It = ByFingerprint.find(Fingerprint);
  if (It == ByFingerprint.end())
    return false;
  for (size_t I : It->second) {
    Entry &E = Entries[I];
    if (E.Found)
      continue;
    if (E.Path == Path) {
      E.Found = true;
      return true;
    }
    if (!Renamed && !Exists(E.Path))
      Renamed = &E;
  }
  if (Renamed)
    Renamed->Found = true;
  return Renamed;
}

std::string Baseline::text() const {
  std::vector<Entry> Sorted = Entries;
  llvm::sort(Sorted);
  std::string Out = Title.str() + '\n';
  for (const Entry &E : Sorted)
    Out += fmt::format("{} {} {}\n", E.Fingerprint, E.Rule, encoded(E.Path));
  return Out;
}

} // namespace await_tidy
