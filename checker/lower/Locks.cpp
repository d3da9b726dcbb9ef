//===- Locks.cpp - Guards and locks ---------------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;
using namespace clang;

bool FunctionLowering::isGuard(QualType T) const {
  const CXXRecordDecl *R = TypeFacts::record(T);
  return U.Types.looksLikeGuard(T) ||
         (R &&
          (U.Models.guard(TypeFacts::qualifiedName(R)) || isScopedLockable(R)));
}

/// True if \p S loops, calls or awaits something.
static bool doesMoreThanStore(const Stmt *S) {
  if (!S)
    return false;
  if (isa<CallExpr, WhileStmt, DoStmt, ForStmt, CoroutineSuspendExpr, AsmStmt>(
          S))
    return true;
  return llvm::any_of(S->children(), doesMoreThanStore);
}

/// True if lock() of \p T only stores something, like that of a door: nobody
/// waits for it.
bool FunctionLowering::isMereSwitch(QualType T) const {
  const CXXRecordDecl *R = TypeFacts::record(T);
  if (!R)
    return false;
  for (const CXXMethodDecl *M : R->methods())
    if (M->getIdentifier() && M->getName() == "lock" &&
        M->getReturnType()->isVoidType())
      if (const FunctionDecl *Body = usableDefinition(U, M))
        return !isCoroutine(Body) && !doesMoreThanStore(Body->getBody());
  return false;
}

/// True if a variable of type \p T, initialized with \p Init, holds a lock.
bool FunctionLowering::makesGuard(QualType T, const Expr *Init) {
  if (isGuard(T))
    return true;
  if (!U.Types.isMoveOnlyRaii(T) || !Init)
    return false;
  const Expr *E = strip(Init);
  if (GuardOf.count(E))
    return true;
  // [units = std::move(units)]
  if (const VarDecl *Old = guardVariable(Init);
      Old && TypeFacts::record(Old->getType()) == TypeFacts::record(T))
    return true;
  const auto *S = dyn_cast<CoroutineSuspendExpr>(E);
  if (!S)
    return false;
  // Whatever RAII object an awaited lock operation returns holds the lock.
  if (const PendingCall *P = pendingCall(S->getOperand()))
    if (P->Lock == Operation::Lock || P->Lock == Operation::LockShared)
      return true;
  // units = co_await get_units(semaphore)
  if (const auto *C = dyn_cast<CallExpr>(strip(S->getOperand())))
    for (const Expr *A : C->arguments())
      if (U.Types.isLockable(A->getType()) ||
          (U.Types.isSemaphore(A->getType()) && hasOnePermit(A)))
        return true;
  return false;
}

/// The guard that \p E names, also in std::move(guard), *guard, guard->.
const VarDecl *FunctionLowering::guardVariable(const Expr *E) const {
  for (int I = 0; E && I < 6; ++I) {
    E = strip(E);
    if (const auto *X = dyn_cast<ImplicitCastExpr>(E))
      E = X->getSubExpr();
    else if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(D->getDecl());
      return V && Guards.count(V) ? V : nullptr;
    } else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
               C && C->getNumArgs() == 1)
      E = C->getArg(0);
    else if (const auto *C = dyn_cast<CallExpr>(E);
             C && C->getNumArgs() == 1 && !isa<CXXMemberCallExpr>(C))
      E = C->getArg(0);
    else
      return nullptr;
  }
  return nullptr;
}

/// What an expression takes that makes a guard: an awaited lock operation, a
/// constructor that is given mutexes, a function that returns a guard.
FunctionLowering::Grab FunctionLowering::grabOf(const Expr *Init) {
  Grab Out;
  PlaceSet Fallback;
  auto FromPending = [&](const PendingCall &P) {
    if (!P.LockPlaces.empty())
      Out.Locks.push_back(P.LockPlaces);
    Out.Shared |= P.Lock == Operation::LockShared;
    Out.Reentrant |= P.Reentrant;
    return Out;
  };
  bool Async = false;
  auto FromArguments = [&](llvm::ArrayRef<const Expr *> Args) {
    for (const Expr *A : Args) {
      QualType T = A->getType();
      bool Pointer = T->isPointerType();
      if (Pointer)
        T = T->getPointeeType();
      bool Semaphore = U.Types.isSemaphore(T) && hasOnePermit(A);
      if (!U.Types.isLockable(T) && !Semaphore) {
        // A tag that says how: std::defer_lock and its like.
        const CXXRecordDecl *Tag = TypeFacts::record(T);
        if (Tag && Tag->isEmpty() && Tag->getIdentifier()) {
          Out.Deferred |= Tag->getName().starts_with("defer");
          Out.Adopts |= Tag->getName().starts_with("adopt");
          Out.Tries |= Tag->getName().starts_with("try");
        }
        continue;
      }
      Out.Reentrant |= Semaphore || U.Types.isReentrant(T);
      Async |= U.Types.isAsyncLock(T);
      if (PlaceSet P = Pointer ? targetOf(A) : placeOf(A); !P.empty())
        Out.Locks.push_back(P);
    }
    return !Out.Locks.empty();
  };
  const Expr *E = Init;
  for (int I = 0; E && I < 10; ++I) {
    E = strip(E);
    if (auto It = GuardOf.find(E);
        It != GuardOf.end() && !It->second.Locks.empty())
      return It->second;
    if (auto It = Pending.find(E);
        It != Pending.end() && It->second.Lock != Operation::None)
      return FromPending(It->second);
    if (const VarDecl *V = guardVariable(E))
      return Grabs.lookup(Guards.lookup(V));
    if (const auto *S = dyn_cast<CoroutineSuspendExpr>(E)) {
      if (const PendingCall *P = pendingCall(S->getOperand());
          P && P->Lock != Operation::None)
        return FromPending(*P);
      E = S->getOperand();
    } else if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
      const Model *M = U.Models.guard(
          TypeFacts::qualifiedName(C->getConstructor()->getParent()));
      Out.Shared |= M && M->Shared;
      llvm::SmallVector<const Expr *, 4> Args(C->arguments());
      if (FromArguments(Args)) {
        // A constructor cannot wait: the lock was taken before, or will be.
        if (Async && !Out.Adopts && !Out.Deferred)
          Out.Adopts = Out.IfHeld = true;
        return Out;
      }
      if (Args.empty())
        break;
      if (Args[0]->isGLValue() && Fallback.empty())
        Fallback = placeOf(Args[0]);
      E = Args[0];
    } else if (const auto *L = dyn_cast<InitListExpr>(E)) {
      E = L->getNumInits() ? L->getInit(0) : nullptr;
    } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
      if (Fallback.empty())
        Fallback = placeOf(M->getImplicitObjectArgument());
      break;
    } else if (const auto *C = dyn_cast<CallExpr>(E)) {
      llvm::SmallVector<const Expr *, 4> Args(C->arguments());
      if (FromArguments(Args) || Args.empty())
        break;
      E = Args[0];
    } else
      break;
  }
  if (Out.Locks.empty() && !Fallback.empty())
    Out.Locks.push_back(Fallback);
  return Out;
}

void FunctionLowering::take(const Grab &What, PlaceId Holder, Loc Where,
                            bool Momentary) {
  if (Holder && (!What.Locks.empty() || !Grabs.count(Holder)))
    Grabs[Holder] = What;
  if (What.Deferred)
    return;
  auto Take = [&](const PlaceSet &P) {
    Event &A = emit(EventKind::Acquire, Where);
    A.Places = P;
    A.Holder = Holder;
    A.SharedLock = What.Shared;
    A.Reentrant = What.Reentrant;
    A.Adopts = What.Adopts;
    A.Conditional = What.Tries || What.IfHeld;
    A.Momentary = Momentary;
    A.May = What.Doubtful;
  };
  if (What.Locks.empty())
    Take({});
  for (const PlaceSet &P : What.Locks)
    Take(P);
}

void FunctionLowering::declareGuard(const VarDecl *V, const Stmt *At) {
  const Expr *Init = V->getInit();
  // auto mine = std::move(guard): the same lock, held by another name.
  if (const VarDecl *Old = Init ? guardVariable(Init) : nullptr) {
    MovedGuards.insert(Old);
    PlaceId Same = Guards.lookup(Old);
    Guards[V] = Same;
    return;
  }
  PlaceId Holder = localRoot(V);
  Guards[V] = Holder;
  Grab What;
  if (Init)
    What = grabOf(Init);
  const CXXRecordDecl *R = TypeFacts::record(V->getType());
  const Model *M = R ? U.Models.guard(TypeFacts::qualifiedName(R)) : nullptr;
  What.Shared |= M && M->Shared;
  // std::unique_lock<std::mutex> lock; takes nothing yet.
  if (const auto *C =
          dyn_cast_or_null<CXXConstructExpr>(Init ? strip(Init) : nullptr);
      C && C->getNumArgs() == 0) {
    What.Deferred = true;
    if (PlaceSet P = shadowedLock(V); !P.empty() && !Mentions.lookup(V)) {
      Event &A = emit(EventKind::Acquire, locOf(At ? At : Init));
      A.NotTaken = A.Initial = true;
      A.Places = P;
    }
  }
  take(What, Holder, locOf(Init));
}

/// The lock that \p V stands in front of: `std::unique_lock<std::mutex>(m_);`
/// is no expression, but declares a new and empty guard of the name `m_`.
PlaceSet FunctionLowering::shadowedLock(const VarDecl *V) {
  const DeclContext *C = V->getDeclContext();
  while (C && C->isFunctionOrMethod())
    C = C->getParent();
  for (; C; C = C->getLookupParent()) {
    if (C->isTransparentContext())
      continue;
    for (const NamedDecl *D : C->lookup(V->getDeclName())) {
      const auto *X = dyn_cast<ValueDecl>(D);
      if (!X || !U.Types.isLockable(X->getType()))
        return {};
      if (const auto *F = dyn_cast<FieldDecl>(X))
        return {fieldPlace(thisPlace(), F)};
      return placeOfDecl(X);
    }
    // A lambda sees what the function around it sees.
    if (const auto *R = dyn_cast<CXXRecordDecl>(C); R && R->isLambda())
      while (C->getLookupParent() && C->getLookupParent()->isFunctionOrMethod())
        C = C->getLookupParent();
  }
  return {};
}

/// guard = co_await mutex.lock(); guard = {};
bool FunctionLowering::assignGuard(const Expr *At, const Expr *Lhs,
                                   const Expr *Rhs) {
  const auto *D = dyn_cast<DeclRefExpr>(strip(Lhs));
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  auto It = Guards.find(V);
  if (!V || It == Guards.end())
    return false;
  PlaceId Holder = It->second;
  if (const VarDecl *From = guardVariable(Rhs); From && From != V) {
    // An empty guard that gets the lock of another one.
    if (!Grabs.count(Holder) || Grabs.lookup(Holder).Locks.empty()) {
      MovedGuards.insert(From);
      PlaceId Same = Guards.lookup(From);
      Guards[V] = Same;
      return true;
    }
    emit(EventKind::Release, locOf(At)).Holder = Holder;
    // The lock changes hands: nobody waits for it.
    Grab Same = Grabs.lookup(Guards.lookup(From));
    const bool Reentrant = std::exchange(Same.Reentrant, true);
    take(Same, Holder, locOf(At));
    Grabs[Holder].Reentrant = Reentrant;
    emit(EventKind::Release, locOf(At)).Holder = Guards.lookup(From);
    return true;
  }
  bool Empty = false;
  const auto *C = dyn_cast<CXXConstructExpr>(strip(Rhs));
  Grab What;
  if (isConstant(Rhs, Empty) || (C && C->getNumArgs() == 0))
    What.Deferred = true;
  else
    What = grabOf(Rhs);
  // What it held so far.
  if (!What.Adopts)
    emit(EventKind::Release, locOf(At)).Holder = Holder;
  take(What, Holder, locOf(At));
  return true;
}

/// guard.unlock(), co_await guard.lock(), optional_guard.emplace(...)
bool FunctionLowering::callGuard(const CallExpr *C, const FunctionDecl *F,
                                 const Expr *Object) {
  if (!Object || !F || !F->getIdentifier())
    return false;
  // guard->unlock() of a guard in an optional or on the heap
  const Expr *Named = strip(Object);
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Named);
      O && O->getNumArgs() == 1 &&
      (O->getOperator() == OO_Arrow || O->getOperator() == OO_Star))
    Named = strip(O->getArg(0));
  const auto *D = dyn_cast<DeclRefExpr>(Named);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  auto It = Guards.find(V);
  if (!V || It == Guards.end())
    return false;
  PlaceId Holder = It->second;
  llvm::StringRef N = F->getName();
  if (N == "emplace" && U.Types.holdsGuard(V->getType())) {
    take(C->getNumArgs() ? grabOf(C->getArg(0)) : Grab(), Holder, locOf(C));
    return true;
  }
  // Of a class that we only know to hold something, whatever gives nothing
  // back.
  const Expr *Init = V->getInit() ? strip(V->getInit()) : nullptr;
  if (TypeFacts::lockWord(N).starts_with("unlock") || N == "release" ||
      N == "reset" ||
      (isa_and_nonnull<CoroutineSuspendExpr>(Init) && GuardOf.count(Init) &&
       !isGuard(V->getType()) && C->getType()->isVoidType() &&
       !AwaitedCalls.count(C))) {
    emit(EventKind::Release, locOf(C)).Holder = Holder;
    return true;
  }
  if (N == "lock" || N == "try_lock") {
    Grab What = Grabs.lookup(Holder);
    What.Deferred = What.Adopts = What.IfHeld = false;
    What.Tries = N == "try_lock";
    if (AwaitedCalls.count(C)) { // taken when the await is over
      PendingCall Wait;
      Wait.Lock = What.Shared ? Operation::LockShared : Operation::Lock;
      Wait.Holder = Holder;
      Pending[C] = Wait;
    } else
      take(What, Holder, locOf(C));
    return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Locks that nobody keeps
//===----------------------------------------------------------------------===//

/// True if nothing is done with the value of \p E: a statement of its own, also
/// as (void)E or std::ignore = E.
bool FunctionLowering::isDiscarded(const Expr *E) const {
  const Stmt *Child = E;
  for (int I = 0; I < 12; ++I) {
    const Stmt *P = Parents.lookup(Child);
    if (!P)
      return false;
    if (const auto *X = dyn_cast<Expr>(P)) {
      if (const auto *B = dyn_cast<BinaryOperator>(X)) {
        // What stands on the left lives as long as the right side needs.
        if (B->getOpcode() != BO_Comma || B->getLHS() == Child)
          return false;
      } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(X)) {
        // An object without members keeps nothing.
        const CXXRecordDecl *To =
            O->getOperator() == OO_Equal && O->getNumArgs() == 2 &&
                    O->getArg(1) == Child
                ? TypeFacts::record(O->getArg(0)->getType())
                : nullptr;
        if (!To || !To->isEmpty())
          return false;
      } else if (const auto *C = dyn_cast<CastExpr>(X)) {
        if (C->getCastKind() == CK_ToVoid)
          return true;
      } else if (!isa<FullExpr, CXXBindTemporaryExpr, MaterializeTemporaryExpr,
                      ParenExpr>(X))
        return false;
      Child = P;
      continue;
    }
    if (isa<CompoundStmt, LabelStmt, SwitchCase, AttributedStmt>(P))
      return true;
    if (const auto *S = dyn_cast<IfStmt>(P))
      return S->getThen() == Child || S->getElse() == Child;
    if (const auto *S = dyn_cast<WhileStmt>(P))
      return S->getBody() == Child;
    if (const auto *S = dyn_cast<DoStmt>(P))
      return S->getBody() == Child;
    if (const auto *S = dyn_cast<ForStmt>(P))
      return S->getBody() == Child || S->getInc() == Child ||
             S->getInit() == Child;
    if (const auto *S = dyn_cast<CXXForRangeStmt>(P))
      return S->getBody() == Child;
    return false;
  }
  return false;
}

/// co_await mutex.scoped_lock(); std::lock_guard{mutex}; mutex.lock(); as
/// statements of their own.
void FunctionLowering::noteDropped(const Expr *E) {
  QualType T = E->getType();
  if (E->isGLValue() || !TypeFacts::record(T))
    return;
  if (const auto *C = dyn_cast<CallExpr>(E); C && AwaitedCalls.count(C))
    return;
  if (makesGuard(T, E)) {
    if (!isDiscarded(E))
      return;
    // The guard's own lock(): what it gets is empty, and it is itself the
    // guard.
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(Here.Function);
        M && TypeFacts::record(T)->getCanonicalDecl() ==
                 M->getParent()->getCanonicalDecl())
      return;
    // A function that can be seen, and that can also return an empty guard.
    const Expr *Call = E;
    if (const auto *S = dyn_cast<CoroutineSuspendExpr>(E))
      Call = strip(S->getOperand());
    const auto *C = dyn_cast<CallExpr>(Call);
    const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
    if (F && usableDefinition(U, F) && !Pending.count(C) && !GuardOf.count(E))
      return;
    if (auto It = Pending.find(Call);
        It != Pending.end() && It->second.Effect && !GuardOf.count(E))
      return;
    Grab What = grabOf(E);
    if (What.Deferred)
      return;
    if (!What.Adopts)
      take(What, NoPlace, locOf(E), /*Momentary=*/true);
    else // it dies, and lets go what was taken by hand
      for (const PlaceSet &P : What.Locks)
        emit(EventKind::Release, locOf(E)).Places = P;
    return;
  }
  auto It = Pending.find(E);
  bool Locks = It != Pending.end() ? It->second.Lock != Operation::None
                                   : GuardOf.count(E) != 0;
  if (!Locks || !U.Types.isAwaitable(T) || !isDiscarded(E))
    return;
  Event &A = emit(EventKind::Acquire, locOf(E));
  A.NotTaken = true;
  if (It != Pending.end())
    A.Places = It->second.LockPlaces;
}

/// auto lock = mutex.scoped_lock(); without a co_await.
void FunctionLowering::noteForgotten(const VarDecl *V, const Expr *Init) {
  const auto *C = dyn_cast<CallExpr>(strip(Init));
  if (!C || !U.Types.isAwaitable(V->getType()))
    return;
  auto It = Pending.find(C);
  bool Locks = It != Pending.end() ? It->second.Lock != Operation::None
                                   : GuardOf.count(C) != 0;
  if (!Locks)
    return;
  if (Mentions.lookup(V)) {
    if (It != Pending.end()) {
      PendingCall Wait = It->second;
      WaitingIn[V] = Wait;
    }
    return;
  }
  PlaceSet P = It != Pending.end() ? It->second.LockPlaces : PlaceSet();
  Event &A = emit(EventKind::Acquire, locOf(Init));
  A.NotTaken = true;
  A.Places = P;
}

//===----------------------------------------------------------------------===//
// Locks that change hands
//===----------------------------------------------------------------------===//

/// A function that returns a guard, or the operation that takes a lock, is as
/// good as the lock's own.
void FunctionLowering::noteReturnedLock(const Expr *Value) {
  if (!Value || Here.ReturnSlot != G->ReturnSlot)
    return;
  const Expr *E = strip(Value);
  Grab Made;
  bool Found = false;
  auto It = Pending.find(E);
  if (const VarDecl *V = guardVariable(E)) {
    Made = Grabs.lookup(Guards.lookup(V));
    Found = true;
  } else if ((It != Pending.end() && It->second.Lock != Operation::None) ||
             makesGuard(E->getType(), E)) {
    Made = grabOf(E);
    Found = true;
  } else if (U.Types.isMoveOnlyRaii(E->getType())) {
    // return Access{std::move(guard), &value};
    for (const Stmt *A : E->children())
      if (const auto *X = dyn_cast_or_null<Expr>(A))
        if (const VarDecl *V = guardVariable(X)) {
          Made = Grabs.lookup(Guards.lookup(V));
          Found = true;
        }
  }
  // return Turn(*this): what was waited for goes with it.
  if (!Found && passesTurn(E->getType())) {
    Made.Locks.push_back(Turns.empty() ? Visits : Turns);
    Made.Shared = Turns.empty();
    Found = true;
  }
  const auto *C = dyn_cast<CXXConstructExpr>(E);
  G->ReturnsEmptyGuard |= C && C->getNumArgs() == 0 && isGuard(E->getType());
  if (!Found || Made.Deferred)
    return;
  G->ReturnsReaderLock |= Made.Shared;
  for (const PlaceSet &S : Made.Locks)
    for (PlaceId P : S)
      if (!llvm::is_contained(G->ReturnsLock, P))
        G->ReturnsLock.push_back(P);
}

/// work(std::move(guard)): a parameter that is passed by value holds the lock
/// as long as the callee runs, and no longer.
void FunctionLowering::noteMovedGuards(const CallExpr *C) {
  const FunctionDecl *F = C->getDirectCallee();
  if (!F || Guards.empty())
    return;
  // What comes back can hold it further: lease = make_lease(std::move(guard)).
  QualType T = C->getType();
  if (U.Types.isMoveOnlyRaii(T) && !U.Types.isAwaitable(T))
    return;
  unsigned Skip = isa<CXXOperatorCallExpr>(C) && isa<CXXMethodDecl>(F) ? 1 : 0;
  for (unsigned I = Skip; I < C->getNumArgs(); ++I) {
    if (I - Skip >= F->getNumParams() ||
        F->getParamDecl(I - Skip)->getType()->isReferenceType())
      continue;
    const auto *Move = dyn_cast<CXXConstructExpr>(strip(C->getArg(I)));
    if (!Move || Move->getNumArgs() != 1 || !Move->getArg(0)->isXValue())
      continue;
    const VarDecl *V = guardVariable(Move);
    if (!V)
      continue;
    MovedGuards.insert(V);
    PlaceId Holder = Guards.lookup(V);
    if (AwaitedCalls.count(C))
      MovedInto[C].push_back(Holder);
    else
      emit(EventKind::Release, locOf(C)).Holder = Holder;
  }
}

llvm::SmallVector<PlaceId, 1>
FunctionLowering::capturedGuards(const LambdaExpr *L) const {
  llvm::SmallVector<PlaceId, 1> Out;
  for (const LambdaCapture &C : L->captures())
    if (C.capturesVariable())
      if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
          V && V->isInitCapture())
        if (auto It = Guards.find(V); It != Guards.end())
          Out.push_back(It->second);
  return Out;
}

/// What is done when an awaited operation is over.
void FunctionLowering::afterAwait(const CoroutineSuspendExpr *S) {
  if (auto It = TakenAfter.find(S); It != TakenAfter.end()) {
    const PendingCall &Wait = It->second;
    if (Wait.Holder) {
      Grab What = Grabs.lookup(Wait.Holder);
      What.Deferred = What.Adopts = What.IfHeld = What.Tries = false;
      take(What, Wait.Holder, locOf(S));
    } else {
      Event &A = emit(EventKind::Acquire, locOf(S));
      A.Places = Wait.LockPlaces;
      A.SharedLock = Wait.Lock == Operation::LockShared;
      A.Reentrant = Wait.Reentrant;
      A.May = Wait.Doubtful;
    }
  }
  const Expr *E = S->getOperand();
  for (int I = 0; E && I < 8; ++I) {
    const auto *C = dyn_cast<CallExpr>(strip(E));
    if (!C)
      break;
    if (auto It = MovedInto.find(C); It != MovedInto.end())
      for (PlaceId H : It->second)
        emit(EventKind::Release, locOf(S)).Holder = H;
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
      E = M->getImplicitObjectArgument();
    else
      E = C->getNumArgs() == 1 ? C->getArg(0) : nullptr;
  }
  noteTurnAwaited(S);
  noteDropped(S);
}
