//===- Encoding.h - Plain data as bytes -------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Both directions go through one list of fields for each type:
///
/// \code
///   template <class A> void fields(A &Each, Point &P) {
///     auto &[X, Y] = P;
///     Each(X, Y);
///   }
/// \endcode
///
/// found by the namespace of the type. As it is taken apart as a whole, a new
/// field does not compile until it is in the list. The bytes are for a process
/// of this very program, now or later on this machine: nothing in them tells
/// versions apart. Linear in the size of the data.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_BASE_ENCODING_H
#define AWAIT_TIDY_BASE_ENCODING_H

#include "llvm/ADT/StringRef.h"
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace await_tidy {

template <class T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <class T>
concept Growing = requires(T V) { V.emplace_back(); };
template <class T>
concept Mapping = requires { typename T::mapped_type; };

class Encoder {
public:
  template <class... T> void operator()(const T &...Fields) {
    (put(Fields), ...);
  }
  std::string Bytes;

private:
  template <Plain T> void put(T V) {
    Bytes.append(reinterpret_cast<const char *>(&V), sizeof V);
  }
  void put(llvm::StringRef V) {
    put(V.size());
    Bytes += V;
  }
  void put(const std::string &V) { put(llvm::StringRef(V)); }
  template <class T> void put(const std::optional<T> &V) {
    put(V.has_value());
    if (V)
      put(*V);
  }
  template <class K, class V> void put(const std::pair<K, V> &P) {
    put(P.first);
    put(P.second);
  }
  template <class T>
    requires(!Plain<T>)
  void put(const T &V) {
    if constexpr (requires { V.begin(); }) {
      put(size_t(V.size()));
      for (const auto &E : V)
        if constexpr (Mapping<T>)
          operator()(E.first, E.second);
        else
          put(E);
    } else {
      // It is only read.
      fields(*this, const_cast<T &>(V));
    }
  }
};

/// Bytes that are not those of an Encoder do no harm: isComplete() is false.
class Decoder {
public:
  explicit Decoder(llvm::StringRef Bytes) : Bytes(Bytes) {}
  template <class... T> void operator()(T &...Fields) { (get(Fields), ...); }
  /// True if all was there, and nothing else.
  bool isComplete() const { return IsFine && Bytes.empty(); }

private:
  template <Plain T> void get(T &V) {
    llvm::StringRef Part = take(sizeof V);
    if (IsFine)
      std::memcpy(&V, Part.data(), sizeof V);
  }
  void get(std::string &V) { V = take(size()).str(); }
  /// Valid as long as the bytes are.
  void get(llvm::StringRef &V) { V = take(size()); }
  template <class T> void get(std::optional<T> &V) {
    bool Has = false;
    get(Has);
    if (Has)
      get(V.emplace());
  }
  template <class K, class V> void get(std::pair<K, V> &P) {
    get(P.first);
    get(P.second);
  }
  template <class T>
    requires(!Plain<T>)
  void get(T &V) {
    if constexpr (Growing<T>) {
      for (size_t N = size(); N && IsFine; --N)
        get(V.emplace_back());
    } else if constexpr (Mapping<T>) {
      for (size_t N = size(); N && IsFine; --N) {
        std::pair<typename T::key_type, typename T::mapped_type> E{};
        get(E);
        V.insert(std::move(E));
      }
    } else if constexpr (requires { V.insert(*V.begin()); }) {
      for (size_t N = size(); N && IsFine; --N) {
        std::remove_cvref_t<decltype(*V.begin())> E{};
        get(E);
        V.insert(std::move(E));
      }
    } else {
      fields(*this, V);
    }
  }

  size_t size() {
    size_t N = 0;
    get(N);
    // No element is smaller than a byte: what says more is no archive.
    IsFine &= N <= Bytes.size();
    return IsFine ? N : 0;
  }
  llvm::StringRef take(size_t N) {
    IsFine &= N <= Bytes.size();
    if (!IsFine)
      return {};
    llvm::StringRef Part = Bytes.take_front(N);
    Bytes = Bytes.drop_front(N);
    return Part;
  }

  llvm::StringRef Bytes;
  bool IsFine = true;
};

} // namespace await_tidy

#endif
