// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The callback of a timer that takes back what it was set for.
#include "coro.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

struct Alarm {
  explicit Alarm(int seconds);
  void cancel();
};
void async_wait(Alarm &alarm, std::function<void(bool)> done);

class Notice {
public:
  /// Another text gets an alarm of its own.
  void pin(std::optional<std::string> text, int seconds) {
    alarm_.reset();
    text_ = std::move(text);
    if (!text_)
      return;
    alarm_ = std::make_shared<Alarm>(seconds);
    async_wait(*alarm_, [this, mine = std::weak_ptr<Alarm>(alarm_)](bool cancelled) {
      if (auto still = mine.lock())
        if (!cancelled)
          take_down(); // ok: it is still the alarm of this text
    });
  }

  void take_down() {
    alarm_.reset();
    text_ = std::nullopt;
  }

private:
  std::optional<std::string> text_;
  std::shared_ptr<Alarm> alarm_;
};

class Banner {
public:
  /// The alarm says only that time is up, not for which text.
  void pin(std::optional<std::string> text, int seconds) {
    text_ = std::move(text);
    if (!text_) // note: check
      return;
    alarm_ = std::make_shared<Alarm>(seconds);
    async_wait(*alarm_, [this](bool cancelled) { // note: suspension
      if (!cancelled)
        take_down(); // expect: await-check-then-act
    });
  }

  void take_down() {
    alarm_.reset();
    text_ = std::nullopt;
  }

private:
  std::optional<std::string> text_;
  std::shared_ptr<Alarm> alarm_;
};
