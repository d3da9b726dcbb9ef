//===- ClangFlags.cpp - Makes a compile command one for our Clang ---------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/ClangFlags.h"
#include "frontends/cli/Options.h"
#include "clang/Basic/Version.h"
#if CLANG_VERSION_MAJOR >= 22
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#endif
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include <set>

using namespace llvm;
using namespace clang::tooling;
#if CLANG_VERSION_MAJOR >= 22
namespace options = clang::options;
using clang::getDriverOptTable;
#else
namespace options = clang::driver::options;
using clang::driver::getDriverOptTable;
#endif

namespace await_tidy {

/// Whether a flag that Clang knows would still only get in the way.
static bool isUnwanted(const opt::Arg &A, StringRef Spelling) {
  // A warning is no reason not to analyse. Only these two: a -Wno-... may be
  // there because without it the file does not parse.
  if (Spelling.starts_with("-Werror") || Spelling == "-pedantic-errors")
    return true;
  // Which processors a device has is asked of a program, and these say which
  // one. Nothing that a project names is run; device code is not analysed.
  if (A.getOption().matches(options::OPT_offload_arch_EQ) ||
      A.getOption().matches(options::OPT_nvptx_arch_tool_EQ) ||
      A.getOption().matches(options::OPT_amdgpu_arch_tool_EQ) ||
      A.getOption().matches(options::OPT_fopenmp_targets_EQ))
    return true;
  // Their values differ between compilers, and they do not change the source.
  return A.getOption().matches(options::OPT_fsanitize_EQ) ||
         A.getOption().matches(options::OPT_flto_EQ);
}

/// Drops what Clang's driver does not know, e.g. flags of g++ alone. Asking its
/// option table needs no list that grows old.
static CommandLineArguments
dropForeignFlags(const CommandLineArguments &Command,
                 std::vector<std::string> &Unknown) {
  // The flags of clang-cl are another language.
  if (is_contained(Command, "--driver-mode=cl"))
    return Command;
  SmallVector<const char *, 64> Argv;
  for (const std::string &Arg : ArrayRef(Command).drop_front())
    Argv.push_back(Arg.c_str());
  unsigned MissingIndex, MissingCount;
  opt::InputArgList Parsed = getDriverOptTable().ParseArgs(
      Argv, MissingIndex, MissingCount, opt::Visibility(options::ClangOption));
  std::set<unsigned> Dropped;
  for (const opt::Arg *A : Parsed) {
    bool IsUnknown = A->getOption().matches(options::OPT_UNKNOWN);
    if (IsUnknown)
      Unknown.push_back(Argv[A->getIndex()]);
    if (IsUnknown || isUnwanted(*A, Argv[A->getIndex()]))
      Dropped.insert(A->getIndex());
  }

  CommandLineArguments Kept{Command.front()};
  for (const auto &[Index, Arg] : enumerate(ArrayRef(Command).drop_front()))
    if (!Dropped.count(Index))
      Kept.push_back(Arg);
  return Kept;
}

std::vector<std::string> adaptToClang(std::vector<std::string> Command,
                                      StringRef File,
                                      ArrayRef<std::string> FromConfig,
                                      const CommandLine &Options,
                                      std::vector<std::string> &Unknown) {
  if (Command.empty())
    Command.push_back("clang");
  // Without carets Clang also keeps its count of errors to itself.
  CommandLineArguments More{"-w", "-fno-caret-diagnostics"};
  bool HasResources = any_of(
      Command, [](StringRef Arg) { return Arg.starts_with("-resource-dir"); });
  if (!Options.ResourceDirectory.empty())
    More.push_back("-resource-dir=" + Options.ResourceDirectory);
  else if (!HasResources)
    More.push_back("-resource-dir=" AWAIT_TIDY_RESOURCE_DIR);
  append_range(More, Options.ExtraArgs);

  ArgumentsAdjuster DropForeignFlags = [&](const CommandLineArguments &Args,
                                           StringRef) {
    return dropForeignFlags(Args, Unknown);
  };
  // First, so that the others see them.
  ArgumentsAdjuster Adjust = getInsertArgumentAdjuster(
      CommandLineArguments(FromConfig.begin(), FromConfig.end()),
      ArgumentInsertPosition::END);
  for (ArgumentsAdjuster Next :
       {getClangStripOutputAdjuster(), getClangStripDependencyFileAdjuster(),
        getStripPluginsAdjuster(), DropForeignFlags,
        getClangSyntaxOnlyAdjuster(),
        getInsertArgumentAdjuster(More, ArgumentInsertPosition::END)})
    Adjust = combineAdjusters(std::move(Adjust), std::move(Next));
  return Adjust(Command, File);
}

} // namespace await_tidy
