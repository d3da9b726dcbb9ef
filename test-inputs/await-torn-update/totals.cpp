// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A sum that is kept beside what it sums up.
#include "coro.h"

#include <map>
#include <memory>
#include <string>

namespace granary {

mock::task<> ship(std::string bin, long kilos);
mock::task<long> moisture(std::string bin);

class Silo {
public:
  void fill(const std::string &bin, long kilos) {
    bins_[bin] += kilos;
    total_ += kilos;
  }
  void spoil(const std::string &bin, long kilos) {
    total_ -= kilos;
    bins_[bin] -= kilos;
  }

  mock::task<> take(std::string bin, long kilos) {
    bins_[bin] -= kilos;       // note: check
    co_await ship(bin, kilos); // note: suspension
    total_ -= kilos;           // expect: await-torn-update
  }

  mock::task<> dry(std::string bin) {
    const long lost = co_await moisture(bin);
    bins_[bin] -= lost; // ok: both after the await
    total_ -= lost;
  }

  mock::task<> take_first(std::string bin, long kilos) {
    total_ -= kilos; // ok: both before the await
    bins_[bin] -= kilos;
    co_await ship(bin, kilos);
  }

  mock::task<> take_or_give_back(std::string bin, long kilos) {
    bins_[bin] -= kilos;
    total_ -= kilos;
    try {
      co_await ship(bin, kilos);
    } catch (...) {
      bins_[bin] += kilos; // ok: both given back in one step
      total_ += kilos;
      throw;
    }
  }

private:
  std::map<std::string, long> bins_;
  long total_ = 0;
};

long flour = 0;
long flour_sacks = 0;

void mill(long sacks) {
  flour += sacks * 50;
  flour_sacks += sacks;
}
void bake(long sacks) {
  flour -= sacks * 50;
  flour_sacks -= sacks;
}

mock::task<> sell_flour(long sacks) {
  flour -= sacks * 50;           // note: check
  co_await ship("flour", sacks); // note: suspension
  flour_sacks -= sacks;          // expect: await-torn-update
}

mock::task<> sell_flour_at_once(long sacks) {
  bake(sacks); // ok: both in one step
  co_await ship("flour", sacks);
}

struct Mill {
  struct {
    long wheat = 0;
    long bran = 0;
  } in;
};

void deliver(Mill &m, long wheat) {
  m.in.wheat += wheat;
  m.in.bran += wheat / 10;
}
void grind(Mill &m, long wheat) {
  m.in.bran -= wheat / 10;
  m.in.wheat -= wheat;
}

mock::task<> return_wheat(std::shared_ptr<Mill> m, long wheat) {
  m->in.bran -= wheat / 10;      // note: check
  co_await ship("wheat", wheat); // note: suspension
  m->in.wheat -= wheat;          // expect: await-torn-update
}

mock::task<> return_wheat_late(Mill &m, long wheat) {
  co_await ship("wheat", wheat);
  grind(m, wheat); // ok: together
}

// Each part is never changed without the sum, but the sum often without that part.
struct Stall {
  long apples = 0;
  long pears = 0;
  long fruit = 0;
};

void pick_apples(Stall &s, long n) {
  s.apples += n;
  s.fruit += n;
}
void pick_pears(Stall &s, long n) {
  s.pears += n;
  s.fruit += n;
}

mock::task<> sell_apples(Stall &s, long n) {
  s.apples -= n;              // note: check
  co_await ship("apples", n); // note: suspension
  s.fruit -= n;               // expect: await-torn-update medium
}

// Each sale is counted, and so is much else: no part of the sum.
struct Desk {
  std::map<std::string, long> prices;
  long open = 0;
  long touched = 0;
};

void price(Desk &d, const std::string &item, long p) {
  d.prices[item] = p;
  ++d.touched;
}
void open_box(Desk &d, long n) {
  d.open += n;
  ++d.touched;
}
void audit(Desk &d) { d.touched += d.open / 2; }

mock::task<> price_later(std::shared_ptr<Desk> d, std::string item, long p) {
  d->prices[item] = p;
  co_await ship(item, 0);
  ++d->touched; // ok: others change it with all sorts of things
}

mock::task<> open_later(std::shared_ptr<Desk> d, long n) {
  d->open += n;
  co_await ship("box", n);
  d->touched += 1; // ok: not the same amount
}

// One of the two is set back to a constant.
struct Cask {
  long litres = 0;
  long sold = 0;
};

void tap(Cask &c, long litres) {
  c.litres -= litres;
  c.sold += litres;
}
void settle(Cask &c) {
  c.litres += c.sold;
  c.sold = 0;
}

mock::task<> draw(std::shared_ptr<Cask> c, long litres) {
  c->litres -= litres;            // note: check
  co_await ship("cider", litres); // note: suspension
  c->sold += litres;              // expect: await-torn-update medium
}

} // namespace granary
