// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sockets, timers and files, whose methods are called before and after awaits.
#include "coro.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

class Socket {
public:
  bool is_open() const;
  void cancel();
  void close();
  void set_no_delay(bool on);
  mock::task<std::size_t> read(char *buffer, std::size_t size);
  mock::task<std::size_t> write(std::string_view data);
};

class Timer {
public:
  void expires_after(std::chrono::seconds time);
  void cancel();
  mock::task<std::error_code> wait();
};

class File {
public:
  std::size_t size() const;
  void truncate(std::size_t size);
  mock::task<> append(std::string_view data);
  mock::task<> sync();
};

class Greeter {
public:
  explicit Greeter(Socket socket) : sock_(std::move(socket)) {}

  mock::task<> greet(std::string name) {
    if (!sock_.is_open())
      co_return;
    co_await sock_.write("hello " + name);
    sock_.close(); // ok: closing is right whatever happened
  }

  mock::task<> echo() {
    sock_.set_no_delay(true);
    char buffer[512];
    while (sock_.is_open()) {
      timer_.expires_after(std::chrono::seconds(30));
      const std::size_t n = co_await sock_.read(buffer, sizeof buffer);
      timer_.cancel();
      if (n == 0)
        break;
      co_await sock_.write(std::string_view(buffer, n));
    }
    sock_.close(); // ok: as above
  }

  mock::task<> close_when_idle() {
    for (;;) {
      const std::error_code ec = co_await timer_.wait();
      if (!ec)
        break;
      if (!sock_.is_open())
        co_return;
    }
    sock_.cancel(); // ok: looked at, or harmless
    sock_.close();
  }

private:
  Socket sock_;
  Timer timer_;
};

mock::task<> log_line(std::shared_ptr<File> file, std::string line) {
  if (file->size() > (1 << 20))
    file->truncate(0); // ok: no await since the look at its size
  co_await file->append(line);
  co_await file->sync();
}
