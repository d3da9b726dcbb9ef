// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A wheel of timers: a slot is emptied before its callbacks are awaited, so that they can add more.
#include "coro.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

using TimerId = std::uint64_t;
using Callback = std::function<mock::task<>()>;

mock::task<> next_tick();

class TimerWheel {
public:
  TimerId after(std::size_t ticks, Callback callback) {
    const TimerId id = ++last_id_;
    const std::size_t due = now_ + (ticks == 0 ? 1 : ticks);
    timers_.emplace(id, Timer{due, 0, std::move(callback)});
    slots_[due % slots_.size()].push_back(id);
    return id;
  }

  TimerId every(std::size_t ticks, Callback callback) {
    const TimerId id = after(ticks, std::move(callback));
    timers_.at(id).period = ticks == 0 ? 1 : ticks;
    return id;
  }

  bool cancel(TimerId id) { return timers_.erase(id) != 0; }

  mock::task<> run() {
    while (!stopped_) {
      co_await next_tick();
      ++now_;
      co_await fire(now_);
    }
  }

  void stop() { stopped_ = true; }
  std::size_t pending() const { return timers_.size(); }

private:
  struct Timer {
    std::size_t due;
    std::size_t period;
    Callback callback;
  };

  mock::task<> fire(std::size_t tick) {
    std::vector<TimerId> slot = std::exchange(slots_[tick % slots_.size()], {});
    for (TimerId id : slot) {
      auto found = timers_.find(id);
      if (found == timers_.end())
        continue; // cancelled, perhaps by a callback of this tick
      if (found->second.due != tick) {
        slots_[found->second.due % slots_.size()].push_back(id); // a later turn of the wheel
        continue;
      }
      Callback callback;
      if (found->second.period == 0) {
        callback = std::move(found->second.callback);
        timers_.erase(found);
      } else {
        callback = found->second.callback;
      }
      co_await callback();
      ++fired_;
      rearm(id, tick);
    }
  }

  /// A periodic timer that nobody cancelled goes to its next slot.
  void rearm(TimerId id, std::size_t tick) {
    auto found = timers_.find(id);
    if (found == timers_.end() || found->second.due != tick)
      return;
    found->second.due = tick + found->second.period;
    slots_[found->second.due % slots_.size()].push_back(id);
  }

  std::array<std::vector<TimerId>, 256> slots_;
  std::unordered_map<TimerId, Timer> timers_;
  TimerId last_id_ = 0;
  std::size_t now_ = 0;
  long fired_ = 0;
  bool stopped_ = false;
};
