//===- QuickLook.cpp - Files in which nothing can be found ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the analysis begins with (lower/FunctionCollector.cpp): a function that
/// is a coroutine, that makes, returns or calls for a task, that is said to run
/// others, or that has a lambda, which may be kept for later. The first needs
/// one of three keywords. A task is a class with a promise_type. The third is
/// an annotation. The fourth are brackets, and the only ones that are let
/// through are those in a call of an algorithm of the standard library, which
/// is over when it returns. Everything that the analysis can find lies in such
/// a function, and not in a system header.
///
/// So a project's text must have none of these words, and the macros that it
/// uses must not make them: neither what stands in their bodies, nor what `##`
/// makes of pieces.
///
//===----------------------------------------------------------------------===//
#include "frontends/cli/QuickLook.h"
#include "findings/Paths.h"
#include "frontends/cli/AnalyzeFile.h"
#include "frontends/cli/CompileCommands.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <cstring>
#include <fmt/format.h>
#include <map>

using namespace clang;
using llvm::StringRef;

namespace await_tidy {
namespace {

/// Without which there is no coroutine and no task.
constexpr StringRef Words[] = {"co_await", "co_yield", "co_return",
                               "promise_type"};

bool hasWord(StringRef Text) {
  // What they have in common is found faster.
  return (Text.contains("co_") &&
          llvm::any_of(llvm::ArrayRef(Words).take_front(3),
                       [&](StringRef W) { return Text.contains(W); })) ||
         Text.contains(Words[3]);
}

/// Also a dollar, and what is not ASCII.
bool isLetter(char C) {
  return llvm::isAlnum(C) || C == '_' || C == '$' ||
         static_cast<unsigned char>(C) >= 0x80;
}

/// The names in \p Text, by a rule that finds some that are none.
template <class F> void forEachName(StringRef Text, F Do) {
  for (size_t At = 0; At < Text.size();) {
    if (!isLetter(Text[At])) {
      ++At;
      continue;
    }
    size_t Begin = At;
    while (At < Text.size() && isLetter(Text[At]))
      ++At;
    Do(Text.slice(Begin, At));
  }
}

//===----------------------------------------------------------------------===//
// How it is compiled
//===----------------------------------------------------------------------===//

struct Folder {
  std::string Path; ///< absolute
  bool IsSystem;
};

/// What is asked of a compile command, without the file.
struct Setup {
  std::string Doubt;
  std::string File; ///< as it is written; empty in what is kept for others
  LangOptions Lang;
  std::vector<Folder> Quoted, Angled;
  std::vector<std::string> Included; ///< by a flag
  std::string Defines;               ///< those of the flags, as text
};

class Capture : public tooling::FrontendActionFactory {
public:
  std::shared_ptr<CompilerInvocation> Invocation;

  std::unique_ptr<FrontendAction> create() override { return nullptr; }
  bool runInvocation(std::shared_ptr<CompilerInvocation> Asked, FileManager *,
                     std::shared_ptr<PCHContainerOperations>,
                     DiagnosticConsumer *) override {
    Invocation = std::move(Asked);
    return true;
  }
};

Setup readSetup(const CompileJob &Job) {
  Setup S;
  auto Doubt = [&](const char *Why) {
    S.Doubt = Why;
    return S;
  };
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk =
      llvm::vfs::createPhysicalFileSystem();
  if (Disk->setCurrentWorkingDirectory(Job.Directory))
    return Doubt("the folder of the compile command");
  llvm::IntrusiveRefCntPtr<FileManager> Files(
      new FileManager(FileSystemOptions(), Disk));
  Capture Captured;
  IgnoringDiagConsumer Silent;
  tooling::ToolInvocation Tool(Job.Arguments, &Captured, Files.get(),
                               std::make_shared<PCHContainerOperations>());
  Tool.setDiagnosticConsumer(&Silent);
  if (!Tool.run() || !Captured.Invocation)
    return Doubt("the compile command");
  CompilerInvocation &I = *Captured.Invocation;
  const FrontendOptions &Frontend = I.getFrontendOpts();
  const PreprocessorOptions &Pre = I.getPreprocessorOpts();
  const HeaderSearchOptions &Headers = I.getHeaderSearchOpts();
  S.Lang = I.getLangOpts();
  if (Frontend.Inputs.size() != 1 || !Frontend.Inputs.front().isFile() ||
      Frontend.Inputs.front().isSystem() ||
      Frontend.Inputs.front().getKind().getFormat() != InputKind::Source ||
      Frontend.Inputs.front().isPreprocessed() || !S.Lang.CPlusPlus ||
      S.Lang.ObjC || S.Lang.CUDA || S.Lang.OpenCL || S.Lang.HLSL)
    return Doubt("what is compiled");
  S.File = Frontend.Inputs.front().getFile().str();
  if (S.Lang.ImplicitModules || !Frontend.ModuleFiles.empty() ||
      !Headers.PrebuiltModuleFiles.empty() ||
      !Headers.PrebuiltModulePaths.empty())
    return Doubt("modules");
  if (!Pre.ImplicitPCHInclude.empty() || !Pre.ChainedIncludes.empty() ||
      !Pre.RemappedFiles.empty())
    return Doubt("a precompiled header");
  if (!Headers.VFSOverlayFiles.empty() || !Headers.SystemHeaderPrefixes.empty())
    return Doubt("where headers are looked for");
  if (S.Lang.Trigraphs)
    return Doubt("trigraphs");
  S.Included = Pre.Includes;
  llvm::append_range(S.Included, Pre.MacroIncludes);
  for (const auto &[Text, IsUndef] : Pre.Macros)
    if (!IsUndef) {
      auto [Name, Body] = StringRef(Text).split('=');
      S.Defines +=
          fmt::format("#define {} {}\n", Name.str(),
                      StringRef(Text).contains('=') ? Body.str() : "1");
    }
  bool HasRoot = !Headers.Sysroot.empty() && Headers.Sysroot != "/";
  for (const HeaderSearchOptions::Entry &E : Headers.UserEntries) {
    if (E.IsFramework || (HasRoot && !E.IgnoreSysRoot))
      return Doubt("where headers are looked for");
    // `..` stays: behind a link it leads elsewhere.
    llvm::SmallString<256> Path(
        llvm::sys::path::is_absolute(E.Path) ? "" : Job.Directory);
    llvm::sys::path::append(Path, E.Path);
    if (llvm::sys::fs::is_regular_file(Path)) // a header map
      return Doubt("where headers are looked for");
    bool IsSystem = E.Group != frontend::Quoted && E.Group != frontend::Angled;
    (E.Group == frontend::Quoted ? S.Quoted : S.Angled)
        .push_back({Path.str().str(), IsSystem});
  }
  // As Clang does: those of -I, then the system's, then the last ones. Of what
  // is for other languages more is looked at than needed.
  std::vector<Folder> Own, System;
  for (Folder &F : S.Angled)
    (F.IsSystem ? System : Own).push_back(std::move(F));
  S.Angled = std::move(Own);
  llvm::append_range(S.Angled, System);
  return S;
}

//===----------------------------------------------------------------------===//
// System headers
//===----------------------------------------------------------------------===//

struct Macro {
  StringRef Name, Body; ///< with its parameters
};

struct Include {
  StringRef Name;
  bool IsQuoted = false;
  bool IsNext = false; ///< #include_next: all of that name count
};

/// What a header says that somebody else has written. Only the lines of the
/// preprocessor are read, and nobody is expected to hide something there.
struct SystemHeader {
  std::unique_ptr<llvm::MemoryBuffer> Text;
  std::string Doubt;
  std::vector<Macro> Macros;
  std::vector<Include> Includes;
};

/// `"a.h"` or `<a.h>` at the begin of \p Rest.
std::optional<Include> readInclude(StringRef Rest, bool IsNext) {
  Rest = Rest.ltrim(" \t");
  if (Rest.empty() || (Rest.front() != '"' && Rest.front() != '<'))
    return std::nullopt;
  bool IsQuoted = Rest.front() == '"';
  StringRef Name = Rest.drop_front().take_until(
      [&](char C) { return C == (IsQuoted ? '"' : '>') || C == '\n'; });
  if (Name.size() + 1 >= Rest.size() || Rest[Name.size() + 1] == '\n')
    return std::nullopt;
  return Include{Name, IsQuoted, IsNext};
}

/// A macro and nothing else; comments speak of `#include` as well.
bool isMacroCall(StringRef Rest) {
  Rest = Rest.ltrim(" \t");
  StringRef Name = Rest.take_while(isLetter);
  Rest = Rest.drop_front(Name.size()).trim();
  return !Name.empty() &&
         (Rest.empty() || Rest.front() == '(' || Rest.front() == '/');
}

/// Whether \p Word stands in \p Text. The library's searches look at every
/// position; this one goes from one letter of \p Word that is rare to the next,
/// six times as fast.
bool occurs(StringRef Word, StringRef Text) {
  // The more to the right, the rarer in headers; what is not in it is rarest.
  constexpr StringRef Frequent = "_etaoinshrldcumfpgwybvkxjqz";
  size_t Rare = 0;
  for (size_t I = 1; I != Word.size(); ++I)
    if (Frequent.find(Word[I]) > Frequent.find(Word[Rare]))
      Rare = I;
  const char *Begin = Text.begin();
  for (const char *At = Begin + Rare; At < Text.end(); ++At) {
    At =
        static_cast<const char *>(std::memchr(At, Word[Rare], Text.end() - At));
    if (!At)
      return false;
    if (Text.substr(At - Begin - Rare).starts_with(Word))
      return true;
  }
  return false;
}

void readSystemHeader(SystemHeader &H, StringRef Path) {
  StringRef Text = H.Text->getBuffer();
  // A class with that member is a task; <coroutine> only names the member.
  bool IsCoroutineHeader = (llvm::sys::path::filename(Path) == "coroutine" ||
                            Path.contains("/__coroutine/")) &&
                           !occurs("initial_suspend", Text);
  if (!IsCoroutineHeader && occurs("promise_type", Text))
    H.Doubt = "tasks of a library";
  else if (occurs("await_tidy", Text) || occurs("AWAIT_TIDY", Text))
    H.Doubt = "annotations in a library";
  else if (occurs("%:", Text))
    H.Doubt = "digraphs in a library";
  if (!H.Doubt.empty())
    return;
  for (size_t At = 0; (At = Text.find('#', At)) != StringRef::npos; ++At) {
    // Only blanks before it.
    size_t Begin = At;
    while (Begin && (Text[Begin - 1] == ' ' || Text[Begin - 1] == '\t'))
      --Begin;
    if (Begin && Text[Begin - 1] != '\n' &&
        !Text.take_front(Begin).ends_with("*/"))
      continue;
    // To the end of the line, and of those that continue it.
    size_t End = At;
    do
      End = std::min(Text.find('\n', End + 1), Text.size());
    while (End < Text.size() &&
           Text.slice(At, End).rtrim(" \t\r").ends_with("\\"));
    StringRef Line = Text.slice(At + 1, End).ltrim(" \t");
    At = End - 1;
    StringRef Word = Line.take_while(isLetter);
    StringRef Rest = Line.drop_front(Word.size());
    if (Word == "define") {
      Rest = Rest.ltrim(" \t\\\r\n");
      StringRef Name = Rest.take_while(isLetter);
      H.Macros.push_back({Name, Rest.drop_front(Name.size())});
    } else if (Word == "include" || Word == "include_next" ||
               Word == "import") {
      if (auto I = readInclude(Rest, Word == "include_next"))
        H.Includes.push_back(*I);
      else if (isMacroCall(Rest))
        H.Doubt = "a computed include of a library";
    }
  }
}

//===----------------------------------------------------------------------===//
// The project's text
//===----------------------------------------------------------------------===//

struct ProjectFile {
  std::unique_ptr<llvm::MemoryBuffer> Owned;
  std::string Doubt;
  std::vector<Include> Includes;
  llvm::StringSet<> Names;
  bool HandsOperators = false; ///< `<` or `:` as the argument of a macro
};

/// Those that call what they are given before they return, and none of which
/// has a row in the models that says otherwise.
bool isAlgorithm(StringRef Name) {
  static const llvm::StringSet<> All = {
      "adjacent_find", "all_of",      "any_of",         "copy_if",
      "count_if",      "equal",       "equal_range",    "erase_if",
      "find_if",       "find_if_not", "for_each",       "for_each_n",
      "generate",      "generate_n",  "is_sorted",      "lower_bound",
      "max_element",   "min_element", "minmax_element", "mismatch",
      "none_of",       "nth_element", "partial_sort",   "partition",
      "remove_if",     "replace_if",  "sort",           "stable_partition",
      "stable_sort",   "transform",   "unique",         "upper_bound",
      "accumulate",    "reduce",      "inner_product",  "transform_reduce"};
  return All.contains(Name);
}

/// A comment that says something of our rules may be one that silences nothing,
/// which is said of the functions that the parser sees.
bool hasSuppression(StringRef Text) {
  for (size_t At = 0; (At = Text.find("NOLINT", At)) != StringRef::npos;) {
    StringRef Rest = Text.drop_front(At += 6);
    if (Rest.starts_with("BEGIN") || Rest.starts_with("END"))
      return true;
    Rest.consume_front("NEXTLINE");
    if (!Rest.consume_front("("))
      continue;
    StringRef List = Rest.take_until([](char C) { return C == ')'; });
    if (List.size() == Rest.size() || List.contains('*') ||
        List.contains("await"))
      return true;
  }
  return false;
}

class ProjectReader {
public:
  ProjectReader(ProjectFile &F, StringRef Text, const LangOptions &Lang)
      : F(F), Text(Text), Lang(Lang) {}

  void read() {
    checkText();
    if (F.Doubt.empty())
      readTokens();
  }

private:
  void doubt(const char *Why) {
    if (F.Doubt.empty())
      F.Doubt = Why;
  }

  /// What needs no tokens: also what stands where the lexer does not look.
  void checkText() {
    if (hasWord(Text))
      return doubt("a word of coroutines");
    if (Text.contains("await_tidy") || Text.contains("AWAIT_TIDY"))
      return doubt("an annotation");
    if (hasSuppression(Text))
      return doubt("a comment about rules");
    if (Text.contains('\0'))
      return doubt("a zero");
  }

  /// A token, as far as it is asked for again.
  struct Seen {
    tok::TokenKind Kind = tok::unknown;
    StringRef Text;
  };

  void readTokens() {
    Lexer Lex(SourceLocation(), Lang, Text.begin(), Text.begin(), Text.end());
    std::vector<Seen> All;
    Token T;
    bool InDirective = false;
    while (F.Doubt.empty()) {
      Lex.LexFromRawLexer(T);
      if (T.is(tok::eof))
        break;
      StringRef Spelled(Lex.getBufferLocation() - T.getLength(), T.getLength());
      if (T.isAtStartOfLine())
        InDirective = T.is(tok::hash);
      if (T.is(tok::raw_identifier)) {
        if (T.needsCleaning() || T.hasUCN())
          return doubt("an odd name");
        F.Names.insert(Spelled);
        if (T.isAtStartOfLine() &&
            (Spelled == "import" || Spelled == "module" || Spelled == "export"))
          return doubt("modules");
      }
      if (T.is(tok::unknown))
        return doubt("a character that is no token");
      if (T.is(tok::hashhash))
        return doubt("names that are pasted");
      if (InDirective && Spelled.contains('\n'))
        return doubt("a directive of several lines");
      if (T.isAtStartOfLine() && InDirective) {
        size_t At = Lex.getBufferLocation() - Text.begin();
        readDirective(Text.drop_front(At));
      }
      if (InDirective && T.isOneOf(tok::l_square, tok::r_square))
        return doubt("brackets in a macro");
      if (!InDirective)
        All.push_back({T.getKind(), Spelled});
    }
    if (F.Doubt.empty())
      checkBrackets(All);
  }

  void readDirective(StringRef Rest) {
    Rest = Rest.ltrim(" \t");
    StringRef Word = Rest.take_while(isLetter);
    if (Word == "include" || Word == "include_next" || Word == "import") {
      Rest = Rest.drop_front(Word.size());
      auto I = readInclude(Rest, Word == "include_next");
      // What the lexer would take for the begin of something else.
      if (!I || I->Name.contains("/*") || I->Name.contains('\'') ||
          I->Name.contains('"') || I->Name.contains("//"))
        return doubt("an include that is computed");
      F.Includes.push_back(*I);
      return;
    }
    bool IsKnown = llvm::StringSwitch<bool>(Word)
                       .Cases("define", "undef", "if", "ifdef", "ifndef", true)
                       .Cases("elif", "elifdef", "elifndef", "else", true)
                       .Cases("endif", "line", "error", "warning", true)
                       .Default(false);
    if (Word == "pragma") {
      StringRef What = Rest.drop_front(6).ltrim(" \t");
      IsKnown = What.starts_with("once") || What.starts_with("GCC ") ||
                What.starts_with("omp ") || What.starts_with("clang diag") ||
                What.starts_with("warning") || What.starts_with("pack") ||
                What.starts_with("comment") || What.starts_with("region") ||
                What.starts_with("endregion");
    }
    if (!IsKnown)
      doubt("an unusual directive");
  }

  /// Whether all `[` are of arrays, attributes and the like, or of lambdas that
  /// an algorithm calls.
  void checkBrackets(llvm::ArrayRef<Seen> All) {
    auto At = [&](size_t I) { return I < All.size() ? All[I] : Seen(); };
    auto IsName = [&](size_t I, StringRef Name) {
      return At(I).Kind == tok::raw_identifier && At(I).Text == Name;
    };
    struct Open {
      tok::TokenKind Kind;
      bool IsAlgorithm;
    };
    std::vector<Open> Stack;
    for (size_t I = 0; I != All.size(); ++I) {
      tok::TokenKind Kind = All[I].Kind;
      if (Kind == tok::raw_identifier && All[I].Text == "namespace" &&
          IsName(I + 1, "std"))
        return doubt("functions of its own in std");
      if ((Kind == tok::less || Kind == tok::colon) && I &&
          (At(I - 1).Kind == tok::l_paren || At(I - 1).Kind == tok::comma))
        F.HandsOperators = true;
      if (Kind == tok::l_paren) {
        // std::name( or std::ranges::name(
        bool Is = I >= 3 && At(I - 1).Kind == tok::raw_identifier &&
                  isAlgorithm(At(I - 1).Text) &&
                  At(I - 2).Kind == tok::coloncolon &&
                  (IsName(I - 3, "std") ||
                   (IsName(I - 3, "ranges") && I >= 5 &&
                    At(I - 4).Kind == tok::coloncolon && IsName(I - 5, "std")));
        Stack.push_back({Kind, Is});
      } else if (Kind == tok::l_brace || Kind == tok::l_square) {
        Stack.push_back({Kind, false});
      } else if (Kind == tok::r_paren || Kind == tok::r_brace ||
                 Kind == tok::r_square) {
        // Branches of the preprocessor can leave it out of order.
        if (!Stack.empty())
          Stack.pop_back();
      }
      if (Kind != tok::l_square)
        continue;
      if (At(I + 1).Kind == tok::l_square || (I && At(I - 1).Kind == Kind))
        continue; // an attribute
      if (!mayBeginLambda(All, I))
        continue;
      bool IsArgument =
          I && (At(I - 1).Kind == tok::l_paren || At(I - 1).Kind == tok::comma);
      if (!IsArgument || Stack.size() < 2 ||
          !Stack[Stack.size() - 2].IsAlgorithm)
        return doubt("a lambda");
    }
  }

  bool mayBeginLambda(llvm::ArrayRef<Seen> All, size_t I) {
    if (I == 0)
      return true;
    const Seen &Before = All[I - 1];
    if (Before.Kind == tok::raw_identifier) {
      // `int[3]`, `auto [a, b]`, `operator[]`; but `return [] {}`. A name that
      // is a macro was looked at where it is defined, or is looked at below.
      return llvm::StringSwitch<bool>(Before.Text)
          .Cases("return", "else", "do", "case", "throw", true)
          .Cases("and", "or", "not", "xor", "bitand", "bitor", "compl", true)
          .Cases("not_eq", "and_eq", "or_eq", "xor_eq", true)
          .Cases("in", "requires", "new", "sizeof", "typeid", true)
          .Default(false);
    }
    if (tok::isLiteral(Before.Kind))
      return false;
    auto IsAuto = [&](size_t K) {
      return K < All.size() && All[K].Kind == tok::raw_identifier &&
             All[K].Text == "auto";
    };
    if ((Before.Kind == tok::amp || Before.Kind == tok::ampamp) && I >= 2 &&
        IsAuto(I - 2))
      return false; // auto &[a, b]
    if (Before.Kind != tok::r_paren && Before.Kind != tok::r_square)
      return true;
    // An element of what was called or indexed, unless a body follows.
    size_t Depth = 0, K = I;
    for (; K != All.size(); ++K) {
      Depth += All[K].Kind == tok::l_square;
      if (All[K].Kind == tok::r_square && --Depth == 0)
        break;
    }
    if (K + 1 >= All.size())
      return true;
    const Seen &After = All[K + 1];
    return After.Kind == tok::raw_identifier || After.Kind == tok::l_brace ||
           After.Kind == tok::l_paren || After.Kind == tok::less ||
           After.Kind == tok::arrow || After.Kind == tok::l_square;
  }

  ProjectFile &F;
  StringRef Text;
  const LangOptions &Lang;
};

//===----------------------------------------------------------------------===//
// Macros
//===----------------------------------------------------------------------===//

using MacroTable = llvm::StringMap<llvm::SmallVector<StringRef, 1>>;

bool isTelling(StringRef Body) {
  return hasWord(Body) || Body.contains('[') || Body.contains("<:");
}

/// Whether \p Word can be put together from \p Pieces.
bool canBePasted(StringRef Word, const llvm::StringSet<> &Pieces) {
  std::vector<bool> Reached(Word.size() + 1);
  Reached[0] = true;
  for (size_t I = 0; I != Word.size(); ++I)
    if (Reached[I])
      for (size_t N = 1; I + N <= Word.size(); ++N)
        if (N != Word.size() && Pieces.contains(Word.substr(I, N)))
          Reached[I + N] = true;
  return Reached[Word.size()];
}

/// Why the macros that \p Names use may make a suspension; empty: they do not.
std::string doubtOfMacros(const MacroTable &Macros, llvm::StringSet<> Names,
                          bool HandsOperators) {
  std::vector<StringRef> Todo;
  for (const auto &Name : Names)
    Todo.push_back(Name.first());
  bool Pastes = false;
  while (!Todo.empty()) {
    auto It = Macros.find(Todo.back());
    Todo.pop_back();
    if (It == Macros.end())
      continue;
    for (StringRef Body : It->second) {
      if (isTelling(Body))
        return fmt::format("the macro {}", It->first().str());
      Pastes |= Body.contains("##");
      forEachName(Body, [&](StringRef Name) {
        if (Names.insert(Name).second)
          Todo.push_back(Name);
      });
    }
  }
  if (!Pastes)
    return "";
  // `<` and `:` make a bracket.
  if (HandsOperators)
    return "operators that a macro pastes";
  for (StringRef Word : Words)
    if (canBePasted(Word, Names))
      return "names that a macro pastes";
  // A name that is pasted can be that of a macro, which uses others.
  llvm::StringSet<> Telling;
  for (bool IsMore = true; IsMore;) {
    IsMore = false;
    for (const auto &M : Macros) {
      if (Telling.contains(M.first()))
        continue;
      bool Tells = false;
      for (StringRef Body : M.second) {
        Tells |= isTelling(Body);
        if (!Telling.empty())
          forEachName(Body, [&](StringRef N) { Tells |= Telling.contains(N); });
      }
      IsMore |= Tells && Telling.insert(M.first()).second;
    }
  }
  for (const auto &Word : Telling)
    if (canBePasted(Word.first(), Names))
      return fmt::format("the macro {}", Word.first().str());
  return "";
}

} // namespace

//===----------------------------------------------------------------------===//
// All of a file
//===----------------------------------------------------------------------===//

struct QuickLook::Data {
  llvm::StringMap<const UnsavedFile *> Texts;
  std::map<std::vector<std::string>, std::unique_ptr<Setup>> Setups;
  llvm::StringMap<std::unique_ptr<SystemHeader>> System;
  /// By the bits of the language that the lexer asks for, and path.
  std::map<std::pair<unsigned, std::string>, std::unique_ptr<ProjectFile>>
      Project;
  llvm::StringMap<bool> IsThere;

  const UnsavedFile *textOf(StringRef Path) const {
    if (Texts.empty())
      return nullptr;
    llvm::SmallString<256> Plain(Path);
    llvm::sys::path::remove_dots(Plain, /*remove_dot_dot=*/true);
    return Texts.lookup(Plain);
  }
  bool isFile(StringRef Path) {
    auto [It, IsNew] = IsThere.try_emplace(Path);
    if (IsNew)
      It->second = textOf(Path) || llvm::sys::fs::is_regular_file(Path);
    return It->second;
  }
  std::unique_ptr<llvm::MemoryBuffer> read(StringRef Path) const {
    if (const UnsavedFile *F = textOf(Path))
      return llvm::MemoryBuffer::getMemBuffer(F->Text, F->Path);
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    return Buffer ? std::move(*Buffer) : nullptr;
  }
  SystemHeader &system(StringRef Path) {
    std::unique_ptr<SystemHeader> &H = System[Path];
    if (H)
      return *H;
    H = std::make_unique<SystemHeader>();
    H->Text = read(Path);
    if (H->Text)
      readSystemHeader(*H, Path);
    else
      H->Doubt = "a header that cannot be read";
    return *H;
  }
  ProjectFile &project(const std::string &Path, const LangOptions &Lang) {
    unsigned Bits = Lang.CPlusPlus11 | Lang.CPlusPlus20 << 1 |
                    Lang.Digraphs << 2 | Lang.RawStringLiterals << 3;
    std::unique_ptr<ProjectFile> &F = Project[{Bits, Path}];
    if (F)
      return *F;
    F = std::make_unique<ProjectFile>();
    F->Owned = read(Path);
    if (F->Owned)
      ProjectReader(*F, F->Owned->getBuffer(), Lang).read();
    else
      F->Doubt = "a file that cannot be read";
    return *F;
  }
  const Setup &setup(const CompileJob &Job, StringRef File);
};

QuickLook::QuickLook(llvm::ArrayRef<UnsavedFile> Texts)
    : D(std::make_unique<Data>()) {
  for (const UnsavedFile &F : Texts)
    D->Texts[F.Path] = &F;
}
QuickLook::~QuickLook() = default;
QuickLook::QuickLook(QuickLook &&) noexcept = default;

/// Asking Clang's driver takes longer than all the rest: once for the files
/// that are compiled in the same way.
const Setup &QuickLook::Data::setup(const CompileJob &Job, StringRef File) {
  std::vector<std::string> Key{Job.Directory};
  unsigned Named = 0;
  for (const std::string &Arg : Job.Arguments) {
    bool IsFile = absolutePath(Arg, Job.Directory) == File;
    Named += IsFile;
    Key.push_back(IsFile ? "\n" + llvm::sys::path::extension(File).str() : Arg);
  }
  if (Named != 1)
    Key.push_back(File.str());
  std::unique_ptr<Setup> &S = Setups[Key];
  if (!S) {
    S = std::make_unique<Setup>(readSetup(Job));
    if (S->Doubt.empty() &&
        (absolutePath(S->File, Job.Directory) != File || Named != 1))
      S->Doubt = "what is compiled";
  }
  return *S;
}

QuickLook::Verdict QuickLook::look(const CompileJob &Job, StringRef File) {
  Verdict V;
  auto Doubt = [&](const std::string &Why, StringRef Where) {
    V.Doubt = Where.empty() ? Why : fmt::format("{} in {}", Why, Where.str());
    return V;
  };
  if (!Job.Header.empty())
    return Doubt("a header in another file", "");
  std::string Main = File.str();
  // Before Clang's driver is asked.
  if (auto Text = D->read(Main); Text && hasWord(Text->getBuffer()))
    return Doubt("a word of coroutines", Main);
  const Setup &S = D->setup(Job, File);
  if (!S.Doubt.empty())
    return Doubt(S.Doubt, "");

  struct Item {
    std::string Path;
    bool IsSystem;
    bool operator<(const Item &X) const {
      return std::tie(Path, IsSystem) < std::tie(X.Path, X.IsSystem);
    }
  };
  std::set<Item> Seen;
  std::vector<Item> Todo;
  auto Add = [&](std::string Path, bool IsSystem) {
    Item X{std::move(Path), IsSystem};
    if (Seen.insert(X).second)
      Todo.push_back(std::move(X));
  };
  /// False if there is no such file.
  auto Resolve = [&](const Include &I, StringRef From, bool FromSystem) {
    if (llvm::sys::path::is_absolute(I.Name)) {
      if (!D->isFile(I.Name))
        return false;
      Add(I.Name.str(), FromSystem);
      return true;
    }
    bool Found = false;
    auto Try = [&](StringRef Folder, bool IsSystem) {
      if (Found && !I.IsNext)
        return;
      std::string Path = fmt::format("{}/{}", Folder.str(), I.Name.str());
      if (!D->isFile(Path))
        return;
      Found = true;
      Add(std::move(Path), IsSystem);
    };
    if (I.IsQuoted) {
      Try(llvm::sys::path::parent_path(From), FromSystem);
      for (const Folder &Where : S.Quoted)
        Try(Where.Path, Where.IsSystem);
    }
    for (const Folder &Where : S.Angled)
      Try(Where.Path, Where.IsSystem);
    return Found;
  };

  Add(Main, false);
  for (const std::string &Name : S.Included)
    if (!Resolve({Name, true, false}, Job.Directory + "/x", false))
      return Doubt("a file of -include", "");
  ProjectFile Flags;
  ProjectReader(Flags, S.Defines, S.Lang).read();
  if (!Flags.Doubt.empty())
    return Doubt(Flags.Doubt, "the flags");

  llvm::StringSet<> Names = Flags.Names;
  MacroTable Macros;
  bool HandsOperators = Flags.HandsOperators;
  // The project's own first: they decide most.
  for (bool OfSystem : {false, true})
    for (size_t I = 0; I != Todo.size(); ++I) {
      Item X = Todo[I];
      if (X.IsSystem != OfSystem)
        continue;
      if (OfSystem) {
        SystemHeader &H = D->system(X.Path);
        if (!H.Doubt.empty())
          return Doubt(H.Doubt, X.Path);
        for (const Macro &M : H.Macros)
          Macros[M.Name].push_back(M.Body);
        // What is not there is in a branch for another system.
        for (const Include &Inc : H.Includes)
          Resolve(Inc, X.Path, true);
        continue;
      }
      ProjectFile &F = D->project(X.Path, S.Lang);
      if (!F.Doubt.empty())
        return Doubt(F.Doubt, X.Path);
      V.Files.push_back(X.Path);
      HandsOperators |= F.HandsOperators;
      for (const auto &Name : F.Names)
        Names.insert(Name.first());
      for (const Include &Inc : F.Includes)
        if (!Resolve(Inc, X.Path, false))
          return Doubt("an include that is not found", X.Path);
    }
  V.Doubt = doubtOfMacros(Macros, std::move(Names), HandsOperators);
  return V;
}

} // namespace await_tidy
