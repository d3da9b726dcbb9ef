//===- postgres_test.cpp - What a PostgreSQL server says of the inputs ----===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Starts a server in a temporary folder, where nobody else can reach it, runs
// the coroutines of test-inputs/postgres against it as a program
// (tests/postgres), and compares: what the tool reports has lost something, and
// where it is silent nothing is lost. Where PostgreSQL is not installed, this
// is skipped.
//
//===----------------------------------------------------------------------===//

#include "Doors.h"
#include "Expectations.h"
#include "Process.h"
#include "truth/Extents.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <poll.h>
#include <pwd.h>
#include <set>
#include <sstream>
#include <stdexcept>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace await_tidy::test;

extern char **environ;

namespace {

/// Generous, for a loaded machine; all of it takes three seconds.
constexpr std::chrono::seconds Patience(60);

/// A server of its own, in a folder of its own, that listens to a socket in
/// there only. Server and folder go away with this object, and also if the test
/// is killed: a guard, which is another process, takes them away as soon as
/// nobody is left at the other end of its pipe.
class Server {
public:
  Server() {
    Words Become;
    if (geteuid() == 0) { // as root, it refuses to run
      const passwd *User = getpwnam("postgres");
      if (!User)
        User = getpwnam("nobody");
      if (!User || chown(path().c_str(), User->pw_uid, User->pw_gid) != 0)
        throw std::runtime_error("no other user than root to run a server as");
      Become = {"setpriv", "--reuid=" + std::to_string(User->pw_uid),
                "--regid=" + std::to_string(User->pw_gid), "--clear-groups",
                "--"};
    }
    Control = concat({Become, {PG_CTL, "--silent", "-D", Folder / "data"}});
    startGuard();
    try {
      control({"initdb", "-o",
               "--username=await --auth=trust --no-locale --encoding=UTF8 "
               "--no-sync"});
      control({"start", "--wait", "--log", Folder / "log", "-o",
               "-c listen_addresses= -c unix_socket_directories='" +
                   path().string() +
                   "' -c fsync=off -c deadlock_timeout=50ms "
                   "-c statement_timeout=30s -c jit=off"});
    } catch (...) {
      endGuard();
      throw;
    }
  }
  ~Server() { endGuard(); }
  Server(const Server &) = delete;
  Server &operator=(const Server &) = delete;

  const fs::path &path() const { return Folder.path(); }
  /// For libpq.
  std::string where() const {
    return "host='" + path().string() + "' user=await dbname=postgres";
  }
  std::string log() const { return readFile(Folder / "log"); }
  pid_t process() const {
    return static_cast<pid_t>(std::strtol(
        readFile(Folder / "data/postmaster.pid").c_str(), nullptr, 10));
  }

private:
  ProcessResult tryTo(const Words &What) const {
    ProcessOptions O;
    O.Directory = path(); // one that the server's user can be in
    O.Timeout = Patience;
    return run(concat({Control, What}), O);
  }
  void control(const Words &What) const {
    const ProcessResult R = tryTo(What);
    if (R.ExitCode == 0)
      return;
    std::ostringstream Text;
    Text << R << log();
    throw std::runtime_error(Text.str());
  }

  void startGuard() {
    int Pipe[2];
    if (pipe2(Pipe, O_CLOEXEC) != 0)
      throw std::runtime_error("cannot make a pipe");
    Guard = fork();
    if (Guard != 0) {
      close(Pipe[0]);
      Alive = Pipe[1];
      if (Guard < 0)
        throw std::runtime_error("cannot fork");
      return;
    }
    setsid(); // not ended together with the test from a terminal
    close(Pipe[1]);
    char Nothing;
    while (read(Pipe[0], &Nothing, 1) < 0 && errno == EINTR)
      ;
    if (fs::exists(Folder / "data/postmaster.pid"))
      tryTo({"stop", "--wait", "--mode=immediate"});
    std::error_code Ignored;
    fs::remove_all(path(), Ignored);
    _exit(0);
  }
  void endGuard() {
    close(Alive);
    while (waitpid(Guard, nullptr, 0) < 0 && errno == EINTR)
      ;
  }

  TemporaryFolder Folder;
  Words Control; ///< pg_ctl as the server's user
  pid_t Guard = -1;
  int Alive = -1; ///< open as long as this process lives
};

class Postgres : public testing::Test {
protected:
  void SetUp() override {
    if (!*PG_CTL || !*POSTGRES_TRUTH)
      GTEST_SKIP() << "PostgreSQL is not installed (packages postgresql-15 and "
                      "libpq-dev): nothing was compared with a server";
    // Who runs the tests may have a server of his own.
    Words Own;
    for (char **E = environ; *E; ++E)
      if (std::strncmp(*E, "PG", 2) == 0)
        Own.push_back(std::string(*E, std::strcspn(*E, "=")));
    for (const std::string &Name : Own)
      unsetenv(Name.c_str());
    setenv("LC_ALL", "C", 1);
  }
};

/// True if the process has ended, or does so now. Its parent need not have
/// asked how, so there may be something left that has the number.
bool ends(pid_t Process) {
  const int File = static_cast<int>(syscall(SYS_pidfd_open, Process, 0));
  if (File < 0)
    return errno == ESRCH;
  pollfd Poll{File, POLLIN, 0};
  const int Ready = poll(
      &Poll, 1, static_cast<int>(std::chrono::milliseconds(Patience).count()));
  close(File);
  return Ready == 1;
}

//===----------------------------------------------------------------------===//
// The inputs
//===----------------------------------------------------------------------===//

/// What the server ended with, by the function of the input.
std::map<std::string, std::string> readVerdicts(const std::string &Text) {
  std::map<std::string, std::string> Result;
  std::istringstream In(Text);
  for (std::string Line; std::getline(In, Line);) {
    const size_t Space = Line.find(' ');
    if (Space != std::string::npos)
      Result[Line.substr(0, Space)] = Line.substr(Space + 1);
  }
  return Result;
}

/// Which functions of an input are run: those that no other one calls.
std::vector<truth::Extent> subjects(const std::string &Source) {
  std::vector<truth::Extent> All = truth::functionsOf(Source), Result;
  std::set<std::string> Called;
  for (const truth::Extent &E : All)
    Called.insert(E.Calls.begin(), E.Calls.end());
  for (const truth::Extent &E : All) {
    const size_t Colons = E.Name.find("::");
    const std::string Class = E.Name.substr(0, Colons);
    const std::string Name =
        Colons == std::string::npos ? E.Name : E.Name.substr(Colons + 2);
    if (Name != Class && !Called.count(Name))
      Result.push_back(E);
  }
  return Result;
}

TEST_F(Postgres, ServerAndToolSayTheSame) {
  ProcessResult Program;
  fs::path Folder;
  pid_t Process;
  {
    Server S;
    Folder = S.path();
    Process = S.process();
    ASSERT_GT(Process, 0);
    ProcessOptions O;
    O.Timeout = Patience;
    Program = run({POSTGRES_TRUTH, S.where()}, O);
    ASSERT_EQ(Program.ExitCode, 0) << Program << S.log();
  }
  EXPECT_FALSE(fs::exists(Folder)) << Folder;
  EXPECT_TRUE(ends(Process)) << Process;

  std::map<std::string, std::string> Verdicts = readVerdicts(Program.Out);
  unsigned Lost = 0, Kept = 0, Known = 0;
  for (const char *File : {"test-inputs/postgres/blog.cpp",
                           "test-inputs/postgres/registration.cpp"}) {
    const Expectations Marks =
        parseExpectations(File, readFile(sourceRoot() / File));
    Job J;
    J.File = File;
    J.Flags = concat({J.Flags, Marks.Flags});
    J.Args = Marks.Args; // at the default confidence, as users see it
    const ProcessResult Tool = runCommand(J);
    ASSERT_EQ(Tool.ExitCode, 1) << Tool;
    const Output Says = parseOutput(Tool.Out, sourceRoot());

    for (const truth::Extent &E : subjects(readFile(sourceRoot() / File))) {
      auto It = Verdicts.find(E.Name);
      if (It == Verdicts.end()) {
        ADD_FAILURE() << File << ":" << E.First << ": " << E.Name
                      << " is not run; add it to tests/postgres/main.cpp";
        continue;
      }
      const std::string Server = It->second;
      Verdicts.erase(It);
      const bool IsLost = Server.starts_with("lost:");
      EXPECT_TRUE(IsLost || Server.starts_with("kept:")) << Server;
      IsLost ? ++Lost : ++Kept;

      auto isInside = [&](unsigned Line) {
        return E.First <= Line && Line <= E.Last;
      };
      std::string Rules;
      for (const Reported &R : Says.Findings)
        if (R.File == File && isInside(R.Line))
          Rules += (Rules.empty() ? "" : ", ") + R.Rule;
      bool IsKnown = false; // that the tool is wrong here
      for (const Mark &M : Marks.Marks)
        if (isInside(M.Line))
          IsKnown |= M.What == (IsLost ? Mark::Missed : Mark::FalseAlarm);
      Known += IsKnown;
      EXPECT_EQ(IsLost, Rules.empty() == IsKnown)
          << File << ":" << E.First << ": " << E.Name
          << "\n  the server: " << Server
          << "\n  await-tidy: " << (Rules.empty() ? "silent" : Rules)
          << (IsKnown ? "\n  and a mark says that the tool is wrong" : "");
      std::cout << E.Name << ' ' << Server << "; await-tidy "
                << (Rules.empty() ? "is silent" : "says " + Rules)
                << (IsKnown ? " (known to be wrong)" : "") << '\n';
    }
  }
  for (const auto &[Name, Server] : Verdicts)
    ADD_FAILURE() << Name << " is run and is no coroutine of the inputs";
  std::cout << Lost << " lost, " << Kept << " kept; the tool says the same of "
            << Lost + Kept - Known << '\n';
  EXPECT_GT(Lost, 0u);
  EXPECT_GT(Kept, 0u);
}

TEST_F(Postgres, NothingIsLeftOfAKilledTest) {
  int Pipe[2];
  ASSERT_EQ(pipe2(Pipe, O_CLOEXEC), 0);
  const pid_t Test = fork();
  if (Test == 0) {
    close(Pipe[0]);
    try {
      Server S; // and its guard has the pipe too
      const std::string Text =
          std::to_string(S.process()) + ' ' + S.path().string();
      if (write(Pipe[1], Text.data(), Text.size()) > 0)
        raise(SIGKILL);
    } catch (const std::exception &E) {
      std::cerr << E.what() << std::endl;
    }
    _exit(1);
  }
  close(Pipe[1]);
  int Status = 0;
  ASSERT_EQ(waitpid(Test, &Status, 0), Test);
  EXPECT_TRUE(WIFSIGNALED(Status));

  std::string Text; // to the end of the guard
  char Buffer[4096];
  for (ssize_t N; (N = read(Pipe[0], Buffer, sizeof(Buffer))) > 0;)
    Text.append(Buffer, static_cast<size_t>(N));
  close(Pipe[0]);
  pid_t Process = 0;
  std::string Folder;
  std::istringstream(Text) >> Process >> Folder;
  ASSERT_GT(Process, 0) << Text;
  EXPECT_FALSE(fs::exists(Folder)) << Folder;
  EXPECT_TRUE(ends(Process)) << Process;
}

} // namespace
