// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Found to be there, waited, then dereferenced.
#include "coro.h"
#include <memory>
#include <optional>
#include <string>

mock::task<> flush();

struct Socket {
  void close();
  mock::task<> send(std::string text);
  long bytes = 0;
};

class Session {
public:
  // scenario: 64
  mock::task<> finish() {
    if (!socket) // note: check
      co_return;
    co_await flush(); // note: suspension
    socket->close();  // expect: await-check-then-act
  }

  // scenario: 64
  mock::task<> finish_looking_twice() {
    if (!socket)
      co_return;
    co_await flush();
    if (socket)
      socket->close(); // ok: still there
  }

  // scenario: 64
  mock::task<> greet() {
    if (socket)
      co_await socket->send("hello"); // ok: dereferenced before the wait
  }

  void drop() { socket = nullptr; }

private:
  Socket *socket = nullptr;
};

class Peer {
public:
  // scenario: 64
  mock::task<> leave() {
    if (socket == nullptr) // note: check
      co_return;
    co_await flush(); // note: suspension
    socket->close();  // expect: await-check-then-act
  }

  // scenario: 64
  mock::task<> leave_owning() {
    auto own = socket;
    if (!own)
      co_return;
    co_await flush();
    own->close(); // ok: a copy of the shared_ptr keeps it alive
  }

  void reconnect() { socket = dial(); }

private:
  std::shared_ptr<Socket> dial();
  std::shared_ptr<Socket> socket;
};

struct Profile {
  std::optional<std::string> nickname;
  std::weak_ptr<Socket> device;
};

// scenario: 64
mock::task<std::size_t> show_nickname(std::shared_ptr<Profile> profile) {
  if (profile->nickname) {               // note: check
    co_await flush();                    // note: suspension
    co_return profile->nickname->size(); // expect: await-check-then-act
  }
  co_return 0;
}

void forget(Profile &profile) { profile.nickname.reset(); }

// scenario: 64
mock::task<> ring(Profile &profile) {
  auto device = profile.device.lock();
  if (!device)
    co_return;
  co_await flush();
  device->close(); // ok: locked before, so it is held
}

Socket *console = nullptr;

// scenario: 64
mock::task<> sign_off() {
  if (console) {      // note: check
    co_await flush(); // note: suspension
    console->close(); // expect: await-check-then-act
  }
}

void detach_console() { console = nullptr; }

Socket *printer = nullptr;

// scenario: 64
mock::task<> stop_printer() {
  if (printer) {      // note: check
    co_await flush(); // note: suspension
    printer->close(); // expect: await-check-then-act low
  }
}
