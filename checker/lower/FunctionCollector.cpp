//===- FunctionCollector.cpp - Which functions to look at -----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionCollector.h"
#include "lower/FunctionLowering.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace await_tidy;
using namespace clang;

namespace await_tidy {
class CollectorVisitor : public RecursiveASTVisitor<CollectorVisitor> {
public:
  explicit CollectorVisitor(FunctionCollector &C) : C(C) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }
  bool TraverseTypeLoc(TypeLoc, bool /*Qualifier*/ = true) { return true; }
  bool TraverseAttr(Attr *) { return true; }

  bool TraverseDecl(Decl *D) {
    if (!D)
      return true;
    // A namespace can be opened in a system header and in user code.
    if (!isa<TranslationUnitDecl>(D) && C.U.inSystemHeader(D))
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->doesThisDeclarationHaveABody() || F->hasSkippedBody() ||
        F->isInvalidDecl() || !F->getBody())
      return true;
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    bool Lambda = M && M->getParent()->isLambda();
    if (F->isDependentContext()) {
      Patterns.push_back(F);
      return true;
    }
    if (const FunctionDecl *P = F->getTemplateInstantiationPattern()) {
      // The first instantiations stand for all: they differ in types only.
      constexpr unsigned Enough = 4;
      if (++Instantiated[P->getCanonicalDecl()] > Enough)
        return true;
    }
    add(F, Lambda);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *L) {
    if (CXXMethodDecl *M = L->getCallOperator();
        M->getBody() && !M->isDependentContext() && isCoroutine(M) &&
        Seen.insert(M).second)
      C.Lambdas.push_back(M);
    HasLambda = true;
    return true;
  }

  void finish() {
    for (FunctionDecl *F : Patterns) {
      if (Instantiated.count(F->getCanonicalDecl()))
        continue;
      const auto *M = dyn_cast<CXXMethodDecl>(F);
      if (M && M->getParent()->isLambda())
        continue;
      // A member of a class template that is instantiated, but not this member.
      add(F, false);
    }
  }

private:
  void add(FunctionDecl *F, bool Lambda) {
    if (Lambda) {
      if (isCoroutine(F) && Seen.insert(F).second)
        C.Lambdas.push_back(F);
      return;
    }
    if (!Seen.insert(F).second)
      return;
    C.All.push_back(F);
    if (isCoroutine(F) || returnsTask(F) || canSuspend(F->getBody()) ||
        makesTask(C.U, F->getBody()))
      C.Suspending.push_back(F);
  }
  /// A function that passes on the task of a coroutine.
  bool returnsTask(const FunctionDecl *F) {
    return C.U.Types.hasMember(TypeFacts::record(F->getReturnType()),
                               "promise_type");
  }
  /// ... or a coroutine.
  bool canSuspend(const Stmt *S) {
    if (!S)
      return false;
    if (isa<LambdaExpr>(S))
      return true;
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *F = Call->getDirectCallee();
          F && !C.U.inSystemHeader(F) && returnsTask(F))
        return true;
    // It runs a nested event loop, says its declaration.
    if (const auto *Call = dyn_cast<CallExpr>(S);
        Call && hasAnnotation(Call->getDirectCallee(), Annotation::MaySuspend))
      return true;
    for (const Stmt *X : S->children())
      if (canSuspend(X))
        return true;
    return false;
  }

  FunctionCollector &C;
  bool HasLambda = false;
  std::vector<FunctionDecl *> Patterns;
  llvm::DenseMap<const FunctionDecl *, unsigned> Instantiated;
  llvm::DenseSet<const FunctionDecl *> Seen;
};
} // namespace await_tidy

void FunctionCollector::collect() {
  CollectorVisitor V(*this);
  for (Decl *D : U.Context.getTranslationUnitDecl()->decls())
    V.TraverseDecl(D);
  V.finish();
  auto Order = [](const FunctionDecl *A, const FunctionDecl *B) {
    return A->getLocation().getRawEncoding() <
           B->getLocation().getRawEncoding();
  };
  llvm::stable_sort(All, Order);
  llvm::stable_sort(Suspending, Order);
  llvm::stable_sort(Lambdas, Order);
}
