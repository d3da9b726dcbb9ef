//===- Unit.cpp - Names that hold in all translation units ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/Unit.h"
#include "clang/Index/USRGeneration.h"

using namespace await_tidy;
using namespace clang;

std::string await_tidy::usrOf(const Decl *D) {
  llvm::SmallString<128> Usr;
  return index::generateUSRForDecl(D, Usr) ? "" : Usr.str().str();
}

SymbolId Unit::symbol(const NamedDecl *D) {
  const Decl *Canonical = D->getCanonicalDecl();
  const auto *V = dyn_cast<VarDecl>(D);
  bool IsShared = isa<FieldDecl, IndirectFieldDecl, EnumConstantDecl>(D) ||
                  (V && V->hasGlobalStorage() && !V->isStaticLocal());
  if (!OthersKnown || !IsShared)
    return Places.symbol(Canonical, D->getNameAsString());
  auto [It, New] = Symbols.try_emplace(Canonical, 0);
  if (New) {
    std::string Usr = await_tidy::usrOf(Canonical);
    It->second = Usr.empty() ? Places.symbol(Canonical, D->getNameAsString())
                             : symbolOf(Usr, D->getNameAsString());
  }
  return It->second;
}

SymbolId Unit::symbolOf(llvm::StringRef Usr, llvm::StringRef Name) {
  if (Usr.empty())
    return Places.symbol(Memory.Allocate(1, llvm::Align(1)), Name);
  auto [It, New] = SymbolOfUsr.try_emplace(Usr, 0);
  if (New) {
    It->second = Places.symbol(It->first().data(), Name);
    UsrOfSymbol[It->second] = It->first();
  }
  return It->second;
}
