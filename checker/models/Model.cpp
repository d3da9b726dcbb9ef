//===- Model.cpp - What is known of libraries -----------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "models/Model.h"
#include "models/Embedded.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>

using namespace await_tidy;

namespace {
/// One entry of the list `functions`, `methods` or `guards` as written.
struct Row {
  std::vector<std::string> Name;
  std::vector<std::string> Class;
  Operation Does = Operation::None;
  std::optional<int> Key;
  std::optional<bool> Shared, Drops, Transaction;
  std::optional<Model::Side> End;
};
struct File {
  std::string Library;
  std::vector<Row> Functions, Methods, Guards;
};
} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(Row)

namespace llvm::yaml {
template <> struct ScalarEnumerationTraits<Operation> {
  static void enumeration(IO &In, Operation &V) {
    In.enumCase(V, "none", Operation::None);
    In.enumCase(V, "read", Operation::Read);
    In.enumCase(V, "element", Operation::Element);
    In.enumCase(V, "target", Operation::Target);
    In.enumCase(V, "forward", Operation::Forward);
    In.enumCase(V, "move", Operation::Move);
    In.enumCase(V, "write", Operation::Write);
    In.enumCase(V, "emplace", Operation::Emplace);
    In.enumCase(V, "extremum", Operation::Extremum);
    In.enumCase(V, "reset", Operation::Reset);
    In.enumCase(V, "update", Operation::Update);
    In.enumCase(V, "shrink", Operation::Shrink);
    In.enumCase(V, "insert", Operation::Insert);
    In.enumCase(V, "assign", Operation::Assign);
    In.enumCase(V, "exchange", Operation::Exchange);
    In.enumCase(V, "compare-exchange", Operation::CompareExchange);
    In.enumCase(V, "test-and-set", Operation::TestAndSet);
    In.enumCase(V, "swap", Operation::Swap);
    In.enumCase(V, "fresh", Operation::Fresh);
    In.enumCase(V, "lock", Operation::Lock);
    In.enumCase(V, "lock-shared", Operation::LockShared);
    In.enumCase(V, "try-lock", Operation::TryLock);
    In.enumCase(V, "unlock", Operation::Unlock);
    In.enumCase(V, "acquire", Operation::Acquire);
    In.enumCase(V, "later", Operation::Later);
    In.enumCase(V, "detached", Operation::Detached);
    In.enumCase(V, "sql", Operation::Sql);
    In.enumCase(V, "find-row", Operation::FindRow);
    In.enumCase(V, "save-row", Operation::SaveRow);
    In.enumCase(V, "add-row", Operation::AddRow);
    In.enumCase(V, "remove-row", Operation::RemoveRow);
    In.enumCase(V, "lock-row", Operation::LockRow);
  }
};
template <> struct ScalarEnumerationTraits<Model::Side> {
  static void enumeration(IO &In, Model::Side &V) {
    In.enumCase(V, "front", Model::Front);
    In.enumCase(V, "back", Model::Back);
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

llvm::Error ModelSet::add(llvm::StringRef FileName, llvm::StringRef Text) {
  std::string Problem;
  auto Collect = [](const llvm::SMDiagnostic &D, void *Out) {
    llvm::raw_string_ostream OS(*static_cast<std::string *>(Out));
    D.print(nullptr, OS, /*ShowColors=*/false);
  };
  llvm::yaml::Input In(llvm::MemoryBufferRef(Text, FileName), nullptr, Collect,
                       &Problem);
  File F;
  In >> F;
  if (In.error()) {
    // Of an empty document the reader says nothing.
    if (Problem.empty())
      Problem = (FileName + ": there is no document in it; one begins with "
                            "'library: <name>'")
                    .str();
    return llvm::createStringError(In.error(), "%s", Problem.c_str());
  }
  auto Make = [&](const Row &R) {
    Model M;
    M.Library = F.Library;
    M.What = R.Does;
    M.Key = R.Key.value_or(-1);
    M.Shared = R.Shared.value_or(false);
    M.Drops = R.Drops.value_or(false);
    M.Transaction = R.Transaction.value_or(false);
    M.End = R.End.value_or(Model::NoEnd);
    M.Classes = R.Class;
    return M;
  };
  for (const Row &R : F.Functions)
    for (llvm::StringRef N : R.Name)
      if (N.consume_back("*"))
        Prefixes.push_back({N.str(), Make(R)});
      else
        Functions[N] = Make(R);
  for (const Row &R : F.Methods)
    for (const std::string &N : R.Name) {
      auto &Rows = Methods[N];
      Rows.push_back(Make(R));
      llvm::stable_sort(Rows, [](const Model &A, const Model &B) {
        return llvm::none_of(A.Classes, isStructural) >
               llvm::none_of(B.Classes, isStructural);
      });
    }
  for (const Row &R : F.Guards)
    for (const std::string &N : R.Name) {
      Guards[N] = Make(R);
      Guards[N].What = Operation::Guard;
    }
  return llvm::Error::success();
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
    for (const std::string &C : M.Classes)
      if (C == "any" || IsClass(C))
        return &M;
  return nullptr;
}

const Model *ModelSet::function(llvm::StringRef QualifiedName) const {
  if (auto It = Functions.find(QualifiedName); It != Functions.end())
    return &It->second;
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
      return &M;
  return nullptr;
}

bool ModelSet::isTransaction(llvm::StringRef QualifiedName) const {
  return llvm::any_of(Methods, [&](const auto &Named) {
    return llvm::any_of(Named.second, [&](const Model &M) {
      return M.Transaction && llvm::is_contained(M.Classes, QualifiedName);
    });
  });
}

const Model *ModelSet::guard(llvm::StringRef QualifiedName) const {
  auto It = Guards.find(QualifiedName);
  return It == Guards.end() ? nullptr : &It->second;
}
