// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Shared connections on Boost.Asio; who finds none waits on a timer that is used as a signal.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

class Pool : public std::enable_shared_from_this<Pool> {
public:
  Pool(asio::any_io_executor executor, std::string host, std::string port, std::size_t most)
      : strand_(asio::make_strand(executor)), returned_(strand_), host_(std::move(host)),
        port_(std::move(port)), most_(most) {
    returned_.expires_at(Clock::time_point::max());
  }

  class Lease {
  public:
    Lease(std::shared_ptr<Pool> pool, tcp::socket socket)
        : pool_(std::move(pool)), socket_(std::move(socket)) {}
    Lease(Lease &&other) = default;
    Lease &operator=(Lease &&) = delete;
    ~Lease() {
      if (pool_)
        pool_->give_back(std::move(socket_), reusable_);
    }
    tcp::socket &socket() { return socket_; }
    void reusable() { reusable_ = true; }

  private:
    std::shared_ptr<Pool> pool_;
    tcp::socket socket_;
    bool reusable_ = false;
  };

  /// Everything here runs on the strand.
  asio::awaitable<Lease> lease() {
    const auto self = shared_from_this();
    for (;;) {
      if (closed_)
        throw boost::system::system_error(asio::error::operation_aborted);
      while (!idle_.empty()) {
        Idle idle = std::move(idle_.back());
        idle_.pop_back();
        if (Clock::now() - idle.since < std::chrono::seconds(60))
          co_return Lease(self, std::move(idle.socket));
        --open_; // ok: decided by idle_ alone, in each round
      }
      if (open_ < most_)
        break;
      boost::system::error_code ec;
      co_await returned_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    }

    ++open_; // ok: nothing was awaited since the look at open_; the place is ours while we connect
    tcp::socket socket(strand_);
    std::exception_ptr failure;
    try {
      tcp::resolver resolver(strand_);
      const auto endpoints = co_await resolver.async_resolve(host_, port_, asio::use_awaitable);
      co_await asio::async_connect(socket, endpoints, asio::use_awaitable);
    } catch (...) {
      failure = std::current_exception();
    }
    if (failure) {
      --open_; // ok: gives the place back
      returned_.cancel_one();
      std::rethrow_exception(failure);
    }
    co_return Lease(self, std::move(socket));
  }

  asio::awaitable<std::size_t> send(std::string text) {
    Lease lease = co_await this->lease();
    const std::size_t n =
        co_await asio::async_write(lease.socket(), asio::buffer(text), asio::use_awaitable);
    lease.reusable();
    written_ += n; // ok: in one step
    co_return n;
  }

  void close() {
    closed_ = true;
    open_ -= idle_.size();
    idle_.clear();
    returned_.cancel();
  }

private:
  struct Idle {
    tcp::socket socket;
    Clock::time_point since;
  };

  void give_back(tcp::socket socket, bool reusable) {
    if (reusable && !closed_ && socket.is_open())
      idle_.push_back({std::move(socket), Clock::now()});
    else
      --open_;
    returned_.cancel_one();
  }

  asio::strand<asio::any_io_executor> strand_;
  asio::steady_timer returned_;
  const std::string host_;
  const std::string port_;
  const std::size_t most_;
  std::vector<Idle> idle_;
  std::size_t open_ = 0;
  std::size_t written_ = 0;
  bool closed_ = false;
};
