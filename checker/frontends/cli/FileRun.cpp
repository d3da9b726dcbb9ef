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
#include "base/Encoding.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace await_tidy {

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

template <class A> static void fields(A &Each, Spent &S) {
  auto &[Wall, Processor] = S;
  Each(Wall, Processor);
}

template <class A> static void fields(A &Each, PhaseTimes &T) {
  auto &[Lower, Solve, Rules] = T;
  Each(Lower, Solve, Rules);
}

template <class A> static void fields(A &Each, AnalysisResult &R) {
  auto &[Findings, Unsure, Allowances, LookedAt, Decisions, Notices, EventDump,
         Summaries, Coroutines, Suspensions, Seconds, Times] = R;
  Each(Findings, Unsure, Allowances, LookedAt, Decisions, Notices, EventDump,
       Summaries, Coroutines, Suspensions, Seconds, Times);
}

template <class A> static void fields(A &Each, FileOutcome &O) {
  // Nothing is sent of what was stopped.
  auto &[Analysis, Messages, Errors, IsAnalysed, LacksHeader, IsStopped, Crash,
         Seconds, WallSeconds, Includes] = O;
  Each(Analysis, Messages, Errors, IsAnalysed, LacksHeader, Crash, Seconds,
       WallSeconds, Includes);
}

template <class A> static void fields(A &Each, FileFlags &F) {
  // The jobs are done.
  auto &[Jobs, Origin, Database, Neighbour, Unknown] = F;
  Each(Origin, Database, Neighbour, Unknown);
}

namespace {
/// Goes through the same lists of fields, and stops at places in files.
class SpanFinder {
public:
  explicit SpanFinder(function_ref<std::string(StringRef)> To) : To(To) {}
  template <class... T> void operator()(T &...Fields) { (visit(Fields), ...); }

private:
  template <Plain T> void visit(T &) {}
  void visit(std::string &) {}
  void visit(SourceSpan &S) {
    if (!S.File.empty())
      S.File = To(S.File);
  }
  template <class T> void visit(std::optional<T> &V) {
    if (V)
      visit(*V);
  }
  template <class T>
    requires(!Plain<T>)
  void visit(T &V) {
    if constexpr (requires { V.begin(); }) {
      if constexpr (requires { visit(*V.begin()); })
        for (auto &E : V)
          visit(E);
    } else {
      fields(*this, V);
    }
  }
  function_ref<std::string(StringRef)> To;
};
} // namespace

bool hasFailed(const FileRun &R) {
  return !R.Problem.empty() || any_of(R.Outcomes, [](const FileOutcome &O) {
    return O.Errors || O.Crash || !O.IsAnalysed;
  });
}

void mapPaths(FileRun &R, function_ref<std::string(StringRef)> To) {
  SpanFinder Each(To);
  for (FileOutcome &O : R.Outcomes)
    Each(O);
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
