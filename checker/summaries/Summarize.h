//===- Summarize.h - What a function does to its callers --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_SUMMARIES_SUMMARIZE_H
#define AWAIT_TIDY_SUMMARIES_SUMMARIZE_H

#include "epochs/Facts.h"
#include "epochs/Fixpoint.h"
#include "epochs/LockFlow.h"
#include "events/CallEffect.h"
#include "events/LockUses.h"
#include <string>
#include <vector>

namespace await_tidy {

/// The effects of a function on what outlives it, and what it returns, from the
/// solved dataflow. At most 64 effects; a function with more is summarized by
/// its first ones. Linear in the events.
CallEffect summarize(Fixpoint &Solved);

/// A text that is the same for two summaries of one function only if they say
/// the same.
std::string signature(const CallEffect &Summary);

/// An awaited call of a coroutine whose body is known.
struct AwaitedCall {
  uint32_t Callee = 0;    ///< Event::CalleeId
  bool UnderLock = false; ///< an exclusive lock is held there on all paths
  /// Those locks, and busy flags; empty if one of them cannot be named.
  llvm::SmallVector<PlaceId, 1> Locks = {};
};

/// The awaited calls of a function, in no particular order.
std::vector<AwaitedCall> awaitedCalls(Fixpoint &Solved);

/// What a function touches under which locks, from its locks and its pairs.
/// Linear in the events times the locks held.
LockUses lockUses(Fixpoint &Solved, const LockFlow &Locks,
                  llvm::ArrayRef<Pair> Pairs);

} // namespace await_tidy

#endif
