// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An optional or a pointer was full before the suspension.
#include "coro.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace hotel {

struct Guest {
  std::string name;
  int nights = 0;
  void greet() const;
};

mock::task<> clean(int room);

class Room {
public:
  // scenario: 64
  mock::task<> visit() {
    if (guest_) {        // note: check
      co_await clean(1); // note: suspension
      guest_->greet();   // expect: await-check-then-act
    }
  }

  // scenario: 64
  mock::task<int> nights() {
    if (!guest_.has_value()) // note: check
      co_return 0;
    co_await clean(1);          // note: suspension
    co_return (*guest_).nights; // expect: await-check-then-act
  }

  // scenario: 64
  mock::task<> visit_copy() {
    if (!guest_)
      co_return;
    const Guest guest = *guest_;
    co_await clean(1);
    guest.greet(); // ok: a copy
  }

  // scenario: 64
  mock::task<> visit_asking_again() {
    if (!guest_)
      co_return;
    co_await clean(1);
    if (guest_.has_value())
      guest_->greet(); // ok: asked again
  }

  void check_out() { guest_.reset(); }

private:
  std::optional<Guest> guest_;
};

struct Suite {
  std::unique_ptr<Guest> guest;
  std::weak_ptr<Guest> visitor;
};

void leave(Suite &suite) { suite.guest.reset(); }

// scenario: 64
mock::task<> serve(std::shared_ptr<Suite> suite) {
  if (!suite->guest) // note: check
    co_return;
  co_await clean(2);     // note: suspension
  suite->guest->greet(); // expect: await-check-then-act
}

// scenario: 64
mock::task<> serve_visitor(std::shared_ptr<Suite> suite) {
  if (auto visitor = suite->visitor.lock()) {
    co_await clean(2);
    visitor->greet(); // ok: locked before, so it is held
  }
}

// scenario: 64
mock::task<> serve_visitor_expired(Suite &suite) {
  if (suite.visitor.expired())
    co_return;
  co_await clean(2);
  suite.visitor.lock()->greet(); // missed: await-check-then-act expired() is a check of lock()
}

std::map<int, std::optional<Guest>> register_book;

void strike(int room) { register_book[room] = std::nullopt; }

// scenario: 64
mock::task<> greet_in(int room) {
  if (register_book[room]) {      // note: check
    co_await clean(room);         // note: suspension
    register_book[room]->greet(); // expect: await-check-then-act
  }
}

} // namespace hotel
