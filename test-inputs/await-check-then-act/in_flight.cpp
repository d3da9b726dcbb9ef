// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A set of what is being worked on: entered before the suspension, left after it.
#include "coro.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_set>

namespace indexing {

mock::task<long> count_words(std::string file);

class Index {
public:
  // scenario: 68
  mock::task<> update(std::string file) {
    if (busy_.contains(file))
      co_return;
    busy_.insert(file);
    if (words_[file] == 0) {
      const long n = co_await count_words(file);
      words_[file] += n; // ok: only one call per file is here
    }
    busy_.erase(file);
  }

  // scenario: 68
  mock::task<> update_in_one_step(std::string file) {
    if (!busy_.insert(file).second)
      co_return;
    const long before = words_[file];
    words_[file] = before + co_await count_words(file); // ok: only one call per file is here
    busy_.erase(file);
  }

  // scenario: 68
  mock::task<> update_caught(std::string file) {
    if (!busy_.insert(file).second)
      co_return;
    try {
      const long before = words_[file];
      const long n = co_await count_words(file);
      words_[file] = before + n; // ok: only one call per file is here
    } catch (...) {
      busy_.erase(file);
      throw;
    }
    busy_.erase(file);
  }

private:
  std::set<std::string> busy_;
  std::map<std::string, long> words_;
};

class LateIndex {
public:
  // scenario: 68
  mock::task<> update(std::string file) {
    if (busy_.contains(file))
      co_return;
    const long before = words_[file];          // note: check
    const long n = co_await count_words(file); // note: suspension
    busy_.insert(file);
    words_[file] = before + n; // expect: await-stale-write
    busy_.erase(file);         // ok: erase by key looks for itself
  }

private:
  std::set<std::string> busy_;
  std::map<std::string, long> words_;
};

class WrongKey {
public:
  // scenario: 68
  mock::task<> add(std::string file, std::string total) {
    if (!busy_.insert(file).second)
      co_return;
    const long before = words_[total];         // note: check
    const long n = co_await count_words(file); // note: suspension
    words_[total] = before + n;                // expect: await-stale-write
    busy_.erase(file);
  }

  // scenario: 68
  mock::task<> add_part(std::string file, std::string part) {
    if (!busy_.insert(file).second)
      co_return;
    const std::string both = file + "/" + part;
    const long before = words_[both];
    const long n = co_await count_words(part);
    words_[both] = before + n; // ok: a key that is made of that in the set
    busy_.erase(file);
  }

private:
  std::set<std::string> busy_;
  std::map<std::string, long> words_;
};

std::unordered_set<int> open_documents;
std::map<int, long> lengths;

// scenario: 68
mock::task<> measure(int document) {
  if (open_documents.count(document))
    co_return;
  open_documents.insert(document);
  const long before = lengths[document];
  const long n = co_await count_words("open");
  lengths[document] = before + n; // ok: only one call per document is here
  open_documents.erase(document);
}

std::set<int> late_documents;
std::map<int, long> late_lengths;

// scenario: 68
mock::task<> measure_late(int document) {
  if (late_documents.contains(document))
    co_return;
  const long before = late_lengths[document];  // note: check
  const long n = co_await count_words("late"); // note: suspension
  late_documents.insert(document);
  late_lengths[document] = before + n; // expect: await-stale-write
  late_documents.erase(document);      // ok: erase by key looks for itself
}

struct Shelf {
  std::set<int> moving;
  std::map<int, int> place;
};

// scenario: 68
mock::task<bool> move_up(std::shared_ptr<Shelf> shelf, int book) {
  if (!shelf->moving.insert(book).second)
    co_return false;
  if (shelf->place[book] < 9) {
    co_await count_words("book");
    shelf->place[book] += 1; // ok: only one call per book is here
  }
  shelf->moving.erase(book);
  co_return true;
}

} // namespace indexing
