// Standalone Asio 1.22: coroutines, completion handlers and what is spawned.
// flags: -DASIO_HAS_CO_AWAIT=1 -DASIO_HAS_STD_COROUTINE=1
#include <asio.hpp>

using asio::awaitable;
using asio::use_awaitable;

struct Meter {
  asio::steady_timer timer;
  int ticks = 0;
  int credits = 9;
  int late = 0;
  int left = 3;
  int posted = 0, deferred = 0, dispatched = 0;

  awaitable<void> tick() {
    const int before = ticks; // note: check
    co_await timer.async_wait(use_awaitable); // note: suspension
    ticks = before + 1; // expect: await-stale-write
  }

  awaitable<void> pay() {
    if (credits < 3)
      co_return;
    auto executor = co_await asio::this_coro::executor;
    credits -= 3; // ok: the executor is known at once, nobody else has run
    asio::post(executor, [] {});
  }

  void later() {
    const int before = late; // note: check
    timer.async_wait([this, before](std::error_code) { // note: suspension
      late = before + 1; // expect: await-stale-write
    });
  }

  void in_background() {
    asio::co_spawn(
        timer.get_executor(),
        [this]() -> awaitable<void> {
          if (left < 1) // note: check
            co_return;
          co_await timer.async_wait(use_awaitable); // note: suspension
          --left; // expect: await-check-then-act
        },
        asio::detached);
  }

  void on_the_loop() {
    auto executor = timer.get_executor();
    asio::post(executor, [this, before = posted] { posted = before + 1; }); // expect: await-stale-write
    asio::defer(executor, [this, before = deferred] { deferred = before + 1; }); // expect: await-stale-write
    asio::dispatch(executor, [this, before = dispatched] { dispatched = before + 1; }); // expect: await-stale-write
  }
};
