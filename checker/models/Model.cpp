//===- Model.cpp - What is known of libraries -----------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Model.h"
#include "base/Nearest.h"
#include "base/Nesting.h"
#include "base/ReadFile.h"
#include "models/Embedded.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

using namespace await_tidy;

llvm::ArrayRef<OperationWord> await_tidy::operationWords() {
  static constexpr OperationWord Words[] = {
      {"none", Operation::None, "nothing that matters here"},
      {"read", Operation::Read, "the result depends on the object"},
      {"element", Operation::Element,
       "the result refers to an element of the object"},
      {"target", Operation::Target,
       "the result refers to what the object points to"},
      {"forward", Operation::Forward, "the result is the object itself"},
      {"move", Operation::Move,
       "the result takes the value of the object away"},
      {"emplace", Operation::Emplace,
       "makes a new value in the place of the old one"},
      {"extremum", Operation::Extremum,
       "the result is the largest or smallest of the arguments"},
      {"write", Operation::Write, "stores the other arguments to the object"},
      {"reset", Operation::Reset, "leaves the object empty"},
      {"update", Operation::Update, "changes the object in one step"},
      {"shrink", Operation::Shrink,
       "takes something out of the object in one step"},
      {"insert", Operation::Insert, "adds an element unless one is there"},
      {"assign", Operation::Assign, "stores the last argument to an element"},
      {"exchange", Operation::Exchange,
       "stores an argument; the result is the old value"},
      {"compare-exchange", Operation::CompareExchange,
       "stores if the object is as expected"},
      {"test-and-set", Operation::TestAndSet,
       "sets a flag; the result says whether it was set"},
      {"swap", Operation::Swap, "exchanges the object with the next argument"},
      {"fresh", Operation::Fresh,
       "the result is a new object that nobody else knows"},
      {"lock", Operation::Lock,
       "takes the object as an exclusive lock, when awaited"},
      {"lock-shared", Operation::LockShared,
       "takes the object as a reader lock, when awaited"},
      {"try-lock", Operation::TryLock,
       "takes the object as a lock if that is possible at once"},
      {"unlock", Operation::Unlock, "lets the object go"},
      {"acquire", Operation::Acquire,
       "takes a permit of a semaphore, when awaited"},
      {"wait", Operation::Wait,
       "lets the lock in argument 'key' go while it waits for a callable "
       "argument to be true, and takes it again, when awaited"},
      {"later", Operation::Later,
       "a callable argument runs later, after other coroutines ran"},
      {"detached", Operation::Detached,
       "a callable argument, a task or the object runs on its own"},
      {"together", Operation::Together,
       "a callable argument runs several times, side by side"},
      {"visit", Operation::Visit,
       "a callable argument is given what the object holds, at once"},
      {"format", Operation::Format,
       "the result is the text in argument 'key' with what comes behind it in "
       "the places of its {}"},
      {"statement", Operation::Statement,
       "the result is the SQL text in argument 'key' with what comes behind it "
       "as parameters; without 'key', the statement that the object is, with "
       "the arguments as parameters"},
      {"sql", Operation::Sql,
       "runs the SQL text in argument 'key', with what comes behind it as "
       "parameters, when awaited; or ends the transaction that the argument "
       "is"},
      {"redis", Operation::Redis,
       "runs the command of Redis in argument 'key', with what comes behind it "
       "in the places of its %s, when awaited; or the commands that were added "
       "to the object that the argument is"},
      {"redis-command", Operation::RedisCommand,
       "adds a command of Redis to the object, whose words are the arguments "
       "from 'key' on; without 'key', drops what was added"},
      {"find-row", Operation::FindRow,
       "a mapper reads the row whose primary key is argument 'key', or others, "
       "when awaited"},
      {"save-row", Operation::SaveRow,
       "a mapper writes argument 'key' to its row, when awaited"},
      {"add-row", Operation::AddRow,
       "a mapper inserts argument 'key', when awaited"},
      {"remove-row", Operation::RemoveRow,
       "a mapper deletes the row of argument 'key', when awaited"},
      {"lock-row", Operation::LockRow,
       "what the rest of the chain of calls reads, it locks"},
  };
  return Words;
}

static std::optional<Operation> operationOf(llvm::StringRef Word) {
  for (const OperationWord &W : operationWords())
    if (W.Word == Word)
      return W.What;
  return std::nullopt;
}

bool await_tidy::saysMoreThanBody(Operation What) {
  switch (What) {
  case Operation::Lock:
  case Operation::LockShared:
  case Operation::TryLock:
  case Operation::Unlock:
  case Operation::Acquire:
  case Operation::Wait:
  case Operation::Later:
  case Operation::Detached:
  case Operation::Together:
  case Operation::Visit:
  case Operation::Sql:
  case Operation::Redis:
  case Operation::RedisCommand:
  case Operation::FindRow:
  case Operation::SaveRow:
  case Operation::AddRow:
  case Operation::RemoveRow:
    return true;
  case Operation::None:
  case Operation::Read:
  case Operation::Element:
  case Operation::Target:
  case Operation::Forward:
  case Operation::Move:
  case Operation::Emplace:
  case Operation::Extremum:
  case Operation::Write:
  case Operation::Reset:
  case Operation::Update:
  case Operation::Shrink:
  case Operation::Insert:
  case Operation::Assign:
  case Operation::Exchange:
  case Operation::CompareExchange:
  case Operation::TestAndSet:
  case Operation::Swap:
  case Operation::Fresh:
  case Operation::Guard:
  case Operation::Format:
  case Operation::Statement:
  case Operation::LockRow:
    return false;
  }
  return false;
}

llvm::ArrayRef<llvm::StringRef> await_tidy::structuralKinds() {
  static constexpr llvm::StringRef Kinds[] = {
      "any", "container", "future", "handle", "lockable", "map", "semaphore"};
  return Kinds;
}

namespace {
/// One entry of the list `functions`, `methods` or `guards` as written.
struct Row {
  std::vector<std::string> Name;
  std::vector<std::string> Class;
  std::string Does = "none";
  std::optional<int> Key;
  std::optional<bool> Shared, Drops, Transaction;
  std::optional<Model::Side> End;
  std::optional<Model::Dialects> Dialect;
};
struct File {
  std::string Library;
  std::vector<Row> Functions, Methods, Guards;
};
} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(Row)

namespace llvm::yaml {
template <> struct ScalarEnumerationTraits<Model::Side> {
  static void enumeration(IO &In, Model::Side &V) {
    In.enumCase(V, "front", Model::Front);
    In.enumCase(V, "back", Model::Back);
  }
};
template <> struct ScalarEnumerationTraits<Model::Dialects> {
  static void enumeration(IO &In, Model::Dialects &V) {
    In.enumCase(V, "postgresql", Model::PostgreSql);
    In.enumCase(V, "mysql", Model::MySql);
    In.enumCase(V, "sqlite", Model::Sqlite);
  }
};
template <> struct MappingTraits<Row> {
  static void mapping(IO &In, Row &R) {
    In.mapRequired("name", R.Name);
    In.mapOptional("class", R.Class);
    In.mapOptional("does", R.Does);
    In.mapOptional("key", R.Key);
    In.mapOptional("shared", R.Shared);
    In.mapOptional("drops", R.Drops);
    In.mapOptional("end", R.End);
    In.mapOptional("transaction", R.Transaction);
    In.mapOptional("dialect", R.Dialect);
  }
  static std::string validate(IO &, Row &R) {
    if (R.Name.empty() || llvm::is_contained(R.Name, ""))
      return "'name' is a list of names: name: [lock, try_lock]";
    if (!operationOf(R.Does)) {
      std::vector<std::string> Words;
      for (const OperationWord &W : operationWords())
        Words.push_back(W.Word.str());
      std::optional<std::string> Near = nearest(R.Does, Words);
      return "a call cannot do '" + R.Does + "'; " +
             (Near ? "did you mean '" + *Near + "'?"
                   : "it can do " + llvm::join(Words, ", "));
    }
    for (llvm::StringRef C : R.Class)
      if (!C.contains("::") && !llvm::is_contained(structuralKinds(), C))
        return "there is no kind of class '" + C.str() + "'; the kinds are " +
               llvm::join(structuralKinds(), ", ") +
               "; a class of the global namespace is written '::" + C.str() +
               "'";
    return "";
  }
};
template <> struct MappingTraits<File> {
  static void mapping(IO &In, File &F) {
    In.mapRequired("library", F.Library);
    In.mapOptional("functions", F.Functions);
    In.mapOptional("methods", F.Methods);
    In.mapOptional("guards", F.Guards);
  }
};
} // namespace llvm::yaml

static bool isStructural(llvm::StringRef Class) {
  return !Class.contains("::");
}

/// A name of the global namespace stands in the table without its colons.
static llvm::StringRef stored(llvm::StringRef Name) {
  Name.consume_front("::");
  return Name;
}

static Model toModel(llvm::StringRef Library, const Row &R) {
  Model M;
  M.Library = Library.str();
  M.What = *operationOf(R.Does);
  M.Key = R.Key.value_or(-1);
  M.Shared = R.Shared.value_or(false);
  M.Drops = R.Drops.value_or(false);
  M.Transaction = R.Transaction.value_or(false);
  M.End = R.End.value_or(Model::NoEnd);
  M.Dialect = R.Dialect.value_or(Model::Unsaid);
  M.Classes = R.Class;
  return M;
}

/// All documents of a file.
static llvm::Expected<std::vector<File>> read(llvm::StringRef FileName,
                                              llvm::StringRef Text) {
  if (unsigned Line = tooDeepYaml(Text))
    return llvm::createStringError(
        FileName + ":" + llvm::Twine(Line) +
        ": this goes deeper than a file of models can");
  struct {
    llvm::StringRef FileName;
    std::string Text;
  } All{FileName, ""};
  std::string &Problem = All.Text;
  auto Collect = [](const llvm::SMDiagnostic &D, void *Out) {
    auto &To = *static_cast<decltype(All) *>(Out);
    llvm::raw_string_ostream OS(To.Text);
    if (D.getLineNo() > 0)
      D.print(nullptr, OS, /*ShowColors=*/false);
    else // an empty key stands nowhere for the reader
      OS << To.FileName << ":1: error: " << D.getMessage() << '\n';
  };
  llvm::yaml::Input In(llvm::MemoryBufferRef(Text, FileName), nullptr, Collect,
                       &All);
  std::vector<File> Documents;
  do {
    File F;
    In >> F;
    if (In.error() || F.Library.empty())
      break;
    Documents.push_back(std::move(F));
  } while (In.nextDocument());
  // Of an empty document the reader says nothing.
  if (Problem.empty() && (Documents.empty() || In.error()))
    Problem = (FileName + ": there is no document in it; one begins with "
                          "'library: <name>'")
                  .str();
  if (!Problem.empty())
    return llvm::createStringError(llvm::StringRef(Problem).rtrim());
  return Documents;
}

llvm::Error ModelSet::add(llvm::StringRef FileName, llvm::StringRef Text) {
  llvm::Expected<std::vector<File>> Documents = read(FileName, Text);
  if (!Documents)
    return Documents.takeError();
  // What is said first has the say, and a later file before an earlier one.
  for (const File &F : llvm::reverse(*Documents)) {
    for (const Row &R : llvm::reverse(F.Functions))
      for (llvm::StringRef N : llvm::reverse(R.Name))
        if (N.consume_back("*"))
          Prefixes.insert(Prefixes.begin(),
                          {stored(N).str(), toModel(F.Library, R)});
        else
          Functions[stored(N)] = toModel(F.Library, R);
    for (const Row &R : llvm::reverse(F.Methods))
      for (const std::string &N : R.Name) {
        auto &Rows = Methods[N];
        Rows.insert(Rows.begin(), toModel(F.Library, R));
        llvm::stable_sort(Rows, [](const Model &A, const Model &B) {
          return llvm::none_of(A.Classes, isStructural) >
                 llvm::none_of(B.Classes, isStructural);
        });
      }
    for (const Row &R : llvm::reverse(F.Guards))
      for (const std::string &N : R.Name) {
        Model &M = Guards[stored(N)];
        M = toModel(F.Library, R);
        M.What = Operation::Guard;
      }
  }
  Added.insert(Added.begin(), {FileName.str(), Text.str()});
  return llvm::Error::success();
}

llvm::Expected<ModelSet>
ModelSet::withFiles(llvm::ArrayRef<std::string> Paths) {
  ModelSet Set = builtin();
  // The first file has the say.
  for (const std::string &Path : llvm::reverse(Paths)) {
    auto Buffer = readRegularFile(Path);
    if (!Buffer)
      return llvm::createStringError(
          "cannot read the models in '" + Path +
          "': " + llvm::toString(Buffer.takeError()));
    if (llvm::Error E = Set.add(Path, (*Buffer)->getBuffer()))
      return E;
  }
  return Set;
}

std::vector<std::string> ModelSet::qualifiedNames() const {
  std::vector<std::string> Names;
  for (const auto &Named : Functions)
    Names.push_back(Named.first().str());
  for (const auto &Named : Guards)
    Names.push_back(Named.first().str());
  for (const auto &Named : Methods)
    for (const Model &M : Named.second)
      for (const std::string &C : M.Classes)
        if (!llvm::is_contained(structuralKinds(), C))
          Names.push_back(stored(C).str());
  llvm::sort(Names);
  Names.erase(llvm::unique(Names), Names.end());
  return Names;
}

void ModelSet::alias(llvm::StringRef Written, llvm::StringRef Canonical) {
  CanonicalNames[Written] = Canonical.str();
  WrittenNames[Canonical] = Written.str();
}

std::vector<std::string> ModelSet::names() const {
  std::vector<std::string> Names;
  auto Add = [&](const Model &M, llvm::StringRef Name) {
    Names.push_back(M.Library + ": " + Name.str());
  };
  for (const auto &Named : Functions)
    Add(Named.second, Named.first());
  for (const auto &[Prefix, M] : Prefixes)
    Add(M, Prefix + "*");
  for (const auto &Named : Methods)
    for (const Model &M : Named.second)
      Add(M, Named.first());
  for (const auto &Named : Guards)
    Add(Named.second, Named.first());
  llvm::sort(Names);
  Names.erase(llvm::unique(Names), Names.end());
  return Names;
}

std::string ModelSet::text() const {
  std::string Out;
  for (const auto &[Name, Text] : Added) {
    Out += (Out.empty() ? "# " : "---\n# ") + Name + "\n";
    // A file can begin with a document mark of its own.
    llvm::StringRef Rest = Text;
    Rest.consume_front("---\n");
    Out += Rest.rtrim();
    Out += '\n';
  }
  return Out;
}

const ModelSet &ModelSet::builtin() {
  static const ModelSet Set = [] {
    ModelSet S;
    for (auto [Name, Text] : embeddedModels())
      if (llvm::Error E = S.add(Name, Text))
        llvm::report_fatal_error(std::move(E));
    return S;
  }();
  return Set;
}

const Model *
ModelSet::method(llvm::StringRef Name,
                 llvm::function_ref<bool(llvm::StringRef)> IsClass) const {
  auto It = Methods.find(Name);
  if (It == Methods.end())
    return nullptr;
  for (const Model &M : It->second)
    for (const std::string &C : M.Classes) {
      if (C == "any" || IsClass(stored(C)))
        return tell(&M, Name);
      if (auto Other = CanonicalNames.find(stored(C));
          Other != CanonicalNames.end() && IsClass(Other->second))
        return tell(&M, Name);
    }
  return nullptr;
}

const Model *ModelSet::function(llvm::StringRef QualifiedName) const {
  if (auto It = Functions.find(QualifiedName); It != Functions.end())
    return tell(&It->second, QualifiedName);
  if (auto Written = WrittenNames.find(QualifiedName);
      Written != WrittenNames.end())
    if (auto It = Functions.find(Written->second); It != Functions.end())
      return tell(&It->second, It->first());
  llvm::StringRef Unqualified = QualifiedName.rsplit("::").second;
  if (Unqualified.empty())
    Unqualified = QualifiedName;
  // What `*` stands for is the rest of the function's own name: namespace
  // async_tools is not all `async_*`.
  auto Matches = [](llvm::StringRef Name, llvm::StringRef Prefix) {
    return Name.consume_front(Prefix) && !Name.contains("::");
  };
  for (const auto &[Prefix, M] : Prefixes)
    if (Matches(QualifiedName, Prefix) || Matches(Unqualified, Prefix))
      return tell(&M, Prefix + std::string("*"));
  return nullptr;
}

bool ModelSet::hasClass(llvm::StringRef QualifiedName,
                        llvm::function_ref<bool(const Model &)> Is) const {
  auto Written = WrittenNames.find(QualifiedName);
  return llvm::any_of(Methods, [&](const auto &Named) {
    return llvm::any_of(Named.second, [&](const Model &M) {
      return Is(M) && llvm::any_of(M.Classes, [&](llvm::StringRef C) {
               return stored(C) == QualifiedName ||
                      (Written != WrittenNames.end() &&
                       stored(C) == Written->second);
             });
    });
  });
}

bool ModelSet::isTransaction(llvm::StringRef QualifiedName) const {
  return hasClass(QualifiedName, [](const Model &M) { return M.Transaction; });
}

bool ModelSet::isRequest(llvm::StringRef QualifiedName) const {
  return hasClass(QualifiedName, [](const Model &M) {
    return M.What == Operation::RedisCommand;
  });
}

const Model *ModelSet::guard(llvm::StringRef QualifiedName) const {
  auto It = Guards.find(QualifiedName);
  if (It == Guards.end())
    if (auto Written = WrittenNames.find(QualifiedName);
        Written != WrittenNames.end())
      It = Guards.find(Written->second);
  return It == Guards.end() ? nullptr : tell(&It->second, It->first());
}
