// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The awaited operation says whether it worked, and nobody looks.
#include "coro.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

mock::task<bool> ship(std::string sku, int count);
mock::task<std::error_code> post_entry(long cents);
mock::task<std::optional<int>> print_label(int count);
mock::task<> notify(int count);
mock::task<int> queue_length();

class Warehouse {
public:
  mock::task<> order(std::string sku, int count) {
    auto &left = stock_[sku];
    if (left < count)
      co_return;
    left -= count; // expect: await-missing-compensation
    co_await ship(sku, count); // note: suspension
  }

  mock::task<> labels(int count) {
    if (rolls_ < count)
      co_return;
    rolls_ -= count; // expect: await-missing-compensation
    co_await print_label(count);
  }

  mock::task<> said_not_to_matter(std::string sku, int count) {
    if (rolls_ < count)
      co_return;
    rolls_ -= count; // ok: the author says that the result does not matter
    (void)co_await ship(sku, count);
  }

  mock::task<> tells_nothing(int count) {
    if (rolls_ < count)
      co_return;
    rolls_ -= count; // ok: no result says that this can fail
    co_await notify(count);
  }

  mock::task<int> passes_it_on(int count) {
    if (rolls_ < count)
      co_return -1;
    rolls_ -= count; // ok: a length is no failure
    co_return co_await queue_length();
  }

private:
  std::map<std::string, int> stock_;
  int rolls_ = 0;
};

struct Till {
  long cents = 0;
  long booked = 0;
};

mock::task<> pay_out(std::shared_ptr<Till> till, long cents) {
  if (till->cents < cents)
    co_return;
  till->cents = till->cents - cents; // expect: await-missing-compensation
  co_await post_entry(cents);
}

mock::task<> pay_unchecked(Till &till, long cents) {
  till.cents -= cents; // expect: await-missing-compensation medium
  co_await post_entry(cents);
}

mock::task<> count_up(Till &till, long cents) {
  till.booked += cents; // ok: a statistic
  co_await post_entry(cents);
}

// First told, then sent: only the second one decides.
long allowance = 500;
mock::task<bool> spend(std::string sku, int count) {
  if (allowance < count)
    co_return false;
  allowance -= count; // ok: given back
  co_await notify(1);
  const bool sent = co_await ship(sku, count);
  if (!sent)
    allowance += count;
  co_await print_label(1);
  co_return sent;
}
