// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A callable that a chain of helpers hands to std::invoke runs at once; one that is put away runs later, also
// where it was tried at once before.
#include "coro.h"

#include <functional>
#include <utility>
#include <vector>

namespace desk {

struct Printer {
  void feed();
  bool ready = false;
};

inline Printer *printer = nullptr;

inline void unplug() {
  printer = nullptr; // note: writer
}

void tell(bool done);

template <class F> bool attempt(F &&f) {
  try {
    return std::invoke(std::forward<F>(f));
  } catch (...) {
    return false;
  }
}

template <class F> void run_and_tell(F &&f) { tell(attempt(std::forward<F>(f))); }

void run_in_idle_time(std::function<bool()> work);

struct Job {
  template <class F> explicit Job(F f) : run(std::move(f)) {}
  std::function<bool()> run;
};
inline std::vector<Job *> retries;

template <class F> void run_until_done(F &&f) {
  if (!std::invoke(f))
    retries.push_back(new Job(std::move(f)));
}

void print_now() {
  if (printer) {
    run_and_tell([] {
      printer->feed(); // ok: nobody runs in between
      return true;
    });
  }
}

void print_later() {
  if (printer) {           // note: check
    run_in_idle_time([] { // note: suspension
      printer->feed();     // expect: await-check-then-act
      return true;
    });
  }
}

void print_again_and_again() {
  if (printer) {
    run_until_done([] {
      printer->feed(); // expect: await-check-then-act
      return printer->ready;
    });
  }
}

} // namespace desk
