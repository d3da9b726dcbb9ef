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
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <string>
#include <vector>

namespace await_tidy {

/// What a call does; operationWords() says it in words. "The object" is the
/// implied object of a method, or the first argument of a function.
enum class Operation : uint8_t {
  None,
  Read,
  Element,
  Target,
  Forward,
  Move,
  Emplace,
  Extremum,
  Write,
  Reset,
  Update,
  Shrink,
  Insert,
  Assign,
  Exchange,
  CompareExchange,
  TestAndSet,
  Swap,
  Fresh,
  Lock,
  LockShared,
  TryLock,
  Unlock,
  Acquire,
  Wait, ///< on a condition variable
  Later,
  Detached,
  Together,
  Visit,
  Guard, ///< a type: holds a lock until it is destroyed
  // SQL text, and what makes some.
  Format,
  Statement,
  Sql,
  Redis,
  RedisCommand,
  // Of a mapper, a template over the class of its rows.
  FindRow,
  SaveRow,
  AddRow,
  RemoveRow,
  LockRow
};

/// True if a row says more of a call than the body of the function, where that
/// can be seen: locks, what runs later, what goes to a database.
bool saysMoreThanBody(Operation What);

struct Model {
  std::string Library;
  Operation What = Operation::None;
  int Key = -1;        ///< the argument that selects the element, or -1
  bool Shared = false; ///< Guard: a reader lock
  bool Drops = false;  ///< what a callable argument returns is dropped
  /// Sql: the object is a transaction, which lives as long as its handle.
  bool Transaction = false;
  /// Sql: of the server, as far as the client tells.
  enum Dialects : uint8_t {
    Unsaid,
    PostgreSql,
    MySql,
    Sqlite
  } Dialect = Unsaid;
  /// Update: the new element goes to this end; Element: it is the one there.
  enum Side : uint8_t { NoEnd, Front, Back } End = NoEnd;
  /// Classes it applies to: qualified names of templates or classes (`::Lock`
  /// in the global namespace), or structural kinds, see structuralKinds().
  /// Empty for functions.
  std::vector<std::string> Classes;
};

/// What a row can say of a call: the word after `does:`, and what it means.
struct OperationWord {
  llvm::StringRef Word;
  Operation What;
  llvm::StringRef Means;
};
llvm::ArrayRef<OperationWord> operationWords();

/// What a row can name instead of a class: "container", "map", ... Sorted.
llvm::ArrayRef<llvm::StringRef> structuralKinds();

class ModelSet {
public:
  /// Adds the rows of a file with one or more YAML documents. They come before
  /// what was added earlier. Errors carry file, line and column; nothing of the
  /// file is added then.
  llvm::Error add(llvm::StringRef FileName, llvm::StringRef Text);
  /// The models that are compiled in.
  static const ModelSet &builtin();
  /// The models that are compiled in and those of \p Paths, which come first.
  /// Fails, naming the file, if one cannot be read or is not understood.
  static llvm::Expected<ModelSet> withFiles(llvm::ArrayRef<std::string> Paths);

  /// Have \p Observer told of each row that is found for a call or type, with
  /// the name it was found by.
  void observe(std::function<void(const Model &, llvm::StringRef)> Observer) {
    Found = std::move(Observer);
  }

  /// The qualified names of functions, guards and classes in the rows, each
  /// once, sorted; `::Lock` without the colons.
  std::vector<std::string> qualifiedNames() const;
  /// What a row says of \p Written is said of \p Canonical as well: a typedef
  /// and its class, a using-declaration and its function.
  void alias(llvm::StringRef Written, llvm::StringRef Canonical);

  /// "library: name" for each name of each row, as observe() tells them;
  /// sorted.
  std::vector<std::string> names() const;

  /// All that was added, as text that add() takes, with the name of each file
  /// in a comment; what comes first stands first.
  std::string text() const;

  /// The first row for a method \p Name whose class \p IsClass accepts. Rows
  /// with exact class names come before structural kinds. Null if there is
  /// none.
  const Model *method(llvm::StringRef Name,
                      llvm::function_ref<bool(llvm::StringRef)> IsClass) const;
  /// The same for the class of that qualified name, whatever kind it is of.
  const Model *method(llvm::StringRef Name, llvm::StringRef Class) const {
    return method(Name, [&](llvm::StringRef X) { return X == Class; });
  }
  /// The row for a free function of that qualified name, or null.
  const Model *function(llvm::StringRef QualifiedName) const;
  /// True if a row says that the class of that qualified name is a transaction.
  bool isTransaction(llvm::StringRef QualifiedName) const;
  /// True if commands are added to objects of the class of that name.
  bool isRequest(llvm::StringRef QualifiedName) const;
  /// The Guard row for a class of that qualified name, or null.
  const Model *guard(llvm::StringRef QualifiedName) const;

private:
  bool hasClass(llvm::StringRef QualifiedName,
                llvm::function_ref<bool(const Model &)> Is) const;
  const Model *tell(const Model *M, llvm::StringRef Name) const {
    if (M && Found)
      Found(*M, Name);
    return M;
  }

  std::function<void(const Model &, llvm::StringRef)> Found;
  llvm::StringMap<std::vector<Model>> Methods;
  llvm::StringMap<Model> Functions;
  /// Names that end in `*`.
  std::vector<std::pair<std::string, Model>> Prefixes;
  llvm::StringMap<Model> Guards;
  llvm::StringMap<std::string> CanonicalNames; ///< by the one in a row
  llvm::StringMap<std::string> WrittenNames;   ///< and the other way round
  /// Name and text of what was added.
  std::vector<std::pair<std::string, std::string>> Added;
};

} // namespace await_tidy

#endif
