//===- main.cpp - clangd with the rules linked in -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// For editors that take one server for a file. clangd loads no modules, but
/// its main function is in a library: this program is that library and
/// tidy/Module.cpp.
///
/// clangd has no headers in the distribution's packages. What is declared here
/// of it is what LLVM 19 and 22 have; the functions that are wrapped are named
/// in CMakeLists.txt, so that a build with a clangd that lacks one does not
/// link.
///
//===----------------------------------------------------------------------===//
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/JSON.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang::clangd {

int clangdMain(int Argc, char *Argv[]);

/// An index on another machine, which would bring gRPC along. clangd takes null
/// for one that cannot be reached.
class SymbolIndex;
struct PublishDiagnosticsParams;
namespace remote {
std::unique_ptr<SymbolIndex> getClient(llvm::StringRef, llvm::StringRef) {
  return nullptr;
}
} // namespace remote

} // namespace clang::clangd

#if LLVM_VERSION_MAJOR < 22
using DefaultChecks =
    llvm::function_ref<void(clang::tidy::ClangTidyOptions &, llvm::StringRef)>;
#else
using DefaultChecks = llvm::unique_function<void(
    clang::tidy::ClangTidyOptions &, llvm::StringRef) const>;
#endif

// The linker's option --wrap lets what clangd calls by these names be the
// functions __wrap_, and what those call as __real_ be clangd's.
#pragma clang diagnostic ignored "-Wreturn-type-c-linkage" // C++ on both sides
extern "C" {

// isFastTidyCheck: clangd runs no check whose time nobody has measured, and
// says nothing of it.
std::optional<bool>
    __real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE(llvm::StringRef);
std::optional<bool>
__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE(llvm::StringRef C) {
  if (C.starts_with("await-"))
    return true;
  return __real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE(C);
}

// provideDefaultChecks: what runs where no configuration names any.
DefaultChecks __real__ZN5clang6clangd20provideDefaultChecksEv();
DefaultChecks __wrap__ZN5clang6clangd20provideDefaultChecksEv() {
  static constexpr auto WithOurs = [](clang::tidy::ClangTidyOptions &Options,
                                      llvm::StringRef File) {
    bool IsConfigured = Options.Checks && !Options.Checks->empty();
    __real__ZN5clang6clangd20provideDefaultChecksEv()(Options, File);
    if (!IsConfigured)
      Options.Checks = Options.Checks.value_or("") + ",await-*";
  };
  return WithOurs;
}

// toJSON of the diagnostics of a file: of every check clangd takes it that
// clang.llvm.org has a page with its name. No link is better than a dead one.
using Diagnostics = clang::clangd::PublishDiagnosticsParams;
llvm::json::Value
__real__ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE(
    const Diagnostics &);
llvm::json::Value
__wrap__ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE(
    const Diagnostics &D) {
  llvm::json::Value Out =
      __real__ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE(D);
  llvm::json::Object *Params = Out.getAsObject();
  if (llvm::json::Array *All =
          Params ? Params->getArray("diagnostics") : nullptr)
    for (llvm::json::Value &V : *All)
      if (llvm::json::Object *One = V.getAsObject();
          One && One->getString("code").value_or("").starts_with("await-"))
        One->erase("codeDescription");
  return Out;
}
}

int main(int Argc, char **Argv) {
  std::vector<char *> Args(Argv, Argv + Argc);
  // clangd looks for Clang's own headers beside itself. What comes later on the
  // command line wins.
  std::string Headers = "--resource-dir=" AWAIT_TIDY_RESOURCE_DIR;
  if (llvm::none_of(Args, [](llvm::StringRef A) {
        return A.ltrim('-').starts_with("resource-dir");
      }))
    Args.insert(Args.begin() + 1, Headers.data());
  Args.push_back(nullptr);
  return clang::clangd::clangdMain(Args.size() - 1, Args.data());
}
