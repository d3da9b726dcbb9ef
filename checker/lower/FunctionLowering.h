//===- FunctionLowering.h - From one body to an event graph -----*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Internal to lower/. The pieces:
///
///   Function.cpp     walks the Clang CFG, block by block
///   Expressions.cpp  values: reads, writes, updates
///   Places.cpp       access paths of expressions
///   Calls.cpp        calls: models, summaries, lambdas
///   Locks.cpp        guards and locks
///   Suspensions.cpp  co_await and co_yield
///   References.cpp   what refers into a container, and where it is used
///   Syntax.cpp       questions about the syntax alone
///   Sql.cpp          rows of tables that SQL text reads and writes
///   Tasks.cpp        tasks that nobody awaits
///   Starts.cpp       tasks that run beside the function
///
/// Reads come from lvalue-to-rvalue conversions, by-value copies and calls,
/// never from the mention of a name, in the order in which the CFG evaluates
/// them.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_LOWER_FUNCTIONLOWERING_H
#define AWAIT_TIDY_LOWER_FUNCTIONLOWERING_H

#include "lower/Annotations.h"
#include "lower/Tasks.h"
#include "lower/Unit.h"
#include "sql/Redis.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include <optional>

namespace await_tidy {

using PlaceSet = llvm::SmallVector<PlaceId, 1>;

/// The expression behind parentheses, full-expression and temporary wrappers
/// and casts that keep the value.
const clang::Expr *strip(const clang::Expr *E);
/// What the awaitable \p E adapts, stripped: the object of a method, the only
/// argument of a call or a construction (`std::move(task)`,
/// `call().via(executor)`). Null if it adapts nothing.
const clang::Expr *adapted(const clang::Expr *E);
/// Asks an optional or a container whether there is something in it (true), or
/// nothing (false).
std::optional<bool> asksForTruth(const clang::CallExpr *C);
/// \p E is a constant of the program text; \p Reset if it is zero, false, null
/// or empty.
bool isConstant(const clang::Expr *E, bool &Reset);
/// The lambda that \p E is, behind wrappers and copies, or null.
const clang::LambdaExpr *asLambda(const clang::Expr *E);
/// True if \p E makes an object that runs the callable it is given on its own:
/// a thread.
bool startsActivity(Unit &U, const clang::Expr *E);
/// The call operator of \p L that has a body to lower: of a generic lambda its
/// first instantiation.
const clang::CXXMethodDecl *callOperator(const clang::LambdaExpr *L);
bool isCoroutine(const clang::FunctionDecl *F);
/// \p M is not const only for what it gives access to: the class has a const
/// overload with the same parameters.
bool lendsAccess(const clang::CXXMethodDecl *M);
/// True if nobody can change the local variable \p V from where the first
/// lambda refers to it. O(size of the function around it).
bool isSettled(Unit &U, const clang::VarDecl *V);
Loc locOf(const clang::Stmt *S);
/// The declaration of \p F promises that no exception leaves it.
bool isNoexcept(const clang::FunctionDecl *F);

/// The enumerator that \p E names, or null.
const clang::EnumConstantDecl *namedEnumerator(const clang::Expr *E);
/// True if \p S contains a suspension.
bool suspends(const clang::Stmt *S);

/// What a loop waits for that goes on when a counter has come to a number that
/// the function drew itself (see Turns.cpp): the counter, or null.
const clang::Expr *awaitedTurn(const clang::Stmt *Loop);
/// What a loop waits for that goes on when a counter has come to zero: the
/// counter, or null.
const clang::Expr *awaitedEmptiness(const clang::Stmt *Loop);
/// What \p E counts up, or with \p Down counts down, by one; or null.
const clang::Expr *countedBy(const clang::Expr *E, bool Down);
/// The field or global that \p E names, or loads from, or null.
const clang::Decl *storedDecl(const clang::Expr *E);

/// A function of the project that makes a text or a request: its parameters
/// stand for what the call in the frame outside of it passes.
struct TextFrame {
  const clang::CallExpr *Call;
  const clang::FunctionDecl *Body;
  const TextFrame *Outer;
};

class FunctionLowering {
public:
  FunctionLowering(Unit &U, unsigned MaxEvents);
  std::unique_ptr<EventGraph> run(const clang::FunctionDecl *F);

private:
  /// A function body being lowered: the function itself or an inlined lambda.
  struct Frame {
    SlotId ReturnSlot = 0;
    const clang::FunctionDecl *Function = nullptr;
    /// What inlined the lambda stands in a try block.
    bool InTry = false;
    /// Holders of locks that are held until the task is over that the lambda
    /// gives: with_lock(mutex, [] { return f().then([] {...}); }).
    PlaceSet Lasting = {};
  };
  /// How the body of a lambda runs, seen from the call that it is given to.
  enum class Runs {
    Now,     ///< during the call, any number of times
    Once,    ///< awaited here
    Later,   ///< after other coroutines ran
    Detached ///< on its own
  };
  /// A call of a coroutine whose effects come when it is awaited.
  struct PendingCall {
    const CallEffect *Effect = nullptr;
    const clang::Expr *Call = nullptr;
    const clang::FunctionDecl *Callee = nullptr;
    const clang::Expr *Object = nullptr;
    llvm::SmallVector<const clang::Expr *, 4> Args;
    llvm::SmallVector<SlotId, 4> Values;
    const clang::LambdaExpr *Lambda = nullptr;
    Operation Lock = Operation::None;
    PlaceSet LockPlaces;
    PlaceId Holder = NoPlace; ///< co_await guard.lock()
    PlaceSet LetGo;           ///< the lock that is let go meanwhile
    bool Reentrant = false;
    bool Doubtful = false; ///< as in Grab
  };
  /// What an expression that makes a guard takes.
  struct Grab {
    llvm::SmallVector<PlaceSet, 1> Locks; ///< none: not known
    bool Shared = false;
    bool Reentrant = false;
    bool Deferred = false; ///< locked later
    bool Tries = false;    ///< only if it is free
    bool Adopts = false;   ///< it is locked already
    bool IfHeld = false;   ///< it is locked only if that was done by hand
    bool Doubtful = false; ///< perhaps others can hold it too
  };

  // Function.cpp
  BlockId newBlock();
  bool inTry(const clang::Stmt *S) const;
  void edge(BlockId From, BlockId To, EdgeKind Kind = EdgeKind::Normal);
  Event &emit(EventKind Kind, Loc Where);
  EventId lastEvent() const { return G->Events.size() - 1; }
  void lowerBody(const clang::FunctionDecl *F, const clang::Stmt *Body,
                 BlockId Entry, BlockId Exit);
  void scan(const clang::Stmt *S);
  void scanSuspension(const clang::CoroutineSuspendExpr *S);
  void markMachinery(const clang::Stmt *S,
                     const clang::CoroutineSuspendExpr *Of);
  void lowerElement(const clang::CFGElement &E);
  void lowerTerminator(const clang::CFGBlock &B);
  void lowerInitializer(const clang::CXXCtorInitializer *I);
  void lowerDestructor(const clang::VarDecl *V, const clang::Stmt *At);
  void compact();

  // Expressions.cpp
  void visit(const clang::Stmt *S);
  void visitExpr(const clang::Expr *E);
  void visitDecl(const clang::VarDecl *V, const clang::Stmt *At);
  void initializeFields(const clang::VarDecl *Owner, PlaceId Object,
                        const clang::InitListExpr *I);
  void visitAssignment(const clang::Expr *At, const clang::Expr *Lhs,
                       const clang::Expr *Rhs);
  void visitCompound(const clang::Expr *At, const clang::Expr *Lhs,
                     const clang::Expr *Rhs, llvm::StringRef Operator);
  void visitReturn(const clang::Stmt *At, const clang::Expr *Value);
  SlotId valueOf(const clang::Expr *E);
  SlotId combine(llvm::ArrayRef<Input> Inputs, Loc Where);
  /// The truth of \p E, or its negation.
  SlotId truthOf(const clang::Expr *E, bool Negated, Loc Where);
  SlotId unionOfChildren(const clang::Expr *E, Flow How);
  SlotId readNow(const PlaceSet &P, Loc Where, Loc Named);
  /// The value that a call sees in \p Arg: read now if it is passed by
  /// reference.
  SlotId argument(const clang::Expr *Arg);
  void describeValue(Event &E, const clang::Expr *Value) const;
  SymbolId enumeratorOf(const clang::Expr *E) const;
  llvm::StringRef inverse(const clang::Expr *Lhs, const clang::Expr *Rhs,
                          llvm::StringRef Operator);
  void noteEscapes(const clang::Expr *E);
  void noteUse(const PlaceSet &Handle, const clang::Expr *At);

  // Places.cpp
  PlaceSet placeOf(const clang::Expr *E);
  PlaceSet targetOf(const clang::Expr *E);
  PlaceSet targetsOfPlaces(const PlaceSet &P, clang::QualType T);
  PlaceSet placeOfDecl(const clang::ValueDecl *D);
  PlaceId localRoot(const clang::VarDecl *V);
  PlaceId fieldPlace(PlaceId Base, const clang::FieldDecl *F);
  PlaceId resolve(PlaceId P);
  void notePromises(PlaceId P, const clang::ValueDecl *D);
  PlaceId elementPlace(PlaceId Container, const clang::Expr *Key);
  PlaceId tupleElement(PlaceId Of, unsigned I);
  PlaceId thisPlace() { return U.Places.root(RootKind::This, 0); }
  SymbolId symbolOf(const clang::NamedDecl *D);

  // Calls.cpp
  void noteComparedWithEmpty(const clang::CallExpr *C);
  void visitCall(const clang::CallExpr *C);
  void startTasks(const clang::CallExpr *C);
  void lowerCall(const clang::CallExpr *C);
  void visitConstruct(const clang::CXXConstructExpr *C);
  bool visitOperator(const clang::CXXOperatorCallExpr *C);
  bool applyModel(const Model &M, const clang::Expr *At,
                  const clang::FunctionDecl *F, const clang::Expr *Object,
                  llvm::ArrayRef<const clang::Expr *> Args);
  Input ownerNow(const clang::Expr *Weak, const clang::Expr *At);
  void defaultCall(const clang::Expr *At, const clang::FunctionDecl *F,
                   const clang::Expr *Object,
                   llvm::ArrayRef<const clang::Expr *> Args);
  /// The places of a caller for the place \p P of the callee \p F; none if it
  /// is the callee's own.
  PlaceSet rebase(PlaceId P, const clang::FunctionDecl *F, const PlaceSet &This,
                  llvm::ArrayRef<const clang::Expr *> Args);
  SlotId applyEffect(const CallEffect &C, const clang::FunctionDecl *F,
                     const clang::Expr *At, PlaceSet This,
                     llvm::ArrayRef<const clang::Expr *> Args,
                     llvm::ArrayRef<SlotId> Values);
  PlaceSet capability(const Capability &C, const clang::Expr *Object,
                      llvm::ArrayRef<const clang::Expr *> Args);
  void applyPromises(const clang::CallExpr *C, EventId Before);
  void noteUnseen(const clang::Expr *At, const clang::FunctionDecl *F,
                  PlaceSet Object, llvm::ArrayRef<const clang::Expr *> Args);
  void runCallables(const clang::Expr *At, const clang::FunctionDecl *F,
                    Runs When, llvm::ArrayRef<const clang::Expr *> Args);
  SlotId inlineLambda(const clang::LambdaExpr *L, Runs When,
                      llvm::ArrayRef<const clang::Expr *> Args,
                      llvm::ArrayRef<SlotId> Values, const clang::Stmt *At);
  const clang::LambdaExpr *lambdaOf(const clang::Expr *E) const;
  bool isResult(const clang::Stmt *At) const;
  bool isMadeHere(const clang::CXXRecordDecl *R) const;
  void shareCaptures(const clang::LambdaExpr *L);

  // References.cpp
  SlotId borrow(const clang::Expr *At, PlaceId Container, bool Iterator,
                bool OwnElement = false);
  void borrowElements(const clang::Expr *At, const clang::Expr *Object,
                      const PlaceSet &Containers, bool OwnElement);
  void borrowFromCall(const clang::CallExpr *C,
                      llvm::ArrayRef<const clang::Expr *> Args);
  SlotId borrowOf(const clang::Expr *E);
  bool refers(clang::QualType T);
  PlaceId keptIn(const clang::MemberExpr *E);
  void bindBorrow(const clang::VarDecl *V, const clang::Expr *Init);
  void bindBorrow(PlaceId P, clang::QualType T, const clang::Expr *Init);
  void keepElement(const PlaceSet &To, const clang::Expr *Added);
  void forgetElements(const PlaceSet &Of, const clang::Expr *At);
  void assignBorrow(const clang::Expr *Lhs, const clang::Expr *Rhs);
  void follow(const clang::Expr *E, const clang::Expr *At);
  void followAwaited(const clang::Expr *Operand);
  void followTarget(const clang::Expr *Lhs, const clang::Expr *At);
  void borrowAcrossAwait(const clang::Expr *At, const clang::Expr *Handle);
  void followIndex(const PlaceSet &Containers, const clang::Expr *Index);
  void claimOwnElements();
  PlaceId shadow(PlaceId P);
  bool hasShadow(PlaceId P) const;
  // Locks.cpp
  Grab grabOf(const clang::Expr *E);
  bool isGuard(clang::QualType T) const;
  bool isMereSwitch(clang::QualType T) const;
  bool makesGuard(clang::QualType T, const clang::Expr *Init);
  const clang::VarDecl *guardVariable(const clang::Expr *E) const;
  void declareGuard(const clang::VarDecl *V, const clang::Stmt *At = nullptr);
  PlaceSet shadowedLock(const clang::VarDecl *V);
  bool assignGuard(const clang::Expr *At, const clang::Expr *Lhs,
                   const clang::Expr *Rhs);
  bool callGuard(const clang::CallExpr *C, const clang::FunctionDecl *F,
                 const clang::Expr *Object);
  void take(const Grab &What, PlaceId Holder, Loc Where,
            bool Momentary = false);
  bool isDiscarded(const clang::Expr *E) const;
  void noteDropped(const clang::Expr *E);
  void noteForgotten(const clang::VarDecl *V, const clang::Expr *Init);
  void noteReturnedLock(const clang::Expr *Value);
  void noteMovedGuards(const clang::CallExpr *C);
  void afterAwait(const clang::CoroutineSuspendExpr *S);
  llvm::SmallVector<PlaceId, 1>
  capturedGuards(const clang::LambdaExpr *L) const;

  // LibraryLocks.cpp
  std::optional<Grab> libraryLock(const clang::CallExpr *C, bool Callable);
  std::optional<PendingCall> libraryWait(const clang::CoroutineSuspendExpr *S);
  std::optional<Grab> libraryLockAround(const clang::Expr *At);
  void noteLibraryGuard(const clang::CoroutineSuspendExpr *S);
  void noteGivenGuard(const clang::CXXMethodDecl *Continuation,
                      const clang::Stmt *At);
  void noteLibraryRelease(const clang::CallExpr *C,
                          const clang::FunctionDecl *F);
  bool isOnlyKept(const clang::VarDecl *V) const;

  // Turns.cpp
  PlaceSet turnTakenAfter(const clang::Stmt *Terminator);
  void noteServed(const clang::Stmt *S);
  void noteVisit(const clang::Expr *E);
  void noteTurnAwaited(const clang::CoroutineSuspendExpr *S);
  void noteTurnPassed(const clang::CallExpr *C);
  bool passesTurn(clang::QualType T) const;

  // Suspensions.cpp
  void applyPending(const PendingCall &Wait, const clang::Expr *At);
  void visitSuspension(const clang::CoroutineSuspendExpr *S);
  bool neverSuspends(const clang::CoroutineSuspendExpr *S) const;
  bool readsContainer(const clang::Expr *A, const clang::FunctionDecl *F,
                      unsigned N);
  bool isHeldNow(const PlaceSet &Lock) const;
  llvm::SmallVector<PendingCall, 1> tasksUnder(const clang::CallExpr *C);
  void applyUnder(const PendingCall &Wait, llvm::ArrayRef<PendingCall> Under,
                  const clang::Expr *At);
  void emitSuspend(const clang::CoroutineSuspendExpr *S, bool IsLock,
                   const PlaceSet &WithoutLock = {});
  void noteResult(EventId Suspend, const clang::CoroutineSuspendExpr *S);
  bool isDropped(const clang::Expr *E) const;
  void noteUnordered(EventId Suspend, const clang::CoroutineSuspendExpr *S);
  /// How many units a counter is made with, if the source says.
  std::optional<uint64_t> permits(const clang::Expr *Counter) const;
  bool hasOnePermit(const clang::Expr *Semaphore) const {
    return permits(Semaphore) == 1;
  }
  PendingCall *pendingCall(const clang::Expr *Awaited);

  // Starts.cpp
  /// The tasks that a value stands for, by what they update.
  struct TaskSet {
    struct Entry {
      LongUpdate What;
      llvm::StringRef Callee;
      bool Many = false;
    };
    std::vector<Entry> Entries;
    unsigned Tasks = 0;
    void add(const TaskSet &O);
  };
  enum class Starts { No, Maybe, Yes };
  TaskSet updatesOf(const CallEffect &C, const clang::FunctionDecl *F,
                    const PlaceSet &This,
                    llvm::ArrayRef<const clang::Expr *> Args,
                    const clang::Expr *At);
  TaskSet tasksIn(const clang::Expr *E);
  void madeTask(const clang::Expr *At, const TaskSet &Tasks);
  void beginTasks(const TaskSet &Tasks, const clang::Expr *At, bool Maybe);
  void passTasks(const clang::Expr *At);
  Starts startsTasks(const clang::CallExpr *C) const;
  bool isRepeatedFor(const clang::Expr *At, const clang::VarDecl *V) const;
  bool isElement(const clang::Expr *E) const;
  bool isHandedOn(const clang::Expr *E) const;
  bool canBlock(const clang::CallExpr *C);

  // Sql.cpp
  /// A call that runs SQL text when it is awaited.
  struct SqlQuery {
    std::shared_ptr<const sql::Script> Script;
    llvm::SmallVector<const clang::Expr *, 4> Parameters, Holes; ///< or null
    llvm::SmallVector<SlotId, 4> ParameterValues, HoleValues;
    /// Arguments that the result is stored to.
    llvm::SmallVector<const clang::Expr *, 1> Outputs;
    PlaceId Connection = NoPlace;
    bool Transaction = false; ///< the object is one, or perhaps one
    /// MySQL or SQLite, as far as anything tells.
    bool NotPostgres = false;
    bool Elsewhere = false; ///< the text is made in another function
    const clang::Expr *Literal = nullptr; ///< where the text begins
  };
  /// A command that was added to a request of a client for Redis.
  struct PushedCommand {
    sql::RedisCommand Words;
    SqlQuery Values; ///< of its holes
  };
  /// What came back from a SELECT.
  struct SqlRows {
    PlaceId Table = NoPlace, Row = NoPlace;
    PlaceId Held = NoPlace; ///< a temporary that holds the columns
    std::vector<sql::Statement::Result> Columns;
  };
  /// Where in the rows an expression looks.
  struct SqlLook {
    const SqlRows *Rows = nullptr;
    std::string Column;  ///< empty: no certain one
    bool Inside = false; ///< not the rows as a whole
    bool Called = false; ///< what a function of the row gives
  };
  bool noteSql(const Model &M, const clang::Expr *At,
               const clang::FunctionDecl *F, const clang::Expr *Object,
               llvm::ArrayRef<const clang::Expr *> Args);
  bool noteRedisCommand(const Model &M, const clang::Expr *At,
                        const clang::FunctionDecl *F, const clang::Expr *Object,
                        llvm::ArrayRef<const clang::Expr *> Args);
  PushedCommand redisCommand(const Model &M,
                             llvm::ArrayRef<const clang::Expr *> Args,
                             const TextFrame *Frame = nullptr);
  void commandsMade(const clang::Stmt *S, const clang::VarDecl *Request,
                    const TextFrame &Frame,
                    std::vector<PushedCommand> &Commands);
  void noteCommandsAdded(const clang::CallExpr *C,
                         const clang::FunctionDecl *Body);
  bool takeCommands(const clang::Expr *Request, SqlQuery &Query);
  bool noteMapper(const Model &M, const clang::Expr *At,
                  const clang::FunctionDecl *F, const clang::Expr *Object,
                  llvm::ArrayRef<const clang::Expr *> Args);
  void noteRowChange(const clang::CallExpr *C);
  void sqlText(const clang::Expr *E, std::vector<sql::Piece> &Text,
               SqlQuery &Query, unsigned Depth = 0,
               const TextFrame *Frame = nullptr);
  const clang::Expr *
  statementIn(const clang::Expr *E,
              llvm::SmallVectorImpl<const clang::Expr *> &Parameters,
              SqlQuery &Query);
  const clang::Expr *onlyInitOf(const clang::DeclRefExpr *D) const;
  const clang::Expr *onlyValueOf(const clang::FieldDecl *Member);
  PlaceId connectionOf(const clang::Expr *Object, bool &Parameter);
  void noteSender(SqlQuery &Query, const clang::Expr *Sender,
                  bool IsTransaction);
  const SqlQuery *sqlQuery(const clang::Expr *Awaited) const;
  void runSql(const SqlQuery &Query, const clang::Expr *S);
  void noteSqlStep(Unit::SqlStep X);
  void applySqlSteps(const PendingCall &Call, const clang::Expr *At);
  void runCallbacks(const clang::Expr *At,
                    llvm::ArrayRef<const clang::Expr *> Args);
  void runSqlLater(const clang::Expr *At);
  void continueWith(const clang::CXXMethodDecl *M, const clang::Stmt *At);
  SlotId readRows(const SqlQuery &Query, const sql::Statement &Statement,
                  const sql::Access &A, const clang::Expr *S);
  SlotId changeRows(const SqlQuery &Query, const sql::Access &A,
                    const clang::Expr *S);
  void insertUnlessThere(const SqlQuery &Query, const sql::Statement &Statement,
                         const sql::Access &A, const clang::Expr *S);
  void insertRows(const SqlQuery &Query, const sql::Access &A,
                  const clang::Expr *S);
  llvm::SmallVector<Input, 2>
  sqlInputs(const SqlQuery &Query, llvm::ArrayRef<sql::Operand> From) const;
  std::pair<const clang::Expr *, SlotId>
  sqlOperand(const SqlQuery &Query, const sql::Operand &O) const;
  PlaceId tablePlace(const SqlQuery &Query, llvm::StringRef Name);
  SymbolId columnSymbol(llvm::StringRef Name);
  PlaceId rowPlace(const SqlQuery &Query, const sql::Access &A,
                   const clang::Stmt *At);
  SqlLook sqlLook(const clang::Expr *E, unsigned Depth = 0) const;
  PlaceId loadedRow(const clang::Expr *E, PlaceId Column,
                    llvm::StringRef Member) const;
  bool visitSqlColumn(const clang::CallExpr *C);
  void noteRowCount(const clang::CallExpr *C);
  void endTransaction(const clang::VarDecl *V, const clang::Stmt *At);

  // Tasks.cpp
  /// Emits what is lost at \p At, an expression or a variable.
  void emitLost(const void *At);

  Unit &U;
  clang::ASTContext &Context;
  unsigned MaxEvents;
  std::unique_ptr<EventGraph> G;
  BlockId Current = 0;
  Frame Here;
  PlaceSet Around; ///< Lasting of the lambda that comes next
  PlaceSet Lent;   ///< what its first parameter refers to
  std::vector<std::unique_ptr<clang::CFG>> Cfgs;
  llvm::SmallVector<const clang::FunctionDecl *, 4> Stack;

  // What is known of expressions once they are lowered.
  llvm::DenseMap<const clang::Expr *, SlotId> Values;
  llvm::DenseMap<const clang::Expr *, PlaceSet> Places;  ///< calls: reference
  llvm::DenseMap<const clang::Expr *, PlaceSet> Targets; ///< calls: pointer
  llvm::DenseMap<const clang::Expr *, PendingCall> Pending;
  /// New objects that are copies: what of.
  llvm::DenseMap<const clang::Expr *, SlotId> Contents;
  /// The reads made by an expression, to find those unordered with an await.
  llvm::DenseMap<EventId, const clang::Expr *> ReadBy;

  llvm::DenseMap<const clang::Expr *, SqlQuery> SqlQueries; ///< by call
  /// By the object that they were added to.
  llvm::DenseMap<PlaceId, std::vector<PushedCommand>> PushedCommands;
  llvm::DenseMap<const clang::Stmt *, SqlRows> RowsRead;  ///< by await
  llvm::DenseMap<const clang::VarDecl *, SqlRows> RowsIn; ///< out parameters
  /// The row that an awaited function of the project read, by await.
  llvm::DenseMap<const clang::Expr *, PlaceId> RowsLoaded;
  /// What the columns of a row that a variable holds were set to.
  llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<SlotId, 4>> RowSets;
  /// The query whose result the next continuation is given.
  const SqlQuery *Continued = nullptr;
  unsigned Continuations = 0; ///< around what is being lowered
  /// Connections with an open transaction, by BEGIN; variables that are one.
  llvm::SmallVector<PlaceId, 2> OpenTransactions;
  llvm::DenseSet<PlaceId> TransactionVariables;
  /// Connections whose transaction sees the rows as they were when it began;
  /// and what the next transaction of one, or all of them, are told to be.
  llvm::DenseSet<PlaceId> Snapshots;
  /// What the open transaction of a connection has locked: rows, and NoPlace
  /// for what is more than rows.
  llvm::DenseMap<PlaceId, PlaceSet> Locked;
  llvm::DenseMap<PlaceId, sql::Isolation> NextLevels, SessionLevels;

  // What is known of variables.
  llvm::DenseMap<const clang::ValueDecl *, PlaceSet> Aliases; ///< references
  llvm::DenseMap<PlaceId, PlaceSet> PointsTo; ///< pointers that never change
  llvm::DenseMap<PlaceId, PlaceId>
      FieldAliases; ///< reference members of locals
  llvm::DenseMap<const clang::ValueDecl *, const clang::LambdaExpr *> Lambdas;
  llvm::DenseMap<const clang::VarDecl *, const clang::LambdaExpr *> AtScopeExit;
  llvm::DenseMap<const clang::VarDecl *, PlaceId> Guards; ///< to the holder
  llvm::DenseSet<const clang::VarDecl *> MovedGuards;
  llvm::DenseMap<PlaceId, Grab> Grabs; ///< what a holder has taken, or can
  /// Calls of functions that return a guard, or the operation for one.
  llvm::DenseMap<const clang::Expr *, Grab> GuardOf;
  /// Counters that this function has waited for, and what it lets the next one
  /// in a queue go on with, to the place where the queue ends.
  PlaceSet Turns;
  /// Counters in which this function has counted itself; see Unit::Inside.
  PlaceSet Visits;
  llvm::DenseMap<const clang::VarDecl *, PlaceSet> Queues;
  /// Locks that are taken and given back by methods of any name.
  llvm::DenseSet<PlaceId> LibraryWaits;
  /// Guards that were moved into an awaited call.
  llvm::DenseMap<const clang::Expr *, llvm::SmallVector<PlaceId, 1>> MovedInto;
  /// Locks without a guard, taken when the await is over.
  llvm::DenseMap<const clang::Expr *, PendingCall> TakenAfter;
  /// auto wait = mutex.lock();
  llvm::DenseMap<const clang::ValueDecl *, PendingCall> WaitingIn;
  llvm::DenseSet<PlaceId> FreshVariables;

  /// The borrow that an expression makes, and the places that stand for what
  /// iterators, pointers and references of the function refer to.
  llvm::DenseMap<const clang::Expr *, SlotId> Borrows;
  llvm::DenseMap<PlaceId, PlaceId> Shadows;
  /// Borrows of the element at one end, and updates that put one there.
  std::vector<std::pair<EventId, Model::Side>> EndBorrows;
  llvm::DenseMap<EventId, Model::Side> AddedAt;
  /// What names the object of a call whose arguments suspend, and the call.
  llvm::DenseSet<const clang::Expr *> AcrossAwait;
  /// The `++it` of range-based for statements.
  llvm::DenseSet<const clang::Expr *> RangeSteps;

  // What the scan of the syntax found.
  llvm::DenseMap<const clang::Stmt *, const clang::CoroutineSuspendExpr *>
      Machinery;
  /// An arm of `?:`, `&&` or `||`, to the slot of the whole; true if the arm
  /// adds to what another arm has given.
  llvm::DenseMap<const clang::Stmt *, std::pair<SlotId, bool>> ArmOf;
  llvm::DenseMap<const clang::Expr *, SlotId> Phi;
  llvm::DenseMap<const clang::Expr *, const clang::Expr *> PhiCondition;
  llvm::DenseSet<const clang::VarDecl *> Reassigned;
  /// How often a variable is named, but for `(void)name`.
  llvm::DenseMap<const clang::ValueDecl *, unsigned> Mentions;
  llvm::DenseSet<const clang::DeclRefExpr *> MentionedBy;
  llvm::DenseSet<const clang::Expr *> AwaitedCalls, ElidedTemporaries;
  llvm::DenseSet<const clang::Stmt *> InAwaited;
  llvm::DenseMap<const clang::CXXConstructExpr *, PlaceId> Constructs;
  /// Those whose bodies said what each member is.
  llvm::DenseSet<const clang::CXXConstructExpr *> SeenConstructors;
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> Parents;
  llvm::DenseSet<const clang::CoroutineSuspendExpr *> Suspended;
  llvm::DenseMap<const void *, std::vector<LostTask>> Lost;

  // Tasks that have not begun, by the expression or variable they are in.
  llvm::DenseMap<const clang::Expr *, TaskSet> TaskValues;
  llvm::DenseMap<const clang::VarDecl *, TaskSet> TaskVariables;
  /// Calls that made a lazy task, and the variables that hold one.
  llvm::DenseMap<const clang::Expr *, PendingCall> LazyCalls;
  llvm::DenseMap<const clang::VarDecl *, PendingCall> KeptCalls;
  /// The variable of a range-based loop, to the variable it goes through.
  llvm::DenseMap<const clang::VarDecl *, const clang::VarDecl *> RangeOf;
};

} // namespace await_tidy

#endif
