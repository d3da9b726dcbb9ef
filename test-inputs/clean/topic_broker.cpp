// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Topics with subscribers: who leaves during a publication is only marked and removed later.
#include "coro.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

using Handler = std::function<mock::task<>(std::string)>;

struct Subscription {
  std::uint64_t id = 0;
  Handler handler;
  bool alive = true;
};

class Topic {
public:
  std::uint64_t subscribe(Handler handler) {
    subscriptions_.push_back({++last_id_, std::move(handler)});
    return last_id_;
  }

  void unsubscribe(std::uint64_t id) {
    for (Subscription &subscription : subscriptions_)
      if (subscription.id == id)
        subscription.alive = false;
    if (publishing_ == 0)
      sweep();
  }

  mock::task<std::size_t> publish(std::string message) {
    std::size_t reached = 0;
    const Publishing publishing(*this); // ok: remove_if looks for itself, at the end of the scope
    for (Subscription &subscription : subscriptions_) { // false-alarm: await-stale-reference nothing is removed while publishing_ is not 0
      if (!subscription.alive)
        continue;
      co_await subscription.handler(message);
      ++reached;
    }
    co_return reached;
  }

private:
  class Publishing {
  public:
    explicit Publishing(Topic &topic) : topic_(topic) { ++topic_.publishing_; }
    Publishing(const Publishing &) = delete;
    ~Publishing() {
      if (--topic_.publishing_ == 0)
        topic_.sweep();
    }

  private:
    Topic &topic_;
  };

  void sweep() {
    subscriptions_.remove_if([](const Subscription &s) { return !s.alive; });
  }

  std::list<Subscription> subscriptions_;
  std::uint64_t last_id_ = 0;
  int publishing_ = 0;
};

class Broker {
public:
  mock::task<std::size_t> publish(std::string name, std::string message) {
    auto found = topics_.find(name);
    if (found == topics_.end())
      co_return 0;
    const std::shared_ptr<Topic> topic = found->second;
    const std::size_t reached = co_await topic->publish(std::move(message));
    delivered_ += reached; // ok: in one step
    co_return reached;
  }

  mock::task<> publish_everywhere(std::string message) {
    std::vector<std::shared_ptr<Topic>> topics;
    topics.reserve(topics_.size());
    for (const auto &[name, topic] : topics_)
      topics.push_back(topic);
    for (const auto &topic : topics) // ok: a copy that owns them
      delivered_ += co_await topic->publish(message);
  }

  std::shared_ptr<Topic> topic(const std::string &name) {
    auto &topic = topics_[name];
    if (!topic)
      topic = std::make_shared<Topic>();
    return topic;
  }

  void drop(const std::string &name) { topics_.erase(name); }

private:
  std::map<std::string, std::shared_ptr<Topic>> topics_;
  std::size_t delivered_ = 0;
};
