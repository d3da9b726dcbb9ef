//===- LibraryLocks.cpp - Locks that are only declared --------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Locks of libraries whose bodies cannot be seen and whose names say nothing:
/// `auto units = co_await get_units(semaphore, 1);`. What they are follows from
/// the types, and from what is done with the result: nothing but to destroy it.
///
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;
using namespace clang;

/// True for an object that is there for what its own destructor does: not for
/// what it points to, contains, or gives when it is awaited or called.
static bool isKeeper(TypeFacts &Types, QualType T) {
  const CXXRecordDecl *R = TypeFacts::record(T);
  if (!R || T->isReferenceType() || !Types.isMoveOnlyRaii(T) ||
      Types.isPointerLike(T) || Types.isContainer(T) || Types.isAwaitable(T))
    return false;
  llvm::SmallVector<const CXXRecordDecl *, 4> Work{R};
  for (int I = 0; !Work.empty() && I < 16; ++I) {
    const CXXRecordDecl *C = Work.pop_back_val();
    if (const CXXDestructorDecl *D = C->getDestructor();
        D && D->isUserProvided())
      return true;
    for (const CXXBaseSpecifier &B : C->bases())
      if (const CXXRecordDecl *Base = TypeFacts::record(B.getType()))
        Work.push_back(Base);
  }
  return false;
}

/// A class with a method that gives such an object to whoever awaits it.
static bool givesKeepers(TypeFacts &Types, QualType T) {
  const CXXRecordDecl *R = TypeFacts::record(T);
  return R && llvm::any_of(R->methods(), [&](const CXXMethodDecl *M) {
           QualType Gives = Types.resultType(M->getReturnType());
           return !M->isConst() && !Gives.isNull() && isKeeper(Types, Gives);
         });
}

/// `lock_shared`, `hold_read_lock`: the types of readers and writers are alike,
/// and only the name tells one from the other.
static bool isForReaders(const FunctionDecl *F) {
  return F->getIdentifier() && (F->getName().contains_insensitive("shared") ||
                                F->getName().contains_insensitive("read"));
}

/// The lock that the awaited call \p C takes if it takes one: what it is made
/// on, or is given to change. Nothing if somebody else could hold it just as
/// well, or if its body was looked into. \p Callable: it may be given something
/// to run.
std::optional<FunctionLowering::Grab>
FunctionLowering::libraryLock(const CallExpr *C, bool Callable) {
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  if (!F || isa<CXXOperatorCallExpr>(C))
    return std::nullopt;
  if (const FunctionDecl *Body = usableDefinition(U, F);
      Body && isCoroutine(Body))
    return std::nullopt;
  if (auto It = Pending.find(C);
      It != Pending.end() &&
      (It->second.Effect || It->second.Lock != Operation::None))
    return std::nullopt;
  Grab Out;
  // A holder may have a right to more than one unit.
  Out.Reentrant = true;
  Out.Shared = isForReaders(F);
  const Expr *Subject = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
    if (!M->getMethodDecl() || M->getMethodDecl()->isConst())
      return std::nullopt;
    Subject = M->getImplicitObjectArgument();
  }
  std::optional<uint64_t> Units = 1;
  for (auto [I, Arg] : llvm::enumerate(C->arguments())) {
    if (I >= F->getNumParams())
      return std::nullopt;
    QualType T = F->getParamDecl(I)->getType();
    const Expr *A = Arg;
    if (const auto *D = dyn_cast<CXXDefaultArgExpr>(A))
      A = D->getExpr();
    const CXXRecordDecl *R = TypeFacts::record(A->getType());
    if (lambdaOf(A) ||
        (R && !R->isEmpty() && U.Types.hasMember(R, "target_type"))) {
      if (!Callable)
        return std::nullopt;
    } else if (A->getType()->isIntegerType()) {
      Expr::EvalResult Value;
      if (!A->isValueDependent() && A->EvaluateAsInt(Value, Context))
        Units = Value.Val.getInt().getLimitedValue();
      else
        Units = std::nullopt;
    } else if (R && T->isLValueReferenceType() && A->isLValue() &&
               !T->getPointeeType().isConstQualified() &&
               !U.Types.isContainer(A->getType())) {
      if (!Subject)
        Subject = A;
    } else if (U.Types.isContainer(A->getType()))
      Out.Doubtful = true; // a lock under a key, or something else by name
  }
  QualType T = Subject ? Subject->getType() : QualType();
  bool Pointer = !T.isNull() && T->isPointerType();
  if (Pointer)
    T = T->getPointeeType();
  if (!TypeFacts::record(T) || U.Types.isContainer(T))
    return std::nullopt;
  PlaceSet P = Pointer ? targetOf(Subject) : placeOf(Subject);
  if (llvm::none_of(P, [&](PlaceId X) { return U.Places.isShared(X); }))
    return std::nullopt;
  if (U.Types.isCounted(T)) {
    std::optional<uint64_t> All = permits(Subject);
    if (!All || !Units)
      Out.Doubtful = true;
    else if (*Units <= *All / 2) // another one fits in beside
      return std::nullopt;
  }
  Out.Locks.push_back(P);
  return Out;
}

/// Calls \p Visit for every statement under \p S, lambdas included.
static void walk(const Stmt *S, llvm::function_ref<void(const Stmt *)> Visit) {
  if (!S)
    return;
  Visit(S);
  for (const Stmt *C : S->children())
    walk(C, Visit);
}

/// The variable or member that \p E names.
static const ValueDecl *named(const Expr *E) {
  E = E ? strip(E) : nullptr;
  if (const auto *M = dyn_cast_or_null<MemberExpr>(E))
    return M->getMemberDecl();
  const auto *D = dyn_cast_or_null<DeclRefExpr>(E);
  return D ? D->getDecl() : nullptr;
}

/// A call that can give something back: nothing comes of it, and nobody waits.
static bool canLetGo(const CXXMemberCallExpr *C) {
  const CXXMethodDecl *M = C->getMethodDecl();
  return M && !M->isConst() && !M->isStatic() &&
         (C->getType()->isVoidType() ||
          (M->getIdentifier() &&
           TypeFacts::lockWord(M->getName()).starts_with("unlock")));
}

/// True if nothing is done with \p V but to let go early, or to move it on.
bool FunctionLowering::isOnlyKept(const VarDecl *V) const {
  unsigned All = 0, LetGo = 0;
  walk(Stack.back()->getBody(), [&](const Stmt *S) {
    if (const auto *D = dyn_cast<DeclRefExpr>(S))
      All += D->getDecl() == V;
    else if (const auto *C = dyn_cast<CXXMemberCallExpr>(S))
      LetGo += canLetGo(C) && named(C->getImplicitObjectArgument()) == V;
    else if (const auto *C = dyn_cast<CStyleCastExpr>(S))
      LetGo += C->getCastKind() == CK_ToVoid && named(C->getSubExpr()) == V;
    else if (const auto *C = dyn_cast<CallExpr>(S)) {
      const FunctionDecl *F = C->getDirectCallee();
      const Model *M =
          F ? U.Models.function(TypeFacts::qualifiedName(F)) : nullptr;
      LetGo += M && M->What == Operation::Move && C->getNumArgs() == 1 &&
               named(C->getArg(0)) == V;
    }
  });
  return All <= LetGo;
}

/// auto units = co_await get_units(semaphore, 1);
void FunctionLowering::noteLibraryGuard(const CoroutineSuspendExpr *S) {
  const Stmt *Up = Parents.lookup(S);
  while (isa_and_nonnull<Expr>(Up))
    Up = Parents.lookup(Up);
  const auto *D = dyn_cast_or_null<DeclStmt>(Up);
  const auto *V =
      D && D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
  if (!V || !V->getInit() || strip(V->getInit()) != S ||
      !isKeeper(U.Types, V->getType()) || makesGuard(V->getType(), S) ||
      !isOnlyKept(V))
    return;
  const auto *C = dyn_cast<CallExpr>(strip(S->getOperand()));
  if (std::optional<Grab> Taken = libraryLock(C, /*Callable=*/false))
    GuardOf[S] = *Taken;
}

/// get_units(semaphore, 1).then([&](auto units) { ... }): the continuation is
/// given what holds the lock, until its end or until it moves it on.
void FunctionLowering::noteGivenGuard(const CXXMethodDecl *Continuation,
                                      const Stmt *At) {
  const auto *Then = dyn_cast<CXXMemberCallExpr>(At);
  const auto *Made =
      Then ? dyn_cast<CallExpr>(strip(Then->getImplicitObjectArgument()))
           : nullptr;
  if (!Made || Continuation->getNumParams() != 1)
    return;
  const ParmVarDecl *P = Continuation->getParamDecl(0);
  QualType T = P->getType().getNonReferenceType();
  std::optional<Grab> What;
  if (isGuard(T))
    What = grabOf(Made);
  else if (isKeeper(U.Types, T))
    What = libraryLock(Made, /*Callable=*/false);
  if (!What || What->Locks.empty())
    return;
  Guards[P] = localRoot(P);
  take(*What, localRoot(P), locOf(At));
}

/// co_await semaphore.wait(); ... semaphore.signal();
std::optional<FunctionLowering::PendingCall>
FunctionLowering::libraryWait(const CoroutineSuspendExpr *S) {
  const auto *C = dyn_cast<CXXMemberCallExpr>(strip(S->getOperand()));
  if (!C || !S->getType()->isVoidType())
    return std::nullopt;
  const Expr *Object = C->getImplicitObjectArgument();
  QualType T = Object->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (!U.Types.isLockable(T) && !U.Types.isCounted(T))
    return std::nullopt;
  const ValueDecl *Lock = named(Object);
  bool GivenBack = false;
  walk(Stack.back()->getBody(), [&](const Stmt *X) {
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(X))
      GivenBack |= Lock && canLetGo(Call) &&
                   named(Call->getImplicitObjectArgument()) == Lock &&
                   Context.getSourceManager().isBeforeInTranslationUnit(
                       S->getBeginLoc(), Call->getBeginLoc());
  });
  if (!GivenBack)
    return std::nullopt;
  std::optional<Grab> Taken = libraryLock(C, /*Callable=*/false);
  if (!Taken)
    return std::nullopt;
  PendingCall Wait;
  Wait.Lock = Taken->Shared ? Operation::LockShared : Operation::Lock;
  Wait.LockPlaces = Taken->Locks.front();
  Wait.Reentrant = true;
  Wait.Doubtful = Taken->Doubtful;
  for (PlaceId P : Wait.LockPlaces)
    LibraryWaits.insert(P);
  return Wait;
}

/// What ends the bracket that libraryWait() found.
void FunctionLowering::noteLibraryRelease(const CallExpr *C,
                                          const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  if (LibraryWaits.empty() || !F || !M || !canLetGo(M))
    return;
  const Expr *Object = M->getImplicitObjectArgument();
  PlaceSet P =
      Object->getType()->isPointerType() ? targetOf(Object) : placeOf(Object);
  if (llvm::any_of(P, [&](PlaceId X) { return LibraryWaits.count(X) != 0; }))
    emit(EventKind::Release, locOf(C)).Places = P;
}

/// co_await with_lock(mutex, [&]() -> task<> { ... });
std::optional<FunctionLowering::Grab>
FunctionLowering::libraryLockAround(const Expr *At) {
  const auto *C = dyn_cast<CallExpr>(At);
  if (!C || !AwaitedCalls.count(C))
    return std::nullopt;
  auto IsLock = [&](QualType T) {
    if (!T.isNull() && T->isPointerType())
      T = T->getPointeeType();
    return U.Types.isLockable(T) || givesKeepers(U.Types, T) ||
           (U.Types.isCounted(T) && !U.Types.isContainer(T));
  };
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  bool Found = M && IsLock(M->getImplicitObjectArgument()->getType());
  if (!M && C->getNumArgs())
    Found = IsLock(C->getArg(0)->getType());
  return Found ? libraryLock(C, /*Callable=*/true) : std::nullopt;
}
