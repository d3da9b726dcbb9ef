//===- Text.h - Findings as text, in the manner of a compiler - -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// path:line:col: warning: message [await-rule], the line with a caret, and the
/// notes in the order of the story. Editors and scripts read the first line;
/// people read the rest.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_TEXT_H
#define AWAIT_TIDY_FINDINGS_TEXT_H

#include "findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <string_view>

namespace llvm {
class raw_ostream;
}

namespace await_tidy {

class SourceFiles;

enum class Label : uint8_t { Error, Warning, Remark, Note };
std::string_view wordFor(Label L); ///< "error", ..., "note"

class TextOutput {
public:
  /// Paths below \p CurrentDirectory are shown relative to it.
  TextOutput(llvm::raw_ostream &OS, SourceFiles &Files,
             std::string CurrentDirectory, bool Color)
      : OS(OS), Files(Files), CurrentDirectory(std::move(CurrentDirectory)),
        Color(Color) {}

  /// A finding with its notes.
  void print(const Finding &F);

  /// One message with its piece of source; \p Fixes are shown below the caret.
  void message(const SourceSpan &Where, Label Kind, llvm::StringRef Text,
               llvm::StringRef Rule = {}, llvm::ArrayRef<FixIt> Fixes = {});

private:
  void headline(const SourceSpan &Where, Label Kind, llvm::StringRef Text,
                llvm::StringRef Rule);
  void snippet(const SourceSpan &Where, llvm::ArrayRef<FixIt> Fixes);

  llvm::raw_ostream &OS;
  SourceFiles &Files;
  std::string CurrentDirectory;
  bool Color;
};

} // namespace await_tidy

#endif
