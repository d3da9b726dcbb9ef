//===- Profile.cpp - Where the time of a run went -------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Profile.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>

namespace await_tidy {

void Profile::print(llvm::raw_ostream &OS, double Wall) const {
  OS << fmt::format("Profile: milliseconds of wall-clock and of processor "
                    "time\n{:>15}{:>15}{:>15}{:>15}{:>15}{:>15}\n",
                    "look up", "parse", "lower", "solve", "rules", "output");
  auto Row = [&](const File &F) {
    for (const Spent &S :
         {F.LookUp, F.Parse, F.Lower, F.Solve, F.Rules, F.Output})
      OS << fmt::format("{:>8.1f}{:>7.1f}", S.Wall * 1e3, S.Processor * 1e3);
    OS << "  " << F.Name << '\n';
  };
  File All;
  for (const File &F : Files) {
    Row(F);
    All.LookUp += F.LookUp;
    All.Parse += F.Parse;
    All.Lower += F.Lower;
    All.Solve += F.Solve;
    All.Rules += F.Rules;
    All.Output += F.Output;
  }
  All.Output += Report;
  All.Name = fmt::format("all; the run took {:.1f}", Wall * 1e3);
  Row(All);
}

} // namespace await_tidy
