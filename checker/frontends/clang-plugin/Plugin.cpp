//===- Plugin.cpp - The compiler plugin -----------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clang++ -fplugin=await-tidy-plugin.so: the findings are warnings of the
/// compiler, after its own. Options are -fplugin-arg-await-tidy-<option>.
///
//===----------------------------------------------------------------------===//
#include "Analyze.h"
#include "base/Nearest.h"
#include "findings/FindingSet.h"
#include "findings/RuleSelection.h"
#include "findings/SourceFiles.h"
#include "findings/Suppressions.h"
#include "frontends/HostDiagnostics.h"
#include "models/Model.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <set>

using namespace clang;

namespace await_tidy {
namespace {

constexpr const char *HelpText =
    R"(Options of the plugin, each as -fplugin-arg-await-tidy-<option>:
  rules=GLOBS             the rules to run, e.g. rules=await-stale-write
  min-confidence=LEVEL    low, medium (default) or high
  models=FILE             what functions of a library do; may be repeated
  no-fix                  no fix-its
  help                    this text
)";

struct PluginOptions {
  AnalysisOptions Analysis;
  bool WithFixes = true;
};

class Consumer : public ASTConsumer {
public:
  Consumer(const PluginOptions &Options, FileManager &Disk)
      : Options(Options), Disk(Disk) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    DiagnosticsEngine &Diags = Context.getDiagnostics();
    // Clang 19 maps only its own warnings; -w and -Werror are ours to obey.
    if (Diags.getIgnoreAllWarnings())
      return;
    AnalysisResult Result = analyzeTranslationUnit(Context, Options.Analysis);

    // Through the compiler's own files: some may exist in memory only.
    SourceFiles Files(
        [this](const std::string &Path) -> std::optional<std::string> {
          auto Buffer = Disk.getBufferForFile(Path);
          if (!Buffer)
            return std::nullopt;
          return (*Buffer)->getBuffer().str();
        });
    Suppressions Silenced(Files);
    FindingSet Shown;
    for (const Finding &F : Shown.addNew(std::move(Result.Findings)))
      if (!Silenced.cover(F))
        report(F, Diags);
    for (const Notice &N : Result.Notices)
      if (N.LeftOut)
        Diags.Report(
            hostLocation(N.Where),
            Diags.getCustomDiagID(DiagnosticsEngine::Remark, "await-tidy: %0"))
            << N.Text;
  }

private:
  void report(const Finding &F, DiagnosticsEngine &Diags) {
    // A diagnostic of its own per rule, so that the name is part of it.
    std::string WithRule = fmt::format("%0 [{}]", F.Rule);
    unsigned Warning = Diags.getDiagnosticIDs()->getCustomDiagID(
        Diags.getWarningsAsErrors() ? DiagnosticIDs::Error
                                    : DiagnosticIDs::Warning,
        WithRule);
    unsigned Note =
        Diags.getDiagnosticIDs()->getCustomDiagID(DiagnosticIDs::Note, "%0");
    reportToHost(F, Options.WithFixes,
                 [&](SourceLocation Where, DiagnosticIDs::Level Level) {
                   return Diags.Report(
                       Where, Level == DiagnosticIDs::Note ? Note : Warning);
                 });
  }

  PluginOptions Options;
  FileManager &Disk;
};

class Action : public PluginASTAction {
protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 StringRef) override {
    return std::make_unique<Consumer>(Options, CI.getFileManager());
  }

  ActionType getActionType() override { return AddAfterMainAction; }

  bool ParseArgs(const CompilerInstance &CI,
                 const std::vector<std::string> &Args) override {
    for (StringRef Arg : Args) {
      if (llvm::Error E = parse(Arg)) {
        DiagnosticsEngine &Diags = CI.getDiagnostics();
        Diags.Report(Diags.getCustomDiagID(DiagnosticsEngine::Error,
                                           "await-tidy plugin: %0"))
            << llvm::toString(std::move(E));
        return false;
      }
    }
    return true;
  }

private:
  llvm::Error parse(StringRef Arg) {
    // The driver takes what follows the first dash of await-tidy-<option> for
    // the option.
    Arg.consume_front("tidy-");
    auto [Name, Value] = Arg.split('=');
    if (Name == "rules") {
      // A list of names means these alone; a list that begins with `-` changes
      // the default, as in clang-tidy.
      std::string Globs = (Value.starts_with("-") ? "" : "-*,") + Value.str();
      auto Rules = selectRules(Globs);
      if (!Rules)
        return Rules.takeError();
      Options.Analysis.Rules = std::move(*Rules);
      return llvm::Error::success();
    }
    if (Name == "min-confidence") {
      auto Least = parseConfidence(Value);
      if (!Least)
        return Least.takeError();
      Options.Analysis.MinConfidence = *Least;
      return llvm::Error::success();
    }
    if (Name == "models") {
      Models.push_back(Value.str());
      auto Set = ModelSet::withFiles(Models);
      if (!Set)
        return Set.takeError();
      Options.Analysis.Models =
          std::make_shared<const ModelSet>(std::move(*Set));
      return llvm::Error::success();
    }
    if (Arg == "no-fix") {
      Options.WithFixes = false;
      return llvm::Error::success();
    }
    if (Arg == "help") {
      llvm::errs() << HelpText;
      return llvm::Error::success();
    }
    std::string Hint =
        "the options are rules=, min-confidence=, models=, no-fix, help";
    if (auto Near = nearest(
            Name, {"rules", "min-confidence", "models", "no-fix", "help"}))
      Hint = fmt::format("did you mean '{}'?", *Near);
    return llvm::createStringError(
        fmt::format("unknown option '{}'; {}", Arg.str(), Hint));
  }

  PluginOptions Options;
  std::vector<std::string> Models; ///< files
};

// Not "await-tidy": the driver allows no dash in the name of a plugin.
FrontendPluginRegistry::Add<Action>
    Registration("await", "Finds check-then-act across co_await.");

} // namespace
} // namespace await_tidy
