//===- Chart.h - Curves in an SVG file --------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_BENCH_CHART_H
#define AWAIT_TIDY_TESTS_BENCH_CHART_H

#include <string>
#include <utility>
#include <vector>

struct Curve {
  std::string Name; ///< written at its end; may be empty
  /// What to look out for, what is like many others, and what to compare with.
  enum Kind { Main, Second, Third, Thin, Dashed } How = Main;
  std::vector<std::pair<double, double>> Points; ///< those above 0 are drawn
};

/// With logarithms on both axes; grey lines in the background rise as what is
/// linear does.
struct Panel {
  std::string Title, XName;
  std::vector<Curve> Curves;
};

/// An SVG picture of \p Panels, \p Columns side by side, for light and dark
/// pages.
std::string draw(const std::vector<Panel> &Panels, unsigned Columns);

#endif
