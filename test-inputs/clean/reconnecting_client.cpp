// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One connection for all requests; it is dropped by its generation, and dialled by one at a time.
#include "coro.h"

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

struct LinkError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Connection {
public:
  mock::task<std::string> roundtrip(std::string line);
  mock::task<> login(std::string user);
  void close();
};

mock::task<std::shared_ptr<Connection>> dial(std::string host);
mock::task<> sleep_for(std::chrono::milliseconds time);

class Client {
public:
  Client(std::string host, std::string user) : host_(std::move(host)), user_(std::move(user)) {}

  mock::task<std::string> request(std::string line) {
    for (int attempt = 0; attempt < 3; ++attempt) {
      const Link link = co_await connected();
      try {
        co_return co_await link.connection->roundtrip(line);
      } catch (const LinkError &) {
      }
      drop(link.generation);
    }
    throw LinkError("no answer from " + host_);
  }

  mock::task<> keep_alive() {
    while (!closed_) {
      const auto connection = connection_;
      const auto generation = generation_;
      bool alive = true;
      if (connection) {
        try {
          co_await connection->roundtrip("ping");
        } catch (const LinkError &) {
          alive = false;
        }
      }
      if (!alive && generation == generation_ && connection_) {
        connection_->close();
        connection_.reset(); // ok: still the connection that failed
      }
      co_await sleep_for(std::chrono::seconds(15));
    }
  }

  void close() {
    closed_ = true;
    if (connection_)
      connection_->close();
    connection_.reset();
    changed_.notify_all();
  }

private:
  struct Link {
    std::shared_ptr<Connection> connection;
    std::uint64_t generation;
  };

  mock::task<Link> connected() {
    while (!connection_) {
      if (closed_)
        throw LinkError("closed");
      if (dialling_) {
        co_await changed_.wait();
        continue;
      }
      dialling_ = true;
      std::shared_ptr<Connection> fresh;
      std::exception_ptr failure;
      try {
        fresh = co_await dial(host_);
        co_await fresh->login(user_);
      } catch (...) {
        failure = std::current_exception();
      }
      dialling_ = false; // ok: set by this call
      changed_.notify_all();
      if (failure)
        std::rethrow_exception(failure);
      if (closed_) {
        fresh->close();
        throw LinkError("closed");
      }
      connection_ = std::move(fresh); // ok: dialling_ was given up in this step, and others only drop it
      ++generation_;
    }
    co_return Link{connection_, generation_};
  }

  void drop(std::uint64_t generation) {
    if (generation == generation_)
      connection_.reset();
  }

  const std::string host_;
  const std::string user_;
  std::shared_ptr<Connection> connection_;
  std::uint64_t generation_ = 0;
  bool dialling_ = false;
  bool closed_ = false;
  mock::condition_variable changed_;
};
