// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_topic_broker {
#include "test-inputs/clean/topic_broker.cpp"

// What is shared, and seen at the end.
auto fields(Subscription &it) { return std::tie(it.id, it.handler, it.alive); }
auto fields(Topic &it) {
  return std::tie(it.subscriptions_, it.last_id_, it.publishing_);
}
auto fields(Topic::Publishing &it) { return std::tie(it.topic_); }
auto built(truth::of<Topic::Publishing>) {
  return new Topic::Publishing(part<Topic>());
}
auto fields(Broker &it) { return std::tie(it.topics_, it.delivered_); }

TRUTH("clean/topic_broker.cpp") {
  run("Topic::publish", [] { return part<Topic>().publish(any); });
  run("Broker::publish", [] { return part<Broker>().publish(any, any); });
  run("Broker::publish_everywhere",
      [] { return part<Broker>().publish_everywhere(any); });
}

} // namespace truth_of::clean_topic_broker
