// A library whose classes live under other names than those that its users
// write, and that a model names: typedefs, alias templates, using-declarations.
// args: --models=test-inputs/models/other_names.yaml
#include "coro.h"

namespace acme_impl {
inline namespace v2 {
class TurnstileBase {
public:
  mock::task<> take_turn();
  void pass();
};
template <class Policy> class BasicDoor {
public:
  mock::task<> enter();
  void leave();
};
template <class Lock> class Holder {
public:
  explicit Holder(Lock &lock);
  Holder(const Holder &) = delete;
  ~Holder();
};
class Queue {};
} // namespace v2
void in_background(mock::task<> job);
} // namespace acme_impl

namespace acme {
using Turnstile = acme_impl::TurnstileBase;
template <class Policy = int> using Door = acme_impl::BasicDoor<Policy>;
template <class Lock> using Hold = acme_impl::Holder<Lock>;
using acme_impl::in_background;
} // namespace acme

mock::task<bool> print_label(int number);

struct Line {
  acme::Turnstile turn;
  acme::Door<> door;
  acme_impl::TurnstileBase same;
  acme_impl::Queue queue;
  int next = 0, last = 0, printed = 0, free = 0, posted = 0;

  mock::task<> print_in_turn() {
    co_await turn.take_turn();
    const int number = next;
    co_await print_label(number);
    next = number + 1; // ok: nobody else gets the turn
    turn.pass();
  }

  mock::task<> print_in_turn_of_the_base() {
    co_await same.take_turn();
    const int number = last;
    co_await print_label(number);
    last = number + 1; // ok: it is the same class
    same.pass();
  }

  mock::task<> print_behind_a_door() {
    co_await door.enter();
    const int number = printed;
    co_await print_label(number);
    printed = number + 1; // ok: nobody else comes in
    door.leave();
  }

  mock::task<> print_held() {
    acme::Hold<acme_impl::Queue> held(queue);
    const int number = posted;
    co_await print_label(number);
    posted = number + 1; // ok: held
  }

  mock::task<> print_freely() {
    const int number = free; // note: check
    co_await print_label(number); // note: suspension
    free = number + 1; // expect: await-stale-write
  }

  void start() {
    acme::in_background(print_freely());
    acme::in_background(print_freely()); // expect: await-concurrent-update medium
  }
};
