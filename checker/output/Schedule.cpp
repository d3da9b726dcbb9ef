//===- Schedule.cpp - An interleaving in two columns of text --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "output/Schedule.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

/// How many columns \p Text takes.
static unsigned columns(StringRef Text) {
  int N = sys::unicode::columnWidthUTF8(Text);
  return N < 0 ? Text.size() : N;
}

/// \p Text without the space around it, and without what is too long.
static std::string fitted(StringRef Text, unsigned Width) {
  Text = Text.trim();
  if (columns(Text) <= Width)
    return Text.str();
  while (!Text.empty() && columns(Text) > Width - 1) {
    // Whole characters only.
    do
      Text = Text.drop_back();
    while (!Text.empty() && (Text.back() & 0xc0) == 0x80);
    if (!Text.empty() && static_cast<unsigned char>(Text.back()) >= 0xc0)
      Text = Text.drop_back();
  }
  return Text.rtrim().str() + "…";
}

std::string schedule(const Interleaving &I,
                     function_ref<StringRef(const SourceSpan &)> LineOf,
                     unsigned Width) {
  if (!I.suspends() || !I.hasOther())
    return "";
  unsigned Digits = 1;
  for (const InterleavingStep &S : I.Steps)
    Digits = std::max<unsigned>(Digits, utostr(S.Where.Line).size());
  auto Title = [&](StringRef Name, StringRef Unnamed) {
    // Account::withdraw is withdraw, for want of room.
    size_t At = Name.rfind("::");
    StringRef Own = At == StringRef::npos ? Name : Name.substr(At + 2);
    return fitted(Own.empty() ? Unnamed : Own, Width);
  };
  struct Row {
    std::string Text;
    bool IsOther;
  };
  std::vector<Row> Rows;
  unsigned Left = 0;
  for (const InterleavingStep &S : I.Steps) {
    std::string Text = fmt::format("{:>{}}  {}", S.Where.Line, Digits,
                                   fitted(LineOf(S.Where), Width - Digits - 2));
    if (!S.IsOther)
      Left = std::max(Left, columns(Text));
    Rows.push_back({std::move(Text), S.IsOther});
  }
  std::string Own = Title(I.Own, "one coroutine");
  std::string Other = I.IsSameFunction ? "another call of it"
                                       : Title(I.Other, "another coroutine");
  Left = std::max(Left, columns(Own));
  auto Line = [&](StringRef A, StringRef B) {
    std::string Out = A.str() + std::string(Left - columns(A), ' ') + " │";
    return Out + (B.empty() ? "" : " " + B.str()) + "\n";
  };
  std::string Out = Line(Own, Other);
  for (const Row &R : Rows)
    Out += R.IsOther ? Line("", R.Text) : Line(R.Text, "");
  return Out;
}

} // namespace await_tidy
