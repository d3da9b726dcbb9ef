//===- InTurn.cpp - Objects that one activity works with ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/InTurn.h"
#include "lower/FunctionLowering.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace await_tidy;
using namespace clang;

namespace {
class InTurn {
public:
  InTurn(Unit &U, const VarDecl *V) : U(U), V(V) {}
  bool isBody(const Stmt *S) {
    Started = false;
    return isStep(S);
  }

private:
  bool captures(const LambdaExpr *L) const {
    return llvm::any_of(L->captures(), [&](const LambdaCapture &C) {
      return C.capturesVariable() && C.getCapturedVar() == V;
    });
  }
  bool hasCapture(const Stmt *S) const {
    if (const auto *L = dyn_cast_or_null<LambdaExpr>(S))
      return captures(L);
    return S && llvm::any_of(S->children(),
                             [&](const Stmt *X) { return hasCapture(X); });
  }
  bool mentions(const Stmt *S) const {
    if (const auto *D = dyn_cast_or_null<DeclRefExpr>(S))
      return D->getDecl() == V;
    return S && llvm::any_of(S->children(),
                             [&](const Stmt *X) { return mentions(X); });
  }
  /// A method of the object itself, which can hand it on: `v->start()`.
  bool isOwnMethod(const CXXMemberCallExpr *C) const {
    const CXXMethodDecl *M = C->getMethodDecl();
    const Expr *Object = strip(C->getImplicitObjectArgument());
    if (const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(Object))
      Object = O->getArg(0);
    const auto *D =
        Object ? dyn_cast<DeclRefExpr>(Object->IgnoreParenImpCasts()) : nullptr;
    bool Itself = D && D->getDecl() == V;
    // `v.get()`, `v.reset()`
    return Itself &&
           (!M || !M->isConst() || M->getReturnType()->isPointerType());
  }
  /// A part of the object is known by another name, or to somebody else.
  bool lends(const Stmt *S) const {
    if (const auto *X = dyn_cast<UnaryOperator>(S))
      return X->getOpcode() == UO_AddrOf && mentions(X->getSubExpr());
    if (const auto *X = dyn_cast<DeclStmt>(S))
      return llvm::any_of(X->decls(), [&](const Decl *D) {
        const auto *Alias = dyn_cast<VarDecl>(D);
        return Alias && Alias->getType()->isReferenceType() &&
               mentions(Alias->getInit());
      });
    const auto *C = dyn_cast<CallExpr>(S);
    if (const auto *M = dyn_cast_or_null<CXXMemberCallExpr>(C);
        M && isOwnMethod(M))
      return true;
    return C && !isa<CXXOperatorCallExpr>(C) &&
           llvm::any_of(C->arguments(), [&](const Expr *A) {
             return A->isLValue() && mentions(A);
           });
  }
  bool isCallable(const Expr *E) const {
    const CXXRecordDecl *R = TypeFacts::record(E->getType());
    return isa<CXXDefaultArgExpr>(E) || asLambda(E) || (R && R->isLambda());
  }
  bool isContinuation(const LambdaExpr *L) {
    if (isCoroutine(L->getCallOperator()))
      return false;
    // What it starts is its own: one thing at a time there, too.
    llvm::SaveAndRestore<bool> Outer(Started, false);
    return isStep(L->getBody());
  }
  bool isChain(const Expr *E);
  bool isStep(const Stmt *S);
  Unit &U;
  const VarDecl *V;
  bool Started = false; ///< something that goes on by itself, at this level
};
} // namespace

/// `f([v] {}).then([v] {})`: what follows the one runs after it.
bool InTurn::isChain(const Expr *E) {
  while (E && hasCapture(E)) {
    E = strip(E);
    if (const auto *X = dyn_cast<CXXConstructExpr>(E);
        X && X->getNumArgs() == 1) {
      E = X->getArg(0);
      continue;
    }
    const auto *C = dyn_cast<CallExpr>(E);
    if (!C || isa<CXXOperatorCallExpr>(C))
      return false;
    if (lends(C))
      return false;
    const auto *M = dyn_cast<CXXMemberCallExpr>(C);
    const Expr *Object = M ? M->getImplicitObjectArgument() : nullptr;
    bool Runs = false;
    for (const Expr *A : C->arguments()) {
      const LambdaExpr *L = asLambda(A);
      if (L && captures(L)) {
        Runs = true;
        if (!isContinuation(L))
          return false;
      } else if (!isStep(A))
        return false;
    }
    // Given something else, it can run them for each part of it, all at once.
    if (Runs && (!llvm::all_of(C->arguments(),
                               [&](const Expr *A) { return isCallable(A); }) ||
                 (Object && !U.Types.isTask(Object->getType()) &&
                  !U.Types.isAwaitable(Object->getType()))))
      return false;
    E = Object;
  }
  return !E || isStep(E);
}

bool InTurn::isStep(const Stmt *S) {
  if (!S)
    return true;
  if (lends(S))
    return false;
  if (const auto *R = dyn_cast<ReturnStmt>(S); R && hasCapture(R))
    return !Started && isChain(R->getRetValue());
  if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S) && hasCapture(S))
    return false;
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    if (!captures(L))
      return true;
    // A predicate: it starts nothing.
    QualType T = L->getCallOperator()->getReturnType();
    return T->isArithmeticType() && !hasCapture(L->getBody()) &&
           isContinuation(L);
  }
  if (const auto *C = dyn_cast<CallExpr>(S); C && hasCapture(C)) {
    if (Started)
      return false;
    Started = true;
    return isChain(C);
  }
  // v->field, (*v).field
  if (const auto *M = dyn_cast<MemberExpr>(S); M && M->isArrow())
    if (isa<DeclRefExpr>(M->getBase()->IgnoreParenImpCasts()))
      return true;
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
      O && (O->getOperator() == OO_Arrow || O->getOperator() == OO_Star))
    if (isa<DeclRefExpr>(O->getArg(0)->IgnoreParenImpCasts()))
      return true;
  if (const auto *D = dyn_cast<DeclRefExpr>(S))
    return D->getDecl() != V;
  return llvm::all_of(S->children(), [&](const Stmt *X) { return isStep(X); });
}

bool await_tidy::isUsedInTurn(Unit &U, const VarDecl *V) {
  const auto *F = dyn_cast<FunctionDecl>(V->getDeclContext());
  return F && F->getBody() && !isCoroutine(F) &&
         InTurn(U, V).isBody(F->getBody());
}
