//===- Session.h - Sessions of PostgreSQL in step ---------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What is behind test-inputs/postgres/client.h: libpq in nonblocking mode on
/// Boost.Asio, and the order in which concurrent coroutines get to the server.
/// All of it belongs to one thread.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_POSTGRES_SESSION_H
#define AWAIT_TIDY_TESTS_POSTGRES_SESSION_H

#include "test-inputs/postgres/client.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

namespace pg {

class Steps;

/// One connection to the server.
class Session {
public:
  explicit Session(boost::asio::io_context &Context) : Socket(Context) {}

  /// Throws Error.
  Task<void> open(std::string Where);

  /// Sends a statement at once and waits for all of its answer. Throws Error.
  Task<Result> run(std::string Statement, std::vector<std::string> Values = {});

  /// Goes away; the server rolls back what is open.
  void close();

  /// The server's process for this session.
  int process() const { return PQbackendPID(Connected.get()); }

  /// What Steps knows of it.
  enum { Thinking, Waiting, Running, Done } State = Thinking;
  Steps *Order = nullptr; ///< null: statements need not wait

private:
  struct Close {
    void operator()(PGconn *C) const { PQfinish(C); }
  };

  /// Waits until the socket can be read or written.
  Task<void> ready(boost::asio::posix::stream_descriptor::wait_type For);

  std::unique_ptr<PGconn, Close> Connected;
  /// A duplicate of libpq's descriptor: each of the two closes its own.
  boost::asio::posix::stream_descriptor Socket;
};

/// Takes sessions to the server step by step: a session may send its next
/// statement when each other one wants to send one too, has ended, or cannot go
/// on because of those who wait here. So what is read together has been read by
/// all before anybody writes, on each machine and at each load.
///
/// Writes are slowed down further: they wait in a trigger for an advisory lock,
/// the gate, that is held here until nobody can go on without it. So even a
/// single statement has looked at the rows, and has found them as the others
/// do, before one of them has changed anything.
class Steps {
public:
  /// \p Observer looks at who waits; \p Keeper holds the gate.
  Steps(boost::asio::io_context &Context, Session &Observer, Session &Keeper)
      : Observer(Observer), Keeper(Keeper), Changed(Context), Turn(Context) {}

  /// Takes \p All from their first statements to their ends.
  Task<void> direct(std::vector<std::shared_ptr<Session>> All);

  /// Waits for the turn of \p S.
  Task<void> enter(Session &S);
  /// \p S has its answer.
  void leave(Session &S);
  /// \p S sends nothing more.
  void end(Session &S);

private:
  std::vector<Session *> are(int State) const;
  Task<void> change();
  /// How many of \p Running are blocked, directly or not, by \p Held.
  Task<long> blocked(const std::vector<Session *> &Running,
                     std::vector<Session *> Held);

  Session &Observer, &Keeper;
  std::vector<std::shared_ptr<Session>> All;
  /// Never expire; cancelling one wakes who waits.
  boost::asio::steady_timer Changed, Turn;
};

/// The gate's key, as two numbers so that it is nobody else's.
inline constexpr const char *Gate = "1, 2";

} // namespace pg

#endif
