// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_reconnecting_client {
#include "test-inputs/clean/reconnecting_client.cpp"

// What the input only declares.
auto Connection::roundtrip(std::string) -> mock::task<std::string> {
  return truth::fallible<std::string>("roundtrip", LinkError("failed"));
}
auto Connection::login(std::string) -> mock::task<> {
  return truth::fallible<>("login", LinkError("failed"));
}
void Connection::close() {}
mock::task<std::shared_ptr<Connection>> dial(std::string) {
  return truth::fallible<std::shared_ptr<Connection>>("dial",
                                                      LinkError("failed"));
}
mock::task<> sleep_for(std::chrono::milliseconds) {
  return truth::fallible<>("sleep_for", LinkError("failed"));
}
// What is shared, and seen at the end.
auto fields(Client &it) {
  return std::tie(it.host_, it.user_, it.connection_, it.generation_,
                  it.dialling_, it.closed_, it.changed_);
}
auto built(truth::of<Client>) { return new Client(any, any); }
auto fields(Client::Link &it) { return std::tie(it.connection, it.generation); }

TRUTH("clean/reconnecting_client.cpp") {
  skip("Client::request", "more schedules than can be run");
  skip("Client::keep_alive", "more schedules than can be run");
}

} // namespace truth_of::clean_reconnecting_client
