//===- clock.h - The clock of the test inputs -------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Schedules have to be the same each time, so in a harness time stands still
/// until somebody lets it pass. To be included after all standard headers: from
/// here on the names of the standard's clocks are the one below.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TRUTH_CLOCK_H
#define AWAIT_TIDY_TRUTH_CLOCK_H

#include <chrono>
#include <ctime>

/// In std::chrono only because the inputs look for their clocks there.
namespace std::chrono {
struct await_tidy_clock {
  using duration = nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = chrono::time_point<await_tidy_clock>;
  static constexpr bool is_steady = true;
  /// An hour and more, so that what was then can be before the beginning.
  static constexpr time_point Begin{seconds(10000)};
  static inline time_point Present = Begin;
  static time_point now() noexcept { return Present; }
  static time_t to_time_t(const time_point &T) {
    return duration_cast<seconds>(T.time_since_epoch()).count();
  }
  static time_point from_time_t(time_t T) { return time_point(seconds(T)); }
};
} // namespace std::chrono

#define steady_clock await_tidy_clock
#define system_clock await_tidy_clock
#define high_resolution_clock await_tidy_clock

namespace truth {

/// Time goes on.
template <class R, class P> void pass(std::chrono::duration<R, P> Time) {
  std::chrono::await_tidy_clock::Present +=
      std::chrono::duration_cast<std::chrono::nanoseconds>(Time);
}

/// The time in a beginning that is filled with 100 is now; with less it has
/// passed.
template <class T> T timeAt(int Filled) {
  return T(std::chrono::duration_cast<typename T::duration>(
      std::chrono::seconds(Filled * 100)));
}

} // namespace truth

#endif
