// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rows as objects: read, changed in the program, and saved.
#include "drogon.h"

using drogon::Task;
using namespace drogon::orm;

class Member {
public:
  long getPoints() const;
  void setPoints(const long &points);
  std::string getName() const;
  void setName(const std::string &name);
  int getSponsor() const;
};

class Club {
public:
  // scenario: 3
  Task<> award(int id, long points) {
    CoroMapper<Member> members(db);
    Member member = co_await members.findByPrimaryKey(id); // note: check
    member.setPoints(member.getPoints() + points);
    co_await members.update(member); // expect: await-stale-write // note: suspension
  }

  Task<bool> redeem(int id, long points) {
    CoroMapper<Member> members(db);
    auto member = co_await members.findByPrimaryKey(id);
    if (member.getPoints() < points)
      co_return false;
    member.setPoints(member.getPoints() - points);
    co_await members.update(member); // expect: await-stale-write
    co_return true;
  }

  Task<> rename(int id, std::string name) {
    CoroMapper<Member> members(db);
    auto member = co_await members.findByPrimaryKey(id);
    member.setName(name);
    co_await members.update(member); // ok: only the name is written
  }

  Task<> awardInTransaction(int id, long points) {
    auto transaction = co_await db->newTransactionCoro();
    CoroMapper<Member> members(transaction);
    auto member = co_await members.findByPrimaryKey(id);
    member.setPoints(member.getPoints() + points);
    co_await members.update(member); // expect: await-stale-write
  }

  Task<> awardLocked(int id, long points) {
    auto transaction = co_await db->newTransactionCoro();
    CoroMapper<Member> members(transaction);
    auto member = co_await members.forUpdate().findByPrimaryKey(id);
    member.setPoints(member.getPoints() + points);
    co_await members.update(member); // ok: the row is locked
  }

  Task<> awardLockedForNothing(int id, long points) {
    CoroMapper<Member> members(db);
    auto member =
        co_await members.forUpdate().findByPrimaryKey(id); // expect: await-unheld-lock
    member.setPoints(member.getPoints() + points);
    co_await members.update(member); // expect: await-stale-write
  }

  Task<> awardAll(long points) {
    CoroMapper<Member> members(db);
    for (Member &member : co_await members.findAll()) {
      member.setPoints(member.getPoints() + points);
      co_await members.update(member); // expect: await-stale-write
    }
  }

  Task<> awardByName(std::string name, long points) {
    CoroMapper<Member> members(db);
    auto member = co_await members.findOne(Criteria("name", name));
    member.setPoints(member.getPoints() + points);
    co_await members.update(member); // expect: await-stale-write
  }

  Task<> replace(int id, Member other) {
    CoroMapper<Member> members(db);
    const auto found = co_await members.findBy(Criteria("id", id));
    if (!found.empty())
      co_await members.deleteByPrimaryKey(id);
    co_await members.insert(other);
  }

  Task<> expel(int id) {
    CoroMapper<Member> members(db);
    const auto member = co_await members.findByPrimaryKey(id);
    if (member.getPoints() < 0)
      co_await members.deleteOne(member); // expect: await-check-then-act
  }

  Task<> awardInOneStep(int id, int points) {
    CoroMapper<Member> members(db);
    co_await members.increment("points", Criteria("id", id), points);
  }

  Task<> awardSponsor(int id, long points) {
    CoroMapper<Member> members(db);
    const auto member = co_await members.findByPrimaryKey(id);
    if (member.getPoints() < points)
      co_return;
    auto sponsor = co_await members.findByPrimaryKey(member.getSponsor());
    sponsor.setName("sponsor of " + member.getName());
    co_await members.update(sponsor); // ok: another row
  }

private:
  DbClientPtr db;
};
