//===- OwnArguments.cpp - References that each call has of its own --------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/OwnArguments.h"
#include "lower/FunctionLowering.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace await_tidy;
using namespace clang;

/// The function that stands for all instantiations of a template.
static const FunctionDecl *patternOf(const FunctionDecl *F) {
  const FunctionDecl *T = F->getTemplateInstantiationPattern();
  return (T ? T : F)->getCanonicalDecl();
}

const ParmVarDecl *await_tidy::ownArgumentKey(const ParmVarDecl *P) {
  const auto *F = dyn_cast<FunctionDecl>(P->getDeclContext());
  if (!F)
    return P;
  F = patternOf(F);
  unsigned I = P->getFunctionScopeIndex();
  return I < F->getNumParams() ? F->getParamDecl(I) : P;
}

namespace {
class Arguments : public RecursiveASTVisitor<Arguments> {
public:
  explicit Arguments(const Unit &U) : U(U) {}

  void run(const FunctionDecl *F) {
    const Stmt *Body = F->getBody();
    if (const auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
      Body = C->getBody();
    Awaited.clear();
    TraverseStmt(const_cast<Stmt *>(Body));
  }
  bool shouldVisitImplicitCode() const { return false; }

  bool VisitCoawaitExpr(CoawaitExpr *E) { return await(E->getOperand()); }
  bool VisitDependentCoawaitExpr(DependentCoawaitExpr *E) {
    return await(E->getOperand());
  }
  /// A function that passes the task on.
  bool VisitReturnStmt(ReturnStmt *S) { return await(S->getRetValue()); }

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee()
                                ? usableDefinition(U, E->getDirectCallee())
                                : nullptr;
    if (!F || isa<CXXOperatorCallExpr>(E))
      return true;
    ++Calls[patternOf(E->getDirectCallee())];
    for (auto [I, P] : llvm::enumerate(F->parameters())) {
      QualType T = P->getType();
      if (!T->isLValueReferenceType() || T->getPointeeType().isConstQualified())
        continue;
      const auto *R = I < E->getNumArgs()
                          ? dyn_cast<DeclRefExpr>(E->getArg(I)->IgnoreParens())
                          : nullptr;
      const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
      if (!V || V->hasGlobalStorage() ||
          R->refersToEnclosingVariableOrCapture())
        V = nullptr;
      Given[ownArgumentKey(P)].push_back(
          Awaited.contains(E) || !F->getReturnType()->isRecordType() ? V
                                                                     : nullptr);
    }
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_AddrOf)
      if (const auto *R =
              dyn_cast<DeclRefExpr>(E->getSubExpr()->IgnoreParenImpCasts()))
        if (const auto *V = dyn_cast<VarDecl>(R->getDecl()))
          Known.insert(V);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *L) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          Known.insert(V);
    return true;
  }
  /// Another name of it can be kept.
  bool VisitVarDecl(VarDecl *D) {
    if (D->getType()->isLValueReferenceType() && D->getInit())
      if (const auto *R =
              dyn_cast<DeclRefExpr>(D->getInit()->IgnoreParenImpCasts()))
        if (const auto *V = dyn_cast<VarDecl>(R->getDecl()))
          Known.insert(V);
    return true;
  }
  /// Named without being called: called by somebody who cannot be seen.
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *F = dyn_cast<FunctionDecl>(E->getDecl()))
      ++Mentions[patternOf(F)];
    return true;
  }

  llvm::DenseSet<const ParmVarDecl *> finish() {
    llvm::DenseSet<const ParmVarDecl *> Own;
    for (const auto &[P, Args] : Given) {
      const auto *F = patternOf(cast<FunctionDecl>(P->getDeclContext()));
      if (Mentions.lookup(F) <= Calls.lookup(F))
        Own.insert(P);
    }
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (const auto &[P, Args] : Given)
        if (Own.contains(P) && !llvm::all_of(Args, [&](const VarDecl *V) {
              if (!V || Known.contains(V))
                return false;
              const auto *Q = dyn_cast<ParmVarDecl>(V);
              return !V->getType()->isReferenceType() ||
                     (Q && Own.contains(ownArgumentKey(Q)));
            }))
          Changed |= Own.erase(P);
    }
    return Own;
  }

private:
  bool await(const Expr *E) {
    if (E)
      if (const auto *C = dyn_cast<CallExpr>(E->IgnoreUnlessSpelledInSource()))
        Awaited.insert(C);
    return true;
  }

  const Unit &U;
  llvm::DenseSet<const Expr *> Awaited;
  llvm::DenseSet<const VarDecl *> Known;
  llvm::DenseMap<const FunctionDecl *, unsigned> Mentions, Calls;
  llvm::MapVector<const ParmVarDecl *, llvm::SmallVector<const VarDecl *, 2>>
      Given;
};
} // namespace

llvm::DenseSet<const ParmVarDecl *>
await_tidy::ownArguments(const Unit &U,
                         llvm::ArrayRef<const FunctionDecl *> Functions) {
  Arguments A(U);
  for (const FunctionDecl *F : Functions)
    A.run(F);
  return A.finish();
}
