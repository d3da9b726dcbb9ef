//===- explorer_test.cpp - Every order, and what is said of it ------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each promise is seen kept and seen broken. Results of awaits are named before
// they are tested: see awaits.h about g++ 12.
//
//===----------------------------------------------------------------------===//

#include <await_tidy/explorer.h>

#include "coro.h"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

using namespace await_tidy::explorer;

#ifdef __clang__
// The README's example as it is; what it declares only is defined here.
namespace demo {
#include "../test-inputs/demo/withdraw.cpp"
mock::task<bool> transfer(long) {
  co_return co_await call<bool>("transfer", {true, false});
}
} // namespace demo
#endif

namespace {

//===----------------------------------------------------------------------===//
// The bank
//===----------------------------------------------------------------------===//

struct Account {
  long Balance = 100;
};

Task<bool> withdrawLate(Account &A, long Amount) {
  if (A.Balance < Amount)
    co_return false;
  const bool Sent = co_await call<bool>("transfer", {true, false});
  if (!Sent)
    co_return false;
  A.Balance -= Amount;
  co_return true;
}

Task<bool> withdrawEarly(Account &A, long Amount) {
  if (A.Balance < Amount)
    co_return false;
  A.Balance -= Amount;
  const bool Sent = co_await call<bool>("transfer", {true, false});
  if (!Sent)
    A.Balance += Amount;
  co_return Sent;
}

Task<bool> withdrawRestoring(Account &A, long Amount) {
  const long Before = A.Balance;
  if (Before < Amount)
    co_return false;
  A.Balance -= Amount;
  const bool Sent = co_await call<bool>("transfer", {true, false});
  if (!Sent)
    A.Balance = Before;
  co_return Sent;
}

template <class F> Program<Account> bank(F Withdraw, long First, long Second) {
  Program<Account> P;
  P.instance("first", [=](Account &A) { return Withdraw(A, First); })
      .instance("second", [=](Account &A) { return Withdraw(A, Second); })
      .show([](const Account &A) { return A.Balance; });
  return P;
}

bool notNegative(const Account &A) { return A.Balance >= 0; }
long balance(const Account &A) { return A.Balance; }

TEST(Bank, CheckTooEarlyGoesBelowZero) {
  Result R = bank(withdrawLate, 100, 100)
                 .always("the balance is never negative", notNegative)
                 .explore();
  ASSERT_TRUE(R.violated()) << R;
  EXPECT_EQ(R.Reason, "the balance is never negative");
  EXPECT_EQ(R.Switches, 1u);
  EXPECT_TRUE(R.Shortest);
  EXPECT_EQ(R.Before, "100");
  ASSERT_EQ(R.Schedule.size(), 4u) << R;
  EXPECT_EQ(R.Schedule[0].Instance, "first");
  EXPECT_EQ(R.Schedule[0].From, "start");
  EXPECT_EQ(R.Schedule[0].To.find("transfer (explorer_test.cpp:"), 0u) << R;
  EXPECT_EQ(R.Schedule[1].Instance, "second");
  EXPECT_EQ(R.Schedule[2].Instance, "second");
  EXPECT_EQ(R.Schedule[2].Outcome, "true");
  EXPECT_EQ(R.Schedule[2].To, "end, returned true");
  EXPECT_EQ(R.Schedule[2].State, "0");
  EXPECT_EQ(R.Schedule[3].State, "-100");
}

TEST(Bank, DebitBeforeTheTransferIsSafe) {
  Result R = bank(withdrawEarly, 100, 100)
                 .always("the balance is never negative", notNegative)
                 .serializable(balance)
                 .explore();
  EXPECT_TRUE(R.safe()) << R;
  EXPECT_EQ(R.text().find("safe in every schedule"), 0u);
}

TEST(Bank, RestoredCopyUndoesTheOther) {
  // No number is out of bounds; only the order tells.
  Result R = bank(withdrawRestoring, 30, 50)
                 .always("the balance is never negative", notNegative)
                 .explore();
  EXPECT_TRUE(R.safe()) << R;
  R = bank(withdrawRestoring, 30, 50).serializable(balance).explore();
  ASSERT_TRUE(R.violated()) << R;
  EXPECT_EQ(R.Reason.find("no serial execution ends like this"), 0u);
  EXPECT_NE(R.Reason.find("here:   first -> false, second -> true; 100"),
            std::string::npos)
      << R;
  EXPECT_NE(R.Reason.find("serial: first -> false, second -> true; 50"),
            std::string::npos)
      << R;
}

//===----------------------------------------------------------------------===//
// Serial executions
//===----------------------------------------------------------------------===//

struct Counter {
  int Value = 0;
};

Task<> addSlowly(Counter &C) {
  const int Before = C.Value;
  co_await suspend("step");
  C.Value = Before + 1;
}

TEST(Serializable, LostUpdateIsFound) {
  auto twice = [](auto Add) {
    return Program<Counter>()
        .instance("a", Add)
        .instance("b", Add)
        .serializable([](const Counter &C) { return C.Value; })
        .explore();
  };
  Result R = twice(addSlowly);
  ASSERT_TRUE(R.violated()) << R;
  EXPECT_NE(R.Reason.find("here:   1"), std::string::npos) << R;
  EXPECT_NE(R.Reason.find("serial: 2"), std::string::npos) << R;
  R = twice([](Counter &C) -> Task<> {
    co_await suspend("step");
    ++C.Value;
  });
  EXPECT_TRUE(R.safe()) << R;
}

// What is lost looks as if the other call had failed, but it did not.
TEST(Serializable, AnswersMustBeTheSame) {
  auto add = [](Counter &C) -> Task<> {
    const int Before = C.Value;
    const bool Agreed = co_await call<bool>("ask", {true, false});
    if (Agreed)
      C.Value = Before + 1;
  };
  Result R = Program<Counter>()
                 .instance("a", add)
                 .instance("b", add)
                 .serializable([](const Counter &C) { return C.Value; })
                 .explore();
  EXPECT_TRUE(R.violated()) << R;
}

TEST(Serializable, ResultsAloneCanTell) {
  Result R = bank(withdrawLate, 100, 100).serializable().explore();
  EXPECT_TRUE(R.violated()) << R;
  R = bank(withdrawEarly, 100, 100).serializable().explore();
  EXPECT_TRUE(R.safe()) << R;
}

// One waits for the other, so no order is without a switch; the serial ones
// switch where they have to.
TEST(Serializable, BlockedInstancesLetOthersRun) {
  struct Box {
    Event Full;
    int Value = 0;
  };
  Result R = Program<Box>()
                 .instance("take",
                           [](Box &B) -> Task<int> {
                             co_await B.Full.wait();
                             co_return B.Value;
                           })
                 .instance("put",
                           [](Box &B) -> Task<> {
                             co_await suspend("work");
                             B.Value = 7;
                             B.Full.set();
                           })
                 .serializable()
                 .explore();
  EXPECT_TRUE(R.safe()) << R;
}

//===----------------------------------------------------------------------===//
// Promises
//===----------------------------------------------------------------------===//

TEST(Promises, AlwaysSeesWhatTheEndDoesNot) {
  auto blink = [](Counter &C) -> Task<> {
    C.Value = 1;
    co_await suspend("on");
    C.Value = 0;
  };
  auto zero = [](const Counter &C) { return C.Value == 0; };
  EXPECT_TRUE(
      Program<Counter>().instance("a", blink).atEnd("zero", zero).explore());
  Result R =
      Program<Counter>().instance("a", blink).always("zero", zero).explore();
  ASSERT_TRUE(R.violated());
  EXPECT_EQ(R.Schedule.size(), 1u);
  R = Program<Counter>()
          .state([] { return Counter{5}; })
          .instance("a", blink)
          .atEnd("zero", [](const Counter &C) { return C.Value == 5; })
          .explore();
  EXPECT_TRUE(R.violated()) << R;
  R = Program<Counter>()
          .state([] { return Counter{5}; })
          .instance("a", blink)
          .always("zero", zero)
          .explore();
  EXPECT_TRUE(R.violated()) << R;
  EXPECT_TRUE(R.Schedule.empty()) << "broken from the beginning";
}

TEST(Promises, ThrowingCheckIsBroken) {
  Result R = Program<Counter>()
                 .instance("a", addSlowly)
                 .atEnd("readable",
                        [](const Counter &) -> bool {
                          throw std::runtime_error("not there");
                        })
                 .explore();
  ASSERT_TRUE(R.violated());
  EXPECT_EQ(R.Reason, "readable: the check threw: not there");
}

TEST(Promises, ExceptionsAreResultsUnlessForbidden) {
  auto pay = [](Counter &C) -> Task<int> {
    ++C.Value;
    co_return co_await call<int>("pay", {1, 2, thrown("no route")});
  };
  std::set<int> Seen;
  Program<Counter> P;
  P.instance("a", pay).atEnd("counts", [&](const Counter &C) {
    Seen.insert(C.Value);
    return true;
  });
  EXPECT_TRUE(P.explore().safe());
  EXPECT_EQ(Seen, std::set<int>{1});
  Result R = P.noExceptions().explore();
  ASSERT_TRUE(R.violated());
  EXPECT_EQ(R.Reason, "no exception leaves an instance: a threw: no route");
  EXPECT_EQ(R.Schedule.back().Outcome, "throws: no route");
}

TEST(Promises, RequireInsideOfACoroutine) {
  auto add = [](Counter &C) -> Task<> {
    const int Before = C.Value;
    co_await suspend("step");
    require(C.Value == Before, "nobody else counts");
    ++C.Value;
  };
  EXPECT_TRUE(Program<Counter>().instance("a", add).explore());
  Result R = Program<Counter>().instance("a", add).instance("b", add).explore();
  ASSERT_TRUE(R.violated());
  EXPECT_EQ(R.Reason, "nobody else counts");
}

//===----------------------------------------------------------------------===//
// Calls and choices
//===----------------------------------------------------------------------===//

TEST(Calls, EveryCombinationOfOutcomes) {
  std::set<std::string> Seen;
  Result R = Program<>()
                 .instance("a",
                           [&](std::monostate) -> Task<> {
                             std::string Text;
                             try {
                               Text += std::to_string(
                                   co_await call<int>("one", {1, 2}));
                               co_await call<void>("two", {done, thrown("x")});
                             } catch (const std::runtime_error &E) {
                               Text += E.what();
                             }
                             Text += choose(2, "coin") ? "h" : "t";
                             Seen.insert(Text);
                           })
                 .explore();
  EXPECT_TRUE(R.safe()) << R;
  EXPECT_EQ(R.Schedules, 8u);
  EXPECT_EQ(Seen, (std::set<std::string>{"1t", "1h", "2t", "2h", "1xt", "1xh",
                                         "2xt", "2xh"}));
}

TEST(Calls, OutsideOfAnExplorationTheFirstOutcome) {
  int Got = 0;
  auto run = [&]() -> mock::detached {
    co_await suspend("nothing");
    Got = co_await call<int>("one", {4, 5});
  };
  run();
  EXPECT_EQ(Got, 4);
  EXPECT_EQ(choose(3, "none"), 0u);
  EXPECT_THROW(spawn(suspend("x")), std::logic_error);
}

TEST(Calls, WordsAreShown) {
  Result R = Program<>()
                 .instance("a",
                           [](std::monostate) -> Task<> {
                             const int Code = co_await call<int>(
                                 "get", {Outcome<int>(200, "ok"),
                                         Outcome<int>(404, "not found")});
                             require(Code == 200, "found");
                           })
                 .explore();
  ASSERT_TRUE(R.violated());
  EXPECT_EQ(R.Schedule.back().Outcome, "not found");
}

TEST(Calls, UsualOutcomesArePreferred) {
  Result R = Program<Counter>()
                 .instance("a",
                           [](Counter &) -> Task<> {
                             co_await call<bool>("one", {true, false});
                             const bool B =
                                 co_await call<bool>("two", {true, false});
                             require(B, "two");
                           })
                 .explore();
  ASSERT_TRUE(R.violated());
  ASSERT_EQ(R.Schedule.size(), 3u);
  EXPECT_EQ(R.Schedule[1].Outcome, "true") << R;
}

//===----------------------------------------------------------------------===//
// Locks and the like
//===----------------------------------------------------------------------===//

struct Safe {
  Mutex M, N;
  int Value = 0;
};

TEST(Locks, MutexMakesStepsOne) {
  auto add = [](Safe &S) -> Task<> {
    auto Guard = co_await S.M.scopedLock();
    const int Before = S.Value;
    co_await suspend("step");
    S.Value = Before + 1;
  };
  auto addUnheld = [](Safe &S) -> Task<> {
    {
      auto Guard = co_await S.M.scopedLock();
    }
    const int Before = S.Value;
    co_await suspend("step");
    S.Value = Before + 1;
  };
  auto explore = [](auto Body) {
    return Program<Safe>()
        .instance("a", Body)
        .instance("b", Body)
        .instance("c", Body)
        .atEnd("nothing is lost", [](const Safe &S) { return S.Value == 3; })
        .explore();
  };
  EXPECT_TRUE(explore(add).safe()) << explore(add);
  EXPECT_TRUE(explore(addUnheld).violated());
}

TEST(Locks, DeadlockIsShown) {
  auto both = [](Mutex Safe::*First, Mutex Safe::*Second) {
    return [=](Safe &S) -> Task<> {
      co_await (S.*First).lock();
      co_await suspend("between");
      co_await (S.*Second).lock();
      (S.*Second).unlock();
      (S.*First).unlock();
    };
  };
  Result R = Program<Safe>()
                 .instance("a", both(&Safe::M, &Safe::N))
                 .instance("b", both(&Safe::N, &Safe::M))
                 .explore();
  ASSERT_TRUE(R.violated()) << R;
  EXPECT_EQ(R.Reason.find("deadlock: a waits at lock (explorer_test.cpp:"), 0u)
      << R;
  EXPECT_NE(R.Reason.find(", b waits at lock"), std::string::npos) << R;
  R = Program<Safe>()
          .instance("a", both(&Safe::M, &Safe::N))
          .instance("b", both(&Safe::M, &Safe::N))
          .explore();
  EXPECT_TRUE(R.safe()) << R;
}

TEST(Locks, UnlockingTwiceIsBroken) {
  Result R = Program<Safe>()
                 .instance("a",
                           [](Safe &S) -> Task<> {
                             co_await S.M.lock();
                             S.M.unlock();
                             S.M.unlock();
                           })
                 .explore();
  ASSERT_TRUE(R.violated());
  EXPECT_EQ(R.Reason, "a mutex is unlocked that nobody holds");
}

TEST(Locks, BackgroundMayWaitForEver) {
  auto wait = [](Safe &S) -> Task<> {
    co_await until([&] { return S.Value == 9; }, "nine");
  };
  auto explore = [](auto &&P) {
    return P
        .instance("a",
                  [](Safe &S) -> Task<> {
                    S.Value = 1;
                    co_return;
                  })
        .explore();
  };
  EXPECT_TRUE(explore(Program<Safe>().background("b", wait)).safe());
  Result R = explore(Program<Safe>().instance("b", wait));
  ASSERT_TRUE(R.violated());
  EXPECT_EQ(R.Reason.find("deadlock: b waits at nine"), 0u) << R;
}

struct Pool {
  explicit Pool(int N) : S(N) {}
  Semaphore S;
  int In = 0, Most = 0;
};

TEST(Locks, SemaphoreLetsInSoMany) {
  auto use = [](Pool &P) -> Task<> {
    co_await P.S.acquire();
    P.Most = std::max(P.Most, ++P.In);
    co_await suspend("use");
    --P.In;
    P.S.release();
  };
  auto explore = [&](int Permits) {
    return Program<Pool>()
        .state([=] { return Pool(Permits); })
        .instance("a", use)
        .instance("b", use)
        .instance("c", use)
        .always("two at most", [](const Pool &P) { return P.In <= 2; })
        .explore();
  };
  EXPECT_TRUE(explore(2).safe()) << explore(2);
  EXPECT_TRUE(explore(3).violated());
}

struct Mailbox {
  ConditionVariable Changed;
  std::vector<int> Letters;
};

TEST(Locks, ConditionIsAskedAgain) {
  auto put = [](Mailbox &M) -> Task<> {
    co_await suspend("write");
    M.Letters.push_back(1);
    M.Changed.notifyOne();
  };
  auto takeOnce = [](Mailbox &M) -> Task<> {
    if (M.Letters.empty())
      co_await M.Changed.wait();
    require(!M.Letters.empty(), "there is a letter");
    if (!M.Letters.empty())
      M.Letters.pop_back();
  };
  auto takeAgain = [](Mailbox &M) -> Task<> {
    while (M.Letters.empty())
      co_await M.Changed.wait();
    M.Letters.pop_back();
  };
  auto explore = [&](auto Take) {
    return Program<Mailbox>()
        .instance("take", Take)
        .instance("put", put)
        .instance("take too", Take)
        .instance("put too", put)
        .explore();
  };
  Result R = explore(takeOnce);
  ASSERT_TRUE(R.violated());
  EXPECT_EQ(R.Reason, "there is a letter");
  EXPECT_TRUE(explore(takeAgain).safe()) << explore(takeAgain);
}

TEST(Locks, EveryWaiterCanBeNotified) {
  std::set<std::string> First;
  struct Line {
    ConditionVariable C;
    std::string Order;
  };
  auto wait = [](char Name) {
    return [=](Line &L) -> Task<> {
      co_await L.C.wait();
      L.Order += Name;
    };
  };
  Result R =
      Program<Line>()
          .background("a", wait('a'))
          .background("b", wait('b'))
          .instance("n",
                    [](Line &L) -> Task<> {
                      co_await suspend("later");
                      L.C.notifyOne();
                    })
          .atEnd("", [&](const Line &L) { return First.insert(L.Order), true; })
          .explore();
  EXPECT_TRUE(R.safe()) << R;
  EXPECT_EQ(First, (std::set<std::string>{"", "a", "b"}));
}

TEST(Locks, AllWaitersAreNotified) {
  struct Line {
    ConditionVariable C;
    int Through = 0;
  };
  auto wait = [](Line &L) -> Task<> {
    co_await L.C.wait();
    ++L.Through;
  };
  // Who comes too late waits for ever.
  auto ends = [&](bool All) {
    std::set<int> Ends;
    Result R =
        Program<Line>()
            .background("a", wait)
            .background("b", wait)
            .instance("n",
                      [=](Line &L) -> Task<> {
                        co_await suspend("later");
                        if (All)
                          L.C.notifyAll();
                        else
                          L.C.notifyOne();
                      })
            .atEnd("",
                   [&](const Line &L) { return Ends.insert(L.Through), true; })
            .explore();
    EXPECT_TRUE(R.safe()) << R;
    return Ends;
  };
  EXPECT_EQ(ends(true), (std::set<int>{0, 1, 2}));
  EXPECT_EQ(ends(false), (std::set<int>{0, 1}));
}

TEST(Locks, GuardsCanBeMovedAndLetGo) {
  struct Two {
    Mutex A, B;
    int Inside = 0;
  };
  auto explore = [&](bool LetsGoBoth) {
    auto work = [=](Two &S) -> Task<> {
      auto First = co_await S.A.scopedLock();
      Mutex::Guard Kept = std::move(First);
      require(Kept.ownsLock() && !First.ownsLock(), "the lock moves along");
      auto Other = co_await S.B.scopedLock();
      Kept = std::move(Other); // they change places
      Kept.unlock();           // B
      require(Other.ownsLock() && !Kept.ownsLock(), "A is still held");
      if (LetsGoBoth)
        Other.unlock();
      ++S.Inside;
      require(S.Inside == 1, "one at a time");
      co_await suspend("inside");
      --S.Inside;
    };
    return Program<Two>().instance("a", work).instance("b", work).explore();
  };
  EXPECT_TRUE(explore(false).safe()) << explore(false);
  EXPECT_EQ(explore(true).Reason, "one at a time");
}

TEST(Locks, GateWaitsForThoseInside) {
  struct Service {
    Gate G;
    bool Open = true;
  };
  auto work = [](bool Passes) {
    return [=](Service &S) -> Task<bool> {
      try {
        std::optional<Gate::Pass> P;
        if (Passes)
          P = S.G.enter();
        co_await suspend("work");
        require(S.Open, "the service is open");
        co_return true;
      } catch (const Gate::Closed &) {
        co_return false;
      }
    };
  };
  auto explore = [&](bool Passes) {
    return Program<Service>()
        .instance("work", work(Passes))
        .instance("shut down",
                  [](Service &S) -> Task<> {
                    co_await S.G.close();
                    S.Open = false;
                  })
        .explore();
  };
  EXPECT_TRUE(explore(true).violated() == false) << explore(true);
  EXPECT_TRUE(explore(false).violated());
}

TEST(Locks, EventStaysSet) {
  struct Door {
    Event E;
    int Through = 0;
  };
  auto pass = [](Door &D) -> Task<> {
    co_await D.E.wait();
    ++D.Through;
  };
  auto explore = [&](bool Sets) {
    return Program<Door>()
        .instance("a", pass)
        .instance("b", pass)
        .instance("set",
                  [=](Door &D) -> Task<> {
                    co_await suspend("later");
                    if (Sets)
                      D.E.set();
                  })
        .atEnd("both", [](const Door &D) { return D.Through == 2; })
        .explore();
  };
  EXPECT_TRUE(explore(true).safe()) << explore(true);
  EXPECT_TRUE(explore(false).violated());
}

TEST(Locks, EventIsReset) {
  struct Door {
    Event E;
    int Through = 0;
  };
  auto explore = [](bool Resets) {
    return Program<Door>()
        .instance("pass",
                  [=](Door &D) -> Task<> {
                    co_await D.E.wait();
                    if (Resets)
                      D.E.reset();
                    require(D.E.isSet() != Resets, "as it was left");
                    ++D.Through;
                    co_await D.E.wait();
                    ++D.Through;
                  })
        .instance("set",
                  [](Door &D) -> Task<> {
                    D.E.set();
                    co_return;
                  })
        .atEnd("twice", [](const Door &D) { return D.Through == 2; })
        .explore();
  };
  EXPECT_TRUE(explore(false).safe()) << explore(false);
  EXPECT_FALSE(explore(true).safe()) << "nobody sets it again";
}

TEST(Locks, GateSaysThatItIsClosed) {
  struct Service {
    Gate G;
  };
  Result R = Program<Service>()
                 .instance("work",
                           [](Service &S) -> Task<> {
                             const bool Closed = S.G.isClosed();
                             std::optional<Gate::Pass> P;
                             try {
                               P = S.G.enter();
                             } catch (const Gate::Closed &) {
                             }
                             require(P.has_value() != Closed,
                                     "who asked knows whether it gets in");
                             co_await suspend("inside");
                           })
                 .instance("close",
                           [](Service &S) -> Task<> {
                             co_await S.G.close();
                             require(S.G.isClosed(), "closed for good");
                           })
                 .explore();
  EXPECT_TRUE(R.safe()) << R;
}

//===----------------------------------------------------------------------===//
// Tasks side by side
//===----------------------------------------------------------------------===//

TEST(Tasks, ChildrenRace) {
  Result R = Program<Counter>()
                 .instance("both",
                           [](Counter &C) -> Task<> {
                             co_await whenAll(addSlowly(C), addSlowly(C));
                           })
                 .serializable([](const Counter &C) { return C.Value; })
                 .explore();
  ASSERT_TRUE(R.violated()) << R;
  EXPECT_NE(R.text().find("both/2"), std::string::npos) << R;
  EXPECT_NE(R.text().find("starts both/1, starts both/2, whenAll"),
            std::string::npos)
      << R;
}

TEST(Tasks, ResultsAndExceptionsOfAll) {
  auto give = [](int V) -> Task<int> {
    co_await suspend("give");
    co_return V;
  };
  auto fail = [](int V) -> Task<int> {
    co_await suspend("fail");
    throw std::runtime_error(std::to_string(V));
  };
  Result R = Program<>()
                 .instance("a",
                           [=](std::monostate) -> Task<> {
                             auto [One, Two] =
                                 co_await whenAll(give(1), give(2));
                             require(One == 1 && Two == 2, "tuple");
                             std::vector<Task<int>> Many;
                             Many.push_back(give(3));
                             Many.push_back(give(4));
                             auto All = co_await whenAll(std::move(Many));
                             require(All == std::vector<int>{3, 4}, "vector");
                             std::string What;
                             try {
                               co_await whenAll(give(5), fail(6), fail(7));
                             } catch (const std::runtime_error &E) {
                               What = E.what();
                             }
                             require(What == "6", "the first exception");
                           })
                 .explore();
  EXPECT_TRUE(R.safe()) << R;
}

TEST(Tasks, AnythingCanBeThrown) {
  auto said = [](auto Thrown) {
    return Program<>()
        .instance("a",
                  [=](std::monostate) -> Task<> {
                    co_await suspend("later");
                    throw Thrown;
                  })
        .atEnd("never", [](std::monostate) { return false; })
        .explore()
        .text();
  };
  auto contains = [](const std::string &Text, const char *What) {
    return Text.find(What) != std::string::npos;
  };
  EXPECT_TRUE(contains(said(std::string("a text")), "a text"));
  EXPECT_TRUE(contains(said((const char *)"letters"), "letters"));
  EXPECT_TRUE(contains(said(3), "something that is no std::exception"));
}

TEST(Tasks, SpawnedAndJoined) {
  Result R = Program<Counter>()
                 .instance("a",
                           [](Counter &C) -> Task<> {
                             auto add = [](Counter &C) -> Task<int> {
                               co_await suspend("add");
                               co_return ++C.Value;
                             };
                             auto Joined = spawn(add(C), "child");
                             spawn(add(C));
                             const int Got = co_await Joined;
                             require(Got == 1, "the child is first");
                           })
                 .explore();
  ASSERT_TRUE(R.violated());
  EXPECT_NE(R.text().find("child"), std::string::npos);
  EXPECT_NE(R.text().find("join (explorer_test.cpp:"), std::string::npos) << R;
}

TEST(Tasks, LongChainsDoNotGrowTheStack) {
  auto leaf = []() -> Task<int> { co_return 1; };
  Result R = Program<>()
                 .instance("a",
                           [&](std::monostate) -> Task<int> {
                             int Sum = 0;
                             for (int I = 0; I < 10000; ++I)
                               Sum += co_await leaf();
                             require(Sum == 10000, "all");
                             co_return Sum;
                           })
                 .explore();
  EXPECT_TRUE(R.safe()) << R;
}

TEST(Tasks, AwaitedTwiceThrows) {
  Result R = Program<>()
                 .instance("a",
                           [&](std::monostate) -> Task<> {
                             auto leaf = []() -> Task<> { co_return; };
                             auto T = leaf();
                             co_await T;
                             co_await T;
                           })
                 .noExceptions()
                 .explore();
  EXPECT_NE(R.Reason.find("a Task is awaited once"), std::string::npos) << R;
}

//===----------------------------------------------------------------------===//
// Nothing is left behind
//===----------------------------------------------------------------------===//

struct Alive {
  static inline int Count = 0;
  Alive() { ++Count; }
  Alive(const Alive &) { ++Count; }
  ~Alive() { --Count; }
};

TEST(Frames, AreDestroyedHoweverAScheduleEnds) {
  struct World {
    Alive A;
    Mutex M;
    int Value = 0;
  };
  auto nested = [](World &W) -> Task<> {
    Alive A;
    auto Guard = co_await W.M.scopedLock();
    co_await call<bool>("call", {true, false});
    ++W.Value;
  };
  auto outer = [=](World &W) -> Task<> {
    Alive A;
    spawn(nested(W));
    co_await whenAll(nested(W), nested(W));
    co_await nested(W);
  };
  auto never = [](World &) -> Task<> {
    Alive A;
    co_await until([] { return false; });
  };
  Program<World> P;
  P.instance("a", outer);
  EXPECT_TRUE(P.explore().safe());
  EXPECT_EQ(Alive::Count, 0);
  EXPECT_EQ(P.explore({.MaxSchedules = 7}).What, Verdict::BoundReached);
  EXPECT_EQ(Alive::Count, 0);
  EXPECT_EQ(P.explore({.MaxSteps = 5}).What, Verdict::BoundReached);
  EXPECT_EQ(Alive::Count, 0);
  EXPECT_TRUE(Program<World>(P)
                  .always("", [](const World &W) { return W.Value < 2; })
                  .explore()
                  .violated());
  EXPECT_EQ(Alive::Count, 0);
  P.instance("n", never);
  EXPECT_TRUE(P.explore().violated());
  EXPECT_EQ(Alive::Count, 0);
}

TEST(Frames, FactoryThatThrowsIsPassedOn) {
  Program<Counter> P;
  P.state([]() -> Counter {
     throw std::runtime_error("no state");
   }).instance("a", addSlowly);
  EXPECT_THROW(P.explore(), std::runtime_error);
  EXPECT_EQ(Scheduler::current(), nullptr);
}

//===----------------------------------------------------------------------===//
// Bounds, order and determinism
//===----------------------------------------------------------------------===//

TEST(Bounds, TooManySchedules) {
  auto run = [](Counter &C) -> Task<> {
    for (int I = 0; I < 6; ++I) {
      co_await suspend("step");
      ++C.Value;
    }
  };
  Program<Counter> P;
  P.instance("a", run).instance("b", run).instance("c", run);
  Result R = P.explore({.MaxSchedules = 500});
  EXPECT_EQ(R.What, Verdict::BoundReached);
  EXPECT_EQ(R.Schedules + R.CutShort, 500u);
  EXPECT_NE(R.text().find("not decided: there are more than 500 schedules"),
            std::string::npos);
}

TEST(Bounds, EndlessScheduleIsShown) {
  auto wait = [](bool Polls) {
    return [=](Counter &C) -> Task<> {
      while (C.Value == 0) {
        if (Polls)
          co_await poll("value");
        else
          co_await suspend("value");
      }
    };
  };
  auto set = [](Counter &C) -> Task<> {
    co_await suspend("later");
    C.Value = 1;
  };
  Result R = Program<Counter>()
                 .instance("wait", wait(false))
                 .instance("set", set)
                 .explore({.MaxSteps = 40});
  EXPECT_EQ(R.What, Verdict::BoundReached);
  EXPECT_NE(R.Reason.find("goes on after 40 steps"), std::string::npos) << R;
  EXPECT_EQ(R.Schedule.size(), 8u);
  EXPECT_EQ(R.FirstStep, 33u);
  R = Program<Counter>()
          .instance("wait", wait(true))
          .instance("set", set)
          .explore();
  EXPECT_TRUE(R.safe()) << R;
  // Two that wait for each other by polling are no deadlock, but have no end.
  R = Program<Counter>()
          .instance("wait", wait(true))
          .instance("wait too", wait(true))
          .explore({.MaxSteps = 40});
  EXPECT_EQ(R.What, Verdict::BoundReached) << R;
}

// They have to take turns.
Program<Counter> needsThreeSwitches() {
  auto climb = [](int From) {
    return [=](Counter &C) -> Task<> {
      if (C.Value == From) {
        co_await suspend("one");
        if (C.Value == From + 1) {
          C.Value += 1;
          co_await suspend("two");
          require(C.Value == From + 2, "nobody came twice");
        }
      }
    };
  };
  auto other = [](Counter &C) -> Task<> {
    ++C.Value;
    co_await suspend("half");
    ++C.Value;
  };
  Program<Counter> P;
  P.instance("climb", climb(0)).instance("other", other);
  return P;
}

TEST(Order, FewestSwitchesAreFoundByEveryPass) {
  Result Few = needsThreeSwitches().explore();
  ASSERT_TRUE(Few.violated()) << Few;
  EXPECT_TRUE(Few.Shortest);
  Result All = needsThreeSwitches().explore({.FewSwitchesFirst = 0});
  ASSERT_TRUE(All.violated());
  EXPECT_EQ(All.Switches, Few.Switches) << All << Few;
  EXPECT_EQ(All.Schedule.size(), Few.Schedule.size());
  EXPECT_EQ(Few.Switches, 3u);
  Result Bounds = needsThreeSwitches().explore({.FewSwitchesFirst = 9});
  EXPECT_EQ(Bounds.Switches, 3u);
  EXPECT_EQ(Bounds.AllSchedules, 0u) << "the bound of 3 was enough";
}

TEST(Determinism, TheSameTextEachTime) {
  auto text = [] {
    return bank(withdrawRestoring, 30, 50)
        .serializable(balance)
        .explore()
        .text();
  };
  const std::string Once = text();
  EXPECT_EQ(Once, text());
  EXPECT_NE(Once.find("=> false"), std::string::npos) << Once;
}

TEST(Determinism, StateOfTheLastScheduleIsNoticed) {
  int Kept = 0;
  auto run = [&](Counter &) -> Task<> {
    if (Kept++ % 3)
      co_await suspend("sometimes");
    co_await call<int>("often", {1, 2});
  };
  Result R = Program<Counter>().instance("a", run).instance("b", run).explore();
  EXPECT_EQ(R.What, Verdict::NotDeterministic) << R;
}

//===----------------------------------------------------------------------===//
// Reduction
//===----------------------------------------------------------------------===//

struct Cells {
  Shared<int> X, Y, Z;
};

Task<> count(Shared<int> &Cell) {
  for (int I = 0; I < 3; ++I) {
    const int Before = Cell;
    co_await suspend("step");
    Cell = Before + 1;
  }
}

TEST(Reduction, IndependentInstancesNeedOneOrder) {
  Program<Cells> P;
  P.instance("x", [](Cells &C) { return count(C.X); })
      .instance("y", [](Cells &C) { return count(C.Y); })
      .instance("z", [](Cells &C) { return count(C.Z); })
      .atEnd("three each",
             [](const Cells &C) { return C.X == 3 && C.Y == 3 && C.Z == 3; })
      .tracked();
  Result Reduced = P.explore({.FewSwitchesFirst = 0});
  Result All = P.explore({.Reduce = false, .FewSwitchesFirst = 0});
  EXPECT_TRUE(Reduced.safe()) << Reduced;
  EXPECT_TRUE(All.safe()) << All;
  EXPECT_EQ(Reduced.Schedules, 1u);
  EXPECT_EQ(All.Schedules, 34650u); // 12! / (4!)^3
  RecordProperty("reduced", static_cast<int>(Reduced.Steps));
  RecordProperty("all", static_cast<int>(All.Steps));
}

struct Items {
  Shared<int> Item[3];
  Shared<long> Total{0};
};

Task<> addItem(Items &All, int I) {
  const bool Found = co_await call<bool>("find", {true, false});
  All.Item[I] = Found;
  co_await suspend("pack");
  All.Item[I] += 1;
  co_await suspend("weigh");
  All.Total += All.Item[I];
}

struct Vault {
  Shared<long> Balance{100};
  Mutex M;
};

Task<bool> withdrawLocked(Vault &V) {
  auto Guard = co_await V.M.scopedLock();
  if (V.Balance < 60)
    co_return false;
  const bool Sent = co_await call<bool>("transfer", {true, false});
  co_await suspend("audit");
  if (!Sent)
    co_return false;
  V.Balance -= 60;
  co_return true;
}

Task<bool> withdrawThrowing(Vault &V) {
  if (V.Balance < 60)
    co_return false;
  V.Balance -= 60;
  try {
    const bool Sent =
        co_await call<bool>("transfer", {true, false, thrown("no route")});
    co_await suspend("audit");
    if (!Sent)
      V.Balance += 60;
    co_return Sent;
  } catch (...) {
    V.Balance += 60;
    throw;
  }
}

/// "all | tracked | fingerprint", as in the table of docs/explorer.md.
template <class State, class Body, class Of>
std::string figures(Body Run, Of Fingerprint) {
  std::string Row;
  for (int Kind = 0; Kind < 3; ++Kind) {
    Program<State> P;
    for (int I = 0; I < 3; ++I)
      P.instance(std::to_string(I), [=](State &S) { return Run(S, I); });
    if (Kind == 1)
      P.tracked();
    if (Kind == 2)
      P.fingerprint(Fingerprint);
    Result R = P.explore({.MaxSchedules = 1'000'000,
                          .Reduce = Kind != 0,
                          .FewSwitchesFirst = 0});
    EXPECT_TRUE(R.safe()) << R;
    Row += (Kind ? " | " : "") + std::to_string(R.AllSchedules);
    if (R.AllCutShort)
      Row += " + " + std::to_string(R.AllCutShort);
  }
  return Row;
}

TEST(Reduction, FiguresOfTheDocumentation) {
  EXPECT_EQ(figures<Cells>(
                [](Cells &C, int I) {
                  return count(I == 0 ? C.X : I == 1 ? C.Y : C.Z);
                },
                [](const Cells &C) {
                  return std::tuple(C.X.get(), C.Y.get(), C.Z.get());
                }),
            "34650 | 1 + 24 | 16530");
  EXPECT_EQ(figures<Items>(addItem,
                           [](const Items &A) {
                             return std::tuple(A.Item[0].get(), A.Item[1].get(),
                                               A.Item[2].get(), A.Total.get());
                           }),
            "277200 | 48 + 96 | 77880");
  auto balance = [](const Vault &V) { return V.Balance.get(); };
  EXPECT_EQ(
      figures<Vault>([](Vault &V, int) { return withdrawLocked(V); }, balance),
      "372 | 156 + 18 | 156 + 18");
  EXPECT_EQ(figures<Vault>([](Vault &V, int) { return withdrawThrowing(V); },
                           balance),
            "258 | 153 + 21 | 153 + 21");
}

TEST(Reduction, FingerprintTellsWhoChangesNothing) {
  struct Rates {
    int Rate = 1;
  };
  auto ask = [](Rates &R) -> Task<int> {
    const bool Known = co_await call<bool>("ask", {true, false});
    co_return Known ? R.Rate : 0;
  };
  auto change = [](Rates &R) -> Task<> {
    co_await suspend("later");
    R.Rate = 2;
  };
  Program<Rates> P;
  P.instance("a", ask)
      .instance("b", ask)
      .instance("c", change)
      .fingerprint([](const Rates &R) { return R.Rate; });
  Result Reduced = P.explore({.FewSwitchesFirst = 0});
  Result All = P.explore({.Reduce = false, .FewSwitchesFirst = 0});
  EXPECT_TRUE(Reduced.safe());
  EXPECT_TRUE(All.safe());
  EXPECT_LT(Reduced.Schedules * 3, All.Schedules) << Reduced << All;
}

/// A random program over three cells and a mutex: what its instances do between
/// suspensions.
struct Op {
  enum { Load, Store, Add, Lock, Unlock, Ask, Wait, Poll } What;
  int Cell;
};

struct Machine {
  Shared<int> Cell[3];
  Mutex M;
  Event E;
};

Task<int> runOps(Machine &S, const std::vector<Op> &Ops) {
  int Local = 1;
  bool Held = false;
  for (const Op &O : Ops) {
    switch (O.What) {
    case Op::Load:
      Local = S.Cell[O.Cell].get() * 2 + 1;
      break;
    case Op::Store:
      S.Cell[O.Cell] = Local;
      break;
    case Op::Add:
      S.Cell[O.Cell] += Local;
      break;
    case Op::Lock:
      if (!Held) {
        co_await S.M.lock();
        Held = true;
      }
      break;
    case Op::Unlock:
      if (Held)
        S.M.unlock();
      Held = false;
      break;
    case Op::Ask:
      Local += co_await call<int>("ask", {0, 3});
      break;
    case Op::Wait:
      co_await suspend("wait");
      break;
    case Op::Poll:
      co_await poll("poll");
      break;
    }
  }
  if (Held)
    S.M.unlock();
  co_return Local;
}

std::string cellsOf(const Machine &S) {
  return describe(
      std::tuple(S.Cell[0].get(), S.Cell[1].get(), S.Cell[2].get()));
}

// The reduced search sees every end, and every state that a promise can see.
TEST(Reduction, LosesNoEndAndNoState) {
  std::size_t Steps[2] = {0, 0}, Saved = 0;
  for (unsigned Seed = 0; Seed < 80; ++Seed) {
    std::mt19937 Random(Seed);
    std::vector<std::vector<Op>> Bodies(2 + Seed % 2);
    for (auto &Body : Bodies)
      for (unsigned I = 0, N = 3 + Random() % 4; I < N; ++I) {
        auto What = static_cast<decltype(Op::What)>(Random() % 8);
        Body.push_back({What, static_cast<int>(Random() % 3)});
        if (Random() % 2 && Body.size() < 6)
          Body.push_back({Op::Wait, 0});
      }
    for (unsigned Kind = 0; Kind < 3; ++Kind) {
      // Kind 0: ends, by cells. 1: states, by cells. 2: ends, by fingerprint.
      std::set<std::string> Seen[2];
      for (bool Reduce : {false, true}) {
        std::vector<int> Results(Bodies.size());
        Program<Machine> P;
        for (std::size_t I = 0; I < Bodies.size(); ++I)
          P.instance(std::to_string(I),
                     [&Results, &Body = Bodies[I], I](Machine &S) -> Task<int> {
                       co_return Results[I] = co_await runOps(S, Body);
                     });
        auto note = [&](const Machine &S) {
          Seen[Reduce].insert(cellsOf(S) +
                              (Kind == 1 ? "" : describe(Results)));
          return true;
        };
        if (Kind == 1)
          P.always("", note);
        else
          P.atEnd("", note);
        if (Kind == 2)
          P.fingerprint(cellsOf);
        else
          P.tracked();
        Result R = P.explore(
            {.MaxSchedules = 5000, .Reduce = Reduce, .FewSwitchesFirst = 0});
        if (R.What == Verdict::BoundReached && !Reduce) {
          Seen[1].clear();
          break;
        }
        ASSERT_TRUE(R.safe()) << R;
        if (Kind == 0)
          Steps[Reduce] += R.Steps;
        if (Reduce) {
          EXPECT_EQ(Seen[0], Seen[1]) << "seed " << Seed << " kind " << Kind;
          ++Saved;
        }
      }
    }
  }
  EXPECT_GT(Saved, 100u) << "programs";
  EXPECT_LT(Steps[1] * 2, Steps[0]);
}

//===----------------------------------------------------------------------===//
// Other libraries
//===----------------------------------------------------------------------===//

/// The mock library as it is: the explorer takes over its run queue.
Loop mockLoop() {
  return {[](Scheduler &S) {
            while (!mock::run_queue.empty()) {
              auto H = mock::run_queue.front();
              mock::run_queue.pop_front();
              S.wake(H);
            }
          },
          [] { mock::run_queue.clear(); }};
}

struct MockAccount {
  long Balance = 100;
  mock::mutex Lock;
};

mock::task<bool> transfer() {
  co_await mock::yield();
  co_return true;
}

mock::task<bool> withdraw(MockAccount &A, bool Locks) {
  std::optional<mock::mutex::guard> Guard;
  if (Locks)
    Guard.emplace(co_await A.Lock.scoped_lock());
  if (A.Balance < 100)
    co_return false;
  const bool Sent = co_await transfer();
  if (Sent)
    A.Balance -= 100;
  co_return Sent;
}

TEST(Foreign, RunQueueIsTakenOver) {
  auto explore = [](bool Locks) {
    return Program<MockAccount>()
        .instance("a", [=](MockAccount &A) { return withdraw(A, Locks); })
        .instance("b", [=](MockAccount &A) { return withdraw(A, Locks); })
        .instance("c", [=](MockAccount &A) { return withdraw(A, Locks); })
        .always("the balance is never negative",
                [](const MockAccount &A) { return A.Balance >= 0; })
        .serializable([](const MockAccount &A) { return A.Balance; })
        .loop(mockLoop())
        .explore();
  };
  Result R = explore(false);
  ASSERT_TRUE(R.violated()) << R;
  EXPECT_EQ(R.Switches, 1u);
  EXPECT_TRUE(explore(true).safe()) << explore(true);
  EXPECT_TRUE(mock::run_queue.empty());
}

TEST(Foreign, LostWakeupIsADeadlock) {
  struct Door {
    mock::event E;
  };
  Result R =
      Program<Door>()
          .instance("a", [](Door &D) -> mock::task<> { co_await D.E.wait(); })
          .instance("b",
                    [](Door &D) -> mock::task<> {
                      D.E.set();
                      D.E.reset();
                      co_return;
                    })
          .loop(mockLoop())
          .explore();
  ASSERT_TRUE(R.violated()) << R;
  EXPECT_EQ(R.Reason, "deadlock: a waits where the explorer cannot see it");
}

#ifdef __clang__
TEST(Foreign, ExampleOfTheReadmeIsRacy) {
  Result R = Program<demo::Account>()
                 .instance("a", [](auto &A) { return A.withdraw(100); })
                 .instance("b", [](auto &A) { return A.withdraw(100); })
                 .serializable()
                 .explore();
  ASSERT_TRUE(R.violated()) << R;
  EXPECT_NE(R.Reason.find("here:   a -> true, b -> true"), std::string::npos)
      << R;
}
#endif

/// A library whose awaitables ask the explorer themselves, with a promise type
/// of their own, detached coroutines and a queue of waiters.
namespace own {
struct Detached {
  struct promise_type {
    Detached get_return_object() {
      auto H = std::coroutine_handle<promise_type>::from_promise(*this);
      Scheduler::current()->adopt(H);
      Scheduler::current()->start(H, "");
      return {};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { throw; }
    ~promise_type() {
      if (auto *S = Scheduler::current())
        S->disown(std::coroutine_handle<promise_type>::from_promise(*this));
    }
  };
};
struct Signal {
  std::vector<std::coroutine_handle<>> Waiters;
  struct Wait {
    Signal &S;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> H) {
      S.Waiters.push_back(H);
      Scheduler::current()->park(H, {"signal"});
    }
    void await_resume() const {}
  };
  Wait wait() { return {*this}; }
  void fire() {
    for (auto H : std::exchange(Waiters, {}))
      Scheduler::current()->wake(H);
  }
};
struct World {
  Signal S;
  Alive A;
  int Value = 0;
};
Detached waits(World &W) {
  Alive A;
  co_await W.S.wait();
  ++W.Value;
}
Detached throws(World &W) {
  co_await suspend("x");
  if (W.Value == 0)
    throw std::runtime_error("nobody came");
}
} // namespace own

TEST(Foreign, DetachedInstancesEnd) {
  auto run = [](own::World &W) -> Task<> {
    own::throws(W);
    W.Value = 1;
    co_await suspend("later");
    W.Value = 2;
  };
  Result R = Program<own::World>()
                 .instance("a", run)
                 .atEnd("", [](const own::World &) { return false; })
                 .explore();
  ASSERT_EQ(R.Schedule.size(), 4u) << R;
  EXPECT_EQ(R.Schedule.back().Instance, "a/1");
  EXPECT_EQ(R.Schedule.back().To, "end");
}

// A promise is broken early although no schedule has an end.
TEST(Bounds, EndlessSchedulesHideNothing) {
  auto spin = [](Counter &C) -> Task<> {
    for (;;) {
      const int Before = C.Value;
      co_await call<int>("again", {1, 2});
      require(C.Value == Before, "nobody else counts");
    }
  };
  auto add = [](Counter &C) -> Task<> {
    ++C.Value;
    co_return;
  };
  Result R = Program<Counter>()
                 .instance("spin", spin)
                 .instance("add", add)
                 .explore({.MaxSteps = 30});
  EXPECT_TRUE(R.violated()) << R;
  R = Program<Counter>()
          .instance("spin", spin)
          .instance("add", add)
          .serializable()
          .explore({.MaxSteps = 30});
  EXPECT_EQ(R.What, Verdict::BoundReached) << R;
}

// What a state is shown by may throw; that is for the caller, after all frames
// are gone.
TEST(Frames, ObservationThatThrowsIsPassedOn) {
  auto run = [](own::World &) -> Task<> {
    Alive A;
    co_await suspend("x");
  };
  Program<own::World> P;
  P.instance("a", run).serializable([](const own::World &) -> int {
    throw std::runtime_error("unreadable");
  });
  EXPECT_THROW(P.explore(), std::runtime_error);
  EXPECT_EQ(Alive::Count, 0);
  EXPECT_EQ(Scheduler::current(), nullptr);
}

TEST(Foreign, AwaitablesThatAskTheScheduler) {
  auto run = [](own::World &W) -> Task<> {
    own::waits(W);
    own::waits(W);
    co_await suspend("later");
    W.S.fire();
  };
  Result R = Program<own::World>().instance("a", run).explore();
  // A signal that fires too early is lost.
  ASSERT_TRUE(R.violated()) << R;
  EXPECT_NE(R.Reason.find("a/2 waits at signal (explorer_test.cpp:"),
            std::string::npos)
      << R;
  EXPECT_EQ(Alive::Count, 0);

  auto fail = [](own::World &W) -> Task<> {
    own::throws(W);
    co_await suspend("later");
    W.Value = 1;
  };
  R = Program<own::World>().instance("a", fail).explore();
  ASSERT_TRUE(R.violated());
  EXPECT_EQ(R.Reason, "an exception leaves a/1: nobody came");
  EXPECT_EQ(Alive::Count, 0);
}

//===----------------------------------------------------------------------===//
// Texts
//===----------------------------------------------------------------------===//

TEST(Describe, ValuesThatDifferHaveDifferentTexts) {
  enum class Color { Red, Green };
  EXPECT_EQ(describe(true), "true");
  EXPECT_EQ(describe(-3L), "-3");
  EXPECT_NE(describe(0.1), describe(0.1 + 1e-16));
  EXPECT_EQ(describe(Color::Green), "1");
  EXPECT_EQ(describe(std::string("a\"b")), "\"a\\\"b\"");
  EXPECT_EQ(describe(std::optional<int>()), "nothing");
  EXPECT_EQ(describe(std::optional<int>(2)), "2");
  EXPECT_EQ(describe(std::variant<int, bool>(true)), "1: true");
  EXPECT_EQ(describe(std::tuple(1, std::string("x"))), "(1, \"x\")");
  EXPECT_EQ(describe(std::map<std::string, std::vector<int>>{{"k", {1, 2}}}),
            "[(\"k\", [1, 2])]");
  EXPECT_EQ(describe(std::vector<bool>{true, false}), "[true, false]");
  const int Array[2][2] = {{1, 2}, {3, 4}};
  EXPECT_EQ(describe(Array), "[[1, 2], [3, 4]]");
  EXPECT_EQ(describe(std::make_unique<int>(1)), "not null");
  EXPECT_EQ(describe(Counter{}), "?");
}

} // namespace
