// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A stopwatch and a queue of jobs on timers and an async generator. Nothing here is wrong.
#include <QCoro/QCoroAsyncGenerator>
#include <QCoro/QCoroTask>
#include <QCoro/QCoroTimer>

#include <QList>
#include <QString>
#include <QTimer>

#include <chrono>

using namespace std::chrono_literals;

class Stopwatch {
public:
  QCoro::Task<> start() {
    if (running)
      co_return;
    running = true; // ok: a second caller leaves above
    while (running) {
      co_await QCoro::sleepFor(100ms);
      ++ticks;
    }
  }

  void stop() { running = false; }

  QCoro::Task<int> ticksUntil(QTimer &bell) {
    const int before = ticks;
    co_await bell;
    co_return ticks - before; // ok: nothing is written
  }

  QCoro::Task<> reset(QTimer &quiet) {
    co_await quiet;
    ticks = 0; // ok: does not depend on what was there
  }

private:
  bool running = false;
  int ticks = 0;
};

class JobQueue {
public:
  void add(QString job) { jobs.append(std::move(job)); }

  QCoro::AsyncGenerator<QString> take() {
    while (!jobs.isEmpty()) {
      QString job = jobs.takeFirst(); // ok: taken before it is handed out
      co_yield job;
    }
  }

  QCoro::Task<int> run() {
    int mine = 0;
    auto queue = take();
    for (auto job = co_await queue.begin(); job != queue.end(); co_await ++job) {
      ++mine;
      done += (*job).size(); // ok: one step
    }
    co_return mine;
  }

private:
  QList<QString> jobs;
  qsizetype done = 0;
};
