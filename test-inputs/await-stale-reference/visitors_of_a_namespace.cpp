// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A function whose own name says that it runs a callable later is known by
// that; the name of the namespace around it says nothing.
#include "coro.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace async_shelves {

/// Calls \p visit for each part of a path.
template <class Visit> int each_part(const std::string &path, Visit visit) {
  int parts = 0;
  for (char c : path) {
    if (!visit(std::string(1, c)))
      break;
    ++parts;
  }
  return parts;
}

/// Keeps \p visit until the parts have been read.
void async_each_part(std::string path, std::function<bool(std::string)> visit);

template <class Value> class Shelves {
public:
  void make(const std::string &path) {
    auto parent = boards_.find("");
    each_part(path, [this, &parent](std::string part) {
      auto found = boards_.find(parent->first + part); // ok: it is called at once
      if (found == boards_.end())
        found = boards_.emplace(parent->first + part, Value()).first;
      parent = found;
      return true;
    });
  }

  void make_later(const std::string &path) {
    auto parent = boards_.find(""); // note: check
    async_each_part(path, [this, parent](std::string part) mutable { // note: suspension
      auto found = boards_.find(parent->first + part); // expect: await-stale-reference
      if (found == boards_.end())
        return false;
      parent = found;
      return true;
    });
  }

  void remove(const std::string &path) {
    boards_.erase(path); // note: writer
  }

private:
  std::map<std::string, Value> boards_;
};

template class Shelves<int>;

} // namespace async_shelves
