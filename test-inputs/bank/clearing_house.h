//===- clearing_house.h - Where payments take their time --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The clearing house, far away and slow: a timer stands for it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "protocol.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

namespace bank {

class ClearingHouse {
public:
  ClearingHouse(boost::asio::io_context &context, std::chrono::milliseconds settlement)
      : context_(context), settlement_(settlement) {}

  /// Whether the clearing house agrees to a payment. It answers when the settlement time is over,
  /// or as soon as `complete` answers for it. What it agreed to and the bank does not book lapses.
  boost::asio::awaitable<bool> settle(Amount amount) {
    const auto payment = std::make_shared<Payment>(context_, ++last_number_);
    payment->agreed = amount <= largest_payment;
    payment->timer.expires_after(settlement_);
    in_flight_.push_back(payment);
    co_await payment->timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    std::erase(in_flight_, payment);
    co_return payment->agreed;
  }

  /// Answers now for the payment of this number, or for all if it is 0. Returns how many it were.
  /// Payments are numbered from 1, in the order in which they were asked for.
  std::size_t complete(Amount number, bool agreed) {
    const auto answer = [&](const std::shared_ptr<Payment> &payment) {
      if (number != 0 && payment->number != number)
        return false;
      payment->agreed = payment->agreed && agreed;
      payment->timer.cancel();
      return true;
    };
    return std::erase_if(in_flight_, answer);
  }

  std::size_t pending() const { return in_flight_.size(); }

private:
  /// More than this is always refused.
  static constexpr Amount largest_payment = 1'000'000;

  struct Payment {
    Payment(boost::asio::io_context &context, Amount number) : timer(context), number(number) {}
    boost::asio::steady_timer timer;
    Amount number;
    bool agreed = false;
  };

  boost::asio::io_context &context_;
  std::chrono::milliseconds settlement_;
  std::vector<std::shared_ptr<Payment>> in_flight_;
  Amount last_number_ = 0;
};

} // namespace bank
