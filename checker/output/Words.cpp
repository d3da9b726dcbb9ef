//===- Words.cpp - What several formats say alike -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "output/Words.h"
#include "findings/Paths.h"
#include "output/Output.h"
#include "llvm/Support/JSON.h"
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

std::string_view wordFor(Severity S) {
  switch (S) {
  case Severity::Info:
    return "info";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  return "";
}

std::string_view wordFor(NoteKind K) {
  switch (K) {
  case NoteKind::Check:
    return "check";
  case NoteKind::Suspension:
    return "suspension";
  case NoteKind::Writer:
    return "writer";
  case NoteKind::Act:
    return "act";
  case NoteKind::Reason:
    return "reason";
  }
  return "";
}

const std::string &fileOf(const RunMessage &M) {
  return M.Where.isValid() ? M.Where.File : M.File;
}

std::string shownPath(const Run &R, StringRef Path) {
  return displayPath(Path, R.Root);
}

std::string story(const Run &R, const Finding &F) {
  std::string Text = fmt::format("{}:{}: {} [{}]", shownPath(R, F.Where.File),
                                 F.Where.Line, F.Message, F.Rule);
  for (const Note &N : F.Notes)
    Text += N.Where.isValid()
                ? fmt::format("\n{}:{}: {}", shownPath(R, N.Where.File),
                              N.Where.Line, N.Text)
                : '\n' + N.Text;
  return Text;
}

std::string validUtf8(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

std::string xml(StringRef Text) {
  std::string Valid = validUtf8(Text);
  std::string Out;
  for (size_t I = 0; I != Valid.size(); ++I) {
    unsigned char C = Valid[I];
    switch (C) {
    case '&':
      Out += "&amp;";
      continue;
    case '<':
      Out += "&lt;";
      continue;
    case '>':
      Out += "&gt;";
      continue;
    case '"':
      Out += "&quot;";
      continue;
    case '\n':
    case '\t':
    case '\r':
      // In an attribute they would be read as blanks.
      Out += fmt::format("&#{};", int(C));
      continue;
    default:
      break;
    }
    // U+FFFE and U+FFFF are no characters of XML either.
    bool IsNone = StringRef(Valid).substr(I).starts_with("\xEF\xBF\xBE") ||
                  StringRef(Valid).substr(I).starts_with("\xEF\xBF\xBF");
    if (C < 0x20 || IsNone) {
      Out += "\xEF\xBF\xBD";
      I += IsNone ? 2 : 0;
    } else {
      Out += C;
    }
  }
  return Out;
}

} // namespace await_tidy
