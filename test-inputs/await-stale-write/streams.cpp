// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Streams: what is written to one is read, and what is read from one is new.
#include "coro.h"

#include <istream>
#include <ostream>
#include <sstream>
#include <string>

mock::task<std::string> next_line();

class Ledger {
public:
  mock::task<> book(std::ostream &log) {
    const long before = total_; // note: check
    log << "before " << before << '\n';
    std::istringstream line(co_await next_line()); // note: suspension
    long amount = 0;
    line >> amount;
    log << "booking " << amount << '\n'; // ok: the log is not the total
    total_ = before + amount;            // expect: await-stale-write
  }

  mock::task<> book_at_once(std::ostream &log) {
    log << "total " << total_ << '\n';
    std::istringstream line(co_await next_line());
    long amount = 0;
    line >> amount;
    total_ += amount; // ok: one step
    log << "total " << total_ << '\n';
  }

  mock::task<> read_back(std::istream &file) {
    long limit = limit_;
    file >> limit; // ok: what the member was is forgotten
    co_await next_line();
    limit_ = limit; // ok: it comes from the file
  }

private:
  long total_ = 0;
  long limit_ = 0;
};
