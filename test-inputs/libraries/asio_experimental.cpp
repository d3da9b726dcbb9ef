// Boost.Asio's experimental coroutines and promises: a coro starts when it is
// awaited, a promise with the operation that it stands for.
#include <boost/asio.hpp>
#include <boost/asio/experimental/coro.hpp>
#include <boost/asio/experimental/promise.hpp>
#include <boost/asio/experimental/use_coro.hpp>
#include <boost/asio/experimental/use_promise.hpp>

namespace asio = boost::asio;
namespace experimental = boost::asio::experimental;

struct Thermostat {
  asio::steady_timer timer;
  int degrees = 18, rounds = 0, told = 0, waited = 0, ready = 0;

  experimental::coro<void> warm(asio::any_io_executor) {
    const int before = degrees; // note: check
    co_await timer.async_wait(experimental::use_coro); // note: suspension
    degrees = before + 1; // expect: await-stale-write
  }

  experimental::coro<void> count(asio::any_io_executor) {
    co_await timer.async_wait(experimental::use_coro);
    ++rounds; // ok: one step
  }

  // A generator waits for who asks it for the next value.
  experimental::coro<int> readings(asio::any_io_executor) {
    for (;;) {
      const int before = told; // note: check
      co_yield before; // note: suspension
      told = before + 1; // expect: await-stale-write
    }
  }

  experimental::coro<void, int> warmTwice(asio::any_io_executor on) {
    const int before = rounds; // note: check
    co_await warm(on); // note: suspension
    rounds = before + 1; // expect: await-stale-write
    co_return 2;
  }

  asio::awaitable<void> promised() {
    const int before = waited; // note: check
    auto rung = timer.async_wait(experimental::use_promise);
    co_await rung(asio::use_awaitable); // note: suspension
    waited = before + 1; // expect: await-stale-write
  }

  asio::awaitable<void> setBeforeItIsAwaited() {
    auto rung = timer.async_wait(experimental::use_promise);
    const int before = ready;
    ready = before + 1; // ok: the promise runs on, nobody was let in
    co_await rung(asio::use_awaitable);
  }
};
