//===- Process.cpp - Runs a command in a test -----------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace await_tidy::test {

std::string ProcessResult::commandLine() const {
  std::string Line;
  for (const std::string &Word : Command) {
    if (!Line.empty())
      Line += ' ';
    bool Plain = !Word.empty();
    for (char C : Word)
      Plain &= std::isalnum(static_cast<unsigned char>(C)) ||
               std::strchr("_-+=./:,@%", C);
    if (Plain) {
      Line += Word;
      continue;
    }
    Line += '\'';
    for (char C : Word)
      if (C == '\'')
        Line += "'\\''";
      else
        Line += C;
    Line += '\'';
  }
  return Line;
}

std::ostream &operator<<(std::ostream &OS, const ProcessResult &R) {
  OS << "$ " << R.commandLine() << '\n';
  if (R.TimedOut)
    OS << "(did not end in time)\n";
  else if (R.Signal)
    OS << "(ended by signal " << R.Signal << ")\n";
  else
    OS << "(exit code " << R.ExitCode << ")\n";
  auto stream = [&OS](const char *Name, const std::string &Text) {
    if (Text.empty())
      return;
    constexpr size_t Most = 20000;
    OS << "--- " << Name << '\n' << Text.substr(0, Most);
    if (Text.size() > Most)
      OS << "\n... " << Text.size() - Most << " more bytes\n";
    else if (Text.back() != '\n')
      OS << '\n';
  };
  stream("stdout", R.Out);
  stream("stderr", R.Err);
  return OS;
}

ProcessResult run(std::vector<std::string> Command,
                  const ProcessOptions &Options) {
  ProcessResult R;
  R.Command = std::move(Command);

  int Out[2], Err[2];
  if (pipe2(Out, O_CLOEXEC) != 0 || pipe2(Err, O_CLOEXEC) != 0) {
    R.Err = std::string("cannot make a pipe: ") + std::strerror(errno);
    return R;
  }

  std::vector<char *> Argv;
  for (std::string &Word : R.Command)
    Argv.push_back(Word.data());
  Argv.push_back(nullptr);
  const std::string Directory = Options.Directory.string();

  pid_t Child = fork();
  if (Child == 0) {
    setpgid(0, 0);
    int Null = open("/dev/null", O_RDONLY);
    dup2(Null, STDIN_FILENO);
    dup2(Out[1], STDOUT_FILENO);
    dup2(Err[1], STDERR_FILENO);
    if (!Directory.empty() && chdir(Directory.c_str()) != 0)
      _exit(126);
    execvp(Argv[0], Argv.data());
    dprintf(STDERR_FILENO, "cannot start %s: %s\n", Argv[0],
            std::strerror(errno));
    _exit(127);
  }
  close(Out[1]);
  close(Err[1]);
  if (Child < 0) {
    R.Err = std::string("cannot fork: ") + std::strerror(errno);
    close(Out[0]);
    close(Err[0]);
    return R;
  }

  using Clock = std::chrono::steady_clock;
  const auto End = Clock::now() + Options.Timeout;
  struct pollfd Fds[2] = {{Out[0], POLLIN, 0}, {Err[0], POLLIN, 0}};
  std::string *Sinks[2] = {&R.Out, &R.Err};
  int Open = 2;
  while (Open) {
    auto Left = std::chrono::duration_cast<std::chrono::milliseconds>(
        End - Clock::now());
    if (Left.count() <= 0 ||
        poll(Fds, 2, static_cast<int>(Left.count())) == 0) {
      R.TimedOut = true;
      kill(-Child, SIGKILL);
      break;
    }
    for (int I = 0; I < 2; ++I) {
      if (Fds[I].fd < 0 || !Fds[I].revents)
        continue;
      char Buffer[1 << 14];
      ssize_t N = read(Fds[I].fd, Buffer, sizeof(Buffer));
      if (N > 0) {
        Sinks[I]->append(Buffer, static_cast<size_t>(N));
      } else if (N == 0 || errno != EINTR) {
        Fds[I].fd = -1;
        --Open;
      }
    }
  }
  close(Out[0]);
  close(Err[0]);

  int Status = 0;
  while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  if (WIFEXITED(Status))
    R.ExitCode = WEXITSTATUS(Status);
  else if (WIFSIGNALED(Status))
    R.Signal = WTERMSIG(Status);
  return R;
}

TemporaryFolder::TemporaryFolder() {
  std::string Name = (fs::temp_directory_path() / "await-tidy-XXXXXX").string();
  if (!mkdtemp(Name.data())) {
    std::perror("cannot make a temporary folder");
    std::abort();
  }
  Path = fs::canonical(Name);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code Ignored;
  fs::remove_all(Path, Ignored);
}

std::string TemporaryFolder::write(std::string_view Name,
                                   std::string_view Content) const {
  fs::path File = Path / Name;
  fs::create_directories(File.parent_path());
  std::ofstream(File, std::ios::binary) << Content;
  return File.string();
}

std::string readFile(const fs::path &Path) {
  std::ifstream In(Path, std::ios::binary);
  std::ostringstream Text;
  Text << In.rdbuf();
  return Text.str();
}

} // namespace await_tidy::test
