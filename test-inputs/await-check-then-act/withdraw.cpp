// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Money is checked, a transfer is awaited, and only then the money is taken.
#include "coro.h"
#include <map>
#include <string>

mock::task<bool> transfer(std::string iban, long amount);
mock::task<> post(std::string iban, long amount); // tells nothing of failures

class Account {
public:
  // scenario: 38
  mock::task<bool> withdraw(long amount) {
    if (balance >= amount) {           // note: check
      co_await transfer(iban, amount); // note: suspension
      balance -= amount;               // expect: await-check-then-act
      co_return true;
    }
    co_return false;
  }

  // scenario: 40
  mock::task<bool> withdraw_up_front(long amount) {
    if (balance >= amount) {
      balance -= amount; // ok: taken in the same step as the check
      co_await post(iban, amount);
      co_return true;
    }
    co_return false;
  }

  // scenario: 39
  mock::task<> pay_fee(long fee) {
    if (balance >= fee) {           // note: check
      co_await transfer(iban, fee); // note: suspension
      balance = balance - fee;      // expect: await-check-then-act
    }
  }

  // scenario: 41
  mock::task<bool> pay_invoice(long due) {
    if (balance < due) // note: check
      co_return false;
    if (co_await transfer(iban, due)) { // note: suspension
      balance -= due;                   // expect: await-check-then-act
      co_return true;
    }
    co_return false;
  }

  // scenario: 40
  mock::task<bool> pay_invoice_reserved(long due) {
    if (balance < due)
      co_return false;
    balance -= due;
    if (co_await transfer(iban, due))
      co_return true;
    balance += due; // ok: gives back what it took, whatever happened meanwhile
    co_return false;
  }

private:
  std::string iban;
  long balance = 0;
};

long petty_cash = 500;

// scenario: 38
mock::task<> buy_stamps(long price) {
  if (petty_cash >= price) {          // note: check
    co_await transfer("post", price); // note: suspension
    petty_cash -= price;              // expect: await-check-then-act
  }
}

// scenario: 40
mock::task<> buy_coffee(long price) {
  if (petty_cash < price)
    co_return;
  petty_cash -= price; // ok: no suspension since the check
  co_await post("roastery", price);
}

class Bank {
public:
  // scenario: 38
  mock::task<> send(const std::string owner, long sum) {
    if (deposits[owner] < sum) // note: check
      co_return;
    co_await transfer(owner, sum); // note: suspension
    deposits[owner] -= sum;        // expect: await-check-then-act
  }

  // scenario: 40
  mock::task<> send_prepaid(const std::string owner, long sum) {
    if (deposits[owner] < sum)
      co_return;
    deposits[owner] -= sum; // ok: the entry is lowered before anybody else can look
    co_await post(owner, sum);
  }

  // scenario: 39
  mock::task<> charge(const std::string owner, long fee) {
    if (deposits[owner] >= fee) {              // note: check
      co_await transfer("house", fee);         // note: suspension
      deposits[owner] = deposits[owner] - fee; // expect: await-check-then-act
    }
  }

private:
  std::map<std::string, long> deposits;
};
