// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_orders_and_calls {
#include "test-inputs/clean/orders_and_calls.cpp"

// What the input only declares.
mock::task<> send_frame(int, std::string) {
  return truth::fallible<>("send_frame");
}
mock::task<Reply> receive() { return truth::fallible<Reply>("receive"); }
mock::task<std::string> request_token() {
  return truth::fallible<std::string>("request_token");
}
mock::task<bool> place(int, long) { return truth::fallible<bool>("place"); }
mock::task<bool> cancel_at_exchange(int) {
  return truth::fallible<bool>("cancel_at_exchange");
}
long seconds() { return truth::some<long>(); }
// What is shared, and seen at the end.
auto fields(Reply &it) { return std::tie(it.id, it.body); }
auto fields(Rpc &it) { return std::tie(it.pending_, it.next_id_, it.closed_); }
auto fields(Rpc::Waiter &it) { return std::tie(it.done, it.body); }
auto fields(Token &it) {
  return std::tie(it.token_, it.expires_, it.refreshing_);
}
auto fields(Orders &it) {
  return std::tie(it.orders_, it.exposure_, it.limit_, it.last_);
}
auto fields(Orders::Order &it) { return std::tie(it.cost, it.state); }

TRUTH("clean/orders_and_calls.cpp") {
  skip("Rpc::call", "waits for somebody else, who is not known yet");
  skip("Rpc::read_replies", "more schedules than can be run");
  run("Token::get", [] { return part<Token>().get(); });
  run("Orders::submit", [] { return part<Orders>().submit(any, any); });
  run("Orders::cancel", [] { return part<Orders>().cancel(any); });
}

} // namespace truth_of::clean_orders_and_calls
