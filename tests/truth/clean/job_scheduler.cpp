// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_job_scheduler {
#include "test-inputs/clean/job_scheduler.cpp"

// What is shared, and seen at the end.
auto fields(Scheduler &it) {
  return std::tie(it.next_id_, it.jobs_, it.queue_, it.work_to_do_,
                  it.failures_);
}
auto fields(Scheduler::Job &it) {
  return std::tie(it.work, it.state, it.stop, it.result);
}
auto fields(Scheduler::Entry &it) { return std::tie(it.priority, it.id); }

TRUTH("clean/job_scheduler.cpp") {
  skip("Scheduler::worker", "waits for somebody else, who is not known yet");
  run("Scheduler::work_until_empty",
      [] { return part<Scheduler>().work_until_empty(); });
}

} // namespace truth_of::clean_job_scheduler
