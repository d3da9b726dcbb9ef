//===- CompileCommands.cpp - How a file is compiled -----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/CompileCommands.h"
#include "base/Nesting.h"
#include "findings/Paths.h"
#include "frontends/cli/ClangFlags.h"
#include "frontends/cli/Includer.h"
#include "frontends/cli/Options.h"
#include "clang/Driver/Types.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <fmt/format.h>

using namespace llvm;
using namespace clang::tooling;

namespace await_tidy {

static constexpr const char *DatabaseName = "compile_commands.json";

char NoDatabase::ID;
void NoDatabase::log(raw_ostream &OS) const { OS << Text; }
std::error_code NoDatabase::convertToErrorCode() const {
  return std::make_error_code(std::errc::no_such_file_or_directory);
}

struct CompileCommands::Database {
  std::string Path;
  sys::fs::file_status Status; ///< of the file as it was read
  /// As written; owned by Complete.
  CompilationDatabase *Written = nullptr;
  /// Has an answer for every file: that of the nearest one written.
  std::unique_ptr<CompilationDatabase> Complete;
};

CompileCommands::CompileCommands(const CommandLine &Options,
                                 std::string CurrentDirectory)
    : Options(Options), CurrentDirectory(std::move(CurrentDirectory)) {}

CompileCommands::~CompileCommands() = default;

static Error badDatabase(StringRef Path, const std::string &Why) {
  return createStringError(
      fmt::format("cannot use the compile database '{}': {}", Path.str(), Why));
}

/// Says in the words of the user what Clang's reader would only call an error.
static Error checkDatabase(StringRef Path, StringRef Text) {
  if (Text.trim().empty())
    return badDatabase(Path, "it is empty; configure the build again");
  if (unsigned Line = tooDeepJson(Text))
    return badDatabase(Path,
                       fmt::format("line {} goes deeper than one can", Line));
  Expected<json::Value> Root = json::parse(Text);
  if (!Root)
    return badDatabase(
        Path, fmt::format("it is not JSON: {}", toString(Root.takeError())));
  const json::Array *Entries = Root->getAsArray();
  if (!Entries)
    return badDatabase(Path, "it is not a list of compile commands");
  if (Entries->empty())
    return badDatabase(Path, "it has no entries; configure the build again");
  for (const auto &[Index, Entry] : enumerate(*Entries)) {
    const json::Object *O = Entry.getAsObject();
    if (!O || !O->getString("file") || !O->getString("directory") ||
        (!O->getString("command") && !O->getArray("arguments")))
      return badDatabase(Path, fmt::format("entry {} lacks 'file', 'directory' "
                                           "or 'command'",
                                           Index + 1));
  }
  return Error::success();
}

Expected<CompileCommands::Database *>
CompileCommands::load(const std::string &Path) {
  sys::fs::file_status Status;
  sys::fs::status(Path, Status);
  if (auto It = Databases.find(Path); It != Databases.end()) {
    // Whoever asks for long sees it renewed.
    const sys::fs::file_status &Known = It->second->Status;
    if (Known.getLastModificationTime() == Status.getLastModificationTime() &&
        Known.getSize() == Status.getSize())
      return It->second.get();
    Databases.erase(It);
  }
  std::string Shown = displayPath(Path, CurrentDirectory);
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return badDatabase(Shown, Buffer.getError().message());
  StringRef Text = (*Buffer)->getBuffer();
  if (Error E = checkDatabase(Shown, Text))
    return E;
  std::string Message;
  std::unique_ptr<CompilationDatabase> Json =
      JSONCompilationDatabase::loadFromBuffer(
          Text, Message, JSONCommandLineSyntax::AutoDetect);
  if (!Json)
    return badDatabase(Shown, Message);
  std::unique_ptr<CompilationDatabase> Expanded =
      expandResponseFiles(std::move(Json), vfs::getRealFileSystem());
  auto Result = std::make_unique<Database>();
  Result->Path = Path;
  Result->Status = Status;
  Result->Written = Expanded.get();
  Result->Complete = inferTargetAndDriverMode(
      inferMissingCompileCommands(std::move(Expanded)));
  return (Databases[Path] = std::move(Result)).get();
}

Expected<CompileCommands::Database *>
CompileCommands::databaseFor(StringRef File) {
  if (!Options.BuildDirectory.empty()) {
    SmallString<256> Path(
        absolutePath(Options.BuildDirectory, CurrentDirectory));
    if (sys::fs::is_directory(Path))
      sys::path::append(Path, DatabaseName);
    if (!sys::fs::exists(Path))
      return make_error<NoDatabase>(
          fmt::format("there is no {} in '{}'; let CMake write it with "
                      "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
                      DatabaseName, Options.BuildDirectory));
    return load(Path.str().str());
  }
  for (StringRef Dir = sys::path::parent_path(File); !Dir.empty();
       Dir = sys::path::parent_path(Dir)) {
    // `build` is where CMake users have it; clangd looks there as well.
    for (StringRef Below : {"", "build"}) {
      SmallString<256> Path(Dir);
      sys::path::append(Path, Below, DatabaseName);
      if (sys::fs::exists(Path))
        return load(Path.str().str());
    }
  }
  return nullptr;
}

CompileJob CompileCommands::jobFromFlags(
    const std::string &File, const std::vector<std::string> &Flags,
    ArrayRef<std::string> More, std::vector<std::string> &Unknown) const {
  namespace types = clang::driver::types;
  std::vector<std::string> Args{"clang"};
  append_range(Args, Flags);
  auto Has = [&](StringRef Prefix) {
    return any_of(concat<const std::string>(Flags, More),
                  [&](StringRef Flag) { return Flag.starts_with(Prefix); });
  };
  // A header alone, and a name that says nothing, is C++.
  StringRef Extension = sys::path::extension(File).drop_front(
      sys::path::has_extension(File) ? 1 : 0);
  types::ID Type = types::lookupTypeForExtension(Extension);
  bool IsKnownSource =
      types::isAcceptedByClang(Type) && !types::onlyPrecompileType(Type);
  if (!IsKnownSource && !Has("-x")) {
    Args.push_back("-xc++");
    Type = types::TY_CXX;
  }
  // co_await needs it, and the compiler's default is older.
  if (types::isCXX(Type) && !Has("-std=") && !Has("--std="))
    Args.push_back("-std=c++20");
  Args.push_back(File);
  return {CurrentDirectory,
          adaptToClang(std::move(Args), File, More, Options, Unknown), ""};
}

Expected<std::vector<CompileCommand>>
CompileCommands::entriesOf(const std::string &File) {
  Expected<Database *> DB = databaseFor(File);
  if (!DB)
    return DB.takeError();
  return *DB ? (*DB)->Written->getCompileCommands(File)
             : std::vector<CompileCommand>();
}

Expected<FileFlags> CompileCommands::flagsFor(const std::string &File,
                                              ArrayRef<std::string> More,
                                              bool Alone) {
  FileFlags Result;
  if (Options.Flags) {
    Result.Origin = FlagsFrom::CommandLine;
    Result.Jobs.push_back(
        jobFromFlags(File, *Options.Flags, More, Result.Unknown));
    return Result;
  }
  Expected<Database *> DB = databaseFor(File);
  if (!DB)
    return DB.takeError();
  if (!*DB && Options.NeedDatabase)
    return make_error<NoDatabase>(fmt::format(
        "there is no {} for '{}' in the folders above it; let CMake write one "
        "with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON and name its folder with -p",
        DatabaseName, displayPath(File, CurrentDirectory)));
  if (!*DB) {
    Result.Origin = FlagsFrom::Guess;
    Result.Jobs.push_back(jobFromFlags(File, {}, More, Result.Unknown));
    return Result;
  }
  Result.Database = (*DB)->Path;
  Result.Origin = (*DB)->Written->getCompileCommands(File).empty()
                      ? FlagsFrom::Neighbour
                      : FlagsFrom::Database;
  std::string Compiled = File;
  if (Result.Origin == FlagsFrom::Neighbour && !Alone && isHeaderName(File))
    if (std::string Through = includerOf(File, (*DB)->Written->getAllFiles());
        !Through.empty()) {
      Result.Origin = FlagsFrom::Includer;
      Result.Neighbour = Compiled = Through;
    }
  for (CompileCommand &C : (*DB)->Complete->getCompileCommands(Compiled)) {
    StringRef Heuristic = C.Heuristic;
    if (Heuristic.consume_front("inferred from "))
      Result.Neighbour = Heuristic.str();
    CompileJob Job{C.Directory,
                   adaptToClang(std::move(C.CommandLine), Compiled, More,
                                Options, Result.Unknown),
                   Compiled == File ? "" : File};
    // A shared and a static library often compile a file the same way.
    if (!is_contained(Result.Jobs, Job))
      Result.Jobs.push_back(std::move(Job));
  }
  if (Result.Jobs.empty())
    return badDatabase(displayPath((*DB)->Path, CurrentDirectory),
                       "it says nothing about this file");
  return Result;
}

} // namespace await_tidy
