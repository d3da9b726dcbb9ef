// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An order in three steps, each undone if a later one fails, by a result or by an exception.
#include "coro.h"

#include <exception>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

struct Line {
  std::string sku;
  int count = 0;
};

struct Order {
  std::string id;
  std::string customer;
  std::vector<Line> lines;
  long total = 0;
};

class Payments {
public:
  mock::task<std::optional<std::string>> charge(std::string customer, long amount);
  mock::task<bool> refund(std::string payment);
};

class Shipping {
public:
  mock::task<bool> book(std::string order);
};

mock::task<> wait_a_minute();

enum class Outcome { Placed, SoldOut, Declined, NotShippable };

class Checkout {
public:
  Checkout(Payments &payments, Shipping &shipping) : payments_(payments), shipping_(shipping) {}

  mock::task<Outcome> place(Order order) {
    if (!reserve(order.lines)) // ok: release() puts it back
      co_return Outcome::SoldOut;

    std::optional<std::string> payment;
    std::exception_ptr failure;
    try {
      payment = co_await payments_.charge(order.customer, order.total);
    } catch (...) {
      failure = std::current_exception();
    }
    if (!payment) {
      release(order.lines);
      if (failure)
        std::rethrow_exception(failure);
      co_return Outcome::Declined;
    }

    bool booked = false;
    try {
      booked = co_await shipping_.book(order.id);
    } catch (...) {
      failure = std::current_exception();
    }
    if (!booked) {
      release(order.lines);
      refunds_due_.insert(*payment); // ok: repay() does not lose it, whatever happens now
      co_await repay(*payment);
      if (failure)
        std::rethrow_exception(failure);
      co_return Outcome::NotShippable;
    }

    turnover_ += order.total; // ok: in one step
    ++placed_;
    co_return Outcome::Placed;
  }

  /// Tries again what could not be refunded at once.
  mock::task<> refund_later() {
    while (!stopped_) {
      const std::vector<std::string> due(refunds_due_.begin(), refunds_due_.end());
      for (const std::string &payment : due) // ok: a copy
        co_await repay(payment);
      co_await wait_a_minute();
    }
  }

  void restock(const std::string &sku, int count) { stock_[sku] += count; }
  void stop() { stopped_ = true; }

private:
  bool reserve(const std::vector<Line> &lines) {
    std::map<std::string, int> wanted;
    for (const Line &line : lines)
      wanted[line.sku] += line.count;
    for (const auto &[sku, count] : wanted)
      if (auto found = stock_.find(sku); found == stock_.end() || found->second < count)
        return false;
    for (const auto &[sku, count] : wanted)
      stock_[sku] -= count;
    return true;
  }

  void release(const std::vector<Line> &lines) {
    for (const Line &line : lines)
      stock_[line.sku] += line.count;
  }

  mock::task<> repay(std::string payment) {
    // Taken out while it is under way, so that nobody refunds it twice.
    if (refunds_due_.erase(payment) == 0)
      co_return;
    bool repaid = false;
    try {
      repaid = co_await payments_.refund(payment);
    } catch (...) {
      ++refund_errors_; // ok: in one step
    }
    if (!repaid)
      refunds_due_.insert(payment); // ok: put back what was taken
  }

  Payments &payments_;
  Shipping &shipping_;
  std::map<std::string, int> stock_;
  std::set<std::string> refunds_due_;
  long turnover_ = 0;
  long placed_ = 0;
  long refund_errors_ = 0;
  bool stopped_ = false;
};
