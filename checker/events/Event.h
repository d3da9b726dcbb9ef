//===- Event.h - What a function does, as far as races go -------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The event language. Lowering turns a function body into a control flow graph
/// of events; everything after lowering sees events only. Values live in slots:
/// a slot is an unnamed temporary of an expression. An event may define one
/// slot (Dst) from others (Inputs).
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EVENTS_EVENT_H
#define AWAIT_TIDY_EVENTS_EVENT_H

#include "events/Place.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <string>
#include <vector>

namespace await_tidy {

/// A temporary value of one function; 0 is a value that depends on nothing.
using SlotId = uint32_t;
/// Index of an event in its EventGraph; 0 is no event.
using EventId = uint32_t;
using BlockId = uint32_t;

/// How a value depends on another.
enum class Flow : uint8_t {
  Copy,    ///< it is that very value
  Derived, ///< it is computed from it
  Opaque,  ///< it came back from a function of unknown body that was given it
  Control, ///< it was chosen by a test of it
  Answer   ///< it was chosen by a test of what came back
};

/// The weaker of two: what a chain of dependencies amounts to.
inline Flow operator|(Flow A, Flow B) {
  Flow Weaker = A < B ? B : A, Other = A < B ? A : B;
  return Weaker == Flow::Control && Other == Flow::Opaque ? Flow::Answer
                                                          : Weaker;
}
inline bool isChoice(Flow F) { return F == Flow::Control || F == Flow::Answer; }
/// True if a function of unknown body stands in between.
inline bool isAnswer(Flow F) { return F == Flow::Opaque || F == Flow::Answer; }

struct Input {
  SlotId Slot;
  Flow How;
};

/// A range of source characters. The analysis does not look inside.
struct Loc {
  uint32_t Begin = 0, End = 0;
  explicit operator bool() const { return Begin != 0; }
};

enum class EventKind : uint8_t {
  Read,    ///< Dst = value of Places
  Compute, ///< Dst = f(Inputs)
  Write,   ///< Places = Inputs
  Update,  ///< Places changed in one step (`+=`, `push_back`); Dst = the result
  Use,     ///< Places, a Handle, is dereferenced
  Suspend, ///< other coroutines can run
  Acquire, ///< a lock is taken; Places = the lock, Holder = the guard object
  Release, ///< a lock is let go, by Holder or by the lock itself in Places
  Branch,  ///< the block ends here and goes on as Inputs say
  Escape,  ///< what Places point to is published: others can reach it now
  Invoke,  ///< a callable parameter of the function, in Places, is called
  Detach,  ///< a new activity starts here: locks of its creator do not protect
           ///< it, but for those of the guards in Places, which it was given
  Borrow, ///< Dst = an iterator, reference or pointer into the container Places
  Follow, ///< what Inputs, or the contents of Places, refer to is used; with
          ///< Index they are a position in the container Holder
  Call,   ///< a function of unknown body gets Places and can change them
  Throw,  ///< the function is left, or a handler entered, by an exception
  Discard, ///< a task that nobody awaits: dropped, or kept in Places only;
           ///< Callee is the function that made it
  Begin,   ///< a task begins to run beside the function, and updates Places
           ///< across its own suspension; see EventGraph::Bodies
  Settle   ///< a plain function calls what can run the tasks to their end
};

struct Event {
  // A vector that grows copies what may throw while it is moved, and LLVM's
  // small vectors do not say that they never do.
  Event() = default;
  Event(const Event &) = default;
  Event(Event &&) noexcept = default;
  Event &operator=(const Event &) = default;
  Event &operator=(Event &&) noexcept = default;

  EventKind Kind = EventKind::Compute;
  SlotId Dst = 0;
  llvm::SmallVector<PlaceId, 1> Places;
  llvm::SmallVector<Input, 2> Inputs;
  Loc Where;
  /// The expression that names the place here, if there is one.
  Loc Named;
  /// Update: an expression that undoes it (`balance += amount` for
  /// `balance -= amount`), if there is one that means the same anywhere later
  /// in the function.
  llvm::StringRef Inverse;
  /// A call: where in the callee the read, write or suspension is, and its
  /// name.
  Loc Inner;
  llvm::StringRef Callee;
  uint32_t CalleeId = 0;    ///< Suspend: where the awaited function is defined
  PlaceId Holder = NoPlace; ///< Acquire, Release
  /// An enumerator. Write: it is stored; Compute: the result says whether the
  /// input is this one, or if Negated another one. 0 if there is none.
  SymbolId Enumerator = 0;

  // Write and Update; Compute: `return true;` and `return false;`.
  bool Constant = false;    ///< the value is a constant of the program text
  bool Reset = false;       ///< ... zero, null, empty, false
  bool Conditional = false; ///< takes effect only if the place is as expected
                            ///< (compare-and-swap, insert if absent, try_lock)
  bool May = false;         ///< perhaps not done at all, or to another place;
                            ///< Acquire: perhaps others can hold it as well
  bool InPlace =
      false;         ///< Write that makes a new object in the old one's place
  bool Step = false; ///< Update by a constant amount (`++`)
  bool Shrinks = false;  ///< Update that takes away (`-=`, pop)
  bool Amount = false;   ///< Write of the place's own value and an amount more,
                         ///< or if it Shrinks less (`n = n + 1`)
  bool Checked = false;  ///< in a callee, right after a test of the same place
  bool Deferred = false; ///< by a task that was made earlier and runs now
  bool Initial = false;  ///< the declaration of a local: no earlier value;
                         ///< Acquire: of an empty guard of the lock's name
  // Read and Update.
  bool Existence = false; ///< whether an element is there, not what it is
  // Read.
  bool Moved = false;   ///< the place is left empty (std::move, std::exchange)
  bool Awaited = false; ///< an operand of the awaited expression itself
  // Borrow.
  bool Removal = false;    ///< taking the element away makes it dangle
  bool Growth = false;     ///< adding any element can make it dangle
  bool OwnElement = false; ///< refers to what this very event inserted
  // Follow.
  bool Index = false;
  // Branch; Borrow and Follow: by a range-based for itself.
  bool Loop = false;      ///< the condition of a loop
  bool Assertion = false; ///< comes from a macro and fails into noreturn code
  bool Equality = false;  ///< the condition compares for (in)equality
  // Acquire.
  bool SharedLock = false; ///< a reader lock: others can hold it too
  /// Let go again before anything else happens: a guard that nobody keeps, or
  /// what a callee takes for itself.
  bool Momentary = false;
  bool NotTaken = false;  ///< the operation that would take it is not awaited
  bool Adopts = false;    ///< the guard is for a lock that is held already
  bool Reentrant = false; ///< who holds it may take it again
  // Suspend.
  bool IsLock = false;  ///< the awaited operation takes a lock
  bool Certain = false; ///< cannot complete without suspending
  bool Start = false; ///< a continuation starts here, after what it waited for
  bool Tells = false; ///< the result (Dst) says whether the operation succeeded
  bool Error = false; ///< ... by being an error: empty or zero is success
  bool Dropped = false;    ///< nobody looks at the result
  bool Idempotent = false; ///< the program says that it may be done twice
  // Suspend and Throw.
  bool Throws = false; ///< as the body of the callee shows, an exception can
                       ///< come out of it; it is sure in a Throw without May
  bool InTry = false;  ///< inside of a try block of this function
  // Compute.
  bool Truth = false;   ///< says whether the input is true, or not empty
  bool Negated = false; ///< ... or the contrary
  // Write, Update and Call.
  bool Unwinds = false; ///< by a destructor: also when an exception passes
  // Discard.
  bool Lazy = false;       ///< the task has not begun: its body never runs;
                           ///< Detach: it begins when somebody starts it
  bool Deliberate = false; ///< the source says so: `(void)f()`
  bool Unused = false;     ///< it is in a local that nothing else names
  bool Many = false;       ///< Unused: in a container of tasks; Begin: several
  bool Converted = false;  ///< a callback that nobody asks for a result made it
  bool Replaced = false;   ///< another task is stored in its place
  bool Result = false;     ///< it would have given a value
  bool Status = false;     ///< ... that says whether it succeeded
  bool NoDiscard = false;  ///< its class or function is [[nodiscard]]
};

/// State that a coroutine changes after a suspension relying on what it was
/// before, with nothing to protect it: two of them at once lose an update.
struct LongUpdate {
  PlaceId Place = NoPlace;
  Loc Check, Suspend, Act; ///< in the body of the coroutine
  bool Sure = true;        ///< the body's own finding is of high confidence
  Loc Made = {};           ///< of a Begin: the call that makes the task
};

enum class EdgeKind : uint8_t {
  Normal,
  Exception, ///< from a call that throws to a handler
  Fork       ///< to the body of a continuation or of another activity
};

struct Edge {
  BlockId To;
  EdgeKind Kind;
};

struct Block {
  std::vector<EventId> Events;
  bool Leaves = false; ///< ends in a throw or the like, not in a return
  llvm::SmallVector<Edge, 2> Succs;
  llvm::SmallVector<Edge, 2> Preds; ///< Edge::To is the predecessor
};

/// One function. Block 0 is the entry, block 1 the exit.
struct EventGraph {
  std::string Function; ///< qualified name
  Loc Where;
  bool IsCoroutine = false;
  /// True if the body is one endless loop, started at one place only.
  bool RunsOnce = false;
  std::vector<Block> Blocks;
  std::vector<Event> Events{Event()}; ///< [0] unused
  SlotId NumSlots = 1;
  /// The slot that returned values are gathered in.
  SlotId ReturnSlot = 0;
  /// The slot that tells which containers a returned pointer, reference or
  /// iterator refers into; 0 if it never does.
  SlotId BorrowSlot = 0;
  std::string ShortName; ///< unqualified name
  /// A Local root for each parameter passed by value, a Parameter root (or the
  /// target of a pointer) for the others; NoPlace where there is none.
  std::vector<PlaceId> Parameters;
  /// See CallEffect.
  llvm::SmallVector<PlaceId, 2> ReturnsReference;
  std::vector<std::pair<SymbolId, PlaceId>> Binds, PointsAt;
  llvm::SmallVector<PlaceId, 1> ReturnsLock;
  bool ReturnsReaderLock = false, ReturnsEmptyGuard = false;
  /// Read and suspension of one expression whose order the language leaves
  /// open.
  llvm::DenseMap<std::pair<EventId, EventId>, bool> Unordered;
  /// It returns a value, or is handed one: each call is work of its own.
  bool HasResult = false;
  /// Suspensions of activities that it only starts.
  unsigned Spawned = 0;
  /// The program says that no two activities are in it, or in what it changes,
  /// at once.
  bool SingleOwner = false;
  /// What the task of a Begin does; one place each.
  llvm::DenseMap<EventId, LongUpdate> Bodies;
  /// The long updates of the coroutines that it awaits.
  std::vector<LongUpdate> Inherited;
  /// A lambda: the variables of others that it captured.
  llvm::SmallVector<PlaceId, 2> Captures;
  /// Too large: analysed no further than this note says.
  bool OverBudget = false;
  /// Clang gives no control flow graph of it, or of a part: it is empty.
  bool NoFlow = false;

  static constexpr BlockId Entry = 0, Exit = 1;

  void addEdge(BlockId From, BlockId To, EdgeKind Kind) {
    for (const Edge &E : Blocks[From].Succs)
      if (E.To == To && E.Kind == Kind)
        return;
    Blocks[From].Succs.push_back({To, Kind});
    Blocks[To].Preds.push_back({From, Kind});
  }
};

/// The Callee of what a lambda does, where it is called.
inline constexpr llvm::StringLiteral TheLambda = "the lambda";

/// True if the text of the function itself says what \p E does, perhaps in a
/// lambda that it calls here.
inline bool isOwn(const Event &E) {
  return E.Callee.empty() || (E.Callee == TheLambda && !E.Deferred);
}

/// The graph as text, one event a line; locations are given to \p Line to print
/// (it returns e.g. "12").
std::string dump(const EventGraph &G, const PlaceTable &Places,
                 llvm::function_ref<std::string(Loc)> Line);

} // namespace await_tidy

#endif
