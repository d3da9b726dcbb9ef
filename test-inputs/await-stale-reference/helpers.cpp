// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The reference comes out of a helper function, or goes into one.
#include "coro.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clinic {

struct Patient {
  int id = 0;
  int visits = 0;
  std::string note;
};

mock::task<> call(int id);

void record(Patient &p) { p.visits += 1; }
int seen(const Patient &p) { return p.visits; }

class Ward {
public:
  Patient &patient(int id) { return patients_[id]; }
  auto lookup(int id) { return patients_.find(id); }
  Patient *find(int id) {
    auto it = patients_.find(id);
    return it == patients_.end() ? nullptr : &it->second;
  }
  void discharge(int id) { patients_.erase(id); }

  // scenario: 70
  mock::task<> visit(int id) {
    Patient &p = patient(id); // note: check
    co_await call(id);        // note: suspension
    p.visits += 1;            // expect: await-stale-reference
  }

  // scenario: 69
  mock::task<> visit_found(int id) {
    auto it = lookup(id); // note: check
    co_await call(id);    // note: suspension
    it->second.note = ""; // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> visit_pointer(int id) {
    Patient *p = find(id); // note: check
    if (!p)
      co_return;
    co_await call(p->id); // note: suspension
    p->visits = 7;        // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<> visit_and_record(int id) {
    auto &p = patients_[id]; // note: check
    co_await call(id);       // note: suspension
    record(p);               // expect: await-stale-reference
  }

  // scenario: 70
  mock::task<int> visit_and_ask(int id) {
    const auto &p = patients_[id]; // note: check
    co_await call(id);             // note: suspension
    co_return seen(p);             // expect: await-stale-reference
  }

  // scenario: 69
  mock::task<> visit_pointer_again(int id) {
    Patient *p = find(id);
    if (!p)
      co_return;
    co_await call(p->id);
    p = find(id);
    if (p)
      p->visits = 7; // ok: asked again after the await
  }

  // scenario: 70
  mock::task<> visit_recorded_first(int id) {
    record(patient(id)); // ok: before the await
    co_await call(id);
    record(patient(id)); // ok: another lookup
  }

  // scenario: 70
  mock::task<> visit_through_a_lambda(int id) {
    auto current = [this, id]() -> Patient & { return patients_[id]; };
    current().visits += 1;
    co_await call(id);
    current().visits += 1; // ok: the lambda looks it up when it is called
  }

private:
  std::map<int, Patient> patients_;
};

std::vector<Patient> waiting_room;

Patient &longest_waiting() { return waiting_room.front(); }
void next_patient() { waiting_room.erase(waiting_room.begin()); }

// scenario: 70
mock::task<> greet_longest() {
  auto &p = longest_waiting(); // note: check
  co_await call(p.id);         // note: suspension
  p.note = "greeted";          // expect: await-stale-reference
}

// scenario: 70
mock::task<> greet_longest_late() {
  co_await call(0);
  longest_waiting().note = "greeted"; // ok: asked after the await
}

struct Clinic {
  std::vector<Patient> patients;
};

void clear(Clinic &clinic) { clinic.patients.clear(); }

// scenario: 69
mock::task<> examine(std::shared_ptr<Clinic> clinic, int id) {
  auto it = std::find_if(clinic->patients.begin(), clinic->patients.end(), // note: check
                         [id](const Patient &p) { return p.id == id; });
  if (it == clinic->patients.end())
    co_return;
  co_await call(id);       // note: suspension
  it->note += "examined;"; // expect: await-stale-reference
}

// scenario: 69
mock::task<> examine_ranges(Clinic &clinic, int id) {
  auto it = std::ranges::find(clinic.patients, id, &Patient::id); // note: check
  co_await call(id);                                              // note: suspension
  it->note += "examined;";                                        // expect: await-stale-reference
}

// scenario: 69
mock::task<> examine_late(Clinic &clinic, int id) {
  co_await call(id);
  auto it = std::ranges::find(clinic.patients, id, &Patient::id);
  if (it != clinic.patients.end())
    it->note += "examined;"; // ok: found after the await
}

} // namespace clinic
