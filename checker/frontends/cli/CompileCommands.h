//===- CompileCommands.h - How a file is compiled ------------- -*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// From the flags after `--`, from a compile_commands.json, from the nearest
/// entry of one, or, when there is nothing, from a guess.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_COMPILECOMMANDS_H
#define AWAIT_TIDY_FRONTENDS_CLI_COMPILECOMMANDS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clang::tooling {
class CompilationDatabase;
struct CompileCommand;
} // namespace clang::tooling

namespace await_tidy {

struct CommandLine;

/// One compilation of a file, ready for Clang.
struct CompileJob {
  std::string Directory;
  std::vector<std::string> Arguments;
  /// The header that is asked about, where Arguments compile a file that is
  /// said to include it; else empty.
  std::string Header;

  bool operator==(const CompileJob &) const = default;
};

enum class FlagsFrom {
  CommandLine,
  Database,
  Includer,  ///< the entry of a file that includes this one, a header
  Neighbour, ///< another file's entry in the database
  Guess      ///< there is no database
};

/// There is no compile_commands.json where it was to be.
class NoDatabase : public llvm::ErrorInfo<NoDatabase> {
public:
  static char ID;
  explicit NoDatabase(std::string Text) : Text(std::move(Text)) {}
  void log(llvm::raw_ostream &OS) const override;
  std::error_code convertToErrorCode() const override;

private:
  std::string Text;
};

struct FileFlags {
  std::vector<CompileJob> Jobs; ///< several when several targets compile it
  FlagsFrom Origin = FlagsFrom::Guess;
  std::string Database;  ///< its path
  std::string Neighbour; ///< whose entry it is
  /// Left out, because only another compiler knows them.
  std::vector<std::string> Unknown;
};

class CompileCommands {
public:
  CompileCommands(const CommandLine &Options, std::string CurrentDirectory);
  ~CompileCommands();

  /// The flags for \p File, an absolute path, from a database that is read once
  /// and again when it has changed. An error when a database is there
  /// and cannot be used: other flags than the user's would mislead; NoDatabase
  /// when none is where one was asked for. \p More
  /// flags come from the analysed project, and are trusted as little as those
  /// of its database. A header is compiled through a file that includes it,
  /// unless \p Alone.
  llvm::Expected<FileFlags> flagsFor(const std::string &File,
                                     llvm::ArrayRef<std::string> More = {},
                                     bool Alone = false);

  /// The entries that the database has for \p File, as they were written.
  llvm::Expected<std::vector<clang::tooling::CompileCommand>>
  entriesOf(const std::string &File);

private:
  struct Database;
  llvm::Expected<Database *> load(const std::string &Path);
  llvm::Expected<Database *> databaseFor(llvm::StringRef File);
  CompileJob jobFromFlags(const std::string &File,
                          const std::vector<std::string> &Flags,
                          llvm::ArrayRef<std::string> More,
                          std::vector<std::string> &Unknown) const;

  const CommandLine &Options;
  std::string CurrentDirectory;
  std::map<std::string, std::unique_ptr<Database>> Databases; ///< by path
};

} // namespace await_tidy

#endif
