//===- seastar.h - The parts of Seastar that a model knows -----*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of Seastar, without anything behind them.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>
#include <concepts>
#include <mutex>
#include <shared_mutex>
#include <tuple>
#include <vector>

namespace seastar {
template <class T = void> class future;
enum class stop_iteration { no, yes };

template <class T> struct futurize {
  using type = future<T>;
};
template <class T> struct futurize<future<T>> {
  using type = future<T>;
};
template <class T> using futurize_t = typename futurize<T>::type;

template <class T> class [[nodiscard]] future : public kit::awaiter<T> {
public:
  using promise_type = kit::promise<future<T>, T, std::suspend_never>;
  future(future &&) noexcept;
  ~future();
  bool available() const noexcept;
  bool failed() const noexcept;
  template <class F> auto then(F &&next) -> futurize_t<decltype(next(std::declval<T>()))>;
  template <class F> auto then_wrapped(F &&next) -> futurize_t<decltype(next(std::declval<future>()))>;
  template <class F> future finally(F &&next);
  template <class F> future handle_exception(F &&next);
  T get();
};
template <> class [[nodiscard]] future<void> : public kit::awaiter<void> {
public:
  using promise_type = kit::promise<future<void>, void, std::suspend_never>;
  future(future &&) noexcept;
  ~future();
  bool available() const noexcept;
  bool failed() const noexcept;
  template <class F> auto then(F &&next) -> futurize_t<decltype(next())>;
  template <class F> auto then_wrapped(F &&next) -> futurize_t<decltype(next(std::declval<future>()))>;
  template <class F> future finally(F &&next);
  template <class F> future handle_exception(F &&next);
  void get();
};
template <class T> future<T> make_ready_future(T value);
future<> make_ready_future();

class semaphore_units {
public:
  semaphore_units(semaphore_units &&) noexcept;
  ~semaphore_units();
  void return_all() noexcept;
};
class semaphore {
public:
  explicit semaphore(std::size_t count) noexcept;
  future<> wait(std::size_t units = 1) noexcept;
  void signal(std::size_t units = 1) noexcept;
  bool try_wait(std::size_t units = 1) noexcept;
  std::size_t available_units() const noexcept;
};
future<semaphore_units> get_units(semaphore &sem, std::size_t units) noexcept;
template <class F>
auto with_semaphore(semaphore &sem, std::size_t units, F &&body) -> futurize_t<decltype(body())>;

class shared_mutex {
public:
  future<> lock() noexcept;
  bool try_lock() noexcept;
  future<> lock_shared() noexcept;
  bool try_lock_shared() noexcept;
  void unlock() noexcept;
  void unlock_shared() noexcept;
};
template <class F> auto with_lock(shared_mutex &mutex, F &&body) -> futurize_t<decltype(body())>;
template <class F> auto with_shared(shared_mutex &mutex, F &&body) -> futurize_t<decltype(body())>;
future<std::unique_lock<shared_mutex>> get_unique_lock(shared_mutex &mutex);
future<std::shared_lock<shared_mutex>> get_shared_lock(shared_mutex &mutex);

class rwlock {
public:
  class holder {
  public:
    holder(holder &&) noexcept;
    ~holder();
    void return_all() noexcept;
  };
  future<> read_lock();
  void read_unlock();
  future<> write_lock();
  void write_unlock();
  future<holder> hold_read_lock();
  future<holder> hold_write_lock();
};

class gate {
public:
  class holder {
  public:
    holder(holder &&) noexcept;
    ~holder();
  };
  void enter();
  void leave();
  holder hold();
  future<> close();
  bool is_closed() const noexcept;
};
template <class F> auto with_gate(gate &g, F &&body) -> futurize_t<decltype(body())>;
template <class F> auto try_with_gate(gate &g, F &&body) noexcept -> futurize_t<decltype(body())>;

class condition_variable {
public:
  future<> wait() noexcept;
  template <class P> future<> wait(P &&predicate) noexcept;
  kit::awaiter<> when() noexcept;
  template <class P> kit::awaiter<> when(P &&predicate) noexcept;
  void signal() noexcept;
  void broadcast() noexcept;
};
template <class T> class queue {
public:
  explicit queue(std::size_t size);
  bool push(T &&value);
  future<> push_eventually(T &&value);
  future<T> pop_eventually() noexcept;
  bool empty() const noexcept;
};
template <class T = void> class shared_future {
public:
  shared_future(future<T> &&of) noexcept;
  future<T> get_future() const;
};
namespace smp {
template <class F> auto submit_to(unsigned shard, F &&body) -> futurize_t<decltype(body())>;
}
template <class Service> class sharded {
public:
  template <class F> auto invoke_on(unsigned shard, F &&body) -> futurize_t<decltype(body(std::declval<Service &>()))>;
  template <class F> future<> invoke_on_all(F &&body);
  Service &local() noexcept;
};

template <class T, class F> auto do_with(T &&value, F &&body) -> futurize_t<decltype(body(value))>;
template <class F> future<> repeat(F &&body);
template <class F> future<> keep_doing(F &&body);
template <class R, class F> future<> do_for_each(R &&range, F &&body);
template <class Stop, class F> future<> do_until(Stop stop, F body);
template <class R, class F> future<> parallel_for_each(R &&range, F &&body);
template <class R, class F> future<> max_concurrent_for_each(R &&range, std::size_t most, F &&body);
template <class... Fs> future<std::tuple<Fs...>> when_all(Fs &&...futures);
template <class... Fs> future<> when_all_succeed(Fs &&...futures);
template <class... Fs> future<std::tuple<Fs...>> when_any(Fs &&...futures);
template <class R, class Mapper, class T, class Reduce>
future<T> map_reduce0(R &&range, Mapper &&mapper, T initial, Reduce &&reduce);
template <class R, class Mapper, class Reducer>
future<> map_reduce(R &&range, Mapper &&mapper, Reducer &&reducer);
future<> sleep(std::chrono::milliseconds time);
future<> yield() noexcept;

namespace coroutine {
struct maybe_yield : kit::awaiter<> {};
struct switch_to : kit::awaiter<int> {
  explicit switch_to(int group);
};
template <class R, class F> kit::awaiter<> parallel_for_each(R &&range, F &&body);
template <class... Fs> kit::awaiter<std::tuple<Fs...>> all(Fs &&...bodies);
} // namespace coroutine
} // namespace seastar
