// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An order desk in a Qt program: signals, timers and futures are waited for, and the stock is shared.
#include <QCoro/QCoroFuture>
#include <QCoro/QCoroSignal>
#include <QCoro/QCoroTask>
#include <QCoro/QCoroTimer>

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>

QFuture<bool> authorize(const QString &card, int cents);

class OrderDesk {
public:
  // scenario: 38
  QCoro::Task<bool> order(QString article, QString card) {
    if (stock.value(article) == 0) // note: check
      co_return false;
    co_await authorize(card, 1995); // note: suspension
    stock[article] -= 1;            // expect: await-check-then-act
    co_return true;
  }

  // scenario: 40
  QCoro::Task<bool> orderReserved(QString article, QString card) {
    if (stock.value(article) == 0)
      co_return false;
    stock[article] -= 1; // ok: nobody else can have this one
    if (co_await authorize(card, 1995))
      co_return true;
    stock[article] += 1; // ok: one goes back, whatever happened meanwhile
    co_return false;
  }

  // scenario: 74
  QCoro::Task<> pay(QString card, int cents) {
    const int before = takings;
    takings += cents;
    if (!co_await authorize(card, cents)) // note: suspension
      takings = before;                   // expect: await-snapshot-rollback
  }

  // scenario: 20
  QCoro::Task<> countAfter(QTimer &opening) {
    const int seen = visitors; // note: check
    co_await opening;          // note: suspension
    visitors = seen + 1;       // expect: await-stale-write
  }

  // scenario: 22
  QCoro::Task<> countOnce(QTimer &opening) {
    co_await opening;
    visitors = visitors + 1; // ok: read after the timer
  }

private:
  QHash<QString, int> stock;
  int takings = 0;
  int visitors = 0;
};

class Door : public QObject {
public:
  // scenario: 42
  QCoro::Task<> closeWhenQuiet(std::chrono::milliseconds patience) {
    if (!open)
      co_return;
    co_await QCoro::sleepFor(patience);
    co_await qCoro(this, &QObject::objectNameChanged);
    if (open)
      open = false; // ok: looked at again after the last wait
  }

private:
  bool open = true;
};
