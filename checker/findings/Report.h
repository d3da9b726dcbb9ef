//===- Report.h - What a rule says of one pair ------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A rule fills a Report; the analysis turns it into a Finding with resolved
/// locations, and adds who else writes the place.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FINDINGS_REPORT_H
#define AWAIT_TIDY_FINDINGS_REPORT_H

#include "epochs/Facts.h"
#include "findings/Finding.h"
#include <optional>
#include <string>
#include <vector>

namespace await_tidy {

class Report {
public:
  struct Step {
    NoteKind Kind;
    Loc Where;
    std::string Text;
  };

  /// Starts with the notes that every finding has: where the place was read or
  /// tested, and where the coroutine suspends.
  Report(const Facts &F, const Pair &P);
  /// Starts without notes, for what is wrong at \p At itself. \p P, if there is
  /// one, is the place that is concerned.
  Report(const Facts &F, EventId At, PlaceId P = NoPlace);

  /// The place as the source spells it at the act.
  const std::string &place() const { return Place; }
  /// What is wrong, in one sentence without a period.
  Report &message(std::string Text) {
    Message = std::move(Text);
    return *this;
  }
  Report &confidence(Confidence C) {
    Sureness = C;
    return *this;
  }
  Report &note(NoteKind Kind, Loc Where, std::string Text) {
    Steps.push_back({Kind, Where, std::move(Text)});
    return *this;
  }
  /// Asks for a note that names who else writes \p P. Every report on a pair
  /// has it.
  Report &writersOf(PlaceId P) {
    State = P;
    return *this;
  }
  /// Not said if a race is reported in the same line: it is the same mistake.
  Report &yields() {
    Yields = true;
    return *this;
  }
  /// See Finding::StartsTogether.
  Report &startsTogether() {
    StartsTogether = true;
    return *this;
  }
  /// Says how to repair it, in general terms.
  Report &advice(std::string Text);
  /// Replaces the source range \p Where by \p Text.
  Report &fix(Loc Where, std::string Text) {
    Fix = {Where, std::move(Text)};
    return *this;
  }

  Confidence Sureness = Confidence::High;
  bool Yields = false, StartsTogether = false;
  std::string Message, Place, Advice;
  Loc Act;
  PlaceId State = NoPlace; ///< whose other writers are named, if any
  std::vector<Step> Steps;
  std::optional<std::pair<Loc, std::string>> Fix;

private:
  void noteLocks(const Facts &F, const Pair &P);
};

} // namespace await_tidy

#endif
