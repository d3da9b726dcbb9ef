//===- explorer.h - Runs coroutines in every order --------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A test library without anything to link: given coroutines over shared state
/// and what they promise, it runs them in every order in which their
/// suspensions let them, with every outcome of what they await, and shows the
/// schedule that breaks a promise. docs/explorer.md has a tour.
///
///   explorer/program.h    Program: what is explored
///   explorer/result.h     Options, Result
///   explorer/awaits.h     suspend(), call(), until(), poll(), choose(),
///                         require()
///   explorer/sync.h       Mutex, Semaphore, Event, ConditionVariable, Gate
///   explorer/task.h       Task, spawn(), whenAll()
///   explorer/shared.h     Shared: state whose accesses are seen
///   explorer/scheduler.h  for coroutine libraries: what their awaitables call
///   explorer/engine.h     the search, and where its algorithms come from
///
/// One thread explores one program; several threads can explore at once.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EXPLORER_H
#define AWAIT_TIDY_EXPLORER_H

#include "await_tidy/explorer/awaits.h"  // IWYU pragma: export
#include "await_tidy/explorer/program.h" // IWYU pragma: export
#include "await_tidy/explorer/result.h"  // IWYU pragma: export
#include "await_tidy/explorer/shared.h"  // IWYU pragma: export
#include "await_tidy/explorer/sync.h"    // IWYU pragma: export
#include "await_tidy/explorer/task.h"    // IWYU pragma: export

#endif
