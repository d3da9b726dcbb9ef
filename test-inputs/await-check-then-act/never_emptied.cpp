// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A pointer that nobody can empty stays what the test found it to be.
// scenario: 64
#include "coro.h"
#include <memory>
#include <optional>
#include <string>
#include <utility>

struct Printer {
  void feed();
};
mock::task<> spool();

class Desk {
public:
  explicit Desk(std::shared_ptr<Printer> p) : installed(std::move(p)) {}

  mock::task<> print() {
    if (!installed)
      co_return;
    co_await spool();
    installed->feed(); // ok: only the constructor sets it
  }
  mock::task<> print_lazily() {
    if (!made)
      made = std::make_unique<Printer>();
    co_await spool();
    made->feed(); // ok: it is made once and stays
  }
  mock::task<std::size_t> title_length() {
    if (!title)
      co_return 0;
    co_await spool();
    co_return title->size(); // ok: it is only ever filled
  }
  mock::task<> use_chosen() {
    if (!chosen)
      co_return;
    co_await spool();
    chosen->feed(); // ok: only objects that are there are chosen
  }
  mock::task<> use_borrowed() {
    if (!borrowed)
      co_return;
    co_await spool();
    borrowed->feed(); // expect: await-check-then-act
  }
  mock::task<std::size_t> footer_length() {
    if (!footer)
      co_return 0;
    co_await spool();
    co_return footer->size(); // expect: await-check-then-act
  }

  void name(std::string text) { title = std::move(text); }
  void rename(const std::optional<std::string> &text) {
    if (text)
      title = text;
  }
  void choose(Printer &p) { chosen = &p; }
  void borrow(Printer *p) { borrowed = p; } // can be null
  void end_page(std::optional<std::string> text) { footer = std::move(text); }

private:
  std::shared_ptr<Printer> installed;
  std::unique_ptr<Printer> made;
  std::optional<std::string> title, footer;
  Printer *chosen = nullptr;
  Printer *borrowed = nullptr;
};
