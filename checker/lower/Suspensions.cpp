//===- Suspensions.cpp - co_await and co_yield ----------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;
using namespace clang;

/// The call in \p S to the method \p Name of the awaiter.
static const CXXMemberCallExpr *findCall(const Stmt *S, llvm::StringRef Name) {
  if (!S)
    return nullptr;
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S))
    if (const CXXMethodDecl *M = C->getMethodDecl();
        M && M->getIdentifier() && M->getName() == Name)
      return C;
  for (const Stmt *C : S->children())
    if (const CXXMemberCallExpr *Found = findCall(C, Name))
      return Found;
  return nullptr;
}

/// True if the body of \p F is `return true;`.
static bool returnsTrue(const FunctionDecl *F, const ASTContext &Context) {
  const FunctionDecl *D = nullptr;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(F->getBody(D));
  if (!Body && F->getTemplateInstantiationPattern())
    Body = dyn_cast_or_null<CompoundStmt>(
        F->getTemplateInstantiationPattern()->getBody(D));
  if (!Body || Body->size() != 1)
    return false;
  const auto *R = dyn_cast<ReturnStmt>(Body->body_front());
  bool Value = false;
  return R && R->getRetValue() && !R->getRetValue()->isValueDependent() &&
         R->getRetValue()->EvaluateAsBooleanCondition(Value, Context) && Value;
}

static bool alwaysReady(QualType Awaiter, const ASTContext &Context) {
  const CXXRecordDecl *R = TypeFacts::record(Awaiter);
  if (!R)
    return false;
  for (const CXXMethodDecl *M : R->methods())
    if (M->getIdentifier() && M->getName() == "await_ready")
      return returnsTrue(M, Context);
  return false;
}

/// The function whose result is awaited, through the calls that adapt it.
static const FunctionDecl *awaitedFunction(const CoroutineSuspendExpr *S) {
  const auto *C = dyn_cast_or_null<CallExpr>(strip(S->getOperand()));
  for (int I = 0; C && I < 4; ++I) {
    const auto *Inner = dyn_cast_or_null<CallExpr>(adapted(C));
    if (!Inner || isa<CXXOperatorCallExpr>(C))
      return C->getDirectCallee();
    C = Inner;
  }
  return nullptr;
}

bool FunctionLowering::neverSuspends(const CoroutineSuspendExpr *S) const {
  if (const Expr *O = isa<CoawaitExpr>(S) ? S->getOperand() : nullptr)
    if (hasAnnotation(awaitedFunction(S), Annotation::NeverSuspends) ||
        hasAnnotation(TypeFacts::record(strip(O)->getType()),
                      Annotation::NeverSuspends))
      return true;
  if (const CXXMemberCallExpr *C = findCall(S->getReadyExpr(), "await_ready"))
    if (returnsTrue(C->getMethodDecl(), Context))
      return true;
  // The operand as written decides, not what await_transform wraps it in.
  const Expr *Operand = isa<CoawaitExpr>(S) ? S->getOperand() : nullptr;
  if (!Operand || Operand->isTypeDependent())
    return false;
  return alwaysReady(strip(Operand)->getType(), Context);
}

FunctionLowering::PendingCall *
FunctionLowering::pendingCall(const Expr *Awaited) {
  Awaited = strip(Awaited);
  for (int I = 0; Awaited && I < 8; ++I, Awaited = adapted(Awaited)) {
    if (auto It = Pending.find(Awaited); It != Pending.end())
      return &It->second;
    // A task that was made earlier begins now.
    if (const auto *D = dyn_cast<DeclRefExpr>(Awaited))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
        if (auto It = KeptCalls.find(V);
            It != KeptCalls.end() && !Reassigned.count(V))
          return &It->second;
    if (const auto *D = dyn_cast<DeclRefExpr>(Awaited))
      if (auto It = WaitingIn.find(D->getDecl()); It != WaitingIn.end())
        return &It->second;
  }
  return nullptr;
}

std::optional<uint64_t> FunctionLowering::permits(const Expr *Semaphore) const {
  const Expr *E = Semaphore ? strip(Semaphore) : nullptr;
  const ValueDecl *D = nullptr;
  if (const auto *M = dyn_cast_or_null<MemberExpr>(E))
    D = M->getMemberDecl();
  else if (const auto *R = dyn_cast_or_null<DeclRefExpr>(E))
    D = R->getDecl();
  if (!D)
    return std::nullopt;
  std::function<const IntegerLiteral *(const Stmt *)> First =
      [&](const Stmt *S) -> const IntegerLiteral * {
    if (!S)
      return nullptr;
    if (const auto *I = dyn_cast<IntegerLiteral>(S))
      return I;
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
      return First(Default->getExpr());
    for (const Stmt *C : S->children())
      if (const IntegerLiteral *I = First(C))
        return I;
    return nullptr;
  };
  using Count = std::optional<uint64_t>;
  auto Of = [&](const Expr *Init) -> Count {
    const IntegerLiteral *I = First(Init);
    return I ? Count(I->getValue().getLimitedValue()) : std::nullopt;
  };
  // std::counting_semaphore<1>: the most it can hold is in the type.
  if (const auto *T = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          TypeFacts::record(D->getType())))
    for (const TemplateArgument &A : T->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Integral && A.getAsIntegral() == 1)
        return 1;
  if (const auto *V = dyn_cast<VarDecl>(D))
    return Of(V->getInit());
  const auto *F = dyn_cast<FieldDecl>(D);
  if (!F)
    return std::nullopt;
  if (F->hasInClassInitializer())
    return Of(F->getInClassInitializer());
  const auto *R = dyn_cast<CXXRecordDecl>(F->getParent());
  Count Found;
  if (R)
    for (const CXXConstructorDecl *C : R->ctors())
      for (const CXXCtorInitializer *I : C->inits())
        if (I->getMember() == F) {
          Count Here = Of(I->getInit());
          if (!Here || (Found && *Found != *Here))
            return std::nullopt;
          Found = Here;
        }
  // Nobody says: the default argument of its own constructor.
  if (const CXXRecordDecl *Own = TypeFacts::record(F->getType());
      Own && !Found && Own->hasDefinition())
    for (const CXXConstructorDecl *C : Own->ctors())
      if (C->isDefaultConstructor() && C->getNumParams() > 0 &&
          C->getParamDecl(0)->hasDefaultArg() &&
          !C->getParamDecl(0)->hasUninstantiatedDefaultArg() &&
          !C->getParamDecl(0)->hasUnparsedDefaultArg())
        return Of(C->getParamDecl(0)->getDefaultArg());
  return Found;
}

/// Reads before \p Suspend in the same full expression: the standard can leave
/// open which of the two comes first (see semantics.md for the rules).
void FunctionLowering::noteUnordered(EventId Suspend,
                                     const CoroutineSuspendExpr *S) {
  llvm::SmallVector<const Stmt *, 16> Up;
  for (const Stmt *X = S; X; X = Parents.lookup(X)) {
    Up.push_back(X);
    if (!isa<Expr>(X))
      break;
  }
  for (EventId E = Suspend - 1; E > 0; --E) {
    const Expr *Read = ReadBy.lookup(E);
    if (!Read)
      continue;
    // The child of the common ancestor that the read is in.
    const Stmt *Child = Read;
    const Stmt *Common = nullptr;
    for (const Stmt *X = Read; X && isa<Expr>(X); X = Parents.lookup(X)) {
      if (llvm::is_contained(Up, X)) {
        Common = X;
        break;
      }
      Child = X;
    }
    if (!Common)
      break; // an earlier full expression
    if (Common == S || Common == Read)
      continue;
    bool Open = false;
    if (const auto *B = dyn_cast<BinaryOperator>(Common))
      Open = !B->isLogicalOp() && !B->isAssignmentOp() && !B->isShiftOp() &&
             B->getOpcode() != BO_Comma && !B->isPtrMemOp();
    else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Common)) {
      OverloadedOperatorKind K = O->getOperator();
      Open = !O->isAssignmentOp() && K != OO_LessLess &&
             K != OO_GreaterGreater && K != OO_Subscript && K != OO_Comma &&
             K != OO_Call && K != OO_AmpAmp && K != OO_PipePipe;
    } else if (const auto *C = dyn_cast<CallExpr>(Common)) {
      // Arguments among each other; the callee comes before all of them.
      Open = Child != C->getCallee();
    } else if (const auto *C = dyn_cast<CXXConstructExpr>(Common))
      Open = !C->isListInitialization();
    if (Open)
      G->Unordered[{E, Suspend}] = true;
  }
}

/// True if the parameter number \p N of \p F binds the container \p A by a
/// reference to const.
bool FunctionLowering::readsContainer(const Expr *A, const FunctionDecl *F,
                                      unsigned N) {
  QualType T = F->getParamDecl(N)->getType();
  return T->isLValueReferenceType() && T->getPointeeType().isConstQualified() &&
         A->isGLValue() && U.Types.isContainer(A->getType());
}

/// True if the last that was done to the lock \p P was to take it, by hand or
/// by a guard.
bool FunctionLowering::isHeldNow(const PlaceSet &P) const {
  auto OfIt = [&](PlaceId X) { return llvm::is_contained(P, X); };
  for (const Event &E : llvm::reverse(G->Events)) {
    if (E.Kind == EventKind::Acquire && llvm::any_of(E.Places, OfIt))
      return !E.NotTaken;
    if (E.Kind == EventKind::Release && llvm::any_of(E.Places, OfIt))
      return false;
    if (E.Kind == EventKind::Release && E.Holder)
      if (auto It = Grabs.find(E.Holder); It != Grabs.end())
        for (const PlaceSet &L : It->second.Locks)
          if (llvm::any_of(L, OfIt))
            return false;
  }
  return false;
}

/// \p WithoutLock is let go while the coroutine waits.
void FunctionLowering::emitSuspend(const CoroutineSuspendExpr *S, bool IsLock,
                                   const PlaceSet &WithoutLock) {
  llvm::SmallVector<Input, 4> In;
  const Expr *Operand = strip(S->getOperand());
  // What is passed by value to the awaited call is used by it, and so is a
  // container that it can only read.
  for (int I = 0; isa_and_nonnull<CallExpr>(Operand) && I < 4;
       ++I, Operand = adapted(Operand)) {
    const auto *C = cast<CallExpr>(Operand);
    const auto *M = dyn_cast<CXXMemberCallExpr>(C);
    const FunctionDecl *F = C->getDirectCallee();
    for (auto [N, A] : llvm::enumerate(C->arguments())) {
      SlotId V = valueOf(A);
      if (!V && F && N < F->getNumParams() && (M || !isa<CXXMethodDecl>(F)) &&
          readsContainer(A, F, N))
        V = argument(A);
      if (V)
        In.push_back({V, Flow::Copy});
    }
  }
  // A wait that is given a guard lets the lock go while it waits.
  llvm::SmallVector<PlaceId, 1> LetGo;
  if (const auto *C = dyn_cast_or_null<CallExpr>(
          S->getOperand() ? strip(S->getOperand()) : nullptr))
    for (const Expr *A : C->arguments())
      if (const auto *D = dyn_cast<DeclRefExpr>(strip(A)))
        if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
          if (auto It = Guards.find(V); It != Guards.end())
            LetGo.push_back(It->second);
  for (PlaceId H : LetGo)
    emit(EventKind::Release, locOf(S)).Holder = H;
  // A held lock that is given to an awaited method of something else can only
  // be let go there: condition.wait(mutex).
  PlaceSet LetGoByHand;
  const auto *Waiting = dyn_cast_or_null<CXXMemberCallExpr>(
      S->getOperand() ? strip(S->getOperand()) : nullptr);
  if (const FunctionDecl *F = Waiting ? Waiting->getDirectCallee() : nullptr;
      F && WithoutLock.empty() && LetGo.empty() && !IsLock &&
      !summarizable(U, F))
    for (auto [P, A] : llvm::zip(F->parameters(), Waiting->arguments()))
      if (A->isLValue() && P->getType()->isLValueReferenceType() &&
          U.Types.isLockable(A->getType()))
        if (PlaceSet Lock = placeOf(A); isHeldNow(Lock))
          LetGoByHand.append(Lock);
  const PlaceSet &Without = WithoutLock.empty() ? LetGoByHand : WithoutLock;
  // Who holds it, by a guard or by hand.
  std::optional<Event> Taken;
  if (!Without.empty())
    for (const Event &E : llvm::reverse(G->Events))
      if (E.Kind == EventKind::Acquire &&
          llvm::any_of(E.Places, [&](PlaceId P) {
            return llvm::is_contained(Without, P);
          })) {
        Taken = E;
        break;
      }
  if (Taken) {
    Event &E = emit(EventKind::Release, locOf(S));
    E.Holder = Taken->Holder;
    if (!E.Holder)
      E.Places = Taken->Places;
  }
  PlaceSet Awaited;
  if (const Expr *X = S->getOperand(); X && !isa<CallExpr>(strip(X)))
    Awaited = placeOf(strip(X));
  Event &E = emit(EventKind::Suspend, locOf(S));
  E.IsLock = IsLock;
  E.Places = Awaited;
  E.InTry = inTry(S);
  E.Inputs.assign(In.begin(), In.end());
  noteUnordered(lastEvent(), S);
  for (PlaceId H : LetGo) {
    Grab What = Grabs.lookup(H);
    What.Deferred = What.Adopts = What.IfHeld = What.Tries = false;
    take(What, H, locOf(S));
  }
  if (Taken) {
    Event &E = emit(EventKind::Acquire, locOf(S));
    E.Holder = Taken->Holder;
    E.Places = Taken->Places;
    E.SharedLock = Taken->SharedLock;
    E.Reentrant = Taken->Reentrant;
  }
  followAwaited(S->getOperand());
}

/// True if \p E stands alone as a statement. `(void)` says that the result does
/// not matter.
bool FunctionLowering::isDropped(const Expr *E) const {
  const Stmt *S = E, *Up = Parents.lookup(S);
  for (; Up && isa<Expr>(Up); S = Up, Up = Parents.lookup(S))
    if (!isa<FullExpr, ParenExpr, CXXBindTemporaryExpr,
             MaterializeTemporaryExpr, ImplicitCastExpr>(Up))
      return false;
  if (!Up || isa<DeclStmt, ReturnStmt, CoreturnStmt>(Up))
    return false;
  if (const auto *I = dyn_cast<IfStmt>(Up))
    return I->getCond() != S;
  if (const auto *W = dyn_cast<WhileStmt>(Up))
    return W->getCond() != S;
  if (const auto *D = dyn_cast<DoStmt>(Up))
    return D->getCond() != S;
  if (const auto *F = dyn_cast<ForStmt>(Up))
    return F->getCond() != S;
  if (const auto *R = dyn_cast<CXXForRangeStmt>(Up))
    return R->getBody() == S;
  if (const auto *W = dyn_cast<SwitchStmt>(Up))
    return W->getCond() != S;
  return isa<CompoundStmt, LabelStmt, SwitchCase, AttributedStmt>(Up);
}

/// Gives \p Suspend a slot for its result if that says whether the operation
/// succeeded.
void FunctionLowering::noteResult(EventId Suspend,
                                  const CoroutineSuspendExpr *S) {
  Event &E = G->Events[Suspend];
  E.InTry = inTry(S);
  E.Idempotent = hasAnnotation(awaitedFunction(S), Annotation::Idempotent);
  Outcome What = isa<CoawaitExpr>(S) && !E.IsLock
                     ? U.Types.outcome(S->getType())
                     : Outcome::None;
  if (What == Outcome::None)
    return;
  E.Dst = G->NumSlots++;
  E.Tells = true;
  E.Error = What == Outcome::Error;
  E.Dropped = isDropped(S);
}

/// A coroutine whose body can be seen runs here, as part of \p At.
void FunctionLowering::applyPending(const PendingCall &Wait, const Expr *At) {
  PlaceSet This;
  if (Wait.Object)
    This = Wait.Object->getType()->isPointerType() ? targetOf(Wait.Object)
                                                   : placeOf(Wait.Object);
  CallEffect Known = *Wait.Effect;
  // An override can do what the function we see does not.
  const auto *M = dyn_cast<CXXMethodDecl>(Wait.Callee);
  if (M && M->isVirtual() && !Known.MaySuspend &&
      !hasAnnotation(M, Annotation::NeverSuspends)) {
    Known.MaySuspend = true;
    Known.SuspendsAt = locOf(At);
  }
  Values[At] =
      applyEffect(Known, Wait.Callee, At, This, Wait.Args, Wait.Values);
  if (const auto *S = dyn_cast<CoroutineSuspendExpr>(At); S && Known.MaySuspend)
    followAwaited(S->getOperand());
  // What is lost when two of them run is lost when two of us do, unless we hold
  // a lock; which one, is not looked at.
  if (!Wait.Effect->Updates.empty() &&
      llvm::none_of(G->Events, [](const Event &E) {
        return E.Kind == EventKind::Acquire;
      }))
    for (TaskSet::Entry &E :
         updatesOf(*Wait.Effect, Wait.Callee, This, Wait.Args, At).Entries)
      G->Inherited.push_back(E.What);
}

/// mutex.scoped_lock(work()): the tasks that it is given.
llvm::SmallVector<FunctionLowering::PendingCall, 1>
FunctionLowering::tasksUnder(const CallExpr *C) {
  llvm::SmallVector<PendingCall, 1> Out;
  for (const Expr *A : C->arguments())
    if (PendingCall *Task = pendingCall(A); Task && Task->Effect)
      Out.push_back(*Task);
  return Out;
}

/// The tasks \p Under run under the lock of \p Wait, which is let go when they
/// are over.
void FunctionLowering::applyUnder(const PendingCall &Wait,
                                  llvm::ArrayRef<PendingCall> Under,
                                  const Expr *At) {
  PlaceId Held =
      U.Places.root(RootKind::Temporary, U.Places.symbol(At, "lock"));
  Grab What;
  What.Locks = {Wait.LockPlaces};
  What.Shared = Wait.Lock == Operation::LockShared;
  take(What, Held, locOf(At));
  for (const PendingCall &Task : Under)
    applyPending(Task, strip(Task.Call));
  emit(EventKind::Release, locOf(At)).Holder = Held;
}

void FunctionLowering::visitSuspension(const CoroutineSuspendExpr *S) {
  if (!Suspended.insert(S).second && !Stack.empty() && Values.count(S))
    return;
  const Expr *Operand = S->getOperand() ? strip(S->getOperand()) : nullptr;
  SlotId Value = Operand ? valueOf(Operand) : 0;
  if (Operand && !isElement(Operand))
    beginTasks(tasksIn(Operand), S, /*Maybe=*/false);
  PendingCall *Found =
      isa<CoawaitExpr>(S) && Operand ? pendingCall(Operand) : nullptr;
  // co_await mutex: what operator co_await of its class is known to do.
  if (!Found && isa<CoawaitExpr>(S) && S->getCommonExpr())
    if (const auto *C = dyn_cast<CallExpr>(strip(S->getCommonExpr()));
        C && C != Operand)
      if (auto It = Pending.find(C); It != Pending.end())
        Found = &It->second;
  // The containers move while lambdas are lowered.
  std::optional<PendingCall> Wait;
  if (Found)
    Wait = *Found;
  if (isa<CoawaitExpr>(S) && Operand && !Wait && !neverSuspends(S)) {
    Wait = libraryWait(S);
    noteLibraryGuard(S);
  }
  if (Wait && Wait->Lambda) {
    Values[S] =
        inlineLambda(Wait->Lambda, Runs::Once, Wait->Args, Wait->Values, S);
    return;
  }
  if (neverSuspends(S)) {
    Values[S] = Value;
    if (Wait && Wait->Effect) { // what it does, it does all the same
      CallEffect Plain = *Wait->Effect;
      Plain.MaySuspend = false;
      for (Effect &E : Plain.Effects)
        E.AfterSuspension = false;
      Wait->Effect = &Plain;
      applyPending(*Wait, S);
    }
    return;
  }
  if (Wait && Wait->Effect) {
    EventId Before = lastEvent(), At = 0;
    applyPending(*Wait, S);
    bool Deferred = LazyCalls.count(Wait->Call);
    for (EventId E = Before + 1; E <= lastEvent(); ++E)
      G->Events[E].Deferred = Deferred;
    for (EventId E = Before + 1; E <= lastEvent(); ++E)
      if (G->Events[E].Kind == EventKind::Suspend) {
        noteUnordered(E, S);
        At = E;
      }
    applySqlSteps(*Wait, S);
    if (At) {
      noteResult(At, S);
      Values[S] = combine(
          {{Values.lookup(S), Flow::Copy}, {G->Events[At].Dst, Flow::Copy}},
          locOf(S));
    }
    return;
  }
  // co_await when_all(a(), b()): they run here, one way or another.
  if (const auto *C = dyn_cast_or_null<CallExpr>(Operand); C && !Wait) {
    for (const Expr *A : C->arguments())
      if (PendingCall *Task = pendingCall(A); Task && Task->Effect) {
        PendingCall Part = *Task;
        applyPending(Part, strip(A));
      } else if (const auto *Lock = dyn_cast<CallExpr>(strip(A));
                 Lock && Task && Task->Lock != Operation::None) {
        PendingCall Part = *Task;
        applyUnder(Part, tasksUnder(Lock), Lock);
      }
  }
  bool IsLock = Wait && (Wait->Lock == Operation::Lock ||
                         Wait->Lock == Operation::LockShared);
  if (const auto *C = dyn_cast_or_null<CallExpr>(Operand); C && IsLock)
    if (llvm::SmallVector<PendingCall, 1> Under = tasksUnder(C);
        !Under.empty()) {
      emitSuspend(S, /*IsLock=*/true);
      applyUnder(*Wait, Under, S);
      return;
    }
  IsLock |= GuardOf.count(S) != 0;
  // co_await condition.wait(mutex, [&] { return ready; }) waits until it is.
  BlockId Again = 0;
  const LambdaExpr *Until = nullptr;
  if (Wait && !Wait->LetGo.empty())
    for (const Expr *A : Wait->Args)
      Until = Until ? Until : lambdaOf(A);
  if (Until) {
    Again = newBlock();
    edge(Current, Again);
    Current = Again;
  }
  emitSuspend(S, IsLock, Wait ? Wait->LetGo : PlaceSet());
  EventId At = lastEvent();
  while (G->Events[At].Kind != EventKind::Suspend)
    --At; // the lock that was let go for the wait is taken again
  noteResult(At, S);
  // A lock without a guard object, let go by hand. Where a guard comes back,
  // its declaration takes the lock; what has no destructor only says how it
  // went.
  const CXXRecordDecl *Result = TypeFacts::record(S->getType());
  if (IsLock && Wait &&
      (!Result || Result->hasTrivialDestructor() || Wait->Holder))
    TakenAfter[S] = *Wait;
  Values[S] = combine({{Value, Flow::Opaque}, {G->Events[At].Dst, Flow::Copy}},
                      locOf(S));
  if (const SqlQuery *Query = sqlQuery(Operand))
    runSql(*Query, S);
  if (Until) {
    SlotId True = inlineLambda(Until, Runs::Once, {}, {}, S);
    Event &B = emit(EventKind::Branch, locOf(S));
    B.Loop = true;
    if (True)
      B.Inputs.push_back({True, Flow::Derived});
    BlockId Next = newBlock();
    edge(Current, Next);
    edge(Current, Again);
    Current = Next;
  }
}
