// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_locks_by_hand_and_in_wrappers {
#include "test-inputs/clean/locks_by_hand_and_in_wrappers.cpp"

// What the input only declares.
mock::task<bool> send(long) { return truth::fallible<bool>("send"); }
// What is shared, and seen at the end.
auto fields(UniqueLock &it) { return std::tie(it.m, it.owned); }
auto built(truth::of<UniqueLock>) {
  return new UniqueLock(part<mock::mutex>());
}
auto fields(Deferred &it) { return std::tie(it.m_, it.a_); }
auto fields(InOptional &it) { return std::tie(it.m_, it.a_); }
auto fields(InOptionalInit &it) { return std::tie(it.m_, it.a_); }
auto fields(InOptionalSometimes &it) { return std::tie(it.m_, it.a_); }
auto fields(InStruct &it) { return std::tie(it.m_, it.a_); }
auto fields(Moved &it) { return std::tie(it.m_, it.a_); }
auto fields(OnHeap &it) { return std::tie(it.m_, it.a_); }
auto fields(TryCatch &it) { return std::tie(it.m_, it.a_); }
auto fields(LockedBy &it) { return std::tie(it.m_, it.a_); }
auto fields(ByParameter &it) { return std::tie(it.m_, it.a_); }
auto fields(ByReference &it) { return std::tie(it.m_, it.a_); }
auto fields(Released &it) { return std::tie(it.m_, it.a_); }

TRUTH("clean/locks_by_hand_and_in_wrappers.cpp") {
  skip("UniqueLock::lock", "waits for somebody else, who is not known yet");
  run("Deferred::pay", [] { return part<Deferred>().pay(any); });
  run("InOptional::pay", [] { return part<InOptional>().pay(any); });
  run("InOptionalInit::pay", [] { return part<InOptionalInit>().pay(any); });
  run("InOptionalSometimes::pay",
      [] { return part<InOptionalSometimes>().pay(any, any); });
  run("InStruct::pay", [] { return part<InStruct>().pay(any); });
  run("Moved::pay", [] { return part<Moved>().pay(any); });
  run("OnHeap::pay", [] { return part<OnHeap>().pay(any); });
  run("TryCatch::pay", [] { return part<TryCatch>().pay(any); });
  run("LockedBy::exclusive", [] { return part<LockedBy>().exclusive(); });
  run("LockedBy::pay", [] { return part<LockedBy>().pay(any); });
  run("ByParameter::pay", [] { return part<ByParameter>().pay(any); });
  run("ByReference::pay", [] { return part<ByReference>().pay(any); });
  run("Released::pay", [] { return part<Released>().pay(any); });
}

} // namespace truth_of::clean_locks_by_hand_and_in_wrappers
