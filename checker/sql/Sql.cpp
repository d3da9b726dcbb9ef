//===- Sql.cpp - What SQL statements do to tables -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sql/Sql.h"
#include "base/Nesting.h"
#include "sql/Tokens.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"
#include <pg_query.h>

using namespace await_tidy::sql;
namespace json = llvm::json;

/// Nesting of the parse tree that is looked into: three levels of JSON for one
/// of an expression. What recurses here and in LLVM's reader stays within some
/// hundred kilobytes of stack.
static constexpr unsigned MaxDepth = 600;
/// Readings of the holes of one text that are tried.
static constexpr unsigned MaxReadings = 24;

bool Access::carriesCheck() const {
  auto Tested = [&](llvm::StringRef Column) {
    return llvm::is_contained(Tests, Column) ||
           llvm::any_of(Keys, [&](const Key &K) { return K.Column == Column; });
  };
  // Every change of a row gives it another xmin.
  return Tested("xmin") || llvm::any_of(Sets, [&](const Assignment &A) {
           return !A.Column.empty() && Tested(A.Column);
         });
}

bool Access::isOneStep() const {
  return llvm::all_of(Sets, [](const Assignment &A) {
    return !A.Column.empty() && !A.Query &&
           (A.OwnRow || A.Constant || A.From.empty());
  });
}

//===----------------------------------------------------------------------===//
// From the parse tree to accesses
//===----------------------------------------------------------------------===//

namespace {

void add(std::vector<std::string> &Set, llvm::StringRef Name) {
  auto It = llvm::lower_bound(Set, Name);
  if (It == Set.end() || *It != Name)
    Set.insert(It, Name.str());
}

/// A node of the tree is an object of one member: {"Kind": {...}}.
const json::Object *as(const json::Value *V, llvm::StringRef Kind) {
  const json::Object *O = V ? V->getAsObject() : nullptr;
  return O ? O->getObject(Kind) : nullptr;
}

llvm::StringRef text(const json::Object &O, llvm::StringRef Name) {
  return O.getString(Name).value_or("");
}

/// Calls \p Do for each item of the list \p Name of \p O, if there is one.
void eachItem(const json::Object &O, llvm::StringRef Name,
              llvm::function_ref<void(const json::Value &)> Do) {
  if (const json::Array *List = O.getArray(Name))
    for (const json::Value &V : *List)
      Do(V);
}

/// The same for the items that are a node of \p Kind.
void eachNode(const json::Object &O, llvm::StringRef Name, llvm::StringRef Kind,
              llvm::function_ref<void(const json::Object &)> Do) {
  eachItem(O, Name, [&](const json::Value &V) {
    if (const json::Object *Node = as(&V, Kind))
      Do(*Node);
  });
}

llvm::StringRef stringNode(const json::Value &V) {
  const json::Object *S = as(&V, "String");
  return S ? text(*S, "sval") : "";
}

bool isHoleName(llvm::StringRef Name) { return Name.starts_with(HoleName); }

class Reader {
public:
  /// \p Sql is the text that was parsed.
  Reader(Statement &Out, llvm::ArrayRef<std::string> Names, llvm::StringRef Sql)
      : Out(Out), Names(Names), Sql(Sql) {}

  void statement(const json::Object &Node) {
    for (const auto &[Kind, Value] : Node)
      if (const json::Object *O = Value.getAsObject())
        statement(Kind, *O);
  }

private:
  static constexpr int NoAccess = -1;

  struct Source {
    std::string Name; ///< alias, or table
    std::string Table;
    int Access = NoAccess; ///< of a subquery or a CTE: none
  };
  struct Scope {
    std::vector<Source> Sources;
    const Scope *Outer = nullptr;
  };

  void statement(llvm::StringRef Kind, const json::Object &O) {
    if (Kind == "SelectStmt" || Kind == "InsertStmt" || Kind == "UpdateStmt" ||
        Kind == "DeleteStmt" || Kind == "MergeStmt") {
      Out.Kind = Statement::Query;
      query(Kind, O, nullptr);
    } else if (Kind == "TruncateStmt") {
      Out.Kind = Statement::Query;
      tables(O, Access::Delete);
    } else if (Kind == "TransactionStmt")
      transaction(O);
    else if (Kind == "VariableSetStmt") {
      llvm::StringRef Name = text(O, "name");
      if (Name == "TRANSACTION" || Name == "SESSION CHARACTERISTICS" ||
          Name == "transaction_isolation" ||
          Name == "default_transaction_isolation") {
        Out.Kind = Statement::SetIsolation;
        Out.Session = Name == "SESSION CHARACTERISTICS" ||
                      Name == "default_transaction_isolation";
        options(O, "args");
        eachItem(O, "args", [&](const json::Value &V) {
          level(constant(&V).value_or(""));
        });
      }
    } else if (Kind == "LockStmt") {
      Out.Kind = Statement::LockTable;
      // SHARE ROW EXCLUSIVE, EXCLUSIVE and ACCESS EXCLUSIVE are in conflict
      // with what writers take, and with themselves.
      Out.Exclusive = O.getInteger("mode").value_or(0) >= 6;
      tables(O, Access::Read);
    } else if (Kind == "PrepareStmt" || Kind == "DeclareCursorStmt") {
      if (const json::Object *Q = O.getObject("query"))
        statement(*Q);
    }
  }

  void transaction(const json::Object &O) {
    llvm::StringRef Kind = text(O, "kind");
    if (Kind == "TRANS_STMT_BEGIN" || Kind == "TRANS_STMT_START") {
      Out.Kind = Statement::Begin;
      options(O, "options");
    } else if (Kind == "TRANS_STMT_COMMIT")
      Out.Kind = Statement::Commit;
    else if (Kind == "TRANS_STMT_ROLLBACK")
      Out.Kind = Statement::Rollback;
    else if (Kind == "TRANS_STMT_SAVEPOINT" || Kind == "TRANS_STMT_RELEASE" ||
             Kind == "TRANS_STMT_ROLLBACK_TO")
      Out.Kind = Statement::Savepoint;
  }

  void options(const json::Object &O, llvm::StringRef Name) {
    eachNode(O, Name, "DefElem", [&](const json::Object &D) {
      if (text(D, "defname") == "transaction_isolation")
        level(constant(D.get("arg")).value_or(""));
    });
  }

  void level(llvm::StringRef Name) {
    if (Name.equals_insensitive("serializable"))
      Out.Level = Isolation::Serializable;
    else if (Name.equals_insensitive("repeatable read") ||
             Name.equals_insensitive("repeatable-read"))
      Out.Level = Isolation::RepeatableRead;
    else if (Name.equals_insensitive("read committed") ||
             Name.equals_insensitive("read uncommitted") ||
             Name.equals_insensitive("read-committed") ||
             Name.equals_insensitive("read-uncommitted"))
      Out.Level = Isolation::ReadCommitted;
  }

  //===--------------------------------------------------------------------===//
  // Queries
  //===--------------------------------------------------------------------===//

  int newAccess(Access::Kinds Kind) {
    Out.Accesses.emplace_back();
    Out.Accesses.back().Kind = Kind;
    Out.Accesses.back().Nested = Depth > 1;
    return int(Out.Accesses.size()) - 1;
  }
  Access &access(int I) { return Out.Accesses[I]; }

  /// The tables that TRUNCATE and LOCK name.
  void tables(const json::Object &O, Access::Kinds Kind) {
    eachNode(O, "relations", "RangeVar", [&](const json::Object &R) {
      access(newAccess(Kind)).Table = tableName(R);
    });
  }

  /// The table that INSERT, UPDATE, DELETE or MERGE changes, which becomes the
  /// next source of \p S.
  int changed(const json::Object &O, Access::Kinds Kind, Scope &S) {
    const json::Object *Relation = O.getObject("relation");
    if (!Relation)
      return NoAccess;
    int Me = newAccess(Kind);
    access(Me).Table = tableName(*Relation);
    S.Sources.push_back({aliasOf(*Relation), access(Me).Table, Me});
    return Me;
  }

  void query(llvm::StringRef Kind, const json::Object &O, const Scope *Outer) {
    ++Depth;
    size_t Known = Ctes.size();
    auto Leave = llvm::make_scope_exit([&] {
      Ctes.resize(Known);
      --Depth;
    });
    if (const json::Object *With = O.getObject("withClause")) {
      auto Name = [&](const json::Object &C) {
        Ctes.push_back(text(C, "ctename").str());
      };
      // A recursive one knows its own name.
      if (With->getBoolean("recursive").value_or(false))
        eachNode(*With, "ctes", "CommonTableExpr", Name);
      eachNode(*With, "ctes", "CommonTableExpr", [&](const json::Object &C) {
        subquery(C.get("ctequery"), Outer);
        Name(C);
      });
    }
    if (Kind == "SelectStmt")
      select(O, Outer);
    else if (Kind == "InsertStmt")
      insert(O, Outer);
    else if (Kind == "UpdateStmt")
      update(O, Outer);
    else if (Kind == "DeleteStmt")
      remove(O, Outer);
    else if (Kind == "MergeStmt")
      merge(O, Outer);
  }

  void subquery(const json::Value *V, const Scope *Outer) {
    if (const json::Object *Node = V ? V->getAsObject() : nullptr)
      for (const auto &[Kind, Value] : *Node)
        if (const json::Object *O = Value.getAsObject())
          query(Kind, *O, Outer);
  }

  void select(const json::Object &O, const Scope *Outer) {
    if (const json::Object *Left = O.getObject("larg"))
      select(*Left, Outer);
    if (const json::Object *Right = O.getObject("rarg"))
      select(*Right, Outer);
    Scope S{{}, Outer};
    fromList(O, "fromClause", S);
    for (const char *Part : {"targetList", "distinctClause", "groupClause",
                             "windowClause", "sortClause"})
      if (const json::Value *V = O.get(Part))
        eachColumn(*V, S, [&](int I, llvm::StringRef Column) {
          if (Part == llvm::StringRef("targetList"))
            add(access(I).Reads, Column);
          else
            add(access(I).Tests, Column);
        });
    if (Depth == 1 && Out.Results.empty())
      results(O);
    // SELECT {} FROM posts: perhaps all of them.
    eachNode(O, "targetList", "ResTarget", [&](const json::Object &T) {
      if (isHole(T.get("val")))
        for (const Source &X : S.Sources)
          if (X.Access != NoAccess)
            add(access(X.Access).Reads, "*");
    });
    for (const char *Part : {"limitCount", "limitOffset", "valuesLists"})
      if (const json::Value *V = O.get(Part))
        eachColumn(*V, S, [](int, llvm::StringRef) {});
    conditions(O.get("whereClause"), S);
    conditions(O.get("havingClause"), S);
    locks(O, S);
  }

  void results(const json::Object &Select) {
    const json::Array *Targets = Select.getArray("targetList");
    if (!Targets)
      return;
    for (const json::Value &V : *Targets) {
      const json::Object *T = as(&V, "ResTarget");
      if (!T)
        continue;
      Statement::Result R;
      R.Name = text(*T, "name").str();
      const json::Object *Ref = as(T->get("val"), "ColumnRef");
      if (const json::Array *Fields = Ref ? Ref->getArray("fields") : nullptr;
          Fields && !Fields->empty()) {
        if (as(&Fields->back(), "A_Star")) {
          Out.Results.clear();
          return;
        }
        R.Column = columnName(stringNode(Fields->back()));
      }
      if (R.Name.empty())
        R.Name = R.Column;
      Out.Results.push_back(std::move(R));
    }
  }

  void locks(const json::Object &Select, const Scope &S) {
    eachNode(Select, "lockingClause", "LockingClause",
             [&](const json::Object &C) { lock(C, S); });
  }

  void lock(const json::Object &Clause, const Scope &S) {
    auto Strength = llvm::StringSwitch<LockStrength>(text(Clause, "strength"))
                        .Case("LCS_FORKEYSHARE", LockStrength::KeyShare)
                        .Case("LCS_FORSHARE", LockStrength::Share)
                        .Case("LCS_FORNOKEYUPDATE", LockStrength::NoKeyUpdate)
                        .Case("LCS_FORUPDATE", LockStrength::Update)
                        .Default(LockStrength::None);
    llvm::StringRef Policy = text(Clause, "waitPolicy");
    LockWait Wait = Policy == "LockWaitSkip"    ? LockWait::SkipLocked
                    : Policy == "LockWaitError" ? LockWait::NoWait
                                                : LockWait::Block;
    const json::Array *Of = Clause.getArray("lockedRels");
    for (const Source &Src : S.Sources) {
      if (Src.Access == NoAccess)
        continue;
      bool Meant =
          !Of || Of->empty() || llvm::any_of(*Of, [&](const json::Value &R) {
            const json::Object *Var = as(&R, "RangeVar");
            return Var && text(*Var, "relname") == Src.Name;
          });
      if (!Meant)
        continue;
      access(Src.Access).Lock = std::max(access(Src.Access).Lock, Strength);
      access(Src.Access).Wait = Wait;
    }
  }

  void insert(const json::Object &O, const Scope *Outer) {
    int Before = Out.Accesses.size();
    std::vector<Assignment> Values;
    if (const json::Value *V = O.get("selectStmt")) {
      ++Depth;
      if (const json::Object *Select = as(V, "SelectStmt")) {
        query("SelectStmt", *Select, Outer);
        values(*Select, Values);
      }
      --Depth;
    }
    Scope S{{}, Outer};
    int Me = changed(O, Access::Insert, S);
    if (Me == NoAccess)
      return;
    for (int I = Before; I < Me; ++I)
      access(Me).UnlessThere |=
          !access(Me).Table.empty() && access(I).Table == access(Me).Table;
    const json::Array *Columns = O.getArray("cols");
    if (Columns) {
      for (auto [I, V] : llvm::enumerate(*Columns)) {
        const json::Object *T = as(&V, "ResTarget");
        if (!T)
          continue;
        Assignment A;
        // VALUES {}: all of them.
        if (I < Values.size())
          A = Values[I];
        else if (!Values.empty())
          A = Values.back();
        A.Column = columnName(text(*T, "name"));
        access(Me).Sets.push_back(std::move(A));
      }
    } else {
      Assignment All;
      for (Assignment &A : Values) {
        All.From.insert(All.From.end(), A.From.begin(), A.From.end());
        All.Query |= A.Query;
      }
      All.Column = "*";
      access(Me).Sets.push_back(std::move(All));
    }
    if (const json::Object *Conflict = O.getObject("onConflictClause")) {
      access(Me).UnlessThere = false;
      if (text(*Conflict, "action") == "ONCONFLICT_UPDATE") {
        access(Me).Kind = Access::Upsert;
        S.Sources.push_back({"excluded", "", NoAccess});
        access(Me).ConflictSets = assignments(*Conflict, Me, S);
        conditions(Conflict->get("whereClause"), S);
      } else
        access(Me).Kind = Access::InsertIfAbsent;
    }
    returning(O, S);
  }

  /// What the columns of an INSERT get, by position.
  void values(const json::Object &Select, std::vector<Assignment> &Into) {
    auto Row = [&](const json::Array &Items) {
      for (auto [I, V] : llvm::enumerate(Items)) {
        if (Into.size() <= I) {
          Into.emplace_back();
          Into.back().Constant = true;
        }
        const json::Value *Of = &V;
        if (const json::Object *T = as(&V, "ResTarget"))
          Of = T->get("val");
        if (!Of)
          continue;
        Into[I].Constant &= constant(Of).has_value();
        operandsIn(*Of, Into[I].From);
        Into[I].Query |= contains(*Of, "ColumnRef");
      }
    };
    eachNode(Select, "valuesLists", "List", [&](const json::Object &L) {
      if (const json::Array *Items = L.getArray("items"))
        Row(*Items);
    });
    if (const json::Array *Targets = Select.getArray("targetList"))
      Row(*Targets);
  }

  /// SET ... of UPDATE, of ON CONFLICT DO UPDATE and of MERGE.
  std::vector<Assignment> assignments(const json::Object &O, int Me,
                                      const Scope &S) {
    std::vector<Assignment> Result;
    const json::Array *Targets = O.getArray("targetList");
    if (!Targets)
      return Result;
    for (const json::Value &V : *Targets) {
      const json::Object *T = as(&V, "ResTarget");
      if (!T)
        continue;
      if (text(*T, "name") == AllColumns) {
        Result.insert(Result.end(), access(Me).Sets.begin(),
                      access(Me).Sets.end());
        continue;
      }
      Assignment A;
      A.Column = columnName(text(*T, "name"));
      const json::Value *Value = T->get("val");
      // SET (a, b) = (x, y)
      if (const json::Object *M = as(Value, "MultiAssignRef")) {
        Value = M->get("source");
        if (const json::Object *R = as(Value, "RowExpr"))
          if (const json::Array *Args = R->getArray("args")) {
            int64_t I = M->getInteger("colno").value_or(1) - 1;
            if (I >= 0 && size_t(I) < Args->size())
              Value = &(*Args)[I];
          }
      }
      if (Value) {
        A.Constant = constant(Value).has_value();
        operandsIn(*Value, A.From);
        A.Query = contains(*Value, "SubLink");
        eachColumn(*Value, S, [&](int I, llvm::StringRef Column) {
          if (I == Me)
            A.OwnRow = true;
          else
            A.Query = true;
          (void)Column;
        });
        // What would have been inserted, which the same statement says.
        excluded(*Value, Me, A);
      }
      // data[3] = x, data.field = x: the rest of the column stays.
      if (const json::Array *Inner = T->getArray("indirection");
          Inner && !Inner->empty())
        A.OwnRow = true;
      Result.push_back(std::move(A));
    }
    return Result;
  }

  void excluded(const json::Value &V, int Me, Assignment &A) {
    if (const json::Object *C = as(&V, "ColumnRef")) {
      const json::Array *Fields = C->getArray("fields");
      if (Fields && Fields->size() == 2 &&
          stringNode((*Fields)[0]) == "excluded")
        for (const Assignment &Given : access(Me).Sets)
          if (Given.Column == stringNode((*Fields)[1]))
            A.From.insert(A.From.end(), Given.From.begin(), Given.From.end());
      return;
    }
    each(V, [&](const json::Value &Part) { excluded(Part, Me, A); });
  }

  void update(const json::Object &O, const Scope *Outer) {
    // An unqualified name on the right is a column of either.
    Scope S{{}, Outer};
    int Me = changed(O, Access::Update, S);
    if (Me == NoAccess)
      return;
    fromList(O, "fromClause", S);
    access(Me).Sets = assignments(O, Me, S);
    conditions(O.get("whereClause"), S);
    returning(O, S);
  }

  void remove(const json::Object &O, const Scope *Outer) {
    Scope S{{}, Outer};
    int Me = changed(O, Access::Delete, S);
    if (Me == NoAccess)
      return;
    fromList(O, "usingClause", S);
    conditions(O.get("whereClause"), S);
    returning(O, S);
  }

  void merge(const json::Object &O, const Scope *Outer) {
    Scope S{{}, Outer};
    int Me = changed(O, Access::Update, S);
    if (Me == NoAccess)
      return;
    if (const json::Value *V = O.get("sourceRelation"))
      from(*V, S);
    conditions(O.get("joinCondition"), S);
    bool Inserts = false;
    eachNode(O, "mergeWhenClauses", "MergeWhenClause",
             [&](const json::Object &W) {
               conditions(W.get("condition"), S);
               if (text(W, "commandType") == "CMD_UPDATE")
                 for (Assignment &A : assignments(W, Me, S))
                   access(Me).Sets.push_back(std::move(A));
               Inserts |= text(W, "commandType") == "CMD_INSERT";
             });
    // Two at once both find nothing.
    if (Inserts) {
      Access I;
      I.Kind = Access::Insert;
      I.Table = access(Me).Table;
      I.UnlessThere = true;
      I.Nested = access(Me).Nested;
      Out.Accesses.push_back(std::move(I));
    }
  }

  void returning(const json::Object &O, const Scope &S) {
    if (const json::Value *V = O.get("returningList"))
      eachColumn(*V, S, [&](int I, llvm::StringRef Column) {
        add(access(I).Reads, Column);
      });
  }

  void fromList(const json::Object &O, llvm::StringRef Name, Scope &S) {
    eachItem(O, Name, [&](const json::Value &V) { from(V, S); });
  }

  /// One item of a FROM list.
  void from(const json::Value &V, Scope &S) {
    if (const json::Object *R = as(&V, "RangeVar")) {
      std::string Name = aliasOf(*R);
      if (R->get("schemaname") == nullptr &&
          llvm::is_contained(Ctes, text(*R, "relname"))) {
        S.Sources.push_back({Name, "", NoAccess});
        return;
      }
      int I = newAccess(Access::Read);
      access(I).Table = tableName(*R);
      S.Sources.push_back({Name, access(I).Table, I});
    } else if (const json::Object *J = as(&V, "JoinExpr")) {
      if (const json::Value *Left = J->get("larg"))
        from(*Left, S);
      if (const json::Value *Right = J->get("rarg"))
        from(*Right, S);
      // Of an outer join the condition does not select rows.
      if (text(*J, "jointype") == "JOIN_INNER")
        conditions(J->get("quals"), S);
      else if (const json::Value *On = J->get("quals"))
        eachColumn(*On, S, [&](int I, llvm::StringRef Column) {
          add(access(I).Tests, Column);
        });
    } else if (const json::Object *Sub = as(&V, "RangeSubselect")) {
      subquery(Sub->get("subquery"), &S);
      S.Sources.push_back({aliasOf(*Sub), "", NoAccess});
    } else {
      eachColumn(V, S, [](int, llvm::StringRef) {});
      std::string Alias;
      each(V, [&](const json::Value &Part) {
        if (const json::Object *O = Part.getAsObject())
          if (Alias.empty())
            Alias = text(*O, "aliasname").str();
      });
      S.Sources.push_back({Alias, "", NoAccess});
    }
  }

  //===--------------------------------------------------------------------===//
  // Conditions
  //===--------------------------------------------------------------------===//

  void conditions(const json::Value *V, const Scope &S) {
    if (!V)
      return;
    if (const json::Object *B = as(V, "BoolExpr");
        B && text(*B, "boolop") == "AND_EXPR") {
      eachItem(*B, "args", [&](const json::Value &A) { conditions(&A, S); });
      return;
    }
    if (const json::Object *E = as(V, "A_Expr"))
      if (text(*E, "kind") == "AEXPR_OP" && isNamed(*E, "=") &&
          (key(E->get("lexpr"), E->get("rexpr"), S) ||
           key(E->get("rexpr"), E->get("lexpr"), S)))
        return;
    if (isHole(V))
      Out.Partial = true;
    eachColumn(*V, S, [&](int I, llvm::StringRef Column) {
      add(access(I).Tests, Column);
    });
  }

  bool isHole(const json::Value *V) const {
    const json::Object *P = as(V, "ParamRef");
    return P && parameter(*P).Kind == Operand::Hole;
  }

  static bool isNamed(const json::Object &Expr, llvm::StringRef Name) {
    const json::Array *Parts = Expr.getArray("name");
    return Parts && Parts->size() == 1 && stringNode(Parts->front()) == Name;
  }

  bool key(const json::Value *Column, const json::Value *Value,
           const Scope &S) {
    while (const json::Object *Cast = as(Column, "TypeCast"))
      Column = Cast->get("arg");
    const json::Object *C = as(Column, "ColumnRef");
    if (!C || !Value || contains(*Value, "SubLink"))
      return false;
    // a.id = b.id: said of both, by two calls of this.
    bool Other = contains(*Value, "ColumnRef");
    if (Other && !as(Value, "ColumnRef"))
      return false;
    Operand Is = operand(Value);
    bool Found = false;
    auto Add = [&](int I, llvm::StringRef Name) {
      access(I).Keys.push_back({Name.str(), Is});
      Found = true;
    };
    resolve(*C, S, Add);
    if (Other)
      resolve(*as(Value, "ColumnRef"), S, Add);
    return Found;
  }

  //===--------------------------------------------------------------------===//
  // Expressions
  //===--------------------------------------------------------------------===//

  static void each(const json::Value &V,
                   llvm::function_ref<void(const json::Value &)> Do) {
    if (const json::Array *A = V.getAsArray())
      for (const json::Value &X : *A)
        Do(X);
    else if (const json::Object *O = V.getAsObject())
      for (const auto &[Name, X] : *O)
        Do(X);
  }

  static bool contains(const json::Value &V, llvm::StringRef Kind) {
    if (as(&V, Kind))
      return true;
    bool Found = false;
    each(V,
         [&](const json::Value &X) { Found |= !Found && contains(X, Kind); });
    return Found;
  }

  /// The value of a constant, behind casts and a sign.
  std::optional<std::string> constant(const json::Value *V) const {
    while (const json::Object *Cast = as(V, "TypeCast"))
      V = Cast->get("arg");
    if (const json::Object *E = as(V, "A_Expr");
        E && !E->get("lexpr") && isNamed(*E, "-")) {
      std::optional<std::string> Inner = constant(E->get("rexpr"));
      if (Inner)
        return "-" + *Inner;
    }
    const json::Object *C = as(V, "A_Const");
    if (!C)
      return std::nullopt;
    if (C->getBoolean("isnull").value_or(false))
      return "null";
    if (const json::Object *I = C->getObject("ival")) {
      // This version of the library leaves out negative numbers; they stand in
      // the text.
      if (std::optional<int64_t> Value = I->getInteger("ival"))
        return std::to_string(*Value);
      llvm::StringRef At =
          Sql.substr(C->getInteger("location").value_or(Sql.size()));
      if (!At.consume_front("-"))
        return "0";
      return ("-" + At.ltrim().take_while(llvm::isDigit)).str();
    }
    if (const json::Object *F = C->getObject("fval"))
      return text(*F, "fval").str();
    if (const json::Object *B = C->getObject("boolval"))
      return B->getBoolean("boolval").value_or(false) ? "true" : "false";
    if (const json::Object *S = C->getObject("sval"))
      return text(*S, "sval").str();
    if (const json::Object *S = C->getObject("bsval"))
      return text(*S, "bsval").str();
    return std::nullopt;
  }

  Operand parameter(const json::Object &P) const {
    int64_t N = P.getInteger("number").value_or(0);
    Operand O;
    if (N >= HoleBase) {
      O.Kind = Operand::Hole;
      O.Number = N - HoleBase;
    } else if (N >= NamedBase && size_t(N - NamedBase) < Names.size()) {
      O.Kind = Operand::Named;
      O.Text = Names[N - NamedBase];
    } else if (N > 0 && N < NamedBase) {
      O.Kind = Operand::Parameter;
      O.Number = N;
    } else
      O.Kind = Operand::Computed;
    return O;
  }

  Operand operand(const json::Value *V) const {
    Operand O;
    O.Kind = Operand::Computed;
    if (std::optional<std::string> C = constant(V)) {
      O.Kind = Operand::Literal;
      O.Text = std::move(*C);
      return O;
    }
    while (const json::Object *Cast = as(V, "TypeCast"))
      V = Cast->get("arg");
    if (const json::Object *P = as(V, "ParamRef"))
      return parameter(*P);
    return O;
  }

  /// The parameters in \p V, but for those of queries inside.
  void operandsIn(const json::Value &V, std::vector<Operand> &Into) const {
    if (const json::Object *P = as(&V, "ParamRef")) {
      Operand O = parameter(*P);
      if (!llvm::is_contained(Into, O))
        Into.push_back(O);
      return;
    }
    if (as(&V, "SubLink"))
      return;
    each(V, [&](const json::Value &X) { operandsIn(X, Into); });
  }

  using ColumnFn = llvm::function_ref<void(int, llvm::StringRef)>;

  /// Calls \p Do for each column in \p V; queries inside are read by
  /// themselves, and locks by function are noted.
  void eachColumn(const json::Value &V, const Scope &S, ColumnFn Do) {
    if (const json::Object *O = V.getAsObject())
      for (const auto &[Kind, Part] : *O) {
        const json::Object *Node = Part.getAsObject();
        if (!Node)
          continue;
        if (Kind == "ColumnRef") {
          resolve(*Node, S, Do);
          return;
        }
        if (Kind == "SubLink") {
          if (const json::Value *Test = Node->get("testexpr"))
            eachColumn(*Test, S, Do);
          size_t First = Out.Accesses.size();
          subquery(Node->get("subselect"), &S);
          // EXISTS (SELECT * ...) looks at no column.
          if (text(*Node, "subLinkType") == "EXISTS_SUBLINK")
            for (; First < Out.Accesses.size(); ++First)
              access(First).Reads.clear();
          return;
        }
        if (Kind == "FuncCall")
          noteFunction(*Node);
      }
    each(V, [&](const json::Value &X) { eachColumn(X, S, Do); });
  }

  /// What a column reference can mean.
  void resolve(const json::Object &Ref, const Scope &S, ColumnFn Do) {
    const json::Array *Fields = Ref.getArray("fields");
    if (!Fields || Fields->empty())
      return;
    const json::Value &Last = Fields->back();
    std::string Column =
        as(&Last, "A_Star") ? std::string("*") : columnName(stringNode(Last));
    if (Fields->size() == 1) {
      // SELECT t FROM t is the whole row.
      for (const Scope *In = &S; In; In = In->Outer) {
        for (const Source &X : In->Sources)
          if (X.Access != NoAccess)
            Do(X.Access, X.Name == Column ? llvm::StringRef("*")
                                          : llvm::StringRef(Column));
        if (!In->Sources.empty())
          return;
      }
      return;
    }
    llvm::StringRef Owner = stringNode((*Fields)[Fields->size() - 2]);
    for (const Scope *In = &S; In; In = In->Outer)
      for (const Source &X : In->Sources)
        if (X.Name == Owner) {
          if (X.Access != NoAccess)
            Do(X.Access, Column);
          return;
        }
  }

  void noteFunction(const json::Object &Call) {
    const json::Array *Parts = Call.getArray("funcname");
    if (!Parts || Parts->empty())
      return;
    llvm::StringRef Name = stringNode(Parts->back());
    AdvisoryLock L;
    L.Tries = Name.consume_front("pg_try_advisory_");
    if (!L.Tries && !Name.consume_front("pg_advisory_"))
      return;
    L.Transaction = Name.consume_front("xact_");
    if (Name.consume_front("unlock"))
      L.Release = true;
    else if (!Name.consume_front("lock"))
      return;
    L.Shared = Name == "_shared";
    eachItem(Call, "args",
             [&](const json::Value &A) { L.Key.push_back(operand(&A)); });
    Out.AdvisoryLocks.push_back(std::move(L));
  }

  //===--------------------------------------------------------------------===//
  // Names
  //===--------------------------------------------------------------------===//

  static std::string columnName(llvm::StringRef Name) {
    return isHoleName(Name) ? std::string() : Name.str();
  }

  static std::string tableName(const json::Object &RangeVar) {
    llvm::StringRef Name = text(RangeVar, "relname"),
                    Schema = text(RangeVar, "schemaname");
    if (Name.contains(HoleName) || Schema.contains(HoleName))
      return "";
    return Schema.empty() ? Name.str() : (Schema + "." + Name).str();
  }

  /// The name by which columns say that they are of \p RangeVar.
  std::string aliasOf(const json::Object &RangeVar) {
    if (const json::Object *A = RangeVar.getObject("alias")) {
      llvm::StringRef Name = text(*A, "aliasname");
      // FROM posts {}: rather a condition than an alias.
      if (isHoleName(Name))
        Out.Partial = true;
      else
        return Name.str();
    }
    return text(RangeVar, "relname").str();
  }

  Statement &Out;
  llvm::ArrayRef<std::string> Names;
  llvm::StringRef Sql;
  std::vector<std::string> Ctes;
  unsigned Depth = 0;
};

//===----------------------------------------------------------------------===//
// Readings of the holes
//===----------------------------------------------------------------------===//

/// What a hole can be; each is tried when the parser refuses those before.
enum class Form : uint8_t { Parameter, Name, Assignment, Row, Nothing };

/// What the parser gets for \p T; between spaces, so that it runs into nothing.
std::string spelled(const Token &T, Form F) {
  if (T.FirstHole < 0 || T.Kind == Token::Space)
    return T.Text;
  std::string N = std::to_string(T.FirstHole);
  if (T.Kind == Token::Word || T.Kind == Token::Name ||
      T.Kind == Token::String || T.Kind == Token::Parameter)
    return HoleName.str() + N;
  std::string Value = " $" + std::to_string(HoleBase + T.FirstHole) + " ";
  switch (F) {
  case Form::Parameter:
    return Value;
  case Form::Name:
    return " " + HoleName.str() + N + " ";
  case Form::Assignment:
    return " " + HoleName.str() + N + " =" + Value;
  case Form::Row:
    return " (" + Value + ") ";
  case Form::Nothing:
    break;
  }
  return " ";
}

bool isUtf8(llvm::StringRef Text) {
  auto *Begin = reinterpret_cast<const llvm::UTF8 *>(Text.data());
  return llvm::isLegalUTF8String(&Begin, Begin + Text.size());
}

Script refused(llvm::Twine Why) {
  Script S;
  S.Problem = Why.str();
  return S;
}

/// The text begins as a statement does that reads or changes rows.
bool queries(const Tokens &T) {
  auto First = llvm::find_if(
      T.All, [](const Token &X) { return X.Kind != Token::Space; });
  return First != T.All.end() &&
         llvm::any_of(llvm::ArrayRef{"select", "with", "insert", "replace",
                                     "update", "delete", "merge"},
                      [&](const char *Word) { return First->isWord(Word); });
}

} // namespace

static Script read(const Tokens &T);

Script await_tidy::sql::analyze(llvm::ArrayRef<Piece> Text) {
  std::string Flat;
  for (const Piece &P : Text) {
    if (P.Hole) {
      Flat += HoleMark;
      continue;
    }
    if (llvm::any_of(P.Text, [](char C) {
          return static_cast<unsigned char>(C) < 32 && !llvm::isSpace(C);
        }))
      return refused("there are control characters in the text");
    Flat += P.Text;
    if (Flat.size() > MaxBytes)
      return refused("the text is too long");
  }
  if (!isUtf8(Flat))
    return refused("the text is not UTF-8");
  Tokens T = tokenize(Flat);
  Script S = read(T);
  S.Queries = queries(T);
  S.Foreign = T.Foreign;
  return S;
}

static Script read(const Tokens &T) {
  if (T.All.size() > MaxTokens)
    return refused("the text is too long");

  std::vector<size_t> Holes;
  for (auto [I, X] : llvm::enumerate(T.All))
    if (X.Kind == Token::Hole)
      Holes.push_back(I);
  std::vector<Form> Forms(T.All.size(), Form::Parameter);
  std::string Problem;
  for (unsigned Reading = 0; Reading < MaxReadings; ++Reading) {
    std::string Sql;
    std::vector<size_t> Begins;
    for (auto [X, F] : llvm::zip(T.All, Forms)) {
      Begins.push_back(Sql.size());
      Sql += spelled(X, F);
    }
    PgQueryParseResult Parsed = pg_query_parse(Sql.c_str());
    auto Free =
        llvm::make_scope_exit([&] { pg_query_free_parse_result(Parsed); });
    if (Parsed.error) {
      if (!Reading)
        Problem = Parsed.error->message ? Parsed.error->message : "";
      // The hole that the parser stumbled at, or the last one before.
      size_t Position =
          Parsed.error->cursorpos > 0 ? Parsed.error->cursorpos - 1 : 0;
      size_t Blamed = T.All.size();
      for (size_t H : Holes)
        if (Begins[H] <= Position)
          Blamed = H;
      if (Blamed == T.All.size() || Forms[Blamed] == Form::Nothing)
        break;
      Forms[Blamed] = Form(unsigned(Forms[Blamed]) + 1);
      continue;
    }
    llvm::StringRef Json = Parsed.parse_tree ? Parsed.parse_tree : "";
    if (await_tidy::tooDeepJson(Json, MaxDepth))
      return refused("the text is nested too deeply");
    llvm::Expected<json::Value> Tree = json::parse(Json);
    if (!Tree) {
      llvm::consumeError(Tree.takeError());
      return refused("the parser's answer cannot be read");
    }
    Script S;
    S.Understood = true;
    const json::Object *Top = Tree->getAsObject();
    const json::Array *List = Top ? Top->getArray("stmts") : nullptr;
    if (!List)
      return S;
    for (auto [I, V] : llvm::enumerate(*List)) {
      const json::Object *Raw = V.getAsObject();
      const json::Object *Node = Raw ? Raw->getObject("stmt") : nullptr;
      if (!Node)
        continue;
      Statement X;
      Reader(X, T.Names, Sql).statement(*Node);
      if (X.Kind == Statement::Begin && I < T.Exclusive.size())
        X.Exclusive = T.Exclusive[I];
      // Positions are of the text that was parsed.
      size_t Begin = Raw->getInteger("stmt_location").value_or(0),
             Length = Raw->getInteger("stmt_len").value_or(Sql.size());
      for (size_t H : Holes)
        if (Begins[H] >= Begin && Begins[H] < Begin + Length)
          X.Partial |= Forms[H] == Form::Nothing;
      S.Statements.push_back(std::move(X));
    }
    if (S.Statements.empty() && !Holes.empty())
      return refused("nothing of the text is known");
    return S;
  }
  return refused(Problem.empty() ? "the parser refuses it" : Problem);
}

Script await_tidy::sql::analyze(llvm::StringRef Text) {
  return analyze(Piece{Text.str(), false});
}

std::vector<Piece> await_tidy::sql::formatPieces(llvm::StringRef Format) {
  std::vector<Piece> Result;
  std::string Known;
  for (size_t I = 0; I < Format.size(); ++I) {
    char C = Format[I];
    if ((C == '{' || C == '}') && I + 1 < Format.size() && Format[I + 1] == C) {
      Known += C;
      ++I;
      continue;
    }
    size_t Close = C == '{' ? Format.find('}', I) : Format.npos;
    if (Close == Format.npos) {
      Known += C;
      continue;
    }
    if (!Known.empty())
      Result.push_back({std::move(Known), false});
    Known.clear();
    Result.push_back({"", true});
    I = Close;
  }
  if (!Known.empty())
    Result.push_back({std::move(Known), false});
  return Result;
}

//===----------------------------------------------------------------------===//
// As text
//===----------------------------------------------------------------------===//

std::string await_tidy::sql::describe(const Operand &O) {
  switch (O.Kind) {
  case Operand::None:
    return "";
  case Operand::Parameter:
    return "$" + std::to_string(O.Number);
  case Operand::Named:
    return ":" + O.Text;
  case Operand::Hole:
    return "{" + std::to_string(O.Number) + "}";
  case Operand::Literal:
    return "'" + O.Text + "'";
  case Operand::Computed:
    break;
  }
  return "?";
}

static std::string describe(const Assignment &A) {
  std::string Out = A.Column.empty() ? "?" : A.Column;
  Out += "=";
  if (A.OwnRow)
    Out += "own";
  if (A.Query)
    Out += "query";
  if (A.Constant)
    Out += "constant";
  if (!A.From.empty()) {
    Out += "[";
    for (const Operand &O : A.From)
      Out += (Out.back() == '[' ? "" : " ") + describe(O);
    Out += "]";
  }
  return Out;
}

static std::string describe(const Access &A) {
  static const char *const Kinds[] = {
      "read", "update", "insert", "insert-if-absent", "upsert", "delete"};
  std::string Out = Kinds[A.Kind];
  Out += " " + (A.Table.empty() ? "?" : A.Table);
  if (!A.Sets.empty()) {
    Out += " set";
    for (const Assignment &S : A.Sets)
      Out += " " + describe(S);
  }
  if (!A.ConflictSets.empty()) {
    Out += " or";
    for (const Assignment &S : A.ConflictSets)
      Out += " " + describe(S);
  }
  if (!A.Keys.empty()) {
    Out += " where";
    for (const Key &K : A.Keys)
      Out +=
          " " + (K.Column.empty() ? "?" : K.Column) + "=" + describe(K.Value);
  }
  auto List = [&](const char *Word, const std::vector<std::string> &Names) {
    if (Names.empty())
      return;
    Out += std::string(" ") + Word + " ";
    for (const std::string &N : Names)
      Out += (&N == &Names.front() ? "" : ",") + (N.empty() ? "?" : N);
  };
  List("if", A.Tests);
  List("gives", A.Reads);
  static const char *const Strengths[] = {"", " for key share", " for share",
                                          " for no key update", " for update"};
  Out += Strengths[unsigned(A.Lock)];
  if (A.Wait != LockWait::Block)
    Out += A.Wait == LockWait::SkipLocked ? " skip locked" : " nowait";
  if (A.UnlessThere)
    Out += " unless there";
  if (A.Expires)
    Out += " expires";
  if ((A.Kind == Access::Update || A.Kind == Access::Upsert) && A.isOneStep() &&
      A.ConflictSets.empty())
    Out += " (one step)";
  if (A.Kind == Access::Update && A.carriesCheck())
    Out += " (carries the check)";
  return Out;
}

std::string await_tidy::sql::describe(const Script &S) {
  if (!S.Understood)
    return "not understood: " + S.Problem;
  static const char *const Levels[] = {"", " read committed",
                                       " repeatable read", " serializable"};
  static const char *const Kinds[] = {
      "",          "begin",         "commit",     "rollback",
      "savepoint", "set isolation", "lock table", "other"};
  std::string Out;
  auto Line = [&](const std::string &Text) {
    Out += (Out.empty() ? "" : "\n") + Text;
  };
  for (const Statement &X : S.Statements) {
    if (X.Kind != Statement::Query)
      Line(Kinds[X.Kind] + std::string(Levels[unsigned(X.Level)]) +
           (X.Exclusive ? " exclusive" : "") +
           (X.Session ? " of the session" : ""));
    for (const Access &A : X.Accesses)
      Line((A.Nested ? "  " : "") + ::describe(A));
    for (const AdvisoryLock &L : X.AdvisoryLocks) {
      std::string Text = L.Release ? "advisory unlock" : "advisory lock";
      for (const Operand &O : L.Key)
        Text += " " + describe(O);
      Text += L.Transaction ? " in transaction" : "";
      Text += L.Shared ? " shared" : "";
      Text += L.Tries ? " if free" : "";
      Line(Text);
    }
    if (X.Partial)
      Line("partial");
  }
  return Out;
}
