// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Coroutines that start by themselves: dropping one is fine unless its result
// matters.
#include "coro.h"

#include <system_error>
#include <utility>

mock::eager_task<> ping();
mock::eager_task<bool> save();
mock::eager_task<int> next_number();
mock::eager_task<std::error_code> flush();
[[nodiscard]] mock::eager_task<> begin();
[[nodiscard]] mock::eager_task<bool> commit();
mock::detached watch();

template <class T = void> class [[nodiscard]] running : public mock::eager_task<T> {
public:
  using promise_type = typename mock::eager_task<T>::promise_type;
  using mock::eager_task<T>::eager_task;
  running(mock::eager_task<T> &&t) : mock::eager_task<T>(std::move(t)) {}
};
running<> listen();
template <class Call> void call(Call what) { what(); } // ok: any callable

mock::task<> work() {
  call(save);
  call([]() -> mock::eager_task<bool> { co_return co_await save(); });
  ping();        // ok: runs, and has no result
  watch();       // ok: made to be forgotten
  save();        // expect: await-unawaited-task medium
  next_number(); // expect: await-unawaited-task medium
  flush();       // expect: await-unawaited-task medium
  begin();       // expect: await-unawaited-task medium
  commit();      // expect: await-unawaited-task
  (void)save();  // ok: meant
  (void)commit();
  co_await commit();
  if (co_await save())
    co_return;
  auto unused = save(); // expect: await-unawaited-task medium
  auto pinged = ping(); // ok: keeps it running
  auto kept = listen(); // ok: runs until the end of the scope
  auto skipped = next_number(); // expect: await-unawaited-task low
  auto number = next_number();
  co_await number;
}

mock::task<mock::eager_task<bool>> resolve();
mock::task<mock::task<bool>> plan();
mock::task<> resolved() {
  co_await resolve(); // ok: waited for
  co_await plan(); // expect: await-unawaited-task
}


void start() {
  listen(); // expect: await-unawaited-task medium
  ping();
  save(); // expect: await-unawaited-task medium
}
