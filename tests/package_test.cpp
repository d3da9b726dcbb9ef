//===- package_test.cpp - The package of Debian ---------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// cpack makes it, dpkg installs it below a temporary folder, what was installed
// runs, and dpkg takes it away again.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

TEST(Package, InstallsRunsAndGoes) {
  const std::string Dpkg = DPKG;
  if (Dpkg.empty())
    GTEST_SKIP() << "there is no dpkg, or no dpkg-shlibdeps (dpkg-dev)";
  TemporaryFolder Folder;
  ProcessOptions O;
  O.Directory = AWAIT_TIDY_BUILD_DIR;
  O.Timeout *= 2;
  // What decides how small it is decides how long it takes.
  ProcessResult Made =
      run({CPACK, "-B", Folder.path().string(), "-D",
           "CPACK_DEBIAN_COMPRESSION_TYPE=gzip", "-D", "CPACK_STRIP_FILES=OFF"},
          O);
  ASSERT_EQ(Made.ExitCode, 0) << Made;
  std::string Package;
  for (const auto &E : fs::directory_iterator(Folder.path()))
    if (E.path().extension() == ".deb")
      Package = E.path().string();
  ASSERT_NE(Package, "") << Made;

  const std::string Depends =
      run({"dpkg-deb", "--field", Package, "Depends"}).Out;
  EXPECT_TRUE(contains(Depends, "libstdc++6")) << Depends;
  EXPECT_TRUE(contains(Depends, "libclang-common-")) << Depends;
  // The programs bring Clang with them, the modules are loaded by who has it.
  EXPECT_EQ(contains(Depends, "libclang-cpp"), !AWAIT_TIDY_STATIC) << Depends;
  std::string Name = run({"dpkg-deb", "--field", Package, "Package"}).Out;
  Name.erase(Name.find_last_not_of('\n') + 1);

  // A system of its own, in which the libraries that it depends on seem
  // missing.
  for (const char *F :
       {"status", "available", "info/format", "updates/.", "triggers/."})
    if (fs::path P = Folder.path() / "root/var/lib/dpkg" / F;
        P.filename() == ".")
      fs::create_directories(P.parent_path());
    else
      Folder.write(fs::relative(P, Folder.path()).string(),
                   P.filename() == "format" ? "1\n" : "");
  const Words Manage{Dpkg, "--root=" + (Folder / "root"), "--force-not-root",
                     "--force-depends", "--log=" + (Folder / "log")};
  ProcessResult R = run(concat({Manage, {"-i", Package}}));
  ASSERT_EQ(R.ExitCode, 0) << R;

  const std::string Program = Folder / "root/usr/bin/await-tidy";
  Folder.write("a.cpp", Withdraw);
  R = run(concat({{Program, Folder / "a.cpp", "--"}, sampleFlags()}));
  EXPECT_EQ(R.ExitCode, 1) << R;
  EXPECT_TRUE(contains(R.Out, "[await-check-then-act]")) << R;
  EXPECT_TRUE(fs::exists(Folder.path() / "root/usr/share/doc/await-tidy/rules/"
                                         "await-check-then-act.md"));

  R = run(concat({Manage, {"--purge", Name}}));
  EXPECT_EQ(R.ExitCode, 0) << R;
  EXPECT_FALSE(fs::exists(Folder.path() / "root/usr/bin/await-tidy"));
}

} // namespace
