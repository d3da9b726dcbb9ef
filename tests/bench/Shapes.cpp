//===- Shapes.cpp - Functions of any size ---------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Shapes.h"
#include <algorithm>
#include <fmt/format.h>

namespace {
template <class F> std::string repeat(int N, F Line) {
  std::string Out;
  for (int I = 0; I < N; ++I)
    Out += Line(I);
  return Out;
}

/// \p N times \p Open, \p Depth of them inside of each other around one
/// \p Inside.
std::string nest(int N, int Depth, const char *Open, const char *Inside,
                 const char *Close) {
  std::string Out;
  for (; N > 0; N -= Depth) {
    int Here = std::min(N, Depth);
    Out += repeat(Here, [&](int) { return Open; });
    Out += Inside;
    Out += repeat(Here, [&](int) { return Close; });
  }
  return Out;
}

} // namespace

const std::vector<Shape> Shapes = {
    {"returns", "early returns after an await", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (co_await ask(a)) co_return;\n  m0 += a;\n";
       });
     }},
    {"checks", "checks with an await and a change under each", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (m0 > a) { co_await wait(); m0 -= a; }\n";
       });
     }},
    {"refusals", "checks that return, each with an await and a change", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (m0 < a) co_return;\n  co_await wait();\n  m0 -= a;\n";
       });
     }},
    {"copies", "values read before an await and stored after it", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  { auto v = m0; co_await wait(); m0 = v + 1; }\n";
       });
     }},
    {"loops", "loops that check, await and change", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  while (m0 > a) { co_await wait(); m0 -= a; }\n";
       });
     }},
    {"debits", "debits that are given back when the await fails", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (m0 >= a) { m0 -= a; if (!co_await ask(a)) m0 += a; }\n";
       });
     }},
    {"flags", "busy flags that are taken and let go", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (m0) co_return;\n  m0 = 1;\n  co_await wait();\n"
                "  m0 = 0;\n";
       });
     }},
    {"locks", "locks that are held over a read, an await and a write", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  { auto g = co_await lock.scoped_lock(); auto v = m0; "
                "co_await wait(); m0 = v + 1; }\n";
       });
     },
     false, true},
    {"places", "members that are each checked and changed", true,
     [](int N) {
       return repeat(N, [](int I) {
         return fmt::format(
             "  if (m{0} > a) {{ co_await wait(); m{0} -= a; }}\n", I);
       });
     }},
    {"gates", "members that are each tested, with a return, and changed", true,
     [](int N) {
       return repeat(N, [](int I) {
         return fmt::format("  if (m{0} < a) co_return;\n  co_await wait();\n"
                            "  m{0} -= a;\n",
                            I);
       });
     }},
    {"claims", "elements that are each looked for and inserted", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (set.contains(a)) co_return false;\n"
                "  co_await wait();\n  set.insert(a);\n";
       });
     },
     true, true},
    {"waits", "waits, each entered after a test of what is changed then", false,
     [](int N) {
       return repeat(N, [](int) {
         return "  if (m0 > a) co_await wait();\n  m0 -= a;\n";
       });
     }},
    {"wide", "members that are changed around one await", true,
     [](int N) {
       return repeat(N, [](int I) { return fmt::format("  m{} += a;\n", I); }) +
              "  co_await wait();\n" +
              repeat(N, [](int I) { return fmt::format("  m{} -= a;\n", I); });
     }},
    {"relay", "members that are all read before one await, stored after", true,
     [](int N) {
       return repeat(N,
                     [](int I) {
                       return fmt::format("  long v{0} = m{0};\n", I);
                     }) +
              "  co_await wait();\n" + repeat(N, [](int I) {
                return fmt::format("  m{0} = v{0} + 1;\n", I);
              });
     }},
    {"leave", "returns that have nothing to do with what is changed", false,
     [](int N) {
       return "  if (m0 > a) co_await wait();\n" +
              repeat(N, [](int) { return "  if (a) co_return;\n"; }) +
              "  m0 -= a;\n";
     }},
    {"nested", "checks inside of each other, 50 deep", false,
     [](int N) {
       return nest(N, 50, "if (m0 > a) {\n", "co_await wait(); m0 -= a;\n",
                   "}\n");
     }},
    {"lambdas", "lambdas that are awaited, 5 inside of each other", false,
     [](int N) {
       return nest(N, 5, "co_await [&]() -> Task<> {\n",
                   "if (m0 > a) { co_await wait(); m0 -= a; }\n", "}();\n");
     }},
};

const char *const TaskType = R"(#include <coroutine>
#include <exception>

template <class T> struct Result {
  T Value{};
  void return_value(T V) { Value = V; }
};
template <> struct Result<void> {
  void return_void() {}
};

template <class T = void> struct Task {
  struct promise_type : Result<T> {
    Task get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> Handle;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> H) { Caller = H; }
  T await_resume() {
    if constexpr (!__is_void(T))
      return Handle.promise().Value;
  }
  std::coroutine_handle<> Caller{};
};

)";

std::string sourceOf(const Shape &S, int N) {
  const char *Result = S.Answers ? "bool" : "void";
  return (S.UsesLibrary
              ? "#include \"coro.h\"\n#include <set>\nusing namespace "
                "mock;\ntemplate <class T = void> using Task = "
                "task<T>;\n"
              : TaskType) +
         fmt::format("Task<> wait();\nTask<bool> ask(long);\n"
                     "struct C {{\n  Task<{}> run(long a);\n",
                     Result) +
         repeat(S.ManyPlaces ? N : 1,
                [](int I) { return fmt::format("  long m{} = 0;\n", I); }) +
         (S.UsesLibrary ? "  std::set<long> set;\n  mutex lock;\n" : "") +
         fmt::format("}};\nTask<{}> C::run(long a) {{\n", Result) + S.Body(N) +
         (S.Answers ? "  co_return true;\n}\n" : "}\n");
}
