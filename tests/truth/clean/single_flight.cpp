// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_single_flight {
#include "test-inputs/clean/single_flight.cpp"

// What the input only declares.
mock::task<Quote> ask_exchange(std::string) { return truth::fallible<Quote>("ask_exchange"); }
// What is shared, and seen at the end.
template <class Key, class Value> auto fields(SingleFlight<Key, Value> &it) { return std::tie(it.load_, it.flights_, it.joined_); }
template <class Key, class Value> auto built(truth::of<SingleFlight<Key, Value>>) { return new SingleFlight<Key, Value>(truth::some<Load>()); }
auto fields(Quote &it) { return std::tie(it.price, it.at); }
auto fields(Quotes &it) { return std::tie(it.latest_, it.flights_); }

TRUTH("clean/single_flight.cpp") {
  run("SingleFlight::run", [] { return part<SingleFlight<int, int>>().run(any); });
  run("Quotes::price", [] { return part<Quotes>().price(any); });
  run("Quotes::price_now", [] { return part<Quotes>().price_now(any); });
}

} // namespace truth_of::clean_single_flight
