//===- Interleaving.cpp - The order of events that breaks it --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "output/Interleaving.h"
#include <algorithm>

using namespace await_tidy;

bool Interleaving::hasOther() const {
  return std::any_of(Steps.begin(), Steps.end(),
                     [](const InterleavingStep &S) { return S.IsOther; });
}

bool Interleaving::suspends() const {
  return std::any_of(Steps.begin(), Steps.end(), [](const InterleavingStep &S) {
    return S.Kind == NoteKind::Suspension;
  });
}

namespace {
class Teller {
public:
  explicit Teller(const Finding &F) : F(F) {
    Told.Own = F.Function;
    for (const Note &N : F.Notes)
      if (N.Kind == NoteKind::Writer && N.Where.isValid()) {
        Told.IsSameFunction = N.IsSameFunction;
        Told.Other = N.IsSameFunction ? F.Function : N.Function;
        break;
      }
  }

  Interleaving tell() {
    if (F.StartsTogether)
      together();
    else
      meanwhile();
    return std::move(Told);
  }

private:
  bool has(NoteKind Kind) const {
    return std::any_of(F.Notes.begin(), F.Notes.end(), [&](const Note &N) {
      return N.Kind == Kind && N.Where.isValid();
    });
  }

  InterleavingStep &add(const Note &N) {
    InterleavingStep S;
    S.Kind = N.Kind;
    S.Where = N.Where;
    S.Text = N.Text;
    S.IsOther = N.Kind == NoteKind::Writer;
    Told.Steps.push_back(std::move(S));
    return Told.Steps.back();
  }

  void add(NoteKind Kind, bool Inside = false) {
    bool First = true;
    for (const Note &N : F.Notes)
      if (N.Kind == Kind && N.Where.isValid()) {
        add(N).IsInside = Inside || (Kind == NoteKind::Suspension && !First);
        First = false;
      }
  }

  void addAct() {
    InterleavingStep S;
    S.Kind = NoteKind::Act;
    S.IsFinding = true;
    S.Where = F.Where;
    S.Text = F.Message;
    Told.Steps.push_back(std::move(S));
    add(NoteKind::Act, true);
  }

  /// One call of a function, and whoever comes while it is suspended.
  void meanwhile() {
    if (!has(NoteKind::Check)) {
      addAct();
      add(NoteKind::Suspension);
      add(NoteKind::Writer);
      return;
    }
    add(NoteKind::Check);
    add(NoteKind::Suspension);
    // Another call sees what this one saw, as nothing was changed in between.
    if (Told.IsSameFunction && has(NoteKind::Suspension))
      for (const Note &N : F.Notes)
        if (N.Kind == NoteKind::Check && N.Where.isValid())
          imply(N);
    add(NoteKind::Writer);
    addAct();
  }

  void imply(const Note &N) {
    InterleavingStep &S = add(N);
    S.IsOther = S.IsImplied = true;
  }

  /// Two coroutines that are started together. Each checks and suspends before
  /// one of them acts.
  void together() {
    std::vector<const Note *> First, Second;
    bool Acted = false;
    for (const Note &N : F.Notes) {
      if (N.Kind == NoteKind::Reason || !N.Where.isValid())
        continue;
      (Acted && N.Kind == NoteKind::Check) || !Second.empty()
          ? Second.push_back(&N)
          : First.push_back(&N);
      Acted |= N.Kind == NoteKind::Act;
    }
    // The finding's function is the one that starts them.
    Told.Own.clear();
    Told.IsSameFunction = Second.empty();
    auto Tell = [&](bool Other, bool Acts) {
      bool Same = Other && Second.empty();
      for (const Note *N : Other && !Same ? Second : First) {
        // The other one's own suspension does not matter.
        if ((N->Kind == NoteKind::Act) != Acts ||
            (Other && N->Kind == NoteKind::Suspension))
          continue;
        InterleavingStep &S = add(*N);
        S.IsOther = Other;
        S.IsImplied = Same;
      }
    };
    Tell(false, false);
    Tell(true, false);
    Tell(true, true);
    Tell(false, true);
  }

  const Finding &F;
  Interleaving Told;
};
} // namespace

Interleaving await_tidy::interleaving(const Finding &F) {
  return Teller(F).tell();
}
