//===- qcoro.h - The parts of QCoro that a model knows ----------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of QCoro, for machines without Qt; test-inputs/qcoro is
// read with the real headers.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include "kit.h"
#include <chrono>

class QObject {};

namespace QCoro {
template <class T = void> class Task : public kit::eager<Task<T>, T> {
public:
  using kit::eager<Task<T>, T>::eager;
  template <class F> Task<> then(F &&next);
};
template <class T> T waitFor(Task<T> &&task);
template <class T, class Receiver, class F> void connect(Task<T> &&task, Receiver *context, F &&next);
Task<> sleepFor(std::chrono::milliseconds time);
} // namespace QCoro
