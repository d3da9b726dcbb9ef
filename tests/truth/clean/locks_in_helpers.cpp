// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_locks_in_helpers {
#include "test-inputs/clean/locks_in_helpers.cpp"

// What the input only declares.
mock::task<bool> send(long) { return truth::answer<bool>("send"); }
// What is shared, and seen at the end.
auto fields(WithLock &it) { return std::tie(it.m_, it.a_); }
auto fields(WithLockHelper &it) { return std::tie(it.m_, it.a_); }
auto fields(units &it) { return std::tie(it.s_); }
auto fields(Units &it) { return std::tie(it.sem_, it.b_); }
auto fields(Units2 &it) { return std::tie(it.sem_, it.b_); }
template <class T> auto fields(Locked<T> &it) { return std::tie(it.m_, it.v_); }
auto fields(Books &it) { return std::tie(it.a); }
auto fields(UsesLocked &it) { return std::tie(it.books_); }
auto fields(Shared &it) { return std::tie(it.scope_, it.a_); }
auto fields(Shared::Scope &it) { return std::tie(it.m); }
auto fields(KeepAlive &it) { return std::tie(it.scope_); }
auto fields(KeepAlive::Scope &it) { return std::tie(it.m, it.a); }

TRUTH("clean/locks_in_helpers.cpp") {
  run("WithLock::pay", [] { return part<WithLock>().pay(any); });
  run("WithLockHelper::pay", [] { return part<WithLockHelper>().pay(any); });
  run("Units::pay", [] { return part<Units>().pay(any); });
  run("Units2::pay", [] { return part<Units2>().pay(any); });
  run("Locked::lock", [] { return part<Locked<int>>().lock(); });
  run("UsesLocked::pay", [] { return part<UsesLocked>().pay(any); });
  run("Shared::pay", [] { return part<Shared>().pay(any); });
  run("KeepAlive::pay", [] { return part<KeepAlive>().pay(any); });
  run("with_lock",
      [] { return with_lock(part<mock::mutex>(), [] { return send(any); }); });
  run("with_lock2", []() -> mock::task<> {
    return with_lock2(part<mock::mutex>(), [] { return send(any); });
  });
  run("get_units", [] { return get_units(part<mock::semaphore>()); });
}

} // namespace truth_of::clean_locks_in_helpers
