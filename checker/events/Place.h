//===- Place.h - Access paths to program state ------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A place is an access path: a root (the object that `this` points to, a
/// global, what a reference parameter refers to, a local, ...) followed by
/// steps (a field, the target of a pointer, an element under a key). Places are
/// interned in a PlaceTable, so that equality is equality of ids.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EVENTS_PLACE_H
#define AWAIT_TIDY_EVENTS_PLACE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <deque>
#include <string>
#include <tuple>
#include <vector>

namespace await_tidy {

/// Index into a PlaceTable; 0 is no place.
using PlaceId = uint32_t;
constexpr PlaceId NoPlace = 0;

/// Index of an interned name; 0 is no name.
using SymbolId = uint32_t;

enum class RootKind : uint8_t {
  This,      ///< `*this` of the function
  Global,    ///< a variable of static or thread storage duration
  Parameter, ///< what a reference parameter refers to
  Local,     ///< an automatic variable, or a parameter passed by value
  Temporary, ///< an unnamed object of the function
  Unknown    ///< the target of a pointer or reference of unknown origin
};

enum class StepKind : uint8_t {
  Root,
  Field,
  Target, ///< what a pointer, smart pointer or iterator points to
  Key     ///< the element of a container
};

/// What a place holds, as far as the rules have to know.
enum class ValueClass : uint8_t {
  Other,
  Bool,
  Number, ///< arithmetic or enumeration
  Handle, ///< pointer-like: can be empty, tested as a bool, and dereferenced
  Container
};

/// Who else can reach the target of a pointer.
enum class Ownership : uint8_t {
  Shared, ///< raw pointers, shared_ptr, references: others can
  Unique, ///< unique_ptr, optional, a by-value container: only the owner
  Fresh   ///< made in this function: nobody until it escapes
};

/// How long references and iterators into a container stay good.
enum class Stability : uint8_t {
  Unknown,   ///< nothing is known: like Contiguous
  Fixed,     ///< no elements come or go
  Node,      ///< until the element is removed
  HashNode,  ///< the same, but iterators only until elements are added
  Deque,     ///< the same, but removing any element counts
  Contiguous ///< until elements are added or removed
};

struct PlaceNode {
  PlaceId Parent = NoPlace;
  StepKind Step = StepKind::Root;
  RootKind Root = RootKind::Local;
  SymbolId Symbol = 0;
  Ownership Owner = Ownership::Shared; ///< of a Target step
  ValueClass Holds = ValueClass::Other;
  Stability Elements = Stability::Unknown; ///< of a Container
  /// A private member, or a variable of internal linkage, that only functions
  /// with a visible body can touch.
  bool Closed = false;
  /// A member of a class that no other source file knows: all who can touch it
  /// are seen.
  bool Known = false;
  bool ReadOnly = false;  ///< reached through a reference or pointer to const
  bool Immutable = false; ///< const object or const member
  bool Private = false;   ///< a private member
  /// A member that every constructor makes with its elements in it: nobody has
  /// to add any.
  bool Filled = false;
  /// What a parameter of any type refers to: `template <class T> f(T &)`.
  bool Generic = false;
  /// A Local that other activities reach: captured by reference in a coroutine
  /// that is started concurrently.
  bool SharedLocal = false;
  /// One that nobody changes any more once they can reach it.
  bool Settled = false;
  /// The program says that one activity at a time works with it.
  bool SingleOwner = false;
  /// A root: a table of a database. Its rows are elements of its columns (the
  /// one that the statement selects them by), and have columns in turn:
  /// `posts.id[post].views`. Others always write it: other processes do.
  bool Table = false;
  /// ... of a store of keys and values, which knows commands and no SQL.
  bool KeyValue = false;
  /// A variable that each thread has for itself.
  bool ThreadLocal = false;
  /// A pointer to an object that points to others of its own kind: a list.
  bool Link = false;
  /// Deeper places were asked for than are kept apart: this one stands for all
  /// of them. Nothing that is said of one of them holds for the others.
  bool Cut = false;
  uint8_t Depth = 0;
};

enum class Overlap : uint8_t {
  None,
  May,   ///< two reference parameters of one type
  Whole, ///< the first is an object that contains the second
  Part,  ///< the first lies within the second
  Same
};

/// Interns places and names for one translation unit. Not thread-safe.
class PlaceTable {
public:
  PlaceTable();

  /// The name of one declaration. \p Identity tells declarations of the same
  /// name apart; it is never printed.
  SymbolId symbol(const void *Identity, llvm::StringRef Name);
  /// The name of a container key. Equal texts are equal keys. \p Variables are
  /// the local variables it depends on; a constant key has none.
  SymbolId keySymbol(llvm::StringRef Text, llvm::ArrayRef<PlaceId> Variables,
                     bool Constant);
  llvm::StringRef name(SymbolId S) const { return Symbols[S].Name; }
  /// Of the name of a key.
  bool isConstantKey(SymbolId S) const { return Symbols[S].Constant; }

  PlaceId root(RootKind Kind, SymbolId S);
  PlaceId field(PlaceId Base, SymbolId S);
  PlaceId target(PlaceId Base, Ownership O);
  PlaceId key(PlaceId Base, SymbolId S);

  PlaceNode &node(PlaceId P) { return Nodes[P]; }
  const PlaceNode &node(PlaceId P) const { return Nodes[P]; }
  size_t size() const { return Nodes.size(); }

  PlaceId rootOf(PlaceId P) const;
  /// True if \p Outer is \p Inner or one of the objects around it.
  bool contains(PlaceId Outer, PlaceId Inner) const;
  Overlap overlap(PlaceId A, PlaceId B) const;
  /// True if a test of \p Tested says something of the value of \p P: the two
  /// overlap, and \p Tested is not just a pointer on the way to \p P.
  bool concerns(PlaceId Tested, PlaceId P) const;
  /// \p P with its prefix \p From replaced by \p To, or NoPlace if \p From is
  /// no prefix of it.
  PlaceId rebase(PlaceId P, PlaceId From, PlaceId To);

  /// True if coroutines other than the running one can reach \p P, given that
  /// what is Fresh has not escaped.
  bool isShared(PlaceId P) const;
  /// The variable whose escape would make \p P shared, or NoPlace.
  PlaceId freshRoot(PlaceId P) const;
  /// True if the value of \p P can change while it is shared.
  bool isMutable(PlaceId P) const { return !Nodes[P].Immutable; }
  /// True if \p P is a table of a database, or in one.
  bool isInTable(PlaceId P) const { return P && Nodes[rootOf(P)].Table; }
  bool isKeyValue(PlaceId P) const { return P && Nodes[rootOf(P)].KeyValue; }
  /// The innermost field, global or local that \p P goes through: what two
  /// functions have in common when they touch the same state.
  SymbolId stateSymbol(PlaceId P) const;
  /// The field or global that the program says must be held for every access to
  /// \p State, as guarded_by does, or 0.
  SymbolId guardOf(SymbolId State) const { return GuardedBy.lookup(State); }
  void setGuard(SymbolId State, SymbolId Lock) { GuardedBy[State] = Lock; }
  /// The local variables that the last step of \p P, a key, is computed from.
  llvm::ArrayRef<PlaceId> keyVariables(PlaceId P) const {
    return Symbols[Nodes[P].Symbol].Variables;
  }
  /// True if a key of \p P is computed from the local variable \p Variable.
  bool keyDependsOn(PlaceId P, PlaceId Variable) const;
  /// True if some place has a key that is computed from \p Variable.
  bool isKeyVariable(PlaceId Variable) const {
    return KeyVariables.count(Variable);
  }

  /// As a person writes it: `this->accounts[id].balance` prints as
  /// `accounts[id].balance`.
  std::string spell(PlaceId P) const;
  /// The same for a message: of a table only itself and the column are named.
  std::string title(PlaceId P) const;

private:
  PlaceId intern(PlaceId Parent, StepKind Step, RootKind Root, SymbolId S,
                 Ownership O);

  struct Symbol {
    std::string Name;
    bool Constant = false;
    llvm::SmallVector<PlaceId, 2> Variables;
  };
  std::deque<PlaceNode> Nodes;
  std::deque<Symbol> Symbols;
  llvm::DenseMap<std::tuple<unsigned, unsigned, unsigned>, PlaceId> Interned;
  llvm::DenseMap<const void *, SymbolId> ByIdentity;
  llvm::StringMap<SymbolId> ByKeyText;
  llvm::DenseMap<PlaceId, bool> KeyVariables;
  llvm::DenseMap<SymbolId, SymbolId> GuardedBy;
};

} // namespace await_tidy

#endif
