// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is only named before the await is read after it.
#include "coro.h"

#include <memory>

namespace solar {

mock::task<long> pulse();
mock::task<> tick();

struct Panel {
  long watts = 0;
  long peak = 0;
};

Panel roof;
long *current_cell = &roof.watts;

// scenario: 4
mock::task<> roll(bool keep) {
  roof.watts = co_await pulse() + (keep ? roof.watts : 10); // ok: clang awaits first
}

// scenario: 4
mock::task<> roll_arm(std::shared_ptr<Panel> panel, bool keep) {
  panel->watts = (keep ? panel->watts : 10) + // expect: await-stale-write // note: check
                 co_await pulse();            // note: suspension
}

// scenario: 16
mock::task<> set_current() {
  *current_cell = co_await pulse(); // ok: the pointer is read after the await
}

// scenario: 16
mock::task<> set_cells(Panel *panels, std::shared_ptr<int> at) {
  panels[*at].watts = co_await pulse(); // ok: the left side is evaluated after the await
}

// scenario: 28
mock::task<> reference_binding() {
  auto &[watts, peak] = roof;
  co_await tick();
  peak = watts + 1; // ok: a binding by reference reads after the await
}

// scenario: 28
mock::task<> reference_capture(Panel &panel) {
  auto next = [&panel] { return panel.peak + 1; };
  co_await tick();
  panel.peak = next(); // ok: the lambda reads when it is called
}

// scenario: 28
mock::task<> reference_to_copy(std::shared_ptr<Panel> panel) {
  const Panel &now = *panel;
  co_await tick();
  panel->peak = now.peak + 1; // ok: the reference reads after the await
}

} // namespace solar
