//===- server.h - The bank on a TCP port ------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Accepts clients on the loopback interface and talks to each in a coroutine of its own.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "clearing_house.h"
#include "protocol.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <exception>
#include <string>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace bank {

/// Serves one bank, which has `awaitable<std::string> execute(Request)`, on one thread, until a
/// client says SHUTDOWN or the standard input of the program ends.
template <typename Bank> class Server {
public:
  Server(boost::asio::io_context &context, ClearingHouse &clearing_house, Bank &bank,
         unsigned short port)
      : context_(context), clearing_house_(clearing_house), bank_(bank),
        acceptor_(context, {boost::asio::ip::address_v4::loopback(), port}),
        input_(context, ::dup(STDIN_FILENO)) {}

  unsigned short port() const { return acceptor_.local_endpoint().port(); }

  void start() {
    const auto rethrow = [](std::exception_ptr error) {
      if (error)
        std::rethrow_exception(error);
    };
    boost::asio::co_spawn(context_, accept(), rethrow);
    boost::asio::co_spawn(context_, stop_at_end_of_input(), rethrow);
  }

private:
  static constexpr std::size_t longest_line = 1024;

  boost::asio::awaitable<void> accept() {
    for (;;) {
      auto client = co_await acceptor_.async_accept(boost::asio::use_awaitable);
      boost::asio::co_spawn(context_, converse(std::move(client)), boost::asio::detached);
    }
  }

  boost::asio::awaitable<void> stop_at_end_of_input() {
    char ignored[256];
    boost::system::error_code error;
    while (!error) {
      std::tie(error, std::ignore) = co_await input_.async_read_some(
          boost::asio::buffer(ignored), boost::asio::as_tuple(boost::asio::use_awaitable));
    }
    context_.stop();
  }

  /// Ends with an exception when the client hangs up or sends an endless line.
  boost::asio::awaitable<void> converse(boost::asio::ip::tcp::socket client) {
    std::string input;
    for (;;) {
      const std::size_t length = co_await boost::asio::async_read_until(
          client, boost::asio::dynamic_buffer(input, longest_line), '\n',
          boost::asio::use_awaitable);
      const auto request = parse_request(input.substr(0, length));
      input.erase(0, length);

      std::string reply = failed("not understood");
      if (request)
        reply = co_await answer(*request);
      reply += '\n';
      co_await boost::asio::async_write(client, boost::asio::buffer(reply),
                                        boost::asio::use_awaitable);

      if (request && request->command == "QUIT")
        co_return;
      if (request && request->command == "SHUTDOWN")
        context_.stop();
    }
  }

  boost::asio::awaitable<std::string> answer(Request request) {
    if (request.command == "QUIT" || request.command == "SHUTDOWN")
      co_return "BYE";
    if (request.command == "STATUS")
      co_return "OK pending=" + std::to_string(clearing_house_.pending()) +
          " requests=" + std::to_string(requests_);
    if (request.command == "SETTLE" || request.command == "REFUSE")
      co_return ok(clearing_house_.complete(request.amount, request.command == "SETTLE"));

    ++requests_;
    co_return co_await bank_.execute(std::move(request));
  }

  boost::asio::io_context &context_;
  ClearingHouse &clearing_house_;
  Bank &bank_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::posix::stream_descriptor input_;
  /// How many requests the bank has taken up, answered or not.
  long long requests_ = 0;
};

} // namespace bank
