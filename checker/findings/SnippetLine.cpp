//===- SnippetLine.cpp - A line of source on the terminal -----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/SnippetLine.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

static constexpr unsigned TabStop = 8;
// A line of more bytes than the first is cut to about as many as the second on
// either side of the focus.
static constexpr size_t LongestLine = 240, Surroundings = 80;

static bool isContinuation(char C) { return (C & 0xC0) == 0x80; }

/// How many bytes the character at the begin of \p Source has; 1 for a byte
/// that is no UTF-8.
static unsigned characterLength(StringRef Source) {
  unsigned Length = getNumBytesForUTF8(Source.front());
  const UTF8 *Begin = reinterpret_cast<const UTF8 *>(Source.data());
  if (Length > Source.size() || !isLegalUTF8Sequence(Begin, Begin + Length))
    return 1;
  return Length;
}

SnippetLine::SnippetLine(StringRef Source, size_t Focus) {
  size_t Last = Source.size();
  if (Source.size() > LongestLine) {
    Focus = std::min(Focus, Source.size());
    First = Focus > Surroundings ? Focus - Surroundings : 0;
    Last = std::min(Source.size(), Focus + Surroundings);
    while (First != 0 && isContinuation(Source[First]))
      --First;
    while (Last != Source.size() && isContinuation(Source[Last]))
      ++Last;
  }
  unsigned Column = 0;
  if (First != 0) {
    Text = "...";
    Column = 3;
  }
  for (size_t I = First; I != Last;) {
    StringRef Rest = Source.slice(I, Last);
    unsigned Length = characterLength(Rest);
    StringRef Character = Rest.substr(0, Length);
    std::string Shown = Character.str();
    int Width = sys::unicode::columnWidthUTF8(Character);
    if (Character == "\t") {
      Width = TabStop - Column % TabStop;
      Shown.assign(Width, ' ');
    } else if (Width < 0 || (Length == 1 && !isPrint(Character[0]))) {
      Shown.clear();
      for (unsigned char Byte : Character)
        Shown += fmt::format("<{:02X}>", Byte);
      Width = Shown.size();
    }
    Positions.insert(Positions.end(), Length, Column);
    Text += Shown;
    Column += Width;
    I += Length;
  }
  Positions.push_back(Column);
  if (Last != Source.size())
    Text += "...";
}

unsigned SnippetLine::position(size_t Byte) const {
  if (Byte < First)
    return Positions.front();
  return Positions[std::min(Byte - First, Positions.size() - 1)];
}

} // namespace await_tidy
