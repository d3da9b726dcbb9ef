//===- State.h - The lattice of the dataflow --------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EPOCHS_STATE_H
#define AWAIT_TIDY_EPOCHS_STATE_H

#include "events/Event.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace await_tidy {

/// A read of a place: what a value can depend on.
using TokenId = uint32_t;

/// A set of locks taken in the function, by index of the acquisition. A
/// function with more than 64 of them is not precise about the later ones.
using LockSet = uint64_t;

/// A value depends on one read.
struct Dep {
  TokenId Token = 0;
  Flow How = Flow::Copy;
  bool Fresh = true;     ///< on some path no suspension lies between
  EventId Stale = 0;     ///< the first suspension on the other paths, 0 if none
  bool Reserved = false; ///< on all paths written by ourselves before any
  EventId OwnWrite = 0;  ///< see Pair::OwnWrite
  bool Theirs = false;   ///< on some path others ran since we last replaced it
  LockSet Locks = 0;     ///< held without a break since the read, on all paths

  bool operator==(const Dep &O) const {
    return Token == O.Token && How == O.How && Fresh == O.Fresh &&
           Stale == O.Stale && Reserved == O.Reserved &&
           OwnWrite == O.OwnWrite && Theirs == O.Theirs && Locks == O.Locks;
  }
  /// Joins what two paths say of the same read.
  void join(const Dep &O) {
    Fresh |= O.Fresh;
    Stale = !Stale ? O.Stale : !O.Stale ? Stale : std::min(Stale, O.Stale);
    Reserved &= O.Reserved;
    Theirs |= O.Theirs;
    Locks &= O.Locks;
    noteOwnWrite(O.OwnWrite);
  }
  void noteOwnWrite(EventId W) {
    if (W)
      OwnWrite = OwnWrite && OwnWrite != W ? ~0u : W;
  }
};

/// Sorted by (Token, How); at most one entry for each.
class DepSet {
public:
  // Moved when a vector of them grows: see Event.
  DepSet() = default;
  DepSet(const DepSet &) = default;
  DepSet(DepSet &&) noexcept = default;
  DepSet &operator=(const DepSet &) = default;
  DepSet &operator=(DepSet &&) noexcept = default;

  using iterator = Dep *;
  Dep *begin() { return Deps.begin(); }
  Dep *end() { return Deps.end(); }
  const Dep *begin() const { return Deps.begin(); }
  const Dep *end() const { return Deps.end(); }
  bool empty() const { return Deps.empty(); }
  size_t size() const { return Deps.size(); }
  bool operator==(const DepSet &O) const { return Deps == O.Deps; }

  void add(const Dep &D) {
    auto It = std::lower_bound(
        Deps.begin(), Deps.end(), D, [](const Dep &A, const Dep &B) {
          return std::tie(A.Token, A.How) < std::tie(B.Token, B.How);
        });
    if (It != Deps.end() && It->Token == D.Token && It->How == D.How)
      It->join(D);
    else if (Deps.size() < MaxDeps)
      Deps.insert(It, D);
  }
  void add(const DepSet &O, Flow Through = Flow::Copy) {
    for (Dep D : O) {
      D.How = D.How | Through;
      add(D);
    }
  }

private:
  /// A value that depends on more reads than this is not followed further.
  static constexpr size_t MaxDeps = 96;
  llvm::SmallVector<Dep, 2> Deps;
};

/// What a DepSet belongs to.
enum class Holder : uint8_t {
  Slot,     ///< a temporary
  Content,  ///< what was stored to a place
  Cond,     ///< the condition of a branch, by event
  Wrote,    ///< our own last write of a place
  Consumed, ///< reads of a place that were handed to an awaited operation
  Entry     ///< a pseudo read at the start of the function
};

using Key = uint64_t;
inline Key key(Holder H, uint32_t Id) { return uint64_t(H) << 32 | Id; }
inline Holder holder(Key K) { return Holder(K >> 32); }
inline uint32_t id(Key K) { return uint32_t(K); }

/// Values by key, sorted. States are small, and copied at every block: a hash
/// table of a few values would be mostly holes. What is erased from a large map
/// stays for a while, with an empty set.
class ValueMap {
public:
  using value_type = std::pair<Key, DepSet>;
  value_type *begin() { return Entries.data(); }
  value_type *end() { return Entries.data() + Entries.size(); }
  const value_type *begin() const { return Entries.data(); }
  const value_type *end() const { return Entries.data() + Entries.size(); }
  /// With what was erased and is still there.
  size_t size() const { return Entries.size(); }
  const DepSet *find(Key K) const {
    const value_type *It = lowerBound(K);
    return It != end() && It->first == K ? &It->second : nullptr;
  }
  DepSet *find(Key K) {
    return const_cast<DepSet *>(std::as_const(*this).find(K));
  }
  /// The set of \p K; empty if it is new.
  DepSet &operator[](Key K) {
    size_t At = lowerBound(K) - begin();
    if (At == Entries.size() || Entries[At].first != K)
      Entries.insert(Entries.begin() + At, {K, DepSet()});
    return Entries[At].second;
  }
  void erase(Key K) {
    constexpr size_t Small = 16;
    size_t At = lowerBound(K) - begin();
    if (At == Entries.size() || Entries[At].first != K)
      return;
    if (Entries.size() <= Small || At + 1 == Entries.size()) {
      Entries.erase(Entries.begin() + At);
      return;
    }
    Entries[At].second = DepSet();
    if (++Erased * 2 > Entries.size()) {
      std::erase_if(Entries,
                    [](const value_type &E) { return E.second.empty(); });
      Erased = 0;
    }
  }

private:
  const value_type *lowerBound(Key K) const {
    // Mostly what is new comes last.
    if (Entries.empty() || Entries.back().first < K)
      return end();
    return std::partition_point(
        begin(), end(), [K](const value_type &E) { return E.first < K; });
  }
  std::vector<value_type> Entries;
  size_t Erased = 0;
};

/// The state before or after an event.
struct State {
  using Map = ValueMap;
  bool Reached = false;
  /// Apart by Holder: who asks for tests does not walk over all else.
  std::array<Map, 6> Values;
  LockSet Held = 0;
  /// Busy flags that are cleared, perhaps: nobody has run since to see it.
  LockSet Leaving = 0;
  llvm::SmallVector<PlaceId, 2> Escaped; ///< sorted
  /// Numbers that we have changed ourselves since the last suspension, on all
  /// paths; sorted.
  llvm::SmallVector<PlaceId, 2> Advanced;
  /// Members that were given a value of their own since an object around them
  /// was, on all paths: what is known of that object is not true of them.
  /// Sorted.
  llvm::SmallVector<PlaceId, 2> Replaced;

  Map &all(Holder H) { return Values[unsigned(H)]; }
  const Map &all(Holder H) const { return Values[unsigned(H)]; }
  DepSet *find(Key K) { return all(holder(K)).find(K); }
  void erase(Key K) { all(holder(K)).erase(K); }
  size_t size() const {
    size_t N = 0;
    for (const Map &M : Values)
      N += M.size();
    return N;
  }

  bool isReplaced(PlaceId P) const {
    return std::binary_search(Replaced.begin(), Replaced.end(), P);
  }
  bool hasEscaped(PlaceId P) const {
    return std::binary_search(Escaped.begin(), Escaped.end(), P);
  }
  void escape(PlaceId P) { insert(Escaped, P); }
  void replace(PlaceId P) { insert(Replaced, P); }
  void set(Key K, DepSet D) {
    if (D.empty())
      erase(K);
    else
      all(holder(K))[K] = std::move(D);
  }
  const DepSet &get(Key K) const {
    static const DepSet Empty;
    const DepSet *D = all(holder(K)).find(K);
    return D ? *D : Empty;
  }
  /// Joins what \p IsUsed of \p O into this; true if this changed.
  bool join(const State &O,
            llvm::function_ref<bool(Key, const DepSet &)> IsUsed);

private:
  static void insert(llvm::SmallVectorImpl<PlaceId> &Sorted, PlaceId P) {
    auto It = std::lower_bound(Sorted.begin(), Sorted.end(), P);
    if (It == Sorted.end() || *It != P)
      Sorted.insert(It, P);
  }
};

} // namespace await_tidy

#endif
