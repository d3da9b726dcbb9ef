// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The result is tested, and the failing way leaves what was taken.
#include "coro.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

struct Reply {
  int code = 0;
  explicit operator bool() const { return code == 0; }
};
mock::task<bool> dial(std::string host);
mock::task<std::error_code> upload(long bytes);
mock::task<std::optional<std::string>> render(int pages);
mock::task<Reply> charge(std::string who, long cents);

class Dialer {
public:
  mock::task<bool> leaks_a_line(std::string host) {
    if (lines_ == 0)
      co_return false;
    --lines_; // expect: await-missing-compensation
    if (!co_await dial(host)) {
      std::printf("no answer from %s\n", host.c_str());
      co_return false;
    }
    ++calls_;
    co_return true;
  }

  mock::task<bool> keeps_the_line(std::string host) {
    if (lines_ == 0)
      co_return false;
    --lines_; // ok: given back
    if (!co_await dial(host)) {
      ++lines_;
      co_return false;
    }
    co_return true;
  }

  void hang_up() { ++lines_; }

  mock::task<bool> retries(std::string host) {
    while (tries_left_ > 0) {
      --tries_left_; // ok: a count of tries
      if (co_await dial(host))
        co_return true;
    }
    co_return false;
  }

  mock::task<bool> gives_up(std::string host) {
    if (attempts_ >= 3)
      co_return false;
    ++attempts_; // ok: a count of tries that success sets back
    if (!co_await dial(host))
      co_return false;
    attempts_ = 0;
    co_return true;
  }

private:
  int lines_ = 4, tries_left_ = 5, attempts_ = 0;
  long calls_ = 0;
};

class Uploader {
public:
  mock::task<> bad(long bytes) {
    if (in_flight_ + bytes > limit_)
      co_return;
    in_flight_ += bytes; // expect: await-missing-compensation medium
    if (std::error_code ec = co_await upload(bytes); ec) {
      std::printf("failed: %d\n", ec.value());
      co_return;
    }
    in_flight_ -= bytes;
  }

  mock::task<> good(long bytes) {
    if (in_flight_ + bytes > limit_)
      co_return;
    in_flight_ += bytes; // ok: subtracted again on both ways
    std::error_code ec = co_await upload(bytes);
    in_flight_ -= bytes;
    if (ec)
      std::printf("failed: %d\n", ec.value());
  }

  mock::task<bool> tries_again(long bytes) {
    if (in_flight_ + bytes > limit_)
      co_return false;
    in_flight_ += bytes; // ok: subtracted at the end of all tries
    std::error_code ec = co_await upload(bytes);
    for (int i = 0; i < 3 && ec; ++i)
      ec = co_await upload(bytes);
    in_flight_ -= bytes;
    co_return !ec;
  }

private:
  long in_flight_ = 0, limit_ = 1 << 20;
};

struct Printer {
  int paper = 100;
  int jams = 0;
};

mock::task<bool> print(std::shared_ptr<Printer> p, int pages) {
  if (p->paper < pages)
    co_return false;
  p->paper -= pages; // expect: await-missing-compensation
  auto text = co_await render(pages);
  if (!text.has_value())
    co_return false;
  std::printf("%s\n", text->c_str());
  co_return true;
}

mock::task<bool> print_or_give_back(std::shared_ptr<Printer> p, int pages) {
  if (p->paper < pages)
    co_return false;
  p->paper -= pages; // ok: added back
  auto text = co_await render(pages);
  if (text == std::nullopt) {
    p->paper += pages;
    co_return false;
  }
  co_return true;
}

class Wallet {
public:
  mock::task<bool> buy(std::string who, long cents) {
    if (cents_ < cents)
      co_return false;
    cents_ -= cents; // expect: await-missing-compensation
    const Reply reply = co_await charge(who, cents);
    const bool failed = !reply;
    if (failed) {
      std::printf("refused: %d\n", reply.code);
      co_return false;
    }
    co_return true;
  }

  mock::task<bool> buy_with_helper(std::string who, long cents) {
    if (cents_ < cents)
      co_return false;
    cents_ -= cents; // ok: the helper adds it back
    const Reply reply = co_await charge(who, cents);
    if (!reply) {
      refund(cents);
      co_return false;
    }
    co_return true;
  }

  mock::task<bool> buy_with_unseen_helper(std::string who, long cents) {
    if (cents_ < cents)
      co_return false;
    cents_ -= cents; // ok: roll_back can do anything to us
    if (!co_await charge(who, cents)) {
      roll_back();
      co_return false;
    }
    co_return true;
  }

  mock::task<bool> buy_and_pay_back(std::string who, long cents) {
    if (cents_ < cents)
      co_return false;
    cents_ -= cents; // ok: the amount goes to another operation
    if (!co_await charge(who, cents)) {
      co_await charge("the house", cents);
      co_return false;
    }
    co_return true;
  }

  mock::task<bool> asks_the_caller(std::string who, long cents) {
    if (cents_ < cents)
      co_return false;
    cents_ -= cents; // ok: the caller is told, and has not been seen
    const Reply reply = co_await charge(who, cents);
    co_return bool(reply);
  }

private:
  void refund(long cents) { cents_ += cents; }
  void roll_back();
  long cents_ = 0;
};
