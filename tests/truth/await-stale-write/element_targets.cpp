// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_element_targets {
#include "test-inputs/await-stale-write/element_targets.cpp"

namespace inboxes {
// What the input only declares.
mock::task<std::string> next_message() {
  return truth::answer<std::string>("next_message");
}
mock::task<int> next_size() { return truth::answer<int>("next_size"); }
// What is shared, and seen at the end.
auto fields(Cursor &it) { return std::tie(it.text); }
auto fields(Inbox &it) {
  return std::tie(it.slots, it.newest, it.write_at, it.latest, it.queues,
                  it.sizes, it.current);
}
auto fields(Mailbox &it) { return std::tie(it.sizes, it.at); }
} // namespace inboxes

TRUTH("await-stale-write/element_targets.cpp") {
  using namespace inboxes;
  globals(inboxes::outbox, inboxes::outbox_bytes, inboxes::active_cursor);
  run("Inbox::store_by_index", [] { return part<Inbox>().store_by_index(); });
  run("Inbox::store_by_pointer",
      [] { return part<inboxes::Inbox>().store_by_pointer(); });
  run("Inbox::store_by_key",
      [] { return part<inboxes::Inbox>().store_by_key(any); });
  run("Inbox::append", [] { return part<inboxes::Inbox>().append(any); });
  run("Inbox::append_late",
      [] { return part<inboxes::Inbox>().append_late(any); });
  run("Inbox::edit", [] { return part<inboxes::Inbox>().edit(); });
  run("Inbox::edit_late", [] { return part<Inbox>().edit_late(); });
  run("Inbox::weigh", [] { return part<inboxes::Inbox>().weigh(any); });
  run("record_size", [] { return inboxes::record_size(any); });
  run("enqueue", [] { return inboxes::enqueue(any); });
  run("edit_active", [] { return inboxes::edit_active(); });
  run("replace", [] { return replace(any); });
}

} // namespace truth_of::stale_write_element_targets
