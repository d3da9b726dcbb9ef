//===- truth.h - What the explorer says of a test input ---------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A harness of a test input includes it in a namespace of its own, defines
/// what it only declares, and says how its coroutines are called:
///
///     namespace truth_of::withdraw {
///     #include "test-inputs/await-check-then-act/withdraw.cpp"
///
///     // What the input only declares.
///     mock::task<bool> transfer(std::string, long) {
///       return truth::answer<bool>("transfer", {true, false});
///     }
///     // What is shared, and seen at the end.
///     auto fields(Account &it) { return std::tie(it.iban, it.balance); }
///
///     TRUTH("await-check-then-act/withdraw.cpp") {
///       globals(petty_cash);
///       run("Account::withdraw", [] { return part<Account>().withdraw(any);
///       }); run("buy_stamps", [] { return buy_stamps(any); });
///     }
///     }
///
/// Whether a coroutine should be racy is not said here: the marks of the input
/// say it. Each coroutine runs twice at once, from each of a few beginnings
/// (see Beginning). It is racy if one schedule ends as no serial execution
/// does: other results, or other values of the parts and globals. Who returns
/// at once and has changed nothing was turned away (by a busy flag, for
/// example), and may as well not have been there. A coroutine
/// that is marked as racy and is not seen to be so beside itself runs once more
/// beside a stranger that changes, in one step, all that is shared, and then
/// beside itself where the calls that it makes count as well (the same is
/// printed twice, or fetched twice). The figures count these apart.
///
/// The sources are compiled without access control, to reach private state.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TRUTH_H
#define AWAIT_TIDY_TRUTH_H

// All standard headers of the inputs, so that they are not included again
// inside of a namespace.
#include "standard.h"

#include <await_tidy/explorer.h>

#include "coro.h"

#include <gtest/gtest.h>

namespace truth {

using await_tidy::explorer::call;
using await_tidy::explorer::done;
using await_tidy::explorer::Outcomes;
using await_tidy::explorer::thrown;

//===----------------------------------------------------------------------===//
// Beginnings
//===----------------------------------------------------------------------===//

/// From where two instances of a coroutine start.
struct Beginning {
  const char *Name;
  /// The numbers and containers of all parts and globals have this value, and
  /// an entry each; 0: everything is as the program builds it.
  int Filled;
  /// What `any` is for a parameter that is a number.
  int Number;
  /// The second instance gets other arguments.
  bool Apart;
  /// Locks are waited for even where they are free.
  bool Contended;
};

/// The one that is being explored, and the instance that starts in it.
inline Beginning Now{};
inline int Which = 0;

inline int number() { return Now.Number + (Now.Apart ? Which : 0); }
inline std::string word() { return Now.Apart && Which ? "bob" : "ann"; }

//===----------------------------------------------------------------------===//
// Values of any type: to make one, to fill, to see and to disturb
//===----------------------------------------------------------------------===//

template <class T>
concept HasFields = requires(T &It) { fields(It); };
template <class T>
concept Containing = requires(T &It) {
  It.begin();
  It.end();
  It.clear();
  typename T::value_type;
};
template <class T>
concept Mapping = Containing<T> && requires { typename T::mapped_type; };
template <class T>
concept Pointing = requires(T &It) {
  typename T::element_type;
  *It;
  It.reset();
};
template <class T>
concept Maybe = requires(T &It) {
  It.has_value();
  *It;
  It.reset();
};
template <class T>
concept Pair = requires { std::tuple_size<T>::value; };

/// std::is_copy_assignable, which only looks at the outside of a container.
template <class T> constexpr bool isCopied() {
  if constexpr (Mapping<T>)
    return isCopied<typename T::mapped_type>();
  else if constexpr (Containing<T>)
    return isCopied<typename T::value_type>();
  else
    return std::is_copy_assignable_v<T> && std::is_copy_constructible_v<T>;
}

/// How an object is built; an input whose objects cannot be built as T() has an
/// overload beside its type.
template <class T> struct of {};
template <class T> T *built(of<T>) { return new T(); }
template <class T> T &part();
template <class T> std::shared_ptr<T> shared();
template <class T> void fill(T &It, int With);

template <class T> T some();
template <class T> struct FunctionOf {};
template <class R, class... As> struct FunctionOf<std::function<R(As...)>> {
  using Result = R;
  static std::function<R(As...)> make() {
    return [](As...) -> R {
      if constexpr (!std::is_void_v<R>)
        return some<R>();
    };
  }
};
/// A task that an argument is: it waits once.
template <class T> struct TaskOf {};
template <class T> struct TaskOf<mock::task<T>> {
  using Result = T;
  static mock::task<T> make();
};

/// Some value of type T: what an argument is.
template <class T> T some() {
  if constexpr (std::is_same_v<T, bool>)
    return true;
  else if constexpr (std::is_arithmetic_v<T>)
    return static_cast<T>(number());
  else if constexpr (std::is_same_v<T, std::string>)
    return word();
  else if constexpr (std::is_same_v<T, std::string_view>)
    return Now.Apart && Which ? "bob" : "ann";
  else if constexpr (std::is_same_v<T, const char *>)
    return Now.Apart && Which ? "bob" : "ann";
  else if constexpr (requires { typename FunctionOf<T>::Result; })
    return FunctionOf<T>::make();
  else if constexpr (requires { typename TaskOf<T>::Result; })
    return TaskOf<T>::make();
  else if constexpr (std::is_pointer_v<T>)
    return &part<std::remove_cv_t<std::remove_pointer_t<T>>>();
  else if constexpr (requires {
                       typename T::rep;
                       typename T::period;
                     })
    return T(1);
  else if constexpr (requires { typename T::deleter_type; })
    return std::make_unique<typename T::element_type>();
  else if constexpr (Pointing<T>)
    return shared<std::remove_const_t<typename T::element_type>>();
  else if constexpr (requires(T &It) {
                       It.lock();
                       It.expired();
                     })
    return shared<std::remove_const_t<typename T::element_type>>();
  else if constexpr (Mapping<T>) {
    T It;
    It.emplace(some<typename T::key_type>(), some<typename T::mapped_type>());
    return It;
  } else if constexpr (Containing<T>) {
    T It;
    It.insert(It.end(), some<typename T::value_type>());
    return It;
  } else if constexpr (Maybe<T>)
    return T(some<typename T::value_type>());
  else if constexpr (std::is_default_constructible_v<T>) {
    T It{};
    fill(It, number());
    return It;
  } else
    return std::move(*std::unique_ptr<T>(built(of<T>())));
}

/// An argument of whatever type the parameter has.
struct Any {
  template <class T> operator T() const { return some<T>(); }
};
inline constexpr Any any;

/// Numbers become \p With, containers get an entry.
template <class T> void fill(T &It, int With) {
  if constexpr (std::is_same_v<T, bool> || std::is_const_v<T>)
    return;
  else if constexpr (std::is_arithmetic_v<T>)
    It = static_cast<T>(With);
  else if constexpr (std::is_array_v<T>)
    for (auto &One : It)
      fill(One, With);
  else if constexpr (requires {
                       typename T::rep;
                       typename T::period;
                     })
    It = T(With);
  else if constexpr (std::is_same_v<T, std::string>)
    return;
  else if constexpr (requires { typename T::key_type; } && !Mapping<T>)
    return; // a set says who is inside, and nobody is
  else if constexpr (Mapping<T>) {
    if constexpr (std::is_default_constructible_v<typename T::mapped_type>)
      fill(It[some<typename T::key_type>()], With);
  } else if constexpr (Containing<T>) {
    using Value = typename T::value_type;
    if constexpr (std::is_arithmetic_v<Value> ||
                  std::is_same_v<Value, std::string>)
      It.insert(It.end(), some<Value>());
    else if constexpr (std::is_default_constructible_v<Value> &&
                       std::is_move_constructible_v<Value>) {
      Value One{};
      fill(One, With);
      It.insert(It.end(), std::move(One));
    }
  } else if constexpr (Maybe<T>) {
    if constexpr (std::is_default_constructible_v<typename T::value_type>)
      fill(It ? *It : It.emplace(), With);
  } else if constexpr (HasFields<T>) {
    std::apply([&](auto &...Part) { (fill(Part, With), ...); }, fields(It));
  }
}

/// Functions are told apart by the order in which they were first seen.
inline std::string seeFunction(void (*Address)()) {
  static std::vector<void (*)()> Known;
  if (!Address)
    return "null";
  auto At = std::find(Known.begin(), Known.end(), Address);
  if (At == Known.end())
    At = Known.insert(At, Address);
  return "function " + std::to_string(At - Known.begin() + 1);
}

/// The text of a value, of all that is in it. Addresses do not count.
template <class T> std::string see(T &It, int Depth = 5) {
  using U = std::remove_const_t<T>;
  if (!Depth)
    return "...";
  auto list = [&](auto &Of, bool Sorted) {
    std::vector<std::string> Texts;
    for (auto &&One : Of)
      Texts.push_back(see(One, Depth - 1));
    if (Sorted)
      std::sort(Texts.begin(), Texts.end());
    std::string All = "[";
    for (auto &Text : Texts)
      All += (All.size() > 1 ? ", " : "") + Text;
    return All + "]";
  };
  auto tuple = [&](auto &&Of) {
    std::string All = "(";
    std::apply(
        [&](auto &...Part) {
          ((All += (All.size() > 1 ? ", " : "") + see(Part, Depth - 1)), ...);
        },
        Of);
    return All + ")";
  };
  if constexpr (std::is_pointer_v<U> &&
                std::is_function_v<std::remove_pointer_t<U>>)
    return seeFunction(reinterpret_cast<void (*)()>(It));
  else if constexpr (std::is_pointer_v<U> || std::is_member_pointer_v<U>)
    return It ? "pointer" : "null";
  else if constexpr (std::is_arithmetic_v<U> || std::is_enum_v<U> ||
                     std::is_convertible_v<const U &, std::string_view>)
    return await_tidy::explorer::describe<U>(It);
  else if constexpr (HasFields<U>)
    return tuple(fields(const_cast<U &>(It)));
  else if constexpr (requires {
                       typename U::rep;
                       typename U::period;
                     })
    return std::to_string(It.count());
  else if constexpr (Pointing<U>)
    return It ? "-> " + see(*It, Depth - 1) : "null";
  else if constexpr (Maybe<U>)
    return It.has_value() ? see(*It, Depth - 1) : "nothing";
  else if constexpr (requires { typename U::hasher; })
    return list(It, true);
  else if constexpr (Containing<U> || std::is_array_v<U>)
    return list(It, false);
  else if constexpr (Pair<U>)
    return tuple(It);
  else
    return await_tidy::explorer::describe<U>(It);
}

/// What a stranger does: everything is emptied (\p How 0) or becomes more (1).
template <class T> void disturb(T &It, int How, int Depth = 5) {
  if constexpr (std::is_const_v<T>)
    return;
  else if constexpr (std::is_same_v<T, bool>)
    It = !It;
  else if constexpr (std::is_arithmetic_v<T>)
    It = How ? static_cast<T>(It + 7) : T{};
  else if constexpr (std::is_array_v<T>)
    for (auto &One : It)
      disturb(One, How, Depth - 1);
  else if constexpr (std::is_enum_v<T>)
    It = static_cast<T>(static_cast<int>(It) ? 0 : 1);
  else if constexpr (std::is_same_v<T, std::string>)
    It = How ? It + "!" : std::string();
  else if constexpr (HasFields<T>) {
    std::apply([&](auto &...Part) { (disturb(Part, How, Depth - 1), ...); },
               fields(It));
  } else if constexpr (Pointing<T>) {
    if (It && How && Depth)
      disturb(*It, How, Depth - 1);
    else
      It.reset();
  } else if constexpr (Maybe<T>) {
    if (It && How)
      disturb(*It, How, Depth - 1);
    else
      It.reset();
  } else if constexpr (Mapping<T>) {
    if (!How)
      It.clear();
    else
      for (auto &Entry : It)
        disturb(Entry.second, How, Depth - 1);
  } else if constexpr (Containing<T>) {
    if (!How)
      It.clear();
    else if constexpr (requires { It.push_back(typename T::value_type{}); })
      It.push_back(typename T::value_type{});
  }
}

//===----------------------------------------------------------------------===//
// What is shared
//===----------------------------------------------------------------------===//

/// An object of a schedule, or a global.
struct Shared {
  std::string Name;
  std::shared_ptr<void> Object;
  std::function<std::string()> See;
  std::function<void(int)> Disturb;
};

/// The objects of the schedule that runs, by their type.
struct Parts {
  std::map<std::string, Shared> All;
  std::multiset<std::string> Calls; ///< that have ended
  ~Parts();
};
inline Parts *Current = nullptr;

/// The object of type T that everybody in a schedule shares.
/// What has been asked for so far by the coroutine that is judged, which is
/// then there from the beginning of each schedule.
inline std::set<void (*)()> Makers;

template <class T> std::shared_ptr<T> shared() {
  if (!Current) // a value that is only filled
    return std::shared_ptr<T>(built(of<T>()));
  auto Known = Current->All.find(typeid(T).name());
  if (Known == Current->All.end()) {
    // The same beginning for whoever comes first.
    const int Who = std::exchange(Which, 0);
    std::shared_ptr<T> Object(built(of<T>()));
    if (Now.Filled)
      fill(*Object, Now.Filled);
    Which = Who;
    Makers.insert(+[] { shared<T>(); });
    Shared S;
    S.Name = typeid(T).name();
    S.Object = Object;
    S.See = [It = Object.get()] { return see(*It); };
    S.Disturb = [It = Object.get()](int How) { disturb(*It, How); };
    Known = Current->All.emplace(S.Name, std::move(S)).first;
  }
  return std::static_pointer_cast<T>(Known->second.Object);
}
template <class T> T &part() { return *shared<T>(); }

//===----------------------------------------------------------------------===//
// Coroutines
//===----------------------------------------------------------------------===//

/// How a call can end, as far as its type tells: done or not, with one value or
/// another, with something or nothing.
template <class T> Outcomes<T> outcomes() {
  // The same for everybody, whoever began last.
  struct Reset {
    const int Who = std::exchange(Which, 0);
    ~Reset() { Which = Who; }
  } const Same;
  if constexpr (std::is_same_v<T, bool>)
    return {true, false};
  else if constexpr (std::is_arithmetic_v<T>)
    return {static_cast<T>(50), static_cast<T>(70)};
  else if constexpr (std::is_same_v<T, std::string>)
    return {std::string("some"), std::string("other")};
  else if constexpr (Maybe<T>)
    return {some<T>(), T()};
  else if constexpr (Pointing<T> && std::is_copy_constructible_v<T>)
    return {T(new std::remove_const_t<typename T::element_type>()), T()};
  else if constexpr (HasFields<T> && isCopied<T>()) {
    T One = some<T>(), Other = One;
    fill(One, 50);
    fill(Other, 70);
    return {One, Other};
  } else
    return {some<T>()};
}

/// All calls have their first outcome only; see steady().
inline bool Steady = false;

/// Ends in each of the ways that are listed.
template <class T>
mock::task<T>
answer(std::string Name, Outcomes<T> Ways = outcomes<T>(),
       std::source_location Where = std::source_location::current()) {
  if (Steady)
    Ways.All.erase(Ways.All.begin() + 1, Ways.All.end());
  ++mock::detail::waits;
  auto Value = co_await call<T>(Name, std::move(Ways), Where);
  Current->Calls.insert(Name);
  co_return Value;
}
inline mock::task<>
answer(std::string Name, Outcomes<void> Ways,
       std::source_location Where = std::source_location::current()) {
  ++mock::detail::waits;
  co_await call<void>(Name, std::move(Ways), Where);
  Current->Calls.insert(Name);
}
/// The same, or throws \p Error.
template <class T = void, class E = std::runtime_error>
mock::task<T>
fallible(std::string Name, E Error = E("failed"),
         std::source_location Where = std::source_location::current()) {
  if constexpr (std::is_void_v<T>) {
    return answer(Name, {done, thrown(std::move(Error))}, Where);
  } else {
    auto Ways = outcomes<T>();
    Ways.All.emplace_back(thrown(std::move(Error)));
    return answer<T>(Name, std::move(Ways), Where);
  }
}
inline mock::task<>
answer(std::string Name,
       std::source_location Where = std::source_location::current()) {
  ++mock::detail::waits;
  co_await call(Name, Where);
  Current->Calls.insert(Name);
}

template <class T> mock::task<T> TaskOf<mock::task<T>>::make() {
  if constexpr (std::is_void_v<T>)
    return answer("task");
  else
    return answer<T>("task");
}

template <class F> struct Parameters : Parameters<decltype(&F::operator())> {};
template <class C, class R, class A, class... As>
struct Parameters<R (C::*)(A, As...)> {
  using First = std::remove_cvref_t<A>;
  static void give(auto &Handler, First Value) {
    Handler(std::move(Value), some<std::remove_cvref_t<As>>()...);
  }
};
template <class C, class R, class A, class... As>
struct Parameters<R (C::*)(A, As...) const> : Parameters<R (C::*)(A, As...)> {};
template <class C, class R> struct Parameters<R (C::*)()> {
  using First = void;
};
template <class C, class R>
struct Parameters<R (C::*)() const> : Parameters<R (C::*)()> {};

/// What is still to come of the coroutine or function that was called last.
inline std::vector<mock::task<>> Pending;

/// A call whose end is told to a function, in a step of its own.
template <class Handler> void later(std::string Name, Handler Tell) {
  ++mock::detail::waits;
  Pending.push_back([](std::string Name, Handler Tell) -> mock::task<> {
    using First = typename Parameters<Handler>::First;
    if constexpr (std::is_void_v<First>) {
      co_await answer(Name);
      Tell();
    } else {
      First Value = co_await answer<First>(Name);
      Parameters<Handler>::give(Tell, std::move(Value));
    }
  }(std::move(Name), std::move(Tell)));
}

using Body = std::function<mock::task<std::string>()>;

template <class T>
concept Awaitable = requires(T &&It) {
  await_tidy::explorer::detail::awaiterOf(std::forward<T>(It)).await_resume();
};

/// Runs what a harness gives, of whatever type, and tells what it returned.
template <class F> mock::task<std::string> told(F Start) {
  using R = decltype(Start());
  if constexpr (std::is_void_v<R>) {
    Start();
    auto Rest = std::exchange(Pending, {});
    for (auto &One : Rest)
      co_await One;
  } else if constexpr (Awaitable<R>) {
    using V =
        decltype(await_tidy::explorer::detail::awaiterOf(std::declval<R>())
                     .await_resume());
    if constexpr (std::is_void_v<V>) {
      co_await Start();
    } else {
      auto &&Value = co_await Start();
      co_return see(Value);
    }
  } else if constexpr (requires(R &Values) { Values.next(); }) {
    // A generator: what it gives, as far as anybody wants to know.
    auto Values = Start();
    std::string All;
    for (int I = 0; I < 3; ++I) {
      auto Value = co_await Values.next();
      if (!Value)
        break;
      All += see(*Value) + " ";
    }
    co_return All;
  } else if constexpr (!std::is_same_v<R, mock::detached>) {
    auto &&Value = Start();
    co_return see(Value);
  } else {
    Start();
  }
  co_return "";
}

/// What it returns does not matter: say why.
template <class F> auto unheard(F Start) {
  return [Start]() -> mock::task<> { co_await Start(); };
}

/// Calls answer the same each time. For loops that ask again: in a serial
/// execution nobody asks twice, so there is none with the second answer.
template <class F> auto steady(F Start) {
  return [Start] {
    Steady = true;
    return Start();
  };
}

enum class Marked;

/// Judges the coroutines of one input.
class Input {
public:
  explicit Input(std::string File);

  /// Judges a coroutine by its marks.
  /// \param Name of a function, `Class::function` for a member; a second
  /// function of that name has "#2" behind it.
  template <class F> void run(const std::string &Name, F Start) {
    judge(Name, [Start] { return told(Start); }, Body());
  }
  /// Beside \p Other instead of beside itself: who waits for somebody else.
  template <class F, class G>
  void run(const std::string &Name, F Start, G Other) {
    judge(
        Name, [Start] { return told(Start); }, [Other] { return told(Other); });
  }

  /// Not run, and why.
  void skip(const std::string &Name, const std::string &Why);

  /// From now on only what the program builds is a beginning: values that come
  /// from nowhere would break what its objects rely on.
  void as_built() { OnlyBuilt = true; }

  /// Globals begin each schedule with their values of now.
  template <class... Ts> void globals(Ts &...Values) { (global(Values), ...); }

private:
  struct Global {
    std::function<void()> Restore;
    Shared Value;
  };
  template <class T> void global(T &Value) {
    Global G;
    if constexpr (isCopied<T>())
      G.Restore = [&Value, Before = Value] {
        Value = Before;
        if (Now.Filled)
          fill(Value, Now.Filled);
      };
    else
      G.Restore = [&Value] {
        std::destroy_at(&Value);
        std::construct_at(&Value);
        if (Now.Filled)
          fill(Value, Now.Filled);
      };
    G.Value.See = [&Value] { return see(Value); };
    G.Value.Disturb = [&Value](int How) { disturb(Value, How); };
    Globals.push_back(std::move(G));
  }
  enum class Second { Other, Clears, Adds, ClearsFirst, AddsFirst, Nobody };
  struct Verdict {
    std::string What, From, Details;
    std::optional<std::size_t> Beginning; ///< in which it broke down
  };
  Verdict verdict(Marked M, const Body &Run, const Body &Other,
                  const std::set<std::size_t> &Broken);
  Verdict verdictElsewhere(Marked M, const Body &Run, const Body &Other,
                           const std::set<std::size_t> &Broken);
  void judge(const std::string &Name, Body Run, Body Other);
  await_tidy::explorer::Result explore(const Beginning &From, const Body &Run,
                                       const Body &Other, Second Is,
                                       bool CallsCount);

  std::string File;
  std::vector<Global> Globals;
  bool OnlyBuilt = false;
};

/// The input that runs; for the functions below.
inline Input *Judging = nullptr;
template <class... Fs> void run(const std::string &Name, Fs... Start) {
  Judging->run(Name, std::move(Start)...);
}
inline void skip(const std::string &Name, const std::string &Why) {
  Judging->skip(Name, Why);
}
inline void as_built() { Judging->as_built(); }
template <class... Ts> void globals(Ts &...Values) {
  Judging->globals(Values...);
}

/// Registers a test of GoogleTest, named after the input.
struct Registered {
  Registered(const char *File, void (*Run)());
};

} // namespace truth

using truth::any;
using truth::part;
using truth::shared;
using truth::steady;
using truth::unheard;

#define TRUTH(file)                                                            \
  static void runs();                                                          \
  static truth::Registered registered(file, runs);                             \
  using truth::as_built, truth::globals, truth::run, truth::skip;              \
  static void runs()

#endif
