//===- Encoding.h - Values as bytes, and back -------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// For a process of this very program, now or later on this machine. A type is
/// known by its function `fields(Each, Value)`, which calls Each with all of
/// its fields.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_ENCODING_H
#define AWAIT_TIDY_FRONTENDS_CLI_ENCODING_H

#include "llvm/ADT/StringRef.h"
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

namespace await_tidy {

template <class T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T>;

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
  void put(const std::string &V) {
    put(V.size());
    Bytes += V;
  }
  template <class T> void put(const std::vector<T> &V) {
    put(V.size());
    for (const T &E : V)
      put(E);
  }
  void put(const std::set<std::string> &V) {
    put(V.size());
    for (const std::string &E : V)
      put(E);
  }
  void put(const std::optional<std::string> &V) {
    put(V.has_value());
    if (V)
      put(*V);
  }
  template <class T>
    requires(std::is_aggregate_v<T>)
  void put(const T &V) {
    // It is only read.
    fields(*this, const_cast<T &>(V));
  }
};

/// Bytes that are not those of an Encoder do no harm: isComplete() is false.
class Decoder {
public:
  explicit Decoder(llvm::StringRef Bytes) : Bytes(Bytes) {}
  template <class... T> void operator()(T &...Fields) { (get(Fields), ...); }
  /// All were there, and no more.
  bool isComplete() const { return IsFine && Bytes.empty(); }

private:
  template <Plain T> void get(T &V) {
    llvm::StringRef Part = take(sizeof V);
    if (IsFine)
      std::memcpy(&V, Part.data(), sizeof V);
  }
  void get(std::string &V) { V = take(size()).str(); }
  template <class T> void get(std::vector<T> &V) {
    for (size_t N = size(); N && IsFine; --N)
      get(V.emplace_back());
  }
  void get(std::set<std::string> &V) {
    for (size_t N = size(); N && IsFine; --N) {
      std::string E;
      get(E);
      V.insert(std::move(E));
    }
  }
  void get(std::optional<std::string> &V) {
    bool Has = false;
    get(Has);
    if (Has)
      get(V.emplace());
  }
  template <class T>
    requires(std::is_aggregate_v<T>)
  void get(T &V) {
    fields(*this, V);
  }

  size_t size() {
    size_t N = 0;
    get(N);
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
