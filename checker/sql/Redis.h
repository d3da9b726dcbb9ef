//===- Redis.h - What commands of Redis do to keys --------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The commands of Redis in the terms of Sql.h: what stands at the key
/// "user:%s:money" is a row of the table "user:*:money", and the fields of a
/// hash are its columns. Commands: https://redis.io/docs/latest/commands/.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_SQL_REDIS_H
#define AWAIT_TIDY_SQL_REDIS_H

#include "sql/Sql.h"

namespace await_tidy::sql {

/// What the command in \p Text does: words with spaces between them, in which
/// `%s` and its kin are parameters, in order, as hiredis has it.
/// Script::KeyValue is set. A command that is not known does nothing. Linear.
/// Thread-safe.
Script analyzeRedis(llvm::ArrayRef<Piece> Text);

/// A command by its words, each as far as it is known.
using RedisCommand = std::vector<std::vector<Piece>>;

/// What \p Commands do, a statement for each. The holes are counted through all
/// of them. Linear. Thread-safe.
Script analyzeRedisRequest(llvm::ArrayRef<RedisCommand> Commands);

} // namespace await_tidy::sql

#endif
