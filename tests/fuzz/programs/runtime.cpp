//===- runtime.cpp - The truth about generated programs -------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime.h"
#include <algorithm>
#include <cstdio>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace await_tidy::explorer;

namespace {
Task<bool> answer(const char *Name) {
  co_return co_await call<bool>(Name, {true, false});
}
Task<void> attempt(const char *Name) {
  co_await call<void>(Name, {done, thrown(ServiceError(Name))});
}
Task<void> tell(const char *Name) { co_await call(Name); }

/// One exploration: the state, and what runs over it.
struct World {
  std::shared_ptr<void> State;
};
} // namespace

Task<bool> transfer(long) { return answer("transfer"); }
Task<bool> confirm(long) { return answer("confirm"); }
Task<bool> authorize(long) { return answer("authorize"); }
Task<void> save(long) { return attempt("save"); }
Task<void> send(long) { return attempt("send"); }
Task<void> upload(long) { return attempt("upload"); }
Task<void> audit(long) { return tell("audit"); }
Task<void> notify(long) { return tell("notify"); }
Task<void> publish(long) { return tell("publish"); }
Task<long> quote(long Amount) {
  co_return co_await call<long>("quote", {Amount});
}
Task<void> store(const std::vector<int> &) { return tell("store"); }
Task<void> store(const std::set<int> &) { return tell("store"); }
Task<void> store(const std::map<int, int> &) { return tell("store"); }

namespace programs {
/// An operation that was refused or failed did nothing, so it may as well not
/// have been there. It can be refused because of what another one has reserved
/// and gives back later; that is no race, although no serial execution would
/// refuse it.
static Task<std::string> orNot(const Instance *What, void *State, int Which) {
  if (choose(2, "is refused for no reason"))
    co_return "refused";
  co_return co_await What->Start(State, Which);
}

static Result explore(const Case &C, int Variant,
                      const std::vector<const Instance *> &Who, int Second) {
  Program<World> P;
  P.state([&C, Variant] { return World{C.Make(Variant)}; });
  for (size_t I = 0; I < Who.size(); ++I)
    P.instance(std::string(Who[I]->Name) + " #" + std::to_string(I + 1),
               [W = Who[I], I, Second](World &World) {
                 return orNot(W, World.State.get(), I % 2 ? Second : 0);
               });
  P.serializable([&C](const World &W) { return C.Observe(W.State.get()); });
  P.show([&C](const World &W) { return C.Observe(W.State.get()); });
  Options How;
  How.MaxSchedules = 20'000;
  How.MaxSteps = 80;
  return P.explore(How);
}

static void exploreOne(const Case &C, const std::string &Only) {
  const char *Verdict = "safe";
  std::string Detail;
  std::vector<std::vector<const Instance *>> Groups;
  const Instance Holder{"holder", true, C.Hold};
  const auto &All = C.Instances;
  for (size_t A = 0; A < All.size(); ++A)
    for (size_t B = A; B < All.size(); ++B)
      if (All[A].Suspends || All[B].Suspends) {
        Groups.push_back({&All[A], &All[B]});
        if (A != B) // with the other arguments
          Groups.push_back({&All[B], &All[A]});
      }
  // Who waits for a lock can be overtaken: somebody holds it and does nothing.
  if (C.Hold)
    for (size_t I = 0, E = Groups.size(); I < E; ++I) {
      Groups.push_back(Groups[I]);
      Groups.back().push_back(&Holder);
    }
  bool Unknown = false;
  for (int V = 0; V < C.Variants * C.Seconds && *Verdict == 's'; ++V)
    for (const auto &G : Groups) {
      Result R = explore(C, V / C.Seconds, G, 1 + V % C.Seconds);
      if (R.safe())
        continue;
      if (!R.violated()) {
        Unknown = true;
        Detail = R.Reason;
        continue;
      }
      // A deadlock is the generator's mistake.
      Verdict =
          R.Reason.find("deadlock") == std::string::npos ? "racy" : "unknown";
      Detail = "variant " + std::to_string(V) + ":";
      for (const Instance *I : G)
        Detail += std::string(" ") + I->Name;
      if (!Only.empty())
        std::fputs(R.text().c_str(), stderr);
      if (*Verdict == 'u')
        Detail += " " + R.Reason;
      break;
    }
  if (Unknown && *Verdict == 's')
    Verdict = "unknown";
  std::replace(Detail.begin(), Detail.end(), '\n', ' ');
  std::printf("%s\t%s\t%s\n", C.Name, Verdict, Detail.c_str());
}

int exploreAll(const std::vector<Case> &Cases, std::string Only) {
  const bool Quick = Only == "--quick";
  if (Quick)
    Only.clear();
  for (const Case &C : Cases) {
    if (!Only.empty() && Only != C.Name)
      continue;
    // A process of its own: what has lost a statement can be a loop without a
    // suspension.
    std::fflush(stdout);
    pid_t Child = fork();
    if (Child == 0) {
      const rlim_t Seconds = Quick ? 1 : 120;
      const rlimit Limit{Seconds, Seconds};
      setrlimit(RLIMIT_CPU, &Limit);
      exploreOne(C, Only);
      std::fflush(stdout);
      _exit(0);
    }
    int Status = 0;
    waitpid(Child, &Status, 0);
    if (Status != 0)
      std::printf("%s\tunknown\tdid not come to an end\n", C.Name);
  }
  return 0;
}
} // namespace programs
