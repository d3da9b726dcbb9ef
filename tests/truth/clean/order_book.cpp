// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_order_book {
#include "test-inputs/clean/order_book.cpp"

// What the input only declares.
mock::task<> publish(std::uint64_t, std::vector<Trade>) {
  return truth::answer("publish");
}
mock::task<bool> check_credit(std::string, Price) {
  return truth::answer<bool>("check_credit");
}
mock::task<> settle(Trade) { return truth::answer("settle"); }
// What is shared, and seen at the end.
auto fields(Order &it) {
  return std::tie(it.id, it.side, it.price, it.quantity);
}
auto fields(Trade &it) {
  return std::tie(it.taker, it.maker, it.price, it.quantity);
}
auto fields(OrderBook &it) {
  return std::tie(it.bids_, it.asks_, it.resting_, it.last_id_, it.sequence_,
                  it.volume_);
}

TRUTH("clean/order_book.cpp") {
  run("OrderBook::submit", [] { return part<OrderBook>().submit(any, any); });
  run("OrderBook::cancel", [] { return part<OrderBook>().cancel(any); });
  run("OrderBook::replace", [] { return part<OrderBook>().replace(any, any); });
}

} // namespace truth_of::clean_order_book
