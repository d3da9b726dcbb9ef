//===- Doors.cpp - The front-ends, as a user starts them ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Doors.h"

#include <algorithm>
#include <cctype>

namespace fs = std::filesystem;

namespace await_tidy::test {

const fs::path &sourceRoot() {
  static const fs::path Root = AWAIT_TIDY_SOURCE_DIR;
  return Root;
}

std::string commandPath() { return AWAIT_TIDY_COMMAND; }
std::string tidyModulePath() { return AWAIT_TIDY_MODULE; }
std::string pluginPath() { return AWAIT_TIDY_PLUGIN; }
std::string clangTidyPath() { return CLANG_TIDY; }
std::string clangPath() { return CLANGXX; }

const std::vector<std::string> &ruleIds() {
  static const std::vector<std::string> Ids = [] {
    std::vector<std::string> Result;
    for (const auto &Entry : fs::directory_iterator(sourceRoot() / "rules"))
      if (Entry.path().extension() == ".cpp" &&
          Entry.path().stem().string().rfind("await-", 0) == 0)
        Result.push_back(Entry.path().stem().string());
    std::sort(Result.begin(), Result.end());
    return Result;
  }();
  return Ids;
}

Words concat(std::initializer_list<Words> Parts) {
  Words Result;
  for (const Words &Part : Parts)
    Result.insert(Result.end(), Part.begin(), Part.end());
  return Result;
}

namespace {

struct KeyValue {
  std::string Key, Value;
};

/// "--min-confidence=low" as ("min-confidence", "low"); a lone "--x" is true.
KeyValue keyValue(std::string_view Argument) {
  while (!Argument.empty() && Argument.front() == '-')
    Argument.remove_prefix(1);
  size_t Equals = Argument.find('=');
  if (Equals == Argument.npos)
    return {std::string(Argument), "true"};
  return {std::string(Argument.substr(0, Equals)),
          std::string(Argument.substr(Equals + 1))};
}

/// "min-confidence" as clang-tidy spells options: "MinConfidence".
std::string camelCase(std::string_view Key) {
  std::string Result;
  bool Up = true;
  for (char C : Key) {
    if (C == '-') {
      Up = true;
      continue;
    }
    Result += Up ? static_cast<char>(std::toupper((unsigned char)C)) : C;
    Up = false;
  }
  return Result;
}

/// The arguments as a configuration in which every rule has every option.
std::string checkOptions(const Words &Args) {
  std::string Result = "{CheckOptions: {";
  const char *Separator = "";
  for (const std::string &Argument : Args) {
    KeyValue KV = keyValue(Argument);
    if (KV.Key == "checks") // clang-tidy's own option
      continue;
    for (const std::string &Rule : ruleIds()) {
      Result +=
          Separator + Rule + "." + camelCase(KV.Key) + ": '" + KV.Value + "'";
      Separator = ", ";
    }
  }
  return Result + "}}";
}

ProcessOptions inSourceRoot() {
  ProcessOptions O;
  O.Directory = sourceRoot();
  return O;
}

} // namespace

ProcessResult runCommand(const Job &J) {
  return run(
      concat(
          {{commandPath(), "--color=never"}, J.Args, {J.File, "--"}, J.Flags}),
      inSourceRoot());
}

ProcessResult runClangTidy(const Job &J, const Words &Extra) {
  // clang-tidy refuses an option that is given twice: the caller's wins.
  Words Options;
  std::string Checks = "-checks=-*,await-*";
  for (const std::string &Argument : J.Args)
    if (KeyValue KV = keyValue(Argument); KV.Key == "checks")
      Checks += "," + KV.Value;
  for (const std::string &Default :
       {Checks, std::string("-header-filter=.*"), std::string("-quiet"),
        "-config=" + checkOptions(J.Args)}) {
    std::string Name = Default.substr(0, Default.find('='));
    if (std::none_of(Extra.begin(), Extra.end(), [&](const std::string &E) {
          return E.substr(0, E.find('=')) == Name;
        }))
      Options.push_back(Default);
  }
  return run(concat({{clangTidyPath(), "-load=" + tidyModulePath()},
                     Options,
                     Extra,
                     {J.File, "--"},
                     J.Flags}),
             inSourceRoot());
}

ProcessResult runPlugin(const Job &J, const Words &Extra) {
  Words Args;
  for (const std::string &Argument : J.Args) {
    KeyValue KV = keyValue(Argument);
    if (KV.Key == "checks") // a list that begins with `-` changes the default
      KV = {"rules", "-*,await-*," + KV.Value};
    Args.push_back("-fplugin-arg-await-tidy-" + KV.Key + "=" + KV.Value);
  }
  return run(concat({{clangPath(), "-fsyntax-only", "-fno-color-diagnostics",
                      "-fplugin=" + pluginPath()},
                     Args,
                     Extra,
                     J.Flags,
                     {J.File}}),
             inSourceRoot());
}

} // namespace await_tidy::test
