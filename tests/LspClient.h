//===- LspClient.h - Speaks to a language server ----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An editor, as far as the protocol goes. It waits for messages, never for a
/// time: what does not come within MostSeconds is a failure of the test.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_LSPCLIENT_H
#define AWAIT_TIDY_TESTS_LSPCLIENT_H

#include "Doors.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char **environ;

namespace await_tidy::test {

class LspClient {
public:
  static constexpr int MostSeconds = 120;

  explicit LspClient(const Words &Command) {
    signal(SIGPIPE, SIG_IGN);
    int In[2], Out[2];
    if (pipe(In) || pipe(Out))
      return;
    posix_spawn_file_actions_t Actions;
    posix_spawn_file_actions_init(&Actions);
    posix_spawn_file_actions_adddup2(&Actions, In[0], 0);
    posix_spawn_file_actions_adddup2(&Actions, Out[1], 1);
    for (int Fd : {In[0], In[1], Out[0], Out[1]})
      posix_spawn_file_actions_addclose(&Actions, Fd);
    std::vector<char *> Argv;
    for (const std::string &Word : Command)
      Argv.push_back(const_cast<char *>(Word.c_str()));
    Argv.push_back(nullptr);
    if (posix_spawn(&Process, Argv[0], &Actions, nullptr, Argv.data(), environ))
      Process = -1;
    posix_spawn_file_actions_destroy(&Actions);
    close(In[0]);
    close(Out[1]);
    ToServer = In[1];
    FromServer = Out[0];
  }
  LspClient(const LspClient &) = delete;
  ~LspClient() {
    hangUp();
    close(FromServer);
    if (Process > 0 && !Ended) {
      ::kill(Process, SIGKILL);
      waitpid(Process, nullptr, 0);
    }
  }

  pid_t process() const { return Process; }

  /// As it is, with a header.
  void sendText(const std::string &Body) {
    std::string Text =
        "Content-Length: " + std::to_string(Body.size()) + "\r\n\r\n" + Body;
    for (size_t Done = 0; Done < Text.size();) {
      ssize_t N = write(ToServer, Text.data() + Done, Text.size() - Done);
      if (N <= 0)
        return;
      Done += N;
    }
  }
  void send(llvm::json::Object Message) {
    Message["jsonrpc"] = "2.0";
    std::string Text;
    llvm::raw_string_ostream(Text) << llvm::json::Value(std::move(Message));
    sendText(Text);
  }
  void notify(llvm::StringRef Method, llvm::json::Value Params) {
    send(llvm::json::Object{{"method", Method}, {"params", std::move(Params)}});
  }

  /// The whole answer; what arrives before it is kept for next().
  std::optional<llvm::json::Object> call(llvm::StringRef Method,
                                         llvm::json::Value Params) {
    int64_t Id = ++LastId;
    send(llvm::json::Object{
        {"id", Id}, {"method", Method}, {"params", std::move(Params)}});
    return answer(Id);
  }
  /// The answer to the request \p Id; what arrives before it is kept.
  std::optional<llvm::json::Object> answer(const llvm::json::Value &Id) {
    while (std::optional<llvm::json::Object> M = receive()) {
      const llvm::json::Value *Of = M->get("id");
      if (Of && *Of == Id && !M->get("method"))
        return M;
      Kept.push_back(std::move(*M));
    }
    return std::nullopt;
  }

  /// True if a message of \p Method has come and was not asked for since.
  bool has(llvm::StringRef Method) const {
    return llvm::any_of(Kept, [&](const llvm::json::Object &M) {
      return M.getString("method") == Method;
    });
  }

  /// The next message that is a notification of \p Method.
  std::optional<llvm::json::Object> next(llvm::StringRef Method) {
    for (auto It = Kept.begin(); It != Kept.end(); ++It)
      if (It->getString("method") == Method) {
        llvm::json::Object M = std::move(*It);
        Kept.erase(It);
        return M;
      }
    while (std::optional<llvm::json::Object> M = receive())
      if (M->getString("method") == Method)
        return M;
    return std::nullopt;
  }

  void hangUp() {
    if (ToServer >= 0)
      close(ToServer);
    ToServer = -1;
  }

  /// The exit code, or minus the signal. To be called when the server has a
  /// reason to end.
  int wait() {
    while (receive())
      ;
    int Status = 0;
    waitpid(Process, &Status, 0);
    Ended = true;
    return WIFEXITED(Status) ? WEXITSTATUS(Status) : -WTERMSIG(Status);
  }

private:
  /// Reads until \p End is in the buffer; its place, or npos.
  size_t readUntil(std::string_view End) {
    for (;;) {
      if (size_t At = Buffer.find(End); At != Buffer.npos)
        return At;
      if (!readMore())
        return Buffer.npos;
    }
  }
  bool readMore() {
    pollfd P{FromServer, POLLIN, 0};
    if (poll(&P, 1, MostSeconds * 1000) <= 0)
      return false;
    char Bytes[65536];
    ssize_t N = read(FromServer, Bytes, sizeof Bytes);
    if (N <= 0)
      return false;
    Buffer.append(Bytes, N);
    return true;
  }
  std::optional<llvm::json::Object> receive() {
    size_t Head = readUntil("\r\n\r\n");
    if (Head == Buffer.npos)
      return std::nullopt;
    size_t At = Buffer.find("Content-Length: ");
    if (At >= Head)
      return std::nullopt;
    size_t Length = std::stoul(Buffer.substr(At + 16));
    while (Buffer.size() < Head + 4 + Length)
      if (!readMore())
        return std::nullopt;
    std::string Body = Buffer.substr(Head + 4, Length);
    Buffer.erase(0, Head + 4 + Length);
    llvm::Expected<llvm::json::Value> V = llvm::json::parse(Body);
    if (!V) {
      llvm::consumeError(V.takeError());
      return std::nullopt;
    }
    return V->getAsObject() ? std::optional(std::move(*V->getAsObject()))
                            : std::nullopt;
  }

  pid_t Process = -1;
  int ToServer = -1, FromServer = -1;
  bool Ended = false;
  int64_t LastId = 0;
  std::string Buffer;
  std::vector<llvm::json::Object> Kept;
};

} // namespace await_tidy::test

#endif
