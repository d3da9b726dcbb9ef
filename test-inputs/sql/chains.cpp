// Statements that follow each other as continuations of futures.
// args: --models=test-inputs/sql/own_query.yaml
#include <string>
#include <utility>
#include <vector>

namespace store {
struct Row {
  long number(const std::string &column) const;
};
template <typename T> class Future {
public:
  template <typename F> auto then(F &&next) -> Future<int>;
};
class Client {
public:
  template <typename... Values>
  Future<std::vector<Row>> ask(const char *text, Values... values);
};
} // namespace store

class Accounts {
public:
  // scenario: 4
  void reward(long id) {
    db.ask("SELECT balance FROM accounts WHERE id = $1", id) // note: check
        .then([this, id](std::vector<store::Row> found) {
          return db.ask( // expect: await-stale-write
              "UPDATE accounts SET balance = $1 WHERE id = $2",
              found[0].number("balance") + 100, id);
        });
  }

  void rewardInOneStep(long id) {
    db.ask("SELECT balance FROM accounts WHERE id = $1", id)
        .then([this, id](std::vector<store::Row> found) {
          return db.ask( // ok: the database adds
              "UPDATE accounts SET balance = balance + 100 WHERE id = $1", id);
        });
  }

  void signUp(std::string email) {
    db.ask("SELECT id FROM accounts WHERE email = $1", email)
        .then([this, email](const std::vector<store::Row> &found) {
          if (found.empty())
            db.ask( // expect: await-check-then-act
                "INSERT INTO accounts (email) VALUES ($1)", email);
        });
  }

  void signUpUnlessThere(std::string email) {
    db.ask("SELECT id FROM accounts WHERE email = $1", email)
        .then([this, email](const std::vector<store::Row> &found) {
          if (found.empty())
            db.ask( // ok: it looks for itself
                "INSERT INTO accounts (email) VALUES ($1) ON CONFLICT DO "
                "NOTHING",
                email);
        });
  }

private:
  store::Client db;
};
