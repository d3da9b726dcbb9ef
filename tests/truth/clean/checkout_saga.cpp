// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_checkout_saga {
#include "test-inputs/clean/checkout_saga.cpp"

// What the input only declares.
auto Payments::charge(std::string, long)
    -> mock::task<std::optional<std::string>> {
  return truth::fallible<std::optional<std::string>>("charge");
}
auto Payments::refund(std::string) -> mock::task<bool> {
  return truth::fallible<bool>("refund");
}
auto Shipping::book(std::string) -> mock::task<bool> {
  return truth::fallible<bool>("book");
}
mock::task<> wait_a_minute() { return truth::fallible<>("wait_a_minute"); }
// What is shared, and seen at the end.
auto fields(Line &it) { return std::tie(it.sku, it.count); }
auto fields(Order &it) {
  return std::tie(it.id, it.customer, it.lines, it.total);
}
auto fields(Checkout &it) {
  return std::tie(it.payments_, it.shipping_, it.stock_, it.refunds_due_,
                  it.turnover_, it.placed_, it.refund_errors_, it.stopped_);
}
auto built(truth::of<Checkout>) {
  return new Checkout(part<Payments>(), part<Shipping>());
}

TRUTH("clean/checkout_saga.cpp") {
  run("Checkout::place", [] { return part<Checkout>().place(any); });
  skip("Checkout::refund_later", "more schedules than can be run");
}

} // namespace truth_of::clean_checkout_saga
