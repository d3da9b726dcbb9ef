// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::stale_write_container_size {
#include "test-inputs/await-stale-write/container_size.cpp"

namespace tables {
// What the input only declares.
mock::task<std::string> next_row() {
  return truth::answer<std::string>("next_row");
}
mock::task<> extend_file(std::size_t) { return truth::answer("extend_file"); }
template <class T> auto Column<T>::load(std::size_t) -> mock::task<> {
  return truth::answer("load");
}
// What is shared, and seen at the end.
auto fields(Table &it) { return std::tie(it.rows_); }
template <class T> auto fields(Column<T> &it) { return std::tie(it.values); }
} // namespace tables

TRUTH("await-stale-write/container_size.cpp") {
  using namespace tables;
  globals(tables::columns);
  run("Table::add_row", [] { return part<tables::Table>().add_row(); });
  run("Table::add_row_late",
      [] { return part<tables::Table>().add_row_late(); });
  run("Table::push_row", [] { return part<tables::Table>().push_row(); });
  run("add_columns", [] { return tables::add_columns(any); });
  run("add_columns_late", [] { return tables::add_columns_late(any); });
  run("grow_pointee", [] { return tables::grow_pointee(any); });
  run("grow_reference",
      [] { return tables::grow_reference(part<std::vector<long>>()); });
  run("Column::append", [] { return part<tables::Column<double>>().append(); });
}

} // namespace truth_of::stale_write_container_size
