// The less common members of the standard containers: what they read, what they
// refer to, and what they change.
#include "coro.h"
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

mock::task<bool> ask(int number);

struct Shelf {
  std::map<int, int> prices;
  std::deque<int> waiting;
  std::string label;
  std::string title;
  std::vector<int> boxes;
  std::list<int> parts;
  std::vector<int> order;
  std::shared_ptr<int> owner;
  std::multimap<int, int> bids;
  std::string note;

  mock::task<> add_price(int item) {
    if (prices.find(item) != prices.end())
      co_return;
    co_await ask(item);
    prices.emplace_hint(prices.end(), item, 1); // ok: adds nothing if it is there
  }

  mock::task<> clear_bids(int item) {
    auto range = bids.equal_range(item);
    co_await ask(item);
    bids.erase(range.first, range.second); // missed: await-stale-reference the iterators stand in a pair that a call returns
  }

  mock::task<> put_first(int item) {
    if (waiting.empty()) { // note: check
      co_await ask(item); // note: suspension
      waiting.emplace_front(item); // expect: await-check-then-act
    }
  }

  mock::task<> rename(int item) {
    if (label.length() > 8) // note: check
      co_return;
    co_await ask(item); // note: suspension
    label.append("!"); // expect: await-check-then-act
  }

  mock::task<> retitle(int item) {
    if (title.rfind("old", 0) == 0 || title.starts_with("x") ||
        title.ends_with("y") || title.find_first_of("z") != title.npos) // note: check
      co_return;
    co_await ask(item); // note: suspension
    title.assign("new"); // expect: await-check-then-act
  }

  mock::task<> grow(int item) {
    boxes.reserve(10);
    const auto room = boxes.capacity() - boxes.size(); // note: check
    co_await ask(item); // note: suspension
    if (room > 0)
      boxes.push_back(item); // expect: await-check-then-act
    boxes.shrink_to_fit(); // ok: holds the same
  }

  mock::task<> drop(int item) {
    if (parts.empty())
      co_return;
    co_await ask(item);
    parts.remove(item); // false-alarm: await-check-then-act removes what is there; that something is there was asked to save work
  }

  mock::task<> sort_out(int item) {
    const int last = order.empty() ? 0 : *order.rbegin(); // note: check
    co_await ask(item); // note: suspension
    order.push_back(last + 1); // expect: await-stale-write medium
  }
};
