//===- lsp_fuzzer.cpp - messages to the language server from anywhere -----===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any bytes are a conversation. After a '#', each line is the body of a message
// that gets its header here; otherwise all is as it comes. Nothing is parsed as
// C++: there is no compile database where one has to be.
//
//===----------------------------------------------------------------------===//
#include "frontends/cli/Options.h"
#include "frontends/lsp/Server.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <string>

using namespace await_tidy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  std::string Input;
  if (Text.consume_front("#"))
    while (!Text.empty()) {
      auto [Body, Rest] = Text.split('\n');
      Input += "Content-Length: " + std::to_string(Body.size()) + "\r\n\r\n" +
               Body.str();
      Text = Rest;
    }
  else
    Input = Text.str();
  if (Input.empty())
    return 0;
  std::FILE *In = fmemopen(Input.data(), Input.size(), "r");
  if (!In)
    std::abort();
  CommandLine Options;
  Options.BuildDirectory = "/nonexistent";
  std::string Written;
  llvm::raw_string_ostream Out(Written);
  int Code = serve(In, Out, Options);
  std::fclose(In);
  if (Code != 0 && Code != 1)
    std::abort();
  return 0;
}
