//===- TextForm.h - The words of the text form of events --------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What Dump.cpp writes and Parse.cpp reads, in one place: a new kind of event
/// or a new flag is one line here. For these two files only.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_EVENTS_TEXTFORM_H
#define AWAIT_TIDY_EVENTS_TEXTFORM_H

#include "events/Event.h"
#include "llvm/ADT/StringExtras.h"
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

namespace await_tidy::textform {

/// In the order of EventKind.
inline constexpr std::array Kinds{
    std::string_view("read"),    std::string_view("compute"),
    std::string_view("write"),   std::string_view("update"),
    std::string_view("use"),     std::string_view("suspend"),
    std::string_view("acquire"), std::string_view("release"),
    std::string_view("branch"),  std::string_view("escape"),
    std::string_view("invoke"),  std::string_view("detach"),
    std::string_view("borrow"),  std::string_view("follow"),
    std::string_view("call"),    std::string_view("throw"),
    std::string_view("discard"), std::string_view("begin"),
    std::string_view("settle")};
static_assert(Kinds.size() == size_t(EventKind::Settle) + 1 &&
              Kinds[size_t(EventKind::Suspend)] == "suspend" &&
              Kinds[size_t(EventKind::Escape)] == "escape");

/// Before an input, in the order of Flow.
inline constexpr std::array FlowMarks{
    std::string_view(""), std::string_view("~"), std::string_view("?"),
    std::string_view("!"), std::string_view("^")};

/// The bool members of an Event, in brackets.
inline constexpr std::pair<bool Event::*, std::string_view> Flags[] = {
    {&Event::Constant, "constant"},
    {&Event::Reset, "reset"},
    {&Event::Conditional, "conditional"},
    {&Event::May, "may"},
    {&Event::InPlace, "in place"},
    {&Event::Step, "step"},
    {&Event::Shrinks, "shrinks"},
    {&Event::Amount, "amount"},
    {&Event::Checked, "checked"},
    {&Event::Deferred, "deferred"},
    {&Event::Initial, "initial"},
    {&Event::Moved, "moved"},
    {&Event::Existence, "existence"},
    {&Event::Awaited, "awaited"},
    {&Event::Removal, "removal"},
    {&Event::Growth, "growth"},
    {&Event::OwnElement, "own"},
    {&Event::Index, "index"},
    {&Event::Loop, "loop"},
    {&Event::Assertion, "assertion"},
    {&Event::Equality, "equality"},
    {&Event::SharedLock, "shared"},
    {&Event::Momentary, "momentary"},
    {&Event::NotTaken, "not taken"},
    {&Event::Adopts, "adopts"},
    {&Event::Reentrant, "reentrant"},
    {&Event::IsLock, "lock"},
    {&Event::Certain, "certain"},
    {&Event::Start, "continuation"},
    {&Event::Tells, "tells"},
    {&Event::Error, "error"},
    {&Event::Dropped, "dropped"},
    {&Event::Idempotent, "idempotent"},
    {&Event::Throws, "throws"},
    {&Event::InTry, "in try"},
    {&Event::Truth, "truth"},
    {&Event::Negated, "negated"},
    {&Event::Unwinds, "unwinds"},
    {&Event::Lazy, "lazy"},
    {&Event::Deliberate, "deliberate"},
    {&Event::Unused, "unused"},
    {&Event::Many, "many"},
    {&Event::Converted, "converted"},
    {&Event::Replaced, "replaced"},
    {&Event::Result, "result"},
    {&Event::Status, "status"},
    {&Event::NoDiscard, "nodiscard"}};

/// After an edge, in the order of EdgeKind.
inline constexpr std::array EdgeMarks{std::string_view(""),
                                      std::string_view(" (throws)"),
                                      std::string_view(" (forks)")};

/// In the order of RootKind.
inline constexpr std::array Roots{
    std::string_view("this"),      std::string_view("global"),
    std::string_view("parameter"), std::string_view("local"),
    std::string_view("temporary"), std::string_view("unknown")};
static_assert(Roots.size() == size_t(RootKind::Unknown) + 1);

/// After the arrow of a pointer, in the order of Ownership.
inline constexpr std::array Owners{std::string_view(""),
                                   std::string_view("(unique)"),
                                   std::string_view("(fresh)")};

/// After a path, in the order of ValueClass.
inline constexpr std::array Classes{
    std::string_view(""), std::string_view("bool"), std::string_view("number"),
    std::string_view("handle"), std::string_view("container")};
static_assert(Classes.size() == size_t(ValueClass::Container) + 1);

/// Of a place that cannot change, and of a private member.
inline constexpr std::string_view Immutable = "const", Private = "private";
/// Of a pointer into a list of its kind, and of a place that stands for deeper
/// ones.
inline constexpr std::string_view Link = "link", Cut = "cut";
/// Of a root that is a table of a database.
inline constexpr std::string_view Table = "table";
/// ... of keys and values.
inline constexpr std::string_view KeyValue = "key-value";
/// Of a place of which the program says so, and of a function, on its own line.
inline constexpr std::string_view SingleOwner = "single-owner";
/// Before the root of a local variable that other activities reach.
inline constexpr std::string_view SharedLocal = "shared ";

/// True if \p C can stand in a name without quotes.
inline bool isNameCharacter(char C) {
  return llvm::isAlnum(C) || C == '_' || C == '$' || C == '~' || (C & 0x80);
}

/// True if \p C can stand in a key without quotes.
inline bool isKeyCharacter(char C) {
  return static_cast<unsigned char>(C) >= ' ' && C != '"' && C != '\\' &&
         C != '[' && C != ']' && C != ':' && C != 0x7F;
}

} // namespace await_tidy::textform

#endif
