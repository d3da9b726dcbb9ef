// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_shared_ownership {
#include "test-inputs/await-stale-write/shared_ownership.cpp"

// What the input only declares.
mock::task<int> next_packet() { return truth::answer<int>("next_packet"); }
// What is shared, and seen at the end.
auto fields(Stream &it) { return std::tie(it.bytes); }
auto fields(Hub &it) { return std::tie(it.streams); }
auto fields(Offsets &it) { return std::tie(it.base, it.end); }
auto built(truth::of<Offsets>) { return new Offsets(truth::some<int>()); }
auto fields(Reader &it) { return std::tie(it.received); }

TRUTH("await-stale-write/shared_ownership.cpp") {
  globals(latest, frame_end, dropped);
  run("Hub::add", [] { return part<Hub>().add(any); });
  skip("Hub::add_listed",
       "marked as racy; no beginning that shows it is known yet");
  skip("publish", "marked as racy; no beginning that shows it is known yet");
  run("consume", [] { return consume(any); });
  run("Offsets::place", [] { return part<Offsets>().place(); });
  run("place_frame", [] { return place_frame(); });
  run("Reader::pump", [] { return part<Reader>().pump(); });
  run("drop", [] { return drop(any); });
}

} // namespace truth_of::stale_write_shared_ownership
