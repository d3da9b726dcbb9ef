//===- Sql.h - What SQL statements do to tables -----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Given the text of SQL statements, says which rows and columns they read and
/// write, how, and with which parameters. The text is parsed by the PostgreSQL
/// server's own parser (libpg_query); what MySQL and SQLite spell otherwise is
/// rewritten first, token by token (Tokens.h). Nothing is known of the schema:
/// a column without a table in a statement with several tables belongs to each.
///
/// Parts of the text can be unknown (holes: concatenation, a format string).
/// They become parameters or identifiers, as the parser will have it, and what
/// cannot be told for their sake is left out: a table of unknown name has none.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_SQL_SQL_H
#define AWAIT_TIDY_SQL_SQL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace await_tidy::sql {

/// A part of the text: known, or a hole.
struct Piece {
  std::string Text;
  bool Hole = false;
};

/// A value that the program gives to a statement, or one that stands in it.
struct Operand {
  enum Kinds : uint8_t {
    None,
    Parameter, ///< `$2`, the second `?`, `{1}`: Number is 2
    Named,     ///< `:name`, `@name`: Text is "name"
    Hole,      ///< of the pieces with Hole, the one of that Number, from 0
    Literal,   ///< Text is its value; equal values have equal texts
    Computed   ///< anything else
  } Kind = None;
  unsigned Number = 0;
  std::string Text;
  bool operator==(const Operand &O) const {
    return Kind == O.Kind && Number == O.Number && Text == O.Text;
  }
};

/// `Column = Value`, without which a row is not concerned.
struct Key {
  std::string Column;
  Operand Value;
};

/// What a column gets.
struct Assignment {
  std::string Column; ///< empty if unknown
  /// What the program gives (parameters, names and holes) is part of the value.
  std::vector<Operand> From;
  /// Computed from the row as it is when the statement changes it.
  bool OwnRow = false;
  /// Computed from what a query inside the statement found, which at READ
  /// COMMITTED others can overtake.
  bool Query = false;
  /// A constant of the text.
  bool Constant = false;
};

enum class LockStrength : uint8_t {
  None,
  KeyShare,
  Share,
  NoKeyUpdate,
  Update
};
enum class LockWait : uint8_t { Block, SkipLocked, NoWait };

/// What a statement does to the rows of one table.
struct Access {
  enum Kinds : uint8_t {
    Read,
    Update,
    Insert,
    InsertIfAbsent, ///< ON CONFLICT DO NOTHING
    Upsert,         ///< ON CONFLICT DO UPDATE
    Delete
  } Kind = Read;
  /// As written, folded as the server folds it; "schema.table" if the schema is
  /// written. Empty if unknown.
  std::string Table;
  /// The conditions of equality that all rows concerned meet.
  std::vector<Key> Keys;
  /// Columns whose values the statement gives back, sorted; "*" are all. A read
  /// without any tells whether there is a row, or how many.
  std::vector<std::string> Reads;
  /// The columns that the statement's own conditions look at, but for the keys,
  /// sorted.
  std::vector<std::string> Tests;
  /// The columns that get a value by UPDATE or INSERT.
  std::vector<Assignment> Sets;
  /// Upsert: those that get one if the row is there.
  std::vector<Assignment> ConflictSets;
  LockStrength Lock = LockStrength::None;
  LockWait Wait = LockWait::Block;
  /// An INSERT whose rows come from a query that looks into the same table:
  /// INSERT ... SELECT ... WHERE NOT EXISTS (...). Two at once both insert.
  bool UnlessThere = false;
  /// The row goes away after a time: a copy of something, as in a cache.
  bool Expires = false;
  /// Inside of a larger statement: in a subquery or a CTE.
  bool Nested = false;

  /// True if the statement's own conditions look at a column that it changes:
  /// `SET money = money - $1 WHERE id = $2 AND money >= $1`,
  /// `SET n = $1 WHERE id = $2 AND version = $3` with `version = version + 1`.
  bool carriesCheck() const;
  /// True if no assignment stores what the program computed: each is computed
  /// from the row itself, or constant.
  bool isOneStep() const;
};

enum class Isolation : uint8_t {
  Unsaid,
  ReadCommitted, ///< and READ UNCOMMITTED
  RepeatableRead,
  Serializable
};

/// `pg_advisory_lock(key)` and its kin.
struct AdvisoryLock {
  bool Release = false;
  bool Transaction = false; ///< held until the transaction ends
  bool Shared = false;
  bool Tries = false; ///< the result says whether it was taken
  std::vector<Operand> Key;
};

struct Statement {
  enum Kinds : uint8_t {
    Query, ///< SELECT, INSERT, UPDATE, DELETE, MERGE, TRUNCATE
    Begin,
    Commit,
    Rollback,
    Savepoint, ///< SAVEPOINT, RELEASE and ROLLBACK TO: the transaction goes on
    SetIsolation,
    LockTable,
    Other ///< nothing that is looked into
  } Kind = Other;
  std::vector<Access> Accesses; ///< inner ones before the one around them
  /// The columns of the result of a SELECT, in order; empty if unknown, as of
  /// `*`.
  struct Result {
    std::string Name;   ///< as the program asks for it
    std::string Column; ///< what it is; empty if it is computed
  };
  std::vector<Result> Results;
  std::vector<AdvisoryLock> AdvisoryLocks;
  Isolation Level = Isolation::Unsaid; ///< of Begin and SetIsolation
  /// Begin: no other transaction writes meanwhile (SQLite's BEGIN IMMEDIATE).
  /// LockTable: in a mode that keeps other writers out.
  bool Exclusive = false;
  /// SetIsolation: of all transactions of the connection that begin from now
  /// on, not of one.
  bool Session = false;
  /// A hole stands where more conditions, a lock or the like can be.
  bool Partial = false;
};

struct Script {
  std::vector<Statement> Statements;
  /// False: nothing is known, and Problem says why.
  bool Understood = false;
  std::string Problem;
  /// The text begins as a statement does that reads or changes rows.
  bool Queries = false;
  /// It is spelled as MySQL or SQLite have it, not as PostgreSQL.
  bool Foreign = false;
  /// These are commands for a store of keys and values (Redis.h).
  bool KeyValue = false;
};

/// Longer texts are not understood.
constexpr size_t MaxBytes = 1 << 16, MaxTokens = 4000;

/// What the statements in \p Text do. Any bytes will do. Linear in the text,
/// times the number of readings of its holes, of which few are tried.
/// Thread-safe.
Script analyze(llvm::ArrayRef<Piece> Text);
Script analyze(llvm::StringRef Text);

/// The pieces of a format string: `{}` and its kin are holes.
std::vector<Piece> formatPieces(llvm::StringRef Format);

/// As text, one access a line, for tests and for people.
std::string describe(const Script &S);
std::string describe(const Operand &O);

} // namespace await_tidy::sql

#endif
