//===- SettledLocals.cpp - Captured variables that nobody changes ---------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A local container is filled, and then coroutine lambdas refer to it: all who
/// could change it stand in one function. It is settled if nobody does from the
/// first of these lambdas on. One walk over the body in the order of the text;
/// a loop around a lambda counts as behind it.
///
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;
using namespace clang;

namespace {
class SettledLocal {
public:
  SettledLocal(Unit &U, const VarDecl *V) : U(U), V(V) {}

  bool holds(const Stmt *Body) {
    walk(Body);
    return Captured && !Changed;
  }

private:
  bool isNamed(const Expr *E) const {
    const auto *D = dyn_cast_or_null<DeclRefExpr>(E ? strip(E) : nullptr);
    return D && D->getDecl() == V;
  }

  /// Does a lambda in \p S refer to it?
  bool capturesIn(const Stmt *S) const {
    if (!S)
      return false;
    if (const auto *L = dyn_cast<LambdaExpr>(S);
        L && llvm::any_of(L->captures(), [&](const LambdaCapture &C) {
          return C.capturesVariable() && C.getCapturedVar() == V &&
                 C.getCaptureKind() == LCK_ByRef;
        }))
      return true;
    return llvm::any_of(S->children(),
                        [&](const Stmt *C) { return capturesIn(C); });
  }

  /// The operand of \p E that is only looked at, or null.
  const Expr *lookedAt(const Stmt *S) const {
    if (const auto *R = dyn_cast<CXXForRangeStmt>(S))
      return R->getRangeInit();
    if (const auto *X = dyn_cast<ImplicitCastExpr>(S);
        X && (X->isPRValue() || X->getType().isConstQualified()))
      return X->getSubExpr();
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(S); M && M->getMethodDecl())
      if (M->getMethodDecl()->isConst() || lendsAccess(M->getMethodDecl()))
        return M->getImplicitObjectArgument();
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
        O && O->getOperator() == OO_Subscript &&
        !U.Types.isMap(V->getType().getNonReferenceType()))
      return O->getArg(0);
    return nullptr;
  }

  void walk(const Stmt *S) {
    if (!S || Changed)
      return;
    if (const auto *L = dyn_cast<LambdaExpr>(S)) {
      Captured |= capturesIn(L);
      return walk(L->getBody());
    }
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
      Captured |= capturesIn(S);
    if (const auto *D = dyn_cast<DeclRefExpr>(S); D && D->getDecl() == V)
      Changed |= Captured;
    // A pointer or another reference to it can be used at any time.
    if (const auto *X = dyn_cast<UnaryOperator>(S))
      Changed |= X->getOpcode() == UO_AddrOf && isNamed(X->getSubExpr());
    if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const Decl *One : D->decls())
        if (const auto *X = dyn_cast<VarDecl>(One))
          Changed |= X->getType()->isReferenceType() && !X->isImplicit() &&
                     isNamed(X->getInit());
    const Expr *Looked = lookedAt(S);
    if (const auto *R = dyn_cast<CXXForRangeStmt>(S)) {
      if (!isNamed(Looked))
        walk(Looked);
      walk(R->getInit());
      return walk(R->getBody());
    }
    const Expr *Callee = nullptr;
    if (isNamed(Looked))
      if (const auto *M = dyn_cast<CXXMemberCallExpr>(S))
        Callee = M->getCallee();
    for (const Stmt *C : S->children())
      if (C != Callee && !(isNamed(Looked) && C == Looked))
        walk(C);
  }

  Unit &U;
  const VarDecl *V;
  bool Captured = false, Changed = false;
};
} // namespace

bool await_tidy::isSettled(Unit &U, const VarDecl *V) {
  if (!V->hasLocalStorage() || isa<ParmVarDecl>(V) ||
      V->getType()->isReferenceType())
    return false;
  const auto *Around = dyn_cast<FunctionDecl>(V->getDeclContext());
  const Stmt *Body = Around ? Around->getBody() : nullptr;
  if (const auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = C->getBody();
  return Body && SettledLocal(U, V).holds(Body);
}
