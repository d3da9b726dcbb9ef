//===- TidyConfig.cpp - What .clang-tidy says of our rules ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/TidyConfig.h"
#include "Rule.h"
#include "base/Nesting.h"
#include "findings/GlobList.h"
#include "findings/RuleSelection.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"
#include <algorithm>
#include <fmt/format.h>
#include <optional>

using namespace llvm;

namespace await_tidy {

namespace {

/// Walks through one document. Nodes are to be visited in their order.
class Reader {
public:
  Reader(StringRef FileName, StringRef Text)
      : FileName(FileName), Stream(MemoryBufferRef(Text, FileName), Messages) {
    Messages.setDiagHandler(
        [](const SMDiagnostic &D, void *This) {
          Reader &R = *static_cast<Reader *>(This);
          R.fail(std::max(D.getLineNo(), 1), D.getMessage().str());
        },
        this);
  }

  Expected<TidyFile> read(StringRef Text) {
    if (unsigned Line = tooDeepYaml(Text)) {
      fail(Line, "this goes deeper than a configuration can");
      return createStringError(Problem);
    }
    yaml::document_iterator First = Stream.begin();
    yaml::Node *Root = First == Stream.end() ? nullptr : First->getRoot();
    if (Root && !isa<yaml::NullNode>(Root)) {
      if (auto *Map = dyn_cast<yaml::MappingNode>(Root))
        readTop(*Map);
      else
        fail(lineOf(*Root), "the file is to be a list of keys and values");
    }
    if (Problem.empty() && Stream.failed())
      fail(1, "this is not YAML");
    if (!Problem.empty())
      return createStringError(Problem);
    return std::move(File);
  }

private:
  void readTop(yaml::MappingNode &Map) {
    for (yaml::KeyValueNode &Entry : Map) {
      std::string Key = text(Entry.getKey()).value_or("");
      yaml::Node *Value = Entry.getValue();
      if (Key == "Checks" && Value) {
        readChecks(*Value);
      } else if (Key == "CheckOptions" && Value) {
        readOptions(*Value);
      } else if (Key == "InheritParentConfig") {
        // As LLVM's reader of a truth value.
        std::string Word = text(Value).value_or("");
        File.Inherits = Word == "true" || Word == "True" || Word == "TRUE";
      } else {
        Entry.skip();
      }
      if (!Problem.empty() || Stream.failed())
        return;
    }
  }

  void readChecks(yaml::Node &Value) {
    unsigned Line = lineOf(Value);
    if (auto *List = dyn_cast<yaml::SequenceNode>(&Value)) {
      for (yaml::Node &Item : *List)
        File.Checks += text(&Item).value_or("") + ",";
    } else {
      File.Checks = text(&Value).value_or("");
    }
    // A line ends a glob as a comma does.
    std::replace(File.Checks.begin(), File.Checks.end(), '\n', ',');
    GlobList Globs(File.Checks);
    for (const GlobList::Item &I : Globs.items())
      if (StringRef(I.Pattern).starts_with("await-") &&
          !StringRef(I.Pattern).contains('*') && !findRule(I.Pattern))
        fail(Line, toString(lookUpRule(I.Pattern).takeError()));
  }

  void readOptions(yaml::Node &Value) {
    if (auto *Map = dyn_cast<yaml::MappingNode>(&Value)) {
      for (yaml::KeyValueNode &Entry : *Map) {
        std::optional<std::string> Key = text(Entry.getKey());
        yaml::Node *V = Entry.getValue();
        if (Key && V)
          addOption(*Key, text(V), lineOf(*V));
      }
      return;
    }
    auto *List = dyn_cast<yaml::SequenceNode>(&Value);
    if (!List)
      return;
    // The older way: a list of `key:` and `value:`.
    for (yaml::Node &Item : *List) {
      auto *Map = dyn_cast<yaml::MappingNode>(&Item);
      if (!Map) {
        Item.skip();
        continue;
      }
      unsigned Line = lineOf(Item);
      std::optional<std::string> Key, V;
      for (yaml::KeyValueNode &Entry : *Map) {
        std::string Name = text(Entry.getKey()).value_or("");
        std::optional<std::string> Text = text(Entry.getValue());
        if (Name == "key")
          Key = Text;
        else if (Name == "value")
          V = Text;
      }
      if (Key)
        addOption(*Key, V, Line);
    }
  }

  void addOption(const std::string &Key, std::optional<std::string> Value,
                 unsigned Line) {
    StringRef Name = Key;
    if (!Name.starts_with("await-") && Name != "AwaitTidyModels")
      return;
    auto [Rule, Field] = Name.split('.');
    if (Name.contains('.') && !findRule(Rule))
      return fail(Line, toString(lookUpRule(Rule).takeError()));
    if (!Value)
      return fail(Line, fmt::format("'{}' needs a word as its value", Key));
    File.Options[Key] = {*Value, fmt::format("{}:{}", FileName.str(), Line)};
  }

  /// Of a scalar in any spelling; nothing of another node, which is skipped.
  std::optional<std::string> text(yaml::Node *N) {
    SmallString<128> Storage;
    if (auto *S = dyn_cast_or_null<yaml::ScalarNode>(N))
      return S->getValue(Storage).str();
    if (auto *S = dyn_cast_or_null<yaml::BlockScalarNode>(N))
      return S->getValue().str();
    if (N)
      N->skip();
    return std::nullopt;
  }

  unsigned lineOf(yaml::Node &N) const {
    SMLoc Where = N.getSourceRange().Start;
    return Where.isValid() ? Messages.getLineAndColumn(Where).first : 1;
  }

  void fail(unsigned Line, const std::string &Text) {
    if (Problem.empty())
      Problem = fmt::format("{}:{}: {}", FileName.str(), Line, Text);
  }

  StringRef FileName;
  SourceMgr Messages;
  yaml::Stream Stream;
  TidyFile File;
  std::string Problem;
};

} // namespace

Expected<TidyFile> parseTidyFile(StringRef FileName, StringRef Text) {
  if (size_t At; !json::isUTF8(Text, &At))
    return createStringError(fmt::format("{}:{}: this is not valid UTF-8",
                                         FileName.str(),
                                         Text.take_front(At).count('\n') + 1));
  return Reader(FileName, Text).read(Text);
}

/// The part of \p Checks that is about our rules, for who begins with those
/// that are on by default.
static std::string ownChecks(const GlobList &Checks) {
  auto IsOurs = [](const GlobList::Item &I) {
    return StringRef(I.Pattern).starts_with("await-");
  };
  bool AddsOurs = any_of(Checks.items(), [&](const GlobList::Item &I) {
    return I.Adds && IsOurs(I);
  });
  SmallVector<std::string, 8> Kept;
  if (AddsOurs)
    Kept.push_back("-*");
  for (const GlobList::Item &I : Checks.items()) {
    bool MatchesOne = any_of(allRules(), [&](const Rule *R) {
      return matchesGlob(I.Pattern, R->Id);
    });
    if (MatchesOne && (AddsOurs || (!I.Adds && IsOurs(I))))
      Kept.push_back((I.Adds ? "" : "-") + I.Pattern);
  }
  return join(Kept, ",");
}

Expected<TidyConfig> tidyConfig(const std::vector<TidyFile> &Files) {
  std::string Checks;
  std::map<std::string, TidyFile::Option> Options;
  for (const TidyFile &F : Files) {
    if (!F.Checks.empty())
      Checks += (Checks.empty() ? "" : ",") + F.Checks;
    for (const auto &[Key, Value] : F.Options)
      Options[Key] = Value;
  }
  GlobList All(Checks);
  TidyConfig C;
  C.Checks = ownChecks(All);
  auto Add = [&](const std::string &Glob) {
    C.Checks += (C.Checks.empty() ? "" : ",") + Glob;
  };
  for (const auto &[Key, O] : Options) {
    auto Refuse = [&, Where = O.Where](const std::string &Why) {
      return createStringError(Where + ": " + Why);
    };
    auto [Id, Field] = StringRef(Key).split('.');
    if (Key == "AwaitTidyModels") {
      SmallVector<StringRef, 4> Parts;
      StringRef(O.Value).split(Parts, ';', -1, /*KeepEmpty=*/false);
      for (StringRef Part : Parts)
        C.Models.push_back(Part.trim().str());
    } else if (Field == "MinConfidence") {
      Expected<Confidence> Least = parseConfidence(O.Value);
      if (!Least)
        return Refuse(toString(Least.takeError()));
      C.MinConfidence[Id.str()] = *Least;
    } else if (Field == "Enabled") {
      if (O.Value != "true" && O.Value != "false")
        return Refuse(fmt::format("'{}' is neither true nor false", O.Value));
      // What is not selected is not turned on by its option.
      if (O.Value == "false")
        Add("-" + Id.str());
      else if (All.decide(Id).value_or(C.Checks.empty()))
        Add(Id.str());
    } else {
      return Refuse(fmt::format("there is no option '{}'; a rule has "
                                "MinConfidence and Enabled",
                                Key));
    }
  }
  return C;
}

} // namespace await_tidy
