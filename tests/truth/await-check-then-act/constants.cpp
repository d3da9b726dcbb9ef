// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::check_then_act_constants {
#include "test-inputs/await-check-then-act/constants.cpp"

// What the input only declares.
mock::task<> backoff(int) { return truth::answer("backoff"); }
void Log::write(const std::string &) {}
Log *open_system_log() { return truth::some<Log *>(); }
// What is shared, and seen at the end.
auto fields(Uploader &it) { return std::tie(it.log, it.audit, it.delay); }
auto built(truth::of<Uploader>) {
  return new Uploader(any, any, truth::some<std::optional<int>>());
}
auto fields(Downloader &it) { return std::tie(it.log); }
auto built(truth::of<Downloader>) {
  return new Downloader(truth::some<Log *>());
}
template <class Sink> auto fields(Meter<Sink> &it) { return std::tie(it.sink); }
template <class Sink> auto built(truth::of<Meter<Sink>>) {
  return new Meter<Sink>(truth::some<std::shared_ptr<Sink>>());
}

TRUTH("await-check-then-act/constants.cpp") {
  run("Downloader::download", [] { return part<Downloader>().download(); });
  run("retry", [] { return retry(); });
  run("Meter::tick", [] { return part<Meter<Log>>().tick(); });
  run("Uploader::upload", [] { return part<Uploader>().upload(); });
  run("Uploader::report", [] { return part<Uploader>().report(); });
  run("Uploader::wait", [] { return part<Uploader>().wait(); });
}

} // namespace truth_of::check_then_act_constants
