// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The check in the caller, the wait and the act in the coroutine that it calls.
#include "coro.h"
#include <map>
#include <memory>
#include <string>

mock::task<bool> wire(std::string to, long amount);
mock::task<> post(std::string to, long amount); // tells nothing of failures
mock::task<> refuse(std::string number);

class Wallet {
public:
  // scenario: 59
  mock::task<bool> pay(std::string shop, long amount) {
    if (funds < amount) // note: check
      co_return false;
    co_await settle(shop, amount); // expect: await-check-then-act
    co_return true;
  }

private:
  mock::task<> settle(std::string shop, long amount) {
    co_await wire(shop, amount);
    funds -= amount;
  }
  long funds = 0;
};

class PromptWallet {
public:
  // scenario: 59
  mock::task<bool> pay(std::string shop, long amount) {
    if (funds < amount)
      co_return false;
    co_await settle(shop, amount); // ok: what it takes, it takes before it waits
    co_return true;
  }

private:
  mock::task<> settle(std::string shop, long amount) {
    funds -= amount;
    co_await post(shop, amount);
  }
  long funds = 0;
};

class WaryWallet {
public:
  // scenario: 59
  mock::task<bool> pay(std::string shop, long amount) {
    if (funds < amount)
      co_return false;
    co_return co_await settle(shop, amount); // ok: settle looks again
  }

private:
  mock::task<bool> settle(std::string shop, long amount) {
    if (!co_await wire(shop, amount) || funds < amount)
      co_return false;
    funds -= amount;
    co_return true;
  }
  long funds = 0;
};

struct Inbox {
  int unread = 0;
};

mock::task<> acknowledge(Inbox &inbox) {
  co_await wire("mail", 1);
  --inbox.unread;
}

// scenario: 59
mock::task<> read_next(Inbox &inbox) {
  if (inbox.unread > 0)          // note: check
    co_await acknowledge(inbox); // expect: await-check-then-act
}

// scenario: 59
mock::task<> read_next_of(std::shared_ptr<Inbox> inbox) {
  if (inbox->unread == 0) // note: check
    co_return;
  co_await acknowledge(*inbox); // expect: await-check-then-act
}

std::map<std::string, long> prepaid;

mock::task<> bill(const std::string number, long cents) {
  co_await wire(number, cents);
  prepaid[number] -= cents;
}

// scenario: 59
mock::task<> call(const std::string number, long cents) {
  if (prepaid[number] >= cents)   // note: check
    co_await bill(number, cents); // expect: await-check-then-act
}

// scenario: 59
mock::task<> call_abroad(const std::string number, long cents) {
  if (prepaid[number] < 2 * cents) // note: check
    return refuse(number);
  return bill(number, 2 * cents); // expect: await-check-then-act
}

// scenario: 59
mock::task<> call_emergency(const std::string number, long cents) {
  if (cents > 0)
    co_await bill(number, cents); // ok: the caller asked nothing about the account
}
