//===- bank_racy.cpp - The bank service, as it must not be ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A bank on one thread with no data race in it, which loses money all the same: whatever it knows
// before it waits for the clearing house, it takes for true afterwards. bank_repaired.cpp is the
// same service without the mistakes.
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

class RacyBank {
public:
  explicit RacyBank(bank::ClearingHouse &clearing_house) : clearing_house_(clearing_house) {}

  /// Does what a client asks for and returns the answer.
  // scenario: 20
  awaitable<std::string> execute(bank::Request request) {
    if (request.command == "COUNT")
      co_return bank::ok(operations_);

    const long long operations_before = operations_;           // note: check
    std::string reply = co_await dispatch(std::move(request)); // note: suspension
    // Two operations in flight have read the same number, and the later one stores it again.
    operations_ = operations_before + 1; // expect: await-stale-write
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
  // scenario: 38
  awaitable<std::string> withdraw(std::string name, bank::Amount amount) {
    if (!accounts_.contains(name))
      co_return bank::unknown_account(name);

    if (accounts_[name].balance < amount) // note: check
      co_return bank::refused("insufficient funds");
    const bool agreed = co_await clearing_house_.settle(amount); // note: suspension
    if (!agreed)
      co_return bank::refused("clearing house");
    // Everybody who asked while the money was still there gets it.
    accounts_[name].balance -= amount; // expect: await-check-then-act
    co_return bank::ok(accounts_[name].balance);
  }

  /// Sends money to another bank.
  // scenario: 74
  awaitable<std::string> pay(std::string name, bank::Amount amount) {
    if (!accounts_.contains(name))
      co_return bank::unknown_account(name);

    const bank::Amount original_balance = accounts_.at(name).balance; // note: check
    if (original_balance < amount)
      co_return bank::refused("insufficient funds");
    accounts_.at(name).balance -= amount;
    const bool agreed = co_await clearing_house_.settle(amount); // note: suspension
    if (!agreed) {
      // Takes back this payment and also what others did to the account in the meantime.
      accounts_.at(name).balance = original_balance; // expect: await-snapshot-rollback
      co_return bank::refused("clearing house");
    }
    co_return bank::ok(accounts_.at(name).balance);
  }

  /// Moves money from one account of the bank to another.
  // scenario: 20
  awaitable<std::string> transfer(std::string from, std::string to, bank::Amount amount) {
    if (!accounts_.contains(from))
      co_return bank::unknown_account(from);
    if (!accounts_.contains(to))
      co_return bank::unknown_account(to);
    if (from == to)
      co_return bank::refused("same account");

    const bank::Amount remaining = account(from).balance - amount; // note: check
    const bank::Amount increased = account(to).balance + amount;   // note: check
    if (remaining < 0)
      co_return bank::refused("insufficient funds");
    const bool agreed = co_await clearing_house_.settle(amount); // note: suspension
    if (!agreed)
      co_return bank::refused("clearing house");
    // What came in or went out of either account since then is forgotten.
    account(from).balance = remaining; // expect: await-stale-write
    account(to).balance = increased;   // expect: await-stale-write
    co_return bank::ok(remaining);
  }

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
    std::cerr << "usage: bank_racy [--port N] [--settlement-ms N]\n";
    return 2;
  }

  try {
    boost::asio::io_context context(1);
    bank::ClearingHouse clearing_house(context, options->settlement);
    RacyBank service(clearing_house);
    bank::Server server(context, clearing_house, service, options->port);
    server.start();
    std::cout << "listening on " << server.port() << std::endl;
    context.run();
  } catch (const std::exception &error) {
    std::cerr << "bank_racy: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
