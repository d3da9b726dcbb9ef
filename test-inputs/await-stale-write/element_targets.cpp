// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Elements and pointees on the left of `=` are found after the await, objects of a call before it.
#include "coro.h"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace inboxes {

mock::task<std::string> next_message();
mock::task<int> next_size();

struct Cursor {
  void apply(const std::string &edit) { text += edit; }
  std::string text;
};

class Inbox {
public:
  // scenario: 16
  mock::task<> store_by_index() {
    slots[write_at] = co_await next_size(); // ok: the left side is evaluated after the await
  }

  // scenario: 16
  mock::task<> store_by_pointer() {
    *newest = co_await next_size(); // ok: the pointer is read after the await
  }

  // scenario: 16
  mock::task<> store_by_key(std::string topic) {
    latest[topic] = co_await next_message(); // ok: the entry is looked up after the await
  }

  // scenario: 18
  mock::task<> append(std::string topic) {
    queues[topic].push_back( // expect: await-stale-reference medium
        co_await next_message());
  }

  // scenario: 18
  mock::task<> append_late(std::string topic) {
    auto message = co_await next_message();
    queues[topic].push_back(message); // ok: the entry is looked up after the await
  }

  // scenario: 18
  mock::task<> edit() {
    current->apply( // expect: await-stale-reference medium
        co_await next_message());
  }

  // scenario: 18
  mock::task<> edit_late() {
    auto message = co_await next_message();
    current->apply(message); // ok: the pointer is read after the await
  }

  // scenario: 18
  mock::task<> weigh(std::string topic) {
    sizes[topic] += co_await next_size(); // ok: the right side comes first
  }

  void drop(const std::string &topic) { queues.erase(topic); }
  void follow(Cursor *cursor) { current = cursor; }
  void advance(int *slot) {
    newest = slot;
    ++write_at;
  }

private:
  int slots[16] = {};
  int *newest = slots;
  int write_at = 0;
  std::unordered_map<std::string, std::string> latest;
  std::unordered_map<std::string, std::vector<std::string>> queues;
  std::unordered_map<std::string, int> sizes;
  Cursor *current = nullptr;
};

std::map<int, std::vector<std::string>> outbox;
std::map<int, int> outbox_bytes;
Cursor *active_cursor = nullptr;

void close_outbox(int peer) { outbox.erase(peer); }
void activate(Cursor *cursor) { active_cursor = cursor; }

// scenario: 16
mock::task<> record_size(int peer) {
  outbox_bytes[peer] = co_await next_size(); // ok: the entry is looked up after the await
}

// scenario: 18
mock::task<> enqueue(int peer) {
  outbox[peer].push_back( // expect: await-stale-reference medium
      co_await next_message());
}

// scenario: 18
mock::task<> edit_active() {
  active_cursor->apply( // expect: await-stale-reference medium
      co_await next_message());
}

struct Mailbox {
  std::vector<int> sizes;
  std::size_t at = 0;
};

// scenario: 16
mock::task<> replace(std::shared_ptr<Mailbox> box) {
  box->sizes[box->at] = co_await next_size(); // ok: the left side is evaluated after the await
}

} // namespace inboxes
