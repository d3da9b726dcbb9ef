// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Conditions that decide about the wait or about its result, not about the write.
#include "coro.h"
#include <map>
#include <memory>
#include <string>

mock::task<> warn_operator();
mock::task<bool> is_healthy(std::string node);

class Alarm {
public:
  // scenario: 57
  mock::task<> escalate() {
    if (level >= 9)
      co_await warn_operator();
    level = 10; // ok: written whatever the level was
  }

  // scenario: 60
  mock::task<> poll() {
    if (co_await is_healthy("self"))
      level = 1; // ok: only the answer decides, nothing was read before
  }

  // scenario: 60
  mock::task<> poll_inverted() {
    const bool healthy = co_await is_healthy("self");
    if (!healthy)
      level = 9; // ok: nothing stale in the decision
  }

  // scenario: 48
  mock::task<> disarm() {
    if (disarmed) // note: check
      co_return;
    co_await warn_operator(); // note: suspension
    disarmed = true;          // expect: await-check-then-act
  }

private:
  int level = 0;
  bool disarmed = false;
};

struct Node {
  int failures = 0;
};

// scenario: 57
mock::task<> reset_failures(Node &node) {
  if (node.failures > 0)
    co_await warn_operator();
  node.failures = 0; // ok: zero in any case
}

// scenario: 38
mock::task<> forgive(Node &node) {
  if (node.failures > 0) {    // note: check
    co_await warn_operator(); // note: suspension
    --node.failures;          // expect: await-check-then-act
  }
}

// scenario: 60
mock::task<> probe(std::shared_ptr<Node> node, std::string name) {
  if (co_await is_healthy(name))
    node->failures = 0; // ok: decided by the answer alone
}

int siren = 0;

// scenario: 57
mock::task<> silence() {
  if (siren != 0)
    co_await warn_operator();
  siren = 0; // ok: the condition was about the wait
}

std::map<std::string, bool> reachable;

// scenario: 60
mock::task<> sweep(const std::string node) {
  if (!co_await is_healthy(node))
    reachable[node] = false; // ok: no earlier look at the entry
}
