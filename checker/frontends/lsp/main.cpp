//===- main.cpp - The language server -------------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/AnalysisFor.h"
#include "frontends/cli/Config.h"
#include "frontends/cli/Options.h"
#include "frontends/lsp/Server.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace llvm;
using namespace await_tidy;

static int fail(const std::string &Text) {
  errs() << "await-tidyd: error: " << Text << '\n';
  return 2;
}

static const char Usage[] =
    "Findings of await-tidy while you type: a server of the Language Server\n"
    "Protocol on standard input and output. An editor starts it.\n\n"
    "Usage: await-tidyd [options] [-- FLAGS]\n\n"
    "Options are those of await-tidy that say how to analyse: --checks,\n"
    "--min-confidence, -p, --extra-arg, --resource-dir, --models; without -p,\n"
    "compile_commands.json is looked for upwards from each file.\n";

int main(int Argc, char **Argv) {
  std::vector<StringRef> Args(Argv + 1, Argv + Argc);
  // Which files there are, the client says: this one stands for them.
  Args.insert(Args.begin(), "document");
  Expected<CommandLine> Options = parseCommandLine(Args);
  if (!Options)
    return fail(toString(Options.takeError()));
  if (Options->What == Task::Help) {
    outs() << Usage;
    return 0;
  }
  if (Options->What == Task::Version) {
    outs() << "await-tidyd " AWAIT_TIDY_VERSION " (Clang " CLANG_VERSION_STRING
              ")\n";
    return 0;
  }
  if (Options->Files.size() != 1)
    return fail(
        fmt::format("'{}' is not an option; the editor says which files "
                    "are open",
                    Options->Files[1]));
  if (Options->What != Task::Analyze || Options->Fix)
    return fail("that is an option of the command await-tidy");

  // Better now, on the editor's log, than with every file.
  if (Expected<AnalysisOptions> A = analysisOptions(*Options, {}); !A)
    return fail(toString(A.takeError()));
  return serve(stdin, outs(), *Options);
}
