// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_write_behind {
#include "test-inputs/clean/write_behind.cpp"

// What the input only declares.
mock::task<> sleep_for(std::chrono::milliseconds) {
  return truth::fallible<>("sleep_for");
}
// What is shared, and seen at the end.
template <class F> auto fields(Finally<F> &it) { return std::tie(it.f_); }
template <class F> auto built(truth::of<Finally<F>>) {
  return new Finally<F>(truth::some<F>());
}
auto fields(WriteBehind &it) {
  return std::tie(it.store_, it.dirty_, it.sending_, it.flushing_, it.batches_,
                  it.last_error_, it.idle_);
}

TRUTH("clean/write_behind.cpp") {
  skip("WriteBehind::get", "its arguments have to be made by hand");
  skip("WriteBehind::flush", "its arguments have to be made by hand");
  skip("WriteBehind::drain", "its arguments have to be made by hand");
}

} // namespace truth_of::clean_write_behind
