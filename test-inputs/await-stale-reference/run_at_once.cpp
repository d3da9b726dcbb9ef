// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A visitor that is handed on by reference and run at once.
#include "coro.h"

#include <map>
#include <string>

namespace paths {

template <class It, class Out> int split(It first, It last, Out write) {
  int n = 0;
  while (first != last && write(first, first + 1)) {
    ++first;
    ++n;
  }
  return n;
}

template <class Out> int split(const std::string &s, Out write) {
  return split(s.begin(), s.end(), [&write](auto a, auto b) { return write(std::string(a, b)); });
}

struct Tree {
  void add(const std::string &path) {
    auto parent = nodes.find("");
    split(path, [this, &parent](std::string step) {
      auto it = nodes.find(parent->second + step); // ok: nobody runs in between
      if (it == nodes.end())
        return false;
      parent = it;
      return true;
    });
  }
  mock::task<> drop(std::string key) {
    co_await mock::yield();
    nodes.erase(key);
  }
  std::map<std::string, std::string> nodes;
};

} // namespace paths
