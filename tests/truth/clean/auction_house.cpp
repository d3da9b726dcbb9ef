// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_auction_house {
#include "test-inputs/clean/auction_house.cpp"

// What the input only declares.
mock::task<bool> has_funds(std::string, long) {
  return truth::answer<bool>("has_funds");
}
mock::task<> notify(std::string, std::string) {
  return truth::answer("notify");
}
mock::task<> sleep_for(std::chrono::seconds time) {
  return truth::ticks("sleep_for", time);
}
// What is shared, and seen at the end.
auto fields(Bid &it) { return std::tie(it.bidder, it.amount); }
auto fields(AuctionHouse &it) {
  return std::tie(it.next_id_, it.auctions_, it.finished_);
}
auto fields(AuctionHouse::Auction &it) {
  return std::tie(it.start, it.best, it.version, it.closed);
}
auto built(truth::of<AuctionHouse::Auction>) {
  return new AuctionHouse::Auction(truth::some<long>());
}

TRUTH("clean/auction_house.cpp") {
  run("AuctionHouse::bid", [] { return part<AuctionHouse>().bid(any, any); });
  run("AuctionHouse::bid_up_to",
      [] { return part<AuctionHouse>().bid_up_to(any, any, any); });
  run("AuctionHouse::extend_until_quiet",
      [] { return part<AuctionHouse>().extend_until_quiet(any); });
}

} // namespace truth_of::clean_auction_house
