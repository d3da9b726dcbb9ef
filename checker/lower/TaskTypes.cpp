//===- TaskTypes.cpp - What the types tell of coroutines ------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The promise type says all there is to know of a task: whether it starts at
// once, and what it gives. Often it was never instantiated, as no coroutine of
// that type has its body here; then the template it would come from is read.
//
//===----------------------------------------------------------------------===//

#include "lower/TypeFacts.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace await_tidy;
using namespace clang;

/// The class that \p T names; of a template that was not instantiated, the
/// pattern.
static const CXXRecordDecl *classOrPattern(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl()) {
    if (R->hasDefinition())
      return R->getDefinition();
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
      return S->getSpecializedTemplate()->getTemplatedDecl()->getDefinition();
    if (const CXXRecordDecl *P = R->getInstantiatedFromMemberClass())
      return P->getDefinition();
    return nullptr;
  }
  if (const auto *S = T->getAs<TemplateSpecializationType>())
    if (const auto *D = dyn_cast_or_null<ClassTemplateDecl>(
            S->getTemplateName().getAsTemplateDecl()))
      return D->getTemplatedDecl()->getDefinition();
  return nullptr;
}

/// Calls \p Stop for \p R and its bases until it says true.
static bool anyBase(const CXXRecordDecl *R,
                    llvm::function_ref<bool(const CXXRecordDecl *)> Stop) {
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  llvm::SmallVector<const CXXRecordDecl *, 8> Work{R};
  while (!Work.empty() && Seen.size() < 64) {
    const CXXRecordDecl *C = Work.pop_back_val();
    if (!C || !Seen.insert(C).second)
      continue;
    if (Stop(C))
      return true;
    for (const CXXBaseSpecifier &B : C->bases())
      Work.push_back(classOrPattern(B.getType()));
  }
  return false;
}

/// The member \p Name of \p R or its bases; the templated one if it is a
/// template.
static const NamedDecl *member(const CXXRecordDecl *R, llvm::StringRef Name) {
  if (!R)
    return nullptr;
  const IdentifierInfo &Id = R->getASTContext().Idents.get(Name);
  const NamedDecl *Found = nullptr;
  anyBase(R, [&](const CXXRecordDecl *C) {
    for (const NamedDecl *D : C->lookup(&Id)) {
      if (const auto *S = dyn_cast<UsingShadowDecl>(D))
        D = S->getTargetDecl();
      if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
        D = T->getTemplatedDecl();
      if (const auto *F = dyn_cast<FunctionDecl>(D); F && F->isDeleted())
        continue;
      Found = D;
      return true;
    }
    return false;
  });
  return Found;
}

static const FunctionDecl *method(const CXXRecordDecl *R,
                                  llvm::StringRef Name) {
  return dyn_cast_or_null<FunctionDecl>(member(R, Name));
}

static QualType memberType(const CXXRecordDecl *R, llvm::StringRef Name) {
  const auto *T = dyn_cast_or_null<TypeDecl>(member(R, Name));
  return T ? R->getASTContext().getTypeDeclType(T) : QualType();
}

/// The body of \p F, or of what it is instantiated from; null if neither has
/// one.
static const CompoundStmt *bodyOf(const FunctionDecl *F) {
  if (!F)
    return nullptr;
  const FunctionDecl *D = nullptr;
  const Stmt *Body = F->getBody(D);
  if (const FunctionDecl *P = Body ? nullptr : F->getInstantiatedFromDecl())
    Body = P->getBody(D);
  if (const FunctionDecl *P =
          Body ? nullptr : F->getInstantiatedFromMemberFunction())
    Body = P->getBody(D);
  if (const FunctionDecl *P =
          Body ? nullptr : F->getTemplateInstantiationPattern())
    Body = P->getBody(D);
  return dyn_cast_or_null<CompoundStmt>(Body);
}

/// What the last statement of \p F returns, or null.
static const Expr *returned(const FunctionDecl *F) {
  const CompoundStmt *Body = bodyOf(F);
  if (!Body || Body->body_empty())
    return nullptr;
  const auto *R = dyn_cast<ReturnStmt>(Body->body_back());
  return R ? R->getRetValue() : nullptr;
}

/// True if awaiting an awaiter of class \p R suspends and does nothing else:
/// who has the handle decides when to go on.
static bool onlySuspends(const CXXRecordDecl *R) {
  const Expr *Ready = returned(method(R, "await_ready"));
  bool Value = true;
  if (!Ready || Ready->isValueDependent() ||
      !Ready->EvaluateAsBooleanCondition(Value, R->getASTContext()) || Value)
    return false;
  const CompoundStmt *Suspend = bodyOf(method(R, "await_suspend"));
  return Suspend && llvm::all_of(Suspend->body(), [](const Stmt *S) {
           const auto *Return = dyn_cast<ReturnStmt>(S);
           return isa<NullStmt>(S) || (Return && !Return->getRetValue());
         });
}

void TypeFacts::readTraits() {
  if (std::exchange(TraitsRead, true))
    return;
  const ClassTemplateDecl *Template = nullptr;
  for (const NamedDecl *N :
       Context.getTranslationUnitDecl()->lookup(&Context.Idents.get("std")))
    if (const auto *Std = dyn_cast<NamespaceDecl>(N))
      for (const NamedDecl *D :
           Std->lookup(&Context.Idents.get("coroutine_traits")))
        if (const auto *T = dyn_cast<ClassTemplateDecl>(D))
          Template = T;
  if (!Template)
    return;
  auto Note = [&](QualType For, const CXXRecordDecl *R) {
    QualType Promise = R ? memberType(R, "promise_type") : QualType();
    if (For.isNull() || Promise.isNull())
      return;
    const Decl *Of = nullptr;
    if (const CXXRecordDecl *C = For->getAsCXXRecordDecl()) {
      Traits.try_emplace(C->getCanonicalDecl(), Promise);
      if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(C))
        Of = S->getSpecializedTemplate();
    } else if (const auto *S = For->getAs<TemplateSpecializationType>())
      Of = S->getTemplateName().getAsTemplateDecl();
    if (Of)
      Traits.try_emplace(Of->getCanonicalDecl(), Promise);
  };
  for (const ClassTemplateSpecializationDecl *S : Template->specializations())
    if (S->hasDefinition() && S->getTemplateArgs().size() &&
        S->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      Note(S->getTemplateArgs()[0].getAsType(), S->getDefinition());
  llvm::SmallVector<ClassTemplatePartialSpecializationDecl *, 8> Partial;
  const_cast<ClassTemplateDecl *>(Template)->getPartialSpecializations(Partial);
  for (const ClassTemplatePartialSpecializationDecl *P : Partial)
    if (P->getTemplateArgs().size() &&
        P->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      Note(P->getTemplateArgs()[0].getAsType(), P->getDefinition());
}

QualType TypeFacts::promiseOf(const CXXRecordDecl *R) {
  if (QualType T = memberType(R, "promise_type"); !T.isNull())
    return T;
  readTraits();
  if (auto It = Traits.find(R->getCanonicalDecl()); It != Traits.end())
    return It->second;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
    if (auto It = Traits.find(S->getSpecializedTemplate()->getCanonicalDecl());
        It != Traits.end())
      return It->second;
  return {};
}

static bool hasOperator(const CXXRecordDecl *R, OverloadedOperatorKind K) {
  DeclarationName Name =
      R->getASTContext().DeclarationNames.getCXXOperatorName(K);
  return anyBase(
      R, [&](const CXXRecordDecl *C) { return !C->lookup(Name).empty(); });
}

/// A method, conversion or field by which others can do something with it.
static bool hasPublicUse(const CXXRecordDecl *R) {
  return anyBase(R, [](const CXXRecordDecl *C) {
    return llvm::any_of(C->decls(), [](const Decl *D) {
      if (D->isImplicit() || D->getAccess() == AS_private ||
          D->getAccess() == AS_protected)
        return false;
      if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
        D = T->getTemplatedDecl();
      if (const auto *M = dyn_cast<CXXMethodDecl>(D))
        return !M->isStatic() && !M->isDeleted() &&
               !isa<CXXConstructorDecl, CXXDestructorDecl>(M) &&
               !M->isCopyAssignmentOperator() && !M->isMoveAssignmentOperator();
      return isa<FieldDecl>(D);
    });
  });
}

/// True if an operator co_await for \p T stands beside its class.
static bool awaitedBeside(const ASTContext &Context, QualType T) {
  const CXXRecordDecl *R = TypeFacts::record(T);
  DeclarationName Await =
      Context.DeclarationNames.getCXXOperatorName(OO_Coawait);
  for (const DeclContext *C = R->getDeclContext(); C; C = C->getParent())
    if (C->isNamespace())
      for (const NamedDecl *D : C->lookup(Await)) {
        if (const auto *X = dyn_cast<FunctionTemplateDecl>(D))
          D = X->getTemplatedDecl();
        const auto *F = dyn_cast<FunctionDecl>(D);
        if (!F || F->getNumParams() != 1)
          continue;
        QualType P = F->getParamDecl(0)->getType().getNonReferenceType();
        if (Context.hasSameUnqualifiedType(P, T.getNonReferenceType()))
          return true;
        // template <class T> auto operator co_await(task<T> &&)
        const auto *Arg = P->getAs<TemplateSpecializationType>();
        const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
        if (Arg && S &&
            Arg->getTemplateName().getAsTemplateDecl() ==
                S->getSpecializedTemplate())
          return true;
      }
  return false;
}

bool TypeFacts::isAwaitable(QualType T) {
  const CXXRecordDecl *R = record(T);
  return R && (declares(R, {"await_ready", "promise_type"}) ||
               declares(R, OO_Coawait) || awaitedBeside(Context, T));
}

const TypeFacts::TaskFacts &TypeFacts::taskFacts(const CXXRecordDecl *R) {
  auto [It, New] = TaskCache.try_emplace(R);
  if (!New)
    return It->second;
  TaskFacts F;
  F.Awaitable = method(R, "await_suspend") || hasOperator(R, OO_Coawait);
  const CXXRecordDecl *Promise = classOrPattern(promiseOf(R));
  // A class that has a promise_type for its own purposes cannot start one. What
  // yields values is a generator, unless it is awaited itself: then co_yield is
  // some service of the frame.
  const FunctionDecl *Initial = method(Promise, "initial_suspend");
  F.Task = Initial &&
           (!method(Promise, "yield_value") || F.Awaitable ||
            awaitedBeside(Context, Context.getTypeDeclType(
                                       static_cast<const TypeDecl *>(R))));
  if (!F.Task)
    return TaskCache[R] = F;
  F.Methods = hasPublicUse(R);
  QualType First = Initial->getReturnType();
  // An awaiter that only the body names.
  if (First->isUndeducedType() || First->isDependentType() ||
      !classOrPattern(First))
    if (const Expr *E = returned(Initial))
      First = E->getType();
  F.Lazy = onlySuspends(classOrPattern(First));
  // What it gives: await_resume() tells, if it is no template, or else the
  // first argument of the template.
  if (const FunctionDecl *Resume = method(R, "await_resume");
      Resume && !Resume->getReturnType()->isUndeducedType() &&
      !Resume->getReturnType()->isDependentType())
    F.Result = Resume->getReturnType();
  else if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
           S && S->getTemplateArgs().size() &&
           S->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    F.Result = S->getTemplateArgs()[0].getAsType();
  else if (method(Promise, "return_void"))
    F.Result = Context.VoidTy;
  return TaskCache[R] = F;
}

bool TypeFacts::isTask(QualType T) {
  const CXXRecordDecl *R = record(T);
  return R && !R->isDependentContext() && taskFacts(R).Task;
}

bool TypeFacts::startsLazily(QualType T) {
  return isTask(T) && taskFacts(record(T)).Lazy && !isFireAndForget(T);
}

bool TypeFacts::isFireAndForget(QualType T) {
  if (!isTask(T))
    return false;
  const TaskFacts &F = taskFacts(record(T));
  return !F.Awaitable && !F.Methods;
}

QualType TypeFacts::resultType(QualType T) {
  return isTask(T) ? taskFacts(record(T)).Result : QualType();
}

QualType TypeFacts::heldTask(QualType T) {
  const CXXRecordDecl *R = record(T);
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  if (!S || isTask(T))
    return {};
  auto TaskIn = [&](llvm::ArrayRef<TemplateArgument> Args, auto &Self) {
    for (const TemplateArgument &A : Args) {
      if (A.getKind() == TemplateArgument::Type && isTask(A.getAsType()))
        return A.getAsType();
      if (A.getKind() == TemplateArgument::Pack)
        if (QualType Found = Self(A.getPackAsArray(), Self); !Found.isNull())
          return Found;
    }
    return QualType();
  };
  return TaskIn(S->getTemplateArgs().asArray(), TaskIn);
}

bool TypeFacts::saysSuccess(QualType T) {
  if (T.isNull())
    return false;
  if (T.getNonReferenceType()->isBooleanType())
    return true;
  const CXXRecordDecl *R = record(T);
  // std::error_code, std::expected, a result of the project's own.
  return R && (hasMember(R, "error") || hasMember(R, "message")) &&
         isTested(R) && !isContainer(R);
}
