//===- events_fuzzer.cpp - Event text from anywhere ----------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What parses can be dumped, parses again to the same text, and can be solved:
// whoever writes event text by hand gets an answer or a message.
//
//===----------------------------------------------------------------------===//
#include "epochs/ControlDependence.h"
#include "epochs/Facts.h"
#include "epochs/Fixpoint.h"
#include "events/Parse.h"
#include <cstdio>
#include <cstdlib>

using namespace await_tidy;

static std::string dumped(const ParsedEvents &Events) {
  std::string Out;
  for (const EventGraph &G : Events.Graphs)
    Out += dump(G, Events.Places,
                [](Loc L) { return L ? std::to_string(L.Begin) : ""; }) +
           "\n";
  return Out;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  llvm::Expected<ParsedEvents> Events = parseEvents(Text);
  if (!Events) {
    llvm::consumeError(Events.takeError());
    return 0;
  }
  std::string Once = dumped(*Events);
  llvm::Expected<ParsedEvents> Again = parseEvents(Once);
  if (!Again) {
    std::fprintf(stderr, "what was dumped does not parse: %s\n%s",
                 llvm::toString(Again.takeError()).c_str(), Once.c_str());
    std::abort();
  }
  if (std::string Twice = dumped(*Again); Twice != Once) {
    std::fprintf(stderr, "dumped twice, it is not the same:\n%s\nand\n%s",
                 Once.c_str(), Twice.c_str());
    std::abort();
  }
  for (const EventGraph &G : Events->Graphs) {
    ControlDependence Control(G);
    Fixpoint Solution(G, Events->Places, Control);
    findPairs(Solution, PairOptions());
  }
  return 0;
}
