//===- services.h - What generated programs await ---------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// All that a generated program includes: the operations elsewhere that its
/// coroutines await. The analyzer sees their declarations only, as it does in
/// most programs; runtime.cpp has the bodies, which suspend under the explorer
/// and end in each of the ways that are named here.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_FUZZ_PROGRAMS_SERVICES_H
#define AWAIT_TIDY_TESTS_FUZZ_PROGRAMS_SERVICES_H

#include <await_tidy/explorer.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace explorer = await_tidy::explorer;
using explorer::Task;

/// What save(), send() and upload() throw.
struct ServiceError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// True or false.
Task<bool> transfer(long amount = 0);
Task<bool> confirm(long amount = 0);
Task<bool> authorize(long amount = 0);

// May throw.
Task<void> save(long amount = 0);
Task<void> send(long amount = 0);
Task<void> upload(long amount = 0);

// Always well.
Task<void> audit(long amount = 0);
Task<void> notify(long amount = 0);
Task<void> publish(long amount = 0);

// Gives the amount.
Task<long> quote(long amount);

// Always well; what is in the batch is stored.
Task<void> store(const std::vector<int> &batch);
Task<void> store(const std::set<int> &batch);
Task<void> store(const std::map<int, int> &batch);

#endif
