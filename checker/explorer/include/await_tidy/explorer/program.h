//===- program.h - What is explored -----------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Program<State>: shared state, the coroutines over it, and what they promise.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EXPLORER_PROGRAM_H
#define AWAIT_TIDY_EXPLORER_PROGRAM_H

#include "await_tidy/explorer/describe.h"
#include "await_tidy/explorer/engine.h"
#include "await_tidy/explorer/result.h"
#include "await_tidy/explorer/task.h"

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace await_tidy::explorer {

/// How coroutines that have an event loop of their own are run: instead of
/// running it, the explorer takes over what it has queued.
struct Loop {
  /// Gives the scheduler, by Scheduler::wake, what has become ready since the
  /// last call, and forgets it. Called after each step.
  std::function<void(Scheduler &)> HandOver;
  /// Brings the loop back to its beginning. Called at the end of each schedule.
  std::function<void()> Reset = {};
};

/// Shared state, instances of coroutines over it, and promises.
///
///     Result R = Program<Account>()
///       .instance("withdraw #1", [](Account &A) { return withdraw(A, 100); })
///       .instance("withdraw #2", [](Account &A) { return withdraw(A, 100); })
///       .always("the balance is never negative",
///               [](const Account &A) { return A.Balance >= 0; })
///       .explore();
///
/// The functions of a program are called again for each schedule, and must do
/// the same each time: no clocks, no random numbers, no threads. Instances have
/// different names. Globals that
/// the coroutines use must be set anew by the factory of the state. What the
/// functions throw is passed on to the caller of explore(), apart from
/// instances and promises.
///
/// These are promises of every program: no instance waits for ever (deadlock),
/// and require() holds.
template <class State = std::monostate> class Program {
public:
  Program() {
    if constexpr (std::is_default_constructible_v<State>)
      Make = [] { return std::make_shared<State>(); };
  }

  /// \p Make gives the state, as a State, or a smart pointer to one. Without
  /// this it is State(), if there is such a thing.
  template <class F> Program &state(F Make) {
    using Given = std::invoke_result_t<F &>;
    this->Make = [Make = std::move(Make)]() mutable {
      if constexpr (std::is_same_v<Given, State>)
        return std::shared_ptr<State>(new State(Make()));
      else
        return std::shared_ptr<State>(Make());
    };
    return *this;
  }

  /// \p Body is called with a State& and gives an awaitable of any type, which
  /// is awaited. Its result is what the instance returns; an exception that
  /// leaves it is a result as well (see noExceptions).
  template <class F> Program &instance(std::string Name, F Body) {
    Starts.push_back([Name = std::move(Name),
                      Body = std::move(Body)](Scheduler &S, State &Shared) {
      using A = std::invoke_result_t<const F &, State &>;
      detail::begin<detail::AwaitResult<A>>(
          S, [&Shared, &Body] { return std::invoke(Body, Shared); }, Name);
    });
    InBackground.push_back(false);
    return *this;
  }

  /// The same, but it may still be waiting when all others are done.
  template <class F> Program &background(std::string Name, F Body) {
    instance(std::move(Name), std::move(Body));
    InBackground.back() = true;
    return *this;
  }

  /// \p Holds is true of the state before the first step and after each.
  template <class F> Program &always(std::string Name, F Holds) {
    AlwaysTrue.push_back({std::move(Name), check(std::move(Holds))});
    return *this;
  }

  /// \p Holds is true of the state when all instances are done.
  template <class F> Program &atEnd(std::string Name, F Holds) {
    TrueAtEnd.push_back({std::move(Name), check(std::move(Holds))});
    return *this;
  }

  /// No exception leaves an instance.
  Program &noExceptions() {
    NoExceptions = true;
    return *this;
  }

  /// Every schedule ends as some serial execution does: one instance after the
  /// other, in some order, switching only where one is done or blocked. "Ends
  /// as" means that every instance returns the same, compared by describe(),
  /// and \p Observe says the same of the state. A serial execution in which a
  /// call has another outcome than here does not count; calls that only one of
  /// the two makes may have any.
  ///
  /// This is what "no race" means where nobody has written down an invariant.
  /// An instance that sees a change which is taken back later is more than
  /// serial executions allow, if it tells: let instances return only what
  /// matters.
  template <class F> Program &serializable(F Observe) {
    this->Observe = text(std::move(Observe));
    return serializable();
  }
  /// The same, by the results alone.
  Program &serializable() {
    Serializable = true;
    return *this;
  }

  /// What a schedule shows of the state: a string, or anything that describe()
  /// knows.
  template <class F> Program &show(F Show) {
    this->Show = text(std::move(Show));
    return *this;
  }

  /// All that the coroutines share is in Shared<T> objects and in what sync.h
  /// has. The reduction then goes by the accesses to them.
  Program &tracked() {
    Tracked = true;
    return *this;
  }

  /// \p Of gives all that the coroutines share, as a string or anything that
  /// describe() knows: two states with the same text are the same to every
  /// coroutine. The reduction then goes by which steps change it. What sync.h
  /// has need not be in it, and with tracked() this is not used.
  template <class F> Program &fingerprint(F Of) {
    Fingerprint = text(std::move(Of));
    return *this;
  }

  /// The coroutines are queued by an event loop.
  ///
  /// Frames that such a library leaves to themselves (detached coroutines) are
  /// only destroyed if they come to their end or Scheduler::adopt was called.
  Program &loop(Loop L) {
    TheLoop = std::move(L);
    return *this;
  }

  /// Runs the schedules. The program can be explored again.
  ///
  /// \throws std::bad_function_call if nothing says how the state is made.
  Result explore(const Options &How = {}) const {
    std::shared_ptr<State> Current;
    detail::Subject S;
    detail::Engine E(S, How);
    auto bind = [&](const auto &F) {
      return [&F, &Current] { return F(*Current); };
    };
    S.Begin = [&] {
      Current = Make();
      for (std::size_t I = 0; I < Starts.size(); ++I) {
        E.inBackground(InBackground[I]);
        Starts[I](E, *Current);
      }
    };
    S.End = [&] {
      Current.reset();
      if (TheLoop.Reset)
        TheLoop.Reset();
    };
    if (TheLoop.HandOver)
      S.AfterStep = [&] { TheLoop.HandOver(E); };
    for (const auto &[Name, Holds] : AlwaysTrue)
      S.Always.push_back({Name, bind(Holds)});
    for (const auto &[Name, Holds] : TrueAtEnd)
      S.AtEnd.push_back({Name, bind(Holds)});
    if (Show)
      S.Show = bind(Show);
    if (Fingerprint)
      S.Fingerprint = bind(Fingerprint);
    if (Observe)
      S.Observe = bind(Observe);
    S.Serializable = Serializable;
    S.NoExceptions = NoExceptions;
    S.Tracked = Tracked;
    return E.explore();
  }

private:
  using Check = std::function<bool(const State &)>;
  using Text = std::function<std::string(const State &)>;

  template <class F> static Check check(F Holds) {
    return [Holds = std::move(Holds)](const State &S) -> bool {
      return std::invoke(Holds, S);
    };
  }
  template <class F> static Text text(F Of) {
    return [Of = std::move(Of)](const State &S) -> std::string {
      if constexpr (std::is_convertible_v<
                        std::invoke_result_t<const F &, const State &>,
                        std::string>)
        return std::invoke(Of, S);
      else
        return describe(std::invoke(Of, S));
    };
  }

  std::function<std::shared_ptr<State>()> Make;
  std::vector<std::function<void(Scheduler &, State &)>> Starts;
  std::vector<bool> InBackground;
  std::vector<std::pair<std::string, Check>> AlwaysTrue, TrueAtEnd;
  Text Show, Fingerprint, Observe;
  Loop TheLoop;
  bool Serializable = false, NoExceptions = false, Tracked = false;
};

} // namespace await_tidy::explorer

#endif
