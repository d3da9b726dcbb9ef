// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_use_after_null_check {
#include "test-inputs/await-check-then-act/use_after_null_check.cpp"

// What the input only declares.
mock::task<> flush() { return truth::answer("flush"); }
void Socket::close() {}
auto Socket::send(std::string) -> mock::task<> { return truth::answer("send"); }
auto Peer::dial() -> std::shared_ptr<Socket> {
  return truth::some<std::shared_ptr<Socket>>();
}
// What is shared, and seen at the end.
auto fields(Socket &it) { return std::tie(it.bytes); }
auto fields(Session &it) { return std::tie(it.socket); }
auto fields(Peer &it) { return std::tie(it.socket); }
auto fields(Profile &it) { return std::tie(it.nickname, it.device); }

TRUTH("await-check-then-act/use_after_null_check.cpp") {
  globals(console, printer);
  run("Session::finish", [] { return part<Session>().finish(); });
  run("Session::finish_looking_twice",
      [] { return part<Session>().finish_looking_twice(); });
  run("Session::greet", [] { return part<Session>().greet(); });
  run("Peer::leave", [] { return part<Peer>().leave(); });
  run("Peer::leave_owning", [] { return part<Peer>().leave_owning(); });
  run("show_nickname", [] { return show_nickname(any); });
  run("ring", [] { return ring(part<Profile>()); });
  run("sign_off", [] { return sign_off(); });
  run("stop_printer", [] { return stop_printer(); });
}

} // namespace truth_of::check_then_act_use_after_null_check
