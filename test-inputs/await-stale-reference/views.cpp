// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A view refers to the elements of a container without owning them.
#include "coro.h"

#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace notes {

mock::task<> save(std::string text);
mock::task<> sync();
void show(std::string_view text);

class Page {
public:
  void type(std::string_view s) { text_ += s; }
  void mark(int line) { marks_.push_back(line); }

  // scenario: 70
  mock::task<> view_of_string() {
    std::string_view text = text_;
    co_await sync();
    show(text); // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> part_of_string() {
    auto head = std::string_view(text_).substr(0, 80);
    co_await sync();
    show(head); // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> c_string() {
    const char *text = text_.c_str();
    co_await sync();
    std::puts(text); // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> view_of_vector() {
    std::span<int> marks = marks_;
    co_await sync();
    marks[0] = 1; // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<int> data_of_vector() {
    const int *marks = marks_.data(); // note: check
    co_await sync();                  // note: suspension
    co_return marks[0];               // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> copy_of_string() {
    std::string text = text_;
    co_await sync();
    show(text); // ok: a copy
  }

  // scenario: 70
  mock::task<> view_again() {
    std::string_view text = text_;
    show(text);
    co_await sync();
    text = text_;
    show(text); // ok: made again after the await
  }

  // scenario: 70
  mock::task<> copied_for_the_call() {
    std::string_view text = text_;
    co_await save(std::string(text)); // ok: copied before the await
  }

private:
  std::string text_;
  std::vector<int> marks_;
};

std::string headline;

void rewrite(std::string s) { headline = std::move(s); }

// scenario: 70
mock::task<> print_headline() {
  const std::string_view text = headline;
  co_await sync();
  show(text); // expect: await-stale-reference
}

// scenario: 70
mock::task<> print_headline_late() {
  co_await sync();
  const std::string_view text = headline;
  show(text); // ok: made after the await
}

struct Draft {
  std::vector<std::string> lines;
};

void clear(Draft &draft) { draft.lines.clear(); }

// scenario: 70
mock::task<> print_first(std::shared_ptr<Draft> draft) {
  std::string_view first = draft->lines.front();
  co_await sync();
  show(first); // expect: await-stale-reference medium
}

// scenario: 70
mock::task<> print_own(std::string text) {
  std::string_view view = text;
  co_await sync();
  show(view); // ok: a view of the coroutine's own parameter
}

} // namespace notes
