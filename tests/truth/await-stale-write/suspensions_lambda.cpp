// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_suspensions_lambda {
#include "test-inputs/await-stale-write/suspensions_lambda.cpp"

// What the input only declares.
mock::task<> tick() { return truth::answer("tick"); }
mock::task<int> next_ticket() { return truth::answer<int>("next_ticket"); }
// What is shared, and seen at the end.
auto fields(Scheduler &it) {
  return std::tie(it.jobs_, it.queued_, it.finished_);
}
auto fields(Desk &it) { return std::tie(it.served, it.open); }

TRUTH("await-stale-write/suspensions_lambda.cpp") {
  run("Scheduler::enqueue", [] { return part<Scheduler>().enqueue(); });
  run("Scheduler::start_now", [] { return part<Scheduler>().start_now(); });
  run("Scheduler::wait_for_lambda",
      [] { return part<Scheduler>().wait_for_lambda(); });
  run("Scheduler::call_at_once",
      [] { return part<Scheduler>().call_at_once(); });
  run("Scheduler::wait_for_nothing",
      [] { return part<Scheduler>().wait_for_nothing(); });
  run("serve", [] { return serve(any); });
  run("serve_counted", [] { return serve_counted(any); });
  run("start", [] { return start(part<Desk>()); });
}

} // namespace truth_of::stale_write_suspensions_lambda
