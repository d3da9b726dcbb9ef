// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A buffer that is used up, and renewed by what is awaited. What is taken from it is counted in a local that
// the earlier rounds have a part in; what they took it from is gone. That the chunk of another caller can be
// there by now is the race of the line that brings the next one.
#include "coro.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace intake {

class Chunk {
public:
  std::size_t size() const { return size_; }
  void drop(std::size_t n) { size_ -= n; }

private:
  std::size_t size_ = 0;
};

mock::task<Chunk> fetch();

class Source {
public:
  mock::task<std::size_t> take(std::size_t wanted) {
    std::size_t done = 0;
    while (done < wanted) {
      const std::size_t there = chunk_.size();
      if (there) {
        const std::size_t now = std::min(wanted - done, there);
        chunk_.drop(now); // ok: from what this round put there
        done += now;
        if (done == wanted)
          break;
      }
      Chunk next = co_await fetch();
      if (next.size() == 0) {
        ended_ = true; // ok: each round ends it, or brings the next chunk
        break;
      }
      chunk_ = std::move(next); // expect: await-check-then-act
    }
    co_return done;
  }

  mock::task<std::size_t> take_beside_others(std::size_t wanted) {
    std::size_t done = 0;
    while (done < wanted) {
      const std::size_t there = chunk_.size(); // note: check
      const std::size_t now = wanted - std::min(done, there);
      chunk_.drop(now); // expect: await-stale-write medium
      done += now;
      co_await fetch(); // note: suspension
    }
    co_return done;
  }

  // The old value itself is brought back, if by a detour.
  mock::task<> recount() {
    const std::size_t before = served_; // note: check
    co_await fetch();                   // note: suspension
    served_ = 0;
    served_ += before; // expect: await-stale-write medium
  }

  void finish() {
    chunk_ = Chunk();
    ended_ = chunk_.size() == 0;
  }
  void restart(Chunk first) {
    ended_ = first.size() == 0;
    chunk_ = std::move(first);
  }
  void serve(std::size_t n) { served_ += n; }

private:
  Chunk chunk_;
  bool ended_ = false;
  std::size_t served_ = 0;
};

} // namespace intake
