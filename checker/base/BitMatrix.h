//===- BitMatrix.h - A bit vector for each of many rows ---------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_BASE_BITMATRIX_H
#define AWAIT_TIDY_BASE_BITMATRIX_H

#include "llvm/ADT/bit.h"
#include <array>
#include <cassert>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace await_tidy {

/// Rows of bits of one length, as a dataflow over the blocks of a function
/// needs them. All bits are false at first. Rows and columns have to be in
/// range.
///
/// A row is cut into pieces of 512 bits. Pieces that are all false take no
/// memory, and rows that were joined share what is the same: from one block to
/// the next little changes. So a row costs 4 bytes for every 512 columns, and
/// 64 bytes for every piece in which it differs from the rows that it was made
/// of. In a function of n blocks and n variables that is a sixteenth of what n
/// * n bits take, and next to nothing where variables live in a few blocks.
///
/// join() and joinWithout() look at pieces, not at bits: O(columns / 512), and
/// 8 words for every piece that differs. test(), set() and reset() are O(1).
class BitMatrix {
public:
  static constexpr size_t PieceBits = 512, PieceWords = PieceBits / 64;

  BitMatrix() = default;
  BitMatrix(size_t Rows, size_t Columns)
      : BitMatrix(Rows, Columns, std::make_shared<Pool>()) {}
  // A copy would share pieces that neither of the two knows to be shared.
  BitMatrix(BitMatrix &&) = default;
  BitMatrix &operator=(BitMatrix &&) = default;
  /// One whose rows can be joined with those of this one.
  BitMatrix another(size_t Rows) const { return BitMatrix(Rows, Columns, All); }

  size_t columns() const { return Columns; }
  size_t pieces() const { return Pieces; }
  bool test(size_t Row, size_t Column) const {
    uint32_t Id = Ids[at(Row, Column)];
    return Id && word(Id, Column) >> (Column % 64) & 1;
  }
  void set(size_t Row, size_t Column) {
    uint32_t &Id = Ids[at(Row, Column)];
    if (!Id || !(word(Id, Column) >> (Column % 64) & 1))
      own(Id)[Column / 64 % PieceWords] |= uint64_t(1) << (Column % 64);
  }
  void reset(size_t Row, size_t Column) {
    uint32_t &Id = Ids[at(Row, Column)];
    if (Id && word(Id, Column) >> (Column % 64) & 1)
      own(Id)[Column / 64 % PieceWords] &= ~(uint64_t(1) << (Column % 64));
  }
  /// Adds \p FromRow of \p From, which is this matrix or was made by another()
  /// of it or with it; true if that changed \p Row.
  bool join(size_t Row, const BitMatrix &From, size_t FromRow) {
    return joinWithout(Row, From, nullptr, FromRow);
  }
  /// The same, without what \p FromRow of \p But has.
  bool joinWithout(size_t Row, const BitMatrix &From, const BitMatrix *But,
                   size_t FromRow) {
    assert(All == From.All && (!But || All == But->All));
    bool Changed = false;
    for (size_t I = 0; I != Pieces; ++I) {
      uint32_t &Mine = Ids[Row * Pieces + I];
      uint32_t Theirs = From.Ids[FromRow * Pieces + I];
      if (!Theirs || Theirs == Mine)
        continue;
      uint32_t Less = But ? But->Ids[FromRow * Pieces + I] : 0;
      const Words &A = All->at(Mine).Bits, &B = All->at(Theirs).Bits,
                  &C = All->at(Less).Bits;
      Words Sum;
      bool IsMine = true, IsTheirs = true;
      for (size_t W = 0; W != PieceWords; ++W) {
        Sum[W] = A[W] | (B[W] & ~C[W]);
        IsMine &= Sum[W] == A[W];
        IsTheirs &= Sum[W] == B[W];
      }
      if (IsMine)
        continue;
      Changed = true;
      if (IsTheirs) {
        All->at(Theirs).Shared = true;
        Mine = Theirs;
      } else {
        own(Mine) = Sum;
      }
    }
    return Changed;
  }

  using Words = std::array<uint64_t, PieceWords>;
  /// The bits from \p Piece * 512 on, the lowest of a word first. While no row
  /// is changed, pieces with the same id have the same bits; 0 is that of bits
  /// that are all false and were never true.
  uint32_t pieceId(size_t Row, size_t Piece) const {
    return Ids[Row * Pieces + Piece];
  }
  const Words &piece(size_t Row, size_t Piece) const {
    return All->at(pieceId(Row, Piece)).Bits;
  }

private:
  /// Only a piece that a single row has is changed.
  struct Piece {
    Words Bits{};
    bool Shared = false;
  };
  class Pool {
  public:
    Pool() { Made.emplace_back().Shared = true; }
    Piece &at(uint32_t Id) { return Made[Id]; }
    uint32_t copyOf(uint32_t Id) {
      Made.push_back({Made[Id].Bits, false});
      return Made.size() - 1;
    }

  private:
    std::deque<Piece> Made;
  };

  BitMatrix(size_t Rows, size_t Columns, std::shared_ptr<Pool> All)
      : Columns(Columns), Pieces((Columns + PieceBits - 1) / PieceBits),
        All(std::move(All)), Ids(Rows * Pieces) {}
  size_t at(size_t Row, size_t Column) const {
    return Row * Pieces + Column / PieceBits;
  }
  uint64_t word(uint32_t Id, size_t Column) const {
    return All->at(Id).Bits[Column / 64 % PieceWords];
  }
  Words &own(uint32_t &Id) {
    if (All->at(Id).Shared)
      Id = All->copyOf(Id);
    return All->at(Id).Bits;
  }

  size_t Columns = 0, Pieces = 0;
  std::shared_ptr<Pool> All;
  std::vector<uint32_t> Ids;
};

/// A row of a matrix that outlives this and is not changed.
class BitRow {
public:
  BitRow(const BitMatrix &All, size_t Row) : All(&All), Row(Row) {}

  size_t size() const { return All->columns(); }
  bool test(size_t Column) const { return All->test(Row, Column); }
  bool any() const { return next(0) >= 0; }
  /// The first true bit from \p From on; -1 if there is none.
  int next(size_t From) const {
    for (; From < size(); From = (From / 64 + 1) * 64)
      if (uint64_t W = word(From) >> (From % 64))
        return From + llvm::countr_zero(W);
      else if (!All->pieceId(Row, From / BitMatrix::PieceBits))
        From |= BitMatrix::PieceBits - 1;
    return -1;
  }
  /// The last true bit before \p Before; -1 if there is none.
  int previous(size_t Before) const {
    while (Before) {
      size_t Last = Before - 1, Start = Last / 64 * 64;
      if (uint64_t W = word(Last) << (63 - Last % 64))
        return Last - llvm::countl_zero(W);
      Before = All->pieceId(Row, Last / BitMatrix::PieceBits)
                   ? Start
                   : Last / BitMatrix::PieceBits * BitMatrix::PieceBits;
    }
    return -1;
  }

  class Iterator {
  public:
    Iterator(const BitRow &Of, int At) : Of(&Of), At(At) {}
    unsigned operator*() const { return At; }
    Iterator &operator++() {
      At = Of->next(At + 1);
      return *this;
    }
    bool operator!=(const Iterator &O) const { return At != O.At; }

  private:
    const BitRow *Of;
    int At;
  };
  Iterator begin() const { return {*this, next(0)}; }
  Iterator end() const { return {*this, -1}; }

private:
  uint64_t word(size_t Column) const {
    return All->piece(
        Row,
        Column / BitMatrix::PieceBits)[Column / 64 % BitMatrix::PieceWords];
  }
  const BitMatrix *All;
  size_t Row;
};

} // namespace await_tidy

#endif
