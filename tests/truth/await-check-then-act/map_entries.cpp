// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_map_entries {
#include "test-inputs/await-check-then-act/map_entries.cpp"

namespace dns {
// What the input only declares.
mock::task<Address> resolve(std::string) {
  return truth::answer<Address>("resolve");
}
template <class Key, class Value>
auto Memo<Key, Value>::make(Key) -> mock::task<Value> {
  return truth::answer<Value>("make");
}
// What is shared, and seen at the end.
auto fields(Address &it) { return std::tie(it.text, it.ttl); }
auto fields(Resolver &it) { return std::tie(it.known_, it.aliases_); }
auto fields(Zone &it) { return std::tie(it.records.a, it.records.asked); }
template <class Key, class Value> auto fields(Memo<Key, Value> &it) {
  return std::tie(it.values);
}
} // namespace dns

TRUTH("await-check-then-act/map_entries.cpp") {
  using namespace dns;
  globals(dns::hosts_file);
  run("Resolver::learn", [] { return part<dns::Resolver>().learn(any); });
  run("Resolver::learn_assigning",
      [] { return part<dns::Resolver>().learn_assigning(any); });
  run("Resolver::learn_containing",
      [] { return part<dns::Resolver>().learn_containing(any); });
  run("Resolver::learn_counting",
      [] { return part<dns::Resolver>().learn_counting(any); });
  run("Resolver::learn_once",
      [] { return part<dns::Resolver>().learn_once(any); });
  run("Resolver::learn_emplacing",
      [] { return part<dns::Resolver>().learn_emplacing(any); });
  run("Resolver::learn_inserting",
      [] { return part<dns::Resolver>().learn_inserting(any); });
  run("Resolver::learn_asking_again",
      [] { return part<dns::Resolver>().learn_asking_again(any); });
  run("Resolver::refresh", [] { return part<dns::Resolver>().refresh(any); });
  run("Resolver::learn_another",
      [] { return part<dns::Resolver>().learn_another(any, any); });
  run("remember", [] { return dns::remember(any); });
  run("remember_once", [] { return dns::remember_once(any); });
  run("fill", [] { return dns::fill(any, any); });
  run("fill_once", [] { return dns::fill_once(part<dns::Zone>(), any); });
  run("Memo::get", [] { return part<dns::Memo<int, long>>().get(any); });
  run("Memo::get_once",
      [] { return part<dns::Memo<int, long>>().get_once(any); });
}

} // namespace truth_of::check_then_act_map_entries
