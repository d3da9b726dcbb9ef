// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Flags asked early and set late, or set and never asked: documents, channels, a global lamp.
#include "coro.h"
#include <map>
#include <memory>
#include <string>

mock::task<> fetch_draft(std::string title);
mock::task<> upload(int pages);

class Editor {
public:
  // scenario: 50
  mock::task<bool> check_out(const std::string title) {
    if (checked_out[title]) // note: check
      co_return false;
    co_await fetch_draft(title); // note: suspension
    checked_out[title] = true;   // expect: await-check-then-act
    co_return true;
  }

  // scenario: 49
  mock::task<bool> borrow(const std::string title) {
    if (borrowed[title])
      co_return false;
    borrowed[title] = true;
    co_await fetch_draft(title);
    borrowed[title] = false; // ok: its own mark, taken off again
    co_return true;
  }

private:
  std::map<std::string, bool> checked_out, borrowed;
};

struct Channel {
  bool claimed = false;
  int backlog = 3;
};

// scenario: 50
mock::task<> claim(Channel &channel) {
  if (!channel.claimed) {   // note: check
    co_await upload(0);     // note: suspension
    channel.claimed = true; // expect: await-check-then-act
  }
}

bool lamp = false;
int waiting_pages = 12;

// scenario: 51
mock::task<> scan_batch() {
  lamp = true;
  if (waiting_pages >= 4) { // note: check
    co_await upload(4);     // note: suspension
    waiting_pages -= 4;     // expect: await-check-then-act
  }
  lamp = false; // ok: nobody asks the lamp
}

bool scanning = false;
int sheets = 30;

// scenario: 49
mock::task<> scan_alone() {
  if (scanning)
    co_return;
  scanning = true;
  if (sheets >= 4) {
    co_await upload(4);
    sheets -= 4; // ok: only one scan at a time
  }
  scanning = false;
}

// scenario: 51
mock::task<> drain(std::shared_ptr<Channel> channel) {
  lamp = true;
  if (channel->backlog > 0) { // note: check
    co_await upload(1);       // note: suspension
    channel->backlog--;       // expect: await-check-then-act
  }
  lamp = false;
}
