//===- awaits.h - Suspension points and awaited calls -----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a coroutine under the explorer waits for: suspend(), poll(), until(),
/// and call(), which stands for an operation elsewhere and ends in each of the
/// ways that are listed. They can be awaited in a coroutine of any type.
/// Outside of an exploration none of them suspends, and a call has its first
/// outcome.
///
/// g++ 12.2 compiles a coroutine wrongly, of whatever library, that has an
/// await in a condition and no local variable: `if (!co_await
/// call<bool>(...))`. Name the result: `const bool Sent = co_await ...; if
/// (!Sent)`. Clang is right.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EXPLORER_AWAITS_H
#define AWAIT_TIDY_EXPLORER_AWAITS_H

#include "await_tidy/explorer/describe.h"
#include "await_tidy/explorer/scheduler.h"

#include <coroutine>
#include <exception>
#include <functional>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace await_tidy::explorer {

//===----------------------------------------------------------------------===//
// Suspensions
//===----------------------------------------------------------------------===//

namespace detail {

struct Pause {
  Suspension How;
  bool await_ready() const {
    return !Scheduler::current() || (How.CanGoOn && How.CanGoOn());
  }
  void await_suspend(std::coroutine_handle<> H) {
    Scheduler::current()->suspend(H, std::move(How));
  }
  void await_resume() const noexcept {}
};

} // namespace detail

/// Others can run here.
[[nodiscard]] inline detail::Pause
suspend(std::string Name,
        std::source_location Where = std::source_location::current()) {
  return {{.Where = {std::move(Name), Where}}};
}

/// For `while (!ready) co_await poll("ready");`: goes on after somebody else
/// has made a step. A loop around suspend() would be an endless schedule.
[[nodiscard]] inline detail::Pause
poll(std::string Name,
     std::source_location Where = std::source_location::current()) {
  return {{.Where = {std::move(Name), Where}, .Polling = true}};
}

/// Waits for a condition, and does not suspend where it holds. When the
/// coroutine goes on, it holds.
///
/// \param Condition changes nothing, and lives on what outlives the wait.
[[nodiscard]] inline detail::Pause
until(std::function<bool()> Condition, std::string Name = "until",
      std::source_location Where = std::source_location::current()) {
  return {{.Where = {std::move(Name), Where}, .CanGoOn = std::move(Condition)}};
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// An outcome that throws; it converts to an outcome of any call.
struct Thrown {
  std::exception_ptr Error;
};

/// Throws a std::runtime_error.
inline Thrown thrown(const std::string &Text) {
  return {std::make_exception_ptr(std::runtime_error(Text))};
}
/// Throws a copy of \p Error.
template <class E>
  requires std::is_base_of_v<std::exception, E>
Thrown thrown(E Error) {
  return {std::make_exception_ptr(std::move(Error))};
}

/// One way in which a call can end: a value with a word for it, or an
/// exception.
template <class T> class Outcome {
public:
  Outcome(T Value, std::string Word = "")
      : Value(std::move(Value)), Word(std::move(Word)) {}
  Outcome(Thrown Error, std::string Word = "")
      : Error(std::move(Error.Error)), Word(std::move(Word)) {}
  template <class U>
    requires(std::is_convertible_v<U, T> &&
             !std::is_same_v<std::remove_cvref_t<U>, T> &&
             !std::is_same_v<std::remove_cvref_t<U>, Outcome>)
  Outcome(U &&Value) : Value(T(std::forward<U>(Value))) {}

  std::string text() const {
    if (!Word.empty())
      return Word;
    return Error ? "throws: " + detail::whatOf(Error) : describe(*Value);
  }
  T take() {
    if (Error)
      std::rethrow_exception(Error);
    return std::move(*Value);
  }

private:
  std::optional<T> Value;
  std::exception_ptr Error;
  std::string Word;
};

/// The outcome of a call that returns nothing.
struct Done {};
inline constexpr Done done;

template <> class Outcome<void> {
public:
  Outcome(Done, std::string Word = "done") : Word(std::move(Word)) {}
  Outcome(Thrown Error, std::string Word = "")
      : Error(std::move(Error.Error)), Word(std::move(Word)) {}

  std::string text() const {
    return !Word.empty() || !Error ? Word : "throws: " + detail::whatOf(Error);
  }
  void take() {
    if (Error)
      std::rethrow_exception(Error);
  }

private:
  std::exception_ptr Error;
  std::string Word;
};

/// All ways in which a call can end: a braced list of values, exceptions and
/// Outcomes. No std::initializer_list: g++ 12 cannot have its array in an
/// operand of co_await.
template <class T> class Outcomes {
public:
  template <class... Os>
    requires(sizeof...(Os) > 0 &&
             (std::is_constructible_v<Outcome<T>, Os &&> && ...))
  Outcomes(Os... Ways) {
    All.reserve(sizeof...(Os));
    (All.emplace_back(std::move(Ways)), ...);
  }
  Outcomes(std::vector<Outcome<T>> All) : All(std::move(All)) {}

  std::vector<Outcome<T>> All;
};

/// An awaited call; see call().
template <class T> class [[nodiscard]] Call {
public:
  Call(Point Where, std::vector<Outcome<T>> Outcomes)
      : Where(std::move(Where)), Outcomes(std::move(Outcomes)) {
    if (this->Outcomes.empty())
      throw std::logic_error("a call needs an outcome: " + this->Where.Name);
  }

  bool await_ready() const noexcept { return !Scheduler::current(); }
  void await_suspend(std::coroutine_handle<> H) {
    Suspension S{.Where = std::move(Where)};
    S.Outcomes = Outcomes.size();
    S.Chosen = &Chosen;
    S.Label = [this](std::size_t I) { return Outcomes[I].text(); };
    Scheduler::current()->suspend(H, std::move(S));
  }
  T await_resume() { return Outcomes[Chosen].take(); }

private:
  Point Where;
  std::vector<Outcome<T>> Outcomes;
  std::size_t Chosen = 0;
};

/// An operation elsewhere: a request, a query, a timer. The coroutine is
/// suspended, and goes on with each of the outcomes in turn.
///
///     co_await call<bool>("transfer", {true, false, thrown("no route")})
///
/// The first outcome is the usual one: of two schedules that break the same
/// promise, the one with more usual outcomes is shown.
///
/// What the operation changes in the shared state is not its business: change
/// it before or after, with a suspend() on the other side if the moment
/// matters.
///
/// \throws std::logic_error if there is no outcome.
template <class T>
Call<T> call(std::string Name, Outcomes<T> Ways,
             std::source_location Where = std::source_location::current()) {
  return Call<T>({std::move(Name), Where}, std::move(Ways.All));
}
/// A call that returns nothing and never fails.
inline Call<void>
call(std::string Name,
     std::source_location Where = std::source_location::current()) {
  return call<void>(std::move(Name), {done}, Where);
}

//===----------------------------------------------------------------------===//
// Without a suspension
//===----------------------------------------------------------------------===//

/// A choice that the explorer makes: all of 0 ... \p Count - 1 are tried. 0
/// outside of an exploration.
inline std::size_t choose(std::size_t Count, std::string_view Name) {
  auto *S = Scheduler::current();
  return S ? S->choose(Count, Name) : 0;
}

/// If \p Holds is false, the schedule that leads here breaks a promise.
inline void require(bool Holds, std::string_view What) {
  if (auto *S = Scheduler::current(); S && !Holds)
    S->fail(std::string(What));
}

} // namespace await_tidy::explorer

#endif
