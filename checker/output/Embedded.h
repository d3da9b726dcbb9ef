//===- Embedded.h - The frame of the HTML report ----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_OUTPUT_EMBEDDED_H
#define AWAIT_TIDY_OUTPUT_EMBEDDED_H

#include <string_view>
#include <utility>
#include <vector>

namespace await_tidy {

/// report.html alone, by its name.
const std::vector<std::pair<std::string_view, std::string_view>> &
embeddedReport();

} // namespace await_tidy

#endif
