// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Statements whose results come to a callback: what the first one read is old
// when the second one writes.
#include "drogon.h"

using namespace drogon::orm;

class Polls {
public:
  // scenario: 3
  void vote(int option) {
    db->execSqlAsync( // note: check
        "SELECT votes FROM options WHERE id = $1",
        [this, option](const Result &found) {
          const long votes = found[0]["votes"].as<long>() + 1;
          db->execSqlAsync( // expect: await-stale-write // note: suspension
              "UPDATE options SET votes = $1 WHERE id = $2",
              [](const Result &) {}, [](const DrogonDbException &) {}, votes,
              option);
        },
        [](const DrogonDbException &) {}, option);
  }

  void voteInOneStep(int option) {
    db->execSqlAsync( // ok: the database counts
        "UPDATE options SET votes = votes + 1 WHERE id = $1",
        [](const Result &) {}, [](const DrogonDbException &) {}, option);
  }

  // scenario: 4
  void propose(std::string text) {
    db->execSqlAsync(
        "SELECT id FROM options WHERE text = $1",
        [this, text](const Result &found) {
          if (!found.empty())
            return;
          db->execSqlAsync( // expect: await-check-then-act
              "INSERT INTO options (text) VALUES ($1)", [](const Result &) {},
              [](const DrogonDbException &) {}, text);
        },
        [](const DrogonDbException &) {}, text);
  }

  void proposeOnce(std::string text) {
    db->execSqlAsync(
        "SELECT id FROM options WHERE text = $1",
        [this, text](const Result &found) {
          if (!found.empty())
            return;
          db->execSqlAsync( // ok: it looks for itself
              "INSERT INTO options (text) VALUES ($1) ON CONFLICT DO NOTHING",
              [](const Result &) {}, [](const DrogonDbException &) {}, text);
        },
        [](const DrogonDbException &) {}, text);
  }

private:
  DbClientPtr db;
};
