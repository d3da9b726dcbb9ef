// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_suspensions_never {
#include "test-inputs/await-stale-write/suspensions_never.cpp"

// What the input only declares.
auto Opaque::await_ready() const noexcept -> bool {
  return truth::some<bool>();
}
void Opaque::await_suspend(std::coroutine_handle<>) const {}
auto Opaque::await_resume() const noexcept -> int { return truth::some<int>(); }
auto Setting::operator co_await() const noexcept -> Ready {
  return truth::some<Ready>();
}
auto Request::operator co_await() const noexcept -> Opaque {
  return truth::some<Opaque>();
}
// What is shared, and seen at the end.
template <class T> auto fields(Just<T> &it) { return std::tie(it.value); }
auto fields(Lookup &it) { return std::tie(it.cached); }
auto fields(Meter &it) { return std::tie(it.reading_); }
auto fields(Page &it) { return std::tie(it.visits); }

TRUTH("await-stale-write/suspensions_never.cpp") {
  globals(quota);
  run("Meter::never", [] { return part<Meter>().never(); });
  skip("Meter::always",
       "marked as racy; no beginning that shows it is known yet");
  run("Meter::ready", [] { return part<Meter>().ready(); });
  run("Meter::just", [] { return part<Meter>().just(); });
  skip("Meter::sometimes",
       "marked as racy; no beginning that shows it is known yet");
  run("use", [] { return use(any); });
  skip("use_remote", "marked as racy; no beginning that shows it is known yet");
  skip("visit", "marked as racy; no beginning that shows it is known yet");
  run("visit_twice", [] { return visit_twice(any); });
}

} // namespace truth_of::stale_write_suspensions_never
