//===- Session.cpp - Sessions of PostgreSQL in step -----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Session.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace asio = boost::asio;
using asio::posix::stream_descriptor;

namespace pg {

//===----------------------------------------------------------------------===//
// Session
//===----------------------------------------------------------------------===//

namespace {

/// Why the server refused a statement, as the inputs know it.
[[noreturn]] void refuse(std::string_view State, const std::string &Message) {
  if (State == "23505")
    throw UniqueViolation(Message);
  if (State == "40001" || State == "40P01") // serialization, deadlock
    throw RolledBack(Message);
  throw Error(Message);
}

Result result(const PGresult *Answer) {
  std::vector<Result::Row> Rows(PQntuples(Answer));
  for (int Y = 0; Y < PQntuples(Answer); ++Y)
    for (int X = 0; X < PQnfields(Answer); ++X)
      Rows[Y].emplace_back(PQfname(Answer, X), PQgetvalue(Answer, Y, X));
  // Nothing for a BEGIN, and then strtol gives 0.
  const char *Count = PQcmdTuples(const_cast<PGresult *>(Answer));
  return Result(std::move(Rows), std::strtol(Count, nullptr, 10));
}

} // namespace

long Result::number(const std::string &Column) const {
  for (const auto &[Name, Value] : rows_.at(0))
    if (Name == Column)
      return std::stol(Value);
  throw std::out_of_range("no column " + Column);
}

Task<void> Session::ready(stream_descriptor::wait_type For) {
  co_await Socket.async_wait(For, asio::use_awaitable);
}

Task<void> Session::open(std::string Where) {
  Connected.reset(PQconnectStart(Where.c_str()));
  PostgresPollingStatusType Next = PGRES_POLLING_WRITING;
  while (Connected && Next != PGRES_POLLING_OK &&
         Next != PGRES_POLLING_FAILED &&
         PQstatus(Connected.get()) != CONNECTION_BAD) {
    // libpq may take another socket for its next attempt.
    const int Copy = dup(PQsocket(Connected.get()));
    if (Copy < 0)
      throw std::system_error(errno, std::generic_category(), "dup");
    if (Socket.is_open())
      Socket.close();
    Socket.assign(Copy);
    co_await ready(Next == PGRES_POLLING_READING
                       ? stream_descriptor::wait_read
                       : stream_descriptor::wait_write);
    Next = PQconnectPoll(Connected.get());
  }
  if (!Connected || PQstatus(Connected.get()) != CONNECTION_OK ||
      PQsetnonblocking(Connected.get(), 1) != 0)
    throw Error(PQerrorMessage(Connected.get()));
}

void Session::close() {
  Socket.close();
  Connected.reset();
}

Task<Result> Session::run(std::string Statement,
                          std::vector<std::string> Values) {
  PGconn *C = Connected.get();
  std::vector<const char *> Texts;
  for (const std::string &V : Values)
    Texts.push_back(V.c_str());
  if (!PQsendQueryParams(C, Statement.c_str(), static_cast<int>(Texts.size()),
                         nullptr, Texts.data(), nullptr, nullptr, 0))
    throw Error(PQerrorMessage(C));
  for (int Left; (Left = PQflush(C)) != 0;) {
    if (Left < 0)
      throw Error(PQerrorMessage(C));
    co_await ready(stream_descriptor::wait_write);
  }

  // Up to the server being ready for the next one: only then is a statement
  // outside of a transaction committed and has let its locks go.
  Result Answer({}, 0);
  std::string State, Message;
  for (;;) {
    while (PQisBusy(C)) {
      co_await ready(stream_descriptor::wait_read);
      if (!PQconsumeInput(C))
        throw Error(PQerrorMessage(C));
    }
    PGresult *Part = PQgetResult(C);
    if (!Part)
      break;
    const ExecStatusType Status = PQresultStatus(Part);
    if (Status == PGRES_TUPLES_OK || Status == PGRES_COMMAND_OK) {
      Answer = result(Part);
    } else {
      const char *Code = PQresultErrorField(Part, PG_DIAG_SQLSTATE);
      State = Code ? Code : "?";
      Message = PQresultErrorMessage(Part) + ("in: " + Statement);
    }
    PQclear(Part);
  }
  if (!State.empty())
    refuse(State, Message);
  co_return Answer;
}

Task<Result> Connection::send(std::string Statement,
                              std::vector<std::string> Values) {
  const std::shared_ptr<Session> S = session;
  if (!S->Order)
    co_return co_await S->run(std::move(Statement), std::move(Values));
  co_await S->Order->enter(*S);
  try {
    Result Answer = co_await S->run(std::move(Statement), std::move(Values));
    S->Order->leave(*S);
    co_return Answer;
  } catch (...) {
    S->Order->leave(*S);
    throw;
  }
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

/// Waits until somebody cancels \p Event.
static Task<void> wait(asio::steady_timer &Event) {
  boost::system::error_code Cancelled;
  Event.expires_at(asio::steady_timer::time_point::max());
  co_await Event.async_wait(
      asio::redirect_error(asio::use_awaitable, Cancelled));
}

std::vector<Session *> Steps::are(int State) const {
  std::vector<Session *> Found;
  for (const std::shared_ptr<Session> &S : All)
    if (S->State == State)
      Found.push_back(S.get());
  return Found;
}

Task<void> Steps::enter(Session &S) {
  S.State = Session::Waiting;
  Changed.cancel();
  while (S.State == Session::Waiting) {
    // Not wait(): to set the time anew would wake the others.
    boost::system::error_code Cancelled;
    co_await Turn.async_wait(
        asio::redirect_error(asio::use_awaitable, Cancelled));
  }
}

void Steps::leave(Session &S) {
  S.State = Session::Thinking;
  Changed.cancel();
}

void Steps::end(Session &S) {
  S.State = Session::Done;
  Changed.cancel();
}

Task<void> Steps::change() { co_await wait(Changed); }

Task<long> Steps::blocked(const std::vector<Session *> &Running,
                          std::vector<Session *> Held) {
  auto list = [](const std::vector<Session *> &Sessions) {
    std::string Text = "{";
    for (const Session *S : Sessions)
      Text += (Text.size() > 1 ? "," : "") + std::to_string(S->process());
    return Text + "}";
  };
  // Who only waits for somebody that is on his way is not blocked for good.
  std::vector<std::string> Values{list(Held), list(Running)};
  const Result Found = co_await Observer.run(
      "WITH RECURSIVE held (pid) AS ("
      "  SELECT unnest($1::int[])"
      "  UNION"
      "  SELECT r.pid FROM unnest($2::int[]) AS r (pid), held"
      "  WHERE held.pid = ANY (pg_blocking_pids(r.pid))"
      ") SELECT count(*) AS n FROM held WHERE pid = ANY ($2::int[])",
      std::move(Values));
  co_return Found.number("n");
}

Task<void> Steps::direct(std::vector<std::shared_ptr<Session>> Sessions) {
  All = std::move(Sessions);
  Turn.expires_at(asio::steady_timer::time_point::max());
  bool Closed = true; // the gate
  co_await Keeper.run(std::string("SELECT pg_advisory_lock(") + Gate + ")");

  for (;;) {
    if (!are(Session::Thinking).empty()) {
      co_await change();
      continue;
    }
    const std::vector<Session *> Running = are(Session::Running);
    const std::vector<Session *> Waiting = are(Session::Waiting);
    if (Running.empty() && Waiting.empty())
      break; // all are done
    if (!Running.empty()) {
      if (Waiting.empty() && !Closed) {
        co_await change();
        continue;
      }
      std::vector<Session *> Held = Waiting;
      if (Closed)
        Held.push_back(&Keeper);
      const long Blocked = co_await blocked(Running, Held);
      if (Blocked < static_cast<long>(Running.size()))
        continue;
    }
    if (!Waiting.empty()) {
      for (Session *S : Waiting)
        S->State = Session::Running;
      Turn.cancel();
    } else {
      co_await Keeper.run(std::string("SELECT pg_advisory_unlock(") + Gate +
                          ")");
      Closed = false;
    }
  }
  if (Closed)
    co_await Keeper.run(std::string("SELECT pg_advisory_unlock(") + Gate + ")");
}

} // namespace pg
