// A project's own way to send a statement: own_query.yaml names the argument
// that is the text.
// args: --models=test-inputs/sql/own_query.yaml
#include "coro.h"
#include <string>
#include <vector>

namespace shop {
struct Line {
  long get(const std::string &column) const;
};
class Connection {};
/// A transaction for as long as it lives.
class Session {
public:
  explicit Session(Connection &on);
  ~Session();
  template <typename... Values>
  mock::task<std::vector<Line>> run(const char *text, Values... values);
};
mock::task<> send(Connection &to, const std::string &text);
template <typename... Values>
mock::task<std::vector<Line>> query(Connection &to, std::string text,
                                    Values... values) {
  co_await send(to, text);
  co_return std::vector<Line>();
}
} // namespace shop

class Vouchers {
public:
  explicit Vouchers(shop::Connection &connection) : db(connection) {}

  // scenario: 3
  mock::task<bool> redeem(long code, long amount) {
    auto found = co_await shop::query( // note: check
        db, "SELECT left_over FROM vouchers WHERE code = ?", code);
    if (found.empty() || found[0].get("left_over") < amount)
      co_return false;
    co_await shop::query( // expect: await-stale-write // note: suspension
        db, "UPDATE vouchers SET left_over = ? WHERE code = ?",
        found[0].get("left_over") - amount, code);
    co_return true;
  }

  mock::task<bool> redeemIfEnough(long code, long amount) {
    auto changed = co_await shop::query( // ok: the statement looks for itself
        db,
        "UPDATE vouchers SET left_over = left_over - $1 WHERE code = $2 AND "
        "left_over >= $1 RETURNING left_over",
        amount, code);
    co_return !changed.empty();
  }

  // scenario: 4
  mock::task<bool> issue(long code, long amount) {
    auto found = co_await shop::query(
        db, "SELECT code FROM vouchers WHERE code = $1", code);
    if (!found.empty())
      co_return false;
    co_await shop::query( // expect: await-check-then-act
        db, "INSERT INTO vouchers (code, left_over) VALUES ($1, $2)", code,
        amount);
    co_return true;
  }

  mock::task<> raise(long code, long amount) {
    shop::Session session(db);
    auto found = co_await session.run(
        "SELECT left_over FROM vouchers WHERE code = ?", code);
    co_await session.run( // expect: await-stale-write
        "UPDATE vouchers SET left_over = ? WHERE code = ?",
        found[0].get("left_over") + amount, code);
  }

  mock::task<> raiseLocked(long code, long amount) {
    shop::Session session(db);
    auto found = co_await session.run(
        "SELECT left_over FROM vouchers WHERE code = ? FOR UPDATE", code);
    co_await session.run( // ok: the row is locked until the session dies
        "UPDATE vouchers SET left_over = ? WHERE code = ?",
        found[0].get("left_over") + amount, code);
  }

private:
  shop::Connection &db;
};
