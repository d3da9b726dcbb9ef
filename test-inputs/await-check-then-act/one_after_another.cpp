// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// State that a call makes for its own continuations. If they run one after the other, nobody comes in between;
// if some run side by side, or somebody else gets hold of it, others do.
#include "coro.h"

#include <functional>
#include <memory>
#include <vector>

namespace census {

template <class T> class counted {
public:
  T *operator->() const { return p_; }
  explicit operator bool() const { return p_; }

private:
  T *p_ = nullptr;
};
template <class T> counted<T> make_counted();

mock::future<int> read_page(int shelf);
mock::future<int> until(std::function<bool()> done, std::function<mock::future<int>()> step);
mock::future<int> for_each(const std::vector<int> &shelves, std::function<mock::future<int>(int)> step);

struct Tally {
  int at = 0, total = 0;
  bool ended = false;
};
std::vector<std::shared_ptr<Tally>> tallies;

void list() {
  struct Cursor {
    int at = 0, total = 0;
    bool ended = false;
  };
  auto c = make_counted<Cursor>();
  until([c] { return c->ended; },
        [c] {
          if (c->at == c->total)
            return read_page(0).then([c](int size) {
              if (size == 0)
                c->ended = true;
              else
                c->total = size; // ok: the steps of one call, each with what only this call has
              return size;
            });
          c->at = c->at + 1;
          return mock::future<int>(c->at);
        })
      .then([c](int) { return c->total; });
}

void list_known() {
  auto t = std::make_shared<Tally>();
  until([t] { return t->ended; },
        [t] {
          if (t->at == t->total)
            return read_page(1).then([t](int size) {
              t->total = size; // ok: as above
              return size;
            });
          t->ended = true;
          return mock::future<int>(0);
        });
}

void list_side_by_side(const std::vector<int> &shelves) {
  auto t = std::make_shared<Tally>();
  for_each(shelves, [t](int shelf) {
    if (t->at == t->total)                          // note: check
      return read_page(shelf).then([t](int size) { // note: suspension
        t->total = size;                            // expect: await-check-then-act
        return size;
      });
    return mock::future<int>(0);
  });
}

void list_twice() {
  auto t = std::make_shared<Tally>();
  until([t] { return t->ended; },
        [t] {
          if (t->at == t->total)
            return read_page(1).then([t](int size) {
              t->total = size; // expect: await-check-then-act
              return size;
            });
          return mock::future<int>(0);
        });
  read_page(2).then([t](int size) { return t->total = size; });
}

void list_published() {
  auto t = std::make_shared<Tally>();
  tallies.push_back(t);
  until([t] { return t->ended; },
        [t] {
          if (t->at == t->total)
            return read_page(1).then([t](int size) {
              t->total = size; // expect: await-check-then-act
              return size;
            });
          return mock::future<int>(0);
        });
}

struct Sweep : std::enable_shared_from_this<Sweep> {
  int at = 0, total = 0;
  void start();
};

void list_beside_a_sweep() {
  auto s = std::make_shared<Sweep>();
  s->start(); // hands itself on
  until([s] { return s->at > 9; },
        [s] {
          if (s->at == s->total)
            return read_page(1).then([s](int size) {
              s->total = size; // expect: await-check-then-act
              return size;
            });
          return mock::future<int>(0);
        });
}

} // namespace census
