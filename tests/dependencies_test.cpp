//===- dependencies_test.cpp - What a parse asked the file system ---------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// When a stamp is believed and when contents are compared: here a run can begin
// in the future, so that no test has to wait until files are old.
//
//===----------------------------------------------------------------------===//

#include "Process.h"
#include "frontends/cli/AnalyzeFile.h"
#include "frontends/cli/Dependencies.h"

#include <chrono>
#include <gtest/gtest.h>

using namespace await_tidy;
namespace fs = std::filesystem;

namespace {

constexpr int64_t Second = 1'000'000'000;

int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

class DependenciesOf : public testing::Test {
protected:
  test::TemporaryFolder Folder;
  llvm::IntrusiveRefCntPtr<FileWatch> Watch =
      llvm::makeIntrusiveRefCnt<FileWatch>(
          llvm::vfs::createPhysicalFileSystem(), Folder.path().string());

  /// What was asked, with the stamps of a run that begins so much later.
  Dependencies seen(int64_t Later) {
    std::optional<Dependencies> D = Watch->seen();
    EXPECT_TRUE(D);
    EXPECT_TRUE(DiskState({}).stamp(*D, now() + Later));
    return D ? *D : Dependencies();
  }
  static DiskState::Answer compare(Dependencies D,
                                   llvm::ArrayRef<UnsavedFile> Texts = {}) {
    return DiskState(Texts).compare(D);
  }
  void read(const std::string &Path) {
    auto File = Watch->openFileForRead(Path);
    ASSERT_TRUE(File) << Path;
    ASSERT_TRUE((*File)->getBuffer(Path, -1, true, false));
  }
};

TEST_F(DependenciesOf, AYoungFileIsReadAgain) {
  read(Folder.write("a.h", "one"));
  // It could have been written once more in the same tick of the clock.
  EXPECT_EQ(compare(seen(0)), DiskState::HoldsWithOtherStamps);
  Dependencies Old = seen(10 * Second);
  EXPECT_EQ(compare(Old), DiskState::Holds);
  Folder.write("a.h", "two");
  EXPECT_EQ(compare(Old), DiskState::Differs);
  Folder.write("a.h", "one");
  EXPECT_EQ(compare(Old), DiskState::HoldsWithOtherStamps);
}

TEST_F(DependenciesOf, AnUnchangedFolderStillLacksIt) {
  Folder.write("in/a.h", "");
  const std::string Absent = Folder / "in/b.h", Nowhere = Folder / "no/b.h";
  EXPECT_FALSE(Watch->exists(Absent));
  EXPECT_FALSE(Watch->exists(Nowhere));
  Dependencies Old = seen(10 * Second), Young = seen(0);
  EXPECT_EQ(compare(Old), DiskState::Holds);
  EXPECT_EQ(compare(Young), DiskState::Holds);
  Folder.write("in/c.h", ""); // another one
  EXPECT_EQ(compare(Old), DiskState::Holds);
  Folder.write("in/b.h", "");
  EXPECT_EQ(compare(Old), DiskState::Differs);
  EXPECT_EQ(compare(Young), DiskState::Differs);
  fs::remove(Absent);
  EXPECT_EQ(compare(Old), DiskState::Holds);
  Folder.write("no/b.h", "");
  EXPECT_EQ(compare(Old), DiskState::Differs);
}

/// Its folder does not change when what it leads to comes to be.
TEST_F(DependenciesOf, ALinkToNothing) {
  test::TemporaryFolder Elsewhere;
  fs::create_symlink(Elsewhere / "a.h", Folder / "a.h");
  EXPECT_FALSE(Watch->exists(Folder / "a.h"));
  Dependencies Old = seen(10 * Second);
  EXPECT_EQ(compare(Old), DiskState::Holds);
  Elsewhere.write("a.h", "");
  EXPECT_EQ(compare(Old), DiskState::Differs);
}

TEST_F(DependenciesOf, AListedFolder) {
  Folder.write("in/a.h", "");
  std::error_code EC;
  Watch->dir_begin(Folder / "in", EC);
  ASSERT_FALSE(EC);
  Dependencies Old = seen(10 * Second);
  EXPECT_EQ(compare(Old), DiskState::Holds);
  Folder.write("in/b.h", "");
  EXPECT_EQ(compare(Old), DiskState::Differs);
  fs::remove(Folder / "in/b.h");
  EXPECT_EQ(compare(Old), DiskState::HoldsWithOtherStamps);
}

TEST_F(DependenciesOf, TextsHideTheDisk) {
  const std::string Path = Folder.write("a.h", "one");
  read(Path);
  EXPECT_FALSE(Watch->exists(Folder / "b.h"));
  Dependencies Old = seen(10 * Second);
  EXPECT_EQ(compare(Old, {{Path, "one", 1}}), DiskState::Holds);
  EXPECT_EQ(compare(Old, {{Path, "two", 1}}), DiskState::Differs);
  EXPECT_EQ(compare(Old, {{Folder / "b.h", "", 1}}), DiskState::Differs);
}

/// What was made of which text, nobody could say.
TEST_F(DependenciesOf, AFileThatChangesMeanwhile) {
  const std::string Path = Folder.write("a.h", "one");
  read(Path);
  Folder.write("a.h", "two");
  read(Path);
  EXPECT_FALSE(Watch->seen());
}

TEST_F(DependenciesOf, AFileThatComesMeanwhile) {
  EXPECT_FALSE(Watch->exists(Folder / "a.h"));
  Folder.write("a.h", "");
  std::optional<Dependencies> D = Watch->seen();
  ASSERT_TRUE(D);
  EXPECT_FALSE(DiskState({}).stamp(*D, now() + 10 * Second));
}

TEST_F(DependenciesOf, RelativeNamesAndLinks) {
  Folder.write("one/a.h", "");
  fs::create_directory_symlink(Folder / "one", Folder / "link");
  ASSERT_FALSE(Watch->setCurrentWorkingDirectory(Folder.path().string()));
  llvm::SmallString<256> Real;
  ASSERT_FALSE(Watch->getRealPath("link/a.h", Real));
  read("one/a.h");
  Dependencies Old = seen(10 * Second);
  EXPECT_EQ(compare(Old), DiskState::Holds);
  fs::remove(Folder / "link");
  Folder.write("two/a.h", "");
  fs::create_directory_symlink(Folder / "two", Folder / "link");
  EXPECT_EQ(compare(Old), DiskState::Differs);
}

} // namespace
