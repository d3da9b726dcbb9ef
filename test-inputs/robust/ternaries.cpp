// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Conditional expressions a hundred deep, with and without a suspension at the bottom.
#include "coro.h"

mock::task<int> weigh(int grams);
mock::task<bool> heavy();

// scenario: 104
class Scale {
public:
  mock::task<> at_the_bottom(int grams) {
    const int before = sum_; // note: check
    const int fee = grams < 10     ? 1
                    : grams < 20   ? 2
                    : grams < 30   ? 3
                    : grams < 40   ? 4
                    : grams < 50   ? 5
                    : grams < 60   ? 6
                    : grams < 70   ? 7
                    : grams < 80   ? 1
                    : grams < 90   ? 2
                    : grams < 100  ? 3
                    : grams < 110  ? 4
                    : grams < 120  ? 5
                    : grams < 130  ? 6
                    : grams < 140  ? 7
                    : grams < 150  ? 1
                    : grams < 160  ? 2
                    : grams < 170  ? 3
                    : grams < 180  ? 4
                    : grams < 190  ? 5
                    : grams < 200  ? 6
                    : grams < 210  ? 7
                    : grams < 220  ? 1
                    : grams < 230  ? 2
                    : grams < 240  ? 3
                    : grams < 250  ? 4
                    : grams < 260  ? 5
                    : grams < 270  ? 6
                    : grams < 280  ? 7
                    : grams < 290  ? 1
                    : grams < 300  ? 2
                    : grams < 310  ? 3
                    : grams < 320  ? 4
                    : grams < 330  ? 5
                    : grams < 340  ? 6
                    : grams < 350  ? 7
                    : grams < 360  ? 1
                    : grams < 370  ? 2
                    : grams < 380  ? 3
                    : grams < 390  ? 4
                    : grams < 400  ? 5
                    : grams < 410  ? 6
                    : grams < 420  ? 7
                    : grams < 430  ? 1
                    : grams < 440  ? 2
                    : grams < 450  ? 3
                    : grams < 460  ? 4
                    : grams < 470  ? 5
                    : grams < 480  ? 6
                    : grams < 490  ? 7
                    : grams < 500  ? 1
                    : grams < 510  ? 2
                    : grams < 520  ? 3
                    : grams < 530  ? 4
                    : grams < 540  ? 5
                    : grams < 550  ? 6
                    : grams < 560  ? 7
                    : grams < 570  ? 1
                    : grams < 580  ? 2
                    : grams < 590  ? 3
                    : grams < 600  ? 4
                    : grams < 610  ? 5
                    : grams < 620  ? 6
                    : grams < 630  ? 7
                    : grams < 640  ? 1
                    : grams < 650  ? 2
                    : grams < 660  ? 3
                    : grams < 670  ? 4
                    : grams < 680  ? 5
                    : grams < 690  ? 6
                    : grams < 700  ? 7
                    : grams < 710  ? 1
                    : grams < 720  ? 2
                    : grams < 730  ? 3
                    : grams < 740  ? 4
                    : grams < 750  ? 5
                    : grams < 760  ? 6
                    : grams < 770  ? 7
                    : grams < 780  ? 1
                    : grams < 790  ? 2
                    : grams < 800  ? 3
                    : grams < 810  ? 4
                    : grams < 820  ? 5
                    : grams < 830  ? 6
                    : grams < 840  ? 7
                    : grams < 850  ? 1
                    : grams < 860  ? 2
                    : grams < 870  ? 3
                    : grams < 880  ? 4
                    : grams < 890  ? 5
                    : grams < 900  ? 6
                    : grams < 910  ? 7
                    : grams < 920  ? 1
                    : grams < 930  ? 2
                    : grams < 940  ? 3
                    : grams < 950  ? 4
                    : grams < 960  ? 5
                    : grams < 970  ? 6
                    : grams < 980  ? 7
                    : grams < 990  ? 1
                    : grams < 1000 ? 2
                                   : co_await weigh(grams); // note: suspension
    sum_ = before + fee;                                    // expect: await-stale-write
  }

  mock::task<> without(int grams) {
    const int before = sum_;
    const int fee = grams < 10     ? 1
                    : grams < 20   ? 2
                    : grams < 30   ? 3
                    : grams < 40   ? 4
                    : grams < 50   ? 5
                    : grams < 60   ? 6
                    : grams < 70   ? 7
                    : grams < 80   ? 1
                    : grams < 90   ? 2
                    : grams < 100  ? 3
                    : grams < 110  ? 4
                    : grams < 120  ? 5
                    : grams < 130  ? 6
                    : grams < 140  ? 7
                    : grams < 150  ? 1
                    : grams < 160  ? 2
                    : grams < 170  ? 3
                    : grams < 180  ? 4
                    : grams < 190  ? 5
                    : grams < 200  ? 6
                    : grams < 210  ? 7
                    : grams < 220  ? 1
                    : grams < 230  ? 2
                    : grams < 240  ? 3
                    : grams < 250  ? 4
                    : grams < 260  ? 5
                    : grams < 270  ? 6
                    : grams < 280  ? 7
                    : grams < 290  ? 1
                    : grams < 300  ? 2
                    : grams < 310  ? 3
                    : grams < 320  ? 4
                    : grams < 330  ? 5
                    : grams < 340  ? 6
                    : grams < 350  ? 7
                    : grams < 360  ? 1
                    : grams < 370  ? 2
                    : grams < 380  ? 3
                    : grams < 390  ? 4
                    : grams < 400  ? 5
                    : grams < 410  ? 6
                    : grams < 420  ? 7
                    : grams < 430  ? 1
                    : grams < 440  ? 2
                    : grams < 450  ? 3
                    : grams < 460  ? 4
                    : grams < 470  ? 5
                    : grams < 480  ? 6
                    : grams < 490  ? 7
                    : grams < 500  ? 1
                    : grams < 510  ? 2
                    : grams < 520  ? 3
                    : grams < 530  ? 4
                    : grams < 540  ? 5
                    : grams < 550  ? 6
                    : grams < 560  ? 7
                    : grams < 570  ? 1
                    : grams < 580  ? 2
                    : grams < 590  ? 3
                    : grams < 600  ? 4
                    : grams < 610  ? 5
                    : grams < 620  ? 6
                    : grams < 630  ? 7
                    : grams < 640  ? 1
                    : grams < 650  ? 2
                    : grams < 660  ? 3
                    : grams < 670  ? 4
                    : grams < 680  ? 5
                    : grams < 690  ? 6
                    : grams < 700  ? 7
                    : grams < 710  ? 1
                    : grams < 720  ? 2
                    : grams < 730  ? 3
                    : grams < 740  ? 4
                    : grams < 750  ? 5
                    : grams < 760  ? 6
                    : grams < 770  ? 7
                    : grams < 780  ? 1
                    : grams < 790  ? 2
                    : grams < 800  ? 3
                    : grams < 810  ? 4
                    : grams < 820  ? 5
                    : grams < 830  ? 6
                    : grams < 840  ? 7
                    : grams < 850  ? 1
                    : grams < 860  ? 2
                    : grams < 870  ? 3
                    : grams < 880  ? 4
                    : grams < 890  ? 5
                    : grams < 900  ? 6
                    : grams < 910  ? 7
                    : grams < 920  ? 1
                    : grams < 930  ? 2
                    : grams < 940  ? 3
                    : grams < 950  ? 4
                    : grams < 960  ? 5
                    : grams < 970  ? 6
                    : grams < 980  ? 7
                    : grams < 990  ? 1
                    : grams < 1000 ? 2
                                   : 0;
    sum_ = before + fee; // ok: no suspension so far
    co_await weigh(fee);
  }

  mock::task<> in_other_arms(int grams) {
    // ok: the arms that read are not the arms that suspend
    sum_ = grams < 10     ? sum_ + 1
           : grams < 20   ? co_await weigh(1)
           : grams < 30   ? sum_ - 2
           : grams < 40   ? sum_ + 1
           : grams < 50   ? co_await weigh(4)
           : grams < 60   ? sum_ - 2
           : grams < 70   ? sum_ + 1
           : grams < 80   ? co_await weigh(7)
           : grams < 90   ? sum_ - 2
           : grams < 100  ? sum_ + 1
           : grams < 110  ? co_await weigh(10)
           : grams < 120  ? sum_ - 2
           : grams < 130  ? sum_ + 1
           : grams < 140  ? co_await weigh(13)
           : grams < 150  ? sum_ - 2
           : grams < 160  ? sum_ + 1
           : grams < 170  ? co_await weigh(16)
           : grams < 180  ? sum_ - 2
           : grams < 190  ? sum_ + 1
           : grams < 200  ? co_await weigh(19)
           : grams < 210  ? sum_ - 2
           : grams < 220  ? sum_ + 1
           : grams < 230  ? co_await weigh(22)
           : grams < 240  ? sum_ - 2
           : grams < 250  ? sum_ + 1
           : grams < 260  ? co_await weigh(25)
           : grams < 270  ? sum_ - 2
           : grams < 280  ? sum_ + 1
           : grams < 290  ? co_await weigh(28)
           : grams < 300  ? sum_ - 2
           : grams < 310  ? sum_ + 1
           : grams < 320  ? co_await weigh(31)
           : grams < 330  ? sum_ - 2
           : grams < 340  ? sum_ + 1
           : grams < 350  ? co_await weigh(34)
           : grams < 360  ? sum_ - 2
           : grams < 370  ? sum_ + 1
           : grams < 380  ? co_await weigh(37)
           : grams < 390  ? sum_ - 2
           : grams < 400  ? sum_ + 1
           : grams < 410  ? co_await weigh(40)
           : grams < 420  ? sum_ - 2
           : grams < 430  ? sum_ + 1
           : grams < 440  ? co_await weigh(43)
           : grams < 450  ? sum_ - 2
           : grams < 460  ? sum_ + 1
           : grams < 470  ? co_await weigh(46)
           : grams < 480  ? sum_ - 2
           : grams < 490  ? sum_ + 1
           : grams < 500  ? co_await weigh(49)
           : grams < 510  ? sum_ - 2
           : grams < 520  ? sum_ + 1
           : grams < 530  ? co_await weigh(52)
           : grams < 540  ? sum_ - 2
           : grams < 550  ? sum_ + 1
           : grams < 560  ? co_await weigh(55)
           : grams < 570  ? sum_ - 2
           : grams < 580  ? sum_ + 1
           : grams < 590  ? co_await weigh(58)
           : grams < 600  ? sum_ - 2
           : grams < 610  ? sum_ + 1
           : grams < 620  ? co_await weigh(61)
           : grams < 630  ? sum_ - 2
           : grams < 640  ? sum_ + 1
           : grams < 650  ? co_await weigh(64)
           : grams < 660  ? sum_ - 2
           : grams < 670  ? sum_ + 1
           : grams < 680  ? co_await weigh(67)
           : grams < 690  ? sum_ - 2
           : grams < 700  ? sum_ + 1
           : grams < 710  ? co_await weigh(70)
           : grams < 720  ? sum_ - 2
           : grams < 730  ? sum_ + 1
           : grams < 740  ? co_await weigh(73)
           : grams < 750  ? sum_ - 2
           : grams < 760  ? sum_ + 1
           : grams < 770  ? co_await weigh(76)
           : grams < 780  ? sum_ - 2
           : grams < 790  ? sum_ + 1
           : grams < 800  ? co_await weigh(79)
           : grams < 810  ? sum_ - 2
           : grams < 820  ? sum_ + 1
           : grams < 830  ? co_await weigh(82)
           : grams < 840  ? sum_ - 2
           : grams < 850  ? sum_ + 1
           : grams < 860  ? co_await weigh(85)
           : grams < 870  ? sum_ - 2
           : grams < 880  ? sum_ + 1
           : grams < 890  ? co_await weigh(88)
           : grams < 900  ? sum_ - 2
           : grams < 910  ? sum_ + 1
           : grams < 920  ? co_await weigh(91)
           : grams < 930  ? sum_ - 2
           : grams < 940  ? sum_ + 1
           : grams < 950  ? co_await weigh(94)
           : grams < 960  ? sum_ - 2
           : grams < 970  ? sum_ + 1
           : grams < 980  ? co_await weigh(97)
           : grams < 990  ? sum_ - 2
           : grams < 1000 ? sum_ + 1
                          : 0;
  }

  mock::task<> nested_in_conditions(bool a, bool b, bool c) {
    const int before = sum_;                                         // note: check
    const bool in_time = a ? b ? c : !c : c ? !b : co_await heavy(); // note: suspension
    const int n = (in_time ? a : b) ? a ? 1 : 2 : b ? 3 : 4;
    sum_ = before + n; // expect: await-stale-write
  }

private:
  int sum_ = 0;
};
