//===- Module.cpp - The clang-tidy module ---------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clang-tidy -load=await-tidy-module.so -checks='-*,await-*'
///
/// A rule that is off by default runs only where its name stands in the list of
/// checks, not by `await-*`, or with the option `<rule>.Enabled: true`.
///
/// Files that say what functions of a library do: the global option
/// `AwaitTidyModels`, paths with `;` between them, looked for in the current
/// folder and above it. All rules share one analysis, so that `<rule>.Models`
/// of one is for all.
///
/// One check per rule over one analysis per translation unit. NOLINT, line
/// filters, -warnings-as-errors and --fix are clang-tidy's own work.
///
//===----------------------------------------------------------------------===//
#include "Analyze.h"
#include "Rule.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "findings/RuleSelection.h"
#include "frontends/HostDiagnostics.h"
#include "models/Model.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <map>
#include <memory>
#if CLANG_VERSION_MAJOR < 22
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif

using namespace clang;

template <> struct tidy::OptionEnumMapping<await_tidy::Confidence> {
  static ArrayRef<std::pair<await_tidy::Confidence, StringRef>>
  getEnumMapping() {
    static constexpr std::pair<await_tidy::Confidence, StringRef> Names[] = {
        {await_tidy::Confidence::Low, "low"},
        {await_tidy::Confidence::Medium, "medium"},
        {await_tidy::Confidence::High, "high"}};
    return Names;
  }
};

namespace {
/// A bool by another name: compilers do not agree on the symbol of the host's
/// getter for bool.
enum class Switch { Off, On };
} // namespace

template <> struct tidy::OptionEnumMapping<Switch> {
  static ArrayRef<std::pair<Switch, StringRef>> getEnumMapping() {
    static constexpr std::pair<Switch, StringRef> Names[] = {
        {Switch::Off, "false"}, {Switch::On, "true"}};
    return Names;
  }
};

namespace await_tidy {
namespace {

/// The analysis that all checks of one run share. The first check that is asked
/// runs it, for the rules of all checks that are on.
class SharedAnalysis {
public:
  void enable(std::string_view Rule, Confidence Least) {
    Enabled[Rule] = Least;
    Result.reset();
  }
  void disable(std::string_view Rule) {
    Enabled.erase(Rule);
    Result.reset();
  }
  /// The files of models that all checks use. An error when one cannot be read
  /// or is not understood; asked again, it says so once.
  llvm::Error useModels(StringRef Paths) {
    if (Paths.empty() || Paths == ModelPaths)
      return llvm::Error::success();
    ModelPaths = Paths.str();
    Models.reset();
    std::vector<std::string> Files;
    SmallVector<StringRef, 4> Parts;
    Paths.split(Parts, ';', -1, /*KeepEmpty=*/false);
    for (StringRef Part : Parts)
      Files.push_back(findUpwards(Part.trim()));
    auto Set = ModelSet::withFiles(Files);
    if (!Set)
      return Set.takeError();
    Models = std::make_shared<const ModelSet>(std::move(*Set));
    return llvm::Error::success();
  }

  /// The next translation unit may live at the same address as this one.
  void forget() { Result.reset(); }

  const AnalysisResult &resultFor(ASTContext &Context) {
    if (!Result) {
      AnalysisOptions Options;
      Options.MinConfidence = Confidence::High;
      Options.Models = Models;
      for (auto [Rule, Least] : Enabled) {
        Options.Rules.emplace(Rule);
        Options.MinConfidence = std::min(Options.MinConfidence, Least);
      }
      Result = std::make_unique<AnalysisResult>(
          analyzeTranslationUnit(Context, Options));
    }
    return *Result;
  }

  /// Notices are of no rule: one check speaks for all.
  bool speaksForAll(std::string_view Rule) const {
    return !Enabled.empty() && Enabled.begin()->first == Rule;
  }

private:
  /// clang-tidy does not tell where the .clang-tidy is that names the file.
  static std::string findUpwards(StringRef Path) {
    SmallString<256> Folder;
    if (llvm::sys::path::is_absolute(Path) ||
        llvm::sys::fs::current_path(Folder))
      return Path.str();
    for (StringRef Here = Folder; !Here.empty();
         Here = llvm::sys::path::parent_path(Here)) {
      SmallString<256> File = Here;
      llvm::sys::path::append(File, Path);
      if (llvm::sys::fs::exists(File))
        return File.str().str();
    }
    return Path.str();
  }

  std::map<std::string_view, Confidence> Enabled;
  std::string ModelPaths;
  std::shared_ptr<const ModelSet> Models;
  std::unique_ptr<AnalysisResult> Result;
};

class RuleCheck : public tidy::ClangTidyCheck {
public:
  RuleCheck(const Rule &Which, std::shared_ptr<SharedAnalysis> Shared,
            StringRef Name, tidy::ClangTidyContext *Context)
      : ClangTidyCheck(Name, Context), Which(Which), Shared(std::move(Shared)),
        MinConfidence(Options.get("MinConfidence", Confidence::Medium)),
        Models(
            Options
                .get("Models", Options.getLocalOrGlobal("AwaitTidyModels", ""))
                .str()),
        Enabled(Options.get(
            "Enabled",
            Which.OnByDefault ||
                    isNamed(Context->getOptions().Checks.value_or(""), Which.Id)
                ? Switch::On
                : Switch::Off)) {}

  ~RuleCheck() override {
    if (IsRegistered)
      Shared->disable(Which.Id);
  }

  bool isLanguageVersionSupported(const LangOptions &Lang) const override {
    return Lang.CPlusPlus;
  }

  void storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) override {
    Options.store(Opts, "MinConfidence", MinConfidence);
    Options.store(Opts, "Enabled", Enabled);
    Options.store(Opts, "Models", Models);
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    if (Enabled == Switch::Off)
      return;
    // Only now: checks are also constructed to ask for their options.
    IsRegistered = true;
    Shared->enable(Which.Id, MinConfidence);
    if (llvm::Error E = Shared->useModels(Models))
      configurationDiag("%0", DiagnosticIDs::Error)
          << llvm::toString(std::move(E));
    Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
  }

  void onStartOfTranslationUnit() override { Shared->forget(); }
  void onEndOfTranslationUnit() override { Shared->forget(); }

  void check(const ast_matchers::MatchFinder::MatchResult &Match) override {
    const AnalysisResult &Result = Shared->resultFor(*Match.Context);
    for (const Finding &F : Result.Findings)
      if (F.Rule == Which.Id && F.Sureness >= MinConfidence)
        reportToHost(F, /*WithFixes=*/true,
                     [&](SourceLocation Where, DiagnosticIDs::Level Level) {
                       return diag(Where, "%0", Level);
                     });
    if (Shared->speaksForAll(Which.Id))
      for (const Notice &N : Result.Notices)
        if (N.LeftOut)
          diag(hostLocation(N.Where), "%0", DiagnosticIDs::Remark) << N.Text;
  }

private:
  const Rule &Which;
  std::shared_ptr<SharedAnalysis> Shared;
  Confidence MinConfidence;
  std::string Models;
  Switch Enabled;
  bool IsRegistered = false;
};

class AwaitModule : public tidy::ClangTidyModule {
public:
  void addCheckFactories(tidy::ClangTidyCheckFactories &Factories) override {
    // The module dies after this call; what the checks share lives in the
    // factories.
    auto Shared = std::make_shared<SharedAnalysis>();
    for (const Rule *R : allRules())
      Factories.registerCheckFactory(
          R->Id, [R, Shared](StringRef Name, tidy::ClangTidyContext *Context) {
            return std::make_unique<RuleCheck>(*R, Shared, Name, Context);
          });
  }
};

tidy::ClangTidyModuleRegistry::Add<AwaitModule>
    Registration("await-module", "Finds check-then-act across co_await.");

} // namespace
} // namespace await_tidy
