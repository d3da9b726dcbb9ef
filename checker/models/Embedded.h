//===- Embedded.h - The library models inside the program -------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The build embeds every file of rules/models/, so that the plugins and the
/// command need no data files beside them.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_MODELS_EMBEDDED_H
#define AWAIT_TIDY_MODELS_EMBEDDED_H

#include <string_view>
#include <utility>
#include <vector>

namespace await_tidy {

/// File name ("asio.yaml") and content of every model, sorted by file name.
const std::vector<std::pair<std::string_view, std::string_view>> &
embeddedModels();

} // namespace await_tidy

#endif
