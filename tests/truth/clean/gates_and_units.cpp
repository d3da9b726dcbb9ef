// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_gates_and_units {
#include "test-inputs/clean/gates_and_units.cpp"

namespace fw {
// What the input only declares.
auto future::promise_base::get_return_object() -> future<T> { return truth::some<future<T>>(); }
auto future::promise_base::initial_suspend() noexcept -> std::suspend_never { return truth::some<std::suspend_never>(); }
auto future::promise_base::final_suspend() noexcept -> std::suspend_never { return truth::some<std::suspend_never>(); }
template <class U> void future::value_promise::return_value(U &&) {}
template <class T> auto future<T>::await_ready() const noexcept -> bool { return truth::some<bool>(); }
template <class T> void future<T>::await_suspend(std::coroutine_handle<>) const {}
template <class T> auto future<T>::await_resume() -> T { return truth::some<T>(); }
gate::holder::holder(holder &&) noexcept {}
gate::holder::~holder() {}
auto gate::hold() -> holder { return truth::some<holder>(); }
auto gate::is_closed() const -> bool { return truth::some<bool>(); }
auto gate::close() -> future<> { return truth::some<future<>>(); }
semaphore::semaphore(std::size_t) {}
auto semaphore::wait(std::size_t) -> future<> { return truth::some<future<>>(); }
void semaphore::signal(std::size_t) {}
auto semaphore::available_units() const -> std::size_t { return truth::some<std::size_t>(); }
units::units(units &&) noexcept {}
units::~units() {}
void units::return_all() noexcept {}
future<units> get_units(semaphore &, std::size_t) { return truth::some<future<units>>(); }
future<> sleep(std::chrono::milliseconds) { return truth::some<future<>>(); }
} // namespace fw

// What the input only declares.
auto Segment::append(std::string) -> fw::future<> { return truth::some<fw::future<>>(); }
auto Segment::flush() -> fw::future<> { return truth::some<fw::future<>>(); }
auto Segment::close() -> fw::future<> { return truth::some<fw::future<>>(); }
auto Segment::size() const -> std::size_t { return truth::some<std::size_t>(); }
fw::future<std::unique_ptr<Segment>> open_segment(std::uint64_t) { return truth::some<fw::future<std::unique_ptr<Segment>>>(); }
fw::future<> delete_segment(std::uint64_t) { return truth::some<fw::future<>>(); }
// What is shared, and seen at the end.
auto fields(Log &it) { return std::tie(it.segment_size_, it.gate_, it.write_lock_, it.active_, it.bases_, it.next_offset_, it.flushed_); }
auto built(truth::of<Log>) { return new Log(truth::some<std::size_t>()); }

TRUTH("clean/gates_and_units.cpp") {
  using namespace fw;
  run("Log::append", [] { return part<Log>().append(any); });
  run("Log::truncate_prefix", [] { return part<Log>().truncate_prefix(any); });
  run("Log::flush_periodically", [] { return part<Log>().flush_periodically(); });
  run("Log::stop", [] { return part<Log>().stop(); });
}

} // namespace truth_of::clean_gates_and_units
