// A lock whose methods have names of their own: models/turns.yaml says what they
// do. Without it the tool would take `take_turn` for any other wait.
// args: --models=test-inputs/models/turns.yaml
#include "coro.h"

namespace acme {
/// Only declared, as in the header of a library.
class Turnstile {
public:
  mock::task<> take_turn();
  void pass();
};

mock::task<> in_background(mock::task<> job);
} // namespace acme

mock::task<bool> print_label(int number);

struct Line {
  acme::Turnstile turn;
  int next = 0;
  int printed = 0;

  mock::task<> print_in_turn() {
    co_await turn.take_turn();
    const int number = next;
    co_await print_label(number);
    next = number + 1; // ok: nobody else gets the turn
    turn.pass();
  }

  mock::task<> print_too_late() {
    co_await turn.take_turn();
    const int number = printed; // note: check
    turn.pass();
    co_await print_label(number); // note: suspension
    printed = number + 1; // expect: await-stale-write
  }
};
