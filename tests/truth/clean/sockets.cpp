// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_sockets {
#include "test-inputs/clean/sockets.cpp"

// What the input only declares.
auto Socket::is_open() const -> bool { return truth::some<bool>(); }
void Socket::cancel() {}
void Socket::close() {}
void Socket::set_no_delay(bool) {}
auto Socket::read(char *, std::size_t) -> mock::task<std::size_t> {
  return truth::answer<std::size_t>("read");
}
auto Socket::write(std::string_view) -> mock::task<std::size_t> {
  return truth::answer<std::size_t>("write");
}
void Timer::expires_after(std::chrono::seconds) {}
void Timer::cancel() {}
auto Timer::wait() -> mock::task<std::error_code> {
  return truth::answer<std::error_code>("wait");
}
auto File::size() const -> std::size_t { return truth::some<std::size_t>(); }
void File::truncate(std::size_t) {}
auto File::append(std::string_view) -> mock::task<> {
  return truth::answer("append");
}
auto File::sync() -> mock::task<> { return truth::answer("sync"); }
// What is shared, and seen at the end.
auto fields(Greeter &it) { return std::tie(it.sock_, it.timer_); }
auto built(truth::of<Greeter>) { return new Greeter(truth::some<Socket>()); }

TRUTH("clean/sockets.cpp") {
  run("Greeter::greet", [] { return part<Greeter>().greet(any); });
  skip("Greeter::echo", "more schedules than can be run");
  run("Greeter::close_when_idle",
      [] { return part<Greeter>().close_when_idle(); });
  run("log_line", [] { return log_line(any, any); });
}

} // namespace truth_of::clean_sockets
