// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Containers that are handed in to be looked at: const references, views, pointers to const.
#include "coro.h"

#include <array>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadcasts {

struct Show {
  std::map<std::string, std::string> hosts;
  std::vector<std::string> guests;
};

mock::task<> announce(std::string name);
void log(std::string_view name);

// scenario: 71
mock::task<> announce_all(const std::vector<std::string> &names) {
  for (const auto &name : names) // ok: const for this coroutine, and nobody known changes it
    co_await announce(name);
}

// scenario: 71
mock::task<> announce_view(std::span<const std::string> names) {
  for (const auto &name : names)
    co_await announce(name); // ok: what a view looks at belongs to the caller
}

// scenario: 69
mock::task<> announce_host(const Show &show) {
  auto it = show.hosts.find("evening");
  if (it == show.hosts.end())
    co_return;
  co_await announce(it->second);
  log(it->second); // ok: const for this coroutine, and nobody known changes it
}

// scenario: 71
mock::task<> announce_guests(std::shared_ptr<const Show> show) {
  for (const auto &guest : show->guests) // ok: const, and nobody known changes it
    co_await announce(guest);
}

// scenario: 71
mock::task<> announce_taken(Show &&show) {
  for (const auto &guest : show.guests)
    co_await announce(guest); // ok: given away by the caller
}

// scenario: 71
mock::task<> announce_owned(std::unique_ptr<Show> show) {
  for (const auto &guest : show->guests)
    co_await announce(guest); // ok: the only owner is this coroutine
}

// scenario: 71
mock::task<> announce_constants() {
  static const std::vector<std::string> names = {"first", "second"};
  static constexpr std::array<int, 2> numbers = {1, 2};
  for (const auto &name : names)
    co_await announce(name); // ok: never changes
  for (int n : numbers)
    co_await announce(std::to_string(n)); // ok: never changes
}

class Station {
public:
  explicit Station(std::vector<std::string> channels) : channels_(std::move(channels)) {}

  // scenario: 71, 94
  mock::task<> announce_channels() {
    for (const auto &channel : channels_) // ok: filled in the constructor only
      co_await announce(channel);
  }

  // scenario: 71, 94
  mock::task<> announce_fixed() {
    for (const auto &channel : fixed_)
      co_await announce(channel); // ok: const
  }

private:
  std::vector<std::string> channels_;
  const std::vector<std::string> fixed_ = {"one", "two"};
};

// Others do change what this one is handed.
struct Schedule {
  std::vector<std::string> shows;
};

void cancel(Schedule &schedule) { schedule.shows.pop_back(); }

// scenario: 71
mock::task<> announce_schedule(const Schedule &schedule) {
  for (const auto &show : schedule.shows) // expect: await-stale-reference
    co_await announce(show);
}

// Any container of a caller, and nobody known who changes it.
template <class Names>
mock::task<> announce_each(Names &names) {
  for (auto &name : names) // expect: await-stale-reference low
    co_await announce(name);
}

std::vector<std::string> billboard;

mock::task<> announce_billboard() { co_await announce_each(billboard); }

// Every call is handed a local of its own.
template <class Names>
mock::task<> announce_own(Names &names) {
  for (auto &name : names) // ok: nobody else can reach it
    co_await announce(name);
}

mock::task<> announce_both() {
  std::vector<std::string> names = {"first", "second"};
  co_await announce_own(names);
}

// Made with its elements, and nobody adds or removes: of a fixed size.
struct Round {
  explicit Round(std::size_t stations) : answers(stations) {}
  std::vector<std::string> answers;
};

mock::task<std::string> ask(std::size_t station);

// scenario: 70
mock::task<> collect(Round &round, std::size_t station) {
  auto &answer = round.answers[station];
  answer = co_await ask(station); // expect: await-stale-reference low
}

// It starts empty: whoever fills it is elsewhere.
struct Queue {
  std::vector<std::string> waiting;
};

// scenario: 70
mock::task<> put_through(Queue &queue) {
  auto &caller = queue.waiting.front(); // note: check
  co_await ask(1);                      // note: suspension
  caller += "!";                        // expect: await-stale-reference medium
}

} // namespace broadcasts
