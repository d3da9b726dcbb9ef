// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Bids are checked outside and then accepted only if the auction has not moved on.
#include "coro.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using AuctionId = std::uint32_t;

struct Bid {
  std::string bidder;
  long amount = 0;
};

mock::task<bool> has_funds(std::string bidder, long amount);
mock::task<> notify(std::string who, std::string what);
mock::task<> sleep_for(std::chrono::seconds time);

enum class Result { Accepted, TooLow, Closed, NoFunds };

class AuctionHouse {
public:
  AuctionId open(long start, std::chrono::seconds length) {
    const AuctionId id = next_id_++;
    auctions_.emplace(id, std::make_shared<Auction>(start));
    mock::spawn(close_after(id, length));
    return id;
  }

  mock::task<Result> bid(AuctionId id, Bid bid) {
    const auto auction = find(id);
    if (!auction || auction->closed)
      co_return Result::Closed;
    if (bid.amount <= auction->price())
      co_return Result::TooLow;
    if (!co_await has_funds(bid.bidder, bid.amount))
      co_return Result::NoFunds;
    // Both can have changed while the bank was asked.
    if (auction->closed)
      co_return Result::Closed;
    if (bid.amount <= auction->price())
      co_return Result::TooLow;
    const auto outbid = std::exchange(auction->best, std::move(bid)); // ok: tested again
    ++auction->version;
    if (outbid)
      co_await notify(outbid->bidder, "you were outbid");
    co_return Result::Accepted;
  }

  /// Bids one step more than the others as long as nobody goes over the limit.
  mock::task<bool> bid_up_to(AuctionId id, std::string bidder, long limit) {
    const auto auction = find(id);
    while (auction && !auction->closed) {
      if (auction->best && auction->best->bidder == bidder)
        co_return true;
      const auto version = auction->version;
      const long amount = auction->price() + 1;
      if (amount > limit)
        co_return false;
      if (!co_await has_funds(bidder, amount))
        co_return false;
      if (auction->closed || version != auction->version)
        continue;
      auction->best = Bid{bidder, amount}; // ok: nobody has bid since the price was read
      ++auction->version;
    }
    co_return false;
  }

  mock::task<> extend_until_quiet(AuctionId id) {
    const auto auction = find(id);
    if (!auction)
      co_return;
    for (;;) {
      const auto before = auction->version;
      co_await sleep_for(std::chrono::seconds(30));
      if (auction->closed)
        co_return;
      if (auction->version == before)
        break;
    }
    auction->closed = true; // ok: compared since the last wait
    co_await finish(id, auction);
  }

private:
  struct Auction {
    explicit Auction(long start) : start(start) {}
    long price() const { return best ? best->amount : start; }

    const long start;
    std::optional<Bid> best;
    std::uint64_t version = 0;
    bool closed = false;
  };

  std::shared_ptr<Auction> find(AuctionId id) const {
    auto found = auctions_.find(id);
    return found == auctions_.end() ? nullptr : found->second;
  }

  mock::task<> close_after(AuctionId id, std::chrono::seconds length) {
    co_await sleep_for(length);
    const auto auction = find(id);
    if (!auction || std::exchange(auction->closed, true))
      co_return;
    co_await finish(id, auction);
  }

  mock::task<> finish(AuctionId id, std::shared_ptr<Auction> auction) {
    auctions_.erase(id);
    if (auction->best)
      co_await notify(auction->best->bidder, "you won");
    ++finished_; // ok: in one step
  }

  AuctionId next_id_ = 1;
  std::map<AuctionId, std::shared_ptr<Auction>> auctions_;
  long finished_ = 0;
};
