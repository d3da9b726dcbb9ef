// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Callers with the same key share one load, also its failure.
#include "coro.h"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <variant>

template <class Key, class Value> class SingleFlight {
public:
  using Load = std::function<mock::task<Value>(Key)>;

  explicit SingleFlight(Load load) : load_(std::move(load)) {}

  mock::task<Value> run(Key key) {
    auto [slot, first] = flights_.try_emplace(key);
    if (!first) {
      std::shared_ptr<Flight> flight = slot->second;
      ++joined_;
      co_await flight->landed.wait();
      co_return flight->result();
    }

    auto flight = std::make_shared<Flight>();
    slot->second = flight; // ok: nothing was awaited since the try_emplace
    try {
      flight->outcome.template emplace<Value>(co_await load_(key));
    } catch (...) {
      flight->outcome.template emplace<std::exception_ptr>(std::current_exception());
    }
    // forget() can have made room for a newer flight.
    if (auto now = flights_.find(key); now != flights_.end() && now->second == flight)
      flights_.erase(now);
    flight->landed.set();
    co_return flight->result();
  }

  void forget(const Key &key) { flights_.erase(key); }
  long joined() const { return joined_; }

private:
  struct Flight {
    mock::event landed;
    std::variant<std::monostate, Value, std::exception_ptr> outcome;

    Value result() const {
      if (auto *error = std::get_if<std::exception_ptr>(&outcome))
        std::rethrow_exception(*error);
      return std::get<Value>(outcome);
    }
  };

  Load load_;
  std::unordered_map<Key, std::shared_ptr<Flight>> flights_;
  long joined_ = 0;
};

using Clock = std::chrono::steady_clock;

struct Quote {
  double price = 0;
  Clock::time_point at;
};

mock::task<Quote> ask_exchange(std::string symbol);

class Quotes {
public:
  mock::task<double> price(std::string symbol) {
    if (auto known = latest_.find(symbol); known != latest_.end() && fresh(known->second))
      co_return known->second.price;
    const Quote quote = co_await flights_.run(symbol);
    if (auto &latest = latest_[symbol]; latest.at < quote.at)
      latest = quote; // ok: only if it is newer than what is there now
    co_return quote.price;
  }

  mock::task<double> price_now(std::string symbol) {
    flights_.forget(symbol);
    latest_.erase(symbol);
    co_return co_await price(symbol);
  }

private:
  static bool fresh(const Quote &quote) {
    return Clock::now() - quote.at < std::chrono::seconds(5);
  }

  std::unordered_map<std::string, Quote> latest_;
  SingleFlight<std::string, Quote> flights_{ask_exchange};
};
