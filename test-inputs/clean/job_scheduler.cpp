// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Workers take the most urgent job; a job can be cancelled while it waits or runs.
#include "coro.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

using JobId = std::uint64_t;
using Work = std::function<mock::task<std::string>(std::stop_token)>;

enum class State { Queued, Running, Done, Failed, Cancelled };

class Scheduler {
public:
  JobId submit(int priority, Work work) {
    const JobId id = next_id_++;
    jobs_.try_emplace(id).first->second.work = std::move(work);
    queue_.push({priority, id});
    work_to_do_.notify_one();
    return id;
  }

  bool cancel(JobId id) {
    auto found = jobs_.find(id);
    if (found == jobs_.end())
      return false;
    Job &job = found->second;
    if (job.state != State::Queued && job.state != State::Running)
      return false;
    job.stop.request_stop();
    if (job.state == State::Queued)
      job.state = State::Cancelled;
    return true;
  }

  /// Forgets a job, unless it is still to be done.
  bool forget(JobId id) {
    auto found = jobs_.find(id);
    if (found == jobs_.end() || found->second.state == State::Queued)
      return false;
    jobs_.erase(found);
    return true;
  }

  mock::task<> worker(std::stop_token stop) {
    while (!stop.stop_requested()) {
      const auto id = next();
      if (!id) {
        co_await work_to_do_.wait();
        continue;
      }
      co_await run(*id);
    }
  }

  mock::task<> work_until_empty() {
    while (auto id = next())
      co_await run(*id);
  }

  std::optional<State> state(JobId id) const {
    auto found = jobs_.find(id);
    if (found == jobs_.end())
      return std::nullopt;
    return found->second.state;
  }

  void wake_all() { work_to_do_.notify_all(); }

private:
  struct Job {
    Work work;
    State state = State::Queued;
    std::stop_source stop;
    std::string result;
  };

  struct Entry {
    int priority;
    JobId id;
    bool operator<(const Entry &other) const {
      return std::pair(priority, other.id) < std::pair(other.priority, id);
    }
  };

  /// Marks the most urgent job that was not cancelled as running.
  std::optional<JobId> next() {
    while (!queue_.empty()) {
      const JobId id = queue_.top().id;
      queue_.pop();
      auto found = jobs_.find(id);
      if (found == jobs_.end() || found->second.state != State::Queued)
        continue;
      found->second.state = State::Running;
      return id;
    }
    return std::nullopt;
  }

  mock::task<> run(JobId id) {
    auto found = jobs_.find(id);
    if (found == jobs_.end())
      co_return;
    const Work work = std::move(found->second.work);
    const std::stop_token stop = found->second.stop.get_token();
    std::optional<std::string> result;
    try {
      result = co_await work(stop);
    } catch (...) {
      ++failures_;
    }
    // The job can have been forgotten while it ran.
    found = jobs_.find(id);
    if (found == jobs_.end())
      co_return;
    Job &job = found->second;
    if (result)
      job.result = std::move(*result);
    job.state = stop.stop_requested() ? State::Cancelled // ok: looked up again
                : result              ? State::Done
                                      : State::Failed;
  }

  JobId next_id_ = 1;
  std::map<JobId, Job> jobs_;
  std::priority_queue<Entry> queue_;
  mock::condition_variable work_to_do_;
  long failures_ = 0;
};
