// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_disk_quota {
#include "test-inputs/clean/disk_quota.cpp"

// What the input only declares.
auto Disk::write(std::uint64_t, std::string) -> mock::task<> {
  return truth::answer("write");
}
auto Disk::read(std::uint64_t) -> mock::task<std::optional<std::string>> {
  return truth::answer<std::optional<std::string>>("read");
}
auto Disk::remove(std::uint64_t) -> mock::task<> {
  return truth::answer("remove");
}
std::string compress(const std::string &) { return truth::some<std::string>(); }
// What is shared, and seen at the end.
auto fields(Quota &it) { return std::tie(it.limit_, it.used_); }
auto built(truth::of<Quota>) { return new Quota(truth::some<std::size_t>()); }
auto fields(Quota::Share &it) { return std::tie(it.of_, it.bytes_); }
auto built(truth::of<Quota::Share>) {
  return new Quota::Share(part<Quota>(), any);
}
auto fields(BlobStore &it) {
  return std::tie(it.disk_, it.quota_, it.blobs_, it.next_file_, it.written_,
                  it.removed_);
}
auto built(truth::of<BlobStore>) {
  return new BlobStore(part<Disk>(), part<Quota>());
}
// Which number a file has does not matter.
auto fields(BlobStore::Blob &it) { return std::tie(it.share); }

TRUTH("clean/disk_quota.cpp") {
  run("BlobStore::put", [] { return part<BlobStore>().put(any, any); });
  run("BlobStore::get", [] { return part<BlobStore>().get(any); });
  run("BlobStore::remove", [] { return part<BlobStore>().remove(any); });
}

} // namespace truth_of::clean_disk_quota
