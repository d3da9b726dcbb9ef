//===- Syntax.cpp - Questions about the syntax alone ----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"

using namespace await_tidy;
using namespace clang;

Loc await_tidy::locOf(const Stmt *S) {
  if (!S)
    return {};
  return {S->getBeginLoc().getRawEncoding(), S->getEndLoc().getRawEncoding()};
}

const Expr *await_tidy::strip(const Expr *E) {
  while (E) {
    E = E->IgnoreParens();
    if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = X->getReplacement();
    else if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E))
      return X;
    else if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E))
      E = X->getSemanticForm();
    else if (const auto *X = dyn_cast<CastExpr>(E)) {
      if (X->getCastKind() == CK_LValueToRValue ||
          X->getCastKind() == CK_ToVoid)
        return E;
      E = X->getSubExpr();
    } else if (const auto *X = dyn_cast<OpaqueValueExpr>(E);
               X && X->getSourceExpr())
      E = X->getSourceExpr();
    else
      return E;
  }
  return E;
}

bool await_tidy::suspends(const Stmt *S) {
  if (isa<CoroutineSuspendExpr>(S))
    return true;
  return llvm::any_of(S->children(),
                      [](const Stmt *C) { return C && suspends(C); });
}

const EnumConstantDecl *await_tidy::namedEnumerator(const Expr *E) {
  const auto *D =
      dyn_cast_or_null<DeclRefExpr>(E ? strip(E)->IgnoreParenImpCasts() : E);
  return D ? dyn_cast<EnumConstantDecl>(D->getDecl()) : nullptr;
}

const Expr *await_tidy::adapted(const Expr *E) {
  if (const auto *X = dyn_cast<CXXConstructExpr>(E))
    return X->getNumArgs() == 1 ? strip(X->getArg(0)) : nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E))
    return strip(M->getImplicitObjectArgument());
  if (const auto *C = dyn_cast<CallExpr>(E))
    return C->getNumArgs() == 1 ? strip(C->getArg(0)) : nullptr;
  return nullptr;
}

bool await_tidy::isConstant(const Expr *E, bool &Reset) {
  Reset = false;
  E = strip(E);
  if (!E)
    return false;
  // `a = b = 0`
  if (const auto *A = dyn_cast<BinaryOperator>(E->IgnoreParenImpCasts());
      A && A->getOpcode() == BO_Assign)
    return isConstant(A->getRHS(), Reset);
  if (const auto *C = dyn_cast<ImplicitCastExpr>(E)) {
    // A constexpr variable.
    E = C->getSubExpr()->IgnoreParenImpCasts();
    const auto *D = dyn_cast<DeclRefExpr>(E);
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    return V && V->isConstexpr();
  }
  if (const auto *I = dyn_cast<IntegerLiteral>(E)) {
    Reset = I->getValue() == 0;
    return true;
  }
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E)) {
    Reset = !B->getValue();
    return true;
  }
  if (const auto *F = dyn_cast<FloatingLiteral>(E)) {
    // Not the APFloat itself: LLVM 22 refers to data for it that the hosts of
    // other versions lack, and VersionGuard.cpp could not speak there.
    Reset = F->getValueAsApproximateDouble() == 0;
    return true;
  }
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr, ImplicitValueInitExpr,
          CXXScalarValueInitExpr>(E)) {
    Reset = true;
    return true;
  }
  if (const auto *S = dyn_cast<StringLiteral>(E)) {
    Reset = S->getLength() == 0;
    return true;
  }
  if (isa<CharacterLiteral, CXXTypeidExpr, UnaryExprOrTypeTraitExpr>(E))
    return true;
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && (U->getOpcode() == UO_Minus || U->getOpcode() == UO_Plus ||
            U->getOpcode() == UO_LNot)) {
    bool Ignored;
    return isConstant(U->getSubExpr(), Ignored);
  }
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    if (isa<EnumConstantDecl>(D->getDecl()))
      return true;
    const auto *V = dyn_cast<VarDecl>(D->getDecl());
    if (V && V->isConstexpr()) {
      // std::nullopt and its like: an empty class made to say "empty".
      const CXXRecordDecl *R = TypeFacts::record(V->getType());
      Reset = R && R->isEmpty();
      return true;
    }
    return false;
  }
  auto All = [&](auto Range) {
    bool Ignored;
    for (const Expr *X : Range)
      if (!isa<CXXDefaultArgExpr>(X) && !isConstant(X, Ignored))
        return false;
    return true;
  };
  if (const auto *I = dyn_cast<InitListExpr>(E)) {
    Reset = I->getNumInits() == 0;
    return All(I->inits());
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    Reset = true;
    for (const Expr *X : C->arguments())
      if (!isa<CXXDefaultArgExpr>(X)) {
        bool Inner = false;
        if (C->getNumArgs() != 1 || !isConstant(X, Inner) || !Inner)
          Reset = false;
      }
    return All(C->arguments());
  }
  return false;
}

const LambdaExpr *await_tidy::asLambda(const Expr *E) {
  while ((E = strip(E))) {
    if (const auto *L = dyn_cast<LambdaExpr>(E))
      return L;
    if (const auto *C = dyn_cast<CXXConstructExpr>(E);
        C && C->getNumArgs() >= 1)
      E = C->getArg(0);
    else if (const auto *C = dyn_cast<UnaryOperator>(E))
      E = C->getSubExpr(); // +[] {}
    else
      return nullptr;
  }
  return nullptr;
}

const CXXMethodDecl *await_tidy::callOperator(const LambdaExpr *L) {
  const CXXMethodDecl *M = L->getCallOperator();
  if (const FunctionTemplateDecl *T = M->getDescribedFunctionTemplate())
    for (const FunctionDecl *S : T->specializations())
      if (S->hasBody())
        return cast<CXXMethodDecl>(S);
  return M;
}

bool await_tidy::isNoexcept(const FunctionDecl *F) {
  const auto *T = F ? F->getType()->getAs<FunctionProtoType>() : nullptr;
  if (!T || isUnresolvedExceptionSpec(T->getExceptionSpecType()))
    return isa_and_nonnull<CXXDestructorDecl>(F);
  return !T->isDependentType() && T->isNothrow();
}

bool await_tidy::isCoroutine(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  const Stmt *Body = F->getBody(Definition);
  return Body && isa<CoroutineBodyStmt>(Body);
}

const FunctionDecl *await_tidy::usableDefinition(const Unit &U,
                                                 const FunctionDecl *F) {
  if (!F || F->isInvalidDecl())
    return nullptr;
  const FunctionDecl *D = nullptr;
  if (!F->getBody(D)) {
    // An instantiation that nobody needed a body of.
    const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
    if (!Pattern || !Pattern->getBody(D))
      return nullptr;
  }
  if (D->hasSkippedBody() || U.inSystemHeader(D))
    return nullptr;
  // Clang cannot build the CFG of a destructor whose members are broken.
  if (const auto *M = dyn_cast<CXXMethodDecl>(D)) {
    if (M->getParent()->isInvalidDecl())
      return nullptr;
    for (const FieldDecl *Field : M->getParent()->fields())
      if (Field->isInvalidDecl() || (!Field->getType()->isDependentType() &&
                                     Field->getType()->isIncompleteType() &&
                                     !Field->getType()->isArrayType()))
        return nullptr;
  }
  return D;
}

const FunctionDecl *await_tidy::summarizable(const Unit &U,
                                             const FunctionDecl *F) {
  if (const FunctionDecl *D = usableDefinition(U, F))
    return D;
  return F && U.HasForeign && U.HasForeign(F) ? F->getCanonicalDecl() : nullptr;
}

bool await_tidy::lendsAccess(const CXXMethodDecl *M) {
  if (M->isStatic() || M->isConst())
    return false;
  // The members of one class template have parameters of their own kind.
  auto Pattern = [](const CXXMethodDecl *X) -> const CXXMethodDecl * {
    if (const FunctionTemplateDecl *T = X->getPrimaryTemplate())
      return cast<CXXMethodDecl>(T->getTemplatedDecl());
    return X;
  };
  const CXXMethodDecl *Self = Pattern(M);
  for (const NamedDecl *D : M->getParent()->lookup(M->getDeclName())) {
    const auto *T = dyn_cast<FunctionTemplateDecl>(D);
    const auto *X = dyn_cast<CXXMethodDecl>(T ? T->getTemplatedDecl() : D);
    if (!X || !X->isConst() || X->getNumParams() != Self->getNumParams() ||
        bool(T) != bool(Self->getDescribedFunctionTemplate()))
      continue;
    bool Same = true;
    for (unsigned I = 0; I < X->getNumParams(); ++I)
      Same &= X->getASTContext().hasSameType(X->getParamDecl(I)->getType(),
                                             Self->getParamDecl(I)->getType());
    if (Same)
      return true;
  }
  return false;
}
