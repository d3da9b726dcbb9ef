// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A session that reads until the other side leaves or somebody stops it.
#include "coro.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

class Channel {
public:
  mock::task<std::optional<std::string>> read();
  mock::task<> write(std::string line);
  void close();
};

class Room {
public:
  void join(std::string name);
  void leave(const std::string &name);
  void broadcast(const std::string &from, const std::string &line);
};

class Session : public std::enable_shared_from_this<Session> {
public:
  Session(Channel channel, std::shared_ptr<Room> room, std::string name)
      : channel_(std::move(channel)), room_(std::move(room)), name_(std::move(name)) {}

  mock::task<> run() {
    auto self = shared_from_this();
    room_->join(name_);
    while (running_) {
      auto line = co_await channel_.read();
      if (!line) {
        running_ = false; // ok: stopping twice is the same as stopping once
        break;
      }
      if (!running_)
        break;
      ++received_; // ok: in one step
      if (*line == "/quit") {
        running_ = false; // ok: looked at since the last await
        co_await channel_.write("bye");
        break;
      }
      room_->broadcast(name_, *line);
    }
    room_->leave(name_);
    channel_.close();
  }

  mock::task<> deliver(std::string line) {
    if (!running_)
      co_return;
    co_await channel_.write(std::move(line));
    ++sent_; // ok: in one step
  }

  void stop() {
    running_ = false;
    channel_.close();
  }

private:
  Channel channel_;
  std::shared_ptr<Room> room_;
  const std::string name_;
  bool running_ = true;
  long received_ = 0;
  long sent_ = 0;
};
