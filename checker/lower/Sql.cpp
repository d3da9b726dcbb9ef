//===- Sql.cpp - Rows of tables that SQL text reads and writes ------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A statement does what it does while the coroutine waits for it: what it reads
// is read, and what it writes is written, when others have run. So the events
// of an awaited statement come behind its suspension, and what was read by one
// statement is stale when the next one writes.
//
// A row is `table.column[value].other`, for a row that is selected by a column
// under a value. What comes back is put into a temporary, member by member, so
// that `row["views"]` depends on that column alone.
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace await_tidy;
using namespace clang;

/// Definitions, wrappers and parts that are gone through to the text, or to the
/// rows.
static constexpr unsigned MaxSteps = 24;

//===----------------------------------------------------------------------===//
// The call
//===----------------------------------------------------------------------===//

/// The number of the argument that is text.
static unsigned textArgument(const Model &M) { return std::max(M.Key, 0); }

/// What \p M gives is the text of the object.
static bool isSameText(const CXXMethodDecl *M) {
  if (!M || !M->getParent()->isInStdNamespace())
    return false;
  return isa<CXXConversionDecl>(M) ||
         (M->getIdentifier() &&
          (M->getName() == "c_str" || M->getName() == "data"));
}

namespace {
/// What the methods of a class give to one of its members.
struct MemberValues : RecursiveASTVisitor<MemberValues> {
  explicit MemberValues(const FieldDecl *Member) : Member(Member) {}

  bool isMember(const Expr *E) const {
    const auto *M = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
    return M && M->getMemberDecl() == Member;
  }
  void gets(const Expr *E) {
    if (isa<CXXDefaultInitExpr>(E))
      return;
    if (const auto *K = dyn_cast<CXXConstructExpr>(E->IgnoreImplicit());
        K && !K->getNumArgs())
      return; // empty, for now
    Values.push_back(E);
  }

  bool VisitBinaryOperator(BinaryOperator *O) {
    if (O->isAssignmentOp() && isMember(O->getLHS())) {
      gets(O->getRHS());
      Changes |= O->isCompoundAssignmentOp();
    }
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *O) {
    Changes |= (O->isIncrementDecrementOp() || O->getOpcode() == UO_AddrOf) &&
               isMember(O->getSubExpr());
    return true;
  }
  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *F = C->getDirectCallee();
    unsigned First = 0;
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
      const CXXMethodDecl *Method = M->getMethodDecl();
      Changes |= Method && !Method->isConst() &&
                 isMember(M->getImplicitObjectArgument());
    } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
               O && F && isa<CXXMethodDecl>(F) && O->getNumArgs()) {
      First = 1;
      if (isMember(O->getArg(0))) {
        if (O->getOperator() == OO_Equal && O->getNumArgs() == 2)
          gets(O->getArg(1));
        else // *member, member->
          Changes |= !cast<CXXMethodDecl>(F)->isConst() &&
                     O->getOperator() != OO_Star &&
                     O->getOperator() != OO_Arrow;
      }
    }
    for (unsigned I = First; F && I < C->getNumArgs(); ++I)
      if (unsigned P = I - First; P < F->getNumParams()) {
        QualType T = F->getParamDecl(P)->getType();
        Changes |= T->isLValueReferenceType() &&
                   !T->getPointeeType().isConstQualified() &&
                   isMember(C->getArg(I));
      }
    return true;
  }

  const FieldDecl *Member;
  llvm::SmallVector<const Expr *, 2> Values;
  bool Changes = false;
};
} // namespace

/// What the local variable \p D was made with, if it gets no other value; or
/// null.
const Expr *FunctionLowering::onlyInitOf(const DeclRefExpr *D) const {
  const auto *V = dyn_cast<VarDecl>(D->getDecl());
  return V && !isa<ParmVarDecl>(V) && !Reassigned.count(V) ? V->getInit()
                                                           : nullptr;
}

/// The one value that \p Member ever has, but for nothing, as far as its class
/// tells: by its declaration, the constructors or an assignment in a method.
/// Null if there is none, or another. Linear in the methods of the class, once
/// for a member.
const Expr *FunctionLowering::onlyValueOf(const FieldDecl *Member) {
  auto [It, New] = U.OnlyValues.try_emplace(Member, nullptr);
  if (!New)
    return It->second;
  const auto *Class = dyn_cast<CXXRecordDecl>(Member->getParent());
  bool Const = Member->getType().isConstQualified();
  if (!Class || (!Const && Member->getAccess() == AS_public))
    return nullptr;
  MemberValues Found(Member);
  if (const Expr *Init = Member->getInClassInitializer())
    Found.gets(Init);
  auto Look = [&](const FunctionDecl *F) {
    const FunctionDecl *Body = nullptr;
    if (!F->hasBody(Body))
      return;
    if (const auto *K = dyn_cast<CXXConstructorDecl>(Body))
      for (const CXXCtorInitializer *I : K->inits())
        if (I->getMember() == Member && I->isWritten())
          Found.gets(I->getInit());
    Found.TraverseStmt(Body->getBody());
  };
  for (const Decl *D : Class->decls()) {
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
      D = T->getTemplatedDecl();
    if (const auto *F = dyn_cast<FunctionDecl>(D); F && !F->isImplicit())
      Look(F);
  }
  if (Found.Values.size() == 1 && !Found.Changes)
    U.OnlyValues[Member] = Found.Values.front();
  return U.OnlyValues[Member];
}

namespace {
struct Returns : RecursiveASTVisitor<Returns> {
  bool VisitReturnStmt(ReturnStmt *R) {
    Last = R;
    ++Count;
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  const ReturnStmt *Last = nullptr;
  unsigned Count = 0;
};
} // namespace

/// What \p Body gives if it ends in its only `return`; or null.
static const Expr *onlyReturnOf(const FunctionDecl *Body) {
  const auto *Whole = dyn_cast_or_null<CompoundStmt>(Body->getBody());
  if (!Whole || Whole->body_empty() || !isa<ReturnStmt>(Whole->body_back()))
    return nullptr;
  Returns Found;
  Found.TraverseStmt(const_cast<CompoundStmt *>(Whole));
  return Found.Count == 1 ? Found.Last->getRetValue() : nullptr;
}

/// From parameters of functions to what is passed for them: afterwards \p E
/// stands in the function of \p Frame.
static void followParameters(const Expr *&E, const TextFrame *&Frame) {
  while (E && Frame) {
    const auto *D = dyn_cast<DeclRefExpr>(strip(E->IgnoreImplicit()));
    const auto *P = D ? dyn_cast<ParmVarDecl>(D->getDecl()) : nullptr;
    if (!P || P->getDeclContext() != Frame->Body ||
        P->getFunctionScopeIndex() >= Frame->Call->getNumArgs())
      return;
    const Expr *A = Frame->Call->getArg(P->getFunctionScopeIndex());
    if (isa<CXXDefaultArgExpr>(A))
      return;
    E = A;
    Frame = Frame->Outer;
  }
}

/// The text that \p E is, as far as it can be seen.
void FunctionLowering::sqlText(const Expr *E, std::vector<sql::Piece> &Text,
                               SqlQuery &Query, unsigned Depth,
                               const TextFrame *Frame) {
  auto Hole = [&](const Expr *What) {
    const TextFrame *Where = Frame;
    followParameters(What, Where);
    if (Query.Elsewhere)
      What = nullptr;
    SlotId Value = 0;
    if (What && Where) {
      // Made in the function of what the outermost call passes to it.
      while (Where->Outer)
        Where = Where->Outer;
      llvm::SmallVector<Input, 4> In;
      for (const Expr *A : Where->Call->arguments())
        if (!isa<CXXDefaultArgExpr>(A))
          In.push_back({argument(A), Flow::Derived});
      Value = combine(In, locOf(Where->Call));
      What = nullptr;
    } else if (What)
      Value = argument(What);
    Text.push_back({"", true});
    Query.Holes.push_back(What);
    Query.HoleValues.push_back(Value);
  };
  const Expr *Whole = E;
  for (; E && Depth < MaxSteps; ++Depth) {
    const TextFrame *Was = Frame;
    followParameters(E, Frame);
    if (Frame != Was)
      Whole = E;
    E = strip(E);
    if (const auto *L = dyn_cast<StringLiteral>(E)) {
      if (L->getCharByteWidth() != 1)
        break;
      Text.push_back({L->getString().str(), false});
      if (!Query.Literal)
        Query.Literal = L;
      return;
    }
    if (const auto *C = dyn_cast<CastExpr>(E)) {
      E = C->getSubExpr();
      continue;
    }
    if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
      E = C->getNumArgs() ? C->getArg(0) : nullptr;
      continue;
    }
    if (const auto *I = dyn_cast<InitListExpr>(E); I && I->getNumInits() == 1) {
      E = I->getInit(0);
      continue;
    }
    if (const auto *L = dyn_cast<UserDefinedLiteral>(E)) {
      E = L->getNumArgs() ? L->getArg(0) : nullptr;
      continue;
    }
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
        O && O->getOperator() == OO_Plus && O->getNumArgs() == 2) {
      sqlText(O->getArg(0), Text, Query, Depth + 1, Frame);
      sqlText(O->getArg(1), Text, Query, Depth + 1, Frame);
      return;
    }
    // text.c_str(), text.data(), std::string to std::string_view
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(E);
        C && !C->getNumArgs() && isSameText(C->getMethodDecl())) {
      E = C->getImplicitObjectArgument();
      continue;
    }
    if (const auto *C = dyn_cast<CallExpr>(E)) {
      const Model *M = modelOf(U, C);
      unsigned I = M ? textArgument(*M) : 0;
      if (!M) {
        // std::string selectUser(int id) { return "SELECT ..."; }
        const FunctionDecl *Body = usableDefinition(U, C->getDirectCallee());
        const Expr *Made =
            Body && !isCoroutine(Body) && !isa<CXXOperatorCallExpr>(C)
                ? onlyReturnOf(Body)
                : nullptr;
        if (!Made)
          break;
        TextFrame Inside{C, Body, Frame};
        sqlText(Made, Text, Query, Depth + 1, &Inside);
        return;
      }
      if (I >= C->getNumArgs())
        break;
      if (M->What == Operation::Move || M->What == Operation::Forward) {
        E = C->getArg(0);
        continue;
      }
      if (M->What != Operation::Format)
        break;
      // std::format("... {} ...", value)
      std::vector<sql::Piece> Format;
      SqlQuery Inner;
      sqlText(C->getArg(I), Format, Inner, Depth + 1, Frame);
      if (!Query.Literal)
        Query.Literal = Inner.Literal;
      if (Format.size() != 1 || Format.front().Hole)
        break;
      bool Numbered = llvm::StringRef(Format.front().Text).contains("{0");
      unsigned Next = I + 1;
      for (sql::Piece &P : sql::formatPieces(Format.front().Text))
        if (P.Hole)
          Hole(!Numbered && Next < C->getNumArgs() ? C->getArg(Next++)
                                                   : nullptr);
        else
          Text.push_back(std::move(P));
      return;
    }
    const ValueDecl *D = nullptr;
    if (const auto *R = dyn_cast<DeclRefExpr>(E))
      D = R->getDecl();
    else if (const auto *M = dyn_cast<MemberExpr>(E))
      D = M->getMemberDecl();
    if (const auto *Member = dyn_cast_or_null<FieldDecl>(D)) {
      const Expr *Init = onlyValueOf(Member);
      if (!Init)
        break;
      llvm::SaveAndRestore There(Query.Elsewhere, true);
      sqlText(Init, Text, Query, Depth + 1);
      return;
    }
    const auto *V = dyn_cast_or_null<VarDecl>(D);
    if (!V || isa<ParmVarDecl>(V))
      break;
    const VarDecl *Defined = nullptr;
    const Expr *Init = V->getAnyInitializer(Defined);
    // A text that nobody adds to any more.
    bool Fixed = V->isConstexpr() || V->getType().isConstQualified() ||
                 // static const char *text = "...";
                 (V->hasGlobalStorage() && !V->isExternallyVisible() &&
                  V->getType()->isPointerType() && !Reassigned.count(V)) ||
                 (V->hasLocalStorage() && !Reassigned.count(V) &&
                  (V->getType()->isPointerType() || Mentions.lookup(V) == 1));
    if (!Init || !Fixed)
      break;
    E = Init;
  }
  Hole(Whole);
}

/// Who the statements are sent through: the variable or member that holds the
/// connection or transaction.
PlaceId FunctionLowering::connectionOf(const Expr *Object, bool &Parameter) {
  Parameter = false;
  for (unsigned I = 0; Object && I < MaxSteps; ++I) {
    Object = strip(Object);
    if (const auto *C = dyn_cast<CastExpr>(Object))
      Object = C->getSubExpr();
    else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Object);
             O && O->getNumArgs())
      Object = O->getArg(0); // pointer->, *pointer
    else if (const auto *X = dyn_cast<UnaryOperator>(Object))
      Object = X->getSubExpr();
    else if (const auto *M = dyn_cast<CXXMemberCallExpr>(Object))
      Object = M->getImplicitObjectArgument(); // pooled.get()
    else if (const auto *C = dyn_cast<CallExpr>(Object);
             C && C->getNumArgs() == 1)
      Object = C->getArg(0); // std::move(connection)
    else if (const auto *D = dyn_cast<DeclRefExpr>(Object)) {
      Parameter = isa<ParmVarDecl>(D->getDecl());
      const auto *V = dyn_cast<VarDecl>(D->getDecl());
      return !V ? NoPlace
             : V->hasLocalStorage()
                 ? localRoot(V)
                 : U.Places.root(RootKind::Global, symbolOf(V));
    } else if (const auto *M = dyn_cast<MemberExpr>(Object))
      return U.Places.field(thisPlace(), symbolOf(M->getMemberDecl()));
    else
      break;
  }
  return NoPlace;
}

/// A transaction, or a pointer to one.
static bool isTransaction(Unit &U, QualType T) {
  if (T->isPointerType())
    T = T->getPointeeType();
  const CXXRecordDecl *R = TypeFacts::record(T);
  if (!R)
    return false;
  if (U.Models.isTransaction(TypeFacts::qualifiedName(R)))
    return true;
  const auto *Pointer = dyn_cast<ClassTemplateSpecializationDecl>(R);
  return Pointer && U.Types.isPointerLike(T) &&
         Pointer->getTemplateArgs().size() &&
         Pointer->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         isTransaction(U, Pointer->getTemplateArgs()[0].getAsType());
}

/// Who sends \p Query, and whether that is a transaction.
void FunctionLowering::noteSender(SqlQuery &Query, const Expr *Sender,
                                  bool IsTransaction) {
  bool Parameter = false;
  Query.Connection = connectionOf(Sender, Parameter);
  // What the sender is, behind a conversion to the class of the method.
  IsTransaction |=
      Sender && (isTransaction(U, Sender->getType()) ||
                 isTransaction(U, Sender->IgnoreParenImpCasts()->getType()));
  // Who is handed a connection may have been handed a transaction.
  Query.Transaction = IsTransaction || Parameter;
  if (IsTransaction && Query.Connection && !Parameter)
    TransactionVariables.insert(Query.Connection);
}

/// The text of the statement that \p E is, if a call made it of a text and
/// \p Parameters: with_params("... {} ...", a, b), prepared.bind(a, b). Null if
/// none did.
const Expr *
FunctionLowering::statementIn(const Expr *E,
                              llvm::SmallVectorImpl<const Expr *> &Parameters,
                              SqlQuery &Query) {
  bool Bound = false;
  for (unsigned I = 0; E && I < MaxSteps; ++I) {
    E = strip(E);
    if (const auto *X = dyn_cast<CastExpr>(E))
      E = X->getSubExpr();
    else if (const auto *K = dyn_cast<CXXConstructExpr>(E))
      E = K->getNumArgs() == 1 ? K->getArg(0) : nullptr;
    else if (const auto *S = dyn_cast<CoroutineSuspendExpr>(E))
      E = S->getOperand();
    else if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      E = onlyInitOf(D);
    } else if (const auto *X = dyn_cast<MemberExpr>(E)) {
      const auto *Member = dyn_cast<FieldDecl>(X->getMemberDecl());
      E = Member ? onlyValueOf(Member) : nullptr;
      Query.Elsewhere = true;
    } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
               O && O->getNumArgs() == 1 &&
               (O->getOperator() == OO_Star || O->getOperator() == OO_Arrow)) {
      E = O->getArg(0); // a std::optional that holds it
    } else if (const auto *C = dyn_cast<CallExpr>(E)) {
      const Model *M = modelOf(U, C);
      if (!M || M->What != Operation::Statement ||
          M->Key >= int(C->getNumArgs()))
        return nullptr;
      if (!Bound && !Query.Elsewhere)
        Parameters.assign(std::next(C->arg_begin(), M->Key + 1), C->arg_end());
      if (M->Key >= 0)
        return C->getArg(M->Key);
      const auto *Call = dyn_cast<CXXMemberCallExpr>(C);
      E = Call ? Call->getImplicitObjectArgument() : nullptr;
      Bound = true;
    } else
      return nullptr;
  }
  return nullptr;
}

/// True if parameter \p I of \p F takes any argument as it is, `T &&`: to hand
/// it on, not to store something there.
static bool isForwarded(const FunctionDecl *F, unsigned I) {
  const FunctionTemplateDecl *Template = F->getPrimaryTemplate();
  const FunctionDecl *Pattern = Template ? Template->getTemplatedDecl() : F;
  if (!Pattern->getNumParams())
    return false;
  // A pack is one parameter, the last.
  QualType T = Pattern->getParamDecl(std::min(I, Pattern->getNumParams() - 1))
                   ->getType();
  if (const auto *Pack = T->getAs<PackExpansionType>())
    T = Pack->getPattern();
  return T->isRValueReferenceType();
}

/// std::ignore and its kin: an object for all, in which nothing is kept.
static bool keepsNothing(const Expr *E) {
  const auto *D = dyn_cast<DeclRefExpr>(strip(E));
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  const CXXRecordDecl *R = TypeFacts::record(E->getType());
  return V && V->hasGlobalStorage() && R && R->hasDefinition() && R->isEmpty();
}

/// An object that commands are added to, to be run together.
static bool isRequest(const Unit &U, QualType T) {
  const CXXRecordDecl *R = TypeFacts::record(T);
  return R && !R->isInStdNamespace() &&
         U.Models.isRequest(TypeFacts::qualifiedName(R));
}

/// True of a `T &` of a class.
static bool storesTo(const ParmVarDecl *P) {
  QualType T = P->getType();
  return T->isLValueReferenceType() &&
         !T->getPointeeType().isConstQualified() &&
         TypeFacts::record(T->getPointeeType());
}

bool FunctionLowering::noteSql(const Model &M, const Expr *At,
                               const FunctionDecl *F, const Expr *Object,
                               llvm::ArrayRef<const Expr *> Args) {
  // execSqlAsync(text, [](const Result &) {...}, [](...) {...}, values...)
  const auto *Call = dyn_cast<CallExpr>(At);
  bool HasCallback =
      !(Call && AwaitedCalls.count(Call)) &&
      llvm::any_of(Args, [&](const Expr *A) { return lambdaOf(A); });
  if (!HasCallback)
    defaultCall(At, F, Object && isa<CXXMemberCallExpr>(At) ? Object : nullptr,
                Args);
  auto Callbacks = llvm::make_scope_exit([&] {
    if (HasCallback)
      runCallbacks(At, Args);
    else if (Continuations)
      runSqlLater(At);
  });
  unsigned I = textArgument(M);
  if (I >= Args.size())
    return true;
  SqlQuery Query;
  const Expr *TextArgument = Args[I];
  llvm::SmallVector<const Expr *, 4> Parameters(Args.drop_front(I + 1));
  llvm::SmallVector<const Expr *, 4> Given;
  if (const Expr *Made = statementIn(TextArgument, Given, Query)) {
    for (const Expr *Rest : Parameters)
      if (Rest->isLValue() && !Rest->getType().isConstQualified())
        Query.Outputs.push_back(Rest);
    TextArgument = Made;
    Parameters = std::move(Given);
  } else
    // execute(text, result): what is stored to is no parameter of the text.
    for (auto [J, A] : llvm::enumerate(Args)) {
      QualType T = F && J < F->getNumParams() ? F->getParamDecl(J)->getType()
                                              : QualType();
      if (J > I && !T.isNull() && T->isLValueReferenceType() &&
          !T->getPointeeType().isConstQualified() &&
          TypeFacts::record(A->getType()) && A->isLValue() &&
          !isForwarded(F, J) && !keepsNothing(A))
        Query.Outputs.push_back(A);
      // ozo::into(rows), std::back_inserter(rows): by value, what stores there
      const auto *Into =
          J > I ? dyn_cast<CallExpr>(strip(A->IgnoreImplicit())) : nullptr;
      if (const FunctionDecl *Maker = Into ? Into->getDirectCallee() : nullptr;
          Maker && Into->getNumArgs() == 1 && !isa<CXXMethodDecl>(Maker) &&
          Maker->getNumParams() == 1 && storesTo(Maker->getParamDecl(0)) &&
          Into->getArg(0)->isLValue())
        Query.Outputs.push_back(Into->getArg(0));
    }
  if (M.What == Operation::Redis && takeCommands(TextArgument, Query)) {
    noteSender(Query, Object, M.Transaction);
    SqlQueries[At] = std::move(Query);
    return true;
  }
  // ozo::commit(std::move(transaction), ...)
  if (M.What == Operation::Sql && isTransaction(U, TextArgument->getType())) {
    sql::Script End;
    End.Understood = true;
    End.Statements.emplace_back().Kind = sql::Statement::Commit;
    Query.Script = std::make_shared<sql::Script>(std::move(End));
    noteSender(Query, TextArgument, /*IsTransaction=*/true);
    SqlQueries[At] = std::move(Query);
    return true;
  }
  std::vector<sql::Piece> Text;
  sqlText(TextArgument, Text, Query);
  if (llvm::all_of(Text, [](const sql::Piece &P) { return P.Hole; }))
    return true;
  auto Script = std::make_shared<sql::Script>(M.What == Operation::Redis
                                                  ? sql::analyzeRedis(Text)
                                                  : sql::analyze(Text));
  if (!Script->Understood) {
    if (Script->Queries && Query.Literal) {
      std::string Whole;
      for (const sql::Piece &P : Text)
        Whole += P.Hole ? std::string(1, '\0') : P.Text;
      U.UnreadSql.try_emplace(Whole, locOf(Query.Literal), Script->Problem);
    }
    return true;
  }
  for (const Expr *P : Parameters) {
    if (lambdaOf(P))
      continue;
    Query.Parameters.push_back(P);
    Query.ParameterValues.push_back(argument(P));
  }
  Query.Script = std::move(Script);
  Query.NotPostgres = M.Dialect == Model::Unsaid
                          ? Query.Script->Foreign
                          : M.Dialect != Model::PostgreSql;
  // query(text, ...) has no object; ozo::request(connection, text) is an
  // object itself.
  noteSender(Query,
             isa<CXXOperatorCallExpr>(At)          ? (I > 0 ? Args[0] : nullptr)
             : isa<CXXMemberCallExpr>(At) || I > 0 ? Object
                                                   : nullptr,
             M.Transaction);
  SqlQueries[At] = std::move(Query);
  return true;
}

/// request.push("SET", key, value): the words of a command that runs when the
/// request does, with the values that they have now.
bool FunctionLowering::noteRedisCommand(const Model &M, const Expr *At,
                                        const FunctionDecl *F,
                                        const Expr *Object,
                                        llvm::ArrayRef<const Expr *> Args) {
  defaultCall(At, F, Object, Args);
  PlaceSet To = Object ? placeOf(Object) : PlaceSet();
  if (To.size() != 1)
    return true;
  if (M.Key < 0) {
    PushedCommands.erase(To.front());
    return true;
  }
  PushedCommands[To.front()].push_back(redisCommand(M, Args));
  return true;
}

/// The command whose words \p Args are, from the one that \p M says on.
FunctionLowering::PushedCommand FunctionLowering::redisCommand(
    const Model &M, llvm::ArrayRef<const Expr *> Args, const TextFrame *Frame) {
  PushedCommand Command;
  for (const Expr *A : Args.drop_front(std::min<size_t>(M.Key, Args.size()))) {
    if (isa<CXXDefaultArgExpr>(A))
      break;
    std::vector<sql::Piece> &Word = Command.Words.emplace_back();
    const Expr *Plain = strip(A->IgnoreParenImpCasts());
    if (const auto *N = dyn_cast<IntegerLiteral>(Plain))
      Word.push_back({std::to_string(N->getValue().getLimitedValue()), false});
    else
      sqlText(A, Word, Command.Values, 0, Frame);
  }
  return Command;
}

/// The commands that \p S, in the function of \p Frame, adds to \p Request,
/// each once, whether it is reached or not.
void FunctionLowering::commandsMade(const Stmt *S, const VarDecl *Request,
                                    const TextFrame &Frame,
                                    std::vector<PushedCommand> &Commands) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S)) {
    const auto *D =
        dyn_cast<DeclRefExpr>(strip(C->getImplicitObjectArgument()));
    const Model *M = D && D->getDecl() == Request ? modelOf(U, C) : nullptr;
    if (M && M->What == Operation::RedisCommand) {
      if (M->Key < 0)
        Commands.clear();
      else
        Commands.push_back(redisCommand(
            *M, llvm::ArrayRef(C->getArgs(), C->getNumArgs()), &Frame));
      return;
    }
  }
  for (const Stmt *Child : S->children())
    commandsMade(Child, Request, Frame, Commands);
}

/// `addScore(request, player, score)`: what the function \p Body that \p C
/// calls adds to a request of ours.
void FunctionLowering::noteCommandsAdded(const CallExpr *C,
                                         const FunctionDecl *Body) {
  for (const ParmVarDecl *P : Body->parameters()) {
    unsigned I = P->getFunctionScopeIndex();
    QualType T = P->getType();
    if (I >= C->getNumArgs() || isa<CXXOperatorCallExpr>(C) ||
        !T->isLValueReferenceType() || T->getPointeeType().isConstQualified() ||
        !isRequest(U, T->getPointeeType()))
      continue;
    PlaceSet To = placeOf(C->getArg(I));
    std::vector<PushedCommand> Added;
    commandsMade(Body->getBody(), P, {C, Body, nullptr}, Added);
    if (To.size() == 1)
      for (PushedCommand &X : Added)
        PushedCommands[To.front()].push_back(std::move(X));
  }
}

/// What \p E copies or moves, or \p E.
static const Expr *uncopied(const Expr *E) {
  E = strip(E->IgnoreImplicit());
  const auto *K = dyn_cast<CXXConstructExpr>(E);
  return K && K->getNumArgs() == 1 ? strip(K->getArg(0)->IgnoreImplicit()) : E;
}

/// The variable that \p E names, or null.
static const VarDecl *variableIn(const Expr *E) {
  const auto *D = dyn_cast<DeclRefExpr>(E);
  return D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
}

/// Makes \p Query of the commands that were added to \p Request.
bool FunctionLowering::takeCommands(const Expr *Request, SqlQuery &Query) {
  PlaceSet From = placeOf(Request);
  std::vector<PushedCommand> Pushed;
  // request = makeRequest(player), with what that function adds
  const Expr *Made = uncopied(Request);
  if (const VarDecl *V = variableIn(Made); V && V->hasInit())
    Made = uncopied(V->getInit());
  if (const auto *C = dyn_cast<CallExpr>(Made);
      C && isRequest(U, C->getType())) {
    const FunctionDecl *Body = usableDefinition(U, C->getDirectCallee());
    const Expr *Given = Body ? onlyReturnOf(Body) : nullptr;
    if (const VarDecl *V = Given ? variableIn(uncopied(Given)) : nullptr)
      commandsMade(Body->getBody(), V, {C, Body, nullptr}, Pushed);
  }
  if (auto It = From.size() == 1 ? PushedCommands.find(From.front())
                                 : PushedCommands.end();
      It != PushedCommands.end())
    Pushed.insert(Pushed.end(), It->second.begin(), It->second.end());
  if (Pushed.empty())
    return false;
  std::vector<sql::RedisCommand> Commands;
  for (const PushedCommand &C : Pushed) {
    Commands.push_back(C.Words);
    Query.Holes.append(C.Values.Holes);
    Query.HoleValues.append(C.Values.HoleValues);
  }
  Query.Script =
      std::make_shared<sql::Script>(sql::analyzeRedisRequest(Commands));
  return true;
}

/// The callbacks among \p Args run when the query \p At is done; the first of
/// them is given what comes back.
void FunctionLowering::runCallbacks(const Expr *At,
                                    llvm::ArrayRef<const Expr *> Args) {
  auto It = SqlQueries.find(At);
  Continued = It == SqlQueries.end() ? nullptr : &It->second;
  for (const Expr *A : Args)
    if (const LambdaExpr *L = lambdaOf(A)) {
      noteEscapes(A);
      inlineLambda(L, Runs::Later, {}, {}, At);
      Continued = nullptr;
    }
}

/// In a continuation that is no coroutine, the query \p At runs by itself,
/// unless another continuation is added to it.
void FunctionLowering::runSqlLater(const Expr *At) {
  auto It = SqlQueries.find(At);
  if (It == SqlQueries.end() || (Here.Function && isCoroutine(Here.Function)))
    return;
  // query(...).then(...)
  for (const Stmt *Up = Parents.lookup(At); isa_and_nonnull<Expr>(Up);
       Up = Parents.lookup(Up))
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(Up);
        C && strip(C->getImplicitObjectArgument()) == At)
      return;
  SqlQuery Query = It->second;
  BlockId Body = newBlock(), After = newBlock();
  edge(Current, Body, EdgeKind::Fork);
  edge(Current, After);
  Current = Body;
  emit(EventKind::Suspend, locOf(At)).Start = true;
  runSql(Query, At);
  edge(Current, EventGraph::Exit);
  Current = After;
}

/// The lambda \p M begins with the result of the query that it continues.
void FunctionLowering::continueWith(const CXXMethodDecl *M, const Stmt *At) {
  const auto *E = dyn_cast<Expr>(At);
  if (!Continued || !E)
    return;
  SqlQuery Query = *std::exchange(Continued, nullptr);
  runSql(Query, E);
  SlotId Result = Values.lookup(E);
  // execute(text, result, [&](error_code) {...})
  if (M->param_empty() || !Result || !Query.Outputs.empty())
    return;
  const ParmVarDecl *P = M->getParamDecl(0);
  Event &W = emit(EventKind::Write, locOf(At));
  W.Places.push_back(localRoot(P));
  W.Initial = true;
  W.Inputs.push_back({Result, Flow::Copy});
  if (auto It = RowsRead.find(E); It != RowsRead.end()) {
    SqlRows Rows = It->second;
    RowsIn[P] = std::move(Rows);
  }
}

/// A method of a mapper: the statement that it stands for.
bool FunctionLowering::noteMapper(const Model &M, const Expr *At,
                                  const FunctionDecl *F, const Expr *Object,
                                  llvm::ArrayRef<const Expr *> Args) {
  defaultCall(At, F, Object, Args);
  if (!Object || M.Key >= int(Args.size()))
    return true;
  // mapper.limit(1).forUpdate().findOne(...)
  bool Locks = false;
  const Expr *Mapper = strip(Object);
  for (unsigned I = 0; I < MaxSteps; ++I) {
    Mapper = strip(Mapper->IgnoreParenImpCasts());
    const auto *C = dyn_cast<CXXMemberCallExpr>(Mapper);
    const CXXMethodDecl *Method = C ? C->getMethodDecl() : nullptr;
    if (!Method)
      break;
    const Model *Link =
        U.Models.method(Method->getNameAsString(),
                        TypeFacts::qualifiedName(Method->getParent()));
    Locks |= Link && Link->What == Operation::LockRow;
    Mapper = C->getImplicitObjectArgument();
  }
  const auto *Of = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      TypeFacts::record(Mapper->getType()));
  if (!Of || !Of->getTemplateArgs().size() ||
      Of->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return true;
  const CXXRecordDecl *Class =
      TypeFacts::record(Of->getTemplateArgs()[0].getAsType());
  if (!Class || !Class->getIdentifier())
    return true;
  // What the mapper was made with.
  const Expr *Made = Mapper;
  for (unsigned I = 0; Made && I < MaxSteps; ++I) {
    Made = strip(Made->IgnoreParenImpCasts());
    if (const auto *D = dyn_cast<DeclRefExpr>(Made)) {
      const auto *V = dyn_cast<VarDecl>(D->getDecl());
      Made = V ? V->getInit() : nullptr;
    } else if (const auto *K = dyn_cast<CXXConstructExpr>(Made)) {
      Made = K->getNumArgs() ? K->getArg(0) : nullptr;
      if (TypeFacts::record(K->getType()) == Of)
        break;
    } else
      break;
  }
  // A shared_ptr of the base class is made of one of the transaction.
  while (const auto *K =
             Made ? dyn_cast<CXXConstructExpr>(strip(Made)) : nullptr) {
    if (K->getNumArgs() != 1)
      break;
    Made = K->getArg(0);
  }
  SqlQuery Query;
  noteSender(Query, Made, /*IsTransaction=*/false);

  sql::Access A;
  A.Table = Class->getNameAsString();
  sql::Operand Given;
  Given.Kind = sql::Operand::Parameter;
  Given.Number = 1;
  if (M.Key >= 0) {
    const Expr *Argument = Args[M.Key];
    Query.Parameters.push_back(Argument);
    Query.ParameterValues.push_back(argument(Argument));
    A.Keys.push_back({"primary key", Given});
  }
  switch (M.What) {
  case Operation::FindRow:
    A.Reads.push_back("*");
    if (Locks)
      A.Lock = sql::LockStrength::Update;
    break;
  case Operation::SaveRow: {
    A.Kind = sql::Access::Update;
    A.Sets.push_back({"*", {Given}, false, false, false});
    // Only what was set is written.
    const auto *D = dyn_cast<DeclRefExpr>(
        strip(Query.Parameters.front()->IgnoreParenImpCasts()));
    if (const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr)
      if (auto It = RowSets.find(V); It != RowSets.end()) {
        llvm::SmallVector<Input, 4> In;
        for (SlotId Set : It->second)
          In.push_back({Set, Flow::Derived});
        Query.ParameterValues.front() = combine(In, locOf(At));
      }
    break;
  }
  case Operation::RemoveRow:
    A.Kind = sql::Access::Delete;
    break;
  default:
    // Which columns are unique, nobody knows.
    return true;
  }
  sql::Statement Statement;
  Statement.Kind = sql::Statement::Query;
  Statement.Accesses.push_back(std::move(A));
  auto Script = std::make_shared<sql::Script>();
  Script->Understood = true;
  Script->Statements.push_back(std::move(Statement));
  Query.Script = std::move(Script);
  SqlQueries[At] = std::move(Query);
  return true;
}

/// `user.setMoney(n)` on what was read from a table.
void FunctionLowering::noteRowChange(const CallExpr *C) {
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  const CXXMethodDecl *F = M ? M->getMethodDecl() : nullptr;
  if (RowsRead.empty() || !F || F->isConst() || !C->getNumArgs())
    return;
  const auto *D = dyn_cast<DeclRefExpr>(
      strip(M->getImplicitObjectArgument()->IgnoreParenImpCasts()));
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V || !sqlLook(M->getImplicitObjectArgument()).Rows)
    return;
  for (const Expr *A : C->arguments())
    RowSets[V].push_back(argument(A));
}

const FunctionLowering::SqlQuery *
FunctionLowering::sqlQuery(const Expr *Awaited) const {
  if (SqlQueries.empty())
    return nullptr;
  Awaited = strip(Awaited);
  for (int I = 0; Awaited && I < 8; ++I, Awaited = adapted(Awaited))
    if (auto It = SqlQueries.find(Awaited); It != SqlQueries.end())
      return &It->second;
  return nullptr;
}

void FunctionLowering::endTransaction(const VarDecl *V, const Stmt *At) {
  if (TransactionVariables.empty())
    return;
  PlaceId Connection = localRoot(V);
  if (TransactionVariables.count(Connection))
    emit(EventKind::Release, locOf(At)).Holder = Connection;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

PlaceId FunctionLowering::tablePlace(const SqlQuery &Query,
                                     llvm::StringRef Name) {
  bool KeyValue = Query.Script->KeyValue;
  if (!KeyValue)
    Name.consume_front("public.");
  // No table has such a name.
  std::string Known = (KeyValue ? "\n" : "") + Name.str();
  auto [It, New] = U.Tables.try_emplace(Known, NoPlace);
  if (New) {
    It->second = U.Places.root(RootKind::Global,
                               U.Places.symbol(It->first().data(), Name));
    U.Places.node(It->second).Table = true;
    U.Places.node(It->second).KeyValue = KeyValue;
  }
  return It->second;
}

SymbolId FunctionLowering::columnSymbol(llvm::StringRef Name) {
  auto [It, New] = U.Columns.try_emplace(Name, 0);
  if (New)
    It->second = U.Places.symbol(It->first().data(), Name);
  return It->second;
}

/// What the program gives for \p O.
std::pair<const Expr *, SlotId>
FunctionLowering::sqlOperand(const SqlQuery &Query,
                             const sql::Operand &O) const {
  if (O.Kind == sql::Operand::Parameter && O.Number &&
      O.Number <= Query.Parameters.size())
    return {Query.Parameters[O.Number - 1],
            Query.ParameterValues[O.Number - 1]};
  if (O.Kind == sql::Operand::Hole && O.Number < Query.Holes.size())
    return {Query.Holes[O.Number], Query.HoleValues[O.Number]};
  return {nullptr, 0};
}

/// The values that the program gives for \p From.
llvm::SmallVector<Input, 2>
FunctionLowering::sqlInputs(const SqlQuery &Query,
                            llvm::ArrayRef<sql::Operand> From) const {
  llvm::SmallVector<Input, 2> In;
  for (const sql::Operand &O : From)
    if (SlotId V = sqlOperand(Query, O).second)
      In.push_back({V, Flow::Copy});
  return In;
}

/// The row that \p A selects by columns that are equal to something. Rows that
/// are selected otherwise are those of this statement alone.
PlaceId FunctionLowering::rowPlace(const SqlQuery &Query, const sql::Access &A,
                                   const Stmt *At) {
  PlaceId Table = tablePlace(Query, A.Table);
  struct Part {
    llvm::StringRef Column;
    const Expr *Value;
    const sql::Operand *Literal;
  };
  llvm::SmallVector<Part, 2> Given, Literal;
  bool Unknown = false;
  for (const sql::Key &K : A.Keys) {
    if (K.Column.empty())
      continue;
    if (const Expr *E = sqlOperand(Query, K.Value).first) {
      // By the key of a row that was read before: that row.
      SqlLook Look = sqlLook(E);
      if (Look.Rows && Look.Rows->Table == Table &&
          (K.Column == "primary key"
               ? !Look.Called
               : Look.Column.empty() || Look.Column == K.Column))
        return Look.Rows->Row;
      if (PlaceId Row =
              loadedRow(E, U.Places.field(Table, columnSymbol(K.Column)), ""))
        return Row;
      Given.push_back({K.Column, E, nullptr});
    } else if (K.Value.Kind == sql::Operand::Literal)
      Literal.push_back({K.Column, nullptr, &K.Value});
    else
      Unknown = true;
  }
  // A value that the program gives tells rows apart; a constant is rather a
  // state in which many are.
  llvm::SmallVector<Part, 2> &Parts = Given.empty() ? Literal : Given;
  if (Parts.empty() || (Given.empty() && Unknown))
    return U.Places.key(
        Table, U.Places.keySymbol("#" + std::to_string(locOf(At).Begin), {},
                                  /*Constant=*/true));
  llvm::stable_sort(
      Parts, [](const Part &X, const Part &Y) { return X.Column < Y.Column; });
  PlaceId P = Table;
  for (const Part &X : Parts) {
    P = U.Places.field(P, columnSymbol(X.Column));
    P = X.Value ? elementPlace(P, X.Value)
                : U.Places.key(P, U.Places.keySymbol(describe(*X.Literal), {},
                                                     /*Constant=*/true));
  }
  return P;
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

static bool isTuple(QualType T) {
  const CXXRecordDecl *R = TypeFacts::record(T);
  return R && R->isInStdNamespace() && R->getIdentifier() &&
         R->getName() == "tuple";
}

void FunctionLowering::runSql(const SqlQuery &Query, const Expr *S) {
  llvm::SmallVector<Input, 4> Results{{Values.lookup(S), Flow::Copy}};
  PlaceId Holder = Query.Connection;
  auto Hold = [&](PlaceId Row = NoPlace,
                  Unit::SqlStep::Kinds Step = Unit::SqlStep::Hold) {
    if (!Holder)
      return;
    emit(EventKind::Acquire, locOf(S)).Holder = Holder;
    Locked[Holder].push_back(Row);
    noteSqlStep({Step, Holder, -1, Row});
  };
  auto InTransaction = [&] {
    return Query.Transaction || llvm::is_contained(OpenTransactions, Holder);
  };
  // From REPEATABLE READ on, PostgreSQL turns away who changes a row that
  // another transaction has changed since this one began; MySQL does from
  // SERIALIZABLE on. A row that another transaction has added is seen by either
  // from SERIALIZABLE on.
  auto Begin = [&](sql::Isolation Level, bool Exclusive) {
    bool Serializable = Exclusive || Level == sql::Isolation::Serializable;
    if (!Holder || (!Serializable && (Level != sql::Isolation::RepeatableRead ||
                                      Query.NotPostgres)))
      return;
    Hold();
    if (!Serializable)
      Snapshots.insert(Holder);
  };
  // Of each command, what it gives back. EXEC gives what those since MULTI did.
  struct Told {
    size_t First, End;
  };
  llvm::SmallVector<Told, 4> Gives;
  size_t Queued = Results.size();
  for (const sql::Statement &X : Query.Script->Statements) {
    size_t First = Results.size();
    if (X.Kind != sql::Statement::Query)
      First = std::exchange(Queued, First);
    auto Counted = llvm::make_scope_exit(
        [&] { Gives.push_back({First, Results.size()}); });
    switch (X.Kind) {
    case sql::Statement::Begin:
      if (Holder) {
        OpenTransactions.push_back(Holder);
        noteSqlStep({Unit::SqlStep::Begin, Holder});
      }
      Begin(X.Level != sql::Isolation::Unsaid ? X.Level
            : NextLevels.lookup(Holder) != sql::Isolation::Unsaid
                ? NextLevels.lookup(Holder)
                : SessionLevels.lookup(Holder),
            X.Exclusive);
      NextLevels.erase(Holder);
      break;
    case sql::Statement::Commit:
    case sql::Statement::Rollback:
      llvm::erase(OpenTransactions, Holder);
      Snapshots.erase(Holder);
      Locked.erase(Holder);
      if (Holder) {
        emit(EventKind::Release, locOf(S)).Holder = Holder;
        noteSqlStep({Unit::SqlStep::End, Holder});
      }
      break;
    case sql::Statement::SetIsolation:
      if (X.Session)
        SessionLevels[Holder] = X.Level;
      else if (InTransaction())
        Begin(X.Level, X.Exclusive);
      else if (Query.NotPostgres) // for the one transaction that follows
        NextLevels[Holder] = X.Level;
      break;
    case sql::Statement::LockTable:
      if (X.Exclusive && InTransaction())
        Hold();
      break;
    case sql::Statement::Savepoint:
    case sql::Statement::Other:
      break;
    case sql::Statement::Query: {
      for (const sql::AdvisoryLock &L : X.AdvisoryLocks)
        if (L.Release) {
          if (Holder)
            emit(EventKind::Release, locOf(S)).Holder = Holder;
        } else if (!L.Transaction || InTransaction())
          Hold();
      // What a hole can add is not known.
      if (X.Partial)
        break;
      bool Changes = llvm::any_of(X.Accesses, [](const sql::Access &A) {
        return A.Kind != sql::Access::Read;
      });
      for (const sql::Access &A : X.Accesses) {
        if (A.Table.empty())
          continue;
        switch (A.Kind) {
        case sql::Access::Read: {
          if (Changes)
            break;
          if (A.Lock >= sql::LockStrength::Share) {
            // In MySQL, also the gap where a row would be.
            if (InTransaction())
              Hold(Query.NotPostgres ? NoPlace : rowPlace(Query, A, S),
                   Unit::SqlStep::HoldRow);
            else {
              PlaceId Row = rowPlace(Query, A, S);
              PlaceId Own = U.Places.root(RootKind::Temporary,
                                          U.Places.symbol(&A, "row lock"));
              Event &Lock = emit(EventKind::Acquire, locOf(S));
              Lock.Places = {Row};
              Lock.Holder = Own;
              Lock.Momentary = Lock.Reentrant = true;
              emit(EventKind::Release, locOf(S)).Holder = Own;
              noteSqlStep({Unit::SqlStep::HoldRow, Holder, -1, Row});
            }
          }
          Results.push_back({readRows(Query, X, A, S), Flow::Copy});
          break;
        }
        case sql::Access::Update:
        case sql::Access::Delete:
          Results.push_back({changeRows(Query, A, S), Flow::Copy});
          break;
        case sql::Access::Insert:
        case sql::Access::InsertIfAbsent:
        case sql::Access::Upsert:
          insertUnlessThere(Query, X, A, S);
          break;
        }
      }
      break;
    }
    }
  }
  SlotId Result = combine(Results, locOf(S));
  Values[S] = Result;
  for (const Expr *Output : Query.Outputs) {
    PlaceSet To = placeOf(Output);
    if (To.empty() || !Result)
      continue;
    // std::get<1>(response) is what the second command of the request gave.
    if (Gives.size() > 1 && Query.Script->KeyValue && To.size() == 1 &&
        isTuple(Output->getType())) {
      for (auto [I, X] : llvm::enumerate(Gives)) {
        SlotId One = combine(
            llvm::ArrayRef(Results).slice(X.First, X.End - X.First), locOf(S));
        if (!One)
          continue;
        Event &W = emit(EventKind::Write, locOf(S));
        W.Places.push_back(tupleElement(To.front(), I));
        W.Inputs.push_back({One, Flow::Copy});
      }
      continue;
    }
    Event &W = emit(EventKind::Write, locOf(S));
    W.Places = To;
    W.Inputs.push_back({Result, Flow::Copy});
    auto It = RowsRead.find(S);
    const auto *D = dyn_cast<DeclRefExpr>(strip(Output));
    if (const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
        V && It != RowsRead.end()) {
      SqlRows Rows = It->second;
      RowsIn[V] = Rows;
    }
  }
}

/// Keeps \p X for the callers, if they know the connection.
void FunctionLowering::noteSqlStep(Unit::SqlStep X) {
  const PlaceNode &N = U.Places.node(U.Places.rootOf(X.Connection));
  const FunctionDecl *F = Stack.front();
  for (const ParmVarDecl *P : F->parameters())
    if (localRoot(P) == X.Connection)
      X.Parameter = P->getFunctionScopeIndex();
  if (X.Connection && (X.Parameter >= 0 || N.Root == RootKind::This ||
                       N.Root == RootKind::Global))
    U.SqlSteps[F->getCanonicalDecl()].push_back(X);
}

/// What the function that \p Call awaits did to a transaction of ours.
void FunctionLowering::applySqlSteps(const PendingCall &Call, const Expr *At) {
  if (!Call.Callee)
    return;
  auto It = U.SqlSteps.find(Call.Callee->getCanonicalDecl());
  if (It == U.SqlSteps.end())
    return;
  bool Own = false; ///< the callee has begun one itself
  llvm::SmallVector<Unit::SqlStep, 4> Steps(It->second);
  for (Unit::SqlStep X : Steps) {
    bool Open = false;
    if (X.Parameter >= 0) {
      const Expr *Given = unsigned(X.Parameter) < Call.Args.size()
                              ? Call.Args[X.Parameter]
                              : nullptr;
      X.Connection = Given ? connectionOf(Given, Open) : NoPlace;
      Open |= Given && isTransaction(U, Given->getType());
    } else if (Call.Object && !isa<CXXThisExpr>(strip(Call.Object)))
      continue; // a connection of another object
    if (!X.Connection)
      continue;
    X.Parameter = -1;
    Open |= llvm::is_contained(OpenTransactions, X.Connection);
    switch (X.What) {
    case Unit::SqlStep::Begin:
      Own = true;
      OpenTransactions.push_back(X.Connection);
      break;
    case Unit::SqlStep::HoldRow:
      if (!Own)
        U.RowLockers[Call.Callee->getCanonicalDecl()].push_back(
            {Stack.front()->getCanonicalDecl(), Open});
      if (!Open)
        break;
      [[fallthrough]];
    case Unit::SqlStep::Hold:
      emit(EventKind::Acquire, locOf(At)).Holder = X.Connection;
      Locked[X.Connection].push_back(NoPlace);
      break;
    case Unit::SqlStep::End:
      llvm::erase(OpenTransactions, X.Connection);
      Snapshots.erase(X.Connection);
      Locked.erase(X.Connection);
      emit(EventKind::Release, locOf(At)).Holder = X.Connection;
      break;
    }
    noteSqlStep(X);
  }
}

bool Unit::isCalledInTransactions(const FunctionDecl *F, unsigned Depth) const {
  constexpr unsigned MaxDepth = 8;
  auto It = RowLockers.find(F->getCanonicalDecl());
  return It != RowLockers.end() && Depth < MaxDepth &&
         llvm::all_of(
             It->second,
             [&](const RowLocker &L) {
               return L.InTransaction ||
                      isCalledInTransactions(L.Caller, Depth + 1);
             });
}

SlotId FunctionLowering::readRows(const SqlQuery &Query,
                                  const sql::Statement &Statement,
                                  const sql::Access &A, const Expr *S) {
  SqlRows Rows;
  Rows.Table = tablePlace(Query, A.Table);
  Rows.Row = rowPlace(Query, A, S);
  Rows.Held = U.Places.root(RootKind::Temporary, U.Places.symbol(S, "rows"));
  Rows.Columns = Statement.Results;
  PlaceId From = Rows.Row, To = Rows.Held;
  if (A.Reads.size() == 1 && !A.Reads.front().empty() &&
      (A.Reads.front() != "*" || Query.Script->KeyValue)) {
    SymbolId Column = columnSymbol(A.Reads.front());
    From = U.Places.field(From, Column);
    To = U.Places.field(To, Column);
  }
  SlotId V = readNow({From}, locOf(S), {});
  G->Events.back().Existence = A.Reads.empty();
  Event &W = emit(EventKind::Write, locOf(S));
  W.Places.push_back(To);
  W.Initial = true;
  W.Inputs.push_back({V, Flow::Copy});
  // Of two tables, what a column belongs to is not known.
  RowsRead.try_emplace(S, std::move(Rows));
  return V;
}

/// UPDATE and DELETE. The result says whether there was a row as expected.
SlotId FunctionLowering::changeRows(const SqlQuery &Query, const sql::Access &A,
                                    const Expr *S) {
  PlaceId Row = rowPlace(Query, A, S);
  if (A.Kind == sql::Access::Delete) {
    SlotId Dst = G->NumSlots++;
    Event &E = emit(EventKind::Update, locOf(S));
    E.Places.push_back(Row);
    E.Dst = Dst;
    E.Shrinks = E.Existence = true;
    E.Conditional = !A.Tests.empty();
    return Dst;
  }
  llvm::SmallVector<Input, 4> Told;
  bool Carries = A.carriesCheck();
  for (const sql::Assignment &X : A.Sets) {
    llvm::SmallVector<Input, 2> In = sqlInputs(Query, X.From);
    bool OneStep = X.OwnRow || X.Query;
    SlotId Dst = OneStep || Carries ? G->NumSlots++ : 0;
    Event &E = emit(OneStep ? EventKind::Update : EventKind::Write, locOf(S));
    E.Places.push_back(
        X.Column.empty() ? Row : U.Places.field(Row, columnSymbol(X.Column)));
    E.Dst = Dst;
    E.Inputs.assign(In.begin(), In.end());
    E.Conditional = Carries;
    E.Constant = X.Constant && !OneStep;
    E.Step = OneStep && X.From.empty();
    // What is put into a cache, others may put there too.
    E.May = X.Column.empty() || A.Expires;
    if (Carries)
      Told.push_back({Dst, Flow::Derived});
  }
  return combine(Told, locOf(S));
}

/// The try statement that \p S stands in, but for its handlers; or null.
static const CXXTryStmt *
tryAround(const Stmt *S,
          const llvm::DenseMap<const Stmt *, const Stmt *> &Parents) {
  for (const Stmt *Up = Parents.lookup(S); Up; S = Up, Up = Parents.lookup(Up))
    if (const auto *T = dyn_cast<CXXTryStmt>(Up); T && T->getTryBlock() == S)
      return T;
  return nullptr;
}

/// `INSERT ... SELECT ... WHERE NOT EXISTS (...)`: what its own query found is
/// old when the row is added, but for a server that locks what the query reads.
void FunctionLowering::insertUnlessThere(const SqlQuery &Query,
                                         const sql::Statement &Statement,
                                         const sql::Access &A, const Expr *S) {
  auto Asks = std::find_if(Statement.Accesses.begin(), Statement.Accesses.end(),
                           [&](const sql::Access &B) {
                             return B.Kind == sql::Access::Read &&
                                    B.Table == A.Table && B.Reads.empty() &&
                                    !B.Keys.empty();
                           });
  if (!A.UnlessThere || Query.NotPostgres || Asks == Statement.Accesses.end())
    return insertRows(Query, A, S);
  PlaceId Row = rowPlace(Query, *Asks, S);
  // Who has asked for the row before has made the check there.
  if (llvm::any_of(RowsRead,
                   [&](const auto &Known) { return Known.second.Row == Row; }))
    return insertRows(Query, A, S);
  SlotId Found = readNow({Row}, locOf(S), {});
  G->Events.back().Existence = true;
  emit(EventKind::Branch, locOf(S)).Inputs.push_back({Found, Flow::Derived});
  BlockId Insert = newBlock(), After = newBlock();
  edge(Current, Insert);
  edge(Current, After);
  Current = Insert;
  emit(EventKind::Suspend, locOf(S));
  ++G->Spawned; // no suspension of its own
  insertRows(Query, A, S);
  edge(Current, After);
  Current = After;
}

/// INSERT makes rows that any of the columns that it sets can be asked for.
void FunctionLowering::insertRows(const SqlQuery &Query, const sql::Access &A,
                                  const Expr *S) {
  PlaceId Table = tablePlace(Query, A.Table);
  llvm::SmallVector<std::pair<llvm::StringRef, const Expr *>, 8> Given;
  for (const sql::Assignment &X : A.Sets)
    if (X.From.size() == 1 && !X.Column.empty() && X.Column != "*")
      if (const Expr *E = sqlOperand(Query, X.From.front()).first)
        Given.push_back({X.Column, E});
  llvm::sort(Given,
             [](const auto &X, const auto &Y) { return X.first < Y.first; });
  constexpr size_t MaxKeys = 12, MaxPaired = 6;
  if (Given.empty() || Given.size() > MaxKeys)
    return;
  PlaceSet Rows;
  for (size_t I = 0; I < Given.size(); ++I) {
    PlaceId One = elementPlace(
        U.Places.field(Table, columnSymbol(Given[I].first)), Given[I].second);
    Rows.push_back(One);
    for (size_t J = I + 1; Given.size() <= MaxPaired && J < Given.size(); ++J)
      Rows.push_back(elementPlace(
          U.Places.field(One, columnSymbol(Given[J].first)), Given[J].second));
  }
  // A row that is there already: the insertion fails, and that is caught where
  // it is tried. A handler around all of the function sees to other things.
  const CXXTryStmt *Tried = tryAround(S, Parents);
  for (const auto &[Read, Known] : RowsRead)
    for (const Stmt *Up = Read; Tried && Up; Up = Parents.lookup(Up))
      if (Up == Tried)
        Tried = nullptr;
  bool IfAbsent = A.Kind != sql::Access::Insert;
  // That somebody adds the same row, a snapshot does not show; and a lock on
  // rows that are not there yet locks nothing.
  bool Unseen = Snapshots.count(Query.Connection);
  if (auto It = Locked.find(Query.Connection); It != Locked.end())
    Unseen |= !It->second.empty() && llvm::all_of(It->second, [&](PlaceId Row) {
      return Row && llvm::is_contained(Rows, Row);
    });
  if (Unseen)
    emit(EventKind::Release, locOf(S)).Holder = Query.Connection;
  auto Again = llvm::make_scope_exit([&] {
    if (Unseen)
      emit(EventKind::Acquire, locOf(S)).Holder = Query.Connection;
  });
  {
    Event &E = emit(EventKind::Write, locOf(S));
    E.Places = Rows;
    E.Conditional = IfAbsent || Tried;
  }
  // ON CONFLICT DO UPDATE: what the program computed replaces what is there.
  for (const sql::Assignment &X : A.ConflictSets) {
    llvm::SmallVector<Input, 2> In = sqlInputs(Query, X.From);
    if (X.OwnRow || X.Column.empty() || In.empty())
      continue;
    PlaceSet To;
    for (PlaceId Row : Rows)
      To.push_back(U.Places.field(Row, columnSymbol(X.Column)));
    Event &E = emit(EventKind::Write, locOf(S));
    E.Places = To;
    E.Inputs.assign(In.begin(), In.end());
  }
}

//===----------------------------------------------------------------------===//
// What comes back
//===----------------------------------------------------------------------===//

/// The row that \p E is the key of: \p E, or its \p Member if there is one, is
/// a member of what a function of the project loaded, and is called like \p
/// Column, by which that function selected the row.
PlaceId FunctionLowering::loadedRow(const Expr *E, PlaceId Column,
                                    llvm::StringRef Member) const {
  if (RowsLoaded.empty())
    return NoPlace;
  // id_ and post.id are the column id.
  auto Named = [](llvm::StringRef S) {
    return S.substr(S.find_last_of(".>") + 1).trim('_');
  };
  std::string Name = Named(Member).str();
  for (unsigned I = 0; E && I < MaxSteps; ++I) {
    E = strip(E);
    if (auto It = RowsLoaded.find(E); It != RowsLoaded.end())
      return U.Places.node(It->second).Parent == Column &&
                     llvm::StringRef(Name).equals_insensitive(
                         Named(U.Places.name(U.Places.node(Column).Symbol)))
                 ? It->second
                 : NoPlace;
    if (const auto *C = dyn_cast<CastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *M = dyn_cast<MemberExpr>(E)) {
      if (Name.empty())
        Name = Named(M->getMemberDecl()->getName()).str();
      E = M->getBase();
    } else if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      E = onlyInitOf(D);
    } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
               O && O->getNumArgs() == 1 &&
               (O->getOperator() == OO_Star || O->getOperator() == OO_Arrow))
      E = O->getArg(0);
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
             C && C->getNumArgs() == 1)
      E = C->getArg(0);
    else if (const auto *C = dyn_cast<CallExpr>(E); // std::move(post)
             C && C->getNumArgs() == 1 && !isa<CXXMemberCallExpr>(C))
      E = C->getArg(0);
    else
      return NoPlace;
  }
  return NoPlace;
}

/// Goes from \p E through elements, members and variables to the statement that
/// it came from.
FunctionLowering::SqlLook FunctionLowering::sqlLook(const Expr *E,
                                                    unsigned Depth) const {
  SqlLook Look;
  if (RowsRead.empty())
    return Look;
  std::string Name;
  llvm::SmallVector<std::optional<uint64_t>, 4> Indices;
  auto Index = [&](const Expr *I) {
    I = I->IgnoreParenImpCasts();
    if (const auto *Text = dyn_cast<StringLiteral>(strip(I))) {
      if (Name.empty() && Text->getCharByteWidth() == 1)
        Name = Text->getString().lower();
    } else if (const auto *N = dyn_cast<IntegerLiteral>(I))
      Indices.push_back(N->getValue().getLimitedValue());
    else if (I->getType()->isIntegralOrEnumerationType())
      Indices.push_back(std::nullopt);
  };
  const SqlRows *Rows = nullptr;
  for (unsigned I = 0; E && I < MaxSteps; ++I) {
    E = strip(E);
    if (auto It = RowsRead.find(E); It != RowsRead.end()) {
      Rows = &It->second;
      break;
    }
    if (const auto *C = dyn_cast<CastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *D = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(D->getDecl());
      if (!V)
        break;
      if (auto It = RowsIn.find(V); It != RowsIn.end()) {
        Rows = &It->second;
        break;
      }
      // The iterator of a range-based for has no name of its own.
      if (isa<ParmVarDecl>(V) || (Reassigned.count(V) && !V->isImplicit()))
        break;
      E = V->getInit();
    } else if (const auto *M = dyn_cast<MemberExpr>(E)) {
      if (Name.empty() && isa<FieldDecl>(M->getMemberDecl()))
        Name = M->getMemberDecl()->getName().lower();
      E = M->getBase();
    } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E)) {
      if (!O->getNumArgs())
        break;
      if (O->getOperator() == OO_Subscript && O->getNumArgs() == 2)
        Index(O->getArg(1));
      else if (O->getOperator() == OO_Star)
        Indices.push_back(std::nullopt);
      else if (O->getOperator() != OO_Arrow)
        break;
      E = O->getArg(0);
    } else if (const auto *A = dyn_cast<ArraySubscriptExpr>(E)) {
      Index(A->getIdx());
      E = A->getBase();
    } else if (const auto *U = dyn_cast<UnaryOperator>(E);
               U && U->getOpcode() == UO_Deref) {
      Indices.push_back(std::nullopt);
      E = U->getSubExpr();
    } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
      for (const Expr *A : M->arguments())
        Index(A);
      E = M->getImplicitObjectArgument();
      // Not the begin() of a range-based for.
      const auto *On = dyn_cast<DeclRefExpr>(strip(E));
      Look.Called |= !M->getNumArgs() && !(On && On->getDecl()->isImplicit());
    } else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
               C && C->getNumArgs() == 1)
      E = C->getArg(0);
    else if (const auto *C = dyn_cast<CallExpr>(E); C && C->getNumArgs() == 1)
      E = C->getArg(0);
    else
      break;
  }
  if (!Rows)
    return Look;
  Look.Rows = Rows;
  Look.Inside = !Name.empty() || !Indices.empty();
  // rows[0][2]: the outer index is that of the column.
  if (Name.empty() && Indices.size() >= 2 && Indices.front() &&
      *Indices.front() < Rows->Columns.size())
    Look.Column = Rows->Columns[*Indices.front()].Column;
  else if (!Name.empty()) {
    auto It = llvm::find_if(Rows->Columns, [&](const auto &C) {
      return llvm::StringRef(C.Name).equals_insensitive(Name);
    });
    if (It != Rows->Columns.end())
      Look.Column = It->Column;
    else if (Rows->Columns.empty())
      Look.Column = Name;
  }
  return Look;
}

/// `row["views"]`, `rows.at(0).at(2)`: a column of what came back.
bool FunctionLowering::visitSqlColumn(const CallExpr *C) {
  if (RowsRead.empty() ||
      !(isa<CXXMemberCallExpr>(C) || isa<CXXOperatorCallExpr>(C)))
    return false;
  bool Selects = llvm::any_of(C->arguments(), [](const Expr *A) {
    A = strip(A->IgnoreParenImpCasts());
    return isa<StringLiteral, IntegerLiteral>(A);
  });
  if (!Selects)
    return false;
  SqlLook Look = sqlLook(C);
  if (!Look.Rows || Look.Column.empty())
    return false;
  PlaceId P = U.Places.field(Look.Rows->Held, columnSymbol(Look.Column));
  if (C->isGLValue())
    Places[C] = {P};
  Values[C] = readNow({P}, locOf(C), {});
  return true;
}

/// `rows.empty()`, `rows.size()`, `if (user)`: whether there is a row, not what
/// is in it.
void FunctionLowering::noteRowCount(const CallExpr *C) {
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  const CXXMethodDecl *F = M ? M->getMethodDecl() : nullptr;
  if (U.Tables.empty() || !F || !F->isConst() || !F->param_empty() ||
      !C->getType()->isIntegralOrEnumerationType())
    return;
  Event &Last = G->Events.back();
  if (Last.Kind != EventKind::Compute || Last.Dst != Values.lookup(C))
    return;
  SqlLook Look = sqlLook(M->getImplicitObjectArgument());
  QualType T = M->getImplicitObjectArgument()->getType();
  if (asksForTruth(C) || (Look.Rows && !Look.Inside && U.Types.isContainer(T)))
    Last.Existence = true;
}
