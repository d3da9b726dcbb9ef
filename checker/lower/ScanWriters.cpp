//===- ScanWriters.cpp - What every function touches ----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/ScanWriters.h"
#include "lower/FunctionLowering.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace await_tidy;
using namespace clang;

namespace {
class Scan : public RecursiveASTVisitor<Scan> {
public:
  Scan(Unit &U, std::vector<FunctionUses> &All,
       llvm::DenseMap<const FunctionDecl *, unsigned> &Ids)
      : U(U), All(All), Ids(Ids) {}

  void run(const FunctionDecl *F, unsigned Id) {
    Current = Id;
    LoopDepth = LambdaDepth = 0;
    mentionLocks(F);
    const Stmt *Body = F->getBody();
    if (const auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
      Body = C->getBody();
    OwnObjects.clear();
    GivenOut.clear();
    TraverseStmt(const_cast<Stmt *>(Body));
    for (auto [Object, State] : OwnObjects)
      (GivenOut.contains(Object) ? All[Current].Furnishes : All[Current].Alters)
          .insert(State);
  }
  bool shouldVisitImplicitCode() const { return false; }

  /// See Unit::Inside: everybody who counts himself looks at a flag that is set
  /// by whoever waits for the counter.
  void findGates() {
    for (const Drain &D : Drains) {
      SymbolId Counter = symbol(cast<NamedDecl>(storedDecl(D.Counter)));
      auto It = Steps.find(Counter);
      if (It == Steps.end())
        continue;
      for (auto [Who, Flag] : Raised)
        if (Who == D.Function &&
            llvm::all_of(It->second, [&, F = Flag](unsigned I) {
              return All[I].Tests.count(F) != 0;
            })) {
          U.Inside[Counter] = Flag;
          U.Drains[D.Loop] = D.Counter;
        }
    }
  }

  bool dataTraverseStmtPre(Stmt *S) {
    LoopDepth += isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
    LambdaDepth += isa<LambdaExpr>(S);
    return true;
  }
  bool dataTraverseStmtPost(Stmt *S) {
    LoopDepth -= isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
    LambdaDepth -= isa<LambdaExpr>(S);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (isa<FieldDecl, VarDecl>(E->getMemberDecl())) {
      mention(E->getMemberDecl());
      noteExposed(E, E->getMemberDecl());
    } else if (const auto *F = dyn_cast<FunctionDecl>(E->getMemberDecl()))
      use(F);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *V = dyn_cast<VarDecl>(E->getDecl())) {
      if (V->hasGlobalStorage()) {
        mention(V);
        noteExposed(E, V);
      }
    } else if (const auto *F = dyn_cast<FunctionDecl>(E->getDecl()))
      use(F);
    return true;
  }
  /// In `if (p) member = p;` the member is not emptied.
  bool TraverseIfStmt(IfStmt *S) {
    if (S->getInit())
      TraverseStmt(S->getInit());
    if (S->getConditionVariableDeclStmt())
      TraverseStmt(S->getConditionVariableDeclStmt());
    tests(S->getCond());
    TraverseStmt(S->getCond());
    Tested.push_back(testedVariable(S->getCond()));
    TraverseStmt(S->getThen());
    Tested.pop_back();
    return !S->getElse() || TraverseStmt(S->getElse());
  }
  bool VisitWhileStmt(WhileStmt *S) {
    tests(S->getCond());
    noteTurn(S);
    return true;
  }
  bool VisitForStmt(ForStmt *S) {
    noteTurn(S);
    return true;
  }
  bool VisitDoStmt(DoStmt *S) {
    noteTurn(S);
    return true;
  }
  bool VisitSwitchStmt(SwitchStmt *S) {
    tests(S->getCond());
    return true;
  }
  bool VisitConditionalOperator(ConditionalOperator *S) {
    tests(S->getCond());
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    bool Reset = false;
    if (E->getOpcode() == BO_Assign &&
        E->getLHS()->getType()->isBooleanType() &&
        isConstant(E->getRHS(), Reset) && !Reset)
      if (const Decl *D = storedDecl(E->getLHS()))
        Raised.insert({Current, symbol(cast<NamedDecl>(D))});
    if (E->isAssignmentOp())
      write(E->getLHS(), E,
            assigned(E->getRHS(), isFilled(E->getRHS()),
                     E->getOpcode() == BO_AddAssign   ? Direction::Adds
                     : E->getOpcode() == BO_SubAssign ? Direction::Takes
                                                      : wayOf(E)));
    if (E->getOpcode() == BO_Assign && E->getLHS()->getType()->isPointerType())
      resize(E->getLHS(), E, /*Removes=*/true);
    return true;
  }
  bool VisitStmt(Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    if (const Expr *N = E ? countedBy(E, /*Down=*/false) : nullptr)
      Steps[symbol(cast<NamedDecl>(storedDecl(N)))].push_back(Current);
    return true;
  }
  /// Nobody can add or remove through these: a value, a reference to const, the
  /// container that a loop goes through.
  bool VisitImplicitCastExpr(ImplicitCastExpr *E) {
    if (E->isPRValue() || E->getType().isConstQualified())
      keeps(E->getSubExpr());
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    keeps(S->getRangeInit());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp())
      write(E->getSubExpr(), E,
            assigned(nullptr, false,
                     E->isIncrementOp() ? Direction::Adds : Direction::Takes));
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->getNumArgs() &&
        (E->isAssignmentOp() || E->getOperator() == OO_Subscript))
      keeps(E->getArg(0));
    if ((E->isAssignmentOp() || E->getOperator() == OO_PlusPlus ||
         E->getOperator() == OO_MinusMinus) &&
        E->getNumArgs())
      write(E->getArg(0), E,
            assigned(E->getNumArgs() > 1 ? E->getArg(1) : nullptr, fills(E),
                     E->getOperator() == OO_PlusEqual ||
                             E->getOperator() == OO_PlusPlus
                         ? Direction::Adds
                     : E->getOperator() == OO_MinusEqual ||
                             E->getOperator() == OO_MinusMinus
                         ? Direction::Takes
                         : Direction::None));
    if (E->getOperator() == OO_Equal && E->getNumArgs() &&
        U.Types.valueClass(E->getArg(0)->getType()) != ValueClass::Other)
      resize(E->getArg(0), E, /*Removes=*/true);
    if (E->getOperator() == OO_PlusEqual && E->getNumArgs() &&
        U.Types.isContainer(E->getArg(0)->getType()))
      resize(E->getArg(0), E, /*Removes=*/false);
    // map[key] makes the element.
    if (E->getOperator() == OO_Subscript && E->getNumArgs() &&
        U.Types.isMap(E->getArg(0)->getType()))
      resize(E->getArg(0), E, /*Removes=*/false);
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    const CXXMethodDecl *M = E->getMethodDecl();
    if (!M || M->isStatic())
      return true;
    const Expr *Object = E->getImplicitObjectArgument();
    noteCancelled(M, Object);
    if (M->isConst() || usableDefinition(U, M))
      return true;
    QualType T = Object->getType();
    if (T->isPointerType())
      T = T->getPointeeType();
    // What lends access to an element, and what a model knows, is all that it
    // does.
    bool Lends = M->getReturnType()->isReferenceType() || !M->getIdentifier();
    if (Lends && !M->hasAttr<ReinitializesAttr>())
      keeps(Object);
    const CXXRecordDecl *R = TypeFacts::record(T);
    std::string Class = R ? TypeFacts::qualifiedName(R) : "";
    std::string Parent = TypeFacts::qualifiedName(M->getParent());
    const Model *Known =
        U.Models.method(M->getName(), [&](llvm::StringRef Kind) {
          return Kind == Class || Kind == Parent ||
                 (Kind == "map" && U.Types.isMap(T)) ||
                 (Kind == "container" && U.Types.isContainer(T)) ||
                 (Kind == "handle" &&
                  U.Types.valueClass(T) == ValueClass::Handle);
        });
    if (!Lends && (Known || lendsAccess(M)))
      keeps(Object);
    // A method that changes a container, an optional, an atomic, and perhaps
    // refers to what it has added; what a method of an unknown class does is
    // its own affair.
    if (!Known)
      return true;
    switch (Known->What) {
    case Operation::Write:
    case Operation::Reset:
    case Operation::Update:
    case Operation::Shrink:
    case Operation::Insert:
    case Operation::Assign:
    case Operation::Exchange:
    case Operation::CompareExchange:
    case Operation::TestAndSet:
    case Operation::Swap:
    case Operation::Move:
    case Operation::Emplace: {
      bool Grows = Known->What == Operation::Update ||
                   Known->What == Operation::Insert ||
                   Known->What == Operation::Assign;
      bool Fills = Grows || Known->What == Operation::Emplace ||
                   (Known->What == Operation::Reset && E->getNumArgs() &&
                    isFilled(E->getArg(0)));
      Change How;
      How.Grows = Grows && Known->What != Operation::Assign;
      How.Empties = !Fills;
      How.Constant = How.Reset =
          Known->What == Operation::Reset &&
          (E->getNumArgs() == 0 || isa<CXXDefaultArgExpr>(E->getArg(0)));
      How.Way = Known->What == Operation::Shrink            ? Direction::Takes
                : Grows && Known->What != Operation::Assign ? Direction::Adds
                                                            : Direction::None;
      bool Follows = Object->getType()->isPointerType();
      if (Known->What == Operation::Swap && E->getNumArgs() == 1) {
        How.Reset = !Follows && isNew(Object);
        write(E->getArg(0), E, How);
        resize(E->getArg(0), E, /*Removes=*/true);
        How.Reset = isNew(E->getArg(0));
      }
      write(Object, E, How, Follows);
      resize(Object, E, !Grows);
      break;
    }
    default:
      break;
    }
    return true;
  }
  bool VisitCoawaitExpr(CoawaitExpr *E) {
    useDirectly(dyn_cast<CallExpr>(strip(E->getOperand())), true);
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *S) {
    noteGivenOut(S->getRetValue());
    return true;
  }
  bool VisitCoreturnStmt(CoreturnStmt *S) {
    noteGivenOut(S->getOperand());
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    useDirectly(E, false);
    if (E->isXValue() && E->getNumArgs() == 1)
      noteGivenOut(E->getArg(0)); // std::move(object)
    // std::exchange(x, ...), std::move(x), std::swap(x, y)
    const FunctionDecl *F = E->getDirectCallee();
    if (!F || isa<CXXMethodDecl>(F) || !E->getNumArgs())
      return true;
    if (const Model *M = U.Models.function(TypeFacts::qualifiedName(F))) {
      if (const Decl *D = M->What == Operation::Exchange
                              ? storedDecl(E->getArg(0))
                              : nullptr)
        --U.OtherUses[D]; // counted when it is visited itself
      if (M->What == Operation::Exchange || M->What == Operation::Swap ||
          M->What == Operation::Move || M->What == Operation::Shrink)
        for (const Expr *A : E->arguments())
          if (A->isLValue()) {
            Change How;
            // What is left is empty.
            How.Reset =
                M->What == Operation::Move ||
                (E->getNumArgs() == 2 && isNew(E->getArg(A == E->getArg(0))));
            if (M->What == Operation::Shrink)
              How.Way = Direction::Takes;
            write(A, E, How);
            resize(A, E, /*Removes=*/true);
          }
    }
    return true;
  }

private:
  SymbolId symbol(const NamedDecl *D) { return U.symbol(D); }
  /// What is done with the container \p E does not give it away.
  void keeps(const Expr *E) {
    E = E->IgnoreParens();
    Kept.insert(E);
    // A method of a base class.
    if (const auto *C = dyn_cast<ImplicitCastExpr>(E);
        C && (C->getCastKind() == CK_UncheckedDerivedToBase ||
              C->getCastKind() == CK_DerivedToBase))
      keeps(C->getSubExpr());
  }
  void noteExposed(const Expr *E, const ValueDecl *D) {
    if (!Kept.count(E) && !E->getType().isConstQualified() &&
        U.Types.isContainer(E->getType()))
      All[Current].Exposes.insert(symbol(D));
  }
  /// `source.request_stop()`, `source->cancel()`
  void noteCancelled(const CXXMethodDecl *M, const Expr *Object) {
    if (!M->param_empty() || !M->getIdentifier() ||
        (!M->getReturnType()->isVoidType() &&
         !M->getReturnType()->isBooleanType()))
      return;
    QualType T = Object->getType();
    if (T->isPointerType())
      T = T->getPointeeType();
    const Expr *Source = Object->IgnoreParenImpCasts();
    if (const auto *C = dyn_cast<CXXOperatorCallExpr>(Source);
        C && (C->getOperator() == OO_Arrow || C->getOperator() == OO_Star) &&
        C->getNumArgs())
      Source = C->getArg(0)->IgnoreParenImpCasts();
    const auto *Member = dyn_cast<MemberExpr>(Source);
    if (!Member || !isa<FieldDecl>(Member->getMemberDecl()))
      return;
    // What the token can be asked is a question to the source, too.
    if (const CXXRecordDecl *Token = U.Types.cancellationToken(T);
        Token && !U.Types.hasMember(Token, M->getName()))
      All[Current].Cancels.insert(symbol(Member->getMemberDecl()));
  }
  void mention(const NamedDecl *D) {
    All[Current].Mentions.insert(symbol(D));
    ++U.OtherUses[D->getCanonicalDecl()];
  }
  void noteTurn(const Stmt *Loop) {
    if (const Expr *Served = awaitedTurn(Loop))
      U.Turns.insert(storedDecl(Served));
    else if (const Expr *Counter = awaitedEmptiness(Loop))
      Drains.push_back({Current, Loop, Counter});
  }
  /// The declaration of a function names the locks that it takes or needs.
  void mentionLocks(const FunctionDecl *F) {
    for (const Capability &C : capabilities(F))
      if (const ValueDecl *D = C.Which ? namedLock(C.Which) : nullptr)
        mention(D);
  }
  void use(const FunctionDecl *F) {
    mentionLocks(F);
    const FunctionDecl *D = usableDefinition(U, F);
    auto It = D ? Ids.find(D) : Ids.end();
    if (It == Ids.end()) {
      if (U.OthersKnown && !D && F->isExternallyVisible() &&
          !F->isDependentContext() && !U.inSystemHeader(F))
        All[Current].CallsElsewhere.push_back(
            {await_tidy::usrOf(F->getCanonicalDecl()), LoopDepth > 0});
      return;
    }
    FunctionUses &Callee = All[It->second];
    ++Callee.Uses;
    Callee.UsesInLoops += LoopDepth > 0;
    Callee.Callers.push_back(Current);
  }
  void useDirectly(const CallExpr *C, bool Awaited) {
    const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
    const FunctionDecl *D = F ? usableDefinition(U, F) : nullptr;
    auto It = D ? Ids.find(D) : Ids.end();
    if (It != Ids.end() && !LambdaDepth && isCoroutine(D) == Awaited)
      ++All[It->second].DirectUses;
  }
  enum class Direction { None, Adds, Takes };
  /// `n = n - amount`
  static Direction wayOf(const BinaryOperator *E) {
    const Decl *Place =
        E->getOpcode() == BO_Assign ? storedDecl(E->getLHS()) : nullptr;
    const auto *B = dyn_cast<BinaryOperator>(strip(E->getRHS()));
    if (!Place || !B || !B->isAdditiveOp() || suspends(B))
      return Direction::None;
    const bool Less = B->getOpcode() == BO_Sub;
    if (storedDecl(B->getLHS()) != Place &&
        (Less || storedDecl(B->getRHS()) != Place))
      return Direction::None;
    return Less ? Direction::Takes : Direction::Adds;
  }
  /// What a write does to the place, as far as one can say.
  struct Change {
    bool Grows = false;  ///< something is added, nothing that is there changes
    bool Empties = true; ///< it can be empty afterwards
    bool Constant = false, Reset = false; ///< as in Event
    bool OwnObject = false; ///< in a local object: says nothing of the others
    Direction Way = Direction::None;
    SymbolId Enumerator = 0;
  };
  /// `member = Rhs`, or without \p Rhs an update.
  Change assigned(const Expr *Rhs, bool Fills, Direction Way) {
    Change How;
    How.Empties = !Fills;
    How.Way = Way;
    How.Constant = Rhs && isConstant(Rhs, How.Reset);
    if (const EnumConstantDecl *D = Rhs ? namedEnumerator(Rhs) : nullptr)
      How.Enumerator = symbol(D);
    return How;
  }
  /// The members and globals that the condition \p S looks at.
  void tests(const Stmt *S) {
    if (!S)
      return;
    const ValueDecl *D = nullptr;
    if (const auto *M = dyn_cast<MemberExpr>(S))
      D = M->getMemberDecl();
    else if (const auto *R = dyn_cast<DeclRefExpr>(S))
      D = R->getDecl();
    if (isa_and_nonnull<FieldDecl, VarDecl>(D))
      All[Current].Tests.insert(symbol(D));
    for (const Stmt *C : S->children())
      tests(C);
  }
  void record(SymbolId State, const Expr *At, Change How) {
    if (How.Way == Direction::Adds)
      All[Current].Adds.insert(State);
    if (How.Way == Direction::Takes)
      All[Current].Takes.insert(State);
    if (How.Way == Direction::None) {
      All[Current].Stores.insert(State);
      if (!How.Reset)
        All[Current].Replaces.insert(State);
    }
    auto [One, First] =
        All[Current].Enumerators.try_emplace(State, How.Enumerator);
    if (!First && One->second != How.Enumerator)
      One->second = 0;
    All[Current].Writes.try_emplace(State, locOf(At));
    if (!How.Grows)
      All[Current].Changes.insert(State);
    if (How.Empties)
      All[Current].Empties.insert(State);
    if (How.Constant)
      All[Current].Constants.insert(State);
    else if (!How.OwnObject)
      All[Current].Computed.insert(State);
    if (!How.Reset)
      All[Current].Sets.insert(State);
  }
  /// The local object that \p E is, or is made from.
  void noteGivenOut(const Expr *E) {
    for (int I = 0; E && I < 4; ++I) {
      E = strip(E)->IgnoreParenImpCasts();
      if (const auto *C = dyn_cast<CXXConstructExpr>(E);
          C && C->getNumArgs() == 1)
        E = C->getArg(0);
      else
        break;
    }
    if (const auto *D = dyn_cast_or_null<DeclRefExpr>(E))
      GivenOut.insert(D->getDecl());
  }
  /// The local variable, an object itself, that \p M is a member of, or null.
  static const VarDecl *localAround(const MemberExpr *M) {
    const Expr *E = M;
    while (const auto *Outer = dyn_cast<MemberExpr>(E)) {
      if (Outer->isArrow())
        return nullptr;
      E = Outer->getBase()->IgnoreParenImpCasts();
    }
    const auto *D = dyn_cast<DeclRefExpr>(E);
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    return V && V->hasLocalStorage() && !V->getType()->isReferenceType()
               ? V
               : nullptr;
  }
  static const VarDecl *testedVariable(const Expr *Condition) {
    const Expr *E = Condition ? Condition->IgnoreParenImpCasts() : nullptr;
    if (const auto *C = dyn_cast_or_null<CXXMemberCallExpr>(E);
        C && C->getNumArgs() == 0)
      E = C->getImplicitObjectArgument()->IgnoreParenImpCasts();
    const auto *D = dyn_cast_or_null<DeclRefExpr>(E);
    return D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  }
  /// A pointer to something: `new`, `&x`, `make_unique`, or just tested.
  bool isFilled(const Expr *E) const {
    for (int I = 0; E && I < 8; ++I) {
      E = strip(E)->IgnoreParenImpCasts();
      if (isa<CXXNewExpr, CXXThisExpr>(E))
        return true;
      if (const auto *X = dyn_cast<UnaryOperator>(E))
        return X->getOpcode() == UO_AddrOf;
      if (const auto *D = dyn_cast<DeclRefExpr>(E))
        return llvm::is_contained(Tested, D->getDecl());
      if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs())
        E = C->getArg(0);
      else if (const auto *C = dyn_cast<CallExpr>(E)) {
        const FunctionDecl *F = C->getDirectCallee();
        const Model *M =
            F ? U.Models.function(TypeFacts::qualifiedName(F)) : nullptr;
        if (M && M->What == Operation::Fresh)
          return true;
        if (!M || M->What != Operation::Move || C->getNumArgs() != 1)
          return false;
        E = C->getArg(0);
      } else
        return false;
    }
    return false;
  }
  /// `optional = value`, `pointer = make_unique(...)`
  bool fills(const CXXOperatorCallExpr *E) const {
    if (E->getOperator() != OO_Equal || E->getNumArgs() != 2)
      return false;
    if (isFilled(E->getArg(1)))
      return true;
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(E->getDirectCallee());
    if (!M || M->getNumParams() != 1 ||
        E->getArg(1)->isNullPointerConstant(U.Context,
                                            Expr::NPC_ValueDependentIsNotNull))
      return false;
    QualType From = M->getParamDecl(0)->getType().getNonReferenceType();
    const CXXRecordDecl *R = TypeFacts::record(From);
    return !From->isNullPtrType() &&
           !(R &&
             (R->isEmpty() || TypeFacts::qualifiedName(R) ==
                                  TypeFacts::qualifiedName(M->getParent())));
  }
  /// Elements come to or go from the container \p E.
  void resize(const Expr *E, const Expr *At, bool Removes) {
    bool Inner = false;
    for (int I = 0; E && I < 16; ++I) {
      E = strip(E);
      if (const Expr *To = alias(E, /*Followed=*/true)) {
        E = To;
        continue;
      }
      const ValueDecl *D = nullptr;
      // Nobody else refers into an object that is being put together here.
      if (const auto *M = dyn_cast<MemberExpr>(E))
        if (const VarDecl *Object = localAround(M)) {
          if (!Inner && isa<FieldDecl>(M->getMemberDecl()))
            OwnObjects.insert({Object, symbol(M->getMemberDecl())});
          return;
        }
      if (const auto *M = dyn_cast<MemberExpr>(E))
        D = M->getMemberDecl();
      else if (const auto *R = dyn_cast<DeclRefExpr>(E);
               R && isa<VarDecl>(R->getDecl()) &&
               cast<VarDecl>(R->getDecl())->hasGlobalStorage())
        D = R->getDecl();
      if (isa_and_nonnull<FieldDecl, VarDecl>(D)) {
        FunctionUses::ContainerKey Key{symbol(D), Inner};
        if (Removes)
          All[Current].Removes[Key].push_back(locOf(At));
        else
          All[Current].Grows.try_emplace(Key, locOf(At));
        return;
      }
      if (const auto *A = dyn_cast<ArraySubscriptExpr>(E)) {
        E = A->getBase();
        Inner = true;
      } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
                 O && O->getNumArgs()) {
        E = O->getArg(0);
        Inner |= O->getOperator() == OO_Subscript;
      } else if (const auto *C = dyn_cast<CXXMemberCallExpr>(E)) {
        E = C->getImplicitObjectArgument();
        Inner |= U.Types.isContainer(E->getType());
      } else if (const auto *X = dyn_cast<UnaryOperator>(E))
        E = X->getSubExpr();
      else if (const auto *X = dyn_cast<CastExpr>(E))
        E = X->getSubExpr();
      else
        return;
    }
  }
  /// What \p E names if it is a local reference, or with \p Followed a pointer
  /// or iterator that is followed: what it was made with, or null.
  const Expr *alias(const Expr *E, bool Followed) {
    const auto *D = dyn_cast<DeclRefExpr>(E);
    if (!D)
      return nullptr;
    if (const auto *B = dyn_cast<BindingDecl>(D->getDecl()))
      return B->getBinding();
    const auto *V = dyn_cast<VarDecl>(D->getDecl());
    if (!V || !V->hasLocalStorage() || isa<ParmVarDecl>(V) || !V->getInit())
      return nullptr;
    QualType T = V->getType();
    return T->isReferenceType() ||
                   (Followed && (T->isPointerType() || U.Types.isIterator(T)))
               ? V->getInit()
               : nullptr;
  }
  /// An object that nobody has put anything into: `T()`, `{}`, or a local
  /// variable that was declared so.
  static bool isNew(const Expr *E) {
    E = strip(E)->IgnoreParenImpCasts();
    if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(D->getDecl());
      E = V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) ? V->getInit()
                                                            : nullptr;
      if (E)
        E = strip(E);
    }
    bool Reset = false;
    return E && isConstant(E, Reset) && Reset;
  }
  void write(const Expr *E, const Expr *At) { write(E, At, Change()); }
  /// \p Followed: \p E is a pointer, and what it points to is written.
  void write(const Expr *E, const Expr *At, Change How, bool Followed = false) {
    if (const CXXRecordDecl *R =
            Followed ? nullptr : TypeFacts::record(E->getType()))
      for (const FieldDecl *F : R->fields())
        All[Current].Replaced.insert(symbol(F));
    for (int I = 0; E && I < 16; ++I) {
      E = strip(E);
      if (const Expr *To = alias(E, Followed)) {
        E = To;
        continue;
      }
      if (const auto *M = dyn_cast<MemberExpr>(E)) {
        // `it->second`
        if (const auto *R =
                dyn_cast<RecordDecl>(M->getMemberDecl()->getDeclContext());
            R && R->isInStdNamespace()) {
          E = M->getBase();
          Followed = true;
          continue;
        }
        How.OwnObject = localAround(M) != nullptr;
        if (isa<FieldDecl, VarDecl>(M->getMemberDecl()))
          record(symbol(M->getMemberDecl()), At, How);
        return;
      }
      if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
        if (const auto *V = dyn_cast<VarDecl>(D->getDecl());
            V && V->hasGlobalStorage())
          record(symbol(V), At, How);
        return;
      }
      if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
        E = A->getBase();
      else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
               O && O->getNumArgs()) {
        E = O->getArg(0); // accounts[id] = ..., *handle = ...
        Followed = true;
      } else if (const auto *C = dyn_cast<CXXMemberCallExpr>(E)) {
        E = C->getImplicitObjectArgument(); // accounts.at(id) = ...
        Followed = true;
      } else if (const auto *X = dyn_cast<UnaryOperator>(E)) {
        E = X->getSubExpr();
        Followed |= X->getOpcode() == UO_Deref;
      } else if (const auto *X = dyn_cast<CastExpr>(E))
        E = X->getSubExpr();
      else
        return;
    }
  }

  Unit &U;
  std::vector<FunctionUses> &All;
  llvm::DenseMap<const FunctionDecl *, unsigned> &Ids;
  unsigned Current = 0;
  unsigned LoopDepth = 0, LambdaDepth = 0;
  /// Loops that wait for a counter to be zero, who counts it up, and which
  /// functions set which flags.
  struct Drain {
    unsigned Function;
    const Stmt *Loop;
    const Expr *Counter;
  };
  std::vector<Drain> Drains;
  llvm::DenseMap<SymbolId, llvm::SmallVector<unsigned, 2>> Steps;
  std::set<std::pair<unsigned, SymbolId>> Raised;
  /// Of the current function: the members of local objects that elements come
  /// to or go from, and the locals that are returned or moved away.
  std::set<std::pair<const ValueDecl *, SymbolId>> OwnObjects;
  llvm::DenseSet<const ValueDecl *> GivenOut;
  /// See keeps().
  llvm::DenseSet<const Expr *> Kept;
  /// The variables that the conditions around us found to be true.
  llvm::SmallVector<const VarDecl *, 4> Tested;
};
} // namespace

std::vector<FunctionUses>
await_tidy::scanWriters(Unit &U,
                        llvm::ArrayRef<const FunctionDecl *> Functions) {
  std::vector<FunctionUses> All;
  llvm::DenseMap<const FunctionDecl *, unsigned> Ids;
  for (const FunctionDecl *F : Functions) {
    Ids[F] = All.size();
    FunctionUses New;
    New.Name = F->getNameAsString();
    New.Where = F->getLocation().getRawEncoding();
    New.IsCoroutine = isCoroutine(F);
    New.Endless = isEndlessLoop(F);
    New.Private = F->getAccess() == AS_private || !F->isExternallyVisible();
    for (const ParmVarDecl *P : F->parameters())
      New.TakesGuard |= U.Types.looksLikeGuard(P->getType());
    // Who makes, moves or destroys the whole object is not at work in it.
    const auto *M = dyn_cast<CXXMethodDecl>(F);
    New.Setup =
        isa<CXXConstructorDecl, CXXDestructorDecl>(F) ||
        (M && (M->isMoveAssignmentOperator() || M->isCopyAssignmentOperator()));
    All.push_back(std::move(New));
  }
  Scan S(U, All, Ids);
  for (const FunctionDecl *F : Functions)
    S.run(F, Ids[F]);
  S.findGates();
  return All;
}

bool await_tidy::isEndlessLoop(const FunctionDecl *F) {
  const Stmt *Body = F->getBody();
  if (const auto *C = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = C->getBody();
  const auto *All = dyn_cast_or_null<CompoundStmt>(Body);
  if (!All)
    return false;
  for (const Stmt *S : All->body()) {
    const Expr *Condition = nullptr;
    if (const auto *L = dyn_cast<ForStmt>(S)) {
      if (!L->getCond())
        return true;
      Condition = L->getCond();
    } else if (const auto *L = dyn_cast<WhileStmt>(S))
      Condition = L->getCond();
    bool Reset = false;
    if (Condition && isConstant(Condition, Reset) && !Reset)
      return true;
  }
  return false;
}
