// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A helper puts a setting right when it is used first; called again, it does
// the same again, and takes nothing back.
#include "coro.h"

namespace journal {

inline long limit = 50;

struct File {
  File() {
    if (limit > 0 && limit < 10)
      limit = 10;
  }
  void write(const char *);
};

inline void note(const char *text) {
  static File file;
  file.write(text);
}

struct Visit {
  mock::task<bool> read();
  mock::task<> run() {
    note("start"); // ok: nothing is taken
    if (!co_await read())
      co_return;
    note("end");
  }
};

} // namespace journal
