//===- result.h - What an exploration found ---------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Options of an exploration, its result, and how the result is printed.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EXPLORER_RESULT_H
#define AWAIT_TIDY_EXPLORER_RESULT_H

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

namespace await_tidy::explorer {

struct Options {
  /// How many schedules are begun at most, in all passes together.
  std::size_t MaxSchedules = 200'000;
  /// How many steps one schedule may have. One that is longer is given up.
  std::size_t MaxSteps = 500;
  /// Leave out schedules that are equal to others; see Program::tracked and
  /// Program::fingerprint, without which there is nothing to go by.
  bool Reduce = true;
  /// Before all schedules are tried, those with at most this many switches
  /// away from an instance that could go on: few switches find most mistakes,
  /// and what they find is short.
  unsigned FewSwitchesFirst = 2;
};

enum class Verdict {
  /// Every schedule was tried, or is equal to one that was; all keep all
  /// promises.
  Safe,
  /// Result::Schedule breaks a promise.
  Violated,
  /// No schedule that was tried breaks a promise, but not all were tried, or
  /// one had no end. Says nothing about the rest.
  BoundReached,
  /// The same choices led elsewhere the second time: the coroutines depend on
  /// a clock, random numbers, addresses, or on what an earlier schedule left
  /// in a global. Nothing is known.
  NotDeterministic,
};

/// One step of a schedule, from one suspension to the next.
struct Step {
  std::string Instance;
  std::string From;    ///< "start", or "transfer (bank.cpp:21)"
  std::string Outcome; ///< of the call in From; empty if there is only one
  std::string To;      ///< "transfer (bank.cpp:21)", or "end, returned true"
  std::string State;   ///< after it, by Program::show
};

struct Result {
  Verdict What = Verdict::Safe;
  /// What is broken, or why not all was tried. Empty if safe.
  std::string Reason;
  /// The schedule that breaks it; the end of the endless one for a bound.
  std::vector<Step> Schedule;
  /// The number of the first step in Schedule, from 1.
  std::size_t FirstStep = 1;
  /// The state before the first step, by Program::show.
  std::string Before;
  /// How often Schedule turns away from an instance that could go on.
  unsigned Switches = 0;
  /// No schedule with fewer switches breaks a promise. Among those with as
  /// many, one with few unusual outcomes and few steps was looked for.
  bool Shortest = false;

  // What it took, in all passes.
  std::size_t Schedules = 0; ///< run to their end
  std::size_t CutShort = 0;  ///< left in the middle as equal to others, too
                             ///< long, or no shorter than what was found
  std::size_t Steps = 0;
  // The pass that tries all schedules; 0 if it was not needed.
  std::size_t AllSchedules = 0, AllCutShort = 0, AllSteps = 0;

  bool safe() const { return What == Verdict::Safe; }
  bool violated() const { return What == Verdict::Violated; }
  explicit operator bool() const { return safe(); }

  std::string text() const {
    std::ostringstream OS;
    OS << *this;
    return OS.str();
  }

  friend std::ostream &operator<<(std::ostream &OS, const Result &R) {
    auto count = [](std::size_t N, const char *What) {
      return std::to_string(N) + " " + What + (N == 1 ? "" : "s");
    };
    switch (R.What) {
    case Verdict::Safe:
      OS << "safe in every schedule: ";
      break;
    case Verdict::Violated:
      OS << "violated: " << R.Reason << "\n";
      break;
    case Verdict::BoundReached:
      OS << "not decided: " << R.Reason << "\n";
      break;
    case Verdict::NotDeterministic:
      return OS << "not deterministic: " << R.Reason << "\n";
    }
    if (!R.Schedule.empty())
      R.printSchedule(OS);
    OS << count(R.Schedules, "schedule") << " run";
    if (R.CutShort)
      OS << ", " << R.CutShort << " cut short";
    return OS << ", " << count(R.Steps, "step") << "\n";
  }

private:
  void printSchedule(std::ostream &OS) const {
    std::vector<std::vector<std::string>> Rows{
        {"step", "who", "from", "to", "state"}};
    bool HasState = !Before.empty();
    if (HasState)
      Rows.push_back({"", "", "", "", Before});
    for (std::size_t I = 0; I < Schedule.size(); ++I) {
      const Step &S = Schedule[I];
      Rows.push_back({std::to_string(FirstStep + I), S.Instance,
                      S.From + (S.Outcome.empty() ? "" : " => " + S.Outcome),
                      S.To, S.State});
      HasState = HasState || !S.State.empty();
    }
    if (!HasState)
      for (auto &Row : Rows)
        Row.pop_back();
    std::vector<std::size_t> Width(Rows.front().size());
    for (const auto &Row : Rows)
      for (std::size_t I = 0; I < Row.size(); ++I)
        Width[I] = std::max(Width[I], Row[I].size());
    OS << "\n";
    for (const auto &Row : Rows) {
      std::string Line = " ";
      for (std::size_t I = 0; I < Row.size(); ++I) {
        // Numbers to the right, all else to the left.
        std::string Padding(Width[I] - Row[I].size(), ' ');
        Line += " " + (I == 0 ? Padding + Row[I] : Row[I] + Padding) + " ";
      }
      Line.resize(Line.find_last_not_of(' ') + 1);
      OS << Line << "\n";
    }
    OS << "\n";
    if (What != Verdict::Violated)
      return;
    OS << Switches << (Switches == 1 ? " switch" : " switches")
       << " away from a coroutine that could go on";
    OS << (Shortest ? "; fewer do not break it\n" : "\n");
  }
};

} // namespace await_tidy::explorer

#endif
