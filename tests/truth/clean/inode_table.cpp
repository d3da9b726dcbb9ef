// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_inode_table {
#include "test-inputs/clean/inode_table.cpp"

// What the input only declares.
mock::task<> journal(std::string) { return truth::answer("journal"); }
mock::task<> free_blocks(Ino) { return truth::answer("free_blocks"); }
mock::task<std::uint64_t> write_blocks(Ino, std::uint64_t, std::string) {
  return truth::answer<std::uint64_t>("write_blocks");
}
// What is shared, and seen at the end.
auto fields(Inode &it) { return std::tie(it.size, it.links, it.children); }
auto fields(FileSystem &it) {
  return std::tie(it.lock_, it.inodes_, it.last_ino_);
}

TRUTH("clean/inode_table.cpp") {
  run("FileSystem::create", [] { return part<FileSystem>().create(any, any); });
  run("FileSystem::link",
      [] { return part<FileSystem>().link(any, any, any); });
  skip("FileSystem::unlink",
       "a directory that is filled names a file that is not there");
  run("FileSystem::rename",
      [] { return part<FileSystem>().rename(any, any, any, any); });
  run("FileSystem::write",
      [] { return part<FileSystem>().write(any, any, any); });
  run("FileSystem::total", [] { return part<FileSystem>().total(); });
}

} // namespace truth_of::clean_inode_table
