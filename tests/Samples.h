//===- Samples.h - Small programs for the tests of front-ends ---*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a front-end does with a finding needs few findings. They come from
/// these programs; that every rule finds what it must is the business of
/// test-inputs/.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_SAMPLES_H
#define AWAIT_TIDY_TESTS_SAMPLES_H

#include "Doors.h"

#include <string>

namespace await_tidy::test {

/// One await-check-then-act, at WithdrawAct.
inline const std::string Withdraw = R"(#include "coro.h"

mock::task<bool> transfer(int amount);

class Account {
public:
  mock::task<bool> withdraw(int amount) {
    if (balance < amount)
      co_return false;
    co_await transfer(amount);
    balance -= amount;
    co_return true;
  }
  mock::task<> deposit(int amount) {
    balance += amount;
    co_await transfer(amount);
  }

private:
  int balance = 0;
};
)";
constexpr unsigned WithdrawCheck = 8, WithdrawSuspension = 10, WithdrawAct = 11,
                   DepositAct = 15;
inline const std::string WithdrawLine = "    balance -= amount;\n";

/// One await-snapshot-rollback with a fix-it.
inline const std::string Rollback = R"(#include "coro.h"

mock::task<bool> transfer(int amount);

class Account {
public:
  mock::task<bool> withdraw(int amount) {
    if (balance < amount)
      co_return false;
    int original_balance = balance;
    balance -= amount;
    bool done = co_await transfer(amount);
    if (!done)
      balance = original_balance;
    co_return done;
  }

private:
  int balance = 0;
};
)";
constexpr unsigned RollbackAct = 14;
inline const std::string RollbackLine = "      balance = original_balance;\n";
inline const std::string RollbackFixed = "      balance += amount;\n";

/// Nothing to report, and a suspension.
inline const std::string Clean = R"(#include "coro.h"

int total = 0;

mock::task<int> next();

mock::task<> sum() { total += co_await next(); }
)";

/// await-check-then-act at low confidence only: an idempotent lazy load.
inline const std::string LazyLoad = R"(#include "coro.h"

#include <memory>

struct Config {
  int size = 0;
};

mock::task<std::shared_ptr<Config>> load_config();

std::shared_ptr<Config> config;

mock::task<int> size() {
  if (!config)
    config = co_await load_config();
  co_return config->size;
}
)";
constexpr unsigned LazyLoadAct = 15;

/// \p Text with the first \p Old replaced by \p New.
inline std::string replaced(std::string Text, const std::string &Old,
                            const std::string &New) {
  size_t At = Text.find(Old);
  return At == Text.npos ? "<'" + Old + "' is not in the sample>"
                         : Text.replace(At, Old.size(), New);
}

/// Flags with which the samples compile, wherever they lie.
inline Words sampleFlags() {
  return {"-std=c++20", "-I" + (sourceRoot() / "test-inputs/mock").string()};
}

/// Whether a line of compiler's output says \p Rule about that line of a file.
inline bool reports(const std::string &Text, unsigned Line,
                    const std::string &Rule) {
  for (const Reported &R : parseOutput(Text, "/").Findings)
    if (R.Line == Line && R.Rule == Rule)
      return true;
  return false;
}

inline size_t findingCount(const std::string &Text) {
  return parseOutput(Text, "/").Findings.size();
}

inline bool contains(const std::string &Text, const std::string &Part) {
  return Text.find(Part) != Text.npos;
}

inline bool compiles(const std::string &File, const Words &Flags) {
  return run(concat({{clangPath(), "-fsyntax-only"}, Flags, {File}}))
             .ExitCode == 0;
}

/// The race of Withdraw, repaired.
inline const std::string Repaired = replaced(
    Withdraw, WithdrawLine,
    "    if (balance < amount)\n      co_return false;\n" + WithdrawLine);

} // namespace await_tidy::test

#endif
