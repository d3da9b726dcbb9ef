//===- Tokens.h - SQL text as tokens ----------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Internal to sql/. A tokenizer that knows strings, comments and the spellings
/// of parameters in all dialects, and a rewriting of what PostgreSQL's parser
/// refuses. It needs to know no grammar: only tokens that cannot stand there in
/// PostgreSQL are changed.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_SQL_TOKENS_H
#define AWAIT_TIDY_SQL_TOKENS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace await_tidy::sql {

/// Stands for a hole in flattened text; no text has it otherwise.
constexpr char HoleMark = '\x01';
/// Parameters with names, and holes, get numbers from here on.
constexpr unsigned NamedBase = 100000, HoleBase = 200000;
/// Begins the identifiers that stand for holes.
constexpr llvm::StringLiteral HoleName = "await_tidy_hole_";

/// INSERT OR REPLACE sets this column: all of them.
constexpr llvm::StringLiteral AllColumns = "await_tidy_all_columns";

struct Token {
  enum Kinds : uint8_t {
    Space, ///< white space and comments
    Word,
    Number,
    String,
    Name, ///< a quoted identifier
    Parameter,
    Symbol,
    Hole
  } Kind = Space;
  std::string Text; ///< as the parser gets it
  int FirstHole = -1;
  /// A parameter that is spelled as PostgreSQL does not: its name, or empty.
  std::string ParameterName;

  bool isWord(llvm::StringRef Lower) const {
    return Kind == Word && llvm::StringRef(Text).equals_insensitive(Lower);
  }
  bool isSymbol(char C) const {
    return Kind == Symbol && Text.size() == 1 && Text[0] == C;
  }
};

struct Tokens {
  std::vector<Token> All;
  /// Names of parameters that have one, by number less NamedBase.
  std::vector<std::string> Names;
  /// For each statement, by the order of the text: BEGIN IMMEDIATE.
  std::vector<bool> Exclusive;
  /// `?` or `` `name` ``: PostgreSQL has neither.
  bool Foreign = false;
};

/// Splits \p Text and rewrites it for the parser.
Tokens tokenize(llvm::StringRef Text);

} // namespace await_tidy::sql

#endif
