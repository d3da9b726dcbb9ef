//===- GlobList.cpp - Which names a list of globs selects -----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/GlobList.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace llvm;

namespace await_tidy {

GlobList::GlobList(StringRef List) {
  // A line break separates as well: lists in configuration files are folded.
  while (!List.empty()) {
    size_t End = List.find_first_of(",\n");
    StringRef Glob = List.substr(0, End).trim();
    List = End == StringRef::npos ? StringRef() : List.substr(End + 1);
    bool Adds = !Glob.consume_front("-");
    if (!Glob.empty())
      Items.push_back({Glob.str(), Adds});
  }
}

std::optional<bool> GlobList::decide(StringRef Name) const {
  for (const Item &I : reverse(Items))
    if (matchesGlob(I.Pattern, Name))
      return I.Adds;
  return std::nullopt;
}

bool matchesGlob(StringRef Glob, StringRef Name) {
  // The pieces between the stars have to occur in order, the first at the
  // beginning and the last at the end.
  SmallVector<StringRef, 4> Pieces;
  Glob.split(Pieces, '*');
  if (Pieces.size() == 1)
    return Glob == Name;
  if (!Name.consume_front(Pieces.front()) || !Name.consume_back(Pieces.back()))
    return false;
  for (StringRef Piece : ArrayRef(Pieces).drop_front().drop_back()) {
    size_t At = Name.find(Piece);
    if (At == StringRef::npos)
      return false;
    Name = Name.drop_front(At + Piece.size());
  }
  return true;
}

} // namespace await_tidy
