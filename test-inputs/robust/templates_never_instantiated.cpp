// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Templates that nobody instantiates: no crash, and no report about what is right.
#include "coro.h"

#include <concepts>
#include <map>
#include <memory>
#include <utility>
#include <vector>

// scenario: 103
template <class Store, class Key> class Directory {
public:
  using Value = typename Store::value_type;

  template <class... Args> mock::task<Value> find(Key key, Args &&...args) {
    if (auto it = known_.find(key); it != known_.end())
      co_return it->second;
    auto value = co_await store_.load(std::forward<Args>(args)...);
    known_.try_emplace(std::move(key), value); // ok: a second one is not stored
    co_return value;
  }

  mock::task<> replace(Key key) {
    auto [value, version] = co_await store_.template read<Value>(key);
    known_.insert_or_assign(key, std::move(value));
    last_ = version;
  }

private:
  Store store_;
  std::map<Key, Value> known_;
  typename Store::version last_{};
};

// scenario: 103
template <std::integral T, template <class> class Task> Task<T> sum_of(std::vector<Task<T>> parts) {
  T sum{};
  for (auto &part : parts)
    sum += co_await std::move(part);
  co_return sum;
}

template <class... Ts>
requires(sizeof...(Ts) > 1) mock::task<> in_order(Ts... ts) {
  (static_cast<void>(co_await std::move(ts)), ...);
}

// scenario: 103
template <class T, class Clock = typename T::clock> struct Timer {
  T total{};

  auto run(auto deadline) -> mock::task<T> {
    if constexpr (requires { Clock::now(); }) {
      while (Clock::now() < deadline)
        total += co_await Clock::sleep(1);
    }
    co_return total;
  }

  template <class F> auto after(F f) {
    return [this, f]() -> mock::task<> {
      co_await f(*this);
      ++total;
    };
  }

  mock::async_generator<T> ticks(int n) {
    for (int i = 0; i < n; ++i)
      co_yield total;
  }
};

template <class T> struct Timer<T *, void> {
  mock::task<> run(T *p) {
    auto n = p->ticks;
    p->ticks = n + 1;
    co_await p->wait();
  }
};

// scenario: 103
template <class T> struct Outer {
  template <class U> struct Inner {
    mock::task<> fill(std::shared_ptr<U> u) {
      const auto guard = co_await u->mutex.scoped_lock();
      auto n = u->size;
      co_await T::wait();
      u->size = n + 1;
    }
  };
  friend mock::task<> poke(Outer &o) {
    co_await T::wait();
    o.pokes += 1;
  }
  int pokes = 0;
};

// scenario: 103
template <class Backend> class Drain {
public:
  mock::task<> once() {
    const auto before = count_;
    co_await backend_.send(before);
    count_ = before - 1; // expect: await-stale-write
  }

private:
  Backend backend_;
  long count_ = 0;
};
