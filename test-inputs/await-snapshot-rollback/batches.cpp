// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A batch is moved out to be sent; moving it back as a whole loses what arrived meanwhile.
#include "coro.h"

#include <deque>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace outgoing {

struct Event {
  std::string name;
};

mock::task<bool> send(const std::vector<Event> &events);
mock::task<bool> send_lines(std::deque<std::string> lines);

class Uplink {
public:
  void add(Event e) { pending.push_back(std::move(e)); }

  // scenario: 80
  mock::task<> flush() {
    auto batch = std::move(pending); // note: check
    if (!co_await send(batch))       // note: suspension
      pending = std::move(batch);    // expect: await-snapshot-rollback
  }

  // scenario: 80
  mock::task<> flush_exchanged() {
    auto batch = std::exchange(pending, {}); // note: check
    const bool sent = co_await send(batch);  // note: suspension
    if (!sent)
      pending = std::move(batch); // expect: await-snapshot-rollback
  }

  // scenario: 80
  mock::task<> flush_in_front() {
    auto batch = std::exchange(pending, {});
    if (!co_await send(batch))
      pending.insert(pending.begin(), std::make_move_iterator(batch.begin()),
                     std::make_move_iterator(batch.end())); // ok: keeps what is there now
  }

private:
  std::vector<Event> pending;
};

std::deque<std::string> log_lines;

// scenario: 80
mock::task<> ship_log() {
  auto lines = std::move(log_lines); // note: check
  log_lines.clear();
  if (!co_await send_lines(lines)) // note: suspension
    log_lines = lines;             // expect: await-snapshot-rollback
}

// scenario: 80
mock::task<> ship_log_in_front() {
  auto lines = std::move(log_lines);
  log_lines.clear();
  if (!co_await send_lines(lines))
    log_lines.insert(log_lines.begin(), lines.begin(), lines.end()); // ok: keeps what is there now
}

struct Outbox {
  std::vector<Event> events;
};

// scenario: 80
mock::task<> deliver(std::shared_ptr<Outbox> outbox) {
  std::vector<Event> batch;
  batch = std::move(outbox->events); // note: check
  try {
    co_await send(batch); // note: suspension
  } catch (...) {
    outbox->events = std::move(batch); // expect: await-snapshot-rollback
  }
}

// scenario: 80
mock::task<> deliver_in_front(std::shared_ptr<Outbox> outbox) {
  std::vector<Event> batch = std::move(outbox->events);
  outbox->events.clear();
  if (co_await send(batch))
    co_return;
  for (auto &newer : outbox->events)
    batch.push_back(std::move(newer));
  outbox->events = std::move(batch); // ok: what is there now was appended to the batch
}

} // namespace outgoing
