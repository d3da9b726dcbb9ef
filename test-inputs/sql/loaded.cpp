// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rows as objects: a thin layer of the project's own loads one by its key and
// saves it by the key that it has.
#include "drogon.h"
#include <optional>
#include <string>

using drogon::Task;
using namespace drogon::orm;

struct Parcel {
  long id = 0;
  long shelf = 0; ///< of the parcel below
  long weight = 0;
};

class Depot {
public:
  explicit Depot(DbClientPtr client) : db(std::move(client)) {}

  // scenario: 3
  Task<> repack(long id, long more) {
    Parcel parcel = co_await load(id); // note: check
    parcel.weight += more;
    co_await save(parcel); // expect: await-stale-write // note: suspension
  }

  Task<> repackByNumber(long id, long more) {
    const Parcel parcel = co_await load(id);
    co_await weigh(parcel.id, parcel.weight + more); // expect: await-stale-write
  }

  Task<> repackDirectly(long id, long more) {
    const Parcel parcel = co_await load(id);
    co_await db->execSqlCoro( // expect: await-stale-write
        "UPDATE parcels SET weight = $1 WHERE id = $2", parcel.weight + more,
        parcel.id);
  }

  Task<bool> repackIfThere(long id, long more) {
    std::optional<Parcel> parcel = co_await find(id);
    if (!parcel)
      co_return false;
    parcel->weight += more;
    co_await save(*parcel); // expect: await-stale-write
    co_return true;
  }

  Task<> press(long id) {
    const Parcel parcel = co_await load(id);
    co_await weigh(parcel.shelf, parcel.weight * 2); // ok: another row
  }

  Task<> exchange(long id, long other) {
    const Parcel from = co_await load(id);
    co_await weigh(other, from.weight); // ok: another row
  }

  Task<> repackInOneStep(long id, long more) {
    const Parcel parcel = co_await load(id);
    co_await add(parcel.id, more); // ok: the database adds
  }

private:
  Task<Parcel> load(long id) {
    const Result found = co_await db->execSqlCoro(
        "SELECT id, shelf, weight FROM parcels WHERE id = $1", id);
    co_return Parcel{found[0]["id"].as<long>(), found[0]["shelf"].as<long>(),
                     found[0]["weight"].as<long>()};
  }
  Task<std::optional<Parcel>> find(long id) {
    const Result found = co_await db->execSqlCoro(
        "SELECT id, shelf, weight FROM parcels WHERE id = $1", id);
    if (found.empty())
      co_return std::nullopt;
    co_return Parcel{found[0]["id"].as<long>(), found[0]["shelf"].as<long>(),
                     found[0]["weight"].as<long>()};
  }
  Task<> save(Parcel parcel) {
    co_await db->execSqlCoro("UPDATE parcels SET weight = $1 WHERE id = $2",
                             parcel.weight, parcel.id);
  }
  Task<> weigh(long id, long weight) {
    co_await db->execSqlCoro("UPDATE parcels SET weight = $1 WHERE id = $2",
                             weight, id);
  }
  Task<> add(long id, long more) {
    co_await db->execSqlCoro(
        "UPDATE parcels SET weight = weight + $1 WHERE id = $2", more, id);
  }

  DbClientPtr db;
};
