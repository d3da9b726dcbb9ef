//===- Calls.cpp - Calls: models, summaries, lambdas ----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"

using namespace await_tidy;
using namespace clang;

/// Lambdas inside lambdas inside lambdas: nobody writes more than this, and
/// templates that do would grow the graph without end.
static constexpr unsigned MaxInlineDepth = 6;

const LambdaExpr *FunctionLowering::lambdaOf(const Expr *E) const {
  if (const LambdaExpr *L = asLambda(E))
    return L;
  for (int I = 0; E && I < 8; ++I) {
    E = strip(E);
    if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
             C && C->getNumArgs())
      E = C->getArg(0);
    else if (const auto *C = dyn_cast<CallExpr>(E);
             C && C->getNumArgs() == 1 && !isa<CXXMemberCallExpr>(C))
      E = C->getArg(0); // std::move(lambda), std::ref(lambda)
    else if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      auto It = Lambdas.find(D->getDecl());
      return It == Lambdas.end() ? nullptr : It->second;
    } else
      return nullptr;
  }
  return nullptr;
}

/// What \p L captures by reference can be reached by two activities at once.
void FunctionLowering::shareCaptures(const LambdaExpr *L) {
  for (const LambdaCapture &C : L->captures())
    if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
      if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
        if (V->hasLocalStorage() && !V->getType()->isReferenceType())
          U.Places.node(localRoot(V)).SharedLocal = true;
}

/// True if the function returns what \p At gives, or something made of it.
bool FunctionLowering::isResult(const Stmt *At) const {
  const Stmt *Up = At;
  while (isa_and_nonnull<Expr>(Up))
    Up = Parents.lookup(Up);
  return isa_and_nonnull<ReturnStmt>(Up);
}

SlotId FunctionLowering::inlineLambda(const LambdaExpr *L, Runs When,
                                      llvm::ArrayRef<const Expr *> Args,
                                      llvm::ArrayRef<SlotId> ArgValues,
                                      const Stmt *At) {
  const CXXMethodDecl *M = callOperator(L);
  if (!M->getBody() || M->hasSkippedBody() || Stack.size() > MaxInlineDepth ||
      llvm::is_contained(Stack, M))
    return 0;
  U.Inlined.insert(M);
  BlockId From = Current, Body = newBlock(), After = newBlock();
  edge(From, Body,
       When == Runs::Later || When == Runs::Detached ? EdgeKind::Fork
                                                     : EdgeKind::Normal);
  if (When != Runs::Once)
    edge(From, After);
  Current = Body;
  if (When == Runs::Later) {
    Event &S = emit(EventKind::Suspend, locOf(At));
    S.Start = true;
  }
  llvm::SmallVector<PlaceId, 1> Moved = capturedGuards(L);
  // What is held around the body is held until the task is over that it gives,
  // with all that continues it.
  PlaceSet Lasting = std::exchange(Around, {});
  if (When == Runs::Later && isResult(At))
    Lasting.append(Here.Lasting);
  const bool Awaited = When == Runs::Later && isa<Expr>(At) &&
                       AwaitedCalls.count(cast<Expr>(At)) && Here.Function &&
                       isCoroutine(Here.Function);
  if ((When == Runs::Later && !Awaited) || When == Runs::Detached) {
    // [guard = std::move(guard)]: the lock goes with the lambda.
    Event &D = emit(EventKind::Detach, locOf(At));
    D.Places.assign(Moved.begin(), Moved.end());
    D.Places.append(Lasting);
    D.Lazy = !isCoroutine(M) || U.Types.startsLazily(M->getReturnType());
  }
  const PlaceSet Given = std::exchange(Lent, {});
  for (auto [I, P] : llvm::enumerate(M->parameters())) {
    if (P->getType()->isReferenceType()) {
      PlaceSet S = I < Args.size() ? placeOf(Args[I]) : PlaceSet();
      if (I == 0 && !Given.empty())
        S = Given;
      if (I < Args.size())
        bindBorrow(P, Args[I]);
      Aliases[P] = S.empty() ? PlaceSet{localRoot(P)} : S;
      // One value that is kept for the body has the body as its only user.
      if (!S.empty() || I >= ArgValues.size() || !ArgValues[I])
        continue;
    }
    Event &W = emit(EventKind::Write, locOf(At));
    W.Places.push_back(localRoot(P));
    W.Initial = true;
    if (I < ArgValues.size() && ArgValues[I])
      W.Inputs.push_back({ArgValues[I], Flow::Copy});
  }
  if (When == Runs::Later) {
    continueWith(M, At);
    noteGivenGuard(M, At);
  }
  Frame Outer = Here;
  bool InTry = inTry(At);
  Here = Frame();
  Here.InTry = InTry;
  Here.Lasting = Lasting;
  Here.ReturnSlot = G->NumSlots++;
  BlockId End = When == Runs::Later || When == Runs::Detached
                    ? BlockId(EventGraph::Exit)
                    : After;
  BlockId Start = newBlock();
  edge(Current, Start);
  SlotId Result = Here.ReturnSlot;
  EventId Before = lastEvent();
  Continuations += When == Runs::Later;
  lowerBody(M, M->getBody(), Start, End);
  Continuations -= When == Runs::Later;
  Here = Outer;
  Current = After;
  // Whether it runs here, or is kept by what it was given to, is a guess: no
  // proof that the same coroutine takes a lock twice.
  if (When == Runs::Now)
    for (EventId E = Before + 1; E <= lastEvent(); ++E)
      if (G->Events[E].Kind == EventKind::Acquire)
        G->Events[E].Reentrant = true;
  if (When != Runs::Once)
    for (PlaceId H : Moved)
      emit(EventKind::Release, locOf(At)).Holder = H;
  // A lambda that is called by its name is like any helper: what it does
  // happens at the call. A coroutine can hold a whole race, which stands in its
  // body.
  if (const auto *C = dyn_cast<Expr>(At);
      C && When == Runs::Once && !isCoroutine(M) &&
      !Context.getSourceManager().isBeforeInTranslationUnit(C->getBeginLoc(),
                                                            L->getBeginLoc()))
    for (EventId E = Before + 1; E <= lastEvent(); ++E) {
      Event &X = G->Events[E];
      if (!X.Inner)
        X.Inner = X.Where;
      if (X.Callee.empty())
        X.Callee = TheLambda;
      X.Where = locOf(At);
    }
  return Result;
}

/// Functions that hand a callable on to functions that hand it on.
static constexpr unsigned MaxHandedOn = 4;

static bool keepsCallable(const Unit &U, const FunctionDecl *F, unsigned I,
                          unsigned Depth);

/// True if the type of \p C is what the lambda \p P returns: std::invoke(f)
/// calls it; std::move(f), std::ref(f) and std::async(f) give something else.
static bool givesResultOf(const ParmVarDecl *P, const CallExpr *C) {
  const CXXRecordDecl *R = TypeFacts::record(P->getType());
  const CXXMethodDecl *M =
      R && R->isLambda() ? R->getLambdaCallOperator() : nullptr;
  const ASTContext &Context = P->getASTContext();
  return M &&
         Context.hasSameType(C->getCallReturnType(Context), M->getReturnType());
}

/// Does \p S call \p P, or hand it to something that calls it at once?
static bool callsParameter(const Unit &U, const Stmt *S, const ParmVarDecl *P,
                           unsigned Depth = MaxHandedOn) {
  if (!S)
    return false;
  if (const auto *C = dyn_cast<CallExpr>(S)) {
    auto Names = [&](const Expr *E) {
      E = E->IgnoreParenImpCasts();
      // std::forward<F>(f)
      if (const auto *Inner = dyn_cast<CallExpr>(E);
          Inner && Inner->getNumArgs() == 1)
        E = Inner->getArg(0)->IgnoreParenImpCasts();
      const auto *D = dyn_cast<DeclRefExpr>(E);
      return D && D->getDecl() == P;
    };
    if (Names(C->getCallee()))
      return true;
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
        O && O->getOperator() == OO_Call && Names(O->getArg(0)))
      return true;
    const FunctionDecl *F = C->getDirectCallee();
    if (F && F->isInStdNamespace() &&
        (C->getNumArgs() > 1 || givesResultOf(P, C)))
      for (const Expr *A : C->arguments())
        if (Names(A))
          return true;
    // [&write](...) { return write(...); }: what is known by reference is used
    // while it is there.
    auto Wraps = [&](const Expr *A) {
      const LambdaExpr *L = asLambda(A);
      return L &&
             llvm::any_of(L->captures(),
                          [&](const LambdaCapture &X) {
                            return X.capturesVariable() &&
                                   X.getCaptureKind() == LCK_ByRef &&
                                   X.getCapturedVar() == P;
                          }) &&
             callsParameter(U, callOperator(L)->getBody(), P, Depth);
    };
    if (Depth && F && usableDefinition(U, F))
      for (auto [I, A] : llvm::enumerate(C->arguments()))
        if ((Names(A) || Wraps(A)) && !keepsCallable(U, F, I, Depth - 1))
          return true;
  }
  if (isa<LambdaExpr>(S)) // calls it when that runs
    return false;
  for (const Stmt *X : S->children())
    if (callsParameter(U, X, P, Depth))
      return true;
  return false;
}

/// Does \p S move \p P into an object of another class, or into a lambda? Then
/// it runs later as well.
static bool putsAway(const Stmt *S, const ParmVarDecl *P) {
  if (!S)
    return false;
  auto Moves = [&](const Expr *E) {
    E = strip(E);
    if (const auto *Copy = dyn_cast<CXXConstructExpr>(E);
        Copy && Copy->getNumArgs() == 1)
      E = strip(Copy->getArg(0));
    const auto *C = dyn_cast<CallExpr>(E);
    const auto *D = C && C->getNumArgs() == 1 && C->isXValue()
                        ? dyn_cast<DeclRefExpr>(strip(C->getArg(0)))
                        : nullptr;
    return D && D->getDecl() == P;
  };
  if (const auto *C = dyn_cast<CXXConstructExpr>(S);
      C && TypeFacts::record(C->getType()) != TypeFacts::record(P->getType()) &&
      llvm::any_of(C->arguments(), Moves))
    return true;
  if (const auto *L = dyn_cast<LambdaExpr>(S);
      L && llvm::any_of(L->capture_inits(),
                        [&](const Expr *Init) { return Init && Moves(Init); }))
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *X) { return putsAway(X, P); });
}

/// True if a function that is given \p Args keeps what comes before \p L, the
/// last of them, and lends it to \p L: that is what its parameters are.
static bool keepsForBody(const LambdaExpr *L,
                         llvm::ArrayRef<const Expr *> Args) {
  const CXXMethodDecl *M = callOperator(L);
  return Args.size() > 1 && asLambda(Args.back()) == L &&
         M->getNumParams() == Args.size() - 1 &&
         llvm::all_of(llvm::zip(M->parameters(), Args), [](const auto &Pair) {
           const auto &[P, A] = Pair;
           QualType T = P->getType(), Given = A->getType();
           return T->isLValueReferenceType() && !T->isDependentType() &&
                  !T->getPointeeType().isConstQualified() &&
                  !T->getPointeeType()->isPointerType() &&
                  T->getPointeeType().getCanonicalType().getUnqualifiedType() ==
                      Given.getCanonicalType().getUnqualifiedType();
         });
}

/// When the callable that is argument \p I of \p F runs. A function that can be
/// seen tells; one that takes it in a type-erased wrapper, or whose body is
/// elsewhere, keeps it for later; an algorithm of the standard library runs it.
static bool keepsCallable(const Unit &U, const FunctionDecl *F, unsigned I,
                          unsigned Depth) {
  if (!F || I >= F->getNumParams())
    return false;
  if (const FunctionDecl *Body = usableDefinition(U, F))
    return !isCoroutine(Body) &&
           (!callsParameter(U, Body->getBody(), Body->getParamDecl(I), Depth) ||
            putsAway(Body->getBody(), Body->getParamDecl(I)));
  if (F->isInStdNamespace())
    return false;
  const CXXRecordDecl *R = TypeFacts::record(F->getParamDecl(I)->getType());
  bool Erased = R && !R->isLambda();
  return Erased || !F->isDefined();
}

/// Lowers the bodies of the lambdas among \p Args.
void FunctionLowering::runCallables(const Expr *At, const FunctionDecl *F,
                                    Runs When,
                                    llvm::ArrayRef<const Expr *> Args) {
  for (auto [I, A] : llvm::enumerate(Args)) {
    const LambdaExpr *L = lambdaOf(A);
    if (!L)
      continue;
    Runs How = When;
    // with_lock(mutex, [&] { ... }): the body runs under the callee's lock.
    PlaceId Held = NoPlace;
    const FunctionDecl *Body = F ? summarizable(U, F) : nullptr;
    if (Body && I < Body->getNumParams())
      if (const CallEffect *Known = U.EffectOf(Body))
        for (const CallEffect::Invocation &X : Known->InvokesUnderLock)
          if (U.Places.node(X.Callable).Symbol ==
              symbolOf(Body->getParamDecl(I))) {
            Held =
                U.Places.root(RootKind::Temporary, U.Places.symbol(At, "lock"));
            PlaceSet This, Locks;
            if (const auto *M = dyn_cast<CXXMemberCallExpr>(At)) {
              const Expr *O = M->getImplicitObjectArgument();
              This = O->getType()->isPointerType() ? targetOf(O) : placeOf(O);
            }
            for (PlaceId P : X.Locks)
              Locks.append(rebase(P, Body, This, Args));
            Event &A = emit(EventKind::Acquire, locOf(At));
            A.Holder = Held;
            A.Places = Locks;
          }
    // The body is over when the task is that it gives.
    if (!Body && U.Types.isAwaitable(callOperator(L)->getReturnType()))
      if (std::optional<Grab> Lock = libraryLockAround(At)) {
        Held = U.Places.root(RootKind::Temporary, U.Places.symbol(At, "lock"));
        take(*Lock, Held, locOf(At));
        Around = {Held};
      }
    auto Release = llvm::make_scope_exit([&] {
      if (Held)
        emit(EventKind::Release, locOf(At)).Holder = Held;
    });
    // co_spawn(executor, task(), [](std::exception_ptr) {...}): what the task
    // is followed by, not another one.
    if (When == Runs::Detached &&
        !U.Types.isAwaitable(callOperator(L)->getReturnType()) &&
        llvm::any_of(Args, [&](const Expr *X) {
          const LambdaExpr *Y = lambdaOf(X);
          return U.Types.isTask(Y ? callOperator(Y)->getReturnType()
                                  : X->getType());
        }))
      How = Runs::Later;
    const bool Lends = !Body && keepsForBody(L, Args);
    if (When == Runs::Now && !isCoroutine(callOperator(L)) && !Lends &&
        keepsCallable(U, F, I, MaxHandedOn))
      How = Runs::Later;
    if (isCoroutine(callOperator(L)) && How != Runs::Later) {
      // A coroutine handed to somebody: under an await, it is part of what is
      // awaited; otherwise it runs on its own.
      const auto *C = dyn_cast<CallExpr>(At);
      unsigned Coroutines = llvm::count_if(Args, [&](const Expr *X) {
        const LambdaExpr *Y = lambdaOf(X);
        return Y && isCoroutine(callOperator(Y));
      });
      if (C && AwaitedCalls.count(C) && Coroutines == 1 &&
          When != Runs::Detached)
        How = Runs::Now;
      else {
        How = Runs::Detached;
        shareCaptures(L);
        Starts Start = C ? startsTasks(C) : Starts::No;
        const CXXMethodDecl *M = callOperator(L);
        if (Start != Starts::No && usableDefinition(U, M))
          if (const CallEffect *Effect = U.EffectOf(M))
            beginTasks(updatesOf(*Effect, M, {}, {}, A), At,
                       Start == Starts::Maybe);
      }
    }
    llvm::SmallVector<SlotId, 2> Kept;
    if (Lends)
      for (const Expr *X : Args.drop_back())
        Kept.push_back(argument(X));
    inlineLambda(L, How, {}, Kept, At);
  }
}

//===----------------------------------------------------------------------===//
// Summaries
//===----------------------------------------------------------------------===//

/// True if the lambda class \p R and what is being lowered stand in one
/// function, so that `this` is the same object in both.
bool FunctionLowering::isMadeHere(const CXXRecordDecl *R) const {
  for (const DeclContext *D = R->getDeclContext(); D; D = D->getParent())
    if (D->isFunctionOrMethod() &&
        (D->Equals(Here.Function) || D->Encloses(Here.Function)))
      return true;
  return false;
}

/// "id" of the key "post.id", nothing of "id".
static llvm::StringRef memberOf(llvm::StringRef Key) {
  size_t Last = Key.find_last_of(".>");
  return Last == llvm::StringRef::npos ? "" : Key.substr(Last + 1);
}

PlaceSet FunctionLowering::rebase(PlaceId P, const FunctionDecl *F,
                                  const PlaceSet &This,
                                  llvm::ArrayRef<const Expr *> Args) {
  auto Parameter = [&](PlaceId Root) -> std::optional<unsigned> {
    for (auto [I, X] : llvm::enumerate(F->parameters()))
      if (U.Places.node(Root).Symbol == symbolOf(X))
        return I;
    return std::nullopt;
  };
  PlaceNode N = U.Places.node(P);
  if (N.Step == StepKind::Root) {
    // What is known in a lambda by the name that it has here.
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    bool Lambda = M && M->getParent()->isLambda();
    // A lambda that the caller has handed in keeps the caller's object.
    if (N.Root == RootKind::This)
      return Lambda && isMadeHere(M->getParent()) ? PlaceSet{P} : This;
    if (N.Root == RootKind::Global)
      return {P};
    auto I = Parameter(P);
    if (I && *I < Args.size())
      if (const LambdaExpr *L = lambdaOf(Args[*I]);
          L && llvm::any_of(L->captures(), [](const LambdaCapture &C) {
            return C.getCaptureKind() == LCK_This;
          }))
        return {thisPlace()};
    if (I && *I < Args.size() &&
        F->getParamDecl(*I)->getType()->isReferenceType())
      return placeOf(Args[*I]);
    if (!I && Lambda)
      return {P};
    return {};
  }
  PlaceSet Out;
  if (N.Step == StepKind::Target)
    if (auto I = Parameter(N.Parent);
        I && *I < Args.size() &&
        !F->getParamDecl(*I)->getType()->isReferenceType())
      return targetOf(Args[*I]);
  for (PlaceId Base : rebase(N.Parent, F, This, Args)) {
    // accounts[id], where id is a parameter: the caller's argument is the key.
    llvm::ArrayRef<PlaceId> Variables = N.Step == StepKind::Key
                                            ? U.Places.keyVariables(P)
                                            : llvm::ArrayRef<PlaceId>();
    if (!Variables.empty()) {
      auto I =
          Variables.size() == 1 ? Parameter(Variables.front()) : std::nullopt;
      if (I && *I < Args.size()) {
        // The key of a row that was loaded before: that row.
        if (PlaceId Row = U.Places.isInTable(Base)
                              ? loadedRow(Args[*I], Base,
                                          memberOf(U.Places.name(N.Symbol)))
                              : NoPlace) {
          Out.push_back(Row);
          continue;
        }
        PlaceId R = elementPlace(Base, Args[*I]);
        U.Places.node(R).Holds = N.Holds;
        Out.push_back(R);
      }
      continue;
    }
    if (N.Step == StepKind::Target)
      if (auto It = PointsTo.find(Base); It != PointsTo.end()) {
        Out.append(It->second.begin(), It->second.end());
        continue;
      }
    if (PlaceId R = U.Places.rebase(P, N.Parent, Base))
      Out.push_back(resolve(R));
  }
  return Out;
}

SlotId FunctionLowering::applyEffect(const CallEffect &C, const FunctionDecl *F,
                                     const Expr *At, PlaceSet This,
                                     llvm::ArrayRef<const Expr *> Args,
                                     llvm::ArrayRef<SlotId> ArgValues) {
  auto Parameter = [&](PlaceId Root) -> std::optional<unsigned> {
    for (auto [I, P] : llvm::enumerate(F->parameters()))
      if (U.Places.node(Root).Symbol == symbolOf(P))
        return I;
    return std::nullopt;
  };
  auto Rebase = [&](PlaceId P) { return rebase(P, F, This, Args); };
  if (!C.ReturnsLock.empty()) {
    Grab Made;
    Made.Shared = C.ReturnsReaderLock;
    // Taken by hand in the callee, held by the guard from now on.
    Made.Adopts = llvm::any_of(C.Effects, [&](const Effect &E) {
      return E.What.Kind == EventKind::Acquire && !E.What.Momentary &&
             E.What.Places.size() == 1 &&
             llvm::is_contained(C.ReturnsLock, E.What.Places.front());
    });
    for (PlaceId P : C.ReturnsLock)
      if (PlaceSet To = Rebase(P); !To.empty())
        Made.Locks.push_back(To);
    GuardOf[At] = Made;
  }
  auto Value = [&](const EffectInput &I) -> Input {
    PlaceId Root = U.Places.rootOf(I.Place);
    if (U.Places.node(Root).Root == RootKind::Local &&
        !U.Places.isShared(I.Place)) {
      auto P = Parameter(Root);
      if (!P || *P >= ArgValues.size())
        return {0, I.How};
      return {ArgValues[*P], I.Place == Root ? I.How : (I.How | Flow::Derived)};
    }
    EventId Before = lastEvent();
    SlotId Read = readNow(Rebase(I.Place), locOf(At), {});
    if (I.Existence)
      for (EventId E = Before + 1; E <= lastEvent(); ++E)
        G->Events[E].Existence |= G->Events[E].Kind == EventKind::Read;
    return {Read, I.How};
  };

  for (auto [Field, From] : C.Binds)
    for (PlaceId T : This)
      if (PlaceSet To = Rebase(From); !To.empty())
        FieldAliases[U.Places.field(T, Field)] = To.front();
  for (auto [Field, From] : C.PointsAt)
    for (PlaceId T : This)
      if (PlaceSet To = Rebase(From); !To.empty())
        PointsTo[U.Places.field(T, Field)] = To;

  // What the callee read before it suspended is read before it suspends.
  llvm::DenseMap<const EffectInput *, Input> Early;
  if (C.MaySuspend) {
    for (const Effect &E : C.Effects)
      for (const EffectInput &I : E.Inputs)
        if (I.Stale)
          Early[&I] = Value(I);
    for (const EffectInput &I : C.Returns)
      if (I.Stale)
        Early[&I] = Value(I);
  }
  // What it tested was tested before it changed anything.
  auto ReadTests = [&](bool Stale) {
    for (const CallEffect::Requirement &R : C.Requires)
      for (const EffectInput &I : R.Tested)
        if (I.Stale == Stale || !C.MaySuspend)
          Early[&I] = Value(I);
  };
  ReadTests(/*Stale=*/true);
  auto Lookup = [&](const EffectInput &I) {
    auto It = Early.find(&I);
    return It == Early.end() ? Value(I) : It->second;
  };
  // What is returned was read before the callee changed anything, as far as we
  // can tell: `if (left < n) return false; left -= n; return true;`.
  llvm::SmallVector<Input, 4> Result;
  auto ReadResult = [&] {
    for (const EffectInput &I : C.Returns) {
      Input V = Lookup(I);
      if (I.Truth && V.Slot) {
        V = {combine({V}, locOf(At)), Flow::Copy};
        G->Events.back().Truth = !I.Enumerator;
        G->Events.back().Enumerator = I.Enumerator;
        G->Events.back().Negated = I.Negated;
      }
      Result.push_back(V);
    }
  };
  if (!C.MaySuspend)
    ReadResult();
  bool Suspended = false;
  auto Suspend = [&] {
    if (Suspended || !C.MaySuspend)
      return;
    Suspended = true;
    Event &S = emit(EventKind::Suspend, locOf(At));
    S.Inner = C.SuspendsAt;
    S.Callee = U.Strings.save(F->getNameAsString());
    S.CalleeId = F->getLocation().getRawEncoding();
    S.Throws = C.MayThrow && (C.IsCoroutine || !isNoexcept(F));
    S.InTry = inTry(At);
    for (SlotId V : ArgValues)
      if (V)
        S.Inputs.push_back({V, Flow::Copy});
    ReadTests(/*Stale=*/false);
  };
  for (const Effect &E : C.Effects) {
    if (E.AfterSuspension)
      Suspend();
    PlaceSet To;
    for (PlaceId P : E.What.Places)
      for (PlaceId R : Rebase(P))
        To.push_back(R);
    if (To.empty()) {
      // An element under a key that only the callee knows: some element.
      if (E.What.Kind == EventKind::Write || E.What.Kind == EventKind::Update)
        for (PlaceId P : E.What.Places)
          for (PlaceId A = P; A; A = U.Places.node(A).Parent)
            if (U.Places.node(A).Step == StepKind::Key)
              To.append(Rebase(U.Places.node(A).Parent));
      if (!To.empty()) {
        Event &Some = emit(EventKind::Call, locOf(At));
        Some.Places = To;
        Some.Callee = U.Strings.save(F->getNameAsString());
      }
      continue;
    }
    llvm::SmallVector<Input, 4> In;
    for (const EffectInput &I : E.Inputs)
      if (Input V = Lookup(I); V.Slot)
        In.push_back(V);
    Event &Done = emit(E.What.Kind, locOf(At));
    EventId Id = lastEvent();
    Event Copy = E.What;
    Copy.Dst = 0;
    Copy.Where = G->Events[Id].Where;
    Copy.Named = {};
    Copy.Places = To;
    Copy.Inputs.assign(In.begin(), In.end());
    Copy.Inverse = "";
    Copy.Holder = NoPlace;
    Copy.Initial = false;
    Copy.Unwinds = false;
    Done = Copy;
  }
  Suspend();
  if (C.MaySuspend)
    ReadResult();
  else if (C.MayThrow && !isNoexcept(F)) {
    Event &T = emit(EventKind::Throw, locOf(At));
    T.Throws = T.May = true;
    T.InTry = inTry(At);
  }
  llvm::SmallVector<Input, 1> Lent;
  for (const CallEffect::Lent &L : C.Lends)
    for (PlaceId P : Rebase(L.Container))
      if (U.Places.isShared(P)) {
        SlotId Dst = G->NumSlots++;
        Event &E = emit(EventKind::Borrow, locOf(At));
        E.Dst = Dst;
        E.Places.push_back(P);
        E.Removal = L.Removal;
        E.Growth = L.Growth;
        E.OwnElement = L.OwnElement;
        Lent.push_back({Dst, Flow::Copy});
      }
  if (SlotId S = combine(Lent, locOf(At)))
    Borrows[At] = S;
  SlotId Returned = combine(Result, locOf(At));
  // What it loaded from a table is one row.
  PlaceId Loaded = NoPlace;
  bool One = true;
  for (const EffectInput &I : C.Returns)
    for (PlaceId P : U.Places.isInTable(I.Place) ? Rebase(I.Place) : PlaceSet())
      for (PlaceId Row = P; Row; Row = U.Places.node(Row).Parent)
        if (U.Places.node(Row).Step == StepKind::Key) {
          One &= !Loaded || Loaded == Row;
          Loaded = Row;
          break;
        }
  if (Loaded && One)
    RowsLoaded[At] = Loaded;
  // It came back, so what it requires was found.
  for (const CallEffect::Requirement &R : C.Requires) {
    llvm::SmallVector<Input, 4> In;
    for (const EffectInput &I : R.Tested)
      if (Input V = Lookup(I); V.Slot)
        In.push_back({V.Slot, V.How | Flow::Derived});
    if (In.empty())
      continue;
    Event &B = emit(EventKind::Branch, locOf(At));
    B.Inputs.assign(In.begin(), In.end());
    B.Assertion = R.Assertion;
    BlockId Fails = newBlock(), Next = newBlock();
    edge(Current, Next);
    edge(Current, Fails);
    edge(Fails, EventGraph::Exit);
    G->Blocks[Fails].Leaves = true;
    Current = Next;
  }
  return Returned;
}

//===----------------------------------------------------------------------===//
// Models
//===----------------------------------------------------------------------===//

/// What a smart pointer points to: its first template argument.
static QualType pointee(QualType T) {
  const auto *R =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(TypeFacts::record(T));
  return R && R->getTemplateArgs().size() &&
                 R->getTemplateArgs()[0].getKind() == TemplateArgument::Type
             ? R->getTemplateArgs()[0].getAsType()
             : QualType();
}

/// True if the class fixes the type of the parameter for \p A, and that is an
/// iterator: it says where, and is no part of what is stored.
static bool isPosition(Unit &U, const FunctionDecl *F, const Expr *A,
                       llvm::ArrayRef<const Expr *> Args) {
  QualType T = A->getType();
  if (T->isPointerType() || !U.Types.isIterator(T))
    return false;
  size_t I = llvm::find(Args, A) - Args.begin();
  if (!F || !isa<CXXMethodDecl>(F) || I >= F->getNumParams())
    return false;
  if (const FunctionTemplateDecl *Template = F->getPrimaryTemplate()) {
    const FunctionDecl *Pattern = Template->getTemplatedDecl();
    if (I >= Pattern->getNumParams() ||
        Pattern->getParamDecl(I)->getType()->isTemplateTypeParmType())
      return false;
  }
  return !F->getParamDecl(I)->getType()->isReferenceType();
}

/// `remove_if(predicate)`, also inside of `erase(remove_if(...), end())`.
static bool takesPredicate(llvm::ArrayRef<const Expr *> Args,
                           unsigned Depth = 1) {
  return llvm::any_of(Args, [&](const Expr *A) {
    const CXXRecordDecl *R = TypeFacts::record(A->getType());
    if (R && (R->isLambda() || (R->hasDefinition() &&
                                llvm::any_of(R->methods(), [](const auto *M) {
                                  return M->getOverloadedOperator() == OO_Call;
                                }))))
      return true;
    if (A->getType()->isFunctionPointerType() || A->getType()->isFunctionType())
      return true;
    const Expr *E = strip(A);
    while (!isa<CallExpr>(E)) {
      const auto *K = dyn_cast<CXXConstructExpr>(E);
      const auto *X = dyn_cast<CastExpr>(E);
      if (!X && !(K && K->getNumArgs() == 1))
        return false;
      E = strip(X ? X->getSubExpr() : K->getArg(0));
    }
    const auto *C = cast<CallExpr>(E);
    return Depth &&
           takesPredicate(llvm::SmallVector<const Expr *, 4>(C->arguments()),
                          Depth - 1);
  });
}

/// The member or variable that the weak pointer \p Weak, a local, was made
/// from, as it is now: whether the object of then is still there is whether its
/// owner still has it.
Input FunctionLowering::ownerNow(const Expr *Weak, const Expr *At) {
  const auto *D = dyn_cast<DeclRefExpr>(strip(Weak)->IgnoreParenImpCasts());
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  const Expr *From = V && !Reassigned.count(V) ? V->getInit() : nullptr;
  PlaceSet Owner;
  for (int I = 0; From && I < 8; ++I) {
    From = strip(From);
    const auto *Made = dyn_cast<CXXConstructExpr>(From);
    if (const auto *Cast = dyn_cast<CastExpr>(From))
      From = Cast->getSubExpr();
    else if (Made && Made->getNumArgs() == 1)
      From = Made->getArg(0);
    else
      break;
  }
  if (From && From->isGLValue())
    Owner = placeOf(From);
  llvm::erase_if(Owner, [&](PlaceId P) {
    return U.Places.node(P).Holds != ValueClass::Handle ||
           !U.Places.isShared(P);
  });
  return {readNow(Owner, locOf(At), From ? locOf(From) : Loc()), Flow::Derived};
}

/// The I of std::get<I>().
static std::optional<unsigned> indexOfGet(const FunctionDecl *F) {
  const TemplateArgumentList *Args =
      isa<CXXMethodDecl>(F) ? nullptr : F->getTemplateSpecializationArgs();
  if (!Args || !Args->size() ||
      Args->get(0).getKind() != TemplateArgument::Integral)
    return std::nullopt;
  return Args->get(0).getAsIntegral().getLimitedValue();
}

bool FunctionLowering::applyModel(const Model &M, const Expr *At,
                                  const FunctionDecl *F, const Expr *Object,
                                  llvm::ArrayRef<const Expr *> Args) {
  const auto *Call = dyn_cast<CallExpr>(At);
  // "The object" of a function is its first argument.
  llvm::ArrayRef<const Expr *> Rest = Args;
  if (!Object && !Args.empty()) {
    Object = Args.front();
    Rest = Args.drop_front();
  }
  QualType ObjectType = Object ? Object->getType() : QualType();
  bool Arrow = !ObjectType.isNull() && ObjectType->isPointerType();
  PlaceSet P = !Object ? PlaceSet()
               : Arrow ? targetOf(Object)
                       : placeOf(Object);
  auto Element = [&](const PlaceSet &Of) {
    if (M.Key < 0 || unsigned(M.Key) >= Rest.size())
      return Of;
    PlaceSet Out;
    const Expr *K = Rest[M.Key];
    // erase(iterator)
    if (!Of.empty() && U.Types.isPointerLike(K->getType()))
      if (PlaceSet To = targetOf(K);
          !To.empty() && U.Places.contains(Of.front(), To.front()))
        return To;
    for (PlaceId X : Of)
      Out.push_back(elementPlace(X, K));
    return Out;
  };
  auto ValuesOf = [&](llvm::ArrayRef<const Expr *> Of) {
    llvm::SmallVector<Input, 4> In;
    for (const Expr *A : Of) {
      noteEscapes(A);
      // insert(position, value), erase(first, last): where, not what.
      if (isPosition(U, F, A, Args))
        continue;
      if (SlotId V = argument(A))
        In.push_back({V, Flow::Copy});
      // insert(position, other.begin(), other.end()): what they point to is
      // read.
      else if (!A->isGLValue() && TypeFacts::record(A->getType()) &&
               U.Types.isPointerLike(A->getType()))
        if (SlotId V = readNow(targetOf(A), locOf(A), locOf(A)))
          In.push_back({V, Flow::Derived});
    }
    return In;
  };
  auto Change = [&](EventKind Kind, PlaceSet To,
                    llvm::ArrayRef<const Expr *> From) -> Event & {
    auto In = ValuesOf(From);
    SlotId Dst = G->NumSlots++;
    Event &E = emit(Kind, locOf(At));
    E.Dst = Dst;
    E.Places = To;
    if (Object && !Object->isPRValue())
      E.Named = locOf(Object);
    E.Inputs.assign(In.begin(), In.end());
    Values[At] = Dst;
    ReadBy[lastEvent()] = At;
    return E;
  };
  // routes.push_back(&route): what the elements refer to.
  auto Kept = llvm::make_scope_exit([&] {
    if (M.What == Operation::Reset && M.Key < 0)
      forgetElements(P, At);
    if (M.What == Operation::Update || M.What == Operation::Insert ||
        M.What == Operation::Assign)
      for (const Expr *A : Rest)
        keepElement(P, A);
  });
  switch (M.What) {
  case Operation::None:
    return true;
  case Operation::Read: {
    PlaceSet From = Element(P);
    SlotId V =
        From.empty() ? valueOf(Object) : readNow(From, locOf(At), locOf(At));
    if (!From.empty()) {
      ReadBy[lastEvent()] = At;
      G->Events.back().Existence = M.Key >= 0;
    }
    llvm::SmallVector<Input, 2> In{{V, Flow::Derived}};
    if (F->getIdentifier() && F->getName() == "expired")
      In.push_back(ownerNow(Object, At));
    if (M.Key < 0)
      for (const Expr *A : Rest)
        In.push_back({argument(A), Flow::Derived});
    Values[At] = combine(In, locOf(At));
    return true;
  }
  case Operation::Element: {
    PlaceSet To;
    if (M.Key >= 0)
      To = Element(P);
    else if (std::optional<unsigned> I = indexOfGet(F))
      for (PlaceId X : P)
        To.push_back(tupleElement(X, *I));
    else
      for (PlaceId X : P)
        To.push_back(elementPlace(
            X, F->getIdentifier() || Rest.empty() ? nullptr : Rest.front()));
    if (At->isGLValue())
      for (PlaceId X : To)
        U.Places.node(X).Holds = U.Types.valueClass(At->getType());
    EventId Before = lastEvent();
    borrowElements(At, Object, P, /*OwnElement=*/false);
    for (EventId E = Before + 1; M.End && E <= lastEvent(); ++E)
      if (G->Events[E].Kind == EventKind::Borrow)
        EndBorrows.push_back({E, M.End});
    if (At->isGLValue()) {
      Places[At] = To;
      if (M.Key < 0 && Rest.size() == 1 &&
          Rest.front()->getType()->isIntegralOrEnumerationType())
        followIndex(P, Rest.front());
    } else {
      Targets[At] = To;
      if (M.Key >= 0 && !To.empty()) {
        Values[At] = readNow(To, locOf(At), locOf(At));
        ReadBy[lastEvent()] = At;
        G->Events.back().Existence = true;
      } else if (Arrow && !isa<CXXMethodDecl>(F)) {
        // std::get_if<T>(&v) looks whether there is one.
        Values[At] = readNow(P, locOf(At), {});
        ReadBy[lastEvent()] = At;
      } else
        Values[At] = valueOf(Object);
      // bits[i] gives an object that stands for the element.
      if (TypeFacts::record(At->getType()) && !F->getIdentifier())
        Places[At] = To;
    }
    return true;
  }
  case Operation::Target: {
    PlaceSet To = targetOf(Object);
    (At->isGLValue() ? Places : Targets)[At] = To;
    if (At->isGLValue())
      noteUse(P, At);
    else
      Values[At] =
          P.empty() ? valueOf(Object) : readNow(P, locOf(At), locOf(Object));
    // weak.lock() is a test of now: it fails if the object of then is gone.
    if (F->getIdentifier() && F->getName() == "lock")
      if (SlotId V = Values[At])
        if (P.empty() || !U.Places.isShared(P.front()))
          Values[At] =
              combine({{V, Flow::Opaque}, ownerNow(Object, At)}, locOf(At));
    return true;
  }
  case Operation::Forward:
  case Operation::Move:
    if (M.What == Operation::Forward || F->isStatic() ||
        !isa<CXXMethodDecl>(F)) {
      // std::tie names all of its arguments.
      for (const Expr *A : Rest)
        if (A->isLValue())
          for (PlaceId X : placeOf(A))
            P.push_back(X);
      Places[At] = P;
      Targets[At] = targetOf(Object);
      if (SlotId V = valueOf(Object))
        Values[At] = V;
      return true;
    }
    // p.release()
    {
      Event &E = Change(EventKind::Write, P, {});
      E.Constant = E.Reset = E.Moved = true;
    }
    return true;
  case Operation::Extremum:
    return false;
  case Operation::Emplace: {
    Event &E = Change(EventKind::Write, P, Rest);
    E.InPlace = true;
    return true;
  }
  case Operation::Write: {
    Event &E = Change(EventKind::Write, P, Rest);
    if (Rest.size() == 1)
      describeValue(E, Rest.front());
    return true;
  }
  case Operation::Reset: {
    Event &E = Change(EventKind::Write, Element(P), Rest);
    bool Empty = false;
    E.Constant = M.Key >= 0 || Rest.empty() ||
                 isConstant(Rest.front(), Empty) ||
                 isa<CXXDefaultArgExpr>(Rest.front());
    E.Reset = E.Constant;
    return true;
  }
  case Operation::Update:
  case Operation::Shrink: {
    Event &E = Change(EventKind::Update, Element(P), Rest);
    E.Shrinks = M.What == Operation::Shrink;
    E.Existence = M.Key >= 0;
    // It looks for itself what is there: erase_if(c, predicate), and erase(key)
    // when somebody asks whether the key was there.
    bool ByKey = M.Key >= 0 && unsigned(M.Key) < Rest.size() &&
                 !U.Types.isPointerLike(Rest[M.Key]->getType());
    E.Conditional =
        E.Shrinks && (takesPredicate(Rest) ||
                      (ByKey && !At->getType()->isVoidType() &&
                       isa<Expr>(Parents.lookup(At)) && !isDiscarded(At)));
    if (M.End)
      AddedAt[lastEvent()] = M.End;
    if (!At->getType()->isVoidType())
      borrowElements(At, Object, P, /*OwnElement=*/!E.Shrinks);
    return true;
  }
  case Operation::Insert: {
    Event &E = Change(EventKind::Update, Element(P), Rest);
    E.Conditional = true;
    borrowElements(At, Object, P, /*OwnElement=*/false);
    return true;
  }
  case Operation::Assign: {
    Event &E = Change(EventKind::Write, Element(P),
                      Rest.empty() ? Rest : Rest.take_back());
    if (!Rest.empty())
      describeValue(E, Rest.back());
    return true;
  }
  case Operation::Exchange: {
    Event &E = Change(EventKind::Write, P, Rest.take_front(1));
    if (!Rest.empty())
      describeValue(E, Rest.front());
    else
      E.Constant = E.Reset = true;
    E.Moved = E.Reset;
    return true;
  }
  case Operation::TestAndSet: {
    Event &E = Change(EventKind::Write, P, {});
    E.Constant = true;
    return true;
  }
  case Operation::CompareExchange: {
    Event &E = Change(EventKind::Update, P, Rest.drop_front(1));
    E.Conditional = true;
    SlotId Seen = E.Dst;
    if (!Rest.empty()) {
      // What the place really was goes to the expected value.
      PlaceSet Expected = placeOf(Rest.front());
      if (!Expected.empty()) {
        Event &W = emit(EventKind::Write, locOf(At));
        W.Places = Expected;
        W.Inputs.push_back({Seen, Flow::Copy});
      }
    }
    return true;
  }
  case Operation::Swap: {
    if (Rest.empty())
      return false;
    PlaceSet Q = placeOf(Rest.front());
    SlotId A = readNow(P, locOf(At), locOf(Object));
    if (A)
      G->Events.back().Moved = true;
    SlotId B = readNow(Q, locOf(At), locOf(Rest.front()));
    if (B)
      G->Events.back().Moved = true;
    for (auto [To, From] : {std::pair(P, B), std::pair(Q, A)}) {
      if (To.empty())
        continue;
      Event &W = emit(EventKind::Write, locOf(At));
      W.Places = To;
      W.Moved = true;
      if (From)
        W.Inputs.push_back({From, Flow::Copy});
    }
    return true;
  }
  case Operation::Fresh:
    Values[At] = unionOfChildren(At, Flow::Derived);
    // std::make_unique<State>(state): the new object is a copy.
    if (Args.size() == 1)
      if (const CXXRecordDecl *R = TypeFacts::record(Args[0]->getType());
          R && R == TypeFacts::record(pointee(At->getType())))
        Contents[At] = argument(Args[0]);
    return true;
  case Operation::Lock:
  case Operation::LockShared:
  case Operation::Acquire: {
    PendingCall Wait;
    Wait.Lock = M.What == Operation::Acquire ? Operation::Lock : M.What;
    Wait.LockPlaces = P;
    QualType Type = Arrow ? ObjectType->getPointeeType() : ObjectType;
    Wait.Reentrant = M.What == Operation::Acquire || U.Types.isReentrant(Type);
    if (M.What == Operation::Acquire && !hasOnePermit(Object))
      Wait.Lock = Operation::None;
    Pending[At] = Wait;
    if (Call && !AwaitedCalls.count(Call) && Wait.Lock != Operation::None &&
        Call->getType()->isVoidType()) {
      Event &A = emit(EventKind::Acquire, locOf(At));
      A.Places = P;
      A.SharedLock = Wait.Lock == Operation::LockShared;
      A.Reentrant = Wait.Reentrant;
    }
    return true;
  }
  case Operation::TryLock: {
    Event &A = emit(EventKind::Acquire, locOf(At));
    A.Places = P;
    A.Conditional = true;
    return true;
  }
  case Operation::Unlock: {
    Event &R = emit(EventKind::Release, locOf(At));
    R.Places = P;
    return true;
  }
  case Operation::Wait: {
    PendingCall Wait;
    if (unsigned I = std::max(M.Key, 0); I < Args.size())
      Wait.LetGo = placeOf(Args[I]);
    Wait.Args.assign(Args.begin(), Args.end());
    Pending[At] = Wait;
    return true;
  }
  case Operation::Later:
    for (const Expr *A : Args)
      noteEscapes(A);
    Values[At] = unionOfChildren(At, Flow::Opaque);
    // query(...).then(...)
    if (auto It = SqlQueries.find(Object ? strip(Object) : nullptr);
        It != SqlQueries.end())
      Continued = &It->second;
    runCallables(At, nullptr, Runs::Later, Args);
    Continued = nullptr;
    return true;
  case Operation::Detached:
    for (const Expr *A : Args)
      noteEscapes(A);
    runCallables(At, nullptr, Runs::Detached, Args);
    return true;
  case Operation::Visit:
    for (const Expr *A : Args)
      if (const LambdaExpr *L = lambdaOf(A)) {
        Lent = targetsOfPlaces(P, Arrow ? ObjectType->getPointeeType()
                                        : ObjectType);
        Values[At] = inlineLambda(L, Runs::Once, {}, {}, At);
      }
    return true;
  case Operation::Together:
    for (const Expr *A : Args)
      if (const LambdaExpr *L = lambdaOf(A))
        shareCaptures(L);
    return false;
  case Operation::Sql:
  case Operation::Redis:
    return noteSql(M, At, F, Object, Args);
  case Operation::RedisCommand:
    return noteRedisCommand(M, At, F, Object, Args);
  case Operation::FindRow:
  case Operation::SaveRow:
  case Operation::AddRow:
  case Operation::RemoveRow:
    return noteMapper(M, At, F, Object, Args);
  case Operation::Format:
  case Operation::Statement:
  case Operation::LockRow:
  case Operation::Guard:
    return false;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// The lock that an attribute of a function names: seen from a call with
/// \p Object and \p Args, or from the function itself without them.
PlaceSet FunctionLowering::capability(const Capability &C, const Expr *Object,
                                      llvm::ArrayRef<const Expr *> Args) {
  auto This = [&]() -> PlaceSet {
    if (!Object)
      return {thisPlace()};
    return Object->getType()->isPointerType() ? targetOf(Object)
                                              : placeOf(Object);
  };
  std::function<PlaceSet(const Expr *)> Of = [&](const Expr *E) -> PlaceSet {
    E = E ? E->IgnoreParenImpCasts() : nullptr;
    if (!E || isa<CXXThisExpr>(E))
      return This();
    if (const auto *X = dyn_cast<UnaryOperator>(E))
      return Of(X->getSubExpr());
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      PlaceSet Out;
      if (const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl()))
        for (PlaceId P : Of(M->getBase()))
          Out.push_back(fieldPlace(P, F));
      return Out;
    }
    const auto *D = dyn_cast<DeclRefExpr>(E);
    if (!D)
      return {};
    if (const auto *P = dyn_cast<ParmVarDecl>(D->getDecl());
        P && P->getFunctionScopeIndex() < Args.size()) {
      const Expr *A = Args[P->getFunctionScopeIndex()];
      return A->getType()->isPointerType() ? targetOf(A) : placeOf(A);
    }
    return placeOfDecl(D->getDecl());
  };
  return Of(C.Which);
}

/// What the declaration of the callee promises: locks taken and let go, and
/// that others run during the call.
void FunctionLowering::applyPromises(const CallExpr *C, EventId Before) {
  const FunctionDecl *F = C->getDirectCallee();
  if (!F)
    return;
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  llvm::SmallVector<const Expr *, 4> Args(C->arguments());
  const Expr *Object = M ? M->getImplicitObjectArgument() : nullptr;
  const auto *Named = Object ? dyn_cast<DeclRefExpr>(strip(Object)) : nullptr;
  bool OfGuard =
      Named && Guards.count(dyn_cast<VarDecl>(Named->getDecl())); // was seen to
  for (const Capability &X : capabilities(F)) {
    if (X.What == Capability::Required || (!X.Which && (!Object || OfGuard)))
      continue;
    PlaceSet Of = capability(X, Object, Args);
    if (Of.empty())
      continue;
    Event &E = emit(X.What == Capability::Acquired ? EventKind::Acquire
                                                   : EventKind::Release,
                    locOf(C));
    E.Places = Of;
    E.SharedLock = X.Shared;
  }
  if (!hasAnnotation(F, Annotation::MaySuspend))
    return;
  for (EventId E = Before + 1; E <= lastEvent(); ++E)
    if (G->Events[E].Kind == EventKind::Suspend)
      return;
  llvm::SmallVector<Input, 4> In;
  for (const Expr *A : Args)
    if (SlotId V = valueOf(A))
      In.push_back({V, Flow::Copy});
  Event &S = emit(EventKind::Suspend, locOf(C));
  S.Inputs.assign(In.begin(), In.end());
  S.Callee = U.Strings.save(F->getNameAsString());
  S.InTry = inTry(C);
}

/// An optional or a smart pointer whose object does something when it dies.
static bool ownsWithDestructor(QualType T) {
  const auto *R =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(TypeFacts::record(T));
  if (!R || R->getTemplateArgs().size() == 0 ||
      R->getTemplateArgs()[0].getKind() != TemplateArgument::Type ||
      !R->getASTContext().getSourceManager().isInSystemHeader(R->getLocation()))
    return false;
  const CXXRecordDecl *Inner =
      TypeFacts::record(R->getTemplateArgs()[0].getAsType());
  const CXXDestructorDecl *D =
      Inner && Inner->hasDefinition() ? Inner->getDestructor() : nullptr;
  return D && D->isUserProvided();
}

std::optional<bool> await_tidy::asksForTruth(const CallExpr *C) {
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  const CXXMethodDecl *F = M ? M->getMethodDecl() : nullptr;
  if (!F || !F->isConst() || !F->param_empty() ||
      !F->getReturnType()->isBooleanType())
    return std::nullopt;
  if (isa<CXXConversionDecl>(F))
    return true;
  if (!F->getIdentifier())
    return std::nullopt;
  return F->getName() == "has_value" ? std::optional(true)
         : F->getName() == "empty"   ? std::optional(false)
                                     : std::nullopt;
}

/// `connection == nullptr`, `winner != std::nullopt`: the same question.
void FunctionLowering::noteComparedWithEmpty(const CallExpr *C) {
  const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
  if (!O || O->getNumArgs() != 2 ||
      (O->getOperator() != OO_EqualEqual &&
       O->getOperator() != OO_ExclaimEqual) ||
      usableDefinition(U, O->getDirectCallee()))
    return;
  auto IsEmpty = [](const Expr *E) {
    const CXXRecordDecl *R = TypeFacts::record(E->getType());
    bool Reset = false;
    return R ? R->isEmpty() : isConstant(E, Reset) && Reset;
  };
  for (unsigned I : {0, 1})
    if (IsEmpty(O->getArg(1 - I)) &&
        U.Types.valueClass(O->getArg(I)->getType()) == ValueClass::Handle) {
      Event &Last = G->Events.back();
      if (Last.Kind == EventKind::Compute && Last.Dst == Values.lookup(C)) {
        Last.Truth = true;
        Last.Negated = O->getOperator() == OO_EqualEqual;
      }
      return;
    }
}

void FunctionLowering::visitCall(const CallExpr *C) {
  EventId Before = lastEvent();
  if (visitSqlColumn(C))
    return;
  lowerCall(C);
  applyPromises(C, Before);
  auto Asked = llvm::make_scope_exit([&] { noteRowCount(C); });
  noteRowChange(C);
  std::optional<bool> Truth = asksForTruth(C);
  if (!Truth)
    return noteComparedWithEmpty(C);
  Event &Last = G->Events.back();
  if (!usableDefinition(U, C->getDirectCallee()) &&
      Last.Kind == EventKind::Compute && Last.Dst == Values.lookup(C) &&
      Last.Inputs.size() == 1) {
    Last.Truth = true;
    Last.Negated = !*Truth;
    return;
  }
  // A body that can be seen says what it reads; it is the truth of the whole
  // all the same.
  const Expr *Object = cast<CXXMemberCallExpr>(C)->getImplicitObjectArgument();
  PlaceSet P = Object->isGLValue() ? placeOf(Object) : PlaceSet();
  if (llvm::any_of(P, [&](PlaceId X) { return U.Places.isShared(X); }))
    return;
  SlotId Whole =
      P.empty() ? valueOf(Object) : readNow(P, locOf(C), locOf(Object));
  if (SlotId V =
          combine({{Values.lookup(C), Flow::Derived}, {Whole, Flow::Derived}},
                  locOf(C))) {
    G->Events.back().Truth = true;
    G->Events.back().Negated = !*Truth;
    Values[C] = V;
  }
}

void FunctionLowering::lowerCall(const CallExpr *C) {
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C); O && visitOperator(O))
    return;
  const FunctionDecl *F = C->getDirectCallee();
  llvm::SmallVector<const Expr *, 4> Args(C->arguments());
  const Expr *Object = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
    Object = M->getImplicitObjectArgument();
  else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
           O && F && isa<CXXMethodDecl>(F) && !F->isStatic() && !Args.empty()) {
    Object = Args.front();
    Args.erase(Args.begin());
  }

  // An iterator or pointer that is handed over is used.
  if (!Shadows.empty())
    for (const Expr *A : Args)
      if (U.Types.isIterator(A->getType()))
        follow(A, C);
  if (AcrossAwait.count(C) && Object)
    follow(Object, C);

  // A lambda, called by its name or on the spot.
  if (isa<CXXOperatorCallExpr>(C) && Object)
    if (const LambdaExpr *L = lambdaOf(Object)) {
      llvm::SmallVector<SlotId, 4> In;
      for (const Expr *A : Args)
        In.push_back(argument(A));
      if (!isCoroutine(callOperator(L))) {
        Values[C] = inlineLambda(L, Runs::Once, Args, In, C);
        return;
      }
      if (AwaitedCalls.count(C)) {
        PendingCall Wait;
        Wait.Lambda = L;
        Wait.Args = Args;
        Wait.Values = In;
        Pending[C] = Wait;
      } else {
        shareCaptures(L);
        const CXXMethodDecl *M = callOperator(L);
        if (usableDefinition(U, M))
          if (const CallEffect *Known = U.EffectOf(M))
            madeTask(C, updatesOf(*Known, M, {}, Args, C));
        inlineLambda(L, Runs::Detached, Args, In, C);
      }
      return;
    }

  // The callable that we were given: whoever gave it wants to know what is
  // held.
  {
    const Expr *Callee = Object ? Object : C->getCallee();
    Callee = Callee->IgnoreParenImpCasts();
    if (const auto *Inner = dyn_cast<CallExpr>(Callee);
        Inner && Inner->getNumArgs() == 1)
      Callee = Inner->getArg(0)->IgnoreParenImpCasts(); // std::forward<F>(f)()
    if (const auto *D = dyn_cast<DeclRefExpr>(Callee))
      if (const auto *P = dyn_cast<ParmVarDecl>(D->getDecl());
          P && (isa<CXXOperatorCallExpr>(C) || !F))
        emit(EventKind::Invoke, locOf(C)).Places = placeOfDecl(P);
  }

  if (callGuard(C, F, Object))
    return;

  const FunctionDecl *Body = F ? usableDefinition(U, F) : nullptr;
  const Model *M = nullptr;
  if (F) {
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (Method && Object) {
      QualType T = Object->getType();
      if (T->isPointerType())
        T = T->getPointeeType();
      const CXXRecordDecl *R = TypeFacts::record(T);
      std::string Class = R ? TypeFacts::qualifiedName(R) : "";
      std::string Parent = TypeFacts::qualifiedName(Method->getParent());
      std::string Name = F->getNameAsString();
      if (const auto *Conv = dyn_cast<CXXConversionDecl>(F))
        Name =
            Conv->getConversionType()->isBooleanType() ? "operator bool" : "";
      M = U.Models.method(Name, [&](llvm::StringRef Kind) {
        if (Kind == Class || Kind == Parent)
          return true;
        if (Kind == "map")
          return U.Types.isMap(T);
        if (Kind == "container")
          return U.Types.isContainer(T);
        if (Kind == "handle")
          return U.Types.valueClass(T) == ValueClass::Handle;
        if (Kind == "lockable")
          return U.Types.isLockable(T) && !isMereSwitch(T);
        if (Kind == "semaphore")
          return U.Types.isSemaphore(T);
        if (Kind == "future")
          return U.Types.valueClass(T) != ValueClass::Handle &&
                 llvm::any_of(Args, [&](const Expr *A) { return lambdaOf(A); });
        return false;
      });
      // coLock(), TryLock(): a lock's words in another spelling
      if (!M && F->getIdentifier() && U.Types.isLockable(T) && !isMereSwitch(T))
        if (llvm::StringRef Word = TypeFacts::lockWord(F->getName());
            !Word.empty())
          M = U.Models.method(
              Word, [](llvm::StringRef Kind) { return Kind == "lockable"; });
      // async_read(..., [] {...}) as a method
      if (!M && F->getIdentifier())
        if (const Model *X = U.Models.function(F->getName());
            X && X->What == Operation::Later)
          M = X;
    } else
      M = U.Models.function(TypeFacts::qualifiedName(F));
    // What can be seen is better than what is assumed from the shape.
    if (M && Body && !saysMoreThanBody(M->What))
      M = nullptr;
    // A function is only "later" for the callables it is given.
    if (M && (M->What == Operation::Later || M->What == Operation::Detached) &&
        llvm::none_of(Args, [&](const Expr *A) { return lambdaOf(A); }))
      M = nullptr;
  }
  if (M && applyModel(*M, C, F, Object, Args))
    return;
  noteLibraryRelease(C, F);
  noteTurnPassed(C);

  if (Body)
    noteCommandsAdded(C, Body);
  if (const FunctionDecl *Callee = F ? summarizable(U, F) : nullptr) {
    // The callee can be overridden: what it does is still the best guess.
    if (const CallEffect *Known = U.EffectOf(Callee)) {
      PlaceSet This;
      if (Object)
        This = Object->getType()->isPointerType() ? targetOf(Object)
                                                  : placeOf(Object);
      llvm::SmallVector<SlotId, 4> In;
      for (auto [I, A] : llvm::enumerate(Args)) {
        noteEscapes(A);
        bool ByReference =
            I < Callee->getNumParams() &&
            Callee->getParamDecl(I)->getType()->isReferenceType();
        In.push_back(ByReference && !placeOf(A).empty() ? 0 : valueOf(A));
      }
      if (Known->IsCoroutine) {
        PendingCall Wait;
        Wait.Effect = Known;
        Wait.Call = C;
        Wait.Callee = Callee;
        Wait.Object = Object;
        Wait.Args = Args;
        Wait.Values = In;
        if (!AwaitedCalls.count(C)) {
          if (!Known->ReturnsLock.empty())
            GuardOf[C]; // see noteDropped
          if (U.Types.startsLazily(C->getType()))
            LazyCalls[C] = Wait;
          madeTask(C, updatesOf(*Known, Callee, This, Args, C));
          defaultCall(C, F, Object, Args);
          Pending[C] = Wait; // perhaps handed to somebody who starts it
          return;
        }
        Pending[C] = Wait;
        runCallables(C, F, Runs::Now, Args);
        return;
      }
      Values[C] = applyEffect(*Known, Callee, C, This, Args, In);
      // What comes back in an optional or a smart pointer can undo it when it
      // dies.
      if (ownsWithDestructor(C->getType())) {
        EventId Before = lastEvent();
        noteUnseen(C, F, This, Args);
        if (lastEvent() != Before)
          G->Events.back().Unwinds = true;
      }
      if (auto It = GuardOf.find(C); It != GuardOf.end() &&
                                     It->second.Locks.size() == 1 &&
                                     U.Types.isAwaitable(C->getType())) {
        // auto turn() { return mutex.scoped_lock(); }
        PendingCall Wait;
        Wait.Lock =
            Known->ReturnsReaderLock ? Operation::LockShared : Operation::Lock;
        Wait.LockPlaces = It->second.Locks.front();
        Pending[C] = Wait;
      }
      if (Object && This.empty()) // a method of a temporary
        Values[C] =
            combine({{Values[C], Flow::Copy}, {valueOf(Object), Flow::Derived}},
                    locOf(C));
      if (C->isGLValue() || U.Types.isPointerLike(C->getType())) {
        // A reference that is returned names a place of the caller.
        PlaceSet Out;
        for (PlaceId P : Known->ReturnsReference) {
          const PlaceNode &Root = U.Places.node(U.Places.rootOf(P));
          if (Root.Root == RootKind::This)
            for (PlaceId T : This)
              if (PlaceId R = U.Places.rebase(P, thisPlace(), T))
                Out.push_back(resolve(R));
          if (Root.Root == RootKind::Global)
            Out.push_back(P);
          for (auto [I, A] : llvm::enumerate(Args))
            if (I < Callee->getNumParams() &&
                Root.Symbol == symbolOf(Callee->getParamDecl(I)))
              for (PlaceId T : placeOf(A))
                if (PlaceId R = U.Places.rebase(P, U.Places.rootOf(P), T))
                  Out.push_back(R);
        }
        // accounts_.at(name) in the callee is keyed by the callee's parameter.
        PlaceSet Keyed;
        for (PlaceId P : Out) {
          bool Local = false;
          for (const ParmVarDecl *V : Callee->parameters())
            Local |= U.Places.keyDependsOn(P, localRoot(V));
          if (!Local)
            Keyed.push_back(P);
          else if (PlaceId Parent = U.Places.node(P).Parent)
            Keyed.push_back(
                elementPlace(Parent, Args.size() == 1 ? Args.front() : C));
        }
        if (!Keyed.empty())
          Places[C] = Keyed;
      }
      runCallables(C, F, Runs::Now, Args);
      return;
    }
  }
  defaultCall(C, F, Object, Args);
}

/// The tasks that \p C is given run on their own from now on: spawn(task()),
/// tasks.push_back(task()).
void FunctionLowering::startTasks(const CallExpr *C) {
  if (AwaitedCalls.count(C) || InAwaited.count(C))
    return;
  if (const FunctionDecl *F = C->getDirectCallee())
    if (const Model *M = U.Models.function(TypeFacts::qualifiedName(F));
        M && (M->What == Operation::Move || M->What == Operation::Forward))
      return;
  for (const Expr *A : C->arguments()) {
    const PendingCall *Task = pendingCall(A);
    if (!Task || !Task->Effect)
      continue;
    // await_transform(task()) of a promise is part of the await.
    if (const auto *Made = dyn_cast<CallExpr>(strip(A));
        Made && AwaitedCalls.count(Made))
      continue;
    PendingCall Wait = *Task;
    BlockId Body = newBlock(), After = newBlock();
    edge(Current, Body, EdgeKind::Fork);
    edge(Current, After);
    Current = Body;
    emit(EventKind::Detach, locOf(A)).Lazy = true;
    EventId Before = lastEvent();
    applyPending(Wait, strip(A));
    for (EventId E = Before + 1; E <= lastEvent(); ++E)
      G->Spawned += G->Events[E].Kind == EventKind::Suspend;
    edge(Current, EventGraph::Exit);
    Current = After;
  }
}

/// A function whose body cannot be seen is given shared objects that it can
/// change.
void FunctionLowering::noteUnseen(const Expr *At, const FunctionDecl *F,
                                  PlaceSet Object,
                                  llvm::ArrayRef<const Expr *> Args) {
  PlaceSet To;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  if (Method && !Method->isConst() && !Method->isStatic())
    To.append(Object);
  for (auto [I, A] : llvm::enumerate(Args)) {
    if (!F || I >= F->getNumParams())
      break;
    QualType T = F->getParamDecl(I)->getType();
    QualType Behind = T->getPointeeType();
    if (Behind.isNull() || Behind.isConstQualified() ||
        !TypeFacts::record(Behind))
      continue;
    if (T->isLValueReferenceType() && A->isLValue())
      To.append(placeOf(A));
    else if (T->isPointerType())
      To.append(isa<CXXThisExpr>(strip(A)) ? PlaceSet{thisPlace()}
                                           : targetOf(A));
  }
  llvm::erase_if(To, [&](PlaceId P) { return !U.Places.isShared(P); });
  if (To.empty())
    return;
  Event &E = emit(EventKind::Call, locOf(At));
  E.Places = To;
  if (F)
    E.Callee = U.Strings.save(F->getNameAsString());
}

void FunctionLowering::defaultCall(const Expr *At, const FunctionDecl *F,
                                   const Expr *Object,
                                   llvm::ArrayRef<const Expr *> Args) {
  const auto *C = dyn_cast<CallExpr>(At);
  if (C)
    borrowFromCall(C, Args);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  llvm::SmallVector<Input, 4> In;
  PlaceSet Base;
  if (Object) {
    Base =
        Object->getType()->isPointerType() ? targetOf(Object) : placeOf(Object);
    bool IsThis = isa<CXXThisExpr>(strip(Object)) ||
                  (Base.size() == 1 && Base.front() == thisPlace());
    if (IsThis)
      ; // an unknown function of our own class: nothing certain
    else if (Method && (Method->isConst() || lendsAccess(Method))) {
      if (!Base.empty()) {
        In.push_back({readNow(Base, locOf(At), locOf(Object)), Flow::Derived});
        ReadBy[lastEvent()] = At;
      } else
        In.push_back({valueOf(Object), Flow::Derived});
      QualType T = Object->getType();
      if (T->isPointerType())
        T = T->getPointeeType();
      if (C && U.Types.isContainer(T) && !At->isGLValue() &&
          U.Types.isIterator(C->getType()))
        borrowElements(At, Object, Base, /*OwnElement=*/false);
    } else {
      In.push_back({valueOf(Object), Flow::Derived});
      QualType T = Object->getType();
      if (T->isPointerType())
        T = T->getPointeeType();
      if (!Base.empty() && Method && U.Types.isContainer(T)) {
        Event &E = emit(EventKind::Update, locOf(At));
        E.Places = Base;
        E.Named = locOf(Object);
        E.May = true;
      }
    }
  }
  if (C && !F) // a call through a pointer depends on the pointer
    In.push_back({valueOf(C->getCallee()), Flow::Derived});
  // read(buffer.data(), buffer.size()): a buffer to fill, and how large it is.
  PlaceSet Filled;
  auto IsFilled = [&](const Expr *A) {
    return llvm::any_of(placeOf(A->IgnoreParenImpCasts()), [&](PlaceId P) {
      return llvm::is_contained(Filled, P);
    });
  };
  if (C && F && AwaitedCalls.count(C))
    for (auto [I, A] : llvm::enumerate(Args))
      if (QualType T = I < F->getNumParams() ? F->getParamDecl(I)->getType()
                                             : QualType();
          !T.isNull() && T->isPointerType() &&
          !T->getPointeeType().isConstQualified())
        for (PlaceId To : targetOf(A))
          if (U.Places.node(To).Step == StepKind::Key)
            Filled.push_back(U.Places.node(To).Parent);
  for (auto [I, A] : llvm::enumerate(Args)) {
    noteEscapes(A);
    if (lambdaOf(A))
      continue;
    if (!Filled.empty())
      if (const auto *Part =
              dyn_cast<CXXMemberCallExpr>(A->IgnoreParenImpCasts());
          Part && !Part->getNumArgs() &&
          IsFilled(Part->getImplicitObjectArgument()))
        continue;
    // A buffer that an awaited operation is given to fill: its result does not
    // come from what was in it.
    bool Awaited = C && AwaitedCalls.count(C);
    QualType T = Awaited && F && I < F->getNumParams()
                     ? F->getParamDecl(I)->getType()
                     : QualType();
    if (!T.isNull() && T->isLValueReferenceType() &&
        !T->getPointeeType().isConstQualified() &&
        U.Types.isContainer(A->getType()))
      continue;
    // ... also through a view that can change it.
    if (!T.isNull() && U.Types.isView(T))
      continue;
    SlotId V = argument(A);
    In.push_back({V, Flow::Derived});
    // std::find(v.begin(), v.end(), x) looks into v.
    if (F && F->isInStdNamespace() && !A->isGLValue())
      for (PlaceId To : targetOf(A))
        if (const PlaceNode &N = U.Places.node(To);
            N.Step == StepKind::Key &&
            U.Places.node(N.Parent).Holds == ValueClass::Container)
          In.push_back({readNow({N.Parent}, locOf(A), {}), Flow::Derived});
  }
  noteUnseen(At, F, Base, Args);
  // Output parameters.
  for (auto [I, A] : llvm::enumerate(Args)) {
    if (!F || I >= F->getNumParams() || !A->isLValue())
      continue;
    QualType T = F->getParamDecl(I)->getType();
    if (!T->isLValueReferenceType() || T->getPointeeType().isConstQualified() ||
        T->getPointeeType()->isDependentType())
      continue;
    PlaceSet P = placeOf(A);
    if (P.empty())
      continue;
    ValueClass Holds = U.Places.node(P.front()).Holds;
    bool Shared =
        llvm::any_of(P, [&](PlaceId X) { return U.Places.isShared(X); });
    if (Shared && Holds != ValueClass::Number && Holds != ValueClass::Bool)
      continue;
    llvm::SmallVector<Input, 4> From;
    for (const Input &X : In)
      if (X.Slot)
        From.push_back(X);
    Event &E = emit(EventKind::Update, locOf(At));
    E.Places = P;
    E.May = true;
    if (!Shared)
      E.Inputs.assign(From.begin(), From.end());
  }
  Values[At] = combine(In, locOf(At));
  // A function that returns a reference into something we cannot see: the same
  // call names the same object.
  if (At->isGLValue() && C && !Object) {
    // std::clamp(n, low, high): one of the arguments.
    PlaceSet Out;
    bool Temporaries = false;
    for (const Expr *A : Args)
      if (A->isGLValue() &&
          Context.hasSameUnqualifiedType(A->getType(), At->getType())) {
        PlaceSet P = placeOf(A);
        Out.append(P.begin(), P.end());
        Temporaries |= P.empty();
      }
    if (Temporaries && Values[At]) {
      PlaceId Own =
          U.Places.root(RootKind::Temporary, U.Places.symbol(At, "temporary"));
      SlotId V = Values[At];
      Event &W = emit(EventKind::Write, locOf(At));
      W.Places.push_back(Own);
      W.Initial = true;
      W.Inputs.push_back({V, Flow::Derived});
      Out.push_back(Own);
    }
    if (!Out.empty()) {
      Places[At] = Out;
      runCallables(At, F, Runs::Now, Args);
      return;
    }
  }
  if (At->isGLValue() && C && !isa<CXXOperatorCallExpr>(C)) {
    if (Base.empty())
      Base = {
          U.Places.root(RootKind::Unknown,
                        U.Places.symbol(F ? (const void *)F->getCanonicalDecl()
                                          : (const void *)C,
                                        F ? F->getNameAsString() : "call"))};
    PlaceSet Out;
    for (PlaceId B : Base)
      Out.push_back(Args.empty() && Object ? elementPlace(B, C)
                                           : elementPlace(B, C));
    for (PlaceId X : Out)
      U.Places.node(X).Holds = U.Types.valueClass(At->getType());
    Places[At] = Out;
  }
  runCallables(At, F, Runs::Now, Args);
}

/// Operators with a meaning of their own; false if it is a call like any other.
bool FunctionLowering::visitOperator(const CXXOperatorCallExpr *C) {
  if (C->getNumArgs() == 0)
    return false;
  const Expr *Lhs = C->getArg(0);
  const Expr *Rhs = C->getNumArgs() > 1 ? C->getArg(1) : nullptr;
  const FunctionDecl *F = C->getDirectCallee();
  switch (C->getOperator()) {
  case OO_Equal:
    // guard = co_await mutex.lock();
    if (assignGuard(C, Lhs, Rhs))
      return true;
    if (placeOf(Lhs).empty())
      return false;
    visitAssignment(C, Lhs, Rhs);
    // x = std::move(y): y is empty now.
    if (Rhs->isXValue())
      if (PlaceSet From = placeOf(Rhs); !From.empty() &&
                                        U.Places.isShared(From.front()) &&
                                        TypeFacts::record(Rhs->getType())) {
        for (EventId E = lastEvent(); E > 0; --E)
          if (G->Events[E].Kind == EventKind::Read) {
            G->Events[E].Moved = true;
            break;
          }
        Event &W = emit(EventKind::Write, locOf(C));
        W.Places = From;
        W.Constant = W.Reset = true;
      }
    return true;
  case OO_PlusEqual:
  case OO_MinusEqual:
  case OO_StarEqual:
  case OO_SlashEqual:
  case OO_PercentEqual:
  case OO_CaretEqual:
  case OO_AmpEqual:
  case OO_PipeEqual:
  case OO_LessLessEqual:
  case OO_GreaterGreaterEqual:
    visitCompound(C, Lhs, Rhs, getOperatorSpelling(C->getOperator()));
    if (C->isGLValue())
      Places[C] = placeOf(Lhs);
    return true;
  case OO_PlusPlus:
  case OO_MinusMinus: {
    follow(Lhs, C);
    PlaceSet P = placeOf(Lhs);
    if (P.empty())
      return false;
    SlotId Dst = G->NumSlots++;
    Event &E = emit(EventKind::Update, locOf(C));
    E.Dst = Dst;
    E.Places = P;
    E.Named = locOf(Lhs);
    E.Step = true;
    E.Shrinks = C->getOperator() == OO_MinusMinus;
    Values[C] = Dst;
    ReadBy[lastEvent()] = C;
    if (C->isGLValue())
      Places[C] = P;
    return true;
  }
  case OO_Arrow:
  case OO_Star: {
    if (C->getNumArgs() != 1)
      return false;
    if (!TypeFacts::record(Lhs->getType()) ||
        (C->getOperator() == OO_Star && !U.Types.isPointerLike(Lhs->getType())))
      return false;
    if (!U.Types.holdsIterator(Lhs->getType()))
      follow(Lhs, C);
    borrowAcrossAwait(C, Lhs);
    PlaceSet To = targetOf(Lhs);
    if (C->getOperator() == OO_Arrow)
      Targets[C] = To;
    else
      Places[C] = To;
    noteUse(placeOf(Lhs), C);
    return true;
  }
  case OO_Call:
    return false;
  case OO_Subscript:
    return false;
  case OO_Coawait: {
    // co_await mutex: only what a model knows is more than a wait.
    const CXXRecordDecl *R = TypeFacts::record(Lhs->getType());
    if (R && U.Models.method("operator co_await", TypeFacts::qualifiedName(R)))
      return false;
    break;
  }
  case OO_LessLess:
  case OO_GreaterGreater:
    // A stream: gives itself back.
    if (C->isLValue()) {
      for (unsigned I = 1; I < C->getNumArgs(); ++I)
        argument(C->getArg(I));
      if (C->getOperator() == OO_GreaterGreater && Rhs) {
        PlaceSet To = placeOf(Rhs);
        if (!To.empty() && !U.Places.isShared(To.front())) {
          Event &W = emit(EventKind::Write, locOf(C));
          W.Places = To;
        }
      }
      Places[C] = placeOf(Lhs);
      return true;
    }
    break;
  default:
    break;
  }
  // Pure operators: by-value operands were copied where they stand, references
  // are read inside the call.
  if (F && usableDefinition(U, F) && !C->isComparisonOp())
    return false;
  llvm::SmallVector<Input, 2> In;
  for (const Expr *A : C->arguments())
    In.push_back({argument(A), Flow::Derived});
  Values[C] = combine(In, locOf(C));
  return true;
}

/// True if the object that \p D makes can keep a reference to argument \p I: it
/// has a member of that type. What the argument holds is then no part of it.
static bool keepsReference(const CXXConstructorDecl *D, unsigned I) {
  if (I >= D->getNumParams())
    return false;
  QualType T = D->getParamDecl(I)->getType();
  return T->isLValueReferenceType() &&
         !T->getPointeeType().isConstQualified() &&
         llvm::any_of(D->getParent()->fields(), [&](const FieldDecl *F) {
           return F->getType().getCanonicalType() == T.getCanonicalType();
         });
}

bool await_tidy::startsActivity(Unit &U, const Expr *E) {
  const auto *C = dyn_cast_or_null<CXXConstructExpr>(E);
  const Model *M =
      C ? U.Models.function(TypeFacts::qualifiedName(C->getConstructor()))
        : nullptr;
  return M && M->What == Operation::Detached;
}

void FunctionLowering::visitConstruct(const CXXConstructExpr *C) {
  const CXXConstructorDecl *D = C->getConstructor();
  if (D->isCopyOrMoveConstructor() && C->getNumArgs() >= 1) {
    const Expr *From = C->getArg(0);
    PlaceSet P = From->isGLValue() ? placeOf(From) : PlaceSet();
    if (P.empty()) {
      Values[C] = valueOf(From);
      return;
    }
    Values[C] = readNow(P, locOf(C), locOf(From));
    G->Events.back().Awaited = InAwaited.count(C);
    ReadBy[lastEvent()] = C;
    if (D->isMoveConstructor() && From->isXValue() &&
        !TypeFacts::record(C->getType())->isTriviallyCopyable()) {
      G->Events.back().Moved = true;
      Event &W = emit(EventKind::Write, locOf(C));
      W.Places = P;
      W.Constant = W.Reset = true;
    }
    return;
  }
  auto [It, New] = Constructs.try_emplace(C, NoPlace);
  if (New)
    It->second =
        U.Places.root(RootKind::Temporary, U.Places.symbol(C, "temporary"));
  PlaceId Object = It->second;
  llvm::SmallVector<Input, 4> In;
  llvm::SmallVector<SlotId, 4> ByParameter;
  llvm::SmallVector<const Expr *, 4> Args;
  for (const Expr *A : C->arguments()) {
    SlotId V = lambdaOf(A) ? 0 : argument(A);
    noteEscapes(A);
    if (!keepsReference(D, Args.size()))
      In.push_back({V, Flow::Copy});
    ByParameter.push_back(V);
    Args.push_back(A);
  }
  Values[C] = combine(In, locOf(C));
  // std::thread worker([&] { ... });
  if (startsActivity(U, C))
    runCallables(C, nullptr, Runs::Detached, Args);
  if (const FunctionDecl *Body = summarizable(U, D))
    if (const CallEffect *Known = U.EffectOf(Body)) {
      applyEffect(*Known, Body, C, {Object}, Args, ByParameter);
      SeenConstructors.insert(C);
      return;
    }
  // Its destructor can do something to what it was given.
  if (const CXXRecordDecl *R = TypeFacts::record(C->getType());
      R && R->hasDefinition() && !R->hasTrivialDestructor() &&
      !summarizable(U, R->getDestructor())) {
    EventId Before = lastEvent();
    noteUnseen(C, D, {}, Args);
    if (lastEvent() != Before)
      G->Events.back().Unwinds = true;
  }
  // A temporary of unknown making: what went in is what it holds.
  if (New && Values[C]) {
    SlotId V = Values[C];
    Event &W = emit(EventKind::Write, locOf(C));
    W.Places.push_back(Object);
    W.Initial = true;
    W.Inputs.push_back({V, Flow::Copy});
  }
}
