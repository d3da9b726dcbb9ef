// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Peers on Boost.Asio that must answer in time; a watchdog that was fed meanwhile goes on.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace asio = boost::asio;
using asio::ip::udp;
using Clock = std::chrono::steady_clock;

class Watchdog {
public:
  Watchdog(asio::any_io_executor executor, Clock::duration limit)
      : timer_(executor), limit_(limit), deadline_(Clock::now() + limit) {}

  void feed() { deadline_ = Clock::now() + limit_; }
  void stop() { timer_.cancel(); }

  /// Ends with true when nobody fed it in time, with false when it was stopped.
  asio::awaitable<bool> expired() {
    while (deadline_ > Clock::now()) {
      timer_.expires_at(deadline_);
      boost::system::error_code ec;
      co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      if (ec)
        co_return false;
    }
    co_return true;
  }

private:
  asio::steady_timer timer_;
  const Clock::duration limit_;
  Clock::time_point deadline_;
};

class Heartbeats {
public:
  using Lost = std::function<void(const udp::endpoint &)>;

  Heartbeats(asio::io_context &context, unsigned short port, Lost lost)
      : context_(context), socket_(context, udp::endpoint(udp::v4(), port)),
        lost_(std::move(lost)) {}

  asio::awaitable<void> receive() {
    std::array<char, 64> data;
    while (!stopped_) {
      udp::endpoint from;
      boost::system::error_code ec;
      const std::size_t n = co_await socket_.async_receive_from(
          asio::buffer(data), from, asio::redirect_error(asio::use_awaitable, ec));
      if (ec || n == 0)
        continue;
      auto [peer, fresh] = peers_.try_emplace(from);
      if (fresh) {
        peer->second = std::make_shared<Watchdog>(context_.get_executor(), std::chrono::seconds(5));
        co_spawn(context_, watch(from, peer->second), asio::detached);
      }
      peer->second->feed(); // ok: nothing was awaited since the try_emplace
      ++beats_;
    }
  }

  asio::awaitable<void> beat() {
    asio::steady_timer timer(context_);
    while (!stopped_) {
      std::vector<udp::endpoint> everybody;
      for (const auto &[endpoint, watchdog] : peers_)
        everybody.push_back(endpoint);
      for (const udp::endpoint &endpoint : everybody) { // ok: a copy
        if (!peers_.contains(endpoint))
          continue;
        boost::system::error_code ignored;
        co_await socket_.async_send_to(asio::buffer("beat", 4), endpoint,
                                       asio::redirect_error(asio::use_awaitable, ignored));
      }
      timer.expires_after(std::chrono::seconds(1));
      co_await timer.async_wait(asio::use_awaitable);
    }
  }

  void forget(const udp::endpoint &endpoint) {
    if (auto peer = peers_.extract(endpoint))
      peer.mapped()->stop();
  }

  void stop() {
    stopped_ = true;
    boost::system::error_code ignored;
    socket_.close(ignored);
    for (const auto &[endpoint, watchdog] : peers_)
      watchdog->stop();
  }

private:
  asio::awaitable<void> watch(udp::endpoint endpoint, std::shared_ptr<Watchdog> watchdog) {
    if (!co_await watchdog->expired())
      co_return;
    auto peer = peers_.find(endpoint);
    if (peer == peers_.end() || peer->second != watchdog)
      co_return;
    peers_.erase(peer); // ok: neither forgotten nor back with a new watchdog
    lost_(endpoint);
  }

  asio::io_context &context_;
  udp::socket socket_;
  Lost lost_;
  std::map<udp::endpoint, std::shared_ptr<Watchdog>> peers_;
  bool stopped_ = false;
  long beats_ = 0;
};
