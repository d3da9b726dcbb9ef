// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A pool of connections behind a semaphore: a permit, then an idle connection or a new one.
#include "coro.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

class Connection {
public:
  bool broken() const;
  mock::task<std::string> query(std::string sql);
};

mock::task<std::unique_ptr<Connection>> connect(std::string host);

class Permit {
public:
  explicit Permit(mock::semaphore &from) : from_(&from) {}
  Permit(Permit &&other) noexcept : from_(std::exchange(other.from_, nullptr)) {}
  Permit &operator=(Permit &&) = delete;
  ~Permit() {
    if (from_)
      from_->release();
  }

private:
  mock::semaphore *from_;
};

class ConnectionPool {
public:
  ConnectionPool(std::string host, int size) : host_(std::move(host)), permits_(size) {}

  class Lease {
  public:
    Lease(ConnectionPool &pool, Permit permit, std::unique_ptr<Connection> connection)
        : permit_(std::move(permit)), pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease &&) = default;
    ~Lease() {
      if (connection_ && !connection_->broken())
        pool_->idle_.push_back(std::move(connection_));
    }
    Connection *operator->() const { return connection_.get(); }

  private:
    Permit permit_;
    ConnectionPool *pool_;
    std::unique_ptr<Connection> connection_;
  };

  mock::task<Lease> lease() {
    co_await permits_.acquire();
    Permit permit(permits_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back(); // ok: nothing is awaited since the look at idle_
      co_return Lease(*this, std::move(permit), std::move(connection));
    }
    auto connection = co_await connect(host_);
    ++opened_; // ok: in one step
    co_return Lease(*this, std::move(permit), std::move(connection));
  }

  mock::task<std::string> query(std::string sql) {
    Lease connection = co_await lease();
    co_return co_await connection->query(std::move(sql));
  }

  long opened() const { return opened_; }

private:
  const std::string host_;
  mock::semaphore permits_;
  std::vector<std::unique_ptr<Connection>> idle_;
  long opened_ = 0;
};
