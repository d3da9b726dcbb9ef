// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The size of a container is a value like any other: it is stale after an await.
#include "coro.h"

#include <memory>
#include <string>
#include <vector>

namespace tables {

mock::task<std::string> next_row();
mock::task<> extend_file(std::size_t rows);

class Table {
public:
  // scenario: 37
  mock::task<> add_row() {
    const auto n = rows_.size(); // note: check
    co_await extend_file(n + 1); // note: suspension
    rows_.resize(n + 1);         // expect: await-stale-write
  }

  // scenario: 37
  mock::task<> add_row_late() {
    co_await extend_file(1);
    rows_.resize(rows_.size() + 1); // ok: the size is read after the await
  }

  // scenario: 37
  mock::task<> push_row() {
    auto row = co_await next_row();
    rows_.push_back(row); // ok: appends to what is there now
  }

private:
  std::vector<std::string> rows_;
};

std::vector<int> columns;

// scenario: 37
mock::task<> add_columns(std::size_t more) {
  const std::size_t wide = columns.size() + more; // note: check
  co_await extend_file(wide);                     // note: suspension
  columns.resize(wide);                           // expect: await-stale-write
}

// scenario: 37
mock::task<> add_columns_late(std::size_t more) {
  co_await extend_file(more);
  columns.resize(columns.size() + more); // ok: the size is read after the await
}

// scenario: 37
mock::task<> grow_pointee(std::shared_ptr<std::vector<long>> cells) {
  auto n = cells->size();  // note: check
  co_await extend_file(n); // note: suspension
  cells->resize(n * 2);    // expect: await-stale-write
}

// scenario: 37
mock::task<> grow_reference(std::vector<long> &cells) {
  auto n = cells.size();
  cells.resize(n * 2); // ok: finished before the await
  co_await extend_file(n);
}

template <class T> class Column {
public:
  // scenario: 37
  mock::task<> append() {
    auto n = values.size(); // note: check
    co_await load(n);       // note: suspension
    values.resize(n + 1);   // expect: await-stale-write
  }

private:
  mock::task<> load(std::size_t at);
  std::vector<T> values;
};
template class Column<double>;

} // namespace tables
