//===- reservations_test.cpp - What a failure leaves behind ---------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The ways out on which a reservation stays. They read as "failure 1>2": taken
// in line 1, the await that fails in line 2.
//
//===----------------------------------------------------------------------===//

#include "EventText.h"
#include "epochs/Reservation.h"

using namespace await_tidy;
using namespace await_tidy::test;

namespace {

const Strings None;

/// The reservations with a way out on which they stay.
Strings left(const std::string &Text) {
  Solved S(Text);
  static const char *const Ways[] = {"none",  "dropped", "failure",
                                     "early", "handler", "thrown"};
  Strings Out;
  for (const Reservation &R : findReservations(S.Solution))
    if (R.Out != Reservation::Way::None)
      Out.push_back(std::string(Ways[size_t(R.Out)]) + " " +
                    std::to_string(S.line(R.Taken)) + ">" +
                    std::to_string(S.line(R.Await)));
  return Out;
}

const std::string Head = "coroutine f\n"
                         " place n = this.n number\n"
                         " place a = local a number\n"
                         " parameters a\n"
                         " returns %9\n";
const std::string Take = "  1 %1 = read a\n"
                         "  1 %2 = update n <- %1 [shrinks]\n";

/// Takes, awaits a result in line 2 and tests it; then the two arms.
std::string tested(const std::string &Flags, const std::string &True,
                   const std::string &False) {
  return Head + " b0 (entry) -> b2 -> b3\n" + Take +
         "  2 %3 = suspend <- %1 [tells]" + Flags +
         "\n  2 branch <- ~%3\n"
         " b2 -> b1\n" +
         True + " b3 -> b1\n" + False + " b1 (exit)\n";
}

const std::string Back = "  4 %5 = read a\n  4 %6 = update n <- %5\n";

TEST(Reservations, ADroppedResult) {
  EXPECT_EQ(left(Head + " b0 (entry) -> b1\n" + Take +
                 "  2 %3 = suspend <- %1 [tells] [dropped]\n b1 (exit)\n"),
            Strings{"dropped 1>2"});
  EXPECT_EQ(left(Head + " b0 (entry) -> b1\n" + Take +
                 "  2 suspend <- %1\n b1 (exit)\n"),
            None);
}

TEST(Reservations, TheFailingArmDecides) {
  EXPECT_EQ(left(tested("", "", "")), Strings{"failure 1>2"});
  EXPECT_EQ(left(tested("", "", Back)), None);
  EXPECT_EQ(left(tested("", Back, "")), Strings{"failure 1>2"});
  EXPECT_EQ(left(tested(" [error]", Back, "")), None);
}

TEST(Reservations, ANegatedTest) {
  auto Negated = [](const std::string &True, const std::string &False) {
    return Head + " b0 (entry) -> b2 -> b3\n" + Take +
           "  2 %3 = suspend <- %1 [tells]\n"
           "  2 %4 = compute <- ~%3 [truth] [negated]\n"
           "  2 branch <- ~%4\n"
           " b2 -> b1\n" +
           True + " b3 -> b1\n" + False + " b1 (exit)\n";
  };
  EXPECT_EQ(left(Negated(Back, "")), None);
  EXPECT_EQ(left(Negated("", Back)), Strings{"failure 1>2"});
}

TEST(Reservations, TheSameChangeAgainIsNoUndo) {
  EXPECT_EQ(left(tested("", "",
                        "  4 %5 = read a\n"
                        "  4 %6 = update n <- %5 [shrinks]\n")),
            Strings{"failure 1>2"});
}

TEST(Reservations, UnseenFunctionsMayUndo) {
  EXPECT_EQ(left(tested("", "", "  4 call this in roll_back\n")), None);
  EXPECT_EQ(left(tested("", "", "  4 call this.other in add\n")),
            Strings{"failure 1>2"});
  EXPECT_EQ(left(tested("", "", "  4 %5 = read a\n  4 suspend <- %5\n")), None)
      << "something else is awaited with the amount";
}

TEST(Reservations, AnExceptionOfTheCallee) {
  auto Thrown = [](const std::string &Await, const std::string &After) {
    return Head + " b0 (entry) -> b1\n" + Take + "  2 suspend <- %1" + Await +
           "\n" + After + " b1 (exit)\n";
  };
  EXPECT_EQ(left(Thrown(" [throws]", "")), Strings{"thrown 1>2"});
  EXPECT_EQ(left(Thrown("", "")), None) << "whether it throws is not known";
  EXPECT_EQ(left(Thrown(" [throws]", "  4 %5 = read a\n"
                                     "  4 update n <- %5 [unwinds]\n")),
            None)
      << "a destructor";
}

TEST(Reservations, AHandler) {
  auto Caught = [](const std::string &Handler) {
    return Head + " b0 (entry) -> b2 -> b4 (throws)\n" + Take +
           "  2 suspend <- %1 [in try]\n"
           " b2 -> b1\n"
           " b4 -> b1\n" +
           Handler + " b1 (exit)\n";
  };
  EXPECT_EQ(left(Caught("  3 compute\n")), Strings{"handler 1>2"});
  EXPECT_EQ(left(Caught(Back)), None);
}

TEST(Reservations, AFlagThatAnEarlyReturnLeaves) {
  auto Busy = [](const std::string &Early) {
    return "coroutine f\n"
           " place busy = this.busy bool\n"
           " place stop = this.stop bool\n"
           " returns %9\n"
           " b0 (entry) -> b1 -> b2\n"
           "  1 %1 = read busy\n"
           "  1 branch <- ~%1\n"
           " b2 -> b3 -> b4\n"
           "  2 write busy [constant]\n"
           "  3 suspend\n"
           "  4 %2 = read stop\n"
           "  4 branch <- ~%2\n"
           " b3 -> b1\n" +
           Early +
           "  5 %9 = compute [may]\n"
           " b4 -> b1\n"
           "  6 write busy [constant] [reset]\n"
           " b1 (exit)\n";
  };
  EXPECT_EQ(left(Busy("")), Strings{"early 2>3"});
  EXPECT_EQ(left(Busy("  5 write busy [constant] [reset]\n")), None);
}

TEST(Reservations, SomethingElseThatSucceededBefore) {
  // if (co_await send(a)) { n -= a; co_await log(a); }
  EXPECT_EQ(left(Head + " b0 (entry) -> b2 -> b1\n"
                        "  1 %1 = read a\n"
                        "  1 %3 = suspend <- %1 [tells]\n"
                        "  1 branch <- ~%3\n"
                        " b2 -> b1\n"
                        "  2 %4 = read a\n"
                        "  2 %5 = update n <- %4 [shrinks]\n"
                        "  3 %6 = suspend <- %4 [tells] [dropped]\n"
                        " b1 (exit)\n"),
            None);
}

} // namespace
