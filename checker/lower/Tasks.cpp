//===- Tasks.cpp - Tasks that nobody awaits -------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One walk over a body, lambdas in it included, that says where a task is lost:
// as the value of a statement, in a local that nothing else names, in a
// callback that is not asked for a result, or under another task that takes its
// place. What is passed on, returned or kept elsewhere is somebody else's.
//
//===----------------------------------------------------------------------===//

#include "lower/Tasks.h"
#include "lower/FunctionLowering.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;
using namespace clang;

namespace {

/// True if the value of \p Child, an operand of \p S, is not used. The last
/// statement of `({ ... })` is its value; see FunctionWalk::walk.
bool isDiscardedBy(const Stmt *S, const Stmt *Child) {
  if (isa<CompoundStmt, SwitchCase, LabelStmt, AttributedStmt>(S)) {
    const auto *C = dyn_cast<CaseStmt>(S);
    return !C || (Child != C->getLHS() && Child != C->getRHS());
  }
  if (const auto *I = dyn_cast<IfStmt>(S))
    return Child == I->getThen() || Child == I->getElse() ||
           Child == I->getInit();
  if (const auto *F = dyn_cast<ForStmt>(S))
    return Child != F->getCond();
  if (const auto *W = dyn_cast<WhileStmt>(S))
    return Child == W->getBody();
  if (const auto *D = dyn_cast<DoStmt>(S))
    return Child == D->getBody();
  if (const auto *R = dyn_cast<CXXForRangeStmt>(S))
    return Child == R->getBody() || Child == R->getInit();
  if (const auto *X = dyn_cast<SwitchStmt>(S))
    return Child == X->getInit() || Child == X->getBody();
  const auto *B = dyn_cast<BinaryOperator>(S);
  return B && B->getOpcode() == BO_Comma && Child == B->getLHS();
}

/// The children of \p S that the source shows.
llvm::SmallVector<const Stmt *, 8> written(const Stmt *S) {
  if (const auto *C = dyn_cast<CoroutineBodyStmt>(S))
    return {C->getBody()};
  if (const auto *C = dyn_cast<CoroutineSuspendExpr>(S))
    return {C->getOperand()};
  if (const auto *C = dyn_cast<CoreturnStmt>(S))
    return {C->getOperand()};
  if (const auto *R = dyn_cast<CXXForRangeStmt>(S))
    return {R->getInit(), R->getRangeInit(), R->getLoopVarStmt(), R->getBody()};
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    llvm::SmallVector<const Stmt *, 8> Out(L->capture_init_begin(),
                                           L->capture_init_end());
    Out.push_back(callOperator(L)->getBody());
    return Out;
  }
  return {S->child_begin(), S->child_end()};
}

const ValueDecl *namedBy(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    return D->getDecl();
  if (const auto *M = dyn_cast<MemberExpr>(E);
      M && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()))
    return M->getMemberDecl();
  return nullptr;
}

/// The call that makes the task \p E, or null if it is none.
const Expr *maker(const Expr *E) {
  for (int I = 0; E && I < 8; ++I) {
    E = strip(E);
    if (isa<CallExpr, CoroutineSuspendExpr>(E))
      return E->isPRValue() ? E : nullptr;
    const auto *C = dyn_cast<CXXConstructExpr>(E);
    if (!C || C->getNumArgs() != 1)
      return nullptr;
    E = C->getArg(0);
  }
  return nullptr;
}

const FunctionDecl *calleeOf(const Expr *Made) {
  const auto *C = dyn_cast_or_null<CallExpr>(Made);
  return C ? C->getDirectCallee() : nullptr;
}

/// What calling a function object or function of \p T gives.
QualType callResult(const Expr *E, QualType T) {
  if (const LambdaExpr *L = asLambda(E))
    return callOperator(L)->getReturnType();
  if (T->isReferenceType() || T->isPointerType())
    T = T->getPointeeType();
  if (const auto *F = T->getAs<FunctionProtoType>())
    return F->getReturnType();
  const CXXRecordDecl *R = TypeFacts::record(T);
  if (!R || !R->isLambda())
    return {};
  const CXXMethodDecl *M = R->getLambdaCallOperator();
  if (const FunctionTemplateDecl *G = M->getDescribedFunctionTemplate())
    for (const FunctionDecl *S : G->specializations())
      return S->getReturnType();
  return M->getReturnType();
}

/// A class such as std::function<void(int)>: a template argument is a function
/// type without a result.
bool isVoidCallback(const CXXRecordDecl *R) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  return S && llvm::any_of(S->getTemplateArgs().asArray(),
                           [](const TemplateArgument &A) {
                             if (A.getKind() != TemplateArgument::Type)
                               return false;
                             const auto *F =
                                 A.getAsType()->getAs<FunctionProtoType>();
                             return F && F->getReturnType()->isVoidType();
                           });
}

/// True if \p F calls its parameter \p Index to see it throw: the call is the
/// last thing in a `try`, the caller names the exception that is caught, and
/// only then the function returns. Without one it goes on to complain.
bool expectsException(const FunctionDecl *F, unsigned Index) {
  const FunctionDecl *Pattern = F ? F->getTemplateInstantiationPattern() : F;
  const auto *Body =
      Pattern ? dyn_cast_or_null<CompoundStmt>(Pattern->getBody()) : nullptr;
  if (!Body || Index >= Pattern->getNumParams())
    return false;
  for (const Stmt *S : Body->body()) {
    const auto *T = dyn_cast<CXXTryStmt>(S);
    if (!T || T->getTryBlock()->body_empty() || S == Body->body_back())
      continue;
    const auto *Last = dyn_cast<Expr>(T->getTryBlock()->body_back());
    const auto *Call = Last ? dyn_cast<CallExpr>(strip(Last)) : nullptr;
    if (!Call || namedBy(Call->getCallee()) != Pattern->getParamDecl(Index))
      continue;
    for (unsigned I = 0; I < T->getNumHandlers(); ++I) {
      const CXXCatchStmt *H = T->getHandler(I);
      const auto *B = dyn_cast<CompoundStmt>(H->getHandlerBlock());
      if (!H->getCaughtType().isNull() &&
          H->getCaughtType().getNonReferenceType()->isTemplateTypeParmType() &&
          B && !B->body_empty() && isa<ReturnStmt>(B->body_back()))
        return true;
    }
  }
  return false;
}

/// Walks one function.
class FunctionWalk {
public:
  FunctionWalk(Unit &U, std::vector<LostTask> &Out) : U(U), Out(Out) {}

  void run(const FunctionDecl *F) {
    const Stmt *Body = F->getBody();
    if (!Body)
      return;
    walk(Body, nullptr, nullptr);
    for (const Local &L : Locals)
      judge(L);
    if (!isa<CXXConstructorDecl>(F) && !CallsOwn)
      for (const Store &S : Stores)
        judge(S);
  }

private:
  struct Local {
    const VarDecl *V;
    const Stmt *Lambda;
    QualType Task;
    const Expr *Made = nullptr; ///< null: a container
  };
  /// `task_ = f()`
  struct Store {
    const ValueDecl *To;
    const Expr *At, *Made;
    const Stmt *Lambda;
    bool InLoop;
  };
  struct Uses {
    unsigned Any = 0; ///< what could await it
    const Expr *Filled = nullptr;
    bool Voided = false;
  };

  /// \p Lambda is the outermost lambda around \p S.
  void walk(const Stmt *S, const Stmt *Parent, const Stmt *Lambda) {
    if (const auto *E = dyn_cast<Expr>(S))
      visit(E, Lambda);
    else if (const auto *D = dyn_cast<DeclStmt>(S)) {
      for (const Decl *X : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(X))
          declare(V, Lambda);
    } else if (isa<CompoundStmt>(S))
      findReplaced(cast<CompoundStmt>(S), Lambda);
    if (isa<LambdaExpr>(S) && !Lambda)
      Lambda = S;
    const bool IsLoop = isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
    Loops += IsLoop;
    const Stmt *Value = nullptr;
    if (Parent && isa<StmtExpr>(Parent) && isa<CompoundStmt>(S))
      Value = cast<CompoundStmt>(S)->body_empty()
                  ? nullptr
                  : cast<CompoundStmt>(S)->body_back();
    for (const Stmt *C : written(S)) {
      if (!C)
        continue;
      if (const auto *E = dyn_cast<Expr>(C); E && C != Value)
        if (isDiscardedBy(S, C))
          drop(E, false, Lambda);
      if (!Consumed.count(C))
        walk(C, S, Lambda);
    }
    Loops -= IsLoop;
  }

  LostTask &lose(const void *At, const Expr *Where, const Stmt *Lambda,
                 QualType Task, const Expr *Made) {
    LostTask L;
    L.At = Lambda ? Lambda : At;
    Event &E = L.What;
    E.Kind = EventKind::Discard;
    E.Where = locOf(Where);
    E.Lazy = U.Types.startsLazily(Task);
    QualType Result = U.Types.resultType(Task);
    E.Result = !Result.isNull() && !Result->isVoidType();
    E.Status = E.Result && U.Types.saysSuccess(Result);
    const CXXRecordDecl *R = TypeFacts::record(Task);
    E.NoDiscard = R && R->hasAttr<WarnUnusedResultAttr>();
    if (const FunctionDecl *F = calleeOf(Made)) {
      E.NoDiscard |= F->hasAttr<WarnUnusedResultAttr>();
      const auto *M = dyn_cast<CXXMethodDecl>(F);
      E.Callee = M && M->getParent()->isLambda() ? llvm::StringRef(TheLambda)
                 : F->getDeclName().isIdentifier()
                     ? U.Strings.save(F->getNameAsString())
                     : llvm::StringRef();
    }
    Out.push_back(std::move(L));
    return Out.back();
  }

  /// A task that has begun and whose result nobody could miss.
  bool isHarmless(QualType Task, const Expr *Made) const {
    if (U.Types.isFireAndForget(Task) ||
        startsAlone(U, dyn_cast<CallExpr>(Made)))
      return true;
    if (U.Types.startsLazily(Task))
      return false;
    // A task that was awaited for another: that one is done, for all we know.
    if (isa<CoroutineSuspendExpr>(Made))
      return true;
    // call(): generic code that takes any callable has no use for the result.
    const auto *C = dyn_cast<CallExpr>(Made);
    const Expr *Called = !C                            ? nullptr
                         : isa<CXXOperatorCallExpr>(C) ? C->getArg(0)
                                                       : C->getCallee();
    if (Called && isa_and_nonnull<ParmVarDecl>(namedBy(Called)))
      return true;
    const FunctionDecl *By = calleeOf(Made);
    QualType Result = U.Types.resultType(Task);
    const CXXRecordDecl *R = TypeFacts::record(Task);
    return (Result.isNull() || Result->isVoidType()) &&
           !(R && R->hasAttr<WarnUnusedResultAttr>()) &&
           !(By && By->hasAttr<WarnUnusedResultAttr>());
  }

  /// The value of \p E is not used.
  void drop(const Expr *E, bool Deliberate, const Stmt *Lambda) {
    E = strip(E);
    Discarded.insert(E);
    if (Throwing.count(E))
      return;
    if (const auto *C = dyn_cast<CastExpr>(E)) {
      if (C->getCastKind() == CK_ToVoid)
        drop(C->getSubExpr(), true, Lambda);
      return;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(E)) {
      if (B->getOpcode() == BO_Comma)
        drop(B->getRHS(), Deliberate, Lambda);
      return;
    }
    if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
      drop(C->getTrueExpr(), Deliberate, Lambda);
      drop(C->getFalseExpr(), Deliberate, Lambda);
      return;
    }
    // std::ignore = f();
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
        O && O->getOperator() == OO_Equal && O->getNumArgs() == 2)
      if (const CXXRecordDecl *R = TypeFacts::record(O->getArg(0)->getType());
          R && R->isEmpty())
        return drop(O->getArg(1), true, Lambda);
    if (Deliberate)
      if (const ValueDecl *D = namedBy(E)) {
        Found[D].Voided = true;
        Consumed.insert(E);
        return;
      }
    const Expr *Made = maker(E);
    if (!Made || !U.Types.isTask(E->getType()) ||
        isHarmless(E->getType(), Made))
      return;
    if (Deliberate && !U.Types.startsLazily(E->getType()))
      return;
    lose(E, E, Lambda, E->getType(), Made).What.Deliberate = Deliberate;
  }

  void declare(const VarDecl *V, const Stmt *Lambda) {
    if (!V->hasLocalStorage() || isa<ParmVarDecl>(V) ||
        V->getType()->isDependentType())
      return;
    QualType T = V->getType().getNonReferenceType();
    if (U.Types.isTask(T)) {
      const Expr *Made = V->getInit() ? maker(V->getInit()) : nullptr;
      // One that runs can be kept for as long as it is wanted: its destructor
      // ends it.
      QualType Result = U.Types.resultType(T);
      bool Kept =
          !U.Types.startsLazily(T) && (Result.isNull() || Result->isVoidType());
      if (Made && !Kept && !isHarmless(T, Made))
        Locals.push_back({V, Lambda, T, Made});
    } else if (!V->getType()->isReferenceType() && U.Types.isContainer(T))
      if (QualType Task = U.Types.heldTask(T);
          !Task.isNull() && U.Types.startsLazily(Task))
        Locals.push_back({V, Lambda, Task});
  }

  void visit(const Expr *E, const Stmt *Lambda) {
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(E)) {
      CallsOwn |= isa<CXXThisExpr>(strip(C->getImplicitObjectArgument()));
      // tasks.push_back(f()), tasks.reserve(n), tasks.size(): what neither
      // hands a task out nor runs one.
      const Expr *Object = C->getImplicitObjectArgument();
      const ValueDecl *D = namedBy(Object);
      const auto *V = dyn_cast_or_null<VarDecl>(D);
      if (V && V->hasLocalStorage() && U.Types.isContainer(V->getType()) &&
          (C->getType()->isVoidType() || C->getType()->isArithmeticType() ||
           Discarded.count(C))) {
        Consumed.insert(C->getCallee());
        for (const Expr *A : C->arguments())
          if (const Expr *Made = maker(A))
            if (U.Types.isTask(Made->getType()))
              Found[V].Filled = Made;
      }
    } else if (const auto *D = dyn_cast<DeclRefExpr>(E))
      ++Found[D->getDecl()].Any;
    else if (const auto *M = dyn_cast<MemberExpr>(E))
      ++Found[M->getMemberDecl()].Any;
    else if (const auto *X = dyn_cast<CXXConstructExpr>(E)) {
      if (X->getNumArgs() >= 1 &&
          !X->getConstructor()->isCopyOrMoveConstructor()) {
        convert(X, X->getConstructor()->getParent(), X->getArg(0), Lambda);
        visitCallbacks(X, X->getConstructor(), {X->getArgs(), X->getNumArgs()},
                       Lambda);
      }
    } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E)) {
      if (O->getOperator() == OO_Equal && O->getNumArgs() == 2) {
        convert(O, TypeFacts::record(O->getArg(0)->getType()), O->getArg(1),
                Lambda);
        const auto *To = dyn_cast_or_null<FieldDecl>(namedBy(O->getArg(0)));
        const Expr *Made = To ? maker(O->getArg(1)) : nullptr;
        if (Made && U.Types.isTask(To->getType()))
          Stores.push_back({To, O, Made, Lambda, Loops != 0});
      }
    }
    if (const auto *C = dyn_cast<CallExpr>(E)) {
      visitCallbacks(C, C->getDirectCallee(), {C->getArgs(), C->getNumArgs()},
                     Lambda);
      for (auto [I, A] : llvm::enumerate(C->arguments()))
        if (const LambdaExpr *L = asLambda(A))
          if (const auto *B =
                  dyn_cast_or_null<CompoundStmt>(callOperator(L)->getBody());
              B && !B->body_empty() && isa<Expr>(B->body_back()) &&
              expectsException(C->getDirectCallee(), I))
            Throwing.insert(strip(cast<Expr>(B->body_back())));
    }
  }

  /// A callable that gives a lazy task becomes one that gives nothing.
  void convert(const Expr *At, const CXXRecordDecl *To, const Expr *From,
               const Stmt *Lambda) {
    if (!isVoidCallback(To))
      return;
    QualType Task = callResult(From, From->getType());
    if (Task.isNull() || !U.Types.startsLazily(Task))
      return;
    lose(At, From, Lambda, Task, nullptr).What.Converted = true;
  }

  /// for_each(first, last, coroutine): a library template whose body drops what
  /// the callable gives, or one that a model says this of.
  void visitCallbacks(const Expr *At, const FunctionDecl *F,
                      llvm::ArrayRef<const Expr *> Args, const Stmt *Lambda) {
    if (!F || !F->getTemplateInstantiationPattern())
      return;
    const Model *M = nullptr;
    for (const Expr *A : Args) {
      QualType Task = callResult(A, A->getType());
      if (Task.isNull() || !U.Types.startsLazily(Task))
        continue;
      if (!M)
        M = U.Models.function(TypeFacts::qualifiedName(F));
      if ((M && M->Drops) || (U.inSystemHeader(F) && F->getBody() &&
                              dropsType(F->getBody(), Task)))
        lose(At, A, Lambda, Task, nullptr).What.Converted = true;
    }
  }

  bool dropsType(const Stmt *S, QualType Task) const {
    for (const Stmt *C : written(S)) {
      if (!C)
        continue;
      if (const auto *E = dyn_cast<Expr>(C); E && isDiscardedBy(S, C)) {
        const Expr *X = strip(E);
        if (const auto *V = dyn_cast<CastExpr>(X))
          X = strip(V->getSubExpr());
        if (isa<CallExpr>(X) && X->isPRValue() &&
            U.Context.hasSameUnqualifiedType(X->getType(), Task))
          return true;
      }
      if (!isa<LambdaExpr>(C) && dropsType(C, Task))
        return true;
    }
    return false;
  }

  /// `task = a(); task = b();`: nothing names it in between.
  void findReplaced(const CompoundStmt *Body, const Stmt *Lambda) {
    llvm::DenseMap<const ValueDecl *, const Expr *> Holds;
    for (const Stmt *S : Body->body()) {
      const ValueDecl *To = nullptr;
      const Expr *Made = nullptr, *Assignment = nullptr;
      if (const auto *D = dyn_cast<DeclStmt>(S); D && D->isSingleDecl()) {
        if (const auto *V = dyn_cast<VarDecl>(D->getSingleDecl());
            V && V->getInit() && U.Types.isTask(V->getType())) {
          To = V;
          Made = maker(V->getInit());
        }
      } else if (const auto *E = dyn_cast<Expr>(S))
        if (const auto *O = dyn_cast<CXXOperatorCallExpr>(strip(E));
            O && O->getOperator() == OO_Equal && O->getNumArgs() == 2 &&
            U.Types.isTask(O->getArg(0)->getType())) {
          To = namedBy(O->getArg(0));
          Made = maker(O->getArg(1));
          Assignment = O;
        }
      const Expr *Before = Assignment && To ? Holds.lookup(To) : nullptr;
      if (Before && !mentions(Made, To) &&
          !U.Types.isFireAndForget(To->getType())) {
        LostTask &L = lose(Assignment, Assignment, Lambda,
                           To->getType().getNonReferenceType(), Before);
        L.What.Replaced = true;
        L.Variable = To;
      }
      if (To && Made) {
        Holds[To] = Made;
        continue;
      }
      // Whatever names it can await it; a jump comes from somewhere else.
      llvm::SmallVector<const ValueDecl *, 4> Named;
      for (auto &[D, X] : Holds)
        if (isa<LabelStmt>(S) || mentions(S, D))
          Named.push_back(D);
      for (const ValueDecl *D : Named)
        Holds.erase(D);
    }
  }

  static bool mentions(const Stmt *S, const ValueDecl *D) {
    if (!S)
      return false;
    if (const auto *E = dyn_cast<DeclRefExpr>(S))
      return E->getDecl() == D;
    if (const auto *E = dyn_cast<MemberExpr>(S); E && E->getMemberDecl() == D)
      return true;
    // Others can take it meanwhile.
    if (isa<CoroutineSuspendExpr>(S) && isa<FieldDecl>(D))
      return true;
    // Any call of our own class can look at its members.
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(S);
        C && isa<FieldDecl>(D) &&
        isa<CXXThisExpr>(strip(C->getImplicitObjectArgument())))
      return true;
    return llvm::any_of(written(S),
                        [&](const Stmt *C) { return mentions(C, D); });
  }

  void judge(const Local &L) {
    const Uses Use = Found.lookup(L.V);
    if (Use.Any || (!L.Made && !Use.Filled))
      return;
    if (Use.Voided && !U.Types.startsLazily(L.Task))
      return;
    const Expr *Made = L.Made ? L.Made : Use.Filled;
    LostTask &Lost = lose(L.V, Made, L.Lambda, L.Task, Made);
    Lost.What.Unused = true;
    Lost.What.Many = !L.Made;
    Lost.What.Deliberate = Use.Voided || L.V->hasAttr<UnusedAttr>() ||
                           L.V->getName().starts_with("_");
    Lost.What.Where = {L.V->getLocation().getRawEncoding(),
                       L.V->getLocation().getRawEncoding()};
    Lost.Variable = L.V;
  }

  /// A member takes a new task, and the function never looks at the old one.
  void judge(const Store &S) {
    if (Found.lookup(S.To).Any != 1 || U.Types.startsLazily(S.To->getType()) ||
        U.Types.isFireAndForget(S.To->getType()))
      return;
    LostTask &L = lose(S.At, S.At, S.Lambda, S.To->getType(), S.Made);
    L.What.Replaced = true;
    L.What.May = !S.InLoop;
    L.Variable = S.To;
  }

  Unit &U;
  std::vector<LostTask> &Out;
  std::vector<Local> Locals;
  std::vector<Store> Stores;
  unsigned Loops = 0;
  bool CallsOwn = false; ///< a method of its own class, which can await members
  llvm::DenseMap<const ValueDecl *, Uses> Found;
  /// Names that were judged where they stand.
  llvm::DenseSet<const Stmt *> Consumed;
  llvm::DenseSet<const Stmt *> Discarded;
  /// What is called to see that it throws: no task comes of it.
  llvm::DenseSet<const Stmt *> Throwing;
};

} // namespace

std::vector<LostTask> await_tidy::findLostTasks(Unit &U,
                                                const FunctionDecl *F) {
  std::vector<LostTask> Out;
  FunctionWalk(U, Out).run(F);
  return Out;
}

bool await_tidy::makesTask(Unit &U, const Stmt *S) {
  if (const auto *E = dyn_cast<Expr>(S))
    if (isa<CallExpr>(E) && E->isPRValue() && U.Types.isTask(E->getType()))
      return true;
  return llvm::any_of(written(S),
                      [&](const Stmt *C) { return C && makesTask(U, C); });
}

void FunctionLowering::emitLost(const void *At) {
  auto It = Lost.find(At);
  if (It == Lost.end())
    return;
  for (const LostTask &L : It->second) {
    Event &E = emit(EventKind::Discard, L.What.Where);
    E = L.What;
    if (L.Variable)
      if (PlaceSet P = placeOfDecl(L.Variable); !P.empty())
        G->Events.back().Places = P;
  }
  Lost.erase(It);
}
