//===- Unit.h - What lowering knows of a translation unit -------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_LOWER_UNIT_H
#define AWAIT_TIDY_LOWER_UNIT_H

#include "events/CallEffect.h"
#include "lower/TypeFacts.h"
#include "models/Model.h"
#include "sql/Sql.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/StringSaver.h"
#include <functional>
#include <memory>

namespace await_tidy {

/// \p Models for this translation unit: what a row says of a name, it says of
/// the class or function that the name stands for here. Linear in the rows.
ModelSet namedIn(clang::ASTContext &Context, const ModelSet &Models);

/// Everything that the graphs of one translation unit share.
struct Unit {
  Unit(clang::ASTContext &Context, const ModelSet &Models)
      : Context(Context), Models(namedIn(Context, Models)), Types(Context) {}

  clang::ASTContext &Context;
  const ModelSet Models;
  TypeFacts Types;
  PlaceTable Places;
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Strings{Memory};

  /// The summary of a function whose body can be seen, or null; set by the
  /// analysis. A function that is being summarized right now gives null.
  std::function<const CallEffect *(const clang::FunctionDecl *)> EffectOf;

  /// The name of \p D. Where other translation units are known, a member, a
  /// global variable or an enumerator has one name in all of them.
  SymbolId symbol(const clang::NamedDecl *D);
  /// The USR of what \p S names, if other translation units can name it too;
  /// else empty. Only where OthersKnown.
  llvm::StringRef usrOf(SymbolId S) const { return UsrOfSymbol.lookup(S); }
  /// The other way round. For an empty \p Usr a name that nobody else has.
  SymbolId symbolOf(llvm::StringRef Usr, llvm::StringRef Name);
  /// Summaries go to other translation units, or come from there.
  bool OthersKnown = false;
  /// Whether another translation unit has a summary of this function, which has
  /// no body here; may be null.
  std::function<bool(const clang::FunctionDecl *)> HasForeign;

  /// Reference parameters that name a variable of each call's own.
  llvm::DenseSet<const clang::ParmVarDecl *> OwnArguments;

  /// Tables of databases that SQL text names, to their roots; and the names of
  /// columns.
  llvm::StringMap<PlaceId> Tables;
  llvm::StringMap<SymbolId> Columns;
  /// SQL text of queries that was not understood, to where it stands, and why.
  llvm::StringMap<std::pair<Loc, std::string>> UnreadSql;

  /// Members that get one value only, to that value; the others that were
  /// asked for, to null.
  llvm::DenseMap<const clang::FieldDecl *, const clang::Expr *> OnlyValues;

  /// What the statements of a function do to a transaction of a connection that
  /// its callers know: a member, a global variable or a parameter. In order.
  struct SqlStep {
    enum Kinds : uint8_t {
      Begin,   ///< of whatever isolation
      Hold,    ///< keeps others out until the end
      HoldRow, ///< SELECT ... FOR UPDATE, which does so in a transaction only
      End
    } What = Begin;
    PlaceId Connection = NoPlace;
    int Parameter = -1; ///< the one that the connection is, or -1
    PlaceId Row = NoPlace;
  };
  llvm::DenseMap<const clang::FunctionDecl *, llvm::SmallVector<SqlStep, 4>>
      SqlSteps;
  /// Who calls a function that locks rows outside of a transaction of its own,
  /// and whether with an open transaction.
  struct RowLocker {
    const clang::FunctionDecl *Caller;
    bool InTransaction;
  };
  llvm::DenseMap<const clang::FunctionDecl *, llvm::SmallVector<RowLocker, 2>>
      RowLockers;
  /// True if \p F is called, and only inside of transactions.
  bool isCalledInTransactions(const clang::FunctionDecl *F,
                              unsigned Depth = 0) const;

  /// Fields and variables that are atomic.
  llvm::DenseSet<SymbolId> AtomicState;

  /// Counters that coroutines wait for until they show a number that was drawn;
  /// filled by scanWriters().
  llvm::DenseSet<const clang::Decl *> Turns;
  /// Counters of who is inside, each with the flag that everybody looks at who
  /// goes in, and that somebody sets who waits until nobody is inside: a gate,
  /// or a lock for readers and writers. Filled by scanWriters().
  llvm::DenseMap<SymbolId, SymbolId> Inside;
  /// The loops of those who wait, to the counter.
  llvm::DenseMap<const clang::Stmt *, const clang::Expr *> Drains;
  /// How often a field or global is named otherwise than to be exchanged;
  /// filled by scanWriters().
  llvm::DenseMap<const clang::Decl *, unsigned> OtherUses;

  /// Lambdas whose bodies were lowered as part of the function around them.
  llvm::DenseSet<const clang::CXXMethodDecl *> Inlined;
  /// Functions called at exactly one place, outside of loops; computed on
  /// demand.
  std::function<bool(const clang::FunctionDecl *)> IsStartedOnce;

private:
  llvm::DenseMap<SymbolId, llvm::StringRef> UsrOfSymbol;
  llvm::DenseMap<const clang::Decl *, SymbolId> Symbols; ///< of shared state
  llvm::StringMap<SymbolId> SymbolOfUsr;

public:
  bool inSystemHeader(const clang::Decl *D) const {
    clang::SourceLocation L = D->getLocation();
    return L.isInvalid() || Context.getSourceManager().isInSystemHeader(
                                Context.getSourceManager().getExpansionLoc(L));
  }
};

/// The definition of \p F that has a body to look at: not in a system header,
/// and for an instantiation without one the pattern it comes from. Null if
/// none.
const clang::FunctionDecl *usableDefinition(const Unit &U,
                                            const clang::FunctionDecl *F);

/// What U.EffectOf can have a summary of: that definition, or a declaration of
/// \p F whose body is in another translation unit that is known. Null if none.
const clang::FunctionDecl *summarizable(const Unit &U,
                                        const clang::FunctionDecl *F);

/// The name of \p D in all translation units; empty if it has none.
std::string usrOf(const clang::Decl *D);

/// Lowers the body of \p F, which must have one. The bodies of lambdas that it
/// hands to calls become part of the graph. Stops at \p MaxEvents and sets
/// EventGraph::OverBudget.
std::unique_ptr<EventGraph> lower(Unit &U, const clang::FunctionDecl *F,
                                  unsigned MaxEvents);

} // namespace await_tidy

#endif
