//===- Transport.h - LLVM's library of the LSP -----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The language server protocol's messages as LLVM's own servers read and write
/// them. The library was a part of MLIR before it moved to LLVM itself.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_LSP_TRANSPORT_H
#define AWAIT_TIDY_FRONTENDS_LSP_TRANSPORT_H

#if __has_include("llvm/Support/LSP/Transport.h")
#include "llvm/Support/LSP/Protocol.h"
#include "llvm/Support/LSP/Transport.h"
namespace await_tidy::lsp {
using namespace llvm::lsp;
} // namespace await_tidy::lsp
#else
#include "mlir/Tools/lsp-server-support/Protocol.h"
#include "mlir/Tools/lsp-server-support/Transport.h"
namespace await_tidy::lsp {
using namespace mlir::lsp;
} // namespace await_tidy::lsp
#endif

#endif
