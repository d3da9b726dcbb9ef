// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Gates, units and shared locks in the manner of a big server framework, here as declarations.
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace fw {
template <class T = void> class [[nodiscard]] future {
public:
  struct promise_base {
    future get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void unhandled_exception();
  };
  struct value_promise : promise_base {
    template <class U> void return_value(U &&value);
  };
  struct void_promise : promise_base {
    void return_void();
  };
  using promise_type = std::conditional_t<std::is_void_v<T>, void_promise, value_promise>;

  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> waiting) const;
  T await_resume();
};

class gate {
public:
  class holder {
  public:
    holder(holder &&) noexcept;
    ~holder();
  };
  /// Throws when the gate is closed.
  holder hold();
  bool is_closed() const;
  future<> close();
};

class semaphore {
public:
  explicit semaphore(std::size_t units);
  future<> wait(std::size_t units = 1);
  void signal(std::size_t units = 1);
  std::size_t available_units() const;
};

class units {
public:
  units(units &&) noexcept;
  ~units();
  void return_all() noexcept;
};

future<units> get_units(semaphore &from, std::size_t count);
future<> sleep(std::chrono::milliseconds time);
} // namespace fw

class Segment {
public:
  fw::future<> append(std::string data);
  fw::future<> flush();
  fw::future<> close();
  std::size_t size() const;
};

fw::future<std::unique_ptr<Segment>> open_segment(std::uint64_t base);
fw::future<> delete_segment(std::uint64_t base);

class Log {
public:
  explicit Log(std::size_t segment_size) : segment_size_(segment_size) {}

  fw::future<std::uint64_t> append(std::string data) {
    auto holder = gate_.hold();
    auto units = co_await fw::get_units(write_lock_, 1);
    co_await roll_if_needed();
    const std::uint64_t offset = next_offset_;
    co_await active_->append(std::move(data));
    next_offset_ = offset + 1; // ok: the only unit is held
    co_return offset;
  }

  fw::future<> truncate_prefix(std::uint64_t before) {
    auto holder = gate_.hold();
    auto units = co_await fw::get_units(write_lock_, 1);
    while (bases_.size() > 1 && bases_[1] <= before) {
      co_await delete_segment(bases_.front());
      bases_.pop_front(); // ok: the only unit is held
    }
  }

  fw::future<> flush_periodically() {
    auto holder = gate_.hold();
    while (!gate_.is_closed()) {
      co_await fw::sleep(std::chrono::milliseconds(100));
      auto units = co_await fw::get_units(write_lock_, 1);
      if (active_ && flushed_ < next_offset_) {
        co_await active_->flush();
        flushed_ = next_offset_; // ok: the only unit is held
      }
    }
  }

  fw::future<> stop() {
    co_await gate_.close();
    if (auto active = std::exchange(active_, nullptr)) {
      co_await active->flush();
      co_await active->close();
    }
  }

  std::uint64_t next_offset() const { return next_offset_; }

private:
  /// Call with the write lock held.
  fw::future<> roll_if_needed() {
    if (active_ && active_->size() < segment_size_)
      co_return;
    if (auto full = std::exchange(active_, nullptr)) {
      co_await full->flush();
      co_await full->close();
    }
    active_ = co_await open_segment(next_offset_); // ok: callers hold the lock
    bases_.push_back(next_offset_);
  }

  const std::size_t segment_size_;
  fw::gate gate_;
  fw::semaphore write_lock_{1};
  std::unique_ptr<Segment> active_;
  std::deque<std::uint64_t> bases_;
  std::uint64_t next_offset_ = 0;
  std::uint64_t flushed_ = 0;
};
