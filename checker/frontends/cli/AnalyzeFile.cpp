//===- AnalyzeFile.cpp - Parses and analyses one compilation --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/AnalyzeFile.h"
#include "base/Encoding.h"
#include "findings/Paths.h"
#include "frontends/cli/CompileCommands.h"
#include "frontends/cli/CrashGuard.h"
#include "frontends/cli/Interrupt.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <fmt/format.h>
#include <map>

using namespace clang;

namespace await_tidy {
namespace {

/// Whether the body of \p F tells if a co_await suspends.
bool isOfCoroutineProtocol(const FunctionDecl &F) {
  DeclarationName Name = F.getDeclName();
  if (Name.getCXXOverloadedOperator() == OO_Coawait)
    return true;
  const IdentifierInfo *Id = Name.getAsIdentifierInfo();
  return Id && llvm::StringSwitch<bool>(Id->getName())
                   .Cases("await_ready", "await_suspend", "await_resume", true)
                   .Cases("initial_suspend", "final_suspend", true)
                   .Cases("await_transform", "yield_value", true)
                   .Default(false);
}

// Most of a file that uses a coroutine library is bodies of that library: half
// of the time goes into them, and the analysis looks at none but these.
bool isBodySkipped(Decl *D) {
  const FunctionDecl *F = D->getAsFunction();
  if (!F || isOfCoroutineProtocol(*F))
    return false;
  return D->getASTContext().getSourceManager().isInSystemHeader(
      D->getLocation());
}

class Consumer : public ASTConsumer {
public:
  Consumer(const AnalysisOptions &Options, const std::string &Header,
           Stopper &Stop, FileOutcome &Outcome)
      : Options(Options), Header(Header), Stop(Stop), Outcome(Outcome) {}

  bool HandleTopLevelDecl(DeclGroupRef D) override {
    // Also of each function that was instantiated.
    return D.isNull() ||
           !Stop.stops((*D.begin())->getASTContext().getDiagnostics());
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (Stop.stops(Context.getDiagnostics()))
      return;
    if (!Header.empty()) {
      const SourceManager &SM = Context.getSourceManager();
      OptionalFileEntryRef File =
          SM.getFileManager().getOptionalFileRef(Header);
      if (!File || SM.translateFile(*File).isInvalid()) {
        Outcome.LacksHeader = true;
        return;
      }
    }
    Outcome.Analysis = analyzeTranslationUnit(Context, Options);
    Outcome.IsAnalysed = true;
  }

  bool shouldSkipFunctionBody(Decl *D) override { return isBodySkipped(D); }

private:
  const AnalysisOptions &Options;
  const std::string &Header;
  Stopper &Stop;
  FileOutcome &Outcome;
};

class Action : public ASTFrontendAction {
public:
  Action(const AnalysisOptions &Options, const std::string &Header,
         Stopper &Stop, FileOutcome &Outcome)
      : Options(Options), Header(Header), Stop(Stop), Outcome(Outcome) {}

protected:
  bool BeginInvocation(CompilerInstance &CI) override {
    CI.getFrontendOpts().SkipFunctionBodies = true;
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 llvm::StringRef) override {
    return std::make_unique<Consumer>(Options, Header, Stop, Outcome);
  }

  bool BeginSourceFileAction(CompilerInstance &CI) override {
    Stop.watch(CI.getPreprocessor());
    return true;
  }

private:
  const AnalysisOptions &Options;
  const std::string &Header;
  Stopper &Stop;
  FileOutcome &Outcome;
};

/// Keeps the errors, to show them the way findings are shown.
class ErrorCollector : public DiagnosticConsumer {
public:
  explicit ErrorCollector(FileOutcome &Outcome) : Outcome(Outcome) {}

  void BeginSourceFile(const LangOptions &L, const Preprocessor *) override {
    Lang = &L;
  }
  void EndSourceFile() override { Lang = nullptr; }

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    bool IsError = Level >= DiagnosticsEngine::Error;
    bool IsItsNote = Level == DiagnosticsEngine::Note && LastWasError;
    if (Level != DiagnosticsEngine::Note)
      LastWasError = IsError;
    if (!IsError && !IsItsNote)
      return;
    Outcome.Errors += IsError;
    SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    Outcome.Messages.push_back(
        {IsError ? Label::Error : Label::Note, spanOf(Info), Text.str().str()});
  }

private:
  SourceSpan spanOf(const Diagnostic &Info) const {
    SourceSpan S;
    if (!Info.hasSourceManager() || Info.getLocation().isInvalid())
      return S;
    const SourceManager &SM = Info.getSourceManager();
    SourceLocation Begin = SM.getExpansionLoc(Info.getLocation());
    auto [File, Offset] = SM.getDecomposedLoc(Begin);
    OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
    if (!Entry)
      return S;
    S.File = Entry->getName().str();
    S.Line = S.EndLine = SM.getLineNumber(File, Offset);
    S.Column = SM.getColumnNumber(File, Offset);
    S.Offset = Offset;
    unsigned Length = Lang ? Lexer::MeasureTokenLength(Begin, SM, *Lang) : 1;
    S.EndColumn = S.Column + Length;
    S.EndOffset = S.Offset + Length;
    return S;
  }

  FileOutcome &Outcome;
  const LangOptions *Lang = nullptr;
  bool LastWasError = false;
};

class BodiesSkipped : public PreambleCallbacks {
public:
  explicit BodiesSkipped(Stopper *Stop = nullptr) : Stop(Stop) {}

private:
  bool shouldSkipFunctionBody(Decl *D) override { return isBodySkipped(D); }
  void BeforeExecute(CompilerInstance &CI) override {
    if (Stop)
      Stop->watch(CI.getPreprocessor());
  }

  Stopper *Stop;
};

} // namespace

struct Preamble::Data {
  CompileJob Job;
  std::optional<PrecompiledPreamble> Built;
  FileOutcome Errors; ///< of the includes; nothing else of it is used
};

Preamble::Preamble() = default;
Preamble::~Preamble() = default;
Preamble::Preamble(Preamble &&) noexcept = default;
Preamble &Preamble::operator=(Preamble &&) noexcept = default;

namespace {

llvm::ErrorOr<PrecompiledPreamble>
buildPreamble(CompilerInvocation Invocation, const llvm::MemoryBuffer &Main,
              PreambleBounds Bounds,
              const IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
              std::shared_ptr<PCHContainerOperations> Containers,
              DiagnosticConsumer &Client, Stopper *Stop = nullptr) {
  Invocation.getFrontendOpts().SkipFunctionBodies = true;
  DiagnosticOptions &Options = Invocation.getDiagnosticOpts();
#if CLANG_VERSION_MAJOR >= 21
  IntrusiveRefCntPtr<DiagnosticsEngine> Engine =
      CompilerInstance::createDiagnostics(*Files, Options, &Client,
                                          /*ShouldOwnClient=*/false);
#else
  IntrusiveRefCntPtr<DiagnosticsEngine> Owned =
      CompilerInstance::createDiagnostics(&Options, &Client,
                                          /*ShouldOwnClient=*/false);
  DiagnosticsEngine &Engine = *Owned;
#endif
  BodiesSkipped Callbacks(Stop);
  return PrecompiledPreamble::Build(
      Invocation, &Main, Bounds, Engine, Files, std::move(Containers),
      /*StoreInMemory=*/true, /*StoragePath=*/"", Callbacks);
}

struct MainFile {
  std::string Path;
  std::unique_ptr<llvm::MemoryBuffer> Text;
  PreambleBounds Bounds;
};

/// What \p Invocation compiles; nothing if it has no includes at its top.
std::optional<MainFile> mainFile(const CompilerInvocation &Invocation,
                                 llvm::vfs::FileSystem &Files) {
  const FrontendOptions &Asked = Invocation.getFrontendOpts();
  if (Asked.Inputs.size() != 1 || !Asked.Inputs.front().isFile())
    return std::nullopt;
  std::string Path = Asked.Inputs.front().getFile().str();
  auto Text = Files.getBufferForFile(Path);
  if (!Text)
    return std::nullopt;
  PreambleBounds Bounds =
      ComputePreambleBounds(Invocation.getLangOpts(), **Text, 0);
  if (Bounds.Size == 0)
    return std::nullopt;
  return MainFile{std::move(Path), std::move(*Text), Bounds};
}

/// Makes \p Invocation take the includes from \p Kept, which is brought up to
/// date before. Without success all is parsed as if there were no preamble.
void usePreamble(Preamble::Data &Kept, CompilerInvocation &Invocation,
                 IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
                 std::shared_ptr<PCHContainerOperations> Containers,
                 const Interrupt *Newer, FileOutcome &Outcome) {
  std::optional<MainFile> Main = mainFile(Invocation, *Files);
  if (!Main)
    return;
  const PreambleBounds Bounds = Main->Bounds;
  Outcome.Includes = FileOutcome::Reused;
  if (!Kept.Built ||
      !Kept.Built->CanReuse(Invocation, *Main->Text, Bounds, *Files)) {
    Outcome.Includes = FileOutcome::AsText;
    Kept.Built.reset();
    Kept.Errors = FileOutcome();
    ErrorCollector Errors(Kept.Errors);
    // A change behind the includes leaves them as they are, and who types on
    // needs them.
    Stopper Stop(Newer, Kept.Job.Header.empty() ? Bounds.Size : SIZE_MAX);
    llvm::ErrorOr<PrecompiledPreamble> Built =
        buildPreamble(Invocation, *Main->Text, Bounds, Files,
                      std::move(Containers), Errors, &Stop);
    if (!Built || Stop.HasStopped)
      return;
    Outcome.Includes = FileOutcome::Made;
    Kept.Built.emplace(std::move(*Built));
  }
  llvm::append_range(Outcome.Messages, Kept.Errors.Messages);
  Outcome.Errors += Kept.Errors.Errors;
  Kept.Built->AddImplicitPreamble(Invocation, Files, Main->Text.release());
}

/// The same with what is kept on the disk. \p Watch is below \p Files.
void useKept(KeptIncludes &Kept, const CompileJob &Job, FileWatch &Watch,
             CompilerInvocation &Invocation,
             IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files,
             std::shared_ptr<PCHContainerOperations> Containers,
             std::unique_ptr<llvm::MemoryBuffer> &KeepAlive,
             FileOutcome &Outcome) {
  std::optional<MainFile> Main = mainFile(Invocation, *Files);
  if (!Main)
    return;
  const PreambleBounds Bounds = Main->Bounds;
  Encoder Name;
  Name(Job.Directory, Job.Arguments, Job.Header,
       Main->Text->getBuffer().take_front(Bounds.Size).str(),
       Bounds.PreambleEndsAtStartOfLine);
  std::optional<KeptIncludes::Parsed> Found = Kept.find(Name.Bytes);
  Outcome.Includes = FileOutcome::Reused;
  if (!Found) {
    if (!Kept.mayMake())
      return void(Outcome.Includes = FileOutcome::AsText);
    FileOutcome OfIncludes;
    ErrorCollector Errors(OfIncludes);
    llvm::ErrorOr<PrecompiledPreamble> Built = buildPreamble(
        Invocation, *Main->Text, Bounds, Files, std::move(Containers), Errors);
    std::optional<Dependencies> Seen = Watch.seen(Main->Path);
    if (!Built || !Seen)
      return void(Outcome.Includes = FileOutcome::AsText);
    // It does not hand out its bytes, but the file that they are in.
    CompilerInvocation Scratch(Invocation);
    IntrusiveRefCntPtr<llvm::vfs::FileSystem> WithAst = Files;
    std::unique_ptr<llvm::MemoryBuffer> Text =
        llvm::MemoryBuffer::getMemBuffer("", Main->Path);
    Built->AddImplicitPreamble(Scratch, WithAst, Text.get());
    auto Ast = WithAst->getBufferForFile(
        Scratch.getPreprocessorOpts().ImplicitPCHInclude);
    if (!Ast)
      return void(Outcome.Includes = FileOutcome::AsText);
    Found.emplace();
    Found->File = llvm::MemoryBuffer::getMemBufferCopy((*Ast)->getBuffer());
    Found->Ast = Found->File->getBuffer();
    Found->Seen = std::move(*Seen);
    Found->Messages = std::move(OfIncludes.Messages);
    Found->Errors = OfIncludes.Errors;
    Kept.keep(Name.Bytes, *Found);
    Outcome.Includes = FileOutcome::Made;
  }
  Watch.add(Found->Seen);
  llvm::append_range(Outcome.Messages, Found->Messages);
  Outcome.Errors += Found->Errors;

  // What PrecompiledPreamble sets. Its own check of the files that went into it
  // is left out; Kept has made a stricter one.
  constexpr const char *Path = "/await-tidy-includes/kept.pch";
  auto InMemory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  InMemory->addFile(Path, 0,
                    llvm::MemoryBuffer::getMemBuffer(
                        Found->Ast, Path, /*RequiresNullTerminator=*/false));
  auto Both = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(Files);
  Both->pushOverlay(InMemory);
  Files = Both;
  PreprocessorOptions &Opts = Invocation.getPreprocessorOpts();
  Opts.addRemappedFile(Main->Path, Main->Text.release());
  Opts.PrecompiledPreambleBytes = {Bounds.Size,
                                   Bounds.PreambleEndsAtStartOfLine};
  Opts.DisablePCHOrModuleValidation = DisableValidationForModuleKind::PCH;
  Opts.UsePredefines = false;
  Opts.ImplicitPCHInclude = Path;
  KeepAlive = std::move(Found->File);
}

/// Runs one Action, whatever the flags ask for: they come from the analysed
/// project, which is not trusted. The driver's flags that load code or write
/// files are dropped before (ClangFlags.cpp); those that went past the driver,
/// after -Xclang, arrive here. What a new version of Clang adds is met by
/// keeping only what a parse needs.
class SealedActions : public tooling::FrontendActionFactory {
public:
  SealedActions(const AnalysisOptions &Options, const std::string &Header,
                FileOutcome &Outcome, Preamble::Data *Includes,
                const CompileJob &Job, FileWatch *Watch,
                const AnalyzeWith &With)
      : Options(Options), Header(Header), Outcome(Outcome), Includes(Includes),
        Job(Job), Kept(With.Record ? With.Record->Includes : nullptr),
        Watch(Watch), Newer(With.Newer), LeaveMemory(With.LeaveMemory),
        Stop(Newer, SIZE_MAX) {}

  bool hasStopped() const { return Stop.HasStopped; }

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Options, Header, Stop, Outcome);
  }

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> Containers,
                     DiagnosticConsumer *Consumer) override {
    FrontendOptions &Asked = Invocation->getFrontendOpts();
    FrontendOptions Sealed;
    Sealed.Inputs = Asked.Inputs;
    Sealed.DashX = Asked.DashX;
    Sealed.ModuleFiles = Asked.ModuleFiles;
    Sealed.ModuleMapFiles = Asked.ModuleMapFiles;
    Sealed.AuxTriple = Asked.AuxTriple;
    Sealed.ProgramAction = frontend::ParseSyntaxOnly;
    Sealed.DisableFree = LeaveMemory;
    Asked = Sealed;

    Invocation->getDependencyOutputOpts() = DependencyOutputOptions();
    DiagnosticOptions &Diagnostics = Invocation->getDiagnosticOpts();
    Diagnostics.DiagnosticLogFile.clear();
    Diagnostics.DiagnosticSerializationFile.clear();
    Diagnostics.VerifyDiagnostics = false;
    CodeGenOptions &Code = Invocation->getCodeGenOpts();
    Code.PassPlugins.clear();
    // A module that is built on the way is written to a cache that the flags
    // name: headers are read as text. Modules that were built before are used.
    HeaderSearchOptions &Headers = Invocation->getHeaderSearchOpts();
    Headers.ModuleCachePath.clear();
    Headers.ImplicitModuleMaps = false;
    if (Invocation->getLangOpts().ImplicitModules)
      Invocation->getLangOpts().ImplicitModules = false;
    if (!Includes && !Kept)
      return FrontendActionFactory::runInvocation(
          std::move(Invocation), Files, std::move(Containers), Consumer);
    IntrusiveRefCntPtr<llvm::vfs::FileSystem> System =
        Files->getVirtualFileSystemPtr();
    std::unique_ptr<llvm::MemoryBuffer> KeepAlive;
    if (Includes)
      usePreamble(*Includes, *Invocation, System, Containers, Newer, Outcome);
    else
      useKept(*Kept, Job, *Watch, *Invocation, System, Containers, KeepAlive,
              Outcome);
    IntrusiveRefCntPtr<FileManager> WithPreamble(
        new FileManager(FileSystemOptions(), System));
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), WithPreamble.get(), std::move(Containers),
        Consumer);
  }

private:
  const AnalysisOptions &Options;
  const std::string &Header;
  FileOutcome &Outcome;
  Preamble::Data *Includes;
  const CompileJob &Job;
  KeptIncludes *Kept;
  FileWatch *Watch; ///< not null with Kept
  const Interrupt *Newer;
  const bool LeaveMemory;
  Stopper Stop;
};

void parse(const CompileJob &Job, const AnalysisOptions &Options,
           const AnalyzeWith &With, FileOutcome &Outcome) {
  // One of its own: the working directory is that of the compile command.
  IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk =
      llvm::vfs::createPhysicalFileSystem();
  if (std::error_code EC = Disk->setCurrentWorkingDirectory(Job.Directory)) {
    ++Outcome.Errors;
    Outcome.Messages.push_back(
        {Label::Error,
         {},
         fmt::format("cannot work in '{}', where the compile database says the "
                     "file is compiled: {}",
                     Job.Directory, EC.message())});
    return;
  }
  IntrusiveRefCntPtr<llvm::vfs::FileSystem> System = Disk;
  if (!With.Unsaved.empty()) {
    auto Texts = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    for (const UnsavedFile &F : With.Unsaved)
      Texts->addFile(F.Path, F.Version,
                     llvm::MemoryBuffer::getMemBuffer(F.Text, F.Path));
    auto Both = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(Disk);
    Both->pushOverlay(Texts);
    System = Both;
  }
  IntrusiveRefCntPtr<FileWatch> Watch;
  Recording *Record = With.Record;
  if (Record) {
    Watch = llvm::makeIntrusiveRefCnt<FileWatch>(System, Job.Directory);
    System = Watch;
  }
  IntrusiveRefCntPtr<FileManager> Files(
      new FileManager(FileSystemOptions(), System));
  Preamble *Includes = With.Includes;
  if (Includes && (!Includes->Kept || !(Includes->Kept->Job == Job))) {
    Includes->Kept = std::make_unique<Preamble::Data>();
    Includes->Kept->Job = Job;
  }
  ErrorCollector Errors(Outcome);
  SealedActions Actions(Options, Job.Header, Outcome,
                        Includes ? Includes->Kept.get() : nullptr, Job,
                        Watch.get(), With);
  tooling::ToolInvocation Invocation(
      Job.Arguments, &Actions, Files.get(),
      std::make_shared<PCHContainerOperations>());
  Invocation.setDiagnosticConsumer(&Errors);
  Invocation.run();
  Outcome.IsStopped = Actions.hasStopped();
  if (Record && Record->Seen) {
    Watch->add(*Record->Seen);
    Record->Seen = Watch->seen();
  }
}

void makePathsAbsolute(FileOutcome &Outcome, const std::string &Directory) {
  auto Fix = [&](SourceSpan &S) {
    if (!S.File.empty())
      S.File = absolutePath(S.File, Directory);
  };
  for (Finding &F : Outcome.Analysis.Findings)
    await_tidy::makePathsAbsolute(F, Directory);
  for (Finding &F : Outcome.Analysis.Unsure)
    await_tidy::makePathsAbsolute(F, Directory);
  for (Allowance &A : Outcome.Analysis.Allowances) {
    Fix(A.Where);
    Fix(A.Function);
  }
  for (SourceSpan &S : Outcome.Analysis.LookedAt)
    Fix(S);
  for (Decision &D : Outcome.Analysis.Decisions) {
    Fix(D.Check);
    Fix(D.Suspension);
    Fix(D.Act);
  }
  for (Notice &N : Outcome.Analysis.Notices)
    Fix(N.Where);
  for (ParseMessage &M : Outcome.Messages)
    Fix(M.Where);
}

/// Takes out what does not stand in \p Header, by whatever name it was found.
void keepOnly(const std::string &Header, AnalysisResult &Result) {
  std::map<std::string, bool> Same;
  auto IsHeader = [&](SourceSpan &S) {
    auto [It, New] = Same.try_emplace(S.File, S.File == Header);
    if (New && !It->second)
      It->second = llvm::sys::fs::equivalent(S.File, Header);
    if (It->second)
      S.File = Header;
    return It->second;
  };
  auto Elsewhere = [&](auto &X) { return !IsHeader(X.Where); };
  llvm::erase_if(Result.Findings, Elsewhere);
  llvm::erase_if(Result.Unsure, Elsewhere);
  llvm::erase_if(Result.Allowances, Elsewhere);
  llvm::erase_if(Result.Notices, Elsewhere);
  llvm::erase_if(Result.LookedAt, [&](SourceSpan &S) { return !IsHeader(S); });
}

} // namespace

FileOutcome analyzeFile(const CompileJob &Job, const AnalysisOptions &Options,
                        const AnalyzeWith &With) {
  FileOutcome Outcome;
  Spent Time = PhaseClock::now();
  Outcome.Crash = runGuarded([&] { parse(Job, Options, With, Outcome); },
                             With.BacktraceOnCrash);
  // What a crash has left behind is not trusted.
  if (Outcome.Crash && With.Includes)
    With.Includes->Kept.reset();
  Outcome.Seconds = PhaseClock::now().Processor - Time.Processor;
  Outcome.WallSeconds = PhaseClock::now().Wall - Time.Wall;
  if (!Outcome.Crash && !Outcome.IsAnalysed && !Outcome.LacksHeader &&
      Outcome.Errors == 0) {
    ++Outcome.Errors;
    Outcome.Messages.push_back(
        {Label::Error, {}, "the compile command compiles no source file"});
  }
  makePathsAbsolute(Outcome, Job.Directory);
  if (!Job.Header.empty())
    keepOnly(Job.Header, Outcome.Analysis);
  return Outcome;
}

} // namespace await_tidy
