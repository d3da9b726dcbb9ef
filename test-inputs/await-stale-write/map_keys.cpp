// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which entry of a map is read, and which one is written.
#include "coro.h"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace budgets {

mock::task<long> spent(std::string what);

class Plan {
public:
  // scenario: 73
  mock::task<> two_constants() {
    const long rent = lines_["rent"];
    const long more = co_await spent("food");
    lines_["food"] = rent + more; // ok: another key
  }

  // scenario: 73
  mock::task<> one_constant() {
    const long rent = lines_["rent"];         // note: check
    const long more = co_await spent("rent"); // note: suspension
    lines_["rent"] = rent + more;             // expect: await-stale-write
  }

  // scenario: 73
  mock::task<> one_variable(std::string what) {
    const long before = lines_.at(what);    // note: check
    const long more = co_await spent(what); // note: suspension
    lines_.at(what) = before + more;        // expect: await-stale-write
  }

  // scenario: 73
  mock::task<> variable_reassigned(std::string what) {
    const long before = lines_[what];
    const long more = co_await spent(what);
    what = "total";
    lines_[what] = before + more; // ok: the key was changed, so it is another entry
  }

  // scenario: 73
  mock::task<> constant_indices() {
    const long first = months_[0];
    const long more = co_await spent("january");
    months_[1] = first + more; // ok: another month
  }

  // scenario: 73
  mock::task<> one_index(std::size_t month) {
    const long first = months_[month];         // note: check
    const long more = co_await spent("month"); // note: suspension
    months_[month] = first + more;             // expect: await-stale-write
  }

private:
  std::map<std::string, long> lines_;
  std::array<long, 12> months_{};
};

std::unordered_map<int, long> by_year;

// scenario: 73
mock::task<> carry_over() {
  const long left = by_year[2024];
  const long more = co_await spent("carry");
  by_year[2025] = left - more; // ok: another year
}

// scenario: 73
mock::task<> correct(int year) {
  const long left = by_year[year];             // note: check
  const long more = co_await spent("correct"); // note: suspension
  by_year[year] = left - more;                 // expect: await-stale-write
}

// scenario: 73
mock::task<> carry_over_from(int year) {
  const long left = by_year[year];
  const long more = co_await spent("carry");
  ++year;
  by_year[year] = left - more;
}

struct Household {
  std::map<std::string, std::map<int, long>> people;
};

// scenario: 73
mock::task<> pay(std::shared_ptr<Household> home, std::string who, int month) {
  const long paid = home->people[who][month]; // note: check
  const long more = co_await spent(who);      // note: suspension
  home->people[who][month] = paid + more;     // expect: await-stale-write
}

// scenario: 73
mock::task<> pay_for(std::shared_ptr<Household> home, int month) {
  const long paid = home->people["mum"][month];
  const long more = co_await spent("dad");
  home->people["dad"][month] = paid + more; // ok: another person's entry
}

// scenario: 73
mock::task<> pay_month(Household &home, std::string who) {
  const long paid = home.people[who][1];
  const long more = co_await spent(who);
  home.people[who][2] = paid + more; // ok: another month's entry
}

} // namespace budgets
