//===- Store.h - A folder of things that can be made again ------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Named pieces of bytes in a folder that several processes share. A piece is
/// there as it was put there or not at all: it is written beside its place and
/// moved there, and carries a checksum. Nothing here is an error for a caller:
/// what cannot be read is not there, what cannot be written is not kept.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_FRONTENDS_CLI_STORE_H
#define AWAIT_TIDY_FRONTENDS_CLI_STORE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <memory>
#include <string>

namespace llvm {
class MemoryBuffer;
}

namespace await_tidy {

class Store {
public:
  /// Makes the folder if there is none. An error when that cannot be done, or
  /// when others could put something into it: what is in it is believed.
  static llvm::Expected<Store> open(llvm::StringRef Folder);

  struct Piece {
    std::unique_ptr<llvm::MemoryBuffer> File;
    llvm::StringRef Bytes; ///< of File
  };
  /// \p Name is of at least three letters and digits, \p Kind one word.
  /// Mapped into memory, not read. Without File if there is none, or a damaged
  /// one.
  Piece get(llvm::StringRef Name, llvm::StringRef Kind) const;

  /// Puts \p Parts, one after the other. False when that has failed.
  bool put(llvm::StringRef Name, llvm::StringRef Kind,
           llvm::ArrayRef<llvm::StringRef> Parts) const;

  /// Removes what has not been used for the longest time until no more than
  /// \p Bytes are left, and what a process left behind that was ended.
  void shrink(uint64_t Bytes) const;

private:
  explicit Store(std::string Folder) : Folder(std::move(Folder)) {}
  std::string pathOf(llvm::StringRef Name, llvm::StringRef Kind) const;

  std::string Folder;
};

} // namespace await_tidy

#endif
