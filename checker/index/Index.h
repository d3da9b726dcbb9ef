//===- Index.h - What translation units tell each other ---------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The summaries of a translation unit as bytes that another one reads: what
/// its functions do to their callers, and what they touch. Places, names and
/// locations of one translation unit mean nothing in another, so they are told
/// by tables: a declaration by its USR (Clang's name for one declaration in all
/// translation units), a place by the steps that lead to it, a location by its
/// file and line. As Infer's summaries are, these are made without knowing who
/// will ask.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_INDEX_INDEX_H
#define AWAIT_TIDY_INDEX_INDEX_H

#include "events/CallEffect.h"
#include "events/FunctionUses.h"
#include "findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace await_tidy {

/// What the places, names and locations of one translation unit are for others.
struct UnitNames {
  PlaceTable &Places;
  /// The USR of what \p S names, if others can name it too; else empty.
  std::function<std::string(SymbolId S)> UsrOf;
  /// The other way round. \p Usr lives as long as the index.
  std::function<SymbolId(llvm::StringRef Usr, llvm::StringRef Name)> SymbolOf;
  std::function<SourceSpan(Loc)> SpanOf;
  std::function<Loc(const SourceSpan &)> LocOf;
};

/// Gathers the summaries of one translation unit.
class IndexBuilder {
public:
  explicit IndexBuilder(UnitNames Names);
  ~IndexBuilder();

  /// What the function \p Usr does to its callers. \p Parameters are the names
  /// of its parameters, in order.
  void add(llvm::StringRef Usr, const CallEffect &Summary,
           llvm::ArrayRef<SymbolId> Parameters);
  /// What functions touch; \p Usrs are theirs, in the same order.
  void add(const std::vector<FunctionUses> &Uses,
           const std::vector<std::string> &Usrs);
  /// A function without a body here, whose summary would have been of use.
  void asks(llvm::StringRef Usr);

  std::string bytes() const;

private:
  struct Data;
  std::unique_ptr<Data> D;
};

/// The summaries of many translation units.
class ProjectIndex {
public:
  ProjectIndex();
  ~ProjectIndex();

  /// Adds what an IndexBuilder of this very program has made, or what
  /// importsOf() and answersFor() give; all else is an error, and so are bytes
  /// that were damaged. Returns the number of this file: 0, 1, ... Linear in
  /// their number. Of a function that several files have, the first is taken.
  llvm::Expected<unsigned> add(llvm::StringRef Bytes);

  /// All that the analysis of \p File can see of the others, as an index of its
  /// own: the summaries of functions that it calls, and what touches the same
  /// state, with those that call it. The same bytes as long as that is the
  /// same, whatever else there is. Linear in what is in it.
  std::string importsOf(unsigned File) const;
  /// The same for making its summaries, which depend on those of the functions
  /// that it calls alone. Nothing if nobody asks for a function of \p File: who
  /// would mind how it is summarized.
  std::string answersFor(unsigned File) const;
  /// What both are where there is nothing to see.
  static std::string nothing();

  bool hasSummary(llvm::StringRef Usr) const;
  /// The summary of \p Usr in the terms of \p Names, whose parameters are
  /// \p Parameters; null if there is none.
  std::unique_ptr<CallEffect>
  summary(llvm::StringRef Usr, UnitNames &Names,
          llvm::ArrayRef<SymbolId> Parameters) const;

  /// Appends to \p All, which has the functions \p Own of a translation unit,
  /// those of others that touch the same state, with those that call them.
  /// \p Where gives a function without a location here a name of its own.
  void addUses(std::vector<FunctionUses> &All,
               const std::vector<std::string> &Own, UnitNames &Names,
               llvm::function_ref<uint32_t(llvm::StringRef Usr)> Where) const;

private:
  struct Data;
  std::unique_ptr<Data> D;
};

} // namespace await_tidy

#endif
