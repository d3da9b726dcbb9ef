//===- engine.h - The search through all schedules --------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The search. No state is ever saved: a schedule is a list of choices, and a
/// state is reached by building everything anew and making the same choices
/// again (P. Godefroid, "Model Checking for Programming Languages using
/// VeriSoft", POPL 1997). The choices are tried depth first.
///
/// Three passes, each complete in itself:
///
///  1. no switch away from an instance that could go on. These are the serial
///     executions: one instance after the other, or as near to it as blocking
///     allows;
///  2. at most 1, 2, ... such switches (M. Musuvathi, S. Qadeer, "Iterative
///     Context Bounding for Systematic Testing of Multithreaded Programs", PLDI
///     2007). If nothing was left out at a bound, that was all;
///  3. everything, with sleep sets (P. Godefroid, "Partial-Order Methods for
///     the Verification of Concurrent Systems", LNCS 1032, 1996, chapter 5):
///     what was tried at a state is not tried again below its siblings until a
///     step that depends on it was made. Two steps depend on each other if both
///     access an object and one writes it, as seen while they ran (C. Flanagan,
///     P. Godefroid, "Dynamic Partial-Order Reduction for Model Checking
///     Software", POPL 2005, observe accesses in the same way). Sleep sets
///     leave out no state, only ways to get there, so promises about every
///     state need nothing more.
///
/// What pass 3 finds is made shorter by running the bounds that are missing.
///
/// With n instances of k steps there are (nk)! / (k!)^n schedules, times the
/// number of combinations of outcomes; pass 2 tries in the order of
/// (nk choose c) n! at bound c. A schedule of m steps takes time in the order
/// of m * n, plus that of the instances.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EXPLORER_ENGINE_H
#define AWAIT_TIDY_EXPLORER_ENGINE_H

#include "await_tidy/explorer/describe.h"
#include "await_tidy/explorer/result.h"
#include "await_tidy/explorer/scheduler.h"

#include <algorithm>
#include <coroutine>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace await_tidy::explorer::detail {

/// A promise about the state, with its name.
struct Promise {
  std::string Name;
  std::function<bool()> Holds;
};

/// What the engine is given to explore. An empty function is not called.
struct Subject {
  /// Builds the state and starts the instances.
  std::function<void()> Begin;
  /// Destroys the state; nothing is suspended any more.
  std::function<void()> End;
  /// Hands over what a foreign event loop has queued, after each step.
  std::function<void()> AfterStep;
  std::vector<Promise> Always, AtEnd;
  std::function<std::string()> Show, Fingerprint, Observe;
  bool Serializable = false;
  bool NoExceptions = false;
  bool Tracked = false;
};

class Engine final : public Scheduler {
public:
  Engine(const Subject &What, const Options &How) : What(What), How(How) {}

  Result explore();

  /// Instances that are started from now on may be blocked at the end.
  void inBackground(bool Yes) { Background = Yes; }

  // Scheduler
  void suspend(std::coroutine_handle<> H, Suspension S) override;
  void park(std::coroutine_handle<> H, Point P) override;
  void wake(std::coroutine_handle<> H) override;
  unsigned start(std::coroutine_handle<> H, std::string Name) override;
  unsigned running() const override { return Running; }
  void finish(std::string Result, bool Threw) override;
  void adopt(std::coroutine_handle<> H) override { Adopted.push_back(H); }
  void disown(std::coroutine_handle<> H) noexcept override;
  std::size_t choose(std::size_t Count, std::string_view Name) override;
  void fail(std::string Text) override {
    if (!Violation && !Closing)
      Violation = std::move(Text);
  }
  ObjectId newObject() override { return NextObject++; }
  void touch(ObjectId Object, bool Writes) override;

private:
  //===--------------------------------------------------------------------===//
  // One schedule
  //===--------------------------------------------------------------------===//

  struct Instance {
    std::string Name;
    bool Background = false;
    /// Whether it is known to say when it is done, and did.
    bool Reports = false, Done = false;
    std::string Result;
    /// The frame that was given to start().
    std::coroutine_handle<> Root;
    unsigned Children = 0;
    /// The outcomes that its calls had, with the calls' names.
    std::vector<std::pair<std::string, std::size_t>> Answers;
  };

  /// A coroutine that is suspended.
  struct Pending {
    unsigned Token;
    unsigned Owner;
    std::coroutine_handle<> Handle;
    Suspension How;
    std::size_t Since; ///< the number of steps made before it can be seen
    bool Parked = false, Begins = false;
  };

  struct Access {
    ObjectId Object;
    bool Writes;
  };
  using Effects = std::vector<Access>;

  struct Candidate {
    unsigned Token;
    std::size_t Outcome;
    bool operator==(const Candidate &) const = default;
  };
  struct Asleep {
    Candidate What;
    Effects Seen;
  };

  /// A point where there was something to choose, on the way to the state that
  /// is being looked at.
  struct Decision {
    /// A step, or else the answer of choose().
    bool IsStep;
    std::vector<Candidate> Candidates = {};
    std::size_t At = 0;
    /// How many there were to choose from, before any was left out.
    std::size_t Among = 0;
    std::vector<Asleep> Sleep = {};
    /// Of the current candidate, in all schedules that were run with it.
    Effects Seen = {};
  };

  /// Schedules are compared by the number of switches, of unusual outcomes and
  /// of steps, in this order.
  using Cost = std::tuple<unsigned, unsigned, std::size_t>;

  struct Found {
    std::vector<Decision> Path; ///< with one candidate each
    Cost Price;
    std::string Reason;
  };

  /// What the serial executions lead to: for each observation, the answers that
  /// the instances got.
  using Answers =
      std::map<std::string, std::vector<std::pair<std::string, std::size_t>>>;

  enum class Ending { Complete, Violated, CutShort, TooLong, Diverged };

  enum ReservedObjects : ObjectId { TheState = 1, TheLoop, ThePolling, First };

  struct Pass {
    std::optional<unsigned> MaxSwitches = {};
    bool Reduce = false;
    /// Goes on after a violation, for a cheaper one.
    bool Cheapest = false;
    bool Serial = false;
  };

  Ending run(const Pass &P);
  Ending runSteps(const Pass &P);
  std::vector<Pending *> enabled();
  /// The number in Stack of the choice to be made next, which has been added if
  /// it is new; nothing if there is nothing to be tried.
  std::optional<Candidate> pick(const Pass &P,
                                const std::vector<Pending *> &Enabled);
  void execute(const Candidate &C);
  void resume(Pending P);
  void runOn();
  void close();
  void seen(ObjectId Object, bool Writes, Effects &Into);
  void checkAlways();
  void checkEnd();
  void checkBlocked();
  void checkSerial(const Pass &P);
  bool holds(const Promise &P);
  Answers answers() const;
  std::string observation();
  static bool compatible(const Answers &A, const Answers &B);
  static bool independent(const Effects &A, const Effects &B);
  static std::string text(const Point &P);
  void diverge(const char *Why) {
    if (!Divergence)
      Divergence = Why;
  }

  //===--------------------------------------------------------------------===//
  // All schedules of a pass
  //===--------------------------------------------------------------------===//

  enum class Searched { All, Violation, Budget, Endless, Diverged };
  Searched search(const Pass &P);
  bool advance(const Pass &P);
  Result record(const Found &F, bool Violated);
  std::vector<Decision> path() const;

  const Subject &What;
  const Options &How;

  // Of the schedule that runs.
  std::vector<Instance> Instances;
  std::vector<Pending> Waiting;
  std::vector<std::coroutine_handle<>> Adopted;
  std::map<void *, unsigned> OwnerOfHandle;
  unsigned Running = 0, NextToken = 0;
  ObjectId NextObject = First;
  std::size_t StepCount = 0, Depth = 0;
  std::size_t LastStep = None; ///< in Stack
  std::optional<unsigned> Last;
  unsigned Switches = 0, Unusual = 0;
  Effects Now, LastNow;
  bool Recording = false; ///< accesses are those of the step
  bool Polled = false;    ///< in this step, or before it
  bool InStep = false, Background = false, Closing = false, Free = false;
  std::optional<std::string> Violation;
  std::optional<std::string> Divergence;
  static constexpr std::size_t None = -1;

  // Of the pass.
  std::vector<Decision> Stack;
  bool Reducing = false;
  bool LeftOut = false; ///< a schedule, because of MaxSwitches
  std::optional<Found> Best;

  // Of the exploration.
  std::map<std::string, std::set<Answers>> SerialEnds;
  std::optional<Found> Endless;
  Result Sum;

  // When a schedule is printed.
  bool Record = false;
  std::vector<Step> Steps;
  std::string Before;
  std::vector<std::string> Moves;
};

//===----------------------------------------------------------------------===//
// What coroutines call
//===----------------------------------------------------------------------===//

inline std::string Engine::text(const Point &P) {
  std::string_view File = P.Where.file_name();
  File = File.substr(File.find_last_of("/\\") + 1); // npos + 1 is 0
  // Points in these headers tell a user nothing.
  if (P.Where.line() == 0 || File.empty())
    return P.Name;
  return P.Name + " (" + std::string(File) + ":" +
         std::to_string(P.Where.line()) + ")";
}

inline void Engine::suspend(std::coroutine_handle<> H, Suspension S) {
  if (Closing)
    return;
  if (Record)
    Moves.push_back(text(S.Where));
  OwnerOfHandle[H.address()] = Running;
  Polled |= S.Polling;
  Waiting.push_back({NextToken++, Running, H, std::move(S), StepCount + 1});
}

inline void Engine::park(std::coroutine_handle<> H, Point P) {
  suspend(H, {.Where = std::move(P)});
  if (!Closing) {
    Waiting.back().Parked = true;
    seen(TheLoop, true, Now);
  }
}

inline void Engine::wake(std::coroutine_handle<> H) {
  if (Closing)
    return;
  seen(TheLoop, true, Now);
  for (Pending &P : Waiting)
    if (P.Handle == H) {
      P.Parked = false;
      return;
    }
  // It was never parked here: its library keeps its own queues. Whose it is can
  // be known from last time; a new one belongs to who runs, if that one is not
  // suspended elsewhere, or else to somebody of whom nothing is known.
  auto isWaiting = [&](unsigned I) {
    return std::any_of(Waiting.begin(), Waiting.end(),
                       [&](const Pending &P) { return P.Owner == I; });
  };
  unsigned Owner = Running;
  if (auto Known = OwnerOfHandle.find(H.address());
      Known != OwnerOfHandle.end() && !isWaiting(Known->second))
    Owner = Known->second;
  else if (isWaiting(Running) || Instances[Running].Done)
    for (unsigned I = 0; I < Instances.size(); ++I)
      if (I != Running && !Instances[I].Done && !isWaiting(I)) {
        Owner = I;
        break;
      }
  OwnerOfHandle[H.address()] = Owner;
  if (Record && Owner == Running)
    Moves.push_back("suspended");
  Waiting.push_back(
      {NextToken++, Owner, H, {.Where = {"resumed", {}}}, StepCount + 1});
}

inline unsigned Engine::start(std::coroutine_handle<> H, std::string Name) {
  if (Closing)
    return 0;
  unsigned Number = Instances.size();
  Instance I;
  I.Background = Background;
  if (InStep) {
    Instance &Parent = Instances[Running];
    I.Background = Parent.Background;
    ++Parent.Children;
    if (Name.empty())
      Name = Parent.Name + "/" + std::to_string(Parent.Children);
    if (Record)
      Moves.push_back("starts " + Name);
  }
  I.Name = std::move(Name);
  I.Root = H;
  Instances.push_back(std::move(I));
  Waiting.push_back({NextToken++,
                     Number,
                     H,
                     {.Where = {"start", {}}},
                     StepCount + 1,
                     false,
                     true});
  return Number;
}

inline void Engine::finish(std::string Result, bool Threw) {
  if (Closing)
    return;
  Instance &I = Instances[Running];
  I.Reports = I.Done = true;
  I.Result = std::move(Result);
  if (Record)
    Moves.push_back(Threw              ? "end, " + I.Result
                    : I.Result.empty() ? std::string("end")
                                       : "end, returned " + I.Result);
  if (Threw && What.NoExceptions)
    fail("no exception leaves an instance: " + I.Name + " " + I.Result);
}

inline void Engine::disown(std::coroutine_handle<> H) noexcept {
  std::erase(Adopted, H);
  // With its frame, an instance that says nothing is at its end.
  if (!Closing && InStep && !Instances[Running].Done &&
      Instances[Running].Root == H)
    finish("", false);
}

inline std::size_t Engine::choose(std::size_t Count, std::string_view Name) {
  if (Closing || Free || Count < 2)
    return 0;
  if (Depth == Stack.size()) {
    Decision D{.IsStep = false};
    D.Among = Count;
    for (std::size_t I = 0; I < Count; ++I)
      D.Candidates.push_back({0, I});
    Stack.push_back(std::move(D));
  }
  Decision &D = Stack[Depth++];
  std::size_t Chosen = D.Candidates[D.At].Outcome;
  if (D.IsStep || D.Among != Count) {
    diverge("the same steps led to another choice the second time");
    return 0;
  }
  Unusual += Chosen != 0;
  if (Record)
    Moves.push_back(std::string(Name) + " => " + std::to_string(Chosen));
  return Chosen;
}

inline void Engine::seen(ObjectId Object, bool Writes, Effects &Into) {
  for (Access &A : Into)
    if (A.Object == Object) {
      A.Writes |= Writes;
      return;
    }
  Into.push_back({Object, Writes});
}

inline void Engine::touch(ObjectId Object, bool Writes) {
  if (Recording)
    seen(Object, Writes, Now);
}

//===----------------------------------------------------------------------===//
// Promises
//===----------------------------------------------------------------------===//

inline bool Engine::holds(const Promise &P) {
  try {
    return P.Holds();
  } catch (...) {
    fail(P.Name + ": the check threw: " + whatOf(std::current_exception()));
    return true;
  }
}

inline void Engine::checkAlways() {
  if (What.Always.empty())
    return;
  for (const Promise &P : What.Always)
    if (!holds(P))
      fail(P.Name);
}

inline void Engine::checkEnd() {
  for (const Promise &P : What.AtEnd)
    if (!holds(P))
      fail(P.Name);
}

/// Nothing can go on. Is that the end?
inline void Engine::checkBlocked() {
  std::string Blocked;
  auto add = [&](const Instance &I, const std::string &Where) {
    if (!I.Background)
      Blocked += (Blocked.empty() ? "" : ", ") + I.Name + " waits " + Where;
  };
  for (unsigned N = 0; N < Instances.size(); ++N) {
    bool Seen = false;
    for (const Pending &P : Waiting)
      if (P.Owner == N) {
        Seen = true;
        add(Instances[N], "at " + text(P.How.Where));
      }
    if (!Seen && Instances[N].Reports && !Instances[N].Done)
      add(Instances[N], "where the explorer cannot see it");
  }
  if (!Blocked.empty())
    fail("deadlock: " + Blocked);
}

inline Engine::Answers Engine::answers() const {
  Answers Result;
  for (const Instance &I : Instances)
    Result[I.Name] = I.Answers;
  return Result;
}

inline std::string Engine::observation() {
  std::string Text;
  for (const Instance &I : Instances)
    if (!I.Background && !I.Result.empty())
      Text += (Text.empty() ? "" : ", ") + I.Name + " -> " + I.Result;
  if (What.Observe)
    Text += (Text.empty() ? "" : "; ") + What.Observe();
  return Text;
}

/// An answer that both got must be the same. One that only one of them asked
/// for may be anything: another order may well ask for more or for less.
inline bool Engine::compatible(const Answers &A, const Answers &B) {
  for (const auto &[Name, Left] : A)
    if (auto Found = B.find(Name); Found != B.end()) {
      const auto &Right = Found->second;
      for (std::size_t I = 0; I < std::min(Left.size(), Right.size()); ++I) {
        // From here on they do different things.
        if (Left[I].first != Right[I].first)
          break;
        if (Left[I].second != Right[I].second)
          return false;
      }
    }
  return true;
}

inline void Engine::checkSerial(const Pass &P) {
  if (!What.Serializable)
    return;
  std::string Here = observation();
  Answers Mine = answers();
  if (P.Serial) {
    SerialEnds[Here].insert(std::move(Mine));
    return;
  }
  for (const Answers &Theirs : SerialEnds[Here])
    if (compatible(Mine, Theirs))
      return;
  std::string Text = "no serial execution ends like this\n  here:   " + Here;
  unsigned Shown = 0;
  for (bool OnlyCompatible : {true, false}) {
    for (const auto &[End, Ways] : SerialEnds) {
      if (Ways.empty() ||
          (OnlyCompatible &&
           std::none_of(Ways.begin(), Ways.end(), [&](const Answers &Theirs) {
             return compatible(Mine, Theirs);
           })))
        continue;
      if (++Shown <= 4)
        Text +=
            "\n  " + std::string(Shown == 1 ? "serial: " : "or:     ") + End;
    }
    if (Shown)
      break;
  }
  fail(std::move(Text));
}

//===----------------------------------------------------------------------===//
// One schedule
//===----------------------------------------------------------------------===//

inline bool Engine::independent(const Effects &A, const Effects &B) {
  for (const Access &X : A)
    for (const Access &Y : B)
      if (X.Object == Y.Object && (X.Writes || Y.Writes))
        return false;
  return true;
}

/// Those that can go on: first of the instance that ran last, then in the order
/// of the instances.
inline std::vector<Engine::Pending *> Engine::enabled() {
  std::vector<Pending *> Result;
  for (bool Polling : {false, true}) {
    for (Pending &P : Waiting)
      if (!P.Parked && (Polling || !P.How.Polling || StepCount > P.Since) &&
          (!P.How.CanGoOn || P.How.CanGoOn()))
        Result.push_back(&P);
    if (!Result.empty())
      break;
  }
  auto rank = [&](const Pending *P) {
    return std::tuple(Last != P->Owner, P->Owner, P->Token);
  };
  std::sort(
      Result.begin(), Result.end(),
      [&](const Pending *A, const Pending *B) { return rank(A) < rank(B); });
  return Result;
}

inline std::optional<Engine::Candidate>
Engine::pick(const Pass &P, const std::vector<Pending *> &Enabled) {
  const bool CouldGoOn = Last && Enabled.front()->Owner == *Last;
  auto switches = [&](const Pending &Next) {
    return CouldGoOn && Next.Owner != *Last;
  };
  std::size_t Among = 0;
  for (const Pending *Next : Enabled)
    Among += Next->How.Outcomes;
  if (Depth == Stack.size()) {
    Decision D{.IsStep = true};
    D.Among = Among;
    if (P.Reduce && LastStep != None)
      for (const Asleep &A : Stack[LastStep].Sleep)
        if (independent(A.Seen, LastNow))
          D.Sleep.push_back(A);
    for (const Pending *Next : Enabled) {
      if (P.MaxSwitches && Switches + switches(*Next) > *P.MaxSwitches) {
        LeftOut = true;
        continue;
      }
      for (std::size_t I = 0; I < Next->How.Outcomes; ++I) {
        Candidate C{Next->Token, I};
        if (std::none_of(D.Sleep.begin(), D.Sleep.end(),
                         [&](const Asleep &A) { return A.What == C; }))
          D.Candidates.push_back(C);
      }
    }
    if (D.Candidates.empty())
      return std::nullopt;
    Stack.push_back(std::move(D));
  }
  LastStep = Depth;
  Decision &D = Stack[Depth++];
  const Candidate C = D.Candidates[D.At];
  auto Next = std::find_if(Enabled.begin(), Enabled.end(), [&](Pending *E) {
    return E->Token == C.Token && C.Outcome < E->How.Outcomes;
  });
  if (!D.IsStep || D.Among != Among || Next == Enabled.end()) {
    diverge("the same steps led to another choice the second time");
    return std::nullopt;
  }
  Switches += switches(**Next);
  return C;
}

inline void Engine::resume(Pending P) {
  Running = P.Owner;
  InStep = true;
  Recording = true;
  try {
    // That it may go on is something it has seen.
    if (P.How.CanGoOn)
      P.How.CanGoOn();
    P.Handle.resume();
  } catch (...) {
    fail("an exception leaves " + Instances[Running].Name + ": " +
         whatOf(std::current_exception()));
  }
  Recording = false;
  if (What.AfterStep)
    What.AfterStep();
  InStep = false;
  Last = Running;
  ++StepCount;
}

inline void Engine::execute(const Candidate &C) {
  auto It = std::find_if(Waiting.begin(), Waiting.end(),
                         [&](const Pending &P) { return P.Token == C.Token; });
  Pending P = std::move(*It);
  Waiting.erase(It);
  Step S;
  if (Record) {
    S.Instance = Instances[P.Owner].Name;
    S.From = text(P.How.Where);
    if (P.How.Outcomes > 1 && P.How.Label)
      S.Outcome = P.How.Label(C.Outcome);
    Moves.clear();
  }
  if (P.How.Chosen)
    *P.How.Chosen = C.Outcome;
  if (P.How.Outcomes > 1 && What.Serializable)
    Instances[P.Owner].Answers.push_back({P.How.Where.Name, C.Outcome});
  Unusual += C.Outcome != 0;
  Now.clear();

  const bool Compare = Reducing && What.Fingerprint && !What.Tracked;
  Polled = P.How.Polling;
  std::string Old = Compare ? What.Fingerprint() : "";
  resume(std::move(P));
  if (!What.Tracked)
    seen(TheState, !Compare || What.Fingerprint() != Old, Now);
  // Who polls may go on after anybody's step, so the order matters.
  seen(ThePolling, Polled, Now);

  checkAlways();
  if (Record) {
    for (const std::string &Move : Moves)
      S.To += (S.To.empty() ? "" : ", ") + Move;
    if (S.To.empty())
      S.To = "waits elsewhere";
    if (What.Show)
      S.State = What.Show();
    Steps.push_back(std::move(S));
  }
}

inline Engine::Ending Engine::runSteps(const Pass &P) {
  checkAlways();
  if (Record && What.Show)
    Before = What.Show();
  while (!Violation) {
    if (P.Cheapest && Best && Cost(Switches, Unusual, StepCount) >= Best->Price)
      return Ending::CutShort;
    if (StepCount == How.MaxSteps)
      return Ending::TooLong;
    std::vector<Pending *> Enabled = enabled();
    if (Enabled.empty()) {
      checkBlocked();
      if (!Violation)
        checkEnd();
      if (!Violation)
        checkSerial(P);
      break;
    }
    std::optional<Candidate> C = pick(P, Enabled);
    if (Divergence)
      return Ending::Diverged;
    if (!C)
      return Ending::CutShort;
    const std::size_t Own = LastStep;
    execute(*C);
    if (Divergence)
      return Ending::Diverged;
    for (const Access &A : Now)
      seen(A.Object, A.Writes, Stack[Own].Seen);
    LastNow = Now;
  }
  return Violation ? Ending::Violated : Ending::Complete;
}

/// A foreign library may have frames that nobody here knows, so the schedule is
/// run to some end before everything is destroyed.
inline void Engine::runOn() {
  Free = true;
  for (std::size_t I = 0; I < How.MaxSteps; ++I) {
    std::vector<Pending *> Enabled = enabled();
    if (Enabled.empty())
      break;
    Pending P = std::move(*Enabled.front());
    Waiting.erase(Waiting.begin() + (Enabled.front() - Waiting.data()));
    if (P.How.Chosen)
      *P.How.Chosen = 0;
    resume(std::move(P));
  }
  Free = false;
}

inline void Engine::close() {
  Recording = false;
  if (What.AfterStep)
    runOn();
  Closing = true;
  Waiting.clear();
  // Children before those who started them: they may use their locals.
  while (!Adopted.empty()) {
    std::coroutine_handle<> H = Adopted.back();
    Adopted.pop_back();
    H.destroy();
  }
  if (What.End)
    What.End();
  Closing = false;
}

inline Engine::Ending Engine::run(const Pass &P) {
  Instances.clear();
  Waiting.clear();
  OwnerOfHandle.clear();
  Running = NextToken = 0;
  NextObject = First;
  StepCount = Depth = 0;
  LastStep = None;
  Last.reset();
  Switches = Unusual = 0;
  Now.clear();
  LastNow.clear();
  Violation.reset();
  Steps.clear();
  Before.clear();

  struct Current {
    Scheduler *Outer;
    explicit Current(Scheduler *S) : Outer(std::exchange(slot(), S)) {}
    ~Current() { slot() = Outer; }
  } Scope(this);
  Ending E;
  try {
    What.Begin();
    for (Instance &I : Instances)
      I.Reports = true;
    E = runSteps(P);
  } catch (...) {
    close();
    throw;
  }
  close();
  return E;
}

//===----------------------------------------------------------------------===//
// All schedules
//===----------------------------------------------------------------------===//

/// Goes to the next choice that was not made yet, the deepest first.
inline bool Engine::advance(const Pass &P) {
  while (!Stack.empty()) {
    Decision &D = Stack.back();
    if (D.IsStep && P.Reduce)
      D.Sleep.push_back({D.Candidates[D.At], std::move(D.Seen)});
    D.Seen.clear();
    if (++D.At < D.Candidates.size())
      return true;
    Stack.pop_back();
  }
  return false;
}

inline std::vector<Engine::Decision> Engine::path() const {
  std::vector<Decision> Result;
  for (std::size_t I = 0; I < Depth; ++I) {
    Decision D{.IsStep = Stack[I].IsStep};
    D.Candidates = {Stack[I].Candidates[Stack[I].At]};
    D.Among = Stack[I].Among;
    Result.push_back(std::move(D));
  }
  return Result;
}

inline Engine::Searched Engine::search(const Pass &P) {
  Stack.clear();
  Reducing = P.Reduce;
  LeftOut = false;
  // Making a schedule shorter is not worth as much as finding one.
  std::size_t Patience = std::max<std::size_t>(How.MaxSchedules / 10, 1);
  std::size_t TooLong = 0;
  do {
    if (Sum.Schedules + Sum.CutShort >= How.MaxSchedules)
      return Searched::Budget;
    if (P.Cheapest && Best && Patience-- == 0)
      return Searched::Budget;
    Ending E = run(P);
    Sum.Steps += StepCount;
    switch (E) {
    case Ending::Diverged:
      return Searched::Diverged;
    case Ending::Complete:
      ++Sum.Schedules;
      break;
    case Ending::TooLong:
      ++Sum.CutShort;
      if (!Endless)
        Endless = Found{path(), {Switches, Unusual, StepCount}, ""};
      // Below an endless schedule there are only more of them.
      if (++TooLong == 1000)
        return Best ? Searched::Violation : Searched::Endless;
      break;
    case Ending::CutShort:
      ++Sum.CutShort;
      break;
    case Ending::Violated:
      ++Sum.Schedules;
      if (Cost Price{Switches, Unusual, StepCount};
          !Best || Price < Best->Price)
        Best = Found{path(), Price, *Violation};
      if (!P.Cheapest)
        return Searched::Violation;
      break;
    }
  } while (advance(P));
  return Best ? Searched::Violation : Searched::All;
}

/// Runs a schedule once more and writes it down.
inline Result Engine::record(const Found &F, bool Violated) {
  Result R = Sum;
  Stack = F.Path;
  Record = true;
  run({});
  Record = false;
  R.Schedule = std::move(Steps);
  R.Before = Before;
  R.Switches = std::get<0>(F.Price);
  R.Reason = F.Reason;
  if (Violated && (!Violation || *Violation != F.Reason)) {
    R.What = Verdict::NotDeterministic;
    R.Reason = "the schedule that broke '" + F.Reason +
               "' did not break it the second time";
  }
  return R;
}

inline Result Engine::explore() {
  Searched Last = Searched::All;
  bool Complete = false, Shortest = true;
  std::optional<unsigned> Bound;
  for (unsigned N = 0;; ++N) {
    // Serial executions are what others are compared with, so they come first
    // in any case.
    if (N > How.FewSwitchesFirst ||
        (N == 0 && !What.Serializable && How.FewSwitchesFirst == 0))
      break;
    Bound = N;
    Last = search({.MaxSwitches = N, .Cheapest = true, .Serial = N == 0});
    Complete = Last == Searched::All && !LeftOut;
    // More switches may find something although there is no end. But nothing
    // can be compared with serial executions of which some are missing.
    if (Last == Searched::Endless && !What.Serializable)
      Last = Searched::All;
    if (Last != Searched::All || Complete)
      break;
  }
  if (Last == Searched::All && !Complete) {
    Result Few = Sum;
    Last = search({.Reduce = How.Reduce});
    Sum.AllSchedules = Sum.Schedules - Few.Schedules;
    Sum.AllCutShort = Sum.CutShort - Few.CutShort;
    Sum.AllSteps = Sum.Steps - Few.Steps;
    if (Last == Searched::Violation) {
      // Is there one with fewer switches, or fewer surprises?
      unsigned Most = std::get<0>(Best->Price);
      for (unsigned N = Bound ? *Bound + 1 : 0; N <= Most; ++N) {
        Searched Shorter = search({.MaxSwitches = N, .Cheapest = true});
        const bool Enough = std::get<0>(Best->Price) <= N;
        Shortest = Shorter != Searched::Budget || Enough;
        if (!Shortest || Enough)
          break;
      }
    }
  } else if (Last == Searched::Budget && Best) {
    Last = Searched::Violation;
  }

  if (Divergence) {
    Result R = Sum;
    R.What = Verdict::NotDeterministic;
    R.Reason = *Divergence;
    return R;
  }
  if (Best) {
    Result R = record(*Best, true);
    if (R.What != Verdict::NotDeterministic)
      R.What = Verdict::Violated;
    R.Shortest = Shortest;
    return R;
  }
  if (Last != Searched::All || Endless) {
    Result R = Sum;
    if (Endless) {
      R = record(*Endless, false);
      R.Reason = "a schedule goes on after " + std::to_string(How.MaxSteps) +
                 " steps (MaxSteps); its end:";
      const std::size_t Shown = std::min<std::size_t>(R.Schedule.size(), 8);
      R.FirstStep = R.Schedule.size() - Shown + 1;
      R.Schedule.erase(R.Schedule.begin(), R.Schedule.end() - Shown);
      if (R.FirstStep > 1)
        R.Before.clear();
    } else {
      R.Reason = "there are more than " + std::to_string(How.MaxSchedules) +
                 " schedules (MaxSchedules); none that was tried breaks a "
                 "promise";
    }
    R.What = Verdict::BoundReached;
    return R;
  }
  return Sum;
}

} // namespace await_tidy::explorer::detail

#endif
