// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::situations_ticket_lookup {
#include "test-inputs/situations/ticket_lookup.cpp"

namespace festival {
// What the input only declares.
mock::task<int> print_ticket(UserId) {
  return truth::answer<int>("print_ticket");
}
mock::task<bool> is_member(UserId) { return truth::answer<bool>("is_member"); }
// What is shared, and seen at the end.
auto fields(Order &it) { return std::tie(it.user, it.ticket); }
auto fields(FreeTickets &it) {
  return std::tie(it.orders_, it.days_, it.free_left_);
}
auto fields(TicketQueue &it) { return std::tie(it.claimed_); }
auto fields(TicketOffice &it) { return std::tie(it.orders_); }
auto fields(SafeOffice &it) { return std::tie(it.mutex_, it.orders_); }
auto fields(Store &it) { return std::tie(it.orders); }
} // namespace festival

TRUTH("situations/ticket_lookup.cpp") {
  using namespace festival;
  globals(festival::guest_list);
  run("FreeTickets::claim",
      [] { return part<festival::FreeTickets>().claim(any); });
  run("FreeTickets::claim_day",
      [] { return part<festival::FreeTickets>().claim_day(any, any); });
  run("FreeTickets::claim_once",
      [] { return part<festival::FreeTickets>().claim_once(any); });
  run("FreeTickets::claim_looking_twice",
      [] { return part<festival::FreeTickets>().claim_looking_twice(any); });
  run("FreeTickets::claim_reserved",
      [] { return part<festival::FreeTickets>().claim_reserved(any); });
  run("TicketQueue::claim",
      [] { return part<festival::TicketQueue>().claim(any); });
  run("TicketQueue::claim_looking_late",
      [] { return part<festival::TicketQueue>().claim_looking_late(any); });
  run("TicketOffice::claim",
      [] { return part<festival::TicketOffice>().claim(any); });
  run("TicketOffice::claim_awaiting",
      [] { return part<festival::TicketOffice>().claim_awaiting(any); });
  run("TicketOffice::claim_added_first",
      [] { return part<festival::TicketOffice>().claim_added_first(any); });
  run("SafeOffice::claim",
      [] { return part<festival::SafeOffice>().claim(any); });
  run("give", [] { return festival::give(any, any); });
  run("give_checked", [] { return festival::give_checked(any, any); });
  run("invite", [] { return festival::invite(any); });
  run("invite_in_flight",
      [] { return festival::invite_in_flight(part<std::set<UserId>>(), any); });
}

} // namespace truth_of::situations_ticket_lookup
