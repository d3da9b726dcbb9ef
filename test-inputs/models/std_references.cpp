// Functions of the standard library that hand on what they are given, and those
// that make something new.
#include "coro.h"
#include <functional>
#include <memory>
#include <new>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

mock::task<bool> ask(int number);

struct Slot {
  int value = 0;
};

struct Board {
  int a = 0, b = 0, c = 0, d = 0, e = 0;
  int f = 0, g = 0;
  std::vector<int> rows;
  std::unordered_map<int, int> cells;
  std::shared_ptr<Slot> first, second;

  mock::task<> through_ref(int number) {
    const int before = std::cref(a).get();
    co_await ask(number);
    std::ref(a).get() = before + 1; // missed: await-stale-write a reference_wrapper is not looked through
  }

  mock::task<> through_const(int number) {
    const int before = std::as_const(b); // note: check
    co_await ask(number); // note: suspension
    b = before + 1; // expect: await-stale-write
  }

  mock::task<> through_address(int number) {
    int *at = std::addressof(c);
    const int before = *std::launder(at); // note: check
    co_await ask(number); // note: suspension
    *at = before + 1; // expect: await-stale-write
  }

  mock::task<> through_tuple(int number) {
    const auto [x, y] = std::forward_as_tuple(d, e);
    const int before = x;
    co_await ask(number);
    d = before + 1; // missed: await-stale-write the references in a tuple are not followed through its bindings
  }

  mock::task<> something_new(int number) {
    auto one = std::make_shared_for_overwrite<Slot>();
    auto two = std::make_unique_for_overwrite<Slot>();
    auto three = std::allocate_shared<Slot>(std::allocator<Slot>());
    one->value = two->value = three->value = number;
    const int before = one->value + two->value + three->value;
    co_await ask(number);
    one->value = two->value = three->value = before; // ok: nobody else has them
  }

  mock::task<> from_the_end(int number) {
    int last = rows.crbegin() == rows.crend() || rows.rbegin() == rows.rend()
                   ? 0
                   : *rows.crbegin(); // note: check
    co_await ask(number); // note: suspension
    rows.push_back(last + 1); // expect: await-stale-write medium
  }

  mock::task<> make_room(int number) {
    if (cells.size() == cells.max_size())
      co_return;
    co_await ask(number);
    cells.rehash(100); // ok: holds the same
  }

  mock::task<> same_owner(int number) {
    if (!first.owner_before(second)) // note: check
      co_return;
    co_await ask(number); // note: suspension
    first.reset(); // expect: await-check-then-act
  }
};
