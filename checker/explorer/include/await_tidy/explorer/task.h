//===- task.h - A coroutine type, and tasks side by side --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Task<T>, a lazy coroutine; spawn() and whenAll(), which run awaitables of
/// any type as instances of their own. Coroutines under the explorer need not
/// be Tasks.
///
/// A Task is resumed and resumes its awaiter by symmetric transfer, so that
/// loops of awaits do not grow the stack (L. Baker, "C++ Coroutines:
/// Understanding Symmetric Transfer", 2020).
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EXPLORER_TASK_H
#define AWAIT_TIDY_EXPLORER_TASK_H

#include "await_tidy/explorer/describe.h"
#include "await_tidy/explorer/scheduler.h"

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace await_tidy::explorer {

namespace detail {

template <class T> struct TaskResult {
  std::optional<T> Value;
  template <class U> void return_value(U &&V) {
    Value.emplace(std::forward<U>(V));
  }
  T take() { return std::move(*Value); }
};
template <> struct TaskResult<void> {
  void return_void() noexcept {}
  void take() {}
};

//===----------------------------------------------------------------------===//
// What `co_await A` gives
//===----------------------------------------------------------------------===//

template <class A> decltype(auto) awaiterOf(A &&Awaitable) {
  if constexpr (requires { std::forward<A>(Awaitable).operator co_await(); })
    return std::forward<A>(Awaitable).operator co_await();
  else if constexpr (requires {
                       operator co_await(std::forward<A>(Awaitable));
                     })
    return operator co_await(std::forward<A>(Awaitable));
  else
    return std::forward<A>(Awaitable);
}

template <class A>
using AwaitResult =
    std::remove_cvref_t<decltype(awaiterOf(std::declval<A>()).await_resume())>;

} // namespace detail

/// A coroutine that begins when it is awaited, and can be awaited once. It owns
/// its frame: destroying a Task that is suspended destroys its locals.
///
/// \tparam T what it returns, an object type or void. An exception that leaves
/// the body is thrown again where the task is awaited.
template <class T = void> class [[nodiscard]] Task {
  static_assert(!std::is_reference_v<T>, "return a pointer instead");

public:
  struct promise_type : detail::TaskResult<T> {
    std::coroutine_handle<> Continuation;
    std::exception_ptr Error;

    struct Final {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> H) noexcept {
        std::coroutine_handle<> Next = H.promise().Continuation;
        return Next ? Next : std::noop_coroutine();
      }
      void await_resume() const noexcept {}
    };

    Task get_return_object() {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    Final final_suspend() noexcept { return {}; }
    void unhandled_exception() { Error = std::current_exception(); }
  };

  Task(Task &&Other) noexcept : Handle(std::exchange(Other.Handle, {})) {}
  Task &operator=(Task &&Other) noexcept {
    std::swap(Handle, Other.Handle);
    return *this;
  }
  ~Task() {
    if (Handle)
      Handle.destroy();
  }

  /// \throws std::logic_error if it was moved away or awaited before.
  bool await_ready() const {
    if (!Handle || Handle.promise().Continuation || Handle.done())
      throw std::logic_error("a Task is awaited once");
    return false;
  }
  std::coroutine_handle<>
  await_suspend(std::coroutine_handle<> Awaiter) noexcept {
    Handle.promise().Continuation = Awaiter;
    return Handle;
  }
  T await_resume() {
    if (Handle.promise().Error)
      std::rethrow_exception(Handle.promise().Error);
    return Handle.promise().take();
  }

private:
  explicit Task(std::coroutine_handle<promise_type> Handle) : Handle(Handle) {}
  std::coroutine_handle<promise_type> Handle;
};

namespace detail {

/// How an instance ended. Its end is seen by those who join it.
template <class T> struct Ending : Observed {
  using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
  bool Done = false;
  std::optional<Value> Result;
  std::exception_ptr Error;

  bool done() const {
    reads();
    return Done;
  }
  void end() {
    writes();
    Done = true;
  }
  T take() {
    reads();
    if (Error)
      std::rethrow_exception(Error);
    if constexpr (!std::is_void_v<T>)
      return std::move(*Result);
  }
  std::string text() const {
    if (Error)
      return "threw: " + whatOf(Error);
    if constexpr (std::is_void_v<T>)
      return "";
    else
      return describe(*Result);
  }
};

/// An instance. Nobody owns its frame but the scheduler.
struct Runner {
  struct promise_type {
    Scheduler *Owner = Scheduler::current();
    Runner get_return_object() noexcept {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
    ~promise_type() {
      Owner->disown(std::coroutine_handle<promise_type>::from_promise(*this));
    }
  };
  std::coroutine_handle<> Handle;
};

/// \p Make gives the awaitable; it is called in the first step. It is moved
/// into the frame, so that a coroutine lambda keeps its captures.
template <class T, class F>
Runner runAs(F Make, std::shared_ptr<Ending<T>> End) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await Make();
      End->Result.emplace();
    } else {
      End->Result.emplace(co_await Make());
    }
  } catch (...) {
    End->Error = std::current_exception();
  }
  End->end();
  Scheduler::current()->finish(End->text(), End->Error != nullptr);
}

/// Makes an instance of what \p Make gives.
/// \returns its number and its ending.
template <class T, class F>
std::pair<unsigned, std::shared_ptr<Ending<T>>> begin(Scheduler &S, F Make,
                                                      std::string Name) {
  auto End = std::make_shared<Ending<T>>();
  Runner R = runAs<T>(std::move(Make), End);
  S.adopt(R.Handle);
  return {S.start(R.Handle, std::move(Name)), End};
}

} // namespace detail

/// An instance that was spawned. Awaiting it waits for its end and gives what
/// it returned, or throws what it threw; that can be done once. It can be
/// dropped: the instance runs all the same.
template <class T> class JoinHandle {
public:
  explicit JoinHandle(std::shared_ptr<detail::Ending<T>> End)
      : End(std::move(End)) {}

  bool done() const { return End->done(); }

  bool await_ready() const { return done(); }
  void await_suspend(
      std::coroutine_handle<> H,
      std::source_location Where = std::source_location::current()) const {
    Suspension S{.Where = {"join", Where}};
    S.CanGoOn = [End = End] { return End->done(); };
    detail::scheduler().suspend(H, std::move(S));
  }
  T await_resume() const { return End->take(); }

private:
  std::shared_ptr<detail::Ending<T>> End;
};

/// Runs \p Awaitable as an instance of its own, which begins in a step of its
/// own. An exception that leaves it is its result.
///
/// \param Name for schedules; empty: named after the instance that spawns it.
/// \throws std::logic_error outside of an exploration.
template <class A>
JoinHandle<detail::AwaitResult<A>> spawn(A Awaitable, std::string Name = "") {
  using T = detail::AwaitResult<A>;
  auto Make = [Held = std::move(Awaitable)]() mutable -> A && {
    return std::move(Held);
  };
  return JoinHandle<T>(
      detail::begin<T>(detail::scheduler(), std::move(Make), std::move(Name))
          .second);
}

namespace detail {

struct AllDone {
  std::function<bool()> Done;
  bool await_ready() const { return Done(); }
  void await_suspend(std::coroutine_handle<> H) const {
    Suspension S{.Where = {"whenAll", {}}};
    S.CanGoOn = Done;
    scheduler().suspend(H, std::move(S));
  }
  void await_resume() const noexcept {}
};

template <class T> struct NoVoid {
  using Type = T;
};
template <> struct NoVoid<void> {
  using Type = std::monostate;
};

template <class T>
typename NoVoid<T>::Type resultOf(const JoinHandle<T> &Handle) {
  if constexpr (std::is_void_v<T>) {
    Handle.await_resume();
    return {};
  } else {
    return Handle.await_resume();
  }
}

} // namespace detail

/// Runs all side by side, each as an instance, and waits for the last. They
/// begin when the result is awaited. An exception of one is thrown again after
/// all are done; with several, that of the first in the list.
///
/// \returns what they return, as a tuple (std::monostate for void).
template <class... As>
Task<std::tuple<typename detail::NoVoid<detail::AwaitResult<As>>::Type...>>
whenAll(As... Awaitables) {
  std::tuple<JoinHandle<detail::AwaitResult<As>>...> Handles{
      spawn(std::move(Awaitables))...};
  detail::AllDone All{[&Handles] {
    return std::apply([](auto &...H) { return (H.done() && ...); }, Handles);
  }};
  co_await All;
  co_return std::apply(
      [](auto &...H) {
        return std::tuple<
            typename detail::NoVoid<detail::AwaitResult<As>>::Type...>{
            detail::resultOf(H)...};
      },
      Handles);
}

/// The same for a list of one type.
template <class A>
Task<std::vector<typename detail::NoVoid<detail::AwaitResult<A>>::Type>>
whenAll(std::vector<A> Awaitables) {
  std::vector<JoinHandle<detail::AwaitResult<A>>> Handles;
  for (A &Awaitable : Awaitables)
    Handles.push_back(spawn(std::move(Awaitable)));
  detail::AllDone All{[&Handles] {
    for (auto &H : Handles)
      if (!H.done())
        return false;
    return true;
  }};
  co_await All;
  std::vector<typename detail::NoVoid<detail::AwaitResult<A>>::Type> Results;
  for (auto &H : Handles)
    Results.push_back(detail::resultOf(H));
  co_return Results;
}

} // namespace await_tidy::explorer

#endif
