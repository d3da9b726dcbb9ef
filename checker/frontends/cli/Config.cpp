//===- Config.cpp - The file .await-tidy ----------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Config.h"
#include "base/Nearest.h"
#include "base/Nesting.h"
#include "base/ReadFile.h"
#include "findings/Paths.h"
#include "findings/RuleSelection.h"
#include "frontends/cli/TidyConfig.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace llvm;
using namespace await_tidy;

namespace {
// What is wrong with a value is said at its line, so each is a type of its own.
struct GlobsText {
  std::string Text;
};
struct ConfidenceText {
  std::optional<Confidence> Value;
};
struct Word {
  std::string Text;
};
struct ConfigFields {
  GlobsText Checks;
  ConfidenceText Least;
  std::vector<Word> Models, ExtraArgs;
};
} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(Word)

/// No name and no flag has them, and what --dump-config prints is to be read
/// again.
static StringRef refuseControls(StringRef Text) {
  return any_of(Text, [](unsigned char C) { return C < 0x20 || C == 0x7F; })
             ? "there is a control character in it"
             : StringRef();
}

/// For a ScalarTraits, which returns what is wrong as a reference.
static StringRef kept(std::string Text) {
  static thread_local std::string Last;
  Last = std::move(Text);
  return Last;
}

namespace llvm::yaml {
template <> struct ScalarTraits<GlobsText> {
  static void output(const GlobsText &V, void *, raw_ostream &OS) {
    OS << V.Text;
  }
  static StringRef input(StringRef Text, void *, GlobsText &V) {
    V.Text = Text.str();
    if (StringRef Why = refuseControls(Text); !Why.empty())
      return Why;
    if (Expected<std::set<std::string>> Rules = selectRules(Text); !Rules)
      return kept(toString(Rules.takeError()));
    return {};
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::Single; }
};
template <> struct ScalarTraits<ConfidenceText> {
  static void output(const ConfidenceText &V, void *, raw_ostream &OS) {
    OS << wordFor(*V.Value);
  }
  static StringRef input(StringRef Text, void *, ConfidenceText &V) {
    Expected<Confidence> C = parseConfidence(Text);
    if (!C)
      return kept(toString(C.takeError()));
    V.Value = *C;
    return {};
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};
template <> struct ScalarTraits<Word> {
  static void output(const Word &V, void *, raw_ostream &OS) { OS << V.Text; }
  static StringRef input(StringRef Text, void *, Word &V) {
    V.Text = Text.str();
    return refuseControls(Text);
  }
  static QuotingType mustQuote(StringRef Text) {
    return needsQuotes(Text) == QuotingType::None ? QuotingType::None
                                                  : QuotingType::Single;
  }
};
template <> struct MappingTraits<ConfigFields> {
  static void mapping(IO &In, ConfigFields &D) {
    In.mapOptional("checks", D.Checks);
    In.mapOptional("min-confidence", D.Least);
    In.mapOptional("models", D.Models);
    In.mapOptional("extra-arg", D.ExtraArgs);
  }
};
} // namespace llvm::yaml

static const std::string Keys[] = {"checks", "min-confidence", "models",
                                   "extra-arg"};

namespace {
struct Complaint {
  StringRef FileName;
  std::string Text; ///< of the first one, in words for the user
};
} // namespace

static void collect(const SMDiagnostic &D, void *Out) {
  auto &[FileName, Problem] = *static_cast<Complaint *>(Out);
  if (!Problem.empty())
    return;
  std::string Text = D.getMessage().str();
  StringRef Key = Text;
  if (Key.consume_front("unknown key '") && Key.consume_back("'")) {
    std::optional<std::string> Near = nearest(Key, Keys);
    Text = fmt::format("there is no key '{}'; {}", Key.str(),
                       Near ? fmt::format("did you mean '{}'?", *Near)
                            : "the keys are " + join(ArrayRef(Keys), ", "));
  }
  // Not the name that the reader gives: an empty key stands nowhere for it.
  Problem = fmt::format("{}:{}: {}", FileName.str(), std::max(D.getLineNo(), 1),
                        Text);
}

Expected<Config> await_tidy::parseConfig(StringRef FileName, StringRef Text) {
  Config C;
  C.Path = FileName.str();
  if (size_t At; !json::isUTF8(Text, &At))
    return createStringError(fmt::format("{}:{}: this is not valid UTF-8",
                                         FileName.str(),
                                         Text.take_front(At).count('\n') + 1));
  if (unsigned Line = tooDeepYaml(Text))
    return createStringError(
        fmt::format("{}:{}: this goes deeper than a configuration can",
                    FileName.str(), Line));
  Complaint First{FileName, ""};
  std::string &Problem = First.Text;
  yaml::Input In(MemoryBufferRef(Text, FileName), nullptr, collect, &First);
  ConfigFields D;
  // A file without a document, or with comments alone, says nothing.
  bool IsEmpty = true;
  StringRef Rest = Text;
  for (unsigned Number = 1; !Rest.empty(); ++Number) {
    auto [Line, More] = Rest.split('\n');
    Rest = More;
    // Not by the reader: asked for the document behind one that is no node, it
    // crashes.
    if (!IsEmpty && Line.starts_with("---"))
      return createStringError(
          fmt::format("{}:{}: a second document begins here; there is one in a "
                      "configuration",
                      FileName.str(), Number));
    IsEmpty &= Line.trim().empty() || Line.ltrim().starts_with("#") ||
               Line.starts_with("---");
  }
  if (IsEmpty)
    return C;
  In >> D;
  if (Problem.empty() && In.error())
    Problem =
        fmt::format("{}:1: this is no list of keys and values", FileName.str());
  if (!Problem.empty())
    return createStringError(Problem);
  C.Checks = D.Checks.Text;
  C.MinConfidence = D.Least.Value;
  for (const Word &W : D.ExtraArgs)
    C.ExtraArgs.push_back(W.Text);
  StringRef Folder = sys::path::parent_path(FileName);
  for (const Word &W : D.Models)
    C.Models.push_back(Folder.empty() ? W.Text : absolutePath(W.Text, Folder));
  return C;
}

std::string await_tidy::configText(const Config &C) {
  ConfigFields D;
  D.Checks.Text = C.Checks;
  D.Least.Value = C.MinConfidence.value_or(Confidence::Medium);
  for (const std::string &M : C.Models)
    D.Models.push_back({M});
  for (const std::string &A : C.ExtraArgs)
    D.ExtraArgs.push_back({A});
  std::string Text;
  {
    raw_string_ostream OS(Text);
    yaml::Output Out(OS); // ends the document when it is destroyed
    Out << D;
  }
  return Text;
}

Configs::Configs(bool Enabled, StringRef Only, std::string CurrentDirectory)
    : Enabled(Enabled),
      Only(Only.empty() ? "" : absolutePath(Only, CurrentDirectory)),
      CurrentDirectory(std::move(CurrentDirectory)) {}

const Configs::Loaded &Configs::load(const std::string &Path) {
  auto [It, IsNew] = ByPath.try_emplace(Path);
  Loaded &L = It->second;
  if (!IsNew)
    return L;
  std::string Shown = displayPath(Path, CurrentDirectory);
  auto Buffer = readRegularFile(Path);
  if (!Buffer) {
    L.Problem = fmt::format("cannot use the configuration '{}': {}", Shown,
                            toString(Buffer.takeError()));
    return L;
  }
  Expected<Config> C = parseConfig(Path, (*Buffer)->getBuffer());
  if (!C)
    // It begins with the path.
    L.Problem = Shown + toString(C.takeError()).substr(Path.size());
  else
    L.Value = std::move(*C);
  return L;
}

const std::string &Configs::pathFor(StringRef Directory, StringRef Name) {
  SmallString<256> Path(Directory);
  sys::path::append(Path, Name);
  auto [It, IsNew] = Nearest.try_emplace(Path.str().str());
  if (!IsNew)
    return It->second;
  StringRef Above = sys::path::parent_path(Directory);
  if (sys::fs::exists(Path))
    It->second = Path.str().str();
  else if (!Above.empty())
    It->second = pathFor(Above, Name);
  return It->second;
}

/// The file of models that a .clang-tidy in \p Directory means: in that folder
/// or in one above it.
static std::string findModels(StringRef Name, StringRef Directory) {
  for (StringRef Dir = Directory; !Dir.empty();
       Dir = sys::path::parent_path(Dir))
    if (std::string Path = absolutePath(Name, Dir); sys::fs::exists(Path))
      return Path;
  return absolutePath(Name, Directory);
}

/// Puts what \p First, a .clang-tidy, says before what \p C has.
Error Configs::addTidyConfig(const std::string &First, Config &C) {
  std::vector<TidyFile> Files;
  for (std::string Path = First; !Path.empty();) {
    std::string Shown = displayPath(Path, CurrentDirectory);
    auto Buffer = readRegularFile(Path);
    if (!Buffer)
      return createStringError(
          fmt::format("cannot use the configuration '{}': {}", Shown,
                      toString(Buffer.takeError())));
    Expected<TidyFile> F = parseTidyFile(Shown, (*Buffer)->getBuffer());
    if (!F)
      return F.takeError();
    Files.insert(Files.begin(), std::move(*F));
    StringRef Above =
        sys::path::parent_path(sys::path::parent_path(StringRef(Path)));
    Path = Files.front().Inherits && !Above.empty()
               ? pathFor(Above, ".clang-tidy")
               : "";
  }
  Expected<TidyConfig> T = tidyConfig(Files);
  if (!T)
    return T.takeError();
  if (T->saysNothing())
    return Error::success();
  C.TidyPath = First;
  if (!T->Checks.empty())
    C.Checks = T->Checks + (C.Checks.empty() ? "" : ",") + C.Checks;
  // It is about all rules, and nearer.
  if (!C.MinConfidence)
    C.MinConfidenceOf = std::move(T->MinConfidence);
  for (const std::string &M : T->Models)
    C.Models.push_back(findModels(M, sys::path::parent_path(First)));
  return Error::success();
}

Expected<const Config *> Configs::of(StringRef File) {
  static const Config None;
  if (!Enabled)
    return &None;
  StringRef Directory = sys::path::parent_path(File);
  std::pair<std::string, std::string> Paths{Only, ""};
  if (Only.empty())
    Paths = {pathFor(Directory, ".await-tidy"),
             pathFor(Directory, ".clang-tidy")};
  auto [It, IsNew] = ByPaths.try_emplace(Paths);
  Loaded &L = It->second;
  if (IsNew) {
    if (!Paths.first.empty())
      L = load(Paths.first);
    if (L.Problem.empty() && !Paths.second.empty())
      if (Error E = addTidyConfig(Paths.second, L.Value))
        L.Problem = toString(std::move(E));
  }
  if (!L.Problem.empty())
    return createStringError(L.Problem);
  return &L.Value;
}
