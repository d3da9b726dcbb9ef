// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What belongs together is learned from the others; one function says less than two, and
// places that others change alone do not belong together.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace postal {

mock::task<bool> carry(int bags);

class Office {
public:
  void received() { ++received_; }
  void sent() { ++sent_; }

  mock::task<> relay(int bags) {
    ++received_;
    co_await carry(bags);
    ++sent_; // ok: counted one by one elsewhere too
  }

private:
  int received_ = 0;
  int sent_ = 0;
};

class OneWitness {
public:
  void store(int bags) {
    bags_ += bags;
    weight_ += bags * 12;
  }

  mock::task<> hand_out(int bags) {
    bags_ -= bags;        // note: check
    co_await carry(bags); // note: suspension
    weight_ -= bags * 12; // expect: await-torn-update medium
  }

private:
  int bags_ = 0;
  int weight_ = 0;
};

class OnlySelf {
public:
  mock::task<> hand_out(int bags) {
    bags_ -= bags;
    co_await carry(bags);
    letters_ -= bags * 100; // ok: nobody else ever changes both
  }

private:
  int bags_ = 0;
  int letters_ = 0;
};

// Two steps of one process, each in its own place: everybody does them in turn.
class Stages {
public:
  mock::task<> domestic(int bags) {
    ++sorted_;
    co_await carry(bags);
    ++delivered_; // ok: they are on two sides of an await everywhere
  }
  mock::task<> foreign(int bags) {
    sorted_ += bags;
    co_await carry(bags);
    delivered_ += bags; // ok: the same
  }

private:
  int sorted_ = 0;
  int delivered_ = 0;
};

class Compensating {
public:
  void accept(int bags) {
    bags_ += bags;
    space_ -= bags;
  }
  void release(int bags) {
    bags_ -= bags;
    space_ += bags;
  }

  mock::task<bool> send(int bags) {
    bags_ -= bags;
    space_ += bags;
    if (co_await carry(bags))
      co_return true;
    bags_ += bags; // ok: undoes its own step, both at once
    space_ -= bags;
    co_return false;
  }

private:
  int bags_ = 0;
  int space_ = 100;
};

class Locked {
public:
  mock::task<> store(int bags) {
    auto guard = co_await mutex_.scoped_lock();
    bags_ += bags;
    weight_ += bags * 12;
  }
  mock::task<> drop(int bags) {
    auto guard = co_await mutex_.scoped_lock();
    bags_ -= bags;
    weight_ -= bags * 12;
  }
  mock::task<> hand_out(int bags) {
    auto guard = co_await mutex_.scoped_lock();
    bags_ -= bags;
    co_await carry(bags);
    weight_ -= bags * 12; // ok: the lock is held from one to the other
  }

private:
  mock::mutex mutex_;
  int bags_ = 0;
  int weight_ = 0;
};

// Diagnostics: they only grow, and nobody reads the one beside the other.
class Meter {
public:
  void arrived(int bags) {
    ++vans_;
    bags_ += bags;
  }
  void departed(int bags) {
    ++vans_;
    bags_ += bags;
  }

  mock::task<> collect(int bags) {
    ++vans_;              // note: check
    co_await carry(bags); // note: suspension
    bags_ += bags;        // expect: await-torn-update low
  }

  long vans() const { return vans_; }
  long bags() const { return bags_; }

private:
  long vans_ = 0;
  long bags_ = 0;
};

struct Round {
  int stops = 0;
  long metres = 0;
};

void extend(Round &r, long metres) {
  ++r.stops;
  r.metres += metres;
}

mock::task<> shorten(std::shared_ptr<Round> round, long metres) {
  --round->stops;          // note: check
  co_await carry(0);       // note: suspension
  round->metres -= metres; // expect: await-torn-update medium
}

mock::task<> plan(long metres) {
  Round own;
  ++own.stops;
  co_await carry(0);
  own.metres += metres; // ok: a local of this coroutine
}

} // namespace postal
