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
  bool HasContent = false;
  char Before = 0; ///< the last one that is no space
  while (!Text.empty()) {
    auto [Now, Rest] = Text.split('\n');
    Text = Rest;
    ++Line;
    if (std::min(Now.find_first_not_of(' '), Now.size()) > MostLevels)
      return Line;
    // An entry ends with what stands in it, but not inside of brackets; the
    // reader looks for that of an empty one in the next.
    if (!Depth && HasContent)
      Indicators = 0;
    HasContent = Now.split('#').first.find_first_not_of(" -?\t\r") !=
                 StringRef::npos; // and no comment
    bool IsComment = false;       // or what stands behind it in a string
    for (size_t I = 0; I < Now.size(); ++I) {
      switch (Now[I]) {
      case ',': // nothing stands before it
        if (Depth && (Before == ',' || Before == '[' || Before == '{'))
          if (++Indicators > MostLevels)
            return Line;
        break;
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
      IsComment |= Now[I] == '#';
      if (!isSpace(Now[I]) && !IsComment)
        Before = Now[I];
    }
  }
  return 0;
}

} // namespace await_tidy
