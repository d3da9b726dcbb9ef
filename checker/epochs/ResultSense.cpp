//===- ResultSense.cpp - What a condition says of a result ----------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "epochs/ResultSense.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace await_tidy;

ResultSense::ResultSense(const EventGraph &G, const PlaceTable &Places)
    : G(G), Places(Places), Defs(G.NumSlots), Used(G.NumSlots) {
  for (const Block &B : G.Blocks)
    for (EventId Id : B.Events) {
      const Event &E = G.Events[Id];
      for (const Input &I : E.Inputs)
        Used.set(I.Slot);
      if (E.Dst)
        Defs[E.Dst].push_back(Id);
      if (E.Kind == EventKind::Write || E.Kind == EventKind::Update)
        for (PlaceId P : E.Places)
          if (!Places.isShared(P))
            Stores[P].push_back(Id);
    }
}

/// First where the truth of it is kept, then where anything is computed from
/// it.
Sense ResultSense::of(llvm::ArrayRef<Input> Values, EventId Of,
                      SymbolId *Enumerator) const {
  for (bool Exact : {true, false}) {
    if (Enumerator)
      *Enumerator = 0;
    llvm::SmallVector<std::pair<SlotId, bool>, 8> Work;
    llvm::DenseSet<SlotId> Seen;
    for (const Input &I : Values)
      Work.push_back({I.Slot, false});
    while (!Work.empty()) {
      auto [Slot, Negated] = Work.pop_back_val();
      constexpr size_t MaxSlots = 32;
      if (Seen.size() > MaxSlots || !Seen.insert(Slot).second)
        continue;
      if (Exact && Defs[Slot].size() > 1)
        continue;
      for (EventId D : Defs[Slot]) {
        const Event &E = G.Events[D];
        if (D == Of)
          return !Exact               ? Sense::Unknown
                 : Negated != E.Error ? Sense::False
                                      : Sense::True;
        if (E.Kind == EventKind::Compute) {
          // The truth of a comparison says nothing of what is compared again.
          bool Compares = Exact && Enumerator && !*Enumerator && E.Enumerator;
          if (Compares)
            *Enumerator = E.Enumerator;
          for (const Input &I : E.Inputs)
            // What an operation is given is no part of its result.
            if (I.How != Flow::Opaque && I.How != Flow::Control &&
                (!Exact || E.Truth || Compares || I.How == Flow::Copy))
              Work.push_back(
                  {I.Slot, Negated != ((E.Truth || Compares) && E.Negated)});
        } else if (E.Kind == EventKind::Read) {
          for (PlaceId P : E.Places)
            for (PlaceId Up = P; Up; Up = Places.node(Up).Parent) {
              auto Stored = Stores.find(Up);
              if (Stored == Stores.end() ||
                  (Exact && (Stored->second.size() > 1 || Up != P)))
                continue;
              for (EventId W : Stored->second)
                for (const Input &I : G.Events[W].Inputs)
                  if (I.How != Flow::Control)
                    Work.push_back({I.Slot, Negated});
            }
        }
      }
    }
  }
  return Sense::No;
}
