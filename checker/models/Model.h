//===- Model.h - What is known of libraries ---------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Library models: rows that say what a function or a method does, read from
/// rules/models/*.yaml. A model is needed only where no body can be seen and
/// the types do not tell.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_MODELS_MODEL_H
#define AWAIT_TIDY_MODELS_MODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace await_tidy {

/// What a call does. "The object" is the implied object of a method, or the
/// first argument of a function.
enum class Operation : uint8_t {
  None,            ///< nothing that matters
  Read,            ///< the result depends on the object
  Element,         ///< the result refers to an element of the object
  Target,          ///< the result refers to what the object points to
  Forward,         ///< the result is the object itself
  Move,            ///< the result takes the value of the object away
  Emplace,         ///< makes a new value in the place of the object's old one
  Extremum,        ///< the largest or smallest of the arguments
  Write,           ///< stores the other arguments to the object
  Reset,           ///< leaves the object empty
  Update,          ///< changes the object in one step
  Shrink,          ///< takes something out of the object in one step
  Insert,          ///< adds an element unless one is there
  Assign,          ///< stores the last argument to an element
  Exchange,        ///< stores an argument, the result is the old value
  CompareExchange, ///< stores if the object is as expected
  TestAndSet,      ///< sets a flag, the result says whether it was set
  Swap,            ///< exchanges the object with the next argument
  Fresh,           ///< the result is a new object that nobody else knows
  Lock,            ///< takes the object as an exclusive lock, when awaited
  LockShared,      ///< takes the object as a reader lock, when awaited
  TryLock,         ///< takes the object as a lock if that is possible at once
  Unlock,          ///< lets the object go
  Acquire,         ///< takes a permit of a semaphore, when awaited
  Later,    ///< a callable argument runs later, after other coroutines ran
  Detached, ///< a callable argument or task runs on its own
  Guard,    ///< a type: holds a lock until it is destroyed
  Sql,      ///< runs the SQL text in argument Key, when awaited; what comes
            ///< behind it are its parameters
  // Of a mapper, a template over the class of its rows, when awaited:
  FindRow,   ///< reads the row whose primary key is argument Key, or others
  SaveRow,   ///< writes what was changed in argument Key to its row
  AddRow,    ///< inserts argument Key
  RemoveRow, ///< deletes the row of argument Key
  LockRow    ///< what the rest of the chain reads, it locks
};

struct Model {
  std::string Library;
  Operation What = Operation::None;
  int Key = -1;        ///< the argument that selects the element, or -1
  bool Shared = false; ///< Guard: a reader lock
  bool Drops = false;  ///< what a callable argument returns is dropped
  /// Sql: the object is a transaction, which lives as long as its handle.
  bool Transaction = false;
  /// Update: the new element goes to this end; Element: it is the one there.
  enum Side : uint8_t { NoEnd, Front, Back } End = NoEnd;
  /// Classes it applies to: qualified names of templates or classes, or one of
  /// the structural kinds "container", "map", "handle", "lockable", "any".
  /// Empty for functions.
  std::vector<std::string> Classes;
};

class ModelSet {
public:
  /// Adds the rows of one YAML document. Errors carry file, line and column.
  llvm::Error add(llvm::StringRef FileName, llvm::StringRef Text);
  /// The models that are compiled in.
  static const ModelSet &builtin();

  /// The first row for a method \p Name whose class \p IsClass accepts. Rows
  /// with exact class names come before structural kinds. Null if there is
  /// none.
  const Model *method(llvm::StringRef Name,
                      llvm::function_ref<bool(llvm::StringRef)> IsClass) const;
  /// The row for a free function of that qualified name, or null.
  const Model *function(llvm::StringRef QualifiedName) const;
  /// True if a row says that the class of that qualified name is a transaction.
  bool isTransaction(llvm::StringRef QualifiedName) const;
  /// The Guard row for a class of that qualified name, or null.
  const Model *guard(llvm::StringRef QualifiedName) const;

private:
  llvm::StringMap<std::vector<Model>> Methods;
  llvm::StringMap<Model> Functions;
  /// Names that end in `*`.
  std::vector<std::pair<std::string, Model>> Prefixes;
  llvm::StringMap<Model> Guards;
};

} // namespace await_tidy

#endif
