//===- Dump.cpp - An event graph as text ----------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "events/Event.h"
#include "llvm/ADT/STLExtras.h"
#include <fmt/format.h>
#include <iterator>

using namespace await_tidy;

static const char *name(EventKind K) {
  switch (K) {
  case EventKind::Read:
    return "read";
  case EventKind::Compute:
    return "compute";
  case EventKind::Write:
    return "write";
  case EventKind::Update:
    return "update";
  case EventKind::Use:
    return "use";
  case EventKind::Suspend:
    return "suspend";
  case EventKind::Acquire:
    return "acquire";
  case EventKind::Release:
    return "release";
  case EventKind::Branch:
    return "branch";
  case EventKind::Escape:
    return "escape";
  case EventKind::Invoke:
    return "invoke";
  case EventKind::Detach:
    return "detach";
  }
  return "?";
}

static const char *name(Flow F) {
  switch (F) {
  case Flow::Copy:
    return "";
  case Flow::Derived:
    return "~";
  case Flow::Opaque:
    return "?";
  case Flow::Control:
    return "!";
  }
  return "";
}

static void dumpEvent(const Event &E, const PlaceTable &Places,
                      llvm::function_ref<std::string(Loc)> Line,
                      std::string &Out) {
  auto To = std::back_inserter(Out);
  fmt::format_to(To, "  {:>5}  ", Line(E.Where));
  if (E.Dst)
    fmt::format_to(To, "%{} = ", E.Dst);
  Out += name(E.Kind);
  for (auto [I, P] : llvm::enumerate(E.Places))
    fmt::format_to(To, "{}{}", I ? " | " : " ", Places.spell(P));
  for (auto [I, In] : llvm::enumerate(E.Inputs))
    fmt::format_to(To, "{}{}%{}", I ? ", " : " <- ", name(In.How), In.Slot);
  if (E.Holder)
    fmt::format_to(To, " by {}", Places.spell(E.Holder));
  const std::pair<bool, const char *> Flags[] = {{E.Constant, "constant"},
                                                 {E.Reset, "reset"},
                                                 {E.Conditional, "conditional"},
                                                 {E.May, "may"},
                                                 {E.Step, "step"},
                                                 {E.Shrinks, "shrinks"},
                                                 {E.Checked, "checked"},
                                                 {E.Initial, "initial"},
                                                 {E.Moved, "moved"},
                                                 {E.Loop, "loop"},
                                                 {E.Assertion, "assertion"},
                                                 {E.Equality, "equality"},
                                                 {E.SharedLock, "shared"},
                                                 {E.IsLock, "lock"},
                                                 {E.Start, "continuation"}};
  for (auto [On, Name] : Flags)
    if (On)
      fmt::format_to(To, " [{}]", Name);
  if (!E.Callee.empty())
    fmt::format_to(To, " in {}", E.Callee.str());
  Out += '\n';
}

std::string await_tidy::dump(const EventGraph &G, const PlaceTable &Places,
                             llvm::function_ref<std::string(Loc)> Line) {
  std::string Out = fmt::format(
      "{} {}\n", G.IsCoroutine ? "coroutine" : "function", G.Function);
  auto To = std::back_inserter(Out);
  for (auto [I, B] : llvm::enumerate(G.Blocks)) {
    if (B.Events.empty() && B.Preds.empty() && I > EventGraph::Exit)
      continue;
    fmt::format_to(To, " b{}{}", I,
                   I == EventGraph::Entry  ? " (entry)"
                   : I == EventGraph::Exit ? " (exit)"
                                           : "");
    for (const Edge &E : B.Succs)
      fmt::format_to(To, " -> b{}{}", E.To,
                     E.Kind == EdgeKind::Exception ? " (throws)"
                     : E.Kind == EdgeKind::Fork    ? " (forks)"
                                                   : "");
    Out += '\n';
    for (EventId E : B.Events)
      dumpEvent(G.Events[E], Places, Line, Out);
  }
  return Out;
}
