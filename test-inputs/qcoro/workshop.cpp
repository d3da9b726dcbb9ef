// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A workshop in a Qt program: tasks run when they are made, are continued, and are waited for in a nested event loop.
#include <QCoro/QCoroTask>
#include <QCoro/QCoroTimer>

#include <QTimer>

#include <chrono>

using namespace std::chrono_literals;

class Workshop : public QObject {
public:
  QCoro::Task<int> measure(int part);

  QCoro::Task<void> mend(int part) {
    const int before = mended_; // note: check
    co_await QCoro::sleepFor(1ms); // note: suspension
    mended_ = before + part; // expect: await-stale-write
  }

  QCoro::Task<void> count(int part) {
    co_await QCoro::sleepFor(1ms);
    counted_ += part; // ok: one step
  }

  // Both run: a task begins when it is made.
  QCoro::Task<void> mend_both() {
    auto first = mend(1);
    auto second = mend(2); // expect: await-concurrent-update
    co_await first;
    co_await second;
  }

  QCoro::Task<void> count_both() {
    auto first = count(1);
    auto second = count(2); // ok: one step
    co_await first;
    co_await second;
  }

  QCoro::Task<void> mend_in_order() {
    co_await mend(1);
    co_await mend(2); // ok: the first is over
  }

  // Waits for each of them.
  void mend_now() {
    QCoro::waitFor(mend(1));
    QCoro::waitFor(mend(2)); // ok: the first is over
  }

  void mend_on_the_side() {
    QCoro::connect(mend(1), this, [] {});
    QCoro::connect(mend(2), this, [] {}); // expect: await-concurrent-update
  }

  void weigh(int part) {
    const int before = weight_; // note: check
    measure(part).then([this, before](int more) { // note: suspension
      weight_ = before + more; // expect: await-stale-write
    });
  }

  void weigh_in_one_step(int part) {
    measure(part).then([this](int more) { counted_ += more; }); // ok: one step
  }

  void finish(int part) {
    const int before = finished_; // note: check
    QCoro::connect(count(part), this, [this, before] { // note: suspension
      finished_ = before + 1; // expect: await-stale-write
    });
  }

  QCoro::Task<void> wait_for_the_bell() {
    const int before = rings_; // note: check
    co_await bell_; // note: suspension
    rings_ = before + 1; // expect: await-stale-write
  }

  QCoro::Task<void> wait_for_the_timeout() {
    const int before = timeouts_; // note: check
    co_await qCoro(bell_).waitForTimeout(); // note: suspension
    timeouts_ = before + 1; // expect: await-stale-write
  }

private:
  int mended_ = 0, counted_ = 0, weight_ = 0, finished_ = 0, rings_ = 0, timeouts_ = 0;
  QTimer bell_;
};
