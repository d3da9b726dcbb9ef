//===- Document.cpp - A text that an editor has open ----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/lsp/Document.h"
#include <algorithm>

using namespace await_tidy;

/// Bytes of the character that begins with \p Byte; 1 for what begins none.
static size_t lengthOf(unsigned char Byte) {
  return Byte >= 0xF0 && Byte < 0xF8 ? 4
         : Byte >= 0xE0              ? (Byte < 0xF0 ? 3 : 1)
         : Byte >= 0xC0              ? 2
                                     : 1;
}

/// Calls \p F with the byte and the length in units of each character of \p
/// Line, until it says false.
template <typename Fn>
static void forEachCharacter(llvm::StringRef Line, Encoding Units, Fn F) {
  for (size_t I = 0; I < Line.size();) {
    size_t Bytes = std::min(lengthOf(Line[I]), Line.size() - I);
    size_t Length = Units == Encoding::Utf8 ? Bytes : Bytes == 4 ? 2 : 1;
    if (!F(I, Bytes, Length))
      return;
    I += Bytes;
  }
}

Document::Document(std::string Text, Encoding Units)
    : Text(std::move(Text)), Units(Units) {
  findLines();
}

void Document::findLines() {
  Lines = {0};
  for (size_t I = 0; I < Text.size(); ++I)
    if (Text[I] == '\n' ||
        (Text[I] == '\r' && (I + 1 == Text.size() || Text[I + 1] != '\n')))
      Lines.push_back(I + 1);
}

llvm::StringRef Document::line(unsigned Number) const {
  if (Number >= Lines.size())
    return "";
  size_t End = Number + 1 < Lines.size() ? Lines[Number + 1] : Text.size();
  return llvm::StringRef(Text).slice(Lines[Number], End).rtrim("\r\n");
}

Position Document::at(size_t Offset) const {
  Offset = std::min(Offset, Text.size());
  auto Next = std::upper_bound(Lines.begin(), Lines.end(), Offset);
  Position P;
  P.Line = Next - Lines.begin() - 1;
  size_t Column = Offset - Lines[P.Line];
  forEachCharacter(line(P.Line), Units,
                   [&](size_t At, size_t Bytes, size_t Length) {
                     if (At + Bytes > Column)
                       return false;
                     P.Character += Length;
                     return true;
                   });
  return P;
}

size_t Document::offset(Position P) const {
  if (P.Line >= Lines.size())
    return Text.size();
  size_t Passed = 0, Column = 0;
  forEachCharacter(line(P.Line), Units,
                   [&](size_t, size_t Bytes, size_t Length) {
                     if (Passed + Length > P.Character)
                       return false;
                     Passed += Length;
                     Column += Bytes;
                     return true;
                   });
  return Lines[P.Line] + Column;
}

void Document::replace(std::optional<Range> Where, llvm::StringRef By) {
  if (!Where) {
    Text = By.str();
  } else {
    size_t From = offset(Where->Begin), To = offset(Where->End);
    Text.replace(From, std::max(From, To) - From, By.str());
  }
  findLines();
}
