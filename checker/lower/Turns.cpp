//===- Turns.cpp - Locks made of waiting for one's turn -------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Locks that need no mutex. The ticket lock (Mellor-Crummey and Scott,
/// 1991): `mine = next++; while (serving != mine) co_await changed;`, let go by
/// `++serving`. The queue: `before = exchange(last, mine); if (before) co_await
/// before->done();`, let go by what the next one waits for, `mine->set()`.
/// The gate, and the lock for readers and writers: who goes in looks at a flag
/// and counts himself, `if (closing) throw; ++inside;`; who wants to be alone
/// sets the flag and waits, `while (inside > 0) co_await left;`.
///
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;
using namespace clang;

static const VarDecl *localIn(const Expr *E) {
  const auto *D = E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V && V->hasLocalStorage() ? V : nullptr;
}

/// The member or global that \p E is, or loads from.
static const Expr *storedIn(const Expr *E) {
  for (int I = 0; E && I < 4; ++I) {
    E = E->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<MemberExpr>(E))
      return isa<FieldDecl>(M->getMemberDecl()) ? M : nullptr;
    if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(D->getDecl());
      return V && V->hasGlobalStorage() ? D : nullptr;
    }
    const auto *C = dyn_cast<CXXMemberCallExpr>(E); // atomic.load()
    if (!C || !C->getMethodDecl() || !C->getMethodDecl()->isConst())
      return nullptr;
    E = C->getImplicitObjectArgument();
  }
  return nullptr;
}

static const ValueDecl *declOf(const Expr *E) {
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->getMemberDecl();
  return cast<DeclRefExpr>(E)->getDecl();
}

const Expr *await_tidy::countedBy(const Expr *E, bool Down) {
  E = E ? strip(E) : nullptr;
  if (const auto *C = dyn_cast_or_null<ImplicitCastExpr>(E))
    E = strip(C->getSubExpr());
  if (const auto *X = dyn_cast_or_null<UnaryOperator>(E))
    return (Down ? X->isDecrementOp() : X->isIncrementOp())
               ? storedIn(X->getSubExpr())
               : nullptr;
  if (const auto *X = dyn_cast_or_null<CXXOperatorCallExpr>(E))
    return X->getOperator() == (Down ? OO_MinusMinus : OO_PlusPlus)
               ? storedIn(X->getArg(0))
               : nullptr;
  if (const auto *X = dyn_cast_or_null<CompoundAssignOperator>(E))
    return X->getOpcode() == (Down ? BO_SubAssign : BO_AddAssign)
               ? storedIn(X->getLHS())
               : nullptr;
  if (const auto *C = dyn_cast_or_null<CXXMemberCallExpr>(E))
    if (const CXXMethodDecl *M = C->getMethodDecl();
        M && M->getIdentifier() &&
        M->getName() == (Down ? "fetch_sub" : "fetch_add"))
      return storedIn(C->getImplicitObjectArgument());
  return nullptr;
}

/// What \p E counts up by its own: `n` in `n++`, `++n` and `n.fetch_add(1)`.
static const Expr *counted(const Expr *E) {
  return countedBy(E, /*Down=*/false);
}

static bool awaits(const Stmt *S) {
  return S && (isa<CoroutineSuspendExpr>(S) ||
               (!isa<LambdaExpr>(S) && llvm::any_of(S->children(), awaits)));
}

/// The condition of a loop that awaits something in its body, or null.
static const Expr *waitCondition(const Stmt *Loop) {
  const Expr *Condition = nullptr;
  const Stmt *Body = nullptr;
  if (const auto *L = dyn_cast_or_null<WhileStmt>(Loop)) {
    Condition = L->getCond();
    Body = L->getBody();
  } else if (const auto *L = dyn_cast_or_null<ForStmt>(Loop)) {
    Condition = L->getCond();
    Body = L->getBody();
  } else if (const auto *L = dyn_cast_or_null<DoStmt>(Loop)) {
    Condition = L->getCond();
    Body = L->getBody();
  }
  return Condition && awaits(Body) ? Condition : nullptr;
}

/// The number that is not zero if \p E is true, or null.
static const Expr *notZero(const Expr *E) {
  const Expr *Plain = E->IgnoreParens();
  if (const auto *C = dyn_cast<ImplicitCastExpr>(Plain);
      C && C->getCastKind() == CK_IntegralToBoolean)
    return storedIn(C->getSubExpr());
  const auto *B = dyn_cast<BinaryOperator>(E->IgnoreParenImpCasts());
  if (!B)
    return nullptr;
  auto IsZero = [](const Expr *X) {
    const auto *I = dyn_cast<IntegerLiteral>(X->IgnoreParenImpCasts());
    return I && I->getValue() == 0;
  };
  BinaryOperatorKind K = B->getOpcode();
  if ((K == BO_NE || K == BO_GT) && IsZero(B->getRHS()))
    return storedIn(B->getLHS());
  if ((K == BO_NE || K == BO_LT) && IsZero(B->getLHS()))
    return storedIn(B->getRHS());
  return nullptr;
}

const Expr *await_tidy::awaitedEmptiness(const Stmt *Loop) {
  const Expr *Condition = waitCondition(Loop);
  if (!Condition)
    return nullptr;
  // `while (writing || readers > 0)` is left when neither is so.
  llvm::SmallVector<const Expr *, 4> Work{Condition};
  while (!Work.empty()) {
    const Expr *E = Work.pop_back_val()->IgnoreParens();
    if (const auto *B = dyn_cast<BinaryOperator>(E);
        B && B->getOpcode() == BO_LOr) {
      Work.push_back(B->getLHS());
      Work.push_back(B->getRHS());
    } else if (const Expr *N = notZero(E))
      return N;
  }
  return nullptr;
}

const Expr *await_tidy::awaitedTurn(const Stmt *Loop) {
  const Expr *Condition = waitCondition(Loop);
  const Expr *E = Condition ? Condition->IgnoreParenImpCasts() : nullptr;
  bool Negated = false;
  if (const auto *X = dyn_cast_or_null<UnaryOperator>(E);
      X && X->getOpcode() == UO_LNot) {
    Negated = true;
    E = X->getSubExpr()->IgnoreParenImpCasts();
  }
  const auto *B = dyn_cast_or_null<BinaryOperator>(E);
  if (!B || B->getOpcode() != (Negated ? BO_EQ : BO_NE))
    return nullptr;
  for (bool Left : {true, false}) {
    const VarDecl *Mine = localIn(Left ? B->getLHS() : B->getRHS());
    const Expr *Served = storedIn(Left ? B->getRHS() : B->getLHS());
    const Expr *Tickets = Mine ? counted(Mine->getInit()) : nullptr;
    if (Tickets && Served && declOf(Tickets) != declOf(Served))
      return Served;
  }
  return nullptr;
}

const Decl *await_tidy::storedDecl(const Expr *E) {
  const Expr *Stored = storedIn(E);
  return Stored ? declOf(Stored)->getCanonicalDecl() : nullptr;
}

/// `++serving;` calls the next one.
void FunctionLowering::noteServed(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  if (E && !U.Inside.empty())
    noteVisit(E);
  if (U.Turns.empty() || !E)
    return;
  const Expr *Served = counted(E);
  if (!Served || !U.Turns.count(declOf(Served)->getCanonicalDecl()) ||
      strip(E) != E)
    return;
  if (PlaceSet P = placeOf(Served); !P.empty())
    emit(EventKind::Release, locOf(E)).Places = P;
}

/// `++inside;`, `--inside;` and `closing = false;`, see Unit::Inside.
void FunctionLowering::noteVisit(const Expr *E) {
  if (strip(E) != E)
    return;
  const Expr *In = counted(E), *Out = countedBy(E, /*Down=*/true);
  if (const Expr *N = In ? In : Out) {
    if (!U.Inside.count(symbolOf(cast<NamedDecl>(declOf(N)))))
      return;
    PlaceSet P = placeOf(N);
    if (P.empty())
      return;
    Event &Done = emit(In ? EventKind::Acquire : EventKind::Release, locOf(E));
    Done.Places = P;
    Done.SharedLock = Done.Reentrant = In != nullptr;
    if (In)
      Visits.append(P.begin(), P.end());
    return;
  }
  const auto *B = dyn_cast<BinaryOperator>(E);
  bool Reset = false;
  const Expr *Flag = B && B->getOpcode() == BO_Assign &&
                             isConstant(B->getRHS(), Reset) && Reset
                         ? storedIn(B->getLHS())
                         : nullptr;
  if (!Flag)
    return;
  SymbolId F = symbolOf(declOf(Flag));
  for (auto &[Counter, Of] : U.Inside)
    if (Of == F) {
      PlaceSet P;
      for (PlaceId X : placeOf(Flag))
        if (PlaceId Parent = U.Places.node(X).Parent)
          P.push_back(U.Places.field(Parent, Counter));
      if (!P.empty())
        emit(EventKind::Release, locOf(E)).Places = P;
    }
}

/// The first local variable in \p S: `mine`, `&mine`, `mine.get_future()`.
static const VarDecl *namedLocal(const Stmt *S) {
  if (!S)
    return nullptr;
  if (const VarDecl *V = isa<Expr>(S) ? localIn(cast<Expr>(S)) : nullptr)
    return V;
  for (const Stmt *C : S->children())
    if (const VarDecl *V = namedLocal(C))
      return V;
  return nullptr;
}

/// The queue: where \p V is what stood last in a shared place before `mine`,
/// the place, and the variable that stands there now.
static std::pair<const Expr *, const VarDecl *> queueOf(const Unit &U,
                                                        const VarDecl *V) {
  const auto *C =
      V && V->getInit() ? dyn_cast<CallExpr>(strip(V->getInit())) : nullptr;
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  const Model *M = F ? U.Models.function(TypeFacts::qualifiedName(F)) : nullptr;
  if (!M || M->What != Operation::Exchange || C->getNumArgs() != 2)
    return {};
  const Expr *Last = storedIn(C->getArg(0));
  const VarDecl *Mine = namedLocal(C->getArg(1));
  // Nobody uses what stands there but to put something of his own behind it.
  return Last && Mine && !U.OtherUses.lookup(declOf(Last)->getCanonicalDecl())
             ? std::pair(Last, Mine)
             : std::pair<const Expr *, const VarDecl *>();
}

/// The variable whose target \p E is a method of, or that is awaited itself.
static const VarDecl *waitsFor(const Expr *E) {
  E = strip(E);
  if (const VarDecl *V = localIn(E))
    return V;
  const auto *C = dyn_cast<CXXMemberCallExpr>(E);
  const Expr *O = C ? strip(C->getImplicitObjectArgument()) : nullptr;
  if (const auto *X = dyn_cast_or_null<CXXOperatorCallExpr>(O);
      X && X->getNumArgs() == 1 &&
      (X->getOperator() == OO_Arrow || X->getOperator() == OO_Star))
    O = X->getArg(0);
  return localIn(O);
}

/// Where a loop or a test is left because it is our turn, the lock is ours.
PlaceSet FunctionLowering::turnTakenAfter(const Stmt *Terminator) {
  if (const Expr *Served = awaitedTurn(Terminator)) {
    PlaceSet P = placeOf(Served);
    Turns.append(P.begin(), P.end());
    return P;
  }
  if (auto It = U.Drains.find(Terminator); It != U.Drains.end()) {
    PlaceSet P = placeOf(It->second);
    Turns.append(P.begin(), P.end());
    return P;
  }
  // if (before) co_await before->done();
  const auto *I = dyn_cast_or_null<IfStmt>(Terminator);
  if (!I || I->getElse() || !awaits(I->getThen()))
    return {};
  const Expr *E = strip(I->getCond());
  if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
    E = strip(C->getSubExpr());
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E); // operator bool
      C && C->getMethodDecl() && isa<CXXConversionDecl>(C->getMethodDecl()))
    E = strip(C->getImplicitObjectArgument());
  const VarDecl *Before = localIn(E);
  auto [Last, Mine] = queueOf(U, Before);
  std::function<bool(const Stmt *)> Waits = [&](const Stmt *S) -> bool {
    if (!S)
      return false;
    const auto *A = dyn_cast<CoawaitExpr>(S);
    return (A && waitsFor(A->getOperand()) == Before) ||
           llvm::any_of(S->children(), Waits);
  };
  if (!Mine || !Waits(I->getThen()))
    return {};
  return placeOf(Last);
}

/// co_await before->done();
void FunctionLowering::noteTurnAwaited(const CoroutineSuspendExpr *S) {
  if (!isa<CoawaitExpr>(S) || !S->getOperand())
    return;
  auto [Last, Mine] = queueOf(U, waitsFor(S->getOperand()));
  if (!Mine)
    return;
  PlaceSet P = placeOf(Last);
  if (llvm::none_of(P, [&](PlaceId X) { return U.Places.isShared(X); }))
    return;
  Queues[Mine] = P;
  Event &A = emit(EventKind::Acquire, locOf(S));
  A.Places = P;
  A.Reentrant = true;
}

/// mine->set();
void FunctionLowering::noteTurnPassed(const CallExpr *C) {
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  if (Queues.empty() || !M || !M->getMethodDecl() ||
      M->getMethodDecl()->isConst() || AwaitedCalls.count(C))
    return;
  if (auto It = Queues.find(waitsFor(M)); It != Queues.end()) {
    PlaceSet P = It->second;
    emit(EventKind::Release, locOf(C)).Places = P;
  }
}

/// True for an object whose destructor lets a turn go that this function has
/// waited for: `co_return Turn(*this);`.
bool FunctionLowering::passesTurn(QualType T) const {
  const CXXRecordDecl *R = TypeFacts::record(T);
  if ((Turns.empty() && Visits.empty()) || !R || !U.Types.isMoveOnlyRaii(T))
    return false;
  const CXXDestructorDecl *D = R->getDestructor();
  const FunctionDecl *Body = D ? usableDefinition(U, D) : nullptr;
  std::function<bool(const Stmt *)> Serves = [&](const Stmt *S) -> bool {
    if (!S)
      return false;
    const auto *E = dyn_cast<Expr>(S);
    const Expr *Served = E ? counted(E) : nullptr;
    if (const Expr *Left = E ? countedBy(E, /*Down=*/true) : nullptr;
        Left && U.Inside.count(U.symbol(declOf(Left))))
      return true;
    bool Reset = false;
    const auto *B = dyn_cast<BinaryOperator>(S);
    if (const Expr *Flag = B && B->getOpcode() == BO_Assign &&
                                   isConstant(B->getRHS(), Reset) && Reset
                               ? storedIn(B->getLHS())
                               : nullptr) {
      SymbolId F = U.symbol(declOf(Flag));
      for (auto &[Counter, Of] : U.Inside)
        if (Of == F)
          return true;
    }
    return (Served && U.Turns.count(declOf(Served)->getCanonicalDecl())) ||
           llvm::any_of(S->children(), Serves);
  };
  return Body && Serves(Body->getBody());
}
