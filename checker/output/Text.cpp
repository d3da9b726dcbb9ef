//===- Text.cpp - The format for people -----------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// As a compiler writes it, finding by finding. What goes wrong is on the
/// standard error output at the same time, so nothing is left for the end.
///
//===----------------------------------------------------------------------===//
#include "output/Output.h"

using namespace await_tidy;

static const OutputFormat Text{
    .Name = "text",
    .Summary = "for people and editors, as a compiler writes it",
    .Print = [](TextOutput &Out, const Finding &F) { Out.print(F); }};

static const RegisterFormat Registered(Text);
