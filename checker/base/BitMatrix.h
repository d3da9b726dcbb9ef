//===- BitMatrix.h - A bit vector for each of many rows ---------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_BASE_BITMATRIX_H
#define AWAIT_TIDY_BASE_BITMATRIX_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace await_tidy {

/// Rows of bits of one length, as a dataflow over the blocks of a function
/// needs them: in one piece of memory, where a vector of llvm::BitVector asks
/// for one of each row. All bits are false at first. Rows and columns have to
/// be in range.
class BitMatrix {
public:
  BitMatrix() = default;
  BitMatrix(size_t Rows, size_t Columns)
      : Words((Columns + 63) / 64), Bits(Rows * Words) {}

  bool test(size_t Row, size_t Column) const {
    return Bits[Row * Words + Column / 64] >> (Column % 64) & 1;
  }
  void set(size_t Row, size_t Column) {
    Bits[Row * Words + Column / 64] |= uint64_t(1) << (Column % 64);
  }
  void reset(size_t Row, size_t Column) {
    Bits[Row * Words + Column / 64] &= ~(uint64_t(1) << (Column % 64));
  }
  /// 64 columns a word, the lowest bit first.
  llvm::ArrayRef<uint64_t> row(size_t Row) const {
    return llvm::ArrayRef(Bits).slice(Row * Words, Words);
  }
  llvm::MutableArrayRef<uint64_t> row(size_t Row) {
    return llvm::MutableArrayRef(Bits).slice(Row * Words, Words);
  }

private:
  size_t Words = 0;
  std::vector<uint64_t> Bits;
};

} // namespace await_tidy

#endif
