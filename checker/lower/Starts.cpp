//===- Starts.cpp - Tasks that run beside the function --------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lazy task is a value until something starts it. The walk follows it from
// the call that makes it, through variables, containers and calls that take
// tasks and give one, to where it begins to run; there a Begin event says what
// it updates. Only tasks with such updates are followed.
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;
using namespace clang;

void FunctionLowering::TaskSet::add(const TaskSet &O) {
  Entries.insert(Entries.end(), O.Entries.begin(), O.Entries.end());
  Tasks += O.Tasks;
}

/// What the coroutine \p F, called by \p At, updates, in places of the caller.
FunctionLowering::TaskSet
FunctionLowering::updatesOf(const CallEffect &C, const FunctionDecl *F,
                            const PlaceSet &This,
                            llvm::ArrayRef<const Expr *> Args, const Expr *At) {
  TaskSet Out;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  llvm::StringRef Name = M && M->getParent()->isLambda()
                             ? llvm::StringRef(TheLambda)
                             : U.Strings.save(F->getNameAsString());
  for (const LongUpdate &L : C.Updates)
    for (PlaceId P : rebase(L.Place, F, This, Args)) {
      TaskSet::Entry E{L, Name};
      E.What.Place = P;
      E.What.Made = locOf(At);
      Out.Entries.push_back(E);
    }
  Out.Tasks = !Out.Entries.empty();
  return Out;
}

/// The tasks that \p E names or holds.
FunctionLowering::TaskSet FunctionLowering::tasksIn(const Expr *E) {
  if ((TaskValues.empty() && TaskVariables.empty()) || !E)
    return {};
  E = strip(E);
  if (auto It = TaskValues.find(E); It != TaskValues.end())
    return It->second;
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(D->getDecl());
    if (const VarDecl *Range = RangeOf.lookup(V))
      V = Range;
    return TaskVariables.lookup(V);
  }
  TaskSet Out;
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    Out.add(tasksIn(C->getTrueExpr()));
    Out.add(tasksIn(C->getFalseExpr()));
  } else if (isa<LambdaExpr>(E)) {
    // [t = std::move(t)]: for whoever runs the lambda
    return {};
  }
  return Out;
}

/// \p At makes tasks: they begin at once, or are its value.
void FunctionLowering::madeTask(const Expr *At, const TaskSet &Tasks) {
  if (!Tasks.Tasks)
    return;
  if (U.Types.startsLazily(At->getType()))
    TaskValues[At] = Tasks;
  else
    beginTasks(Tasks, At, /*Maybe=*/false);
}

void FunctionLowering::beginTasks(const TaskSet &Tasks, const Expr *At,
                                  bool Maybe) {
  for (const TaskSet::Entry &T : Tasks.Entries) {
    Event &E = emit(EventKind::Begin, locOf(At));
    E.Places = {T.What.Place};
    E.Callee = T.Callee;
    E.Many = T.Many;
    E.May = Maybe || !T.What.Sure;
    G->Bodies[lastEvent()] = T.What;
  }
}

/// True if \p At can run several times for one \p V: a loop is around \p At but
/// not around the declaration.
bool FunctionLowering::isRepeatedFor(const Expr *At, const VarDecl *V) const {
  bool Loop = false;
  for (const Stmt *S = Parents.lookup(At); S; S = Parents.lookup(S)) {
    Loop |= isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
    if (const auto *C = dyn_cast<CompoundStmt>(S))
      for (const Stmt *X : C->body())
        if (const auto *D = dyn_cast<DeclStmt>(X);
            D && llvm::is_contained(D->decls(), static_cast<const Decl *>(V)))
          return Loop;
  }
  return Loop;
}

static bool hasLoop(const Stmt *S) {
  return S && (isa<ForStmt, WhileStmt, DoStmt>(S) ||
               llvm::any_of(S->children(), hasLoop));
}

/// True if the coroutine \p F awaits several of its parameters itself: one
/// after the other.
static bool awaitsInTurn(const FunctionDecl *F) {
  const FunctionDecl *D = nullptr;
  const Stmt *Body = F ? F->getBody(D) : nullptr;
  if (!Body)
    return false;
  unsigned Found = 0;
  std::function<void(const Stmt *)> Look = [&](const Stmt *S) {
    if (!S || isa<LambdaExpr>(S))
      return;
    if (const auto *C = dyn_cast<CoawaitExpr>(S)) {
      const Expr *E = strip(C->getOperand());
      if (const auto *Move = dyn_cast<CallExpr>(E);
          Move && Move->getNumArgs() == 1 && Move->isXValue())
        E = strip(Move->getArg(0));
      const auto *R = dyn_cast<DeclRefExpr>(E);
      Found += R && isa<ParmVarDecl>(R->getDecl());
      return;
    }
    for (const Stmt *X : S->children())
      Look(X);
  };
  Look(isa<CoroutineBodyStmt>(Body) ? cast<CoroutineBodyStmt>(Body)->getBody()
                                    : Body);
  return Found > 1;
}

const Model *await_tidy::modelOf(const Unit &U, const CallExpr *C) {
  const FunctionDecl *F = C->getDirectCallee();
  if (!F)
    return nullptr;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method || Method->isStatic())
    if (const Model *M = U.Models.function(TypeFacts::qualifiedName(F));
        M || !Method)
      return M;
  const auto *Call = dyn_cast<CXXMemberCallExpr>(C);
  const CXXRecordDecl *R =
      Call ? TypeFacts::record(Call->getObjectType()) : nullptr;
  const std::string Class = R ? TypeFacts::qualifiedName(R) : "";
  const std::string Parent = TypeFacts::qualifiedName(Method->getParent());
  return U.Models.method(F->getNameAsString(), [&](llvm::StringRef Kind) {
    return Kind == Class || Kind == Parent;
  });
}

bool await_tidy::startsAlone(const Unit &U, const CallExpr *C) {
  if (!C || isa<CXXOperatorCallExpr>(C))
    return false;
  const Model *M = modelOf(U, C);
  return M && M->What == Operation::Detached;
}

/// True if the value of \p E is an operand of the call that it stands in:
/// task.via(executor).start(), scope.add(on(executor, task)).
bool FunctionLowering::isHandedOn(const Expr *E) const {
  const Stmt *Up = Parents.lookup(E);
  while (isa_and_nonnull<FullExpr, CastExpr, ParenExpr, CXXBindTemporaryExpr,
                         MaterializeTemporaryExpr, MemberExpr>(Up))
    Up = Parents.lookup(Up);
  return isa_and_nonnull<CallExpr, CXXConstructExpr, InitListExpr>(Up);
}

/// Whether \p C, which is given tasks and gives none back, starts them and goes
/// on, or runs them to their end. Who gives the result of any task back is
/// declared to return what depends on the task.
FunctionLowering::Starts
FunctionLowering::startsTasks(const CallExpr *C) const {
  const FunctionDecl *F = C->getDirectCallee();
  if (!F)
    return Starts::Maybe;
  if (startsAlone(U, C))
    return Starts::Yes;
  if (U.Types.isAwaitable(C->getType()) || U.Types.isTask(C->getType()))
    return Starts::Yes;
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  QualType Declared = (Pattern ? Pattern : F)->getReturnType();
  if (Declared->isDependentType() || Declared->getContainedDeducedType())
    return Starts::No;
  const FunctionDecl *D = nullptr;
  if (const Stmt *Body = F->getBody(D)) {
    if (isa<CoroutineBodyStmt>(Body))
      return Starts::Yes;
    return hasLoop(Body) ? Starts::No : Starts::Yes;
  }
  return G->IsCoroutine ? Starts::Yes : Starts::Maybe;
}

/// True if \p E is one of the tasks of a container.
bool FunctionLowering::isElement(const Expr *E) const {
  E = strip(E);
  if (const auto *C = dyn_cast<CallExpr>(E);
      C && C->getNumArgs() == 1 && C->isXValue())
    E = strip(C->getArg(0)); // std::move(t)
  if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(D->getDecl());
    return V && RangeOf.count(V);
  }
  if (!E->isGLValue())
    return false;
  const Expr *Object = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E))
    Object = M->getImplicitObjectArgument();
  else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
    Object = O->getArg(0);
  return Object && U.Types.isContainer(Object->getType());
}

/// A call on its own that can run an event loop. A coroutine does not wait that
/// way.
bool FunctionLowering::canBlock(const CallExpr *C) {
  if (G->IsCoroutine || isa<CXXOperatorCallExpr>(C) ||
      U.Types.isTask(C->getType()) || startsAlone(U, C))
    return false;
  const Stmt *Up = Parents.lookup(C);
  while (isa_and_nonnull<FullExpr, CastExpr, ParenExpr, CXXBindTemporaryExpr,
                         MaterializeTemporaryExpr>(Up))
    Up = Parents.lookup(Up);
  if (isa_and_nonnull<Expr>(Up))
    return false;
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  if (!M)
    return !C->getDirectCallee() || !C->getDirectCallee()->isInStdNamespace();
  return (!M->getMethodDecl() || !M->getMethodDecl()->isConst()) &&
         !U.Types.isContainer(M->getObjectType());
}

/// Follows the tasks that are operands of \p At.
void FunctionLowering::passTasks(const Expr *At) {
  const auto *C = dyn_cast<CallExpr>(At);
  if (TaskValues.empty() && TaskVariables.empty()) {
    if (C && !G->Bodies.empty() && canBlock(C))
      emit(EventKind::Settle, locOf(At));
    return;
  }
  if (!C && !isa<CXXConstructExpr, InitListExpr>(At))
    return;
  TaskSet Given;
  if (C)
    for (const Expr *A : C->arguments())
      Given.add(tasksIn(A));
  else if (const auto *X = dyn_cast<CXXConstructExpr>(At))
    for (const Expr *A : X->arguments())
      Given.add(tasksIn(A));
  else
    for (const Expr *A : cast<InitListExpr>(At)->inits())
      Given.add(tasksIn(A));
  const auto *M = dyn_cast<CXXMemberCallExpr>(At);
  // mutex.scoped_lock(task): one at a time.
  if (const CXXMethodDecl *F = M ? M->getMethodDecl() : nullptr;
      F && F->getIdentifier() && U.Types.isLockable(M->getObjectType()) &&
      TypeFacts::lockWord(F->getName()) == "lock")
    return;
  const Expr *Object = M ? M->getImplicitObjectArgument() : nullptr;
  QualType T = At->getType();
  bool HoldsTasks = At->isGLValue() || U.Types.startsLazily(T) ||
                    !U.Types.heldTask(T).isNull();
  if (M && Given.Tasks && U.Types.isContainer(M->getObjectType())) {
    // tasks.push_back(f()); what is kept in a member is for others to start.
    if (const auto *D = dyn_cast<DeclRefExpr>(strip(Object)))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl());
          V && V->hasLocalStorage()) {
        bool Many = isRepeatedFor(At, V);
        for (TaskSet::Entry &E : Given.Entries)
          E.Many |= Many;
        TaskVariables[V].add(Given);
      }
    return;
  }
  const bool Alone =
      C && Given.Tasks + (M ? tasksIn(Object).Tasks : 0) && startsAlone(U, C);
  // What can be awaited and is no task of a coroutine's holds the tasks until
  // it is used: task.via(executor).start()
  const bool Adapts = C && !Alone && U.Types.isAwaitable(T) &&
                      !U.Types.isTask(T) && isHandedOn(At);
  if (M) {
    TaskSet Of = tasksIn(Object);
    if (Of.Tasks && !Alone && !HoldsTasks && !U.Types.isAwaitable(T)) {
      if (U.Types.isAwaitable(M->getObjectType()) &&
          (T->isVoidType() || T->isBooleanType()))
        return beginTasks(Of, At, /*Maybe=*/true); // task.start()
    } else
      Given.add(Of);
  }
  if (Alone && !AwaitedCalls.count(C))
    return beginTasks(Given, At, /*Maybe=*/false);
  if (!Given.Tasks) {
    if (C && !G->Bodies.empty() && canBlock(C))
      emit(EventKind::Settle, locOf(At));
    return;
  }
  // task = f(), in a local
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(At);
      O && O->getOperator() == OO_Equal) {
    if (const auto *D = dyn_cast<DeclRefExpr>(strip(O->getArg(0))))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl()))
        TaskVariables[V] = tasksIn(O->getArg(1));
    return;
  }
  if (!C || HoldsTasks || Adapts || AwaitedCalls.count(C)) {
    if (C && Given.Tasks > 1 && awaitsInTurn(C->getDirectCallee()))
      return;
    if (C || HoldsTasks)
      TaskValues[At].add(Given);
    else if (U.Types.isAwaitable(T))
      beginTasks(Given, At, /*Maybe=*/false); // a handle to what was started
    return;
  }
  switch (startsTasks(C)) {
  case Starts::Yes:
    return beginTasks(Given, At, /*Maybe=*/false);
  case Starts::Maybe:
    return beginTasks(Given, At, /*Maybe=*/true);
  case Starts::No:
    if (canBlock(C))
      emit(EventKind::Settle, locOf(At));
  }
}
