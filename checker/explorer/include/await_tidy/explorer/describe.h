//===- describe.h - Values in a schedule ------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// describe(x): the text of a value. Schedules show it, and results and
/// observations are compared by it, so different values should have different
/// texts: floating-point numbers are written with all their digits, strings in
/// quotes.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EXPLORER_DESCRIBE_H
#define AWAIT_TIDY_EXPLORER_DESCRIBE_H

#include <concepts>
#include <cstdio>
#include <exception>
#include <optional>
#include <ostream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace await_tidy::explorer {

template <class T> std::string describe(const T &Value);

namespace detail {

template <class T>
concept Streamable = requires(std::ostream &OS, const T &V) { OS << V; };
template <class T>
concept Range = requires(const T &V) {
  V.begin();
  V.end();
};
template <class T>
concept TupleLike = requires { std::tuple_size<T>::value; };
template <class T>
concept PointerLike = std::is_pointer_v<T> || requires(const T &V) {
  typename T::element_type;
  { V.get() } -> std::convertible_to<const void *>;
};

template <class T> struct IsOptional : std::false_type {};
template <class T> struct IsOptional<std::optional<T>> : std::true_type {};
template <class T> struct IsVariant : std::false_type {};
template <class... Ts>
struct IsVariant<std::variant<Ts...>> : std::true_type {};

inline std::string inQuotes(std::string_view Text) {
  std::string Result = "\"";
  for (char C : Text) {
    if (C == '"' || C == '\\')
      Result += '\\';
    if (C == '\n')
      Result += "\\n";
    else
      Result += C;
  }
  return Result + "\"";
}

/// What an exception says of itself.
inline std::string whatOf(const std::exception_ptr &Error) {
  if (!Error)
    return "nothing";
  try {
    std::rethrow_exception(Error);
  } catch (const std::exception &E) {
    return E.what();
  } catch (const std::string &Text) {
    return Text;
  } catch (const char *Text) {
    return Text;
  } catch (...) {
    return "something that is no std::exception";
  }
}

} // namespace detail

/// The text of \p Value: truth values, numbers, enumerators (as numbers),
/// strings, pointers (null or not; an address is different in each run),
/// optionals, variants, pairs, tuples, ranges, arrays, and whatever has an
/// operator<<. Everything else is "?".
template <class T> std::string describe(const T &Value) {
  using namespace detail;
  if constexpr (std::is_same_v<T, bool>) {
    return Value ? "true" : "false";
  } else if constexpr (std::is_same_v<T, char>) {
    return inQuotes(std::string_view(&Value, 1));
  } else if constexpr (std::is_integral_v<T>) {
    return std::to_string(Value);
  } else if constexpr (std::is_floating_point_v<T>) {
    char Text[64];
    std::snprintf(Text, sizeof Text, "%.17Lg", static_cast<long double>(Value));
    return Text;
  } else if constexpr (std::is_enum_v<T>) {
    return std::to_string(static_cast<long long>(Value));
  } else if constexpr (std::is_convertible_v<const T &, std::string_view>) {
    return inQuotes(Value);
  } else if constexpr (std::is_same_v<T, std::monostate>) {
    return "nothing";
  } else if constexpr (std::is_same_v<T, std::exception_ptr>) {
    return whatOf(Value);
  } else if constexpr (IsOptional<T>::value) {
    return Value ? explorer::describe(*Value) : "nothing";
  } else if constexpr (IsVariant<T>::value) {
    if (Value.valueless_by_exception())
      return "nothing";
    return std::to_string(Value.index()) + ": " +
           std::visit([](const auto &V) { return explorer::describe(V); },
                      Value);
  } else if constexpr (PointerLike<T>) {
    return Value ? "not null" : "null";
  } else if constexpr (std::is_array_v<T>) {
    return explorer::describe(std::span(Value));
  } else if constexpr (Range<T>) {
    std::string Result = "[";
    for (const auto &Element : Value) {
      // The elements of std::vector<bool> are no bool.
      using E = typename T::value_type;
      Result += Result.size() > 1 ? ", " : "";
      Result += explorer::describe<E>(Element);
    }
    return Result + "]";
  } else if constexpr (TupleLike<T>) {
    std::string Result = "(";
    std::apply(
        [&](const auto &...Part) {
          ((Result +=
            (Result.size() > 1 ? ", " : "") + explorer::describe(Part)),
           ...);
        },
        Value);
    return Result + ")";
  } else if constexpr (Streamable<T>) {
    std::ostringstream OS;
    OS << Value;
    return OS.str();
  } else {
    return "?";
  }
}

} // namespace await_tidy::explorer

#endif
