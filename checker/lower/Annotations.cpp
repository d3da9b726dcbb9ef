//===- Annotations.cpp - What the program says of itself ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/Annotations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace await_tidy;
using namespace clang;

static constexpr llvm::StringRef Prefix = "await_tidy::";

/// Calls \p Look for each declaration that can bear the marks of \p D, until it
/// returns true.
template <class Fn> static bool anyDecl(const Decl *D, Fn Look) {
  if (!D)
    return false;
  for (const Decl *R : D->redecls())
    if (Look(R))
      return true;
  const Decl *Pattern = nullptr;
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    Pattern = F->getTemplateInstantiationPattern();
  else if (const auto *R = dyn_cast<CXXRecordDecl>(D))
    Pattern = R->getTemplateInstantiationPattern();
  return Pattern && Pattern != D && anyDecl(Pattern, Look);
}

bool await_tidy::hasAnnotation(const Decl *D, Annotation A) {
  static constexpr llvm::StringRef Names[] = {"single_owner", "idempotent",
                                              "never_suspends", "may_suspend"};
  return anyDecl(D, [&](const Decl *R) {
    if (R->hasAttrs())
      for (const auto *X : R->specific_attrs<AnnotateAttr>()) {
        llvm::StringRef Text = X->getAnnotation();
        if (Text.consume_front(Prefix) && Text == Names[size_t(A)])
          return true;
      }
    return false;
  });
}

const ValueDecl *await_tidy::namedLock(const Expr *E) {
  E = E ? E->IgnoreParenImpCasts() : nullptr;
  if (const auto *U = dyn_cast_or_null<UnaryOperator>(E))
    return namedLock(U->getSubExpr());
  if (const auto *M = dyn_cast_or_null<MemberExpr>(E))
    return M->getMemberDecl();
  if (const auto *D = dyn_cast_or_null<DeclRefExpr>(E))
    return D->getDecl();
  return nullptr;
}

const ValueDecl *await_tidy::guardedBy(const ValueDecl *D) {
  const ValueDecl *Found = nullptr;
  anyDecl(D, [&](const Decl *R) {
    if (!R->hasAttrs())
      return false;
    if (const auto *G = R->getAttr<GuardedByAttr>())
      Found = namedLock(G->getArg());
    for (const auto *X : R->specific_attrs<AnnotateAttr>()) {
      llvm::StringRef Text = X->getAnnotation();
      if (Found || !Text.consume_front(Prefix) ||
          !Text.consume_front("guarded_by "))
        continue;
      Text = Text.trim();
      Text.consume_front("this->");
      // A member of the same class, or what is visible around it.
      const auto &Name = R->getASTContext().Idents.get(Text);
      for (const DeclContext *C = R->getDeclContext(); C && !Found;
           C = C->getParent())
        for (const NamedDecl *N : C->lookup(DeclarationName(&Name)))
          if (const auto *V = dyn_cast<ValueDecl>(N))
            Found = V;
    }
    return Found != nullptr;
  });
  return Found;
}

llvm::SmallVector<Capability, 2>
await_tidy::capabilities(const FunctionDecl *F) {
  llvm::SmallVector<Capability, 2> Out;
  auto Add = [&](Capability::Kind What, bool Shared, auto Args) {
    for (const Expr *E : Args)
      Out.push_back({What, Shared, E});
    if (Args.begin() == Args.end() && What != Capability::Required)
      Out.push_back({What, Shared, nullptr});
  };
  anyDecl(F, [&](const Decl *R) {
    if (R->hasAttrs())
      for (const Attr *A : R->attrs()) {
        if (const auto *X = dyn_cast<RequiresCapabilityAttr>(A))
          Add(Capability::Required, X->isShared(), X->args());
        else if (const auto *X = dyn_cast<AcquireCapabilityAttr>(A))
          Add(Capability::Acquired, X->isShared(), X->args());
        else if (const auto *X = dyn_cast<ReleaseCapabilityAttr>(A))
          Add(Capability::Released, X->isShared(), X->args());
      }
    return !Out.empty();
  });
  return Out;
}

llvm::SmallVector<Allowed, 1> await_tidy::allowed(const FunctionDecl *F) {
  llvm::SmallVector<Allowed, 1> Out;
  auto Text = [](const AnnotateAttr *X, unsigned Index) {
    const Expr *E = Index < X->args_size() ? X->args_begin()[Index] : nullptr;
    const auto *S =
        dyn_cast_or_null<StringLiteral>(E ? E->IgnoreParenImpCasts() : nullptr);
    if (const auto *C = dyn_cast_or_null<ConstantExpr>(E); C && !S)
      S = dyn_cast<StringLiteral>(C->getSubExpr()->IgnoreParenImpCasts());
    return S && S->isOrdinary() ? S->getString() : llvm::StringRef();
  };
  anyDecl(F, [&](const Decl *R) {
    if (R->hasAttrs())
      for (const auto *X : R->specific_attrs<AnnotateAttr>()) {
        llvm::StringRef Name = X->getAnnotation();
        // What a declaration inherits was said by an earlier one.
        if (!X->isInherited() && Name.consume_front(Prefix) && Name == "allow")
          Out.push_back({X->getRange(), Text(X, 0), Text(X, 1).trim()});
      }
    return false;
  });
  return Out;
}

bool await_tidy::isScopedLockable(const CXXRecordDecl *R) {
  return anyDecl(
      R, [](const Decl *D) { return D->hasAttr<ScopedLockableAttr>(); });
}
