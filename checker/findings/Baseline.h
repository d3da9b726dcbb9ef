//===- Baseline.h - Findings that are known already -------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A list of the findings that a project has when it begins to use the tool, so
/// that only new ones are reported. It is kept under version control, so it is
/// text with one finding in a line, sorted:
///
///     # await-tidy baseline 1
///     913893106f9e3fbe await-stale-write src/bank.cpp
///
/// A line has the fingerprint (Fingerprint.h), the rule, and the file to the
/// end of the line, percent-encoded where it has control characters. Lines that
/// begin with `#` are comments. The same line can be there several times.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_BASELINE_H
#define AWAIT_TIDY_FINDINGS_BASELINE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <tuple>
#include <vector>

namespace await_tidy {

class Baseline {
public:
  struct Entry {
    std::string Path, Rule, Fingerprint;
    bool Found = false;

    bool operator<(const Entry &O) const {
      return std::tie(Path, Rule, Fingerprint) <
             std::tie(O.Path, O.Rule, O.Fingerprint);
    }
  };
  using IsThere = llvm::function_ref<bool(const std::string &Path)>;

  /// Reads \p Text; an error names \p FileName and the line.
  static llvm::Expected<Baseline> parse(llvm::StringRef FileName,
                                        llvm::StringRef Text);
  /// The same of a file on the disk.
  static llvm::Expected<Baseline> load(const std::string &FileName);

  void add(Entry E) {
    ByFingerprint[E.Fingerprint].push_back(Entries.size());
    Entries.push_back(std::move(E));
  }

  /// Whether this finding is known. Each entry stands for one: of two equal
  /// findings, one can be new. An entry whose file \p Exists no longer stands
  /// for the same finding in another file: the file was renamed. Linear in the
  /// number of entries with that fingerprint.
  bool take(llvm::StringRef Fingerprint, llvm::StringRef Path, IsThere Exists);

  const std::vector<Entry> &entries() const { return Entries; }

  /// What the file has to be.
  std::string text() const;

private:
  std::vector<Entry> Entries;
  llvm::StringMap<llvm::SmallVector<size_t, 1>> ByFingerprint;
};

} // namespace await_tidy

#endif
