//===- RuleSelection.cpp - The rules that a list of globs enables ---------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/RuleSelection.h"
#include "Rule.h"
#include "base/Nearest.h"
#include "findings/GlobList.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

static Error unknownRule(StringRef Id) {
  std::vector<std::string> Ids;
  for (const Rule *R : allRules())
    Ids.emplace_back(R->Id);
  std::string Hint = "--list-rules names all of them";
  if (std::optional<std::string> Near = nearest(Id, Ids))
    Hint = fmt::format("did you mean '{}'?", *Near);
  else if (std::optional<std::string> Near =
               nearest(("await-" + Id).str(), Ids))
    Hint = fmt::format("did you mean '{}'?", *Near);
  return createStringError(
      fmt::format("there is no rule '{}'; {}", Id.str(), Hint));
}

Expected<const Rule *> lookUpRule(StringRef Id) {
  if (const Rule *R = findRule(Id))
    return R;
  if (const Rule *R = findRule(("await-" + Id).str()))
    return R;
  return unknownRule(Id);
}

bool isNamed(StringRef Globs, StringRef Id) {
  GlobList List(Globs);
  return llvm::any_of(List.items(), [&](const GlobList::Item &I) {
    return I.Adds && I.Pattern == Id;
  });
}

Expected<std::set<std::string>> selectRules(StringRef Globs) {
  GlobList List(Globs);
  // A misspelt name would silently enable or disable nothing. A glob may well
  // match nothing: lists are shared with clang-tidy.
  for (const GlobList::Item &I : List.items())
    if (!StringRef(I.Pattern).contains('*') && !findRule(I.Pattern))
      return unknownRule(I.Pattern);

  std::set<std::string> Selected;
  for (const Rule *R : allRules())
    if (List.decide(R->Id).value_or(R->OnByDefault) &&
        (R->OnByDefault || isNamed(Globs, R->Id)))
      Selected.emplace(R->Id);
  if (Selected.empty())
    return createStringError(
        fmt::format("'{}' leaves no rule enabled; the rules are named await-*",
                    Globs.str()));
  return Selected;
}

Expected<Confidence> parseConfidence(StringRef Text) {
  std::optional<Confidence> C = StringSwitch<std::optional<Confidence>>(Text)
                                    .Case("low", Confidence::Low)
                                    .Case("medium", Confidence::Medium)
                                    .Case("high", Confidence::High)
                                    .Default(std::nullopt);
  if (!C)
    return createStringError(fmt::format(
        "'{}' is no confidence; say low, medium or high", Text.str()));
  return *C;
}

std::string_view wordFor(Confidence C) {
  switch (C) {
  case Confidence::Low:
    return "low";
  case Confidence::Medium:
    return "medium";
  case Confidence::High:
    return "high";
  }
  return "";
}

} // namespace await_tidy
