//===- runtime.cpp - The truth about generated programs -------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime.h"
#include <algorithm>
#include <cstdio>

using namespace await_tidy::explorer;

namespace {
/// What the services did. Those that can fail are told apart: an operation that
/// was refused while another one's reservation had not failed yet would have
/// failed by itself in a serial execution, but the calls before that would have
/// been made.
std::vector<std::string> Succeeded, Called;

Task<bool> answer(const char *Name, long Amount) {
  bool Result = co_await call<bool>(Name, {true, false});
  if (Result)
    Succeeded.push_back(Name + std::to_string(Amount));
  co_return Result;
}
Task<void> attempt(const char *Name, long Amount) {
  co_await call<void>(Name, {done, thrown(ServiceError(Name))});
  Succeeded.push_back(Name + std::to_string(Amount));
}
Task<void> tell(const char *Name, long Amount) {
  co_await call(Name);
  Called.push_back(Name + std::to_string(Amount));
}

/// One exploration: the state, and what runs over it.
struct World {
  std::shared_ptr<void> State;
};
} // namespace

Task<bool> transfer(long Amount) { return answer("transfer", Amount); }
Task<bool> confirm(long Amount) { return answer("confirm", Amount); }
Task<bool> authorize(long Amount) { return answer("authorize", Amount); }
Task<void> save(long Amount) { return attempt("save", Amount); }
Task<void> send(long Amount) { return attempt("send", Amount); }
Task<void> upload(long Amount) { return attempt("upload", Amount); }
Task<void> audit(long Amount) { return tell("audit", Amount); }
Task<void> notify(long Amount) { return tell("notify", Amount); }
Task<void> publish(long Amount) { return tell("publish", Amount); }
Task<long> quote(long) { co_return co_await call<long>("quote", {5L}); }

namespace programs {
static Result explore(const Case &C, int Variant,
                      const std::vector<const Instance *> &Who) {
  Program<World> P;
  P.state([&C, Variant] {
    Succeeded.clear();
    Called.clear();
    return World{C.Make(Variant)};
  });
  for (size_t I = 0; I < Who.size(); ++I)
    P.instance(std::string(Who[I]->Name) + " #" + std::to_string(I + 1),
               [W = Who[I], I](World &World) {
                 return W->Start(World.State.get(), I % 2);
               });
  auto Seen = [&C](const World &W) {
    auto Sorted = [](std::vector<std::string> V) {
      std::sort(V.begin(), V.end());
      return describe(V);
    };
    return C.Observe(W.State.get()) + " " + Sorted(Succeeded) +
           (C.ObserveCalls ? " " + Sorted(Called) : "");
  };
  P.serializable(Seen);
  P.show([&C](const World &W) { return C.Observe(W.State.get()); });
  Options How;
  How.MaxSchedules = 30'000;
  How.MaxSteps = 80;
  return P.explore(How);
}

int exploreAll(const std::vector<Case> &Cases, const std::string &Only) {
  for (const Case &C : Cases) {
    if (!Only.empty() && Only != C.Name)
      continue;
    const char *Verdict = "safe";
    std::string Detail;
    std::vector<std::vector<const Instance *>> Groups;
    const auto &All = C.Instances;
    for (size_t A = 0; A < All.size(); ++A)
      for (size_t B = A; B < All.size(); ++B)
        if (All[A].Suspends || All[B].Suspends) {
          Groups.push_back({&All[A], &All[B]});
          if (A != B) // with the other arguments
            Groups.push_back({&All[B], &All[A]});
        }
    bool Unknown = false;
    for (int V = 0; V < C.Variants && *Verdict == 's'; ++V)
      for (const auto &G : Groups) {
        Result R = explore(C, V, G);
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
  return 0;
}
} // namespace programs
