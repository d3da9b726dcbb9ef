// What futures call their continuations, and what puts a function on an event
// loop: all of it runs later.
#include "coro.h"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

/// Has all the names that libraries have for it.
template <class T> struct Later {
  template <class F> Later thenValue(F next);
  template <class F> Later thenTry(F next);
  template <class F> Later thenError(F next);
  template <class F> Later then_wrapped(F next);
  template <class F> Later then_unpack(F next);
  template <class F> Later finally(F next);
  template <class F> Later ensure(F next);
  template <class F> Later onError(F next);
  template <class F> Later onSuccess(F next);
  template <class F> Later or_else(F next);
  template <class F> Later and_then(F next);
  template <class F> Later handle_exception(F next);
  template <class F> Later deferValue(F next);
  template <class F> Later defer(F next);
};
Later<int> request(int id);

struct Client {
  boost::asio::io_context loop;
  int a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0;
  int k = 0, l = 0, m = 0, n = 0, o = 0, p = 0, q = 0;

  void values(int id) {
    request(id).thenValue([this, before = a](int) { a = before + 1; }); // expect: await-stale-write
    request(id).thenTry([this, before = b](int) { b = before + 1; }); // expect: await-stale-write
    request(id).thenError([this, before = c](int) { c = before + 1; }); // expect: await-stale-write
    request(id).then_wrapped([this, before = d](int) { d = before + 1; }); // expect: await-stale-write
    request(id).then_unpack([this, before = e](int) { e = before + 1; }); // expect: await-stale-write
    request(id).finally([this, before = f] { f = before + 1; }); // expect: await-stale-write
    request(id).ensure([this, before = g] { g = before + 1; }); // expect: await-stale-write
  }

  void outcomes(int id) {
    request(id).onError([this, before = h](int) { h = before + 1; }); // expect: await-stale-write
    request(id).onSuccess([this, before = i](int) { i = before + 1; }); // expect: await-stale-write
    request(id).or_else([this, before = j](int) { j = before + 1; }); // expect: await-stale-write
    request(id).and_then([this, before = k](int) { k = before + 1; }); // expect: await-stale-write
    request(id).handle_exception([this, before = l](int) { l = before + 1; }); // expect: await-stale-write
    request(id).deferValue([this, before = m](int) { m = before + 1; }); // expect: await-stale-write
    request(id).defer([this, before = n](int) { n = before + 1; }); // expect: await-stale-write
  }

  void on_the_loop() {
    boost::asio::post(loop, [this, before = o] { o = before + 1; }); // expect: await-stale-write
    boost::asio::defer(loop, [this, before = p] { p = before + 1; }); // expect: await-stale-write
    boost::asio::dispatch(loop, [this, before = q] { q = before + 1; }); // expect: await-stale-write
  }
};
