// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Text that no parser of the tool understands is passed over, with one note.
#include "drogon.h"

using drogon::Task;
using namespace drogon::orm;

class Readings {
public:
  Task<> shift(int sensor, long by) {
    const Result found = co_await db->execSqlCoro(
        "SELECT TOP 1 value FROM readings WITH (NOLOCK) WHERE sensor = $1",
        sensor);
    co_await db->execSqlCoro( // ok: nobody knows what the query read
        "UPDATE readings SET value = $1 WHERE sensor = $2",
        found[0]["value"].as<long>() + by, sensor);
  }

  Task<> tidyUp() {
    co_await db->execSqlCoro("PRAGMA optimize"); // ok: no rows are meant
  }

private:
  DbClientPtr db;
};
