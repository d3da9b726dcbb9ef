// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Seats that are sold twice because the sale is booked after a wait.
#include "coro.h"
#include <memory>
#include <string>

mock::task<bool> charge_card(std::string token, int cents);
mock::task<> print_ticket(int seat);

struct Show {
  int seats_left = 120;
  struct {
    int queued = 0;
    int room = 20;
  } waitlist;
};

// scenario: 38
mock::task<bool> reserve(std::shared_ptr<Show> show, std::string card) {
  if (show->seats_left > 0) {        // note: check
    co_await charge_card(card, 900); // note: suspension
    --show->seats_left;              // expect: await-check-then-act
    co_return true;
  }
  co_return false;
}

// scenario: 40
mock::task<bool> reserve_first(std::shared_ptr<Show> show, std::string card) {
  if (show->seats_left == 0)
    co_return false;
  --show->seats_left; // ok: the seat is gone before the card is charged
  const bool paid = co_await charge_card(card, 900);
  if (!paid)
    ++show->seats_left; // ok: compensation, not a restore
  co_return paid;
}

// scenario: 41
mock::task<bool> reserve_if_paid(std::shared_ptr<Show> show, std::string card) {
  if (!show->seats_left) // note: check
    co_return false;
  const bool paid = co_await charge_card(card, 900); // note: suspension
  if (paid)
    show->seats_left -= 1; // expect: await-check-then-act
  co_return paid;
}

// scenario: 38
mock::task<> join_waitlist(Show &show) {
  if (show.waitlist.queued < show.waitlist.room) {
    co_await print_ticket(show.waitlist.queued); // note: suspension
    ++show.waitlist.queued;                      // expect: await-check-then-act
  }
}

// scenario: 40
mock::task<> join_waitlist_at_once(Show &show) {
  if (show.waitlist.queued < show.waitlist.room) {
    const int place = show.waitlist.queued++; // ok: counted in the step of the check
    co_await print_ticket(place);
  }
}
