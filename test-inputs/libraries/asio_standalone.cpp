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

#include <asio/experimental/awaitable_operators.hpp>
#include <asio/experimental/channel.hpp>

struct Gauge {
  asio::io_context context;
  asio::steady_timer timer{context};
  asio::experimental::channel<void(std::error_code, int)> channel{context, 1};
  int marks = 0, counted = 0, hopped = 0, sent = 0, read = 0, seen = 0;
  char buffer[64];
  asio::ip::tcp::socket socket{context};

  awaitable<void> mark(int by) {
    const int before = marks; // note: check
    co_await timer.async_wait(use_awaitable); // note: suspension
    marks = before + by; // expect: await-stale-write
  }

  awaitable<void> count(int by) {
    co_await timer.async_wait(use_awaitable);
    counted += by; // ok: one step
  }

  awaitable<void> together() {
    using namespace asio::experimental::awaitable_operators;
    co_await (mark(1) && mark(2)); // expect: await-concurrent-update
    co_await (mark(1) || mark(2)); // expect: await-concurrent-update
    co_await (count(1) && count(2)); // ok: one step
  }

  void spawned() {
    asio::co_spawn(context, mark(1), asio::detached);
    asio::co_spawn(context, mark(2), asio::detached); // expect: await-concurrent-update
  }

  void spawned_in_one_step() {
    asio::co_spawn(context, count(1), asio::detached);
    asio::co_spawn(context, count(2), asio::detached); // ok: one step
  }

  // A strand orders what runs on it, but not one coroutine before another.
  void on_a_strand() {
    auto strand = asio::make_strand(context);
    asio::co_spawn(strand, mark(1), asio::detached);
    asio::co_spawn(strand, mark(2), asio::detached); // expect: await-concurrent-update
  }

  awaitable<void> in_order() {
    co_await mark(1);
    co_await mark(2); // ok: the first is over
  }

  awaitable<void> hops() {
    const int before = hopped; // note: check
    co_await asio::post(context, use_awaitable); // note: suspension
    hopped = before + 1; // expect: await-stale-write
  }

  awaitable<void> sends() {
    const int before = sent; // note: check
    co_await channel.async_send({}, 1, use_awaitable); // note: suspension
    sent = before + 1; // expect: await-stale-write
  }

  void reads() {
    const int before = read; // note: check
    socket.async_read_some(asio::buffer(buffer), [this, before](std::error_code, std::size_t) { // note: suspension
      read = before + 1; // expect: await-stale-write
    });
  }

  void reads_all() {
    if (seen > 0) // note: check
      asio::async_read(socket, asio::buffer(buffer), [this](std::error_code, std::size_t) { // note: suspension
        --seen; // expect: await-check-then-act
      });
  }

  void reads_and_counts() {
    asio::async_read(socket, asio::buffer(buffer), [this](std::error_code, std::size_t) {
      ++counted; // ok: one step
    });
  }

  awaitable<void> looks() {
    const int before = hopped;
    auto state = co_await asio::this_coro::cancellation_state;
    co_await asio::this_coro::throw_if_cancelled(false);
    hopped = before + (state.cancelled() != asio::cancellation_type::none); // ok: nobody else has run
  }
};

#include <asio/experimental/deferred.hpp>
#include <asio/experimental/parallel_group.hpp>

struct Dial {
  asio::io_context context;
  asio::steady_timer timer{context};
  int turns = 0, clicks = 0, answers = 0;

  awaitable<void> turn(int by) {
    const int before = turns; // note: check
    co_await timer.async_wait(use_awaitable); // note: suspension
    turns = before + by; // expect: await-stale-write
  }

  awaitable<void> click(int by) {
    co_await timer.async_wait(use_awaitable);
    clicks += by; // ok: one step
  }

  // Each is awaited before the next begins.
  awaitable<void> in_order() {
    co_await asio::co_spawn(context, turn(1), use_awaitable);
    co_await asio::co_spawn(context, turn(2), use_awaitable); // ok: the first is over
  }

  awaitable<void> as_a_group() {
    co_await asio::experimental::make_parallel_group(
        asio::co_spawn(context, turn(1), asio::experimental::deferred),
        asio::co_spawn(context, turn(2), asio::experimental::deferred)) // expect: await-concurrent-update
        .async_wait(asio::experimental::wait_for_all(), use_awaitable);
  }

  awaitable<void> as_a_group_in_one_step() {
    co_await asio::experimental::make_parallel_group(
        asio::co_spawn(context, click(1), asio::experimental::deferred),
        asio::co_spawn(context, click(2), asio::experimental::deferred)) // ok: one step
        .async_wait(asio::experimental::wait_for_all(), use_awaitable);
  }

  void with_a_handler() {
    const int before = answers; // note: check
    asio::co_spawn(context, click(1), [this, before](std::exception_ptr) { // note: suspension
      answers = before + 1; // expect: await-stale-write
    });
  }
};
