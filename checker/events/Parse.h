//===- Parse.h - Event graphs from text -------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads what dump() writes, so that the dataflow can be tried without C++:
///
/// \code
///   coroutine Account::withdraw
///    place balance = this.balance number
///    place amount = local amount number
///    parameters amount
///    b0 (entry) -> b2 -> b1
///        3  %1 = read balance
///        3  branch <- ~%1
///    b2 -> b1
///        4  suspend
///        5  %2 = read amount
///        5  update balance <- %2 [shrinks]
///    b1 (exit)
/// \endcode
///
/// A place is a name that a `place` line gave, or a path: a root (`this`,
/// `global total`, `parameter p`, `local x`, `temporary lock`, `unknown u`),
/// then fields (`.name`), targets of pointers (`->`, `->(unique)`,
/// `->(fresh)`, a field may follow at once) and keys (`[text]`, or
/// `[text: local id]` with the variables that the key is computed from). What
/// is no identifier stands in quotes; `x#2` is another declaration named x. A
/// local that others reach is `shared local x`.
///
/// The number before an event is its line; it can be left out. Events are
/// numbered in the order of the text, from 1.
///
/// The text does not hold: columns, fix-its, the inner locations of calls,
/// which reads have no order with a suspension, which members of a new object
/// refer to a parameter, and where the body of a task that begins reads and
/// writes.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EVENTS_PARSE_H
#define AWAIT_TIDY_EVENTS_PARSE_H

#include "events/Event.h"
#include "llvm/Support/Error.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace await_tidy {

struct ParsedEvents {
  /// Every function has its own names, as it can be of another class.
  PlaceTable Places;
  std::vector<EventGraph> Graphs;

  /// What the places and events refer to.
  std::map<std::string, SymbolId> Symbols;
  std::set<std::string> Callees;
};

/// One graph after the other. An error begins with line and column.
llvm::Expected<ParsedEvents> parseEvents(llvm::StringRef Text);

} // namespace await_tidy

#endif
