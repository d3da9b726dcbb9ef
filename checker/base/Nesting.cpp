//===- Nesting.cpp - How deep a text of brackets goes ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "base/Nesting.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace llvm;

namespace await_tidy {

unsigned tooDeepJson(StringRef Text, unsigned Most) {
  unsigned Depth = 0, Line = 1;
  bool InString = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    Line += C == '\n';
    if (InString) {
      if (C == '\\')
        ++I;
      else if (C == '"')
        InString = false;
    } else if (C == '"')
      InString = true;
    else if (C == '[' || C == '{') {
      if (++Depth > Most)
        return Line;
    } else if ((C == ']' || C == '}') && Depth)
      --Depth;
  }
  return 0;
}

unsigned tooDeepYaml(StringRef Text) {
  unsigned Depth = 0, Line = 0, Indicators = 0;
  while (!Text.empty()) {
    auto [Now, Rest] = Text.split('\n');
    Text = Rest;
    ++Line;
    if (std::min(Now.find_first_not_of(' '), Now.size()) > MostLevels)
      return Line;
    // A line begins anew, but not inside of brackets.
    if (!Depth)
      Indicators = 0;
    for (size_t I = 0; I < Now.size(); ++I)
      switch (Now[I]) {
      case '[':
      case '{':
        if (++Depth > MostLevels)
          return Line;
        break;
      case ']':
      case '}':
        Depth -= Depth != 0;
        break;
      case '-':
      case '?':
        if (I + 1 == Now.size() || isSpace(Now[I + 1]))
          if (++Indicators > MostLevels)
            return Line;
        break;
      }
  }
  return 0;
}

} // namespace await_tidy
