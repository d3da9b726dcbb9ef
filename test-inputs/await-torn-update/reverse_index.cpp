// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two containers that every other function changes together.
#include "coro.h"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace paging {

mock::task<> verify(std::string name);
mock::task<std::string> read(int id);

class Directory {
public:
  void add(int id, const std::string &name) {
    by_id_[id] = name;
    by_name_[name] = id;
  }
  void remove(int id) {
    by_name_.erase(by_id_[id]);
    by_id_.erase(id);
  }

  mock::task<> add_verified(int id, std::string name) {
    by_id_.insert_or_assign(id, name);   // note: check
    co_await verify(name);               // note: suspension
    by_name_.insert_or_assign(name, id); // expect: await-torn-update
  }

  mock::task<> add_verified_late(int id, std::string name) {
    co_await verify(name);
    by_id_.insert_or_assign(id, name); // ok: together
    by_name_.insert_or_assign(name, id);
  }

private:
  std::map<int, std::string> by_id_;
  std::unordered_map<std::string, int> by_name_;
};

std::map<int, std::string> cached;
std::deque<int> recency;

void put(int id, std::string page) {
  cached[id] = std::move(page);
  recency.push_front(id);
}
void evict() {
  cached.erase(recency.back());
  recency.pop_back();
}

mock::task<> load(int id) {
  recency.push_front(id);        // note: check
  auto page = co_await read(id); // note: suspension
  cached[id] = page;             // expect: await-torn-update
}

mock::task<> load_then_put(int id) {
  auto page = co_await read(id);
  put(id, page); // ok: together in the helper
}

struct Names {
  std::map<std::string, int> ids;
  std::map<int, std::string> names;
};

void learn(Names &n, int id, const std::string &name) {
  n.ids.emplace(name, id);
  n.names.emplace(id, name);
}
void forget(Names &n, int id, const std::string &name) {
  n.ids.erase(name);
  n.names.erase(id);
}

mock::task<> learn_verified(std::shared_ptr<Names> n, int id, std::string name) {
  n->ids.emplace(name, id);   // note: check
  co_await verify(name);      // note: suspension
  n->names.emplace(id, name); // expect: await-torn-update medium
}

mock::task<> forget_slowly(Names &n, int id, std::string name) {
  n.ids.erase(name);     // note: check
  co_await verify(name); // note: suspension
  n.names.erase(id);     // expect: await-torn-update medium
}

struct Graph {
  std::map<int, std::set<int>> out;
  std::map<int, std::set<int>> in;
};

void connect(Graph &g, int a, int b) {
  g.out[a].insert(b);
  g.in[b].insert(a);
}
void disconnect(Graph &g, int a, int b) {
  g.out[a].erase(b);
  g.in[b].erase(a);
}

mock::task<> connect_checked(std::shared_ptr<Graph> g, int a, int b) {
  g->out[a].insert(b);     // note: check
  co_await verify("edge"); // note: suspension
  g->in[b].insert(a);      // expect: await-torn-update
}

mock::task<> connect_after_check(std::shared_ptr<Graph> g, int a, int b) {
  co_await verify("edge");
  connect(*g, a, b); // ok: together
}

template <class Value> class Registry {
public:
  void add(Value v) {
    items_.push_back(v);
    known_.insert(v);
  }
  void pop() {
    known_.erase(items_.back());
    items_.pop_back();
  }

  mock::task<> add_slowly(Value v) {
    known_.insert(v);       // note: check
    co_await verify("new"); // note: suspension
    items_.push_back(v);    // expect: await-torn-update
  }

private:
  std::vector<Value> items_;
  std::set<Value> known_;
};
template class Registry<int>;

} // namespace paging
