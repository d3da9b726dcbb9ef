//===- safety_test.cpp - A project that means harm ------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a compile database, a file of flags or a configuration says is not to be
// trusted: the command runs no program and loads no library that they name, and
// writes no file. Each test puts a library that leaves a trace when it is
// loaded, and a program that leaves one when it is started, where the flags
// point to.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

#include <gtest/gtest.h>

namespace fs = std::filesystem;
using namespace await_tidy::test;

namespace {

/// One hostile flag or some that belong together; DIR stands for the folder of
/// the project.
struct Hostile {
  const char *Name;
  Words Flags;
};

std::ostream &operator<<(std::ostream &OS, const Hostile &H) {
  return OS << H.Name;
}

class Safety : public testing::TestWithParam<Hostile> {
protected:
  static void SetUpTestSuite() {
    Library = new TemporaryFolder;
    ProcessResult R =
        run({CLANGXX, "-shared", "-fPIC", "-x", "c",
             Library->write(
                 "trace.c",
                 "#include <stdio.h>\n#include <stdlib.h>\n"
                 "__attribute__((constructor)) static void mark(void) {\n"
                 "  const char *to = getenv(\"TRACE\");\n"
                 "  FILE *f = to ? fopen(to, \"w\") : 0;\n"
                 "  if (f) fclose(f);\n}\n"),
             "-o", *Library / "trace.so"});
    ASSERT_EQ(R.ExitCode, 0) << R;
  }
  static void TearDownTestSuite() {
    delete Library;
    Library = nullptr;
  }

  void SetUp() override {
    // Where libraries and programs leave their trace: not in the project.
    setenv("TRACE", (Traces / "loaded").c_str(), 1);
    Folder.write("a.cpp", Withdraw);
    Folder.write("lib/m.h", "#pragma once\nint of_a_module();\n");
    Folder.write("lib/module.modulemap", "module m { header \"m.h\" }\n");
    Folder.write("uses.cpp", "#include \"m.h\"\n");
    fs::copy_file(*Library / "trace.so", Folder / "trace.so");
    for (const char *Tool : {"bin/tool", "bin/nvptx-arch", "bin/amdgpu-arch",
                             "bin/clang", "bin/as", "bin/ld", "bin/cc1"}) {
      fs::path P = Folder.write(Tool, "#!/bin/sh\n: > \"$TRACE\"\n"
                                      "echo sm_70\n");
      fs::permissions(P, fs::perms::owner_all);
    }
    Folder.write("flags.rsp", "-Xclang -load -Xclang " + (Folder / "trace.so") +
                                  " -fplugin=" + (Folder / "trace.so"));
    Folder.write("clang.cfg", "-Xclang -load -Xclang " + (Folder / "trace.so") +
                                  " -MD -MF written.d\n");
  }
  void TearDown() override { unsetenv("TRACE"); }

  Words files() const {
    Words Out;
    for (const auto &E : fs::recursive_directory_iterator(Folder.path()))
      Out.push_back(E.path().string());
    std::sort(Out.begin(), Out.end());
    return Out;
  }

  Words flags() const {
    Words Out;
    for (std::string F : GetParam().Flags) {
      for (size_t At; (At = F.find("DIR")) != std::string::npos;)
        F.replace(At, 3, Folder.path().string());
      Out.push_back(F);
    }
    return Out;
  }

  TemporaryFolder Folder, Traces;
  static TemporaryFolder *Library;
};
TemporaryFolder *Safety::Library = nullptr;

/// The trace is left if somebody loads the library: without this the others
/// would show nothing.
TEST_F(Safety, TheLibraryLeavesATrace) {
  run({CLANGXX, "-fplugin=" + (Folder / "trace.so"), "-fsyntax-only", "-x",
       "c++", "/dev/null"});
  EXPECT_TRUE(fs::exists(Traces / "loaded"));
}

TEST_P(Safety, FromADatabase) {
  for (const char *File : {"a.cpp", "uses.cpp"}) {
    std::string Text = "[{\"directory\": \"" + Folder.path().string() +
                       "\", \"file\": \"" + File +
                       "\", \"arguments\": [\"clang++\"";
    for (const std::string &F :
         concat({sampleFlags(), flags(), {"-c", std::string(File)}}))
      Text += ", \"" + F + "\"";
    Folder.write("compile_commands.json", Text + "]}]\n");
    Words Before = files();
    ProcessOptions O;
    O.Directory = Folder.path();
    ProcessResult R = run({commandPath(), "-p", ".", File}, O);
    EXPECT_FALSE(fs::exists(Traces / "loaded")) << "code of the project ran\n"
                                                << R;
    EXPECT_EQ(files(), Before) << "a file was written\n" << R;
    EXPECT_EQ(R.Signal, 0) << R;
    EXPECT_NE(R.ExitCode, -1) << R;
  }
}

TEST_P(Safety, FromTheCommandLine) {
  Words Before = files();
  ProcessOptions O;
  O.Directory = Folder.path();
  ProcessResult R =
      run(concat({{commandPath(), "a.cpp", "--"}, sampleFlags(), flags()}), O);
  EXPECT_FALSE(fs::exists(Traces / "loaded")) << "code of the project ran\n"
                                              << R;
  EXPECT_EQ(files(), Before) << "a file was written\n" << R;
  EXPECT_EQ(R.Signal, 0) << R;
}

TEST_P(Safety, FromAConfiguration) {
  // A list as JSON is YAML too.
  std::string Text;
  for (const std::string &F : flags())
    Text += (Text.empty() ? "\"" : ", \"") + F + "\"";
  Folder.write(".await-tidy", "extra-arg: [" + Text + "]\n");
  Words Before = files();
  ProcessOptions O;
  O.Directory = Folder.path();
  ProcessResult R =
      run(concat({{commandPath(), "a.cpp", "--"}, sampleFlags()}), O);
  EXPECT_FALSE(fs::exists(Traces / "loaded")) << "code of the project ran\n"
                                              << R;
  EXPECT_EQ(files(), Before) << "a file was written\n" << R;
  EXPECT_EQ(R.Signal, 0) << R;
  EXPECT_FALSE(contains(R.Err, ".await-tidy:")) << "it was not read\n" << R;
}

const Hostile All[] = {
    {"Plugin", {"-fplugin=DIR/trace.so"}},
    {"Load", {"-Xclang", "-load", "-Xclang", "DIR/trace.so"}},
    {"LoadJoined", {"-Xclang=-load", "-Xclang=DIR/trace.so"}},
    {"PassPlugin", {"-fpass-plugin=DIR/trace.so"}},
    {"LlvmLoad", {"-mllvm", "-load=DIR/trace.so"}},
    {"LlvmLoadOfCc1", {"-Xclang", "-mllvm", "-Xclang", "-load=DIR/trace.so"}},
    {"AddPlugin",
     {"-Xclang", "-load", "-Xclang", "DIR/trace.so", "-Xclang", "-add-plugin",
      "-Xclang", "trace"}},
    {"ResponseFile", {"@DIR/flags.rsp"}},
    {"ConfigFile", {"--config=DIR/clang.cfg"}},
    {"ConfigFolder", {"--config-user-dir=DIR", "--driver-mode=g++"}},
    {"CudaArchTool",
     {"-x", "cuda", "--offload-arch=native", "--nvptx-arch-tool=DIR/bin/tool",
      "-nocudainc", "-nocudalib"}},
    {"CudaArchByPrefix",
     {"-x", "cuda", "--offload-arch=native", "-BDIR/bin", "-nocudainc",
      "-nocudalib"}},
    {"HipArchTool",
     {"-x", "hip", "--offload-arch=native", "--amdgpu-arch-tool=DIR/bin/tool",
      "-nogpuinc", "-nogpulib"}},
    {"OpenMpOffload",
     {"-fopenmp", "--offload-arch=native", "--nvptx-arch-tool=DIR/bin/tool",
      "--amdgpu-arch-tool=DIR/bin/tool", "-nogpulib"}},
    {"OpenMpTarget",
     {"-fopenmp", "-fopenmp-targets=nvptx64-nvidia-cuda",
      "-Xopenmp-target=nvptx64-nvidia-cuda", "-march=native",
      "--nvptx-arch-tool=DIR/bin/tool", "-nogpulib"}},
    {"OwnCc1", {"-fno-integrated-cc1", "-BDIR/bin"}},
    {"OwnTools", {"-BDIR/bin", "-fno-integrated-as", "-fuse-ld=DIR/bin/tool"}},
    {"Output", {"-o", "DIR/written"}},
    {"Dependencies", {"-MD", "-MF", "DIR/written.d"}},
    {"DependenciesOfCc1",
     {"-Xclang", "-dependency-file", "-Xclang", "DIR/written.d", "-Xclang",
      "-MT", "-Xclang", "x", "-Xclang", "-sys-header-deps"}},
    {"DependencyGraph",
     {"-Xclang", "-dependency-dot", "-Xclang", "DIR/written.dot"}},
    {"HeaderList",
     {"-H", "-Xclang", "-header-include-file", "-Xclang", "DIR/written.h"}},
    {"Database", {"-MJ", "DIR/written.json"}},
    {"Diagnostics", {"--serialize-diagnostics", "DIR/written.dia"}},
    {"DiagnosticsOfCc1",
     {"-Xclang", "-serialize-diagnostic-file", "-Xclang", "DIR/written.dia"}},
    {"DiagnosticLog",
     {"-Xclang", "-diagnostic-log-file", "-Xclang", "DIR/written.log"}},
    {"TimeTrace", {"-ftime-trace=DIR/written.json"}},
    {"Statistics", {"-save-stats=obj", "-Xclang", "-stats-file=DIR/written"}},
    {"ProcessReport", {"-fproc-stat-report=DIR/written.txt"}},
    {"Temporaries", {"-save-temps=obj", "-save-temps"}},
    {"OptimizationRecord", {"-foptimization-record-file=DIR/written.yaml"}},
    {"Modules",
     {"-fmodules", "-fimplicit-module-maps", "-fmodules-cache-path=DIR/cache",
      "-IDIR/lib"}},
    {"ModulesOfCc1",
     {"-Xclang", "-fmodules", "-Xclang", "-fimplicit-module-maps", "-Xclang",
      "-fmodules-cache-path=DIR/cache", "-IDIR/lib"}},
    {"Header", {"-Xclang", "-emit-pch", "-o", "DIR/written.pch"}},
    {"ModuleOutput", {"-fmodule-output=DIR/written.pcm"}},
    {"Rewrite", {"-Xclang", "-fixit", "-Xclang", "-fix-what-you-can"}},
    {"CrashReport",
     {"-gen-reproducer=always", "-fcrash-diagnostics-dir=DIR/crash"}},
    {"Coverage", {"--coverage", "-ftest-coverage", "-fprofile-dir=DIR"}},
    {"Symbols",
     {"-Xclang", "-extract-api", "-emit-symbol-graph",
      "--symbol-graph-dir=DIR"}},
};

INSTANTIATE_TEST_SUITE_P(Flags, Safety, testing::ValuesIn(All),
                         [](const testing::TestParamInfo<Hostile> &I) {
                           return I.param.Name;
                         });

/// LLVM's readers of such texts call themselves for what stands inside.
TEST(SafetyOfTexts, ThatGoDeeperThanTheStack) {
  for (const char *Deeper : {"[", "{a: ", "- ", "-\n", "- #\n", ",", ",#\n"}) {
    std::string Text = Deeper[0] == '-' ? "" : "[";
    for (int I = 0; I < 200000; ++I)
      Text += Deeper;
    for (const char *Name :
         {"compile_commands.json", ".await-tidy", ".clang-tidy", "own.yaml"}) {
      TemporaryFolder Folder;
      Folder.write("a.cpp", Withdraw);
      Folder.write(Name, Text);
      ProcessOptions O;
      O.Directory = Folder.path();
      Words Command{commandPath(), "a.cpp"};
      if (Name == std::string("own.yaml"))
        Command.push_back("--models=own.yaml");
      if (Name != std::string("compile_commands.json"))
        Command = concat({Command, {"--"}, sampleFlags()});
      ProcessResult R = run(Command, O);
      EXPECT_EQ(R.Signal, 0) << Name << " of " << Deeper;
      EXPECT_EQ(R.ExitCode, 2) << Name << " of " << Deeper;
      EXPECT_TRUE(contains(R.Err, Name)) << R.Err.substr(0, 500);
    }
  }
}

} // namespace
