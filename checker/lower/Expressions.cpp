//===- Expressions.cpp - Values: reads, writes, updates -------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "lower/InTurn.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"

using namespace await_tidy;
using namespace clang;

//===----------------------------------------------------------------------===//
// Values of expressions that were lowered before
//===----------------------------------------------------------------------===//

SlotId FunctionLowering::valueOf(const Expr *E) {
  for (int Guard = 0; E && Guard < 64; ++Guard) {
    E = E->IgnoreParens();
    if (auto It = Values.find(E); It != Values.end())
      return It->second;
    if (auto It = Phi.find(E); It != Phi.end())
      return It->second;
    const Expr *S = strip(E);
    if (const auto *M = dyn_cast<MemberExpr>(S); M && !M->isArrow())
      S = M->getBase(); // a part of a temporary
    if (S == E)
      break;
    if (auto It = Values.find(S); It != Values.end())
      return It->second;
    E = S;
  }
  return 0;
}

SlotId FunctionLowering::combine(llvm::ArrayRef<Input> Inputs, Loc Where) {
  llvm::SmallVector<Input, 4> Known;
  for (const Input &I : Inputs)
    if (I.Slot)
      Known.push_back(I);
  if (Known.empty())
    return 0;
  if (Known.size() == 1 && Known[0].How == Flow::Copy)
    return Known[0].Slot;
  SlotId Dst = G->NumSlots++;
  Event &E = emit(EventKind::Compute, Where);
  E.Dst = Dst;
  E.Inputs.append(Known.begin(), Known.end());
  return Dst;
}

SlotId FunctionLowering::truthOf(const Expr *E, bool Negated, Loc Where) {
  SlotId V = combine({{valueOf(E), Flow::Derived}}, Where);
  if (V) {
    G->Events.back().Truth = true;
    G->Events.back().Negated = Negated;
  }
  return V;
}

SlotId FunctionLowering::unionOfChildren(const Expr *E, Flow How) {
  llvm::SmallVector<Input, 4> In;
  for (const Stmt *C : E->children())
    if (const auto *X = dyn_cast_or_null<Expr>(C))
      In.push_back({valueOf(X), How});
  return combine(In, locOf(E));
}

SlotId FunctionLowering::readNow(const PlaceSet &P, Loc Where, Loc Named) {
  if (P.empty())
    return 0;
  SlotId Dst = G->NumSlots++;
  Event &E = emit(EventKind::Read, Where);
  E.Dst = Dst;
  E.Places = P;
  E.Named = Named;
  return Dst;
}

SlotId FunctionLowering::argument(const Expr *Arg) {
  if (!Arg)
    return 0;
  if (Arg->isGLValue()) {
    PlaceSet P = placeOf(Arg);
    if (!P.empty()) {
      SlotId S = readNow(P, locOf(Arg), locOf(Arg));
      ReadBy[lastEvent()] = Arg;
      return S;
    }
  }
  return valueOf(Arg);
}

/// Says of a stored value whether it is a constant.
void FunctionLowering::describeValue(Event &E, const Expr *Value) const {
  bool Reset = false;
  E.Constant = isConstant(Value, Reset);
  E.Reset = E.Constant && Reset;
  E.Enumerator = enumeratorOf(Value);
}

SymbolId FunctionLowering::enumeratorOf(const Expr *E) const {
  const EnumConstantDecl *D = namedEnumerator(E);
  return D ? U.symbol(D) : 0;
}

static llvm::StringRef sourceText(const ASTContext &C, SourceRange R) {
  if (R.getBegin().isMacroID() || R.getEnd().isMacroID())
    return "";
  return Lexer::getSourceText(CharSourceRange::getTokenRange(R),
                              C.getSourceManager(), C.getLangOpts());
}

/// The text that undoes `Lhs Operator Rhs`, if Rhs means the same anywhere
/// later: a constant, or a local that is never assigned again.
llvm::StringRef FunctionLowering::inverse(const Expr *Lhs, const Expr *Rhs,
                                          llvm::StringRef Operator) {
  const Expr *R = Rhs->IgnoreParenImpCasts();
  bool Ignored;
  bool Stable = isConstant(R, Ignored);
  if (const auto *D = dyn_cast<DeclRefExpr>(R)) {
    const auto *V = dyn_cast<VarDecl>(D->getDecl());
    Stable |= V && V->hasLocalStorage() && !V->getType()->isReferenceType() &&
              !Reassigned.count(V);
  }
  llvm::StringRef L = sourceText(Context, Lhs->getSourceRange());
  llvm::StringRef Text = sourceText(Context, R->getSourceRange());
  if (!Stable || L.empty() || Text.empty())
    return "";
  return U.Strings.save(
      (L + (Operator == "-=" ? " += " : " -= ") + Text).str());
}

//===----------------------------------------------------------------------===//
// Statements and expressions, in order of evaluation
//===----------------------------------------------------------------------===//

void FunctionLowering::visit(const Stmt *S) {
  if (auto It = Machinery.find(S); It != Machinery.end()) {
    // The call of await_suspend is where other coroutines run.
    const auto *C = dyn_cast<CXXMemberCallExpr>(S);
    const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
    if (M && M->getIdentifier() && M->getName() == "await_suspend")
      visitSuspension(It->second);
    return;
  }
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *X : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(X))
        visitDecl(V, S);
    return;
  }
  if (const auto *R = dyn_cast<ReturnStmt>(S))
    return visitReturn(S, R->getRetValue());
  if (const auto *R = dyn_cast<CoreturnStmt>(S))
    return visitReturn(S, R->getOperand());
  if (const auto *E = dyn_cast<Expr>(S))
    visitExpr(E);
}

void FunctionLowering::visitReturn(const Stmt *At, const Expr *Value) {
  if (Value && Value->isGLValue() && Here.ReturnSlot == G->ReturnSlot)
    for (PlaceId P : placeOf(Value))
      if (!llvm::is_contained(G->ReturnsReference, P))
        G->ReturnsReference.push_back(P);
  noteReturnedLock(Value);
  G->HasResult |= Value && Here.ReturnSlot == G->ReturnSlot;
  SlotId V = Value ? argument(Value) : 0;
  if (Value && Here.ReturnSlot == G->ReturnSlot)
    if (SlotId Lent = borrowOf(Value)) {
      if (!G->BorrowSlot)
        G->BorrowSlot = G->NumSlots++;
      Event &E = emit(EventKind::Compute, locOf(At));
      E.Dst = G->BorrowSlot;
      E.May = true;
      E.Inputs.push_back({Lent, Flow::Copy});
    }
  // `return when_all(a(), b());`
  if (Value)
    beginTasks(tasksIn(Value), Value, /*Maybe=*/false);
  // `return task();`: the task runs on when we have returned.
  if (const auto *C = Value ? dyn_cast<CallExpr>(strip(Value)) : nullptr)
    if (auto It = Pending.find(C);
        It != Pending.end() && It->second.Effect && isa<ReturnStmt>(At)) {
      PendingCall Wait = It->second;
      applyPending(Wait, C);
      V = valueOf(C);
    }
  Event &E = emit(EventKind::Compute, locOf(At));
  E.Dst = Here.ReturnSlot;
  E.May = true;
  if (Value && Here.ReturnSlot == G->ReturnSlot)
    if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(strip(Value))) {
      E.Constant = true;
      E.Reset = !B->getValue();
    }
  if (V)
    E.Inputs.push_back({V, Flow::Copy});
}

void FunctionLowering::visitExpr(const Expr *E) {
  if (auto It = Phi.find(E); It != Phi.end()) {
    // The arms have given their values; which one was chosen is the
    // condition's.
    const auto *C = PhiCondition.lookup(E);
    if (SlotId V = C ? valueOf(C) : 0) {
      Event &P = emit(EventKind::Compute, locOf(E));
      P.Dst = It->second;
      P.May = true;
      P.Inputs.push_back({V, Flow::Control});
    }
    return;
  }
  if (const auto *X = dyn_cast<CoroutineSuspendExpr>(E)) {
    if (!Suspended.count(X)) // no await_suspend was seen: a template
      visitSuspension(X);
    afterAwait(X);
    return;
  }
  if (const auto *X = dyn_cast<DependentCoawaitExpr>(E)) {
    Event &S = emit(EventKind::Suspend, locOf(E));
    if (SlotId V = valueOf(X->getOperand()))
      S.Inputs.push_back({V, Flow::Copy});
    Values[E] = combine({{valueOf(X->getOperand()), Flow::Opaque}}, locOf(E));
    return;
  }
  if (const auto *X = dyn_cast<CastExpr>(E)) {
    if (X->getCastKind() == CK_LValueToRValue) {
      const Expr *Sub = X->getSubExpr();
      PlaceSet P = placeOf(Sub);
      if (P.empty()) {
        Values[E] = valueOf(Sub);
        return;
      }
      borrowAcrossAwait(E, Sub);
      SlotId V = readNow(P, locOf(E), locOf(Sub));
      G->Events.back().Awaited = InAwaited.count(E);
      ReadBy[lastEvent()] = E;
      // One of several places: not a copy of any of them.
      Values[E] = P.size() > 1 ? combine({{V, Flow::Derived}}, locOf(E)) : V;
    } else if (SlotId V = valueOf(X->getSubExpr()))
      Values[E] = V;
    return;
  }
  if (const auto *X = dyn_cast<BinaryOperator>(E)) {
    if (X->isCompoundAssignmentOp())
      return visitCompound(X, X->getLHS(), X->getRHS(), X->getOpcodeStr());
    if (X->isAssignmentOp())
      return visitAssignment(X, X->getLHS(), X->getRHS());
    if (X->getOpcode() == BO_Comma) {
      Values[E] = valueOf(X->getRHS());
      return;
    }
    // `state == State::Idle`
    if (X->isEqualityOp())
      for (auto [Value, With] : {std::pair(X->getLHS(), X->getRHS()),
                                 std::pair(X->getRHS(), X->getLHS())})
        if (SymbolId Enumerator = enumeratorOf(With);
            Enumerator && valueOf(Value)) {
          Values[E] = combine({{valueOf(Value), Flow::Derived}}, locOf(E));
          G->Events.back().Enumerator = Enumerator;
          G->Events.back().Negated = X->getOpcode() == BO_NE;
          return;
        }
    // `ok == false`, `error != 0`
    if (X->isEqualityOp())
      for (auto [Value, With] : {std::pair(X->getLHS(), X->getRHS()),
                                 std::pair(X->getRHS(), X->getLHS())})
        if (bool Zero = false; isConstant(With, Zero) &&
                               !isConstant(Value, Zero) &&
                               isConstant(With, Zero)) {
          bool IsTrue = !Zero && isa<CXXBoolLiteralExpr>(strip(With));
          if (!valueOf(Value) || (!Zero && !IsTrue))
            break;
          Values[E] =
              truthOf(Value, (X->getOpcode() == BO_EQ) == Zero, locOf(E));
          return;
        }
    Values[E] = combine({{valueOf(X->getLHS()), Flow::Derived},
                         {valueOf(X->getRHS()), Flow::Derived}},
                        locOf(E));
    return;
  }
  if (const auto *X = dyn_cast<UnaryOperator>(E)) {
    if (X->isIncrementDecrementOp()) {
      follow(X->getSubExpr(), E);
      PlaceSet P = placeOf(X->getSubExpr());
      if (P.empty())
        return;
      SlotId Dst = G->NumSlots++;
      Event &Up = emit(EventKind::Update, locOf(E));
      Up.Dst = Dst;
      Up.Places = P;
      Up.Named = locOf(X->getSubExpr());
      Up.Step = true;
      Up.Shrinks = X->isDecrementOp();
      Values[E] = Dst;
      ReadBy[lastEvent()] = E;
      return;
    }
    if (X->getOpcode() == UO_Deref) {
      follow(X->getSubExpr(), E);
      if (U.Types.isPointerLike(X->getSubExpr()->getType())) {
        const Expr *Sub = X->getSubExpr()->IgnoreParenImpCasts();
        noteUse(placeOf(Sub), E);
      }
      return;
    }
    if (X->getOpcode() == UO_AddrOf)
      return;
    if (X->getOpcode() == UO_LNot) {
      Values[E] = truthOf(X->getSubExpr(), true, locOf(E));
      return;
    }
    Values[E] = combine({{valueOf(X->getSubExpr()), Flow::Derived}}, locOf(E));
    return;
  }
  if (const auto *X = dyn_cast<CallExpr>(E)) {
    visitCall(X);
    startTasks(X);
    noteMovedGuards(X);
    noteDropped(X);
    return;
  }
  if (const auto *X = dyn_cast<CXXConstructExpr>(E)) {
    visitConstruct(X);
    noteDropped(X);
    return;
  }
  if (const auto *X = dyn_cast<MemberExpr>(E)) {
    if (X->isArrow() && !isa<CXXThisExpr>(strip(X->getBase()))) {
      follow(X->getBase(), E);
      const Expr *Base = X->getBase()->IgnoreParenImpCasts();
      if (Base->isGLValue() && Base->getType()->isPointerType())
        noteUse(placeOf(Base), E);
    }
    return;
  }
  if (const auto *X = dyn_cast<LambdaExpr>(E)) {
    for (const Expr *I : X->capture_inits())
      if (I)
        noteEscapes(I);
    for (const LambdaCapture &C : X->captures())
      if (C.capturesVariable())
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          if (V->isInitCapture() && V->hasInit() && !Aliases.count(V))
            visitDecl(V, E);
    return;
  }
  if (const auto *X = dyn_cast<ArraySubscriptExpr>(E))
    follow(X->getBase(), E);
  if (const auto *X = dyn_cast<DeclRefExpr>(E)) {
    // A reference is used wherever it is named.
    const ValueDecl *V = X->getDecl();
    if (const auto *B = dyn_cast<BindingDecl>(V))
      V = cast<ValueDecl>(B->getDecomposedDecl());
    const auto *Set = dyn_cast_or_null<CXXOperatorCallExpr>(Parents.lookup(X));
    bool Target = Set && Set->getOperator() == OO_Equal && Set->getArg(0) == X;
    if (V->getType()->isReferenceType() ||
        (U.Types.isView(V->getType()) && !Target))
      follow(X, X);
    return;
  }
  if (isa<CXXThrowExpr>(E)) {
    Event &T = emit(EventKind::Throw, locOf(E));
    T.Throws = true;
    T.InTry = inTry(E);
    return;
  }
  if (isa<CXXThisExpr>(E))
    return;
  if (strip(E) != E)
    return; // the value of what it wraps
  if (SlotId V = unionOfChildren(
          E, isa<InitListExpr, CXXNewExpr, CXXStdInitializerListExpr>(E)
                 ? Flow::Copy
                 : Flow::Derived))
    Values[E] = V;
}

/// A pointer or the like is dereferenced: it must not be empty by now.
void FunctionLowering::noteUse(const PlaceSet &Handle, const Expr *At) {
  PlaceSet Shared;
  for (PlaceId P : Handle)
    if (U.Places.node(P).Holds == ValueClass::Handle && U.Places.isShared(P) &&
        U.Places.isMutable(P))
      Shared.push_back(P);
  if (Shared.empty())
    return;
  Event &E = emit(EventKind::Use, locOf(At));
  E.Places = Shared;
}

/// A pointer to an object made in this function is handed out.
void FunctionLowering::noteEscapes(const Expr *E) {
  if (FreshVariables.empty() || !E)
    return;
  std::function<void(const Stmt *)> Look = [&](const Stmt *S) {
    if (!S)
      return;
    if (const auto *D = dyn_cast<DeclRefExpr>(S))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl());
          V && V->hasLocalStorage() && !V->getType()->isReferenceType())
        if (PlaceId P = localRoot(V); FreshVariables.count(P)) {
          emit(EventKind::Escape, locOf(E)).Places.push_back(P);
          return;
        }
    // `p->field` reads through the pointer and does not hand it out.
    if (const auto *M = dyn_cast<MemberExpr>(S); M && M->isArrow())
      return;
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(S);
        O && (O->getOperator() == OO_Arrow || O->getOperator() == OO_Star))
      return;
    if (isa<LambdaExpr>(S))
      return;
    for (const Stmt *C : S->children())
      Look(C);
  };
  Look(E);
}

/// `const long before = balance;`: the variable that \p E names, or null.
static const VarDecl *constantLocal(const Expr *E) {
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && V->getType().isConstQualified() &&
                 V->getInit()
             ? V
             : nullptr;
}

void FunctionLowering::visitAssignment(const Expr *At, const Expr *Lhs,
                                       const Expr *Rhs) {
  PlaceSet P = placeOf(Lhs);
  SlotId V = argument(Rhs);
  Values[At] = V;
  if (P.empty())
    return;
  if (llvm::any_of(P, [&](PlaceId X) { return U.Places.isShared(X); }))
    noteEscapes(Rhs);
  followTarget(Lhs, At);
  Event &W = emit(EventKind::Write, locOf(At));
  W.Places = P;
  W.Named = locOf(Lhs);
  describeValue(W, Rhs);
  if (V)
    W.Inputs.push_back({V, Flow::Copy});
  auto Bind = llvm::make_scope_exit([&] { assignBorrow(Lhs, Rhs); });
  // highest = std::max(highest, n): nothing that came in between is lost.
  if (const auto *C = dyn_cast<CallExpr>(strip(Rhs)->IgnoreParenImpCasts()))
    if (const FunctionDecl *F = C->getDirectCallee())
      if (const Model *M = U.Models.function(TypeFacts::qualifiedName(F));
          M && M->What == Operation::Extremum)
        for (const Expr *A : C->arguments())
          W.Conditional |= A->isGLValue() && placeOf(A) == P;
  // highest = n > highest ? n : highest
  if (const auto *C =
          dyn_cast<ConditionalOperator>(strip(Rhs)->IgnoreParenImpCasts())) {
    const auto *B = dyn_cast<BinaryOperator>(strip(C->getCond()));
    auto Names = [&](const Expr *X) {
      return placeOf(X->IgnoreParenImpCasts()) == P;
    };
    W.Conditional |= B && B->isRelationalOp() &&
                     (Names(B->getLHS()) || Names(B->getRHS())) &&
                     (Names(C->getTrueExpr()) || Names(C->getFalseExpr())) &&
                     !suspends(Rhs);
  }
  // balance = balance - amount
  const auto *B = dyn_cast<BinaryOperator>(strip(Rhs));
  if (!B || !B->isAdditiveOp())
    return;
  const bool Less = B->getOpcode() == BO_Sub;
  const Expr *Own = B->getLHS()->IgnoreParenImpCasts();
  if (placeOf(Own) == P)
    W.Inverse = inverse(Lhs, B->getRHS(), Less ? "-=" : "+=");
  else if (const VarDecl *V = constantLocal(Own))
    Own = V->getInit()->IgnoreParenImpCasts();
  W.Amount = placeOf(Own) == P ||
             (!Less && placeOf(B->getRHS()->IgnoreParenImpCasts()) == P);
  W.Shrinks = W.Amount && Less;
}

void FunctionLowering::visitCompound(const Expr *At, const Expr *Lhs,
                                     const Expr *Rhs,
                                     llvm::StringRef Operator) {
  PlaceSet P = placeOf(Lhs);
  SlotId V = argument(Rhs);
  if (P.empty()) {
    Values[At] = V;
    return;
  }
  followTarget(Lhs, At);
  SlotId Dst = G->NumSlots++;
  Event &W = emit(EventKind::Update, locOf(At));
  W.Dst = Dst;
  W.Places = P;
  W.Named = locOf(Lhs);
  bool Ignored;
  W.Step = isConstant(Rhs, Ignored);
  W.Shrinks = Operator == "-=" || Operator == "/=" || Operator == "&=";
  if (V)
    W.Inputs.push_back({V, Flow::Copy});
  if (Operator == "-=" || Operator == "+=")
    W.Inverse = inverse(Lhs, Rhs, Operator);
  Values[At] = Dst;
}

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

void FunctionLowering::initializeFields(const VarDecl *Owner, PlaceId Object,
                                        const InitListExpr *I) {
  const CXXRecordDecl *R = TypeFacts::record(I->getType());
  if (!R || R->isUnion())
    return;
  unsigned Index = R->getNumBases();
  for (const FieldDecl *F : R->fields()) {
    if (F->isUnnamedBitField())
      continue;
    if (Index >= I->getNumInits())
      return;
    const Expr *Init = I->getInit(Index++);
    if (!Init)
      continue;
    PlaceId P = fieldPlace(Object, F);
    if (F->getType()->isReferenceType()) {
      PlaceSet To = placeOf(Init);
      if (!To.empty())
        FieldAliases[U.Places.field(Object, symbolOf(F))] = To.front();
      continue;
    }
    if (U.Types.looksLikeGuard(F->getType()) &&
        isa<CoroutineSuspendExpr>(strip(Init))) {
      // A guard that lives in a member lives as long as the object.
      Guards[Owner] = Object;
      take(grabOf(Init), Object, locOf(Init));
      continue;
    }
    if (U.Types.isPointerLike(F->getType()))
      if (PlaceSet To = targetOf(Init); !To.empty())
        PointsTo[P] = To;
    if (SlotId V = argument(Init)) {
      Event &W = emit(EventKind::Write, locOf(Init));
      W.Places.push_back(P);
      W.Initial = true;
      W.Inputs.push_back({V, Flow::Copy});
    }
    if (refers(F->getType()))
      bindBorrow(P, F->getType(), Init);
  }
}

/// Is \p Init a call or expression that makes a new object?
static bool isFresh(Unit &U, const Expr *Init) {
  const Expr *E = strip(Init);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E);
      C && C->getNumArgs() >= 1 && U.Types.record(C->getType()))
    E = strip(C->getArg(0)); // std::shared_ptr<T>(new T)
  if (isa<CXXNewExpr>(E))
    return true;
  const auto *C = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  const Model *M = F ? U.Models.function(TypeFacts::qualifiedName(F)) : nullptr;
  if (M && M->What == Operation::Fresh)
    return true;
  // What is of a class of this very function, and comes by a smart pointer from
  // a call that is given nothing, was not kept by anybody before.
  if (!F || C->getNumArgs() || isa<CXXMethodDecl>(F))
    return false;
  const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      TypeFacts::record(C->getType()));
  if (!R || C->isGLValue() || !R->getTemplateArgs().size() ||
      R->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return false;
  const CXXRecordDecl *Of =
      TypeFacts::record(R->getTemplateArgs()[0].getAsType());
  return Of && Of->isLocalClass() && U.Types.isPointerLike(C->getType());
}

void FunctionLowering::visitDecl(const VarDecl *V, const Stmt *At) {
  const Expr *Init = V->getInit();
  QualType T = V->getType();
  if (T->isDependentType() && !Init)
    return;
  if (const auto *D = dyn_cast<DecompositionDecl>(V))
    for (const BindingDecl *B : D->bindings())
      (void)B;
  if (T->isReferenceType()) {
    if (!Init)
      return;
    PlaceSet P = placeOf(Init);
    if (P.empty()) {
      const Expr *Inner = strip(Init);
      if (Inner->isPRValue() || !Init->isGLValue()) {
        if (U.Types.looksLikeGuard(T)) // auto &&guard = co_await lock();
          return declareGuard(V);
        // A temporary that lives as long as the reference.
        PlaceId Own = localRoot(V);
        Aliases[V] = {Own};
        if (SlotId S = valueOf(Init)) {
          Event &W = emit(EventKind::Write, locOf(Init));
          W.Places.push_back(Own);
          W.Initial = true;
          W.Inputs.push_back({S, Flow::Copy});
        }
      }
      return;
    }
    Aliases[V] = P;
    bindBorrow(V, Init);
    if (U.Types.isPointerLike(T.getNonReferenceType()))
      if (const LambdaExpr *L = asLambda(Init))
        Lambdas[V] = L;
    if (const LambdaExpr *L = asLambda(Init))
      Lambdas[V] = L;
    return;
  }
  if (V->hasGlobalStorage() || !Init)
    return;
  PlaceId P = localRoot(V);
  // AtExit guard{[&] { ... }};
  const LambdaExpr *OfAggregate = nullptr;
  if (const auto *I = dyn_cast<InitListExpr>(strip(Init));
      I && I->getNumInits() == 1 && TypeFacts::record(T) &&
      !TypeFacts::record(T)->hasTrivialDestructor())
    OfAggregate = asLambda(I->getInit(0));
  if (const LambdaExpr *L = OfAggregate ? OfAggregate : asLambda(Init);
      L && !startsActivity(U, strip(Init))) {
    const CXXRecordDecl *R = TypeFacts::record(T);
    if (R && !R->isLambda() && !R->hasTrivialDestructor() &&
        !U.Types.hasMember(R, "target_type") && !isa<ParmVarDecl>(V)) {
      // An object that keeps a callable and whose destructor does something: it
      // runs it. std::function and its like do not.
      AtScopeExit[V] = L;
    } else
      Lambdas[V] = L;
    return;
  }
  // auto guard = finally([&] { ... });
  if (const auto *C = dyn_cast<CallExpr>(strip(Init))) {
    const CXXRecordDecl *R = TypeFacts::record(T);
    const LambdaExpr *L = nullptr;
    for (const Expr *A : C->arguments())
      if (const LambdaExpr *X = asLambda(A))
        L = X;
    if (L && R && !R->hasTrivialDestructor() && U.Types.isMoveOnlyRaii(T) &&
        !isa<CoroutineSuspendExpr>(strip(Init)) &&
        !callOperator(L)->getReturnType()->isDependentType() &&
        callOperator(L)->getReturnType()->isVoidType() &&
        L->getCallOperator()->param_empty() && !isCoroutine(callOperator(L))) {
      AtScopeExit[V] = L;
      return;
    }
  }
  const CXXRecordDecl *R = TypeFacts::record(T);
  // std::optional<Guard> guard; guard.emplace(co_await mutex.lock());
  if (U.Types.holdsGuard(T)) {
    bool Taken = false;
    for (const Expr *E = strip(Init); E;) {
      Taken |= isa<CoroutineSuspendExpr>(E);
      const Expr *Inner = nullptr;
      if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs())
        Inner = C->getArg(0);
      else if (const auto *C = dyn_cast<CallExpr>(E); C && C->getNumArgs() == 1)
        Inner = C->getArg(0);
      E = Inner ? strip(Inner) : nullptr;
    }
    if (Taken)
      return declareGuard(V);
    Guards[V] = P;
    return;
  }
  if (makesGuard(T, Init)) {
    // auto locked = value.wlock(): gives access to what it guards.
    if (U.Types.isPointerLike(T) && !Reassigned.count(V))
      if (PlaceSet To = targetOf(Init); !To.empty())
        PointsTo[P] = To;
    return declareGuard(V, At);
  }
  noteForgotten(V, Init);
  if (const auto *L = dyn_cast<InitListExpr>(strip(Init));
      L && R && R->isAggregate() && !U.Types.isContainer(T))
    return initializeFields(V, P, L);
  if (U.Types.isPointerLike(T)) {
    if (isFresh(U, Init)) {
      FreshVariables.insert(P);
      U.Places.node(U.Places.target(P, Ownership::Fresh)).SingleOwner |=
          isUsedInTurn(U, V);
    } else if (!Reassigned.count(V) &&
               U.Types.targetOwnership(T) != Ownership::Unique)
      if (PlaceSet To = targetOf(Init); !To.empty())
        PointsTo[P] = To;
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(strip(Init));
      C && SeenConstructors.count(C))
    return;
  SlotId S = argument(Init);
  Event &W = emit(EventKind::Write, locOf(At));
  W.Places.push_back(P);
  W.Initial = true;
  describeValue(W, Init);
  if (S)
    W.Inputs.push_back({S, Flow::Copy});
  bindBorrow(V, Init);
  if (auto It = Contents.find(strip(Init)); It != Contents.end()) {
    SlotId Copied = It->second;
    Event &Made = emit(EventKind::Write, locOf(Init));
    Made.Places.push_back(U.Places.target(P, Ownership::Fresh));
    Made.Initial = true;
    Made.Inputs.push_back({Copied, Flow::Copy});
  }
}
