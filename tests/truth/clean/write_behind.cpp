// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_write_behind {
#include "test-inputs/clean/write_behind.cpp"

// What the input only declares.
mock::task<> sleep_for(std::chrono::milliseconds time) {
  return truth::ticks("sleep_for", time);
}
// What is shared, and seen at the end.
template <class F> auto fields(Finally<F> &it) { return std::tie(it.f_); }
template <class F> auto built(truth::of<Finally<F>>) {
  return new Finally<F>(truth::some<F>());
}
struct Disk : Store {
  mock::task<> write_all(const Batch &) override {
    return truth::fallible("write_all");
  }
  mock::task<std::optional<std::string>> read(std::string key) override {
    co_await truth::answer("read");
    co_return key;
  }
};
auto built(truth::of<WriteBehind>) { return new WriteBehind(part<Disk>()); }
auto fields(WriteBehind &it) {
  return std::tie(it.dirty_, it.sending_, it.flushing_, it.batches_, it.idle_);
}

TRUTH("clean/write_behind.cpp") {
  run("WriteBehind::get", [] { return part<WriteBehind>().get(any); });
  run("WriteBehind::flush", [] { return part<WriteBehind>().flush(); });
  run("WriteBehind::drain", [] { return part<WriteBehind>().drain(); });
}

} // namespace truth_of::clean_write_behind
