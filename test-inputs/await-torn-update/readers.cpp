// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One of the pair is read before the suspension and the other after it.
#include "coro.h"

#include <memory>
#include <string>

namespace funds {

mock::task<long> fee();
mock::task<> publish(long price);

class Fund {
public:
  void join(long amount, long shares) {
    assets_ += amount;
    shares_ += shares;
  }
  void leave(long amount, long shares) {
    assets_ -= amount;
    shares_ -= shares;
  }

  mock::task<long> price() {
    const long assets = assets_; // note: check
    co_await fee();              // note: suspension
    co_return assets / shares_;  // expect: await-torn-update medium
  }

  mock::task<> announce() {
    const long shares = shares_;                 // note: check
    const long cut = co_await fee();             // note: suspension
    const long price = (assets_ - cut) / shares; // expect: await-torn-update medium
    co_await publish(price);
  }

  mock::task<long> price_of_one_moment() {
    const long cut = co_await fee();
    co_return (assets_ - cut) / shares_; // ok: both after the await
  }

  mock::task<long> price_before() {
    const long price = assets_ / shares_;
    co_return price - co_await fee(); // ok: both before the await
  }

  mock::task<> report() {
    co_await publish(assets_);
    co_await publish(shares_); // ok: read on two sides, and not put together
  }

private:
  long assets_ = 0;
  long shares_ = 1;
};

struct Tank {
  double litres = 0;
  double heat = 0;
};

void pour(Tank &tank, double litres, double degrees) {
  tank.heat += litres * degrees;
  tank.litres += litres;
}
void drain(Tank &tank) {
  tank.heat = 0;
  tank.litres = 0;
}

mock::task<double> temperature(std::shared_ptr<Tank> tank) {
  const double heat = tank->heat; // note: check
  co_await fee();                 // note: suspension
  co_return heat / tank->litres;  // expect: await-torn-update medium
}

mock::task<double> temperature_of_copy(std::shared_ptr<Tank> tank) {
  const Tank now = *tank;
  co_await fee();
  co_return now.heat / now.litres; // ok: one copy of both
}

int wins = 0, games = 0;

void won() {
  ++wins;
  ++games;
}
void annul() {
  --wins;
  --games;
}

mock::task<double> win_rate() {
  const int won = wins; // note: check
  co_await fee();       // note: suspension
  co_return 1.0 * won / // expect: await-torn-update medium
      games;
}

mock::task<double> win_rate_now() {
  co_await fee();
  co_return 1.0 * wins / games; // ok: both after the await
}

} // namespace funds
