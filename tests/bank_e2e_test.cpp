//===- bank_e2e_test.cpp - The two bank services, driven by clients -------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs test-inputs/bank as real programs and shows that every race marked in bank_racy.cpp costs
// money, and that bank_repaired.cpp, which must be silent, loses none.
//
// Nothing here sleeps. The clearing house of the services never answers by itself (its time is set
// to days); it answers when the test says SETTLE or REFUSE, and STATUS tells when a request has
// got as far as it can without an answer. Every wait ends with an exception when a deadline
// passes, so that a service that hangs fails the test.
//
//===----------------------------------------------------------------------===//

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#if !defined(BANK_RACY_PATH) || !defined(BANK_REPAIRED_PATH)
#error "BANK_RACY_PATH and BANK_REPAIRED_PATH must name the two built services"
#endif

extern char **environ;

namespace {

using Clock = std::chrono::steady_clock;

/// How long any single step may take. Generous, for a loaded machine: a step that works takes
/// microseconds.
constexpr std::chrono::seconds Patience(30);

/// The services' own clearing time: never, as far as a test is concerned.
constexpr const char *Never = "600000000";

[[noreturn]] void throwErrno(const char *What) {
  throw std::system_error(errno, std::generic_category(), What);
}

/// Returns when one of \p Events is there.
void waitFor(int File, short Events, Clock::time_point Deadline) {
  for (;;) {
    const auto Left =
        std::chrono::duration_cast<std::chrono::milliseconds>(Deadline - Clock::now());
    if (Left.count() <= 0)
      throw std::runtime_error("no progress before the deadline");
    pollfd Poll{File, Events, 0};
    const int Ready = ::poll(&Poll, 1, static_cast<int>(Left.count()));
    if (Ready > 0)
      return;
    if (Ready < 0 && errno != EINTR)
      throwErrno("poll");
  }
}

/// An open file, closed in the end.
class Descriptor {
public:
  explicit Descriptor(int File = -1) : File(File) {}
  Descriptor(Descriptor &&Other) noexcept : File(std::exchange(Other.File, -1)) {}
  Descriptor &operator=(Descriptor &&Other) noexcept {
    std::swap(File, Other.File);
    return *this;
  }
  ~Descriptor() { close(); }

  int get() const { return File; }
  void close() {
    if (File >= 0)
      ::close(std::exchange(File, -1));
  }

private:
  int File;
};

/// The lines that come out of a pipe or a socket.
class LineReader {
public:
  /// The next line without its end. Throws at the end of the stream.
  std::string readLine(int File) {
    const auto Deadline = Clock::now() + Patience;
    for (;;) {
      if (const auto End = Buffer.find('\n'); End != std::string::npos) {
        std::string Line = Buffer.substr(0, End);
        Buffer.erase(0, End + 1);
        return Line;
      }
      if (!fill(File, Deadline))
        throw std::runtime_error("the stream ended where a line was expected");
    }
  }

  /// Returns when the other side has closed the stream. Throws if it says anything before that.
  void readEnd(int File) {
    const auto Deadline = Clock::now() + Patience;
    while (fill(File, Deadline))
      ;
    if (!Buffer.empty())
      throw std::runtime_error("unexpected: " + Buffer);
  }

private:
  bool fill(int File, Clock::time_point Deadline) {
    std::array<char, 512> Chunk;
    for (;;) {
      waitFor(File, POLLIN, Deadline);
      const ssize_t Size = ::read(File, Chunk.data(), Chunk.size());
      if (Size > 0)
        Buffer.append(Chunk.data(), static_cast<std::size_t>(Size));
      if (Size >= 0)
        return Size > 0;
      if (errno != EINTR && errno != EAGAIN)
        throwErrno("read");
    }
  }

  std::string Buffer;
};

struct Pipe {
  Pipe() {
    int Ends[2];
    if (::pipe2(Ends, O_CLOEXEC) != 0)
      throwErrno("pipe2");
    Read = Descriptor(Ends[0]);
    Write = Descriptor(Ends[1]);
  }
  Descriptor Read, Write;
};

/// A bank service as a child process, on a port that the system chooses.
class Service {
public:
  explicit Service(const char *Path, const char *SettlementMs = Never) {
    Pipe Input, Output;
    posix_spawn_file_actions_t Actions;
    posix_spawn_file_actions_init(&Actions);
    posix_spawn_file_actions_adddup2(&Actions, Input.Read.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&Actions, Output.Write.get(), STDOUT_FILENO);
    const char *Arguments[] = {Path, "--port", "0", "--settlement-ms", SettlementMs, nullptr};
    const int Error =
        ::posix_spawn(&Process, Path, &Actions, nullptr, const_cast<char **>(Arguments), environ);
    posix_spawn_file_actions_destroy(&Actions);
    if (Error != 0)
      throw std::system_error(Error, std::generic_category(), Path);
    ToChild = std::move(Input.Write);
    FromChild = std::move(Output.Read);
    Output.Write.close(); // so that the end of the child is the end of the pipe

    try {
      const std::string Line = Lines.readLine(FromChild.get());
      if (std::sscanf(Line.c_str(), "listening on %hu", &Port) != 1)
        throw std::runtime_error("unexpected: " + Line);
    } catch (...) {
      kill();
      throw;
    }
  }
  Service(const Service &) = delete;
  ~Service() {
    if (Process > 0)
      kill();
  }

  unsigned short port() const { return Port; }
  void closeInput() { ToChild.close(); }

  /// The status with which the service ends of its own accord.
  int wait() {
    Lines.readEnd(FromChild.get());
    return reap();
  }

private:
  void kill() {
    ::kill(Process, SIGKILL);
    reap();
  }

  int reap() {
    int Status = 0;
    while (::waitpid(Process, &Status, 0) < 0 && errno == EINTR)
      ;
    Process = -1;
    return WIFEXITED(Status) ? WEXITSTATUS(Status) : -1;
  }

  pid_t Process = -1;
  Descriptor ToChild, FromChild;
  LineReader Lines;
  unsigned short Port = 0;
};

/// One connection to a service.
class Client {
public:
  explicit Client(const Service &To)
      : Socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    if (Socket.get() < 0)
      throwErrno("socket");
    sockaddr_in Address{};
    Address.sin_family = AF_INET;
    Address.sin_port = htons(To.port());
    Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(Socket.get(), reinterpret_cast<sockaddr *>(&Address), sizeof(Address)) == 0)
      return;
    if (errno != EINPROGRESS)
      throwErrno("connect");
    waitFor(Socket.get(), POLLOUT, Clock::now() + Patience);
    int Error = 0;
    socklen_t Size = sizeof(Error);
    if (::getsockopt(Socket.get(), SOL_SOCKET, SO_ERROR, &Error, &Size) != 0)
      throwErrno("getsockopt");
    if (Error != 0)
      throw std::system_error(Error, std::generic_category(), "connect");
  }

  void send(std::string Line) {
    const auto Deadline = Clock::now() + Patience;
    Line += '\n';
    for (std::size_t Sent = 0; Sent < Line.size();) {
      waitFor(Socket.get(), POLLOUT, Deadline);
      const ssize_t Size =
          ::send(Socket.get(), Line.data() + Sent, Line.size() - Sent, MSG_NOSIGNAL);
      if (Size >= 0)
        Sent += static_cast<std::size_t>(Size);
      else if (errno != EINTR && errno != EAGAIN)
        throwErrno("send");
    }
  }

  std::string receive() { return Lines.readLine(Socket.get()); }
  void receiveEnd() { Lines.readEnd(Socket.get()); }

  std::string ask(const std::string &Line) {
    send(Line);
    return receive();
  }

private:
  Descriptor Socket;
  LineReader Lines;
};

/// A service, two customers, and a third connection for whoever plays the clearing house and looks
/// at the books.
struct Bank {
  explicit Bank(const char *Path) : Program(Path), First(Program), Second(Program), Desk(Program) {}

  /// Asks at the desk for something that is done at once.
  std::string ask(const std::string &Line) {
    ++Requests;
    return Desk.ask(Line);
  }

  /// Sends a request and leaves it there, unanswered.
  void begin(Client &From, const std::string &Line) {
    ++Requests;
    From.send(Line);
  }

  /// Returns, when the bank has taken up all requests so far, how many of them are waiting for the
  /// clearing house. Each turn of the loop is an answer of the service; no time is waited.
  int pending() {
    const auto Deadline = Clock::now() + Patience;
    while (Clock::now() < Deadline) {
      const std::string Status = Desk.ask("STATUS");
      int Pending = 0, Taken = 0;
      if (std::sscanf(Status.c_str(), "OK pending=%d requests=%d", &Pending, &Taken) != 2)
        throw std::runtime_error("unexpected: " + Status);
      if (Taken == Requests)
        return Pending;
    }
    throw std::runtime_error("a request has not been taken up");
  }

  long balance(const std::string &Name) { return number(ask("BALANCE " + Name)); }

  /// What COUNT says. Every request but COUNT itself is an operation.
  long operations() { return number(ask("COUNT")); }

  Service Program;
  Client First, Second, Desk;

private:
  static long number(const std::string &Reply) {
    long Number = 0;
    if (std::sscanf(Reply.c_str(), "OK %ld", &Number) != 1)
      throw std::runtime_error("unexpected: " + Reply);
    return Number;
  }

  int Requests = 0;
};

bool granted(const std::string &Reply) { return Reply.rfind("OK ", 0) == 0; }

//===----------------------------------------------------------------------===//
// WITHDRAW: two customers want 80 out of 100, and both requests are at the clearing house before
// either is answered.
//===----------------------------------------------------------------------===//

struct Withdrawals {
  std::string First, Second;
  long Balance;
};

Withdrawals withdrawTwice(const char *Path) {
  Bank B(Path);
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  B.begin(B.First, "WITHDRAW alice 80");
  B.begin(B.Second, "WITHDRAW alice 80");
  EXPECT_EQ(B.pending(), 2) << "the two withdrawals are not in flight together";
  EXPECT_EQ(B.balance("alice"), 100);
  EXPECT_EQ(B.Desk.ask("SETTLE"), "OK 2");
  const std::string First = B.First.receive();
  const std::string Second = B.Second.receive();
  return {First, Second, B.balance("alice")};
}

TEST(BankWithdraw, RacyOverdrawsTheAccount) {
  const Withdrawals Result = withdrawTwice(BANK_RACY_PATH);
  EXPECT_TRUE(granted(Result.First)) << Result.First;
  EXPECT_TRUE(granted(Result.Second)) << Result.Second;
  EXPECT_EQ(Result.Balance, -60);
}

TEST(BankWithdraw, RepairedRefusesOneOfTheTwo) {
  const Withdrawals Result = withdrawTwice(BANK_REPAIRED_PATH);
  EXPECT_NE(granted(Result.First), granted(Result.Second)) << Result.First << ", " << Result.Second;
  EXPECT_EQ(granted(Result.First) ? Result.Second : Result.First, "REFUSED insufficient funds");
  EXPECT_EQ(Result.Balance, 20);
}

//===----------------------------------------------------------------------===//
// PAY: the clearing house refuses, and meanwhile somebody else has changed the account.
//===----------------------------------------------------------------------===//

long balanceAfterRefusalAndDeposit(const char *Path) {
  Bank B(Path);
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  B.begin(B.First, "PAY alice 50");
  EXPECT_EQ(B.pending(), 1);
  B.begin(B.Second, "DEPOSIT alice 30");
  EXPECT_EQ(B.Second.receive(), "OK 80");
  EXPECT_EQ(B.Desk.ask("REFUSE"), "OK 1");
  EXPECT_EQ(B.First.receive(), "REFUSED clearing house");
  return B.balance("alice");
}

TEST(BankPay, RacyRollbackWipesOutADeposit) {
  EXPECT_EQ(balanceAfterRefusalAndDeposit(BANK_RACY_PATH), 100);
}

TEST(BankPay, RepairedRollbackKeepsADeposit) {
  EXPECT_EQ(balanceAfterRefusalAndDeposit(BANK_REPAIRED_PATH), 130);
}

long balanceAfterRefusalAndWithdrawal(const char *Path) {
  Bank B(Path);
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  B.begin(B.First, "PAY alice 50");
  EXPECT_EQ(B.pending(), 1);
  B.begin(B.Second, "WITHDRAW alice 30");
  EXPECT_EQ(B.pending(), 2);
  EXPECT_EQ(B.Desk.ask("SETTLE 2"), "OK 1");
  EXPECT_EQ(B.Second.receive(), "OK 20");
  EXPECT_EQ(B.Desk.ask("REFUSE 1"), "OK 1");
  EXPECT_EQ(B.First.receive(), "REFUSED clearing house");
  return B.balance("alice");
}

TEST(BankPay, RacyRollbackWipesOutAWithdrawal) {
  EXPECT_EQ(balanceAfterRefusalAndWithdrawal(BANK_RACY_PATH), 100);
}

TEST(BankPay, RepairedRollbackKeepsAWithdrawal) {
  EXPECT_EQ(balanceAfterRefusalAndWithdrawal(BANK_REPAIRED_PATH), 70);
}

//===----------------------------------------------------------------------===//
// COUNT: two operations on different accounts are in flight together.
//===----------------------------------------------------------------------===//

long operationsAfterFour(const char *Path) {
  Bank B(Path);
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  EXPECT_EQ(B.ask("OPEN bob 100"), "OK 100");
  EXPECT_EQ(B.operations(), 2);
  B.begin(B.First, "PAY alice 10");
  B.begin(B.Second, "PAY bob 10");
  EXPECT_EQ(B.pending(), 2);
  EXPECT_EQ(B.Desk.ask("SETTLE"), "OK 2");
  EXPECT_EQ(B.First.receive(), "OK 90");
  EXPECT_EQ(B.Second.receive(), "OK 90");
  return B.operations();
}

TEST(BankCount, RacyLosesAnOperation) { EXPECT_EQ(operationsAfterFour(BANK_RACY_PATH), 3); }

TEST(BankCount, RepairedCountsEveryOperation) {
  EXPECT_EQ(operationsAfterFour(BANK_REPAIRED_PATH), 4);
}

//===----------------------------------------------------------------------===//
// TRANSFER: both sides of the transfer, each against somebody else's update.
//===----------------------------------------------------------------------===//

struct Balances {
  long Alice, Bob, Carol;
  long total() const { return Alice + Bob + Carol; }
};

Balances transferTwice(const char *Path) {
  Bank B(Path);
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  EXPECT_EQ(B.ask("OPEN bob 0"), "OK 0");
  EXPECT_EQ(B.ask("OPEN carol 0"), "OK 0");
  B.begin(B.First, "TRANSFER alice bob 30");
  EXPECT_EQ(B.pending(), 1);
  B.begin(B.Second, "TRANSFER alice carol 40");
  EXPECT_EQ(B.pending(), 2);
  EXPECT_EQ(B.Desk.ask("SETTLE 1"), "OK 1");
  EXPECT_TRUE(granted(B.First.receive()));
  EXPECT_EQ(B.Desk.ask("SETTLE 2"), "OK 1");
  EXPECT_TRUE(granted(B.Second.receive()));
  return {B.balance("alice"), B.balance("bob"), B.balance("carol")};
}

TEST(BankTransfer, RacyForgetsADebitAndMakesMoney) {
  const Balances Result = transferTwice(BANK_RACY_PATH);
  EXPECT_EQ(Result.Alice, 60);
  EXPECT_EQ(Result.total(), 130);
}

TEST(BankTransfer, RepairedBooksBothDebits) {
  const Balances Result = transferTwice(BANK_REPAIRED_PATH);
  EXPECT_EQ(Result.Alice, 30);
  EXPECT_EQ(Result.total(), 100);
}

long receiverAfterTransferAndDeposit(const char *Path) {
  Bank B(Path);
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  EXPECT_EQ(B.ask("OPEN bob 0"), "OK 0");
  B.begin(B.First, "TRANSFER alice bob 30");
  EXPECT_EQ(B.pending(), 1);
  B.begin(B.Second, "DEPOSIT bob 5");
  EXPECT_EQ(B.Second.receive(), "OK 5");
  EXPECT_EQ(B.Desk.ask("SETTLE"), "OK 1");
  EXPECT_EQ(B.First.receive(), "OK 70");
  return B.balance("bob");
}

TEST(BankTransfer, RacyForgetsADepositOfTheReceiver) {
  EXPECT_EQ(receiverAfterTransferAndDeposit(BANK_RACY_PATH), 30);
}

TEST(BankTransfer, RepairedKeepsADepositOfTheReceiver) {
  EXPECT_EQ(receiverAfterTransferAndDeposit(BANK_REPAIRED_PATH), 35);
}

//===----------------------------------------------------------------------===//
// One request at a time, the two services cannot be told apart.
//===----------------------------------------------------------------------===//

class EitherBank : public testing::TestWithParam<const char *> {
protected:
  /// Sends a request and answers for the clearing house.
  static std::string complete(Bank &B, const std::string &Line, const std::string &Answer) {
    B.begin(B.First, Line);
    EXPECT_EQ(B.pending(), 1) << Line;
    EXPECT_EQ(B.Desk.ask(Answer), "OK 1") << Line;
    return B.First.receive();
  }
};

TEST_P(EitherBank, DoesItsJobForOneCustomer) {
  Bank B(GetParam());
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  EXPECT_EQ(B.ask("OPEN alice 5"), "REFUSED account exists");
  EXPECT_EQ(B.ask("OPEN bob 0"), "OK 0");
  EXPECT_EQ(B.ask("DEPOSIT alice 20"), "OK 120");
  EXPECT_EQ(complete(B, "WITHDRAW alice 30", "SETTLE"), "OK 90");
  EXPECT_EQ(complete(B, "WITHDRAW alice 30", "REFUSE"), "REFUSED clearing house");
  EXPECT_EQ(complete(B, "PAY alice 15", "SETTLE"), "OK 75");
  EXPECT_EQ(complete(B, "PAY alice 15", "REFUSE"), "REFUSED clearing house");
  EXPECT_EQ(complete(B, "TRANSFER alice bob 25", "SETTLE"), "OK 50");
  EXPECT_EQ(complete(B, "TRANSFER alice bob 25", "REFUSE"), "REFUSED clearing house");
  EXPECT_EQ(B.balance("alice"), 50);
  EXPECT_EQ(B.balance("bob"), 25);
  EXPECT_EQ(B.operations(), 12);
}

TEST_P(EitherBank, RefusesAtOnceWhatCannotBe) {
  Bank B(GetParam());
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  EXPECT_EQ(B.ask("OPEN bob 0"), "OK 0");
  EXPECT_EQ(B.ask("WITHDRAW alice 101"), "REFUSED insufficient funds");
  EXPECT_EQ(B.ask("PAY alice 101"), "REFUSED insufficient funds");
  EXPECT_EQ(B.ask("TRANSFER alice bob 101"), "REFUSED insufficient funds");
  EXPECT_EQ(B.ask("TRANSFER alice alice 1"), "REFUSED same account");
  for (const char *Line : {"BALANCE eve", "DEPOSIT eve 1", "WITHDRAW eve 1", "PAY eve 1",
                           "TRANSFER eve bob 1", "TRANSFER bob eve 1"})
    EXPECT_EQ(B.ask(Line), "ERR no account eve") << Line;
  EXPECT_EQ(B.balance("alice"), 100);
  EXPECT_EQ(B.balance("bob"), 0);
}

TEST_P(EitherBank, UnderstandsOnlyItsOwnProtocol) {
  Bank B(GetParam());
  for (const char *Line :
       {"", "open alice 1", "OPEN alice", "OPEN alice -1", "OPEN alice 1x", "OPEN alice 1 2",
        "DEPOSIT alice 0", "WITHDRAW alice 99999999999999999999", "TRANSFER alice 1", "COUNT 1"})
    EXPECT_EQ(B.First.ask(Line), "ERR not understood") << Line;
  EXPECT_EQ(B.First.ask("QUIT"), "BYE");
  B.First.receiveEnd();
  EXPECT_EQ(B.pending(), 0);
}

TEST_P(EitherBank, SettlesByItselfInTheEnd) {
  Service Program(GetParam(), "0");
  Client Customer(Program);
  EXPECT_EQ(Customer.ask("OPEN alice 100"), "OK 100");
  EXPECT_EQ(Customer.ask("WITHDRAW alice 80"), "OK 20");
  EXPECT_EQ(Customer.ask("PAY alice 5"), "OK 15");
}

TEST_P(EitherBank, SurvivesACustomerWhoHangsUp) {
  Bank B(GetParam());
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  {
    Client Gone(B.Program);
    B.begin(Gone, "PAY alice 10");
    EXPECT_EQ(B.pending(), 1);
  }
  EXPECT_EQ(B.Desk.ask("SETTLE"), "OK 1");
  EXPECT_EQ(complete(B, "PAY alice 10", "SETTLE"), "OK 80");
}

TEST_P(EitherBank, EndsWithItsInput) {
  Bank B(GetParam());
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  B.begin(B.First, "PAY alice 10");
  EXPECT_EQ(B.pending(), 1);
  B.Program.closeInput();
  EXPECT_EQ(B.Program.wait(), 0);
}

TEST_P(EitherBank, EndsOnShutdown) {
  Bank B(GetParam());
  EXPECT_EQ(B.ask("OPEN alice 100"), "OK 100");
  B.begin(B.First, "PAY alice 10");
  EXPECT_EQ(B.pending(), 1);
  EXPECT_EQ(B.Desk.ask("SHUTDOWN"), "BYE");
  EXPECT_EQ(B.Program.wait(), 0);
}

INSTANTIATE_TEST_SUITE_P(Bank, EitherBank, testing::Values(BANK_RACY_PATH, BANK_REPAIRED_PATH),
                         [](const auto &Info) {
                           return std::string(Info.index == 0 ? "Racy" : "Repaired");
                         });

} // namespace
