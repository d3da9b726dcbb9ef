//===- bank_repaired.cpp - The bank service, as it should be --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The service of bank_racy.cpp without its mistakes. Between two suspensions nobody else runs, so
// a check holds for the act that follows it at once; after a suspension everything is looked at
// again.
//
//===----------------------------------------------------------------------===//

#include "clearing_house.h"
#include "ledger.h"
#include "protocol.h"
#include "server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <utility>

namespace {

using boost::asio::awaitable;

class RepairedBank {
public:
  explicit RepairedBank(bank::ClearingHouse &clearing_house) : clearing_house_(clearing_house) {}

  /// Does what a client asks for and returns the answer.
  awaitable<std::string> execute(bank::Request request) {
    if (request.command == "COUNT")
      co_return bank::ok(operations_);

    std::string reply = co_await dispatch(std::move(request));
    ++operations_; // ok: read and written in one step
    co_return reply;
  }

private:
  awaitable<std::string> dispatch(bank::Request request) {
    if (request.command == "OPEN")
      co_return bank::open_account(accounts_, request.name, request.amount);
    if (request.command == "DEPOSIT")
      co_return bank::deposit(accounts_, request.name, request.amount);
    if (request.command == "BALANCE")
      co_return bank::balance_of(accounts_, request.name);
    if (request.command == "WITHDRAW")
      co_return co_await withdraw(request.name, request.amount);
    if (request.command == "PAY")
      co_return co_await pay(request.name, request.amount);
    if (request.command == "TRANSFER")
      co_return co_await transfer(request.name, request.other, request.amount);
    co_return bank::failed("not a command of the bank");
  }

  /// Hands out cash once the clearing house agrees.
  // scenario: 42, 43
  awaitable<std::string> withdraw(std::string name, bank::Amount amount) {
    if (!accounts_.contains(name))
      co_return bank::unknown_account(name);

    if (accounts_[name].balance < amount) // spares a useless question; decides nothing
      co_return bank::refused("insufficient funds");
    const bool agreed = co_await clearing_house_.settle(amount);
    if (!agreed)
      co_return bank::refused("clearing house");
    // Others may have been faster. What the clearing house agreed to lapses then.
    if (accounts_[name].balance < amount)
      co_return bank::refused("insufficient funds");
    accounts_[name].balance -= amount; // ok: checked again since the suspension
    co_return bank::ok(accounts_[name].balance);
  }

  /// Sends money to another bank.
  // scenario: 40, 77
  awaitable<std::string> pay(std::string name, bank::Amount amount) {
    if (!accounts_.contains(name))
      co_return bank::unknown_account(name);

    if (accounts_.at(name).balance < amount)
      co_return bank::refused("insufficient funds");
    accounts_.at(name).balance -= amount; // ok: nobody runs between the check and the debit
    const bool agreed = co_await clearing_house_.settle(amount);
    if (!agreed) {
      accounts_.at(name).balance += amount; // ok: gives back what this payment took, no more
      co_return bank::refused("clearing house");
    }
    co_return bank::ok(accounts_.at(name).balance);
  }

  /// Moves money from one account of the bank to another.
  // scenario: 40, 77
  awaitable<std::string> transfer(std::string from, std::string to, bank::Amount amount) {
    if (!accounts_.contains(from))
      co_return bank::unknown_account(from);
    if (!accounts_.contains(to))
      co_return bank::unknown_account(to);
    if (from == to)
      co_return bank::refused("same account");

    if (account(from).balance < amount)
      co_return bank::refused("insufficient funds");
    account(from).balance -= amount; // ok: the money is on its way, and in no account
    const bool agreed = co_await clearing_house_.settle(amount);
    if (!agreed) {
      account(from).balance += amount; // ok: gives back what this transfer took
      co_return bank::refused("clearing house");
    }
    account(to).balance += amount; // ok: adds to whatever is there now
    co_return bank::ok(account(from).balance);
  }

  /// To be used at once: no reference to an account is kept over a suspension.
  bank::Account &account(const std::string &name) { return accounts_.at(name); }

  bank::ClearingHouse &clearing_house_;
  bank::Accounts accounts_;
  /// How many operations the bank has done, for its yearly report.
  long long operations_ = 0;
};

} // namespace

int main(int argc, char **argv) {
  const auto options = bank::parse_options(argc, argv);
  if (!options) {
    std::cerr << "usage: bank_repaired [--port N] [--settlement-ms N]\n";
    return 2;
  }

  try {
    boost::asio::io_context context(1);
    bank::ClearingHouse clearing_house(context, options->settlement);
    RepairedBank service(clearing_house);
    bank::Server server(context, clearing_house, service, options->port);
    server.start();
    std::cout << "listening on " << server.port() << std::endl;
    context.run();
  } catch (const std::exception &error) {
    std::cerr << "bank_repaired: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
