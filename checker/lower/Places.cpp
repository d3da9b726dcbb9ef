//===- Places.cpp - Access paths of expressions ---------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "lower/OwnArguments.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Lex/Lexer.h"

using namespace await_tidy;
using namespace clang;

static void append(PlaceSet &To, const PlaceSet &From) {
  for (PlaceId P : From)
    if (P && !llvm::is_contained(To, P))
      To.push_back(P);
}

SymbolId FunctionLowering::symbolOf(const NamedDecl *D) { return U.symbol(D); }

PlaceId FunctionLowering::localRoot(const VarDecl *V) {
  PlaceId P = U.Places.root(RootKind::Local, symbolOf(V));
  U.Places.node(P).Holds = U.Types.valueClass(V->getType());
  return P;
}

/// What the program says of the state \p D.
void FunctionLowering::notePromises(PlaceId P, const ValueDecl *D) {
  PlaceNode &N = U.Places.node(P);
  const auto *F = dyn_cast<FieldDecl>(D);
  const CXXRecordDecl *R = TypeFacts::record(D->getType());
  N.SingleOwner |=
      (F && hasAnnotation(F->getParent(), Annotation::SingleOwner)) ||
      (R && hasAnnotation(R, Annotation::SingleOwner));
  if (D->hasAttrs())
    if (const ValueDecl *Lock = guardedBy(D))
      U.Places.setGuard(symbolOf(D), symbolOf(Lock));
}

/// `template <class T> f(T &items)`, `[](auto &&items)`
static bool isGeneric(const VarDecl *V) {
  const auto *P = dyn_cast<ParmVarDecl>(V);
  const auto *F = P ? dyn_cast<FunctionDecl>(P->getDeclContext()) : nullptr;
  const FunctionDecl *Pattern =
      F ? F->getTemplateInstantiationPattern() : nullptr;
  unsigned I = P ? P->getFunctionScopeIndex() : 0;
  return Pattern && I < Pattern->getNumParams() &&
         Pattern->getParamDecl(I)
             ->getType()
             .getNonReferenceType()
             ->isTemplateTypeParmType();
}

PlaceSet FunctionLowering::placeOfDecl(const ValueDecl *D) {
  if (const auto *B = dyn_cast<BindingDecl>(D)) {
    if (const VarDecl *H = B->getHoldingVar()) {
      // get<I>(object): a part of the decomposed object under a name of its
      // own.
      PlaceSet Out;
      for (PlaceId P : placeOfDecl(cast<ValueDecl>(B->getDecomposedDecl()))) {
        const auto *Whole = cast<DecompositionDecl>(B->getDecomposedDecl());
        if (U.Places.node(P).Step == StepKind::Key &&
            Whole->bindings().size() == 2 && Whole->bindings()[1] == B) {
          Out.push_back(P); // auto &[key, value] : map
          continue;
        }
        PlaceId F = U.Places.field(P, symbolOf(B));
        U.Places.node(F).Holds = U.Types.valueClass(H->getType());
        Out.push_back(F);
      }
      return Out;
    }
    return B->getBinding() ? placeOf(B->getBinding()) : PlaceSet();
  }
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V)
    return {};
  if (V->getType()->isReferenceType()) {
    if (auto It = Aliases.find(V); It != Aliases.end())
      return It->second;
    RootKind Kind =
        isa<ParmVarDecl>(V) ? RootKind::Parameter : RootKind::Unknown;
    PlaceId P = U.Places.root(Kind, symbolOf(V));
    PlaceNode &N = U.Places.node(P);
    N.Holds = U.Types.valueClass(V->getType());
    notePromises(P, V);
    if (const auto *Q = dyn_cast<ParmVarDecl>(V))
      // An error code is where the caller wants the answer of this call.
      U.Places.node(P).SingleOwner |=
          U.OwnArguments.contains(ownArgumentKey(Q)) ||
          U.Types.outcome(V->getType().getNonReferenceType()) == Outcome::Error;
    U.Places.node(P).ReadOnly =
        V->getType()->getPointeeType().isConstQualified();
    U.Places.node(P).Generic = isGeneric(V);
    // A forwarding or rvalue reference parameter belongs to this call.
    if (V->getType()->isRValueReferenceType() && isa<ParmVarDecl>(V) &&
        !V->getType()->getPointeeType()->isDependentType())
      return {localRoot(V)};
    return {P};
  }
  if (V->hasGlobalStorage()) {
    PlaceId P = U.Places.root(RootKind::Global, symbolOf(V));
    if (U.Types.isAtomic(V->getType()))
      U.AtomicState.insert(symbolOf(V));
    U.Places.node(P).Holds = U.Types.valueClass(V->getType());
    U.Places.node(P).Immutable = V->getType().isConstQualified();
    U.Places.node(P).Closed = !V->isExternallyVisible();
    U.Places.node(P).ThreadLocal = V->getTLSKind() != VarDecl::TLS_None;
    notePromises(P, V);
    return {P};
  }
  return {localRoot(V)};
}

PlaceId FunctionLowering::fieldPlace(PlaceId Base, const FieldDecl *F) {
  if (!Base)
    return NoPlace;
  // The `second` of a map's element is what `map[key]` names.
  if (U.Places.node(Base).Step == StepKind::Key && F->getIdentifier() &&
      F->getName() == "second" &&
      cast<CXXRecordDecl>(F->getParent())->isInStdNamespace()) {
    U.Places.node(Base).Holds = U.Types.valueClass(F->getType());
    return Base;
  }
  PlaceId P = U.Places.field(Base, symbolOf(F));
  if (P == Base)
    return P;
  if (U.Types.isAtomic(F->getType()))
    U.AtomicState.insert(symbolOf(F));
  PlaceNode &N = U.Places.node(P);
  N.Holds = U.Types.valueClass(F->getType());
  N.Private = F->getAccess() == AS_private;
  N.Link = U.Types.isLink(F->getType());
  const auto *Class = dyn_cast<CXXRecordDecl>(F->getParent());
  bool AllSeen = U.Types.allMethodsDefined(Class);
  N.Closed = N.Private && AllSeen;
  N.Known = AllSeen && U.Types.isOfThisFile(Class);
  if (N.Holds == ValueClass::Container)
    N.Filled = U.Types.isFilledAtStart(F);
  N.Immutable = F->getType().isConstQualified() ||
                (U.Places.node(Base).Immutable && !F->isMutable());
  notePromises(P, F);
  return resolve(P);
}

/// Follows reference members of local objects to what they refer to.
PlaceId FunctionLowering::resolve(PlaceId P) {
  if (FieldAliases.empty())
    return P;
  for (PlaceId A = P; A; A = U.Places.node(A).Parent)
    if (auto It = FieldAliases.find(A); It != FieldAliases.end())
      return U.Places.rebase(P, A, It->second);
  return P;
}

/// The element of \p Container under \p Key. Equal spellings of a key are equal
/// keys as long as the variables in it do not change.
PlaceId FunctionLowering::elementPlace(PlaceId Container, const Expr *Key) {
  if (!Container)
    return NoPlace;
  llvm::SmallVector<PlaceId, 2> Variables;
  bool Constant = false;
  std::string Text = "*";
  // Unwrap conversions: std::string("x") and std::move(id) are the same keys.
  for (int I = 0; Key && I < 8; ++I) {
    Key = strip(Key);
    if (const auto *C = dyn_cast<ImplicitCastExpr>(Key))
      Key = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(Key);
             C && C->getNumArgs() >= 1)
      Key = C->getArg(0); // a copy, a conversion, or the key of a pair
    else if (const auto *L = dyn_cast<InitListExpr>(Key); L && L->getNumInits())
      Key = L->getInit(0);
    else if (const auto *C = dyn_cast<CallExpr>(Key)) {
      const FunctionDecl *F = C->getDirectCallee();
      const Model *M = F && C->getNumArgs() == 1
                           ? U.Models.function(TypeFacts::qualifiedName(F))
                           : nullptr;
      bool Pair = F && F->isInStdNamespace() && F->getIdentifier() &&
                  (F->getName() == "make_pair" || F->getName() == "make_tuple");
      if (Pair && C->getNumArgs())
        Key = C->getArg(0);
      else if (M &&
               (M->What == Operation::Move || M->What == Operation::Forward))
        Key = C->getArg(0);
      else
        break;
    } else
      break;
  }
  if (Key) {
    bool Ignored;
    Constant = isConstant(Key, Ignored);
    std::function<void(const Stmt *)> Collect = [&](const Stmt *S) {
      if (const auto *D = dyn_cast_or_null<DeclRefExpr>(S))
        if (const auto *V = dyn_cast<VarDecl>(D->getDecl());
            V && !V->hasGlobalStorage())
          Variables.push_back(localRoot(V));
      if (S)
        for (const Stmt *C : S->children())
          Collect(C);
    };
    Collect(Key);
    PlaceSet Named = Key->isGLValue() ? placeOf(Key) : PlaceSet();
    if (Named.size() == 1)
      Text = U.Places.spell(Named.front());
    else
      Text = Lexer::getSourceText(
                 CharSourceRange::getTokenRange(Key->getSourceRange()),
                 Context.getSourceManager(), Context.getLangOpts())
                 .str();
  }
  PlaceId P =
      U.Places.key(Container, U.Places.keySymbol(Text, Variables, Constant));
  return P;
}

/// What std::get<I> of the tuple \p Of refers to.
PlaceId FunctionLowering::tupleElement(PlaceId Of, unsigned I) {
  return U.Places.key(
      Of, U.Places.keySymbol(std::to_string(I), {}, /*Constant=*/true));
}

PlaceSet FunctionLowering::placeOf(const Expr *E) {
  if (!E)
    return {};
  E = E->IgnoreParens();
  if (auto It = Places.find(E); It != Places.end())
    return It->second;
  if (const auto *X = dyn_cast<DeclRefExpr>(E))
    return placeOfDecl(X->getDecl());
  if (const auto *X = dyn_cast<MemberExpr>(E)) {
    if (const auto *F = dyn_cast<FieldDecl>(X->getMemberDecl())) {
      PlaceSet Base =
          X->isArrow() ? targetOf(X->getBase()) : placeOf(X->getBase());
      PlaceSet Out;
      for (PlaceId B : Base)
        if (PlaceId P = fieldPlace(B, F))
          Out.push_back(P);
      return Out;
    }
    if (isa<VarDecl>(X->getMemberDecl()))
      return placeOfDecl(X->getMemberDecl());
    return {};
  }
  if (const auto *X = dyn_cast<CXXDependentScopeMemberExpr>(E)) {
    // An uninstantiated template: the name is all there is.
    if (X->isImplicitAccess())
      return {};
    PlaceSet Out;
    PlaceSet Base =
        X->isArrow() ? targetOf(X->getBase()) : placeOf(X->getBase());
    for (PlaceId B : Base)
      Out.push_back(
          U.Places.field(B, U.Places.symbol(X->getMember().getAsOpaquePtr(),
                                            X->getMember().getAsString())));
    return Out;
  }
  if (const auto *X = dyn_cast<UnaryOperator>(E)) {
    if (X->getOpcode() == UO_Deref)
      return targetOf(X->getSubExpr());
    if (X->isIncrementDecrementOp() || X->getOpcode() == UO_Extension ||
        X->getOpcode() == UO_Real || X->getOpcode() == UO_Imag)
      return placeOf(X->getSubExpr());
    return {};
  }
  if (const auto *X = dyn_cast<ArraySubscriptExpr>(E)) {
    PlaceSet Base = X->getBase()->IgnoreParens()->getType()->isPointerType()
                        ? PlaceSet()
                        : placeOf(X->getBase());
    if (const auto *C =
            dyn_cast<ImplicitCastExpr>(X->getBase()->IgnoreParens());
        C && C->getCastKind() == CK_ArrayToPointerDecay)
      Base = placeOf(C->getSubExpr());
    else
      Base = targetOf(X->getBase());
    PlaceSet Out;
    for (PlaceId B : Base) {
      PlaceId P = elementPlace(B, X->getIdx());
      U.Places.node(P).Holds = U.Types.valueClass(X->getType());
      Out.push_back(P);
    }
    return Out;
  }
  if (const auto *X = dyn_cast<AbstractConditionalOperator>(E)) {
    PlaceSet Out = placeOf(X->getTrueExpr());
    append(Out, placeOf(X->getFalseExpr()));
    return Out;
  }
  if (const auto *X = dyn_cast<BinaryOperator>(E)) {
    if (X->getOpcode() == BO_Comma)
      return placeOf(X->getRHS());
    if (X->isAssignmentOp())
      return placeOf(X->getLHS());
    return {};
  }
  if (const auto *X = dyn_cast<CastExpr>(E)) {
    if (X->getCastKind() == CK_LValueToRValue)
      return {};
    return placeOf(X->getSubExpr());
  }
  if (const auto *X = dyn_cast<FullExpr>(E))
    return placeOf(X->getSubExpr());
  if (const auto *X = dyn_cast<MaterializeTemporaryExpr>(E)) {
    PlaceSet Inner = placeOf(X->getSubExpr());
    return Inner;
  }
  if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
    return placeOf(X->getSubExpr());
  if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return placeOf(X->getSemanticForm());
  if (const auto *X = dyn_cast<OpaqueValueExpr>(E))
    return placeOf(X->getSourceExpr());
  if (const auto *X = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
    return placeOf(X->getReplacement());
  if (const auto *X = dyn_cast<CXXConstructExpr>(E)) {
    auto It = Constructs.find(X);
    return It != Constructs.end() && It->second ? PlaceSet{It->second}
                                                : PlaceSet();
  }
  if (const auto *X = dyn_cast<CXXStdInitializerListExpr>(E))
    return placeOf(X->getSubExpr());
  return {};
}

PlaceSet FunctionLowering::targetsOfPlaces(const PlaceSet &Of, QualType T) {
  PlaceSet Out;
  for (PlaceId P : Of) {
    if (auto It = PointsTo.find(P);
        It != PointsTo.end() && !It->second.empty()) {
      append(Out, It->second);
      continue;
    }
    Ownership O =
        FreshVariables.count(P) ? Ownership::Fresh : U.Types.targetOwnership(T);
    PlaceId To = U.Places.target(P, O);
    QualType Pointee;
    if (T->isPointerType())
      Pointee = T->getPointeeType();
    else if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                 TypeFacts::record(T));
             S && S->getTemplateArgs().size() &&
             S->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      Pointee = S->getTemplateArgs()[0].getAsType();
    if (!Pointee.isNull() && Pointee.isConstQualified())
      U.Places.node(To).ReadOnly = true;
    append(Out, {To});
  }
  return Out;
}

PlaceSet FunctionLowering::targetOf(const Expr *E) {
  if (!E)
    return {};
  const Expr *Whole = E->IgnoreParens();
  if (auto It = Targets.find(Whole); It != Targets.end())
    return It->second;
  E = strip(E);
  if (auto It = Targets.find(E); It != Targets.end())
    return It->second;
  if (isa<CXXThisExpr>(E))
    return {thisPlace()};
  if (const auto *X = dyn_cast<UnaryOperator>(E)) {
    if (X->getOpcode() == UO_AddrOf)
      return placeOf(X->getSubExpr());
    if (X->isIncrementDecrementOp())
      return targetOf(X->getSubExpr());
  }
  if (const auto *X = dyn_cast<AbstractConditionalOperator>(E)) {
    PlaceSet Out = targetOf(X->getTrueExpr());
    append(Out, targetOf(X->getFalseExpr()));
    return Out;
  }
  if (const auto *X = dyn_cast<BinaryOperator>(E)) {
    if (X->isAssignmentOp() || X->isAdditiveOp())
      return targetOf(X->getLHS());
    return X->getOpcode() == BO_Comma ? targetOf(X->getRHS()) : PlaceSet();
  }
  if (const auto *X = dyn_cast<ImplicitCastExpr>(E);
      X && X->getCastKind() == CK_LValueToRValue)
    return targetsOfPlaces(placeOf(X->getSubExpr()),
                           X->getSubExpr()->getType());
  if (const auto *X = dyn_cast<CXXConstructExpr>(E)) {
    // A copy of a smart pointer or iterator points where the original does.
    if (X->getNumArgs() >= 1 && U.Types.isPointerLike(X->getType()))
      return targetOf(X->getArg(0));
    return {};
  }
  if (E->isGLValue() || isa<CXXBindTemporaryExpr>(E))
    return targetsOfPlaces(placeOf(E), E->getType());
  return {};
}
