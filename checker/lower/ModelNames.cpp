//===- ModelNames.cpp - What the names in models name ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who writes a model writes what a user writes: exec::async_scope. What the
// library calls the class behind that name is its own business, and changes
// from one version to the next.
//
//===----------------------------------------------------------------------===//

#include "lower/Unit.h"
#include "clang/AST/DeclTemplate.h"

using namespace await_tidy;
using namespace clang;

/// What \p D stands for: behind typedefs, alias templates and
/// using-declarations.
static const NamedDecl *behind(const NamedDecl *D) {
  for (int I = 0; D && I < 16; ++I) {
    if (const auto *Shadow = dyn_cast<UsingShadowDecl>(D))
      D = Shadow->getTargetDecl();
    else if (const auto *T = dyn_cast<ClassTemplateDecl>(D))
      return T->getTemplatedDecl();
    else if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
      return T->getTemplatedDecl();
    else {
      const auto *Alias = dyn_cast<TypedefNameDecl>(D);
      if (const auto *T = dyn_cast<TypeAliasTemplateDecl>(D))
        Alias = T->getTemplatedDecl();
      if (!Alias)
        return D;
      QualType Type = Alias->getUnderlyingType();
      if (const CXXRecordDecl *R = Type->getAsCXXRecordDecl())
        return R;
      const auto *S = Type->getAs<TemplateSpecializationType>();
      D = S ? S->getTemplateName().getAsTemplateDecl() : nullptr;
    }
  }
  return nullptr;
}

/// The identifier that \p Name is in the source, or in the precompiled part of
/// it; null if it is none. Nothing is added to Clang's table.
static const IdentifierInfo *identifier(ASTContext &Context,
                                        llvm::StringRef Name) {
  IdentifierTable &Table = Context.Idents;
  if (auto It = Table.find(Name); It != Table.end() && It->second)
    return It->second;
  IdentifierInfoLookup *Elsewhere = Table.getExternalIdentifierLookup();
  return Elsewhere ? Elsewhere->get(Name) : nullptr;
}

/// The first declaration of \p QualifiedName, or null.
static const NamedDecl *declared(ASTContext &Context, llvm::StringRef Name) {
  const DeclContext *In = Context.getTranslationUnitDecl();
  while (In) {
    auto [First, Rest] = Name.split("::");
    const IdentifierInfo *Id = identifier(Context, First);
    if (!Id)
      return nullptr;
    DeclContext::lookup_result Found = In->lookup(DeclarationName(Id));
    if (Found.empty())
      return nullptr;
    const NamedDecl *D = Found.front();
    if (Rest.empty())
      return D;
    if (const auto *N = dyn_cast<NamespaceAliasDecl>(D))
      In = N->getNamespace();
    else
      In = dyn_cast_or_null<DeclContext>(behind(D));
    if (isa_and_nonnull<FunctionDecl>(In))
      return nullptr;
    Name = Rest;
  }
  return nullptr;
}

ModelSet await_tidy::namedIn(ASTContext &Context, const ModelSet &Models) {
  ModelSet Out = Models;
  for (const std::string &Written : Models.qualifiedNames()) {
    const NamedDecl *D = behind(declared(Context, Written));
    if (!isa_and_nonnull<CXXRecordDecl, FunctionDecl>(D))
      continue;
    std::string Canonical = TypeFacts::qualifiedName(D);
    if (Canonical != Written)
      Out.alias(Written, Canonical);
  }
  return Out;
}
