// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A line server on Boost.Asio: sessions keep themselves alive, one writer empties each queue.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;

class Session;
using SessionPtr = std::shared_ptr<Session>;

class Room {
public:
  void join(SessionPtr session) { sessions_.insert(std::move(session)); }
  void leave(const SessionPtr &session) { sessions_.erase(session); }
  void broadcast(const std::string &line);
  std::size_t size() const { return sessions_.size(); }

private:
  std::set<SessionPtr> sessions_;
};

class Session : public std::enable_shared_from_this<Session> {
public:
  Session(tcp::socket socket, Room &room)
      : socket_(std::move(socket)), timer_(socket_.get_executor()), room_(room) {
    timer_.expires_at(std::chrono::steady_clock::time_point::max());
  }

  void start() {
    room_.join(shared_from_this());
    co_spawn(
        socket_.get_executor(), [self = shared_from_this()] { return self->reader(); },
        asio::detached);
    co_spawn(
        socket_.get_executor(), [self = shared_from_this()] { return self->writer(); },
        asio::detached);
  }

  void deliver(std::string line) {
    if (queue_.size() >= 1000)
      return stop(); // too slow
    queue_.push_back(std::move(line));
    timer_.cancel_one();
  }

private:
  asio::awaitable<void> reader() {
    std::string buffer;
    boost::system::error_code ec;
    while (socket_.is_open()) {
      const std::size_t n =
          co_await asio::async_read_until(socket_, asio::dynamic_buffer(buffer, 4096), '\n',
                                          asio::redirect_error(asio::use_awaitable, ec));
      if (ec)
        break;
      room_.broadcast(buffer.substr(0, n));
      buffer.erase(0, n); // ok: a local
      ++received_;
    }
    stop();
  }

  asio::awaitable<void> writer() {
    while (socket_.is_open()) {
      boost::system::error_code ec;
      if (queue_.empty()) {
        co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        continue; // cancelled because there is something to write, or because we stop
      }
      const std::string line = std::move(queue_.front());
      queue_.pop_front(); // ok: nothing is awaited since the look at the queue
      co_await asio::async_write(socket_, asio::buffer(line),
                                 asio::redirect_error(asio::use_awaitable, ec));
      if (ec)
        break;
      sent_ += line.size(); // ok: in one step
    }
    stop();
  }

  void stop() {
    room_.leave(shared_from_this());
    boost::system::error_code ignored;
    socket_.close(ignored);
    timer_.cancel();
  }

  tcp::socket socket_;
  asio::steady_timer timer_;
  Room &room_;
  std::deque<std::string> queue_;
  std::size_t sent_ = 0;
  long received_ = 0;
};

void Room::broadcast(const std::string &line) {
  // A copy: a session that is too slow leaves while we are here.
  const std::vector<SessionPtr> sessions(sessions_.begin(), sessions_.end());
  for (const SessionPtr &session : sessions)
    session->deliver(line);
}

asio::awaitable<void> listen(tcp::acceptor acceptor, Room &room, std::size_t most) {
  asio::steady_timer pause(acceptor.get_executor());
  for (;;) {
    while (room.size() >= most) {
      pause.expires_after(std::chrono::milliseconds(50));
      co_await pause.async_wait(asio::use_awaitable);
    }
    auto socket = co_await acceptor.async_accept(asio::use_awaitable);
    if (room.size() >= most)
      continue; // ok: full again; the socket is closed by its destructor
    std::make_shared<Session>(std::move(socket), room)->start();
  }
}
