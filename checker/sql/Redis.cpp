//===- Redis.cpp - What commands of Redis do to keys ----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "sql/Redis.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace await_tidy::sql;

namespace {

/// One word of a command, and the values that stand in it.
struct Word {
  std::string Text; ///< `*` for each value
  std::vector<Operand> Values;
};

std::vector<Word> split(llvm::ArrayRef<Piece> Text) {
  std::vector<Word> Words;
  bool Inside = false;
  unsigned Parameters = 0, Holes = 0;
  auto Current = [&]() -> Word & {
    if (!Inside)
      Words.emplace_back();
    Inside = true;
    return Words.back();
  };
  auto Value = [&](Operand::Kinds Kind, unsigned Number) {
    Operand O;
    O.Kind = Kind;
    O.Number = Number;
    Current().Text += '*';
    Current().Values.push_back(std::move(O));
  };
  for (const Piece &P : Text) {
    if (P.Hole) {
      Value(Operand::Hole, Holes++);
      continue;
    }
    llvm::StringRef S = P.Text;
    for (size_t I = 0; I < S.size(); ++I) {
      if (llvm::isSpace(S[I])) {
        Inside = false;
      } else if (S[I] == '%' && I + 1 < S.size() && S[I + 1] != '%') {
        // %s, %lld, %.2f; %b is a pointer and a length.
        while (I + 1 < S.size() && !llvm::isAlpha(S[I + 1]))
          ++I;
        while (I + 1 < S.size() &&
               llvm::StringRef("hlLqjzt").contains(S[I + 1]))
          ++I;
        ++I;
        Value(Operand::Parameter, ++Parameters);
        Parameters += I < S.size() && S[I] == 'b';
      } else {
        I += S.substr(I).starts_with("%%");
        Current().Text += S[I];
      }
    }
  }
  return Words;
}

enum class Does {
  Nothing,
  Read,       ///< key
  ReadAll,    ///< key ...
  ReadField,  ///< key field
  Set,        ///< key value, and options
  SetExpires, ///< key seconds value
  Exchange,   ///< key value: gives back what was there
  SetAll,     ///< key value ...
  SetAllIfNone,
  SetIfNone, ///< key value
  SetFields, ///< key field value ...
  SetFieldIfNone,
  Step,      ///< key, and an amount or an element
  StepField, ///< key field amount
  Take,      ///< key: what leaves less there
  Delete,    ///< key ...
  DeleteField,
  Watch,
  End
};

Does meaningOf(llvm::StringRef Command) {
  return llvm::StringSwitch<Does>(Command.upper())
      .Cases("GET", "STRLEN", "GETRANGE", "GETBIT", "TTL", "PTTL", "GETEX",
             Does::Read)
      .Cases("EXISTS", "MGET", Does::ReadAll)
      .Cases("LLEN", "LRANGE", "LINDEX", "HLEN", "HGETALL", "HKEYS", "HVALS",
             Does::Read)
      .Cases("SCARD", "SMEMBERS", "SISMEMBER", "ZCARD", "ZRANGE", "ZCOUNT",
             "ZSCORE", "ZRANK", Does::Read)
      .Cases("HGET", "HEXISTS", "HSTRLEN", Does::ReadField)
      .Case("SET", Does::Set)
      .Cases("SETEX", "PSETEX", Does::SetExpires)
      .Case("SETNX", Does::SetIfNone)
      .Case("GETSET", Does::Exchange)
      .Case("MSET", Does::SetAll)
      .Case("MSETNX", Does::SetAllIfNone)
      .Cases("HSET", "HMSET", Does::SetFields)
      .Case("HSETNX", Does::SetFieldIfNone)
      .Cases("INCR", "INCRBY", "INCRBYFLOAT", "DECR", "DECRBY", "APPEND",
             Does::Step)
      .Cases("LPUSH", "RPUSH", "SADD", "ZADD", "ZINCRBY", "SETBIT", Does::Step)
      .Cases("HINCRBY", "HINCRBYFLOAT", Does::StepField)
      .Cases("LPOP", "RPOP", "SPOP", "SREM", "ZREM", "LREM", "ZPOPMIN",
             "ZPOPMAX", Does::Take)
      .Cases("DEL", "UNLINK", "GETDEL", Does::Delete)
      .Case("HDEL", Does::DeleteField)
      .Case("WATCH", Does::Watch)
      .Cases("EXEC", "DISCARD", "UNWATCH", Does::End)
      .Default(Does::Nothing);
}

class Reader {
public:
  Reader(Statement &Out, llvm::ArrayRef<Word> Words) : Out(Out), Words(Words) {}

  void command() {
    Does What = meaningOf(Words.front().Text);
    if (What == Does::Nothing)
      return;
    if (What == Does::Watch || What == Does::End) {
      // Who has changed a key that is watched makes EXEC fail.
      Out.Kind = What == Does::Watch ? Statement::Begin : Statement::Commit;
      Out.Exclusive = What == Does::Watch;
      return;
    }
    if (Words.size() < 2)
      return;
    Out.Kind = Statement::Query;
    switch (What) {
    case Does::Read:
      access(Access::Read, 1).Reads = {"*"};
      break;
    case Does::ReadField:
      access(Access::Read, 1).Reads = {field(2)};
      break;
    case Does::ReadAll:
      for (size_t I = 1; I < Words.size(); ++I)
        access(Access::Read, I).Reads = {"*"};
      break;
    case Does::Exchange:
      set(1, 2, /*IfNone=*/true);
      break;
    case Does::SetAll:
    case Does::SetAllIfNone:
      for (size_t I = 1; I + 1 < Words.size(); I += 2)
        set(I, I + 1, What == Does::SetAllIfNone);
      break;
    case Does::Set:
      // What was there comes back with the last one.
      set(1, 2, hasOption("NX") || hasOption("GET"));
      Out.Accesses.back().Expires = hasOption("EX") || hasOption("PX") ||
                                    hasOption("EXAT") || hasOption("PXAT");
      break;
    case Does::SetExpires:
      set(1, 3, /*IfNone=*/false);
      Out.Accesses.back().Expires = true;
      break;
    case Does::SetIfNone:
      set(1, 2, /*IfNone=*/true);
      break;
    case Does::SetFields: {
      Access &A = access(Access::Update, 1);
      for (size_t I = 2; I + 1 < Words.size(); I += 2)
        assign(A, field(I), I + 1);
      break;
    }
    case Does::SetFieldIfNone: {
      Access &A = access(Access::Update, 1);
      assign(A, field(2), 3);
      A.Tests = {field(2)};
      break;
    }
    case Does::Step:
    case Does::StepField: {
      Access &A = access(Access::Update, 1);
      unsigned First = What == Does::StepField ? 3 : 2;
      assign(A, What == Does::StepField ? field(2) : "*", First);
      A.Sets.back().OwnRow = true;
      break;
    }
    case Does::Take:
      // It says what it took, if anything.
      access(Access::Delete, 1).Tests = {"*"};
      break;
    case Does::Delete:
      for (size_t I = 1; I < Words.size(); ++I)
        access(Access::Delete, I);
      break;
    case Does::DeleteField: {
      Access &A = access(Access::Update, 1);
      assign(A, field(2), Words.size());
      A.Sets.back().Constant = true;
      break;
    }
    default:
      break;
    }
  }

private:
  Access &access(Access::Kinds Kind, size_t KeyWord) {
    const Word &W = Words[KeyWord];
    Out.Accesses.emplace_back();
    Access &A = Out.Accesses.back();
    A.Kind = Kind;
    // A key that is a value as a whole can be any.
    A.Table = W.Text == "*" ? "the key" : W.Text;
    if (W.Values.empty())
      A.Keys.push_back({"key", {Operand::Literal, 0, W.Text}});
    for (auto [I, O] : llvm::enumerate(W.Values))
      A.Keys.push_back({"key" + std::string(I, '\''), O});
    return A;
  }

  std::string field(size_t I) const {
    return I < Words.size() && Words[I].Values.empty() ? Words[I].Text : "*";
  }

  void assign(Access &A, std::string Column, size_t From) {
    Assignment S;
    S.Column = std::move(Column);
    if (From < Words.size())
      S.From = Words[From].Values;
    S.Constant = S.From.empty();
    A.Sets.push_back(std::move(S));
  }

  void set(size_t Key, size_t Value, bool IfNone) {
    Access &A = access(Access::Update, Key);
    assign(A, "*", Value);
    if (IfNone)
      A.Tests = {"*"};
  }

  bool hasOption(llvm::StringRef Name) const {
    return llvm::any_of(Words.drop_front(std::min<size_t>(3, Words.size())),
                        [&](const Word &W) {
                          return llvm::StringRef(W.Text).equals_insensitive(
                              Name);
                        });
  }

  Statement &Out;
  llvm::ArrayRef<Word> Words;
};

} // namespace

Script
await_tidy::sql::analyzeRedisRequest(llvm::ArrayRef<RedisCommand> Commands) {
  Script S;
  S.Understood = S.KeyValue = true;
  unsigned Holes = 0;
  for (const RedisCommand &C : Commands) {
    std::vector<Word> Words;
    for (const std::vector<Piece> &Text : C) {
      Word &W = Words.emplace_back();
      for (const Piece &P : Text)
        if (P.Hole) {
          W.Text += '*';
          W.Values.push_back({Operand::Hole, Holes++, ""});
        } else
          W.Text += P.Text;
    }
    Statement X;
    if (!Words.empty() && Words.front().Values.empty())
      Reader(X, Words).command();
    S.Statements.push_back(std::move(X));
  }
  return S;
}

Script await_tidy::sql::analyzeRedis(llvm::ArrayRef<Piece> Text) {
  Script S;
  S.Understood = S.KeyValue = true;
  std::vector<Word> Words = split(Text);
  // Which command it is has to be known.
  if (Words.empty() || !Words.front().Values.empty())
    return S;
  Statement X;
  Reader(X, Words).command();
  S.Statements.push_back(std::move(X));
  return S;
}
