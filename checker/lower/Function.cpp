//===- Function.cpp - The walk over the Clang CFG -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>

using namespace await_tidy;
using namespace clang;

FunctionLowering::FunctionLowering(Unit &U, unsigned MaxEvents)
    : U(U), Context(U.Context), MaxEvents(MaxEvents) {}

std::unique_ptr<EventGraph> await_tidy::lower(Unit &U, const FunctionDecl *F,
                                              unsigned MaxEvents) {
  return FunctionLowering(U, MaxEvents).run(F);
}

std::unique_ptr<EventGraph> FunctionLowering::run(const FunctionDecl *F) {
  G = std::make_unique<EventGraph>();
  G->Function = TypeFacts::qualifiedName(F);
  G->ShortName = F->getNameAsString();
  if (const auto *M = dyn_cast<CXXMethodDecl>(F);
      M && M->getParent()->isLambda()) {
    G->Function = "lambda";
    G->ShortName = "lambda";
  }
  G->Where = {F->getLocation().getRawEncoding(),
              F->getLocation().getRawEncoding()};
  G->IsCoroutine = isCoroutine(F);
  G->SingleOwner = hasAnnotation(F, Annotation::SingleOwner);
  newBlock();
  newBlock();
  G->ReturnSlot = G->NumSlots++;
  Here.ReturnSlot = G->ReturnSlot;
  for (const ParmVarDecl *P : F->parameters()) {
    PlaceSet S = placeOfDecl(P);
    G->Parameters.push_back(S.empty() ? NoPlace : S.front());
    // A guard that the caller hands over is held from the start.
    if (!P->getType()->isReferenceType() &&
        U.Types.looksLikeGuard(P->getType())) {
      Current = EventGraph::Entry;
      declareGuard(P);
    }
  }
  // What the caller must hold is held to the end. A holder of its own keeps it
  // out of the summary.
  for (const Capability &C : capabilities(F))
    if (PlaceSet Of = C.What == Capability::Required
                          ? capability(C, nullptr, {})
                          : PlaceSet();
        !Of.empty()) {
      Current = EventGraph::Entry;
      Event &A = emit(EventKind::Acquire, G->Where);
      A.Places = Of;
      A.Holder = U.Places.root(RootKind::Temporary,
                               U.Places.symbol(C.Which, "required"));
      A.SharedLock = C.Shared;
    }
  // A coroutine lambda that is lowered on its own: what it captured by
  // reference belongs to somebody else too.
  if (const auto *M = dyn_cast<CXXMethodDecl>(F);
      M && M->getParent()->isLambda() && G->IsCoroutine)
    for (const LambdaCapture &C : M->getParent()->captures())
      if (C.capturesVariable())
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar())) {
          if (C.getCaptureKind() == LCK_ByRef &&
              !V->getType()->isReferenceType()) {
            PlaceNode &N = U.Places.node(localRoot(V));
            N.SharedLocal = true;
            N.Settled = U.Types.isContainer(V->getType()) && isSettled(U, V);
          }
          G->Captures.append(placeOfDecl(V));
        }
  for (LostTask &L : findLostTasks(U, F))
    Lost[L.At].push_back(std::move(L));
  lowerBody(F, F->getBody(), EventGraph::Entry, EventGraph::Exit);
  claimOwnElements();
  compact();
  return std::move(G);
}

BlockId FunctionLowering::newBlock() {
  G->Blocks.emplace_back();
  return G->Blocks.size() - 1;
}

void FunctionLowering::edge(BlockId From, BlockId To, EdgeKind Kind) {
  G->addEdge(From, To, Kind);
}

bool FunctionLowering::inTry(const Stmt *S) const {
  for (const Stmt *Up = Parents.lookup(S); Up; S = Up, Up = Parents.lookup(S))
    if (const auto *T = dyn_cast<CXXTryStmt>(Up); T && T->getTryBlock() == S)
      return true;
  return Here.InTry;
}

Event &FunctionLowering::emit(EventKind Kind, Loc Where) {
  if (G->Events.size() > MaxEvents)
    G->OverBudget = true;
  Event E;
  E.Kind = Kind;
  E.Where = Where;
  G->Events.push_back(std::move(E));
  G->Blocks[Current].Events.push_back(G->Events.size() - 1);
  return G->Events.back();
}

//===----------------------------------------------------------------------===//
// The scan: what has to be known of the syntax before the first block
//===----------------------------------------------------------------------===//

void FunctionLowering::markMachinery(const Stmt *S,
                                     const CoroutineSuspendExpr *Of) {
  if (!S)
    return;
  Machinery[S] = Of;
  for (const Stmt *C : S->children())
    markMachinery(C, Of);
}

static void addAll(llvm::DenseSet<const Stmt *> &Set, const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return;
  Set.insert(S);
  for (const Stmt *C : S->children())
    addAll(Set, C);
}

void FunctionLowering::scanSuspension(const CoroutineSuspendExpr *S) {
  // await_ready, await_suspend and await_resume are machinery; so is the
  // wrapping of the operand by await_transform and operator co_await.
  for (const Expr *Part :
       {S->getReadyExpr(), S->getSuspendExpr(), S->getResumeExpr()})
    markMachinery(Part, S);
  addAll(InAwaited, S->getOperand());
  // object.call(co_await x): the object was named before the suspension.
  const Stmt *Child = S;
  for (const Stmt *X = Parents.lookup(S); isa_and_nonnull<Expr>(X);
       Child = X, X = Parents.lookup(X))
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(X);
        C && Child != C->getCallee()) {
      AcrossAwait.insert(C);
      for (const Expr *O = C->getImplicitObjectArgument(); O;) {
        AcrossAwait.insert(O);
        O = O->IgnoreParens();
        AcrossAwait.insert(O);
        const auto *I = dyn_cast<ImplicitCastExpr>(O);
        O = I ? I->getSubExpr() : nullptr;
      }
    }
  for (const Expr *Operand = strip(S->getOperand());
       isa_and_nonnull<CallExpr>(Operand); Operand = adapted(Operand)) {
    AwaitedCalls.insert(cast<CallExpr>(Operand));
    // first().exclusiveJoin(second()): both of them run.
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(Operand);
        C && llvm::any_of(C->arguments(), [&](const Expr *A) {
          return U.Types.isTask(A->getType());
        }))
      break;
  }
}

void FunctionLowering::scan(const Stmt *S) {
  if (!S)
    return;
  if (const auto *D = dyn_cast<DeclRefExpr>(S)) {
    const Stmt *P = Parents.lookup(S);
    const auto *Cast = dyn_cast_or_null<CastExpr>(P);
    // The operand of a co_await stands in its machinery as well.
    if ((!Cast || Cast->getCastKind() != CK_ToVoid) &&
        MentionedBy.insert(D).second)
      ++Mentions[D->getDecl()];
  }
  // return_value(operand) is machinery: the operand was read before.
  if (const auto *R = dyn_cast<CoreturnStmt>(S); R && R->getPromiseCall())
    Machinery[R->getPromiseCall()->IgnoreImplicit()] = nullptr;
  if (const auto *C = dyn_cast<CoroutineSuspendExpr>(S))
    scanSuspension(C);
  else if (const auto *R = dyn_cast<ReturnStmt>(S); R && R->getRetValue()) {
    // `return task();`: whoever awaits us awaits it.
    if (const auto *C = dyn_cast<CallExpr>(strip(R->getRetValue())))
      AwaitedCalls.insert(C);
  } else if (const auto *R = dyn_cast<CXXForRangeStmt>(S)) {
    if (R->getInc())
      RangeSteps.insert(strip(R->getInc()));
    if (const auto *D = dyn_cast_or_null<DeclRefExpr>(strip(R->getRangeInit())))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
        RangeOf[R->getLoopVariable()] = V;
  } else if (const auto *C = dyn_cast<AbstractConditionalOperator>(S)) {
    SlotId Slot = G->NumSlots++;
    Phi[C] = Slot;
    PhiCondition[C] = C->getCond();
    ArmOf[C->getTrueExpr()->IgnoreParens()] = {Slot, false};
    ArmOf[C->getFalseExpr()->IgnoreParens()] = {Slot, false};
  } else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    if (B->isLogicalOp()) {
      SlotId Slot = G->NumSlots++;
      Phi[B] = Slot;
      ArmOf[B->getLHS()->IgnoreParens()] = {Slot, false};
      ArmOf[B->getRHS()->IgnoreParens()] = {Slot, true};
    } else if (B->isAssignmentOp())
      if (const auto *D =
              dyn_cast<DeclRefExpr>(B->getLHS()->IgnoreParenImpCasts()))
        if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
          Reassigned.insert(V);
  } else if (const auto *X = dyn_cast<UnaryOperator>(S)) {
    if (X->isIncrementDecrementOp() || X->getOpcode() == UO_AddrOf)
      if (const auto *D =
              dyn_cast<DeclRefExpr>(X->getSubExpr()->IgnoreParenImpCasts()))
        if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
          Reassigned.insert(V);
  } else if (const auto *C = dyn_cast<CXXOperatorCallExpr>(S)) {
    // An iterator that moves on still points into the same container.
    if (C->isAssignmentOp() && C->getNumArgs())
      if (const auto *D =
              dyn_cast<DeclRefExpr>(C->getArg(0)->IgnoreParenImpCasts()))
        if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
          Reassigned.insert(V);
  } else if (const auto *C = dyn_cast<CXXMemberCallExpr>(S)) {
    // p.reset(q): a smart pointer that changes.
    const auto *D = dyn_cast<DeclRefExpr>(
        C->getImplicitObjectArgument()->IgnoreParenImpCasts());
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    if (V && !V->getType()->isPointerType() && C->getMethodDecl() &&
        !C->getMethodDecl()->isConst() && U.Types.isPointerLike(V->getType()) &&
        !C->getType()->isReferenceType() &&
        !TypeFacts::lockWord(C->getMethodDecl()->getNameAsString())
             .starts_with("unlock"))
      Reassigned.insert(V);
  } else if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *X : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(X); V && V->hasInit()) {
        const Expr *I = V->getInit();
        // `auto g = make();` constructs g itself: the temporary in the syntax
        // tree is elided.
        while (I) {
          I = I->IgnoreParenImpCasts();
          if (const auto *F = dyn_cast<FullExpr>(I))
            I = F->getSubExpr();
          else if (const auto *T = dyn_cast<CXXBindTemporaryExpr>(I)) {
            ElidedTemporaries.insert(T);
            I = T->getSubExpr();
          } else if (const auto *C = dyn_cast<CastExpr>(I))
            I = C->getSubExpr();
          else
            break;
        }
        if (const auto *C = dyn_cast_or_null<CXXConstructExpr>(I))
          Constructs[C] = localRoot(V);
      }
  }
  if (isa<LambdaExpr>(S)) {
    // Only the captures are evaluated here; the body is scanned when it is
    // lowered. What it assigns to counts all the same.
    for (const Expr *I : cast<LambdaExpr>(S)->capture_inits())
      scan(I);
    return;
  }
  for (const Stmt *C : S->children())
    if (C) {
      Parents[C] = S;
      scan(C);
    }
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// The last condition that is evaluated in a block which ends in \p Condition.
static const Expr *lastCondition(const Expr *Condition) {
  const Expr *E = Condition->IgnoreParens();
  while (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (!B->isLogicalOp())
      break;
    E = B->getRHS()->IgnoreParens();
  }
  return E;
}

static bool comparesForEquality(const Expr *E) {
  E = strip(E);
  if (const auto *U = dyn_cast_or_null<UnaryOperator>(E))
    return U->getOpcode() == UO_LNot && comparesForEquality(U->getSubExpr());
  if (const auto *B = dyn_cast_or_null<BinaryOperator>(E))
    return B->isEqualityOp();
  if (const auto *C = dyn_cast_or_null<CXXOperatorCallExpr>(E))
    return C->getOperator() == OO_EqualEqual ||
           C->getOperator() == OO_ExclaimEqual ||
           (C->getOperator() == OO_Exclaim &&
            comparesForEquality(C->getArg(0)));
  if (const auto *C = dyn_cast_or_null<ImplicitCastExpr>(E))
    return comparesForEquality(C->getSubExpr());
  return false;
}

namespace {
/// Of a function with `if consteval` Clang 19 builds no graph, as such a
/// statement has no condition. While this lives, it has one: false, what it is
/// when the program runs (with a `!`, true).
class RunTimeBranches {
public:
  RunTimeBranches(ASTContext &Context, const Stmt *Body) {
    if (Context.getLangOpts().CPlusPlus23)
      look(Context, Body);
  }
  ~RunTimeBranches() {
    for (auto [If, Kind] : Changed) {
      If->setCond(nullptr);
      If->setStatementKind(Kind);
    }
  }
  RunTimeBranches(const RunTimeBranches &) = delete;
  RunTimeBranches &operator=(const RunTimeBranches &) = delete;

private:
  void look(ASTContext &Context, const Stmt *S) {
    llvm::SmallVector<const Stmt *, 32> Work{S};
    while (!Work.empty()) {
      const Stmt *Next = Work.pop_back_val();
      if (!Next)
        continue;
      if (const auto *I = dyn_cast<IfStmt>(Next); I && I->isConsteval()) {
        auto *If = const_cast<IfStmt *>(I);
        Changed.push_back({If, If->getStatementKind()});
        bool Negated = If->isNegatedConsteval();
        If->setStatementKind(IfStatementKind::Ordinary);
        If->setCond(new (Context) CXXBoolLiteralExpr(Negated, Context.BoolTy,
                                                     If->getIfLoc()));
      }
      llvm::append_range(Work, Next->children());
    }
  }

  llvm::SmallVector<std::pair<IfStmt *, IfStatementKind>, 2> Changed;
};
} // namespace

void FunctionLowering::lowerBody(const FunctionDecl *F, const Stmt *Body,
                                 BlockId Entry, BlockId Exit) {
  Here.Function = F;
  if (const auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = C->getBody();
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  Options.AddEHEdges = true;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  RunTimeBranches OfThisBody(Context, Body);
  std::unique_ptr<CFG> Built =
      Body ? CFG::buildCFG(F, const_cast<Stmt *>(Body), &Context, Options)
           : nullptr;
  if (!Built) {
    G->NoFlow |= Body && isCoroutine(F);
    edge(Entry, Exit);
    return;
  }
  Cfgs.push_back(std::move(Built));
  const CFG &Graph = *Cfgs.back();
  scan(Body);
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : Ctor->inits())
      scan(I->getInit());
  if (Stack.empty())
    U.SqlSteps.erase(F->getCanonicalDecl()); // in a cycle of calls, once more
  Stack.push_back(F);

  llvm::DenseMap<const CFGBlock *, BlockId> Starts;
  Starts[&Graph.getEntry()] = Entry;
  Starts[&Graph.getExit()] = Exit;
  auto Start = [&](const CFGBlock *B) {
    auto [It, New] = Starts.try_emplace(B, 0);
    if (New) {
      BlockId Id = newBlock();
      Starts[B] = Id;
      return Id;
    }
    return It->second;
  };
  PostOrderCFGView Order(&Graph); // in reverse post-order, despite its name
  for (const CFGBlock *B : Order) {
    if (G->OverBudget)
      break;
    Current = Start(B);
    if (B == &Graph.getExit())
      continue;
    for (const CFGElement &E : *B)
      lowerElement(E);
    const Stmt *Terminator = B->getTerminatorStmt();
    lowerTerminator(*B);
    auto Throws = [](const CFGElement &E) {
      auto S = E.getAs<CFGStmt>();
      return S && isa<CXXThrowExpr>(S->getStmt());
    };
    G->Blocks[Current].Leaves =
        B->hasNoReturnElement() || llvm::any_of(*B, Throws);
    unsigned Index = 0;
    for (const CFGBlock::AdjacentBlock &S : B->succs()) {
      const CFGBlock *To = S.getReachableBlock();
      // A call that can throw ends its block: the second way out is the
      // handler, or the end of the function, where nothing happens any more.
      bool Throws = !Terminator && Index++ > 0;
      // So is the way past all handlers.
      bool Past = isa_and_nonnull<CXXTryStmt>(Terminator) && B->succ_size() > 1;
      if (!To || ((Throws || Past) && To == &Graph.getExit()))
        continue;
      // The way on when the wait is over.
      PlaceSet Turn;
      if (Terminator && &S == B->succ_begin() + 1)
        Turn = turnTakenAfter(Terminator);
      if (Turn.empty()) {
        edge(Current, Start(To),
             Throws ? EdgeKind::Exception : EdgeKind::Normal);
        continue;
      }
      BlockId Last = std::exchange(Current, newBlock());
      edge(Last, Current);
      Event &A = emit(EventKind::Acquire, locOf(Terminator));
      A.Places = Turn;
      A.Reentrant = true;
      edge(Current, Start(To));
      Current = Last;
    }
  }
  Stack.pop_back();
}

void FunctionLowering::lowerTerminator(const CFGBlock &B) {
  const Stmt *T = B.getTerminatorStmt();
  if (!T || isa<CXXTryStmt, GotoStmt, BreakStmt, ContinueStmt>(T) ||
      B.getTerminator().isTemporaryDtorsBranch())
    return;
  // The arm of `&&`, `||` that ends here gives its value to the whole.
  const Stmt *Condition = B.getTerminatorCondition(/*StripParens=*/true);
  const auto *E = dyn_cast_or_null<Expr>(Condition);
  if (!E || B.succ_size() < 2)
    return;
  E = lastCondition(E);
  SlotId Value = valueOf(E);
  Event &Branch = emit(EventKind::Branch, locOf(E));
  if (Value)
    Branch.Inputs.push_back({Value, Flow::Derived});
  // `while (a && b)`: the test of `a` ends the loop as well.
  const Stmt *Owner = T;
  while (const auto *X = dyn_cast_or_null<Expr>(Owner))
    Owner = Parents.lookup(X);
  Branch.Loop =
      isa_and_nonnull<WhileStmt, ForStmt, DoStmt, CXXForRangeStmt>(Owner);
  Branch.Equality = !isa<SwitchStmt>(T) && comparesForEquality(E);
  // assert(): a branch out of a macro, one way of which never comes back.
  if (T->getBeginLoc().isMacroID())
    for (const CFGBlock::AdjacentBlock &S : B.succs())
      if (const CFGBlock *To = S.getReachableBlock())
        Branch.Assertion |= To->hasNoReturnElement();
}

/// Only of these it counts that a destructor does them.
static bool isChange(const Event &E) {
  return E.Kind == EventKind::Write || E.Kind == EventKind::Update ||
         E.Kind == EventKind::Call;
}

void FunctionLowering::lowerElement(const CFGElement &E) {
  if (G->OverBudget)
    return;
  if (auto S = E.getAs<CFGStmt>()) {
    visit(S->getStmt());
    noteServed(S->getStmt());
    emitLost(S->getStmt());
    if (const auto *D = dyn_cast<DeclStmt>(S->getStmt())) {
      for (const Decl *X : D->decls()) {
        emitLost(X);
        if (const auto *V = dyn_cast<VarDecl>(X); V && V->getInit())
          if (TaskSet Tasks = tasksIn(V->getInit()); Tasks.Tasks)
            TaskVariables[V] = std::move(Tasks);
        if (const auto *V = dyn_cast<VarDecl>(X); V && V->getInit())
          if (auto It = LazyCalls.find(strip(V->getInit()));
              It != LazyCalls.end())
            KeptCalls[V] = It->second;
      }
    } else if (const auto *X = dyn_cast<Expr>(S->getStmt());
               X && !Machinery.count(X))
      passTasks(X);
    // The end of an arm of `?:`, `&&` or `||`.
    if (auto It = ArmOf.find(S->getStmt()); It != ArmOf.end()) {
      auto [Slot, Adds] = It->second;
      SlotId V = valueOf(cast<Expr>(S->getStmt()));
      // Also without a value: it replaces that of an earlier round of a loop.
      if (V || !Adds) {
        Event &P = emit(EventKind::Compute, locOf(S->getStmt()));
        P.Dst = Slot;
        P.May = Adds;
        if (V)
          P.Inputs.push_back({V, Flow::Copy});
      }
    }
    return;
  }
  if (auto I = E.getAs<CFGInitializer>())
    return lowerInitializer(I->getInitializer());
  if (auto D = E.getAs<CFGAutomaticObjDtor>())
    return lowerDestructor(D->getVarDecl(), D->getTriggerStmt());
  if (auto D = E.getAs<CFGTemporaryDtor>()) {
    const CXXBindTemporaryExpr *T = D->getBindTemporaryExpr();
    if (ElidedTemporaries.count(T))
      return;
    const auto *C = dyn_cast<CXXConstructExpr>(strip(T->getSubExpr()));
    auto It = C ? Constructs.find(C) : Constructs.end();
    const CXXDestructorDecl *Dtor = T->getTemporary()->getDestructor();
    if (It == Constructs.end() || !It->second || !Dtor)
      return;
    EventId Before = lastEvent();
    if (const FunctionDecl *Body = summarizable(U, Dtor))
      if (const CallEffect *Known = U.EffectOf(Body))
        applyEffect(*Known, Body, T, {It->second}, {}, {});
    for (EventId E = Before + 1; E <= lastEvent(); ++E)
      G->Events[E].Unwinds = isChange(G->Events[E]);
  }
}

void FunctionLowering::lowerDestructor(const VarDecl *V, const Stmt *At) {
  if (auto It = Guards.find(V); It != Guards.end()) {
    if (!MovedGuards.count(V)) {
      Event &R = emit(EventKind::Release, locOf(At));
      R.Holder = It->second;
    }
    return;
  }
  if (auto It = AtScopeExit.find(V); It != AtScopeExit.end()) {
    EventId Before = lastEvent();
    inlineLambda(It->second, Runs::Now, {}, {}, V->getInit());
    for (EventId E = Before + 1; E <= lastEvent(); ++E)
      G->Events[E].Unwinds = isChange(G->Events[E]);
    return;
  }
  endTransaction(V, At);
  const CXXRecordDecl *R = TypeFacts::record(V->getType());
  const CXXDestructorDecl *D = R ? R->getDestructor() : nullptr;
  const FunctionDecl *Body = D ? summarizable(U, D) : nullptr;
  if (!Body)
    return;
  if (const CallEffect *Known = U.EffectOf(Body)) {
    // The act of a destructor stands where the object is declared.
    const Expr *Where = V->getInit();
    EventId Before = lastEvent();
    applyEffect(*Known, Body, Where, {localRoot(V)}, {}, {});
    Loc Name{V->getLocation().getRawEncoding(),
             V->getLocation().getRawEncoding()};
    for (EventId E = Before + 1; E <= lastEvent(); ++E) {
      G->Events[E].Where = Name;
      G->Events[E].Unwinds = isChange(G->Events[E]);
    }
  }
}

void FunctionLowering::lowerInitializer(const CXXCtorInitializer *I) {
  const FieldDecl *F = I->getAnyMember();
  const Expr *Init = I->getInit();
  if (!F || !Init)
    return;
  if (F->getType()->isReferenceType() || F->getType()->isPointerType()) {
    PlaceSet To =
        F->getType()->isReferenceType() ? placeOf(Init) : targetOf(Init);
    if (!To.empty() && F->getType()->isReferenceType()) {
      G->Binds.push_back({symbolOf(F), To.front()});
      return;
    }
    if (QualType P = F->getType()->getPointeeType();
        !To.empty() && (U.Types.isLockable(P) || U.Types.isSemaphore(P)))
      G->PointsAt.push_back({symbolOf(F), To.front()});
  }
  SlotId V = valueOf(Init);
  Event &W = emit(EventKind::Write, locOf(Init));
  W.Places.push_back(fieldPlace(thisPlace(), F));
  W.Initial = true;
  if (V)
    W.Inputs.push_back({V, Flow::Copy});
}

/// Joins blocks that only follow each other: calls that cannot be caught leave
/// many behind.
void FunctionLowering::compact() {
  // Which block another has become part of. Those that follow are told at the
  // end: the exit of a function can have thousands of predecessors.
  std::vector<BlockId> Into(G->Blocks.size());
  std::iota(Into.begin(), Into.end(), 0);
  for (BlockId B = 0; B < G->Blocks.size(); ++B) {
    for (;;) {
      Block &X = G->Blocks[B];
      if (X.Succs.size() != 1 || X.Succs[0].Kind != EdgeKind::Normal)
        break;
      BlockId To = X.Succs[0].To;
      Block &Y = G->Blocks[To];
      if (To == EventGraph::Exit || To == EventGraph::Entry || To == B ||
          Y.Preds.size() != 1)
        break;
      if (!X.Events.empty() &&
          G->Events[X.Events.back()].Kind == EventKind::Branch)
        break;
      X.Events.insert(X.Events.end(), Y.Events.begin(), Y.Events.end());
      X.Succs = Y.Succs;
      X.Leaves = Y.Leaves;
      Into[To] = B;
      Y = Block();
    }
  }
  for (Block &X : G->Blocks)
    for (Edge &P : X.Preds)
      while (Into[P.To] != P.To)
        P.To = Into[P.To] = Into[Into[P.To]];
}
