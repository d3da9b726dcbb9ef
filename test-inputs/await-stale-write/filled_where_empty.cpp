// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A cache that is asked first, and filled with the answer of a server. What the
// server fills in was found empty: nothing of the old entry is in it.
#include "coro.h"

#include <map>
#include <optional>
#include <string>

class Names {
public:
  mock::task<std::string> address_of(std::string name) {
    std::string answer;
    if (auto known = look_up(name))
      answer = *known;
    if (answer.empty()) {
      if (!co_await ask(name, answer))
        co_return "";
      store(name, answer); // ok: it was empty, and is what the server said
    }
    co_return answer;
  }

  mock::task<std::string> fresh_address_of(std::string name) {
    std::string answer;
    if (auto known = look_up(name)) // note: check
      answer = *known;
    if (co_await has_changed(name)) // note: suspension
      if (!co_await ask(name, answer))
        co_return "";
    store(name, answer); // expect: await-snapshot-rollback
    co_return answer;
  }

  mock::task<std::string> longest(std::string name) {
    std::string answer = entries_[name]; // note: check
    if (!answer.empty()) {
      co_await ask(name, answer); // note: suspension
      entries_[name] = answer;    // expect: await-stale-write
    }
    co_return answer;
  }

private:
  std::optional<std::string> look_up(const std::string &name) {
    auto found = entries_.find(name);
    if (found == entries_.end())
      return std::nullopt;
    return found->second;
  }
  void store(const std::string &name, std::string answer) {
    auto found = entries_.find(name);
    if (found == entries_.end())
      entries_.emplace(name, answer);
    else
      found->second = answer;
  }
  mock::task<bool> ask(std::string name, std::string &answer) {
    const std::string said = co_await reply(name);
    if (said.size() < 4)
      co_return false;
    answer += said;
    co_return true;
  }
  static mock::task<std::string> reply(std::string name);
  static mock::task<bool> has_changed(std::string name);

  std::map<std::string, std::string> entries_;
};
