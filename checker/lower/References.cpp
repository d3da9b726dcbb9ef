//===- References.cpp - What refers into a container ----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An iterator, a reference or a pointer into a container is a value like any
/// other: it is made (Borrow), kept in a variable, copied, and used (Follow).
/// What a variable `v` refers to is kept apart from what it holds, in a place
/// of its own, the shadow of `v`: an iterator that was found says something of
/// the element, and it refers into the container.
///
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;
using namespace clang;

/// The place that stands for what the variable at \p P refers to.
PlaceId FunctionLowering::shadow(PlaceId P) {
  PlaceId &S = Shadows[P];
  if (!S) {
    // No declaration has an odd address.
    const void *Identity = reinterpret_cast<const void *>(uintptr_t(P) * 2 + 1);
    S = U.Places.root(RootKind::Temporary,
                      U.Places.symbol(Identity, "&" + U.Places.spell(P)));
  }
  return S;
}

bool FunctionLowering::hasShadow(PlaceId P) const {
  return Shadows.find(P) != Shadows.end();
}

/// A Borrow of \p Container; 0 if nothing can make it dangle.
SlotId FunctionLowering::borrow(const Expr *At, PlaceId Container,
                                bool Iterator, bool OwnElement) {
  const PlaceNode &N = U.Places.node(Container);
  if (N.Elements == Stability::Fixed || N.Immutable ||
      !(U.Places.isShared(Container) || U.Places.freshRoot(Container)))
    return 0;
  SlotId Dst = G->NumSlots++;
  Event &E = emit(EventKind::Borrow, locOf(At));
  E.Dst = Dst;
  E.Places.push_back(Container);
  E.Removal = true;
  E.Growth = N.Elements == Stability::Contiguous ||
             N.Elements == Stability::Unknown ||
             (Iterator && N.Elements != Stability::Node);
  E.OwnElement = OwnElement;
  return Dst;
}

/// \p At gives an element of \p Containers, or an iterator to one.
void FunctionLowering::borrowElements(const Expr *At, const Expr *Object,
                                      const PlaceSet &Containers,
                                      bool OwnElement) {
  bool Iterator = !At->isGLValue();
  QualType T = Object ? Object->getType() : QualType();
  if (!T.isNull() && T->isPointerType())
    T = T->getPointeeType();
  llvm::SmallVector<Input, 2> In;
  for (PlaceId C : Containers) {
    if (!T.isNull() && U.Types.isContainer(T))
      U.Places.node(C).Elements = U.Types.stability(T);
    else if (U.Places.node(C).Elements == Stability::Unknown)
      continue; // std::get of a tuple, an optional, a class of its own
    if (SlotId S = borrow(At, C, Iterator, OwnElement))
      In.push_back({S, Flow::Copy});
  }
  // A view refers to what it was made from.
  if (Object && Containers.size() && !Iterator)
    if (SlotId S = borrowOf(Object))
      In.push_back({S, Flow::Copy});
  if (SlotId S = combine(In, locOf(At)))
    Borrows[At] = S;
}

/// std::ranges::find(items, x), std::begin(items): an iterator that comes back
/// from a call which was given a container.
void FunctionLowering::borrowFromCall(const CallExpr *C,
                                      llvm::ArrayRef<const Expr *> Args) {
  if (C->isGLValue() || !U.Types.isIterator(C->getType()) ||
      C->getType()->isPointerType())
    return;
  llvm::SmallVector<Input, 2> In;
  for (const Expr *A : Args)
    if (A->isLValue() && U.Types.isContainer(A->getType()))
      for (PlaceId P : placeOf(A)) {
        U.Places.node(P).Elements = U.Types.stability(A->getType());
        if (SlotId S = borrow(C, P, /*Iterator=*/true))
          In.push_back({S, Flow::Copy});
      }
  if (SlotId S = combine(In, locOf(C)))
    Borrows[C] = S;
}

/// What \p E refers to, if that is in a container.
SlotId FunctionLowering::borrowOf(const Expr *E) {
  for (int Guard = 0; E && Guard < 32; ++Guard) {
    E = E->IgnoreParens();
    if (auto It = Borrows.find(E); It != Borrows.end())
      return It->second;
    if (const Expr *S = strip(E); S != E) {
      E = S;
      continue;
    }
    if (E->isGLValue() && isa<CallExpr, UnaryOperator, ArraySubscriptExpr>(E) &&
        U.Types.isIterator(E->getType()))
      if (PlaceSet P = placeOf(E); P.size() == 1)
        if (PlaceId Of = U.Places.node(P.front()).Parent; Of && hasShadow(Of))
          return readNow({shadow(Of)}, locOf(E), {});
    if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      PlaceId Of = NoPlace;
      const ValueDecl *V = D->getDecl();
      if (const auto *B = dyn_cast<BindingDecl>(V)) {
        // auto [it, inserted] = map.try_emplace(key); and auto &[k, v] of an
        // element.
        if (!B->getType()->isReferenceType() &&
            !cast<VarDecl>(B->getDecomposedDecl())
                 ->getType()
                 ->isReferenceType() &&
            !U.Types.isIterator(B->getType()))
          return 0;
        V = cast<ValueDecl>(B->getDecomposedDecl());
      }
      if (const auto *Var = dyn_cast<VarDecl>(V);
          Var && !Var->hasGlobalStorage())
        Of = U.Places.root(RootKind::Local, symbolOf(Var));
      if (!Of || !hasShadow(Of))
        return 0;
      return readNow({shadow(Of)}, locOf(E), {});
    }
    if (const auto *X = dyn_cast<CastExpr>(E)) {
      E = X->getSubExpr();
      continue;
    }
    if (const auto *X = dyn_cast<UnaryOperator>(E)) {
      if (X->getOpcode() != UO_Deref && X->getOpcode() != UO_AddrOf &&
          !X->isIncrementDecrementOp())
        return 0;
      E = X->getSubExpr();
      continue;
    }
    if (const auto *X = dyn_cast<MemberExpr>(E)) {
      if (!isa<FieldDecl>(X->getMemberDecl()))
        return 0;
      if (PlaceId Field = keptIn(X); Field && hasShadow(Field))
        return readNow({shadow(Field)}, locOf(E), {});
      E = X->getBase();
      continue;
    }
    if (const auto *X = dyn_cast<ArraySubscriptExpr>(E)) {
      E = X->getBase();
      continue;
    }
    if (const auto *X = dyn_cast<BinaryOperator>(E)) {
      E = X->getOpcode() == BO_Comma ? X->getRHS() : X->getLHS();
      continue;
    }
    if (const auto *X = dyn_cast<AbstractConditionalOperator>(E)) {
      SlotId A = borrowOf(X->getTrueExpr()), B = borrowOf(X->getFalseExpr());
      return combine({{A, Flow::Copy}, {B, Flow::Copy}}, locOf(E));
    }
    if (const auto *X = dyn_cast<CXXConstructExpr>(E)) {
      // A copy of an iterator or of a view refers to the same; a copy of an
      // element, or of a pointer that owns, does not.
      if (X->getNumArgs() >= 1 && refers(X->getType())) {
        E = X->getArg(0);
        continue;
      }
      return 0;
    }
    if (const auto *X = dyn_cast<CXXOperatorCallExpr>(E)) {
      OverloadedOperatorKind K = X->getOperator();
      if (!X->getNumArgs() ||
          (K != OO_Star && K != OO_Arrow && K != OO_PlusPlus &&
           K != OO_MinusMinus && K != OO_Plus && K != OO_Minus))
        return 0;
      if ((K == OO_Plus || K == OO_Minus) && !U.Types.isIterator(X->getType()))
        return 0;
      E = X->getArg(0);
      continue;
    }
    if (const auto *X = dyn_cast<CXXMemberCallExpr>(E)) {
      // sessions[id].get(): a pointer to what the element owns.
      // text.substr(0, 8): a part of what a view shows.
      if (!X->getType()->isPointerType() && !X->isGLValue() &&
          !(U.Types.isView(X->getType()) &&
            U.Types.isView(X->getImplicitObjectArgument()->getType())))
        return 0;
      E = X->getImplicitObjectArgument();
      if (!X->isGLValue() && !U.Types.isPointerLike(E->getType()) &&
          !U.Types.isView(E->getType()))
        return 0;
      continue;
    }
    if (const auto *X = dyn_cast<CallExpr>(E)) {
      // std::find_if(first, last, ...), std::next(it), std::move(it).
      const FunctionDecl *F = X->getDirectCallee();
      bool Forwards = false;
      if (const Model *M =
              F ? U.Models.function(TypeFacts::qualifiedName(F)) : nullptr)
        Forwards =
            (M->What == Operation::Move || M->What == Operation::Forward) &&
            X->getNumArgs() == 1;
      if (!Forwards && (!U.Types.isIterator(X->getType()) || X->isGLValue()))
        return 0;
      for (const Expr *A : X->arguments())
        if (Forwards || Context.hasSameUnqualifiedType(
                            A->getType().getNonReferenceType(), X->getType()))
          return borrowOf(A);
      return 0;
    }
    return 0;
  }
  return 0;
}

/// Does a value of type \p T refer to something else?
bool FunctionLowering::refers(QualType T) {
  return U.Types.isIterator(T) || U.Types.isView(T) || U.Types.holdsIterator(T);
}

/// The field of a local object that \p E names; NoPlace if it names another.
PlaceId FunctionLowering::keptIn(const MemberExpr *E) {
  const Expr *Base = E;
  while (const auto *M = dyn_cast<MemberExpr>(Base)) {
    if (M->isArrow() || !isa<FieldDecl>(M->getMemberDecl()))
      return NoPlace;
    Base = strip(M->getBase());
  }
  const auto *D = dyn_cast<DeclRefExpr>(Base);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V || V->hasGlobalStorage() || V->getType()->isReferenceType())
    return NoPlace;
  PlaceSet P = placeOf(E);
  return P.size() == 1 ? P.front() : NoPlace;
}

/// The variable \p V now refers to what \p Init does.
void FunctionLowering::bindBorrow(const VarDecl *V, const Expr *Init) {
  QualType T = V->getType();
  if (V->hasGlobalStorage() || !Init)
    return;
  PlaceId P = U.Places.root(RootKind::Local, symbolOf(V));
  // it = map.try_emplace(key).first: through a pair.
  if (T->isReferenceType() || refers(T) || isa<DecompositionDecl>(V))
    return bindBorrow(P, T, Init);
  // std::pair<Node *, Node *> ends{&nodes.front(), &nodes.back()};
  const auto *C = dyn_cast<CXXConstructExpr>(strip(Init));
  const FunctionDecl *Body = nullptr;
  if (!C || !C->getConstructor()->hasBody(Body))
    return;
  for (const CXXCtorInitializer *I : cast<CXXConstructorDecl>(Body)->inits()) {
    if (!I->isMemberInitializer() || !refers(I->getMember()->getType()))
      continue;
    const Expr *From = strip(strip(I->getInit())->IgnoreParenImpCasts());
    while (const auto *X = dyn_cast<CallExpr>(From)) {
      const FunctionDecl *F = X->getDirectCallee();
      const Model *M =
          F ? U.Models.function(TypeFacts::qualifiedName(F)) : nullptr;
      if (!M || M->What != Operation::Forward || X->getNumArgs() != 1)
        break;
      From = strip(X->getArg(0));
    }
    const auto *D = dyn_cast<DeclRefExpr>(From);
    const auto *Q = D ? dyn_cast<ParmVarDecl>(D->getDecl()) : nullptr;
    if (Q && Q->getFunctionScopeIndex() < C->getNumArgs())
      bindBorrow(fieldPlace(P, I->getMember()), I->getMember()->getType(),
                 C->getArg(Q->getFunctionScopeIndex()));
  }
}

/// The place \p P of type \p T now refers to what \p Init does.
void FunctionLowering::bindBorrow(PlaceId P, QualType T, const Expr *Init) {
  SlotId S = borrowOf(Init);
  if (!S && U.Types.isView(T)) {
    // std::string_view name = name_; std::span all = items_;
    // Through conversions and copies, and parts of it: view(name_).substr(1).
    const Expr *From = strip(Init);
    for (int Guard = 0; Guard < 16; ++Guard) {
      if (const auto *C = dyn_cast<CXXConstructExpr>(From);
          C && C->getNumArgs() >= 1 && U.Types.isView(C->getType()))
        From = strip(C->getArg(0));
      else if (const auto *X = dyn_cast<CastExpr>(From))
        From = strip(X->getSubExpr());
      else if (const auto *C = dyn_cast<CXXMemberCallExpr>(From);
               C &&
               (isa_and_nonnull<CXXConversionDecl>(C->getMethodDecl()) ||
                (U.Types.isView(C->getType()) &&
                 U.Types.isView(C->getImplicitObjectArgument()->getType()))))
        From = strip(C->getImplicitObjectArgument());
      else
        break;
    }
    if (From->isLValue() && U.Types.isContainer(From->getType())) {
      llvm::SmallVector<Input, 1> In;
      for (PlaceId C : placeOf(From)) {
        U.Places.node(C).Elements = U.Types.stability(From->getType());
        if (SlotId B = borrow(Init, C, /*Iterator=*/true))
          In.push_back({B, Flow::Copy});
      }
      S = combine(In, locOf(Init));
    }
  }
  if (!S && !hasShadow(P))
    return;
  Event &W = emit(EventKind::Write, locOf(Init));
  W.Places.push_back(shadow(P));
  W.Initial = true;
  if (S)
    W.Inputs.push_back({S, Flow::Copy});
}

/// A local container of pointers: its shadow is what any of its elements refers
/// to, so adding one takes none of the others away.
void FunctionLowering::keepElement(const PlaceSet &To, const Expr *Added) {
  if (To.size() != 1 || U.Places.isShared(To.front()) ||
      U.Places.node(To.front()).Step != StepKind::Root ||
      U.Places.node(To.front()).Holds != ValueClass::Container ||
      !refers(Added->getType()))
    return;
  SlotId S = borrowOf(Added);
  if (!S)
    return;
  SlotId Before = readNow({shadow(To.front())}, locOf(Added), {});
  Event &W = emit(EventKind::Write, locOf(Added));
  W.Places.push_back(shadow(To.front()));
  W.Inputs = {{Before, Flow::Copy}, {S, Flow::Copy}};
}

/// `routes.clear()`
void FunctionLowering::forgetElements(const PlaceSet &Of, const Expr *At) {
  if (Of.size() != 1 || !hasShadow(Of.front()))
    return;
  Event &W = emit(EventKind::Write, locOf(At));
  W.Places.push_back(shadow(Of.front()));
}

/// `it = items_.find(id)`, `p = &items_[i]`
void FunctionLowering::assignBorrow(const Expr *Lhs, const Expr *Rhs) {
  Lhs = strip(Lhs);
  const auto *D = dyn_cast<DeclRefExpr>(Lhs);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (V && !V->getType()->isReferenceType())
    bindBorrow(V, Rhs);
  // cursor.at = items_.find(id)
  if (const auto *M = dyn_cast<MemberExpr>(Lhs); M && refers(M->getType()))
    if (PlaceId P = keptIn(M))
      bindBorrow(P, M->getType(), Rhs);
}

/// What \p E refers to is used at \p At.
void FunctionLowering::follow(const Expr *E, const Expr *At) {
  if (Borrows.empty() && Shadows.empty())
    return;
  SlotId S = borrowOf(E);
  if (!S)
    return;
  Event &F = emit(EventKind::Follow, locOf(At));
  F.Inputs.push_back({S, Flow::Copy});
  F.Loop = RangeSteps.count(At);
}

/// `co_await session.ping()`, where `session` is the element that a loop is at:
/// the awaited operation goes on with it after its own suspensions.
void FunctionLowering::followAwaited(const Expr *Operand) {
  const auto *C =
      Operand ? dyn_cast<CXXMemberCallExpr>(strip(Operand)) : nullptr;
  if (!C || Shadows.empty())
    return;
  const Expr *E = strip(C->getImplicitObjectArgument());
  while (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (M->isArrow())
      return;
    E = strip(M->getBase());
  }
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V || !V->isCXXForRangeDecl() || !V->getType()->isReferenceType())
    return;
  EventId Before = lastEvent();
  follow(E, C);
  if (lastEvent() != Before && G->Events.back().Kind == EventKind::Follow)
    G->Events.back().May = true;
}

/// The target of an assignment is named before or after the value is computed,
/// and written after it.
void FunctionLowering::followTarget(const Expr *Lhs, const Expr *At) {
  const Expr *E = strip(Lhs);
  // `it = ...` gives a variable a new value.
  if (const auto *D = dyn_cast<DeclRefExpr>(E);
      D && !D->getDecl()->getType()->isReferenceType())
    return;
  // `items_[i] = co_await x`: evaluated after the value.
  while (const auto *M = dyn_cast<MemberExpr>(E))
    E = strip(M->getBase());
  if (!isa<CallExpr>(E) || isa<CXXOperatorCallExpr>(E))
    if (!Borrows.count(E))
      follow(E, At);
}

/// The pointer that \p Handle holds now is used after an argument has been
/// awaited: `current_->apply(co_await next())`.
void FunctionLowering::borrowAcrossAwait(const Expr *At, const Expr *Handle) {
  if (!AcrossAwait.count(At))
    return;
  llvm::SmallVector<Input, 2> In;
  for (PlaceId P : placeOf(Handle->IgnoreParenImpCasts()))
    if (U.Places.node(P).Holds == ValueClass::Handle && U.Places.isShared(P) &&
        U.Places.isMutable(P)) {
      SlotId Dst = G->NumSlots++;
      Event &E = emit(EventKind::Borrow, locOf(At));
      E.Dst = Dst;
      E.Places.push_back(P);
      E.Removal = true;
      In.push_back({Dst, Flow::Copy});
    }
  if (SlotId S = combine(In, locOf(At)))
    Borrows[At] = S;
}

/// `items_[i]`: the position was computed before.
void FunctionLowering::followIndex(const PlaceSet &Containers,
                                   const Expr *Index) {
  SlotId S = valueOf(Index);
  if (!S || Containers.size() != 1 ||
      U.Places.node(Containers.front()).Elements == Stability::Fixed ||
      !U.Places.isShared(Containers.front()))
    return;
  Event &F = emit(EventKind::Follow, locOf(Index));
  F.Inputs.push_back({S, Flow::Copy});
  F.Holder = Containers.front();
  F.Index = true;
}

/// `items_.push_back(x); auto place = std::prev(items_.end());`: what refers to
/// the end right after something was added there refers to what was added.
void FunctionLowering::claimOwnElements() {
  if (AddedAt.empty())
    return;
  for (auto [Borrow, End] : EndBorrows) {
    PlaceId P = G->Events[Borrow].Places.front();
    BlockId B = 0;
    for (BlockId X = 0; X < G->Blocks.size(); ++X)
      if (llvm::is_contained(G->Blocks[X].Events, Borrow))
        B = X;
    bool Reached = false, Stop = false;
    for (unsigned Guard = 0; Guard < 16 && !Stop; ++Guard) {
      for (EventId Id : llvm::reverse(G->Blocks[B].Events)) {
        const Event &E = G->Events[Id];
        if (Id == Borrow)
          Reached = true;
        if (!Reached || Id == Borrow)
          continue;
        bool Touches = llvm::any_of(E.Places, [&](PlaceId Q) {
          return U.Places.overlap(P, Q) != Overlap::None;
        });
        if (E.Kind == EventKind::Suspend || E.Kind == EventKind::Call)
          Stop = true;
        else if (Touches &&
                 (E.Kind == EventKind::Write || E.Kind == EventKind::Update)) {
          auto It = AddedAt.find(Id);
          if (It != AddedAt.end() && It->second == End && E.Places.size() == 1)
            G->Events[Borrow].OwnElement = true;
          Stop = true;
        }
        if (Stop)
          break;
      }
      // One way leads here only.
      if (G->Blocks[B].Preds.size() != 1)
        break;
      B = G->Blocks[B].Preds.front().To;
    }
  }
}
