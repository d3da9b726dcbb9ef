//===- FileRun.cpp - The outcome of a file between two processes ----------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Both directions go through one list of fields for each type, and each list
/// is taken apart as a whole: a new field does not compile until it is here.
///
//===----------------------------------------------------------------------===//
#include "frontends/cli/FileRun.h"
#include <cstring>
#include <optional>
#include <set>
#include <type_traits>

using namespace llvm;
using namespace await_tidy;

namespace {

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

class Decoder {
public:
  explicit Decoder(StringRef Bytes) : Bytes(Bytes) {}
  template <class... T> void operator()(T &...Fields) { (get(Fields), ...); }
  bool isComplete() const { return IsFine && Bytes.empty(); }

private:
  template <Plain T> void get(T &V) {
    StringRef Part = take(sizeof V);
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
  StringRef take(size_t N) {
    IsFine &= N <= Bytes.size();
    if (!IsFine)
      return {};
    StringRef Part = Bytes.take_front(N);
    Bytes = Bytes.drop_front(N);
    return Part;
  }

  StringRef Bytes;
  bool IsFine = true;
};

} // namespace

namespace await_tidy {

template <class A> static void fields(A &Each, SourceSpan &S) {
  auto &[File, Line, Column, Offset, EndLine, EndColumn, EndOffset, RawBegin,
         RawEnd] = S;
  Each(File, Line, Column, Offset, EndLine, EndColumn, EndOffset, RawBegin,
       RawEnd);
}

template <class A> static void fields(A &Each, Note &N) {
  auto &[Kind, Where, Text, Function, IsSameFunction] = N;
  Each(Kind, Where, Text, Function, IsSameFunction);
}

template <class A> static void fields(A &Each, FixIt &F) {
  auto &[Where, Text] = F;
  Each(Where, Text);
}

template <class A> static void fields(A &Each, Finding &F) {
  auto &[Rule, Sureness, Level, Where, Message, Place, Function, Notes, Fixes,
         StartsTogether] = F;
  Each(Rule, Sureness, Level, Where, Message, Place, Function, Notes, Fixes,
       StartsTogether);
}

template <class A> static void fields(A &Each, Allowance &X) {
  auto &[Where, Function, Rules, Reason, Used] = X;
  Each(Where, Function, Rules, Reason, Used);
}

template <class A> static void fields(A &Each, Decision &D) {
  auto &[Check, Suspension, Act, Function, Place, Rule, Verdict, Reported] = D;
  Each(Check, Suspension, Act, Function, Place, Rule, Verdict, Reported);
}

template <class A> static void fields(A &Each, Notice &N) {
  auto &[Where, Text, LeftOut, About] = N;
  Each(Where, Text, LeftOut, About);
}

template <class A> static void fields(A &Each, AnalysisResult &R) {
  auto &[Findings, Unsure, Allowances, LookedAt, Decisions, Notices, EventDump,
         Coroutines, Suspensions, Seconds] = R;
  Each(Findings, Unsure, Allowances, LookedAt, Decisions, Notices, EventDump,
       Coroutines, Suspensions, Seconds);
}

template <class A> static void fields(A &Each, ParseMessage &M) {
  auto &[Kind, Where, Text] = M;
  Each(Kind, Where, Text);
}

template <class A> static void fields(A &Each, FileOutcome &O) {
  auto &[Analysis, Messages, Errors, IsAnalysed, LacksHeader, Crash, Seconds] =
      O;
  Each(Analysis, Messages, Errors, IsAnalysed, LacksHeader, Crash, Seconds);
}

template <class A> static void fields(A &Each, FileFlags &F) {
  // The jobs are done.
  auto &[Jobs, Origin, Database, Neighbour, Unknown] = F;
  Each(Origin, Database, Neighbour, Unknown);
}

std::string encodeResults(const FileRun &R) {
  Encoder E;
  E(R.Problem, R.Flags, R.Outcomes);
  return std::move(E.Bytes);
}

bool decodeResults(StringRef Bytes, FileRun &R) {
  Decoder D(Bytes);
  R.Flags = FileFlags();
  D(R.Problem, R.Flags, R.Outcomes);
  return D.isComplete();
}

} // namespace await_tidy
