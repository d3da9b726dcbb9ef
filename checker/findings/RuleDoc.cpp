//===- RuleDoc.cpp - The documentation page of a rule ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "findings/RuleDoc.h"
#include "Rule.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

using namespace llvm;

namespace await_tidy {

static std::string_view trimmed(std::string_view Text) {
  return StringRef(Text).trim();
}

static std::string_view nameOf(Severity Level) {
  switch (Level) {
  case Severity::Info:
    return "info";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  return "";
}

std::string ruleDocumentation(const Rule &R) {
  // The summary is a part of a sentence in lists, a sentence here.
  std::string Summary(trimmed(R.Summary));
  if (!Summary.empty())
    Summary.front() = toUpper(Summary.front());
  std::string Page = fmt::format("# {}\n\n{}.\n\n", R.Id, Summary);
  Page += fmt::format("- Severity: {}\n", nameOf(R.Level));
  Page += fmt::format("- On by default: {}\n", R.OnByDefault ? "yes" : "no");
  if (!R.Cwe.empty()) {
    Page += "- Weakness:";
    for (size_t I = 0; I != R.Cwe.size(); ++I)
      Page += fmt::format(
          "{} [CWE-{}](https://cwe.mitre.org/data/definitions/{}.html)",
          I ? "," : "", R.Cwe[I], R.Cwe[I]);
    Page += "\n";
  }
  Page += fmt::format("\n{}\n", trimmed(R.Rationale));
  Page += fmt::format("\n## Reported\n\n```cpp\n{}\n```\n", trimmed(R.Bad));
  Page += fmt::format("\n## Silent\n\n```cpp\n{}\n```\n", trimmed(R.Good));
  Page += fmt::format("\n## Configuration\n\n"
                      "- Silence one line: `// NOLINT({0})` at its end, or\n"
                      "  `// NOLINTNEXTLINE({0})` above it.\n"
                      "- Silence a block: from `// NOLINTBEGIN({0})`\n"
                      "  to `// NOLINTEND({0})`.\n"
                      "- Switch the rule off: `--checks=-{0}`, or\n"
                      "  `Checks: '-{0}'` in `.clang-tidy`.\n"
                      "- See more or less: `--min-confidence`, or the option\n"
                      "  `{0}.MinConfidence` in `.clang-tidy`:\n"
                      "  `low`, `medium` (the default) or `high`.\n",
                      R.Id);
  return Page;
}

std::string ruleUri(const Rule &R) {
#ifdef AWAIT_TIDY_DOCS_URL
  if (StringRef Site = AWAIT_TIDY_DOCS_URL; !Site.empty())
    return fmt::format("{}/{}.md", Site.rtrim('/').str(), R.Id);
#endif
  if (R.Cwe.empty())
    return "";
  return fmt::format("https://cwe.mitre.org/data/definitions/{}.html",
                     R.Cwe.front());
}

Expected<std::vector<std::string>> writeRuleDocumentation(StringRef Directory) {
  if (std::error_code EC = sys::fs::create_directories(Directory))
    return createStringError(EC, fmt::format("cannot create '{}': {}",
                                             Directory.str(), EC.message()));
  std::vector<std::string> Written;
  for (const Rule *R : allRules()) {
    SmallString<128> Path(Directory);
    sys::path::append(Path, StringRef(R->Id) + ".md");
    std::error_code EC;
    raw_fd_ostream Out(Path, EC);
    if (!EC) {
      Out << "<!-- Generated from rules/" << R->Id
          << ".cpp by await-tidy --write-rule-docs. Do not edit. -->\n\n"
          << ruleDocumentation(*R);
      Out.close();
      EC = Out.error();
      Out.clear_error();
    }
    if (EC)
      return createStringError(EC, fmt::format("cannot write '{}': {}",
                                               Path.str().str(), EC.message()));
    Written.push_back(Path.str().str());
  }
  return Written;
}

} // namespace await_tidy
