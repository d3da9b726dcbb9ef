// QCoro without Qt: tasks run when they are made.
#include "qcoro.h"

struct Kiosk : QObject {
  int sold = 0, counted = 0, asked = 0, closed = 0;
  QCoro::Task<int> ask(int item);

  QCoro::Task<> sell(int item) {
    const int before = sold; // note: check
    co_await QCoro::sleepFor(std::chrono::milliseconds(item)); // note: suspension
    sold = before + 1; // expect: await-stale-write
  }

  QCoro::Task<> count(int item) {
    co_await ask(item);
    ++counted; // ok: one step
  }

  QCoro::Task<> both() {
    auto first = sell(1);
    auto second = sell(2); // expect: await-concurrent-update
    co_await first;
    co_await second;
  }

  void one_by_one() {
    QCoro::waitFor(sell(1));
    QCoro::waitFor(sell(2)); // ok: the first is over
  }

  void on_the_side() {
    QCoro::connect(sell(1), this, [] {});
    QCoro::connect(sell(2), this, [] {}); // expect: await-concurrent-update
  }

  void counting_on_the_side() {
    QCoro::connect(count(1), this, [] {});
    QCoro::connect(count(2), this, [] {}); // ok: one step
  }

  void close() {
    const int before = closed; // note: check
    QCoro::connect(count(1), this, [this, before] { // note: suspension
      closed = before + 1; // expect: await-stale-write
    });
  }

  void then(int item) {
    const int before = asked; // note: check
    ask(item).then([this, before](int) { // note: suspension
      asked = before + 1; // expect: await-stale-write
    });
  }
};
